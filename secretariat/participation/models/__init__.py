"""What is kept of the people in a deliverable."""

from secretariat.participation.models.attendance import Attendance, EventSession
from secretariat.participation.models.certificates import Certificate
from secretariat.participation.models.events import EventTerms, Invitation
from secretariat.participation.models.followups import FollowUp
from secretariat.participation.models.nominations import Nomination, NominationQuerySet, open_names
from secretariat.participation.models.people import Participant

__all__ = [
    "Attendance",
    "Certificate",
    "EventSession",
    "EventTerms",
    "FollowUp",
    "Invitation",
    "Nomination",
    "NominationQuerySet",
    "Participant",
    "open_names",
]
