"""What is personal of those who take part: all that says who they are, and what was written about them."""

from __future__ import annotations

from django.db.models import Q

from secretariat.core.personal import Personal, Who, add_personal
from secretariat.participation.models import Certificate, FollowUp, Nomination, Participant
from secretariat.participation.services.people import (
    BLANK_CERTIFICATE,
    BLANK_FOLLOW_UP,
    BLANK_NOMINATION,
    BLANK_PERSON,
)


def people_of(who: Who) -> Q:
    """Return the rows of a person by the row itself, or by an address; a name alone may be a namesake's."""
    asked = Q(id=who.id)
    for address in who.addresses:
        asked |= Q(mail__iexact=address)
    return asked


def nominations_of(who: Who) -> Q:
    return Q(participant__in=Participant.objects.filter(people_of(who)).values("pk"))


def about_nominations_of(who: Who) -> Q:
    return Q(nomination__in=Nomination.objects.filter(nominations_of(who)).values("pk"))


# The person comes last: the others are found by the address that stands there.
add_personal(Personal(Certificate, about_nominations_of, BLANK_CERTIFICATE))
add_personal(Personal(FollowUp, about_nominations_of, BLANK_FOLLOW_UP))
add_personal(Personal(Nomination, nominations_of, BLANK_NOMINATION))
add_personal(Personal(Participant, people_of, BLANK_PERSON))
