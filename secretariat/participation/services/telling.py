"""Tell the delegates of a State what concerns them."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.core.viewer import Viewer
from secretariat.notices.services import notify
from secretariat.participation.choices import NominationState
from secretariat.participation.models import Invitation, Nomination
from secretariat.participation.notice_kinds import INVITED, NOMINATION_MOVED
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role


def delegates_of(party: Party, *, on: datetime.date) -> list[Person]:
    """Return who is a delegate of a State on a day."""
    roles = Role.objects.in_force(on).filter(kind=RoleKind.DELEGATE, party=party).select_related("person")
    return [each.person for each in roles]


def tell_of_invitation(invitation: Invitation, *, by: Viewer, on: datetime.date) -> None:
    """Tell the delegates of a State that it is invited; once for each day of sending."""
    data = {
        "party": invitation.party.name,
        "deliverable": invitation.deliverable.title,
        "deadline": invitation.deadline or _("the first day"),
    }
    to = delegates_of(invitation.party, on=on)
    notify(INVITED, to=to, about=invitation, data=data, occasion=f"{invitation.pk} {invitation.sent_on}", by=by)


def tell_of_nomination(nomination: Nomination, *, by: Viewer, on: datetime.date) -> None:
    """Tell the delegates of a State that a nomination of theirs moved; who it is they see on its page."""
    state = NominationState(nomination.state)
    data = {"party": nomination.party.name, "deliverable": nomination.deliverable.title, "state": state.label}
    to = delegates_of(nomination.party, on=on)
    notify(NOMINATION_MOVED, to=to, about=nomination, data=data, occasion=f"{nomination.pk} {state} {on}", by=by)
