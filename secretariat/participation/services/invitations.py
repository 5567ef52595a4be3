"""Invite States and organizations, and keep their answers."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Holding, Viewer
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.directory.models import Designation
from secretariat.participation import rules
from secretariat.participation.choices import InvitationState
from secretariat.participation.models import EventTerms, Invitation
from secretariat.participation.queries import usual_designations
from secretariat.participation.services.seats import fill_seats
from secretariat.participation.services.telling import tell_of_invitation
from secretariat.parties.choices import PartyKind, RoleKind
from secretariat.parties.models import Party

INVITED = (PartyKind.STATE, PartyKind.ORGANIZATION)
OVER = (DeliverableState.CLOSED, DeliverableState.CANCELLED)
FACTS = ("places", "women_aimed", "is_aim_kept", "deadline")


@transaction.atomic
def invite(
    deliverable: Deliverable,
    party: Party,
    *,
    by: Viewer,
    on: datetime.date,
    designation: Designation | None = None,
    language: str = "",
    reason: str = "",
    **facts: Any,
) -> Invitation:
    """Draft the invitation of a State or organization; ``facts`` are places, women_aimed, is_aim_kept, deadline.

    It goes through ``designation``, else through whom the party usually named, in that person's language.

    Errors: NotPermitted; Refused where it is invited, could not see the deliverable, or that is over; ValidationError.
    """
    _require(deliverable, by)
    _refuse_over(deliverable)
    _refuse_party(deliverable, party)
    if designation is not None and designation.party_id != party.pk:
        raise ValidationError({"designation": _("This person is named by another State or organization.")})
    through = designation or usual_designations([party.pk], on=on).get(party.pk)
    made = Invitation(deliverable=deliverable, party=party, designation=through)
    made.language = language or (through.designee.language if through else "") or settings.LANGUAGES[0][0]
    _fill(made, facts)
    return keep(made, by=by, reason=reason or _("Drafted"))


@transaction.atomic
def invite_all(
    deliverable: Deliverable, parties: Iterable[Party], *, by: Viewer, on: datetime.date, reason: str = "", **facts: Any
) -> list[Invitation]:
    """Draft the invitations of these parties, all or none; who is invited already is left out.

    Errors: as ``invite``.
    """
    known = set(deliverable.invitations.values_list("party", flat=True))
    new = {each.pk: each for each in parties if each.pk not in known}
    return [invite(deliverable, each, by=by, on=on, reason=reason, **facts) for each in new.values()]


@transaction.atomic
def change_invitation(
    invitation: Invitation, *, by: Viewer, on: datetime.date, reason: str, **facts: Any
) -> Invitation:
    """Change what an invitation offers; who waits moves up where there are places now.

    Errors: NotPermitted; Refused once the deliverable is over; ValidationError.
    """
    held = _locked(invitation)
    _require(held.deliverable, by)
    _refuse_over(held.deliverable)
    _fill(held, facts)
    keep(held, by=by, reason=reason)
    fill_seats(held.deliverable, held.party, by=by, on=on)
    return held


@transaction.atomic
def send_invitations(
    invitations: Iterable[Invitation], *, by: Viewer, on: datetime.date, note: str = "", reason: str = ""
) -> list[Invitation]:
    """Record that invitations went out on a day, all or none; delegates of these States find them in their inbox.

    ``note`` is the number of the note with which they were sent. Errors: as ``move_invitation``.
    """
    return [move_invitation(each, "send", by=by, on=on, reason=reason or _("Sent"), note=note) for each in invitations]


@transaction.atomic
def move_invitation(
    invitation: Invitation, verb: str, *, by: Viewer, on: datetime.date, reason: str = "", note: str = ""
) -> Invitation:
    """Take an invitation to another state by a verb of ``rules.INVITATION_CHANGES``, on a day.

    A delegate answers until the deadline; later, and on a note, the secretariat does.

    Errors: NotPermitted; Refused where it is in no state to, the deadline is over, or the deliverable is.
    """
    held = _locked(invitation)
    row = rules.INVITATION_CHANGES.check(held, verb, by=by)
    if verb != "lapse":
        _refuse_over(held.deliverable)
    if not rules.runs_event.test(by, held) and held.deadline is not None and held.deadline < on:
        raise Refused(_("The deadline was %(day)s: ask the secretariat.") % {"day": held.deadline})
    values: dict[str, Any] = {"note": note} if note else {}
    is_sent = row.target == InvitationState.SENT
    values |= {"sent_on": on, "answered_on": None} if is_sent else {"answered_on": on if verb != "lapse" else None}
    change_state(held, rules.INVITATION_CHANGES, verb, by=by, reason=reason, **values)
    if is_sent:
        tell_of_invitation(held, by=by, on=on)
    return held


@transaction.atomic
def lapse_unanswered(*, by: Viewer, on: datetime.date) -> list[Invitation]:
    """Record as unanswered the invitations whose deadline is over and that nobody answered."""
    due = Invitation.objects.filter(state=InvitationState.SENT, deadline__lt=on).order_by("pk")
    return [move_invitation(each, "lapse", by=by, on=on, reason=_("The deadline is over")) for each in due]


@transaction.atomic
def set_terms(
    deliverable: Deliverable, *, share_needed: int, follow_up_months: int, by: Viewer, reason: str
) -> EventTerms:
    """Say what holds for the people of a deliverable. Errors: NotPermitted; ValidationError."""
    _require(deliverable, by)
    terms = EventTerms.objects.filter(deliverable=deliverable).first() or EventTerms(deliverable=deliverable)
    terms.share_needed, terms.follow_up_months = share_needed, follow_up_months
    return keep(terms, by=by, reason=reason)


def _fill(invitation: Invitation, facts: dict[str, Any]) -> None:
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"an invitation has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(invitation, name, value)


def _refuse_party(deliverable: Deliverable, party: Party) -> None:
    if party.kind not in INVITED:
        raise Refused(_("States and organizations are invited, not bodies, units or people."))
    if party.kind == PartyKind.STATE and not _is_open_to(deliverable, party.pk):
        raise Refused(
            _("%(party)s could not see this. Open it to Member States, or say first that it is involved.")
            % {"party": party}
        )


def _is_open_to(deliverable: Deliverable, state: uuid.UUID) -> bool:
    """Tell whether the delegates of a Member State would see a deliverable."""
    role = frozenset({Holding(RoleKind.DELEGATE, state)})
    viewer = Viewer(holdings=role, party_ids=frozenset({state}), clearance=Audience.STATES)
    return Deliverable.objects.visible_to(viewer).filter(pk=deliverable.pk).exists()


def _refuse_over(deliverable: Deliverable) -> None:
    if deliverable.state in OVER:
        raise Refused(_("It is %(state)s.") % {"state": deliverable.get_state_display()})


def _require(deliverable: Deliverable, by: Viewer) -> None:
    if not rules.may_invite.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, invite."))


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("deliverable__owner__party", "party")
    return rows.get(pk=invitation.pk)
