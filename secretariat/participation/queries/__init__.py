"""Questions across the people of deliverables: who counts, who may come, who attended."""

from secretariat.participation.queries.attended import Attended, attended, earned, terms_of
from secretariat.participation.queries.counts import Share, participants_by, participants_of
from secretariat.participation.queries.data import personal_record
from secretariat.participation.queries.places import Places, places_of, seat_for, usual_designations

__all__ = [
    "Attended",
    "Places",
    "Share",
    "attended",
    "earned",
    "participants_by",
    "participants_of",
    "personal_record",
    "places_of",
    "seat_for",
    "terms_of",
    "usual_designations",
]
