"""Name people for a deliverable, and decide on those who are named."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, COUNTING, DeliverableState, Part
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.delivery.services import involve
from secretariat.participation import rules
from secretariat.participation.choices import SEATED, InvitationState, NominationState
from secretariat.participation.models import Invitation, Nomination, Participant
from secretariat.participation.queries import seat_for
from secretariat.participation.services.invitations import INVITED
from secretariat.participation.services.people import NAMED_ANEW, PERSON, enter_participant
from secretariat.participation.services.seats import fill_seats
from secretariat.participation.services.telling import tell_of_nomination
from secretariat.parties.models import Party

OUT = (NominationState.DECLINED, NominationState.WITHDRAWN)
OPEN = (*COMING, *(state for state in COUNTING if state != DeliverableState.CLOSED))  # held, but not closed


@transaction.atomic
def nominate(
    deliverable: Deliverable,
    *,
    party: Party,
    participant: Participant | None = None,
    note: str = "",
    by: Viewer,
    on: datetime.date,
    reason: str = "",
    **person: Any,
) -> Nomination:
    """Name somebody for a deliverable: a participant on record, or a new one by the facts in ``PERSON``.

    Over the places offered the person goes to the waiting list. A delegate names for the own State, under an
    invitation, until its deadline; the secretariat records what a note says, after the deadline with a reason.

    Errors: NotPermitted; Refused where the State is not invited, the deadline is over, the person is named already, or
    the deliverable takes nobody; ValidationError.
    """
    held = Deliverable.objects.select_for_update(of=("self",)).select_related("owner__party").get(pk=deliverable.pk)
    _require_nominating(held, party, by, on, note or reason)
    known = _participant(party, participant, person, by, reason)
    row = Nomination.objects.filter(deliverable=held, participant=known).first()
    if row is not None and row.state not in OUT:
        raise Refused(_("This person is nominated already."))
    row = row or Nomination(deliverable=held, party=party, participant=known)
    row.sex, row.institution_kind = known.sex, known.institution_kind
    row.nominated_on, row.note, row.why = on, note, ""
    _seat(row)
    keep(row, by=by, reason=reason or _("Nominated"))
    _note_answer(held, party, by, on)
    return row


def _require_nominating(held: Deliverable, party: Party, by: Viewer, on: datetime.date, said: str) -> None:
    """Errors: NotPermitted; Refused; ValidationError, as ``nominate``."""
    if party.kind not in INVITED:
        raise Refused(_("States and organizations name people, not bodies, units or people."))
    if rules.runs_event.test(by, held):
        _require_open(held, OPEN)
        if _is_late(_invitation(held, party), on) and not said.strip():
            raise ValidationError({"reason": _("The deadline is over: say why, or give the number of the note.")})
        return
    if not rules.is_of_mission.test(by, party):
        raise NotPermitted(_("Only a delegate of the State itself, or the secretariat on a note, names people."))
    invitation = _invitation(held, party)
    if invitation is None or not Invitation.objects.visible_to(by).open().filter(pk=invitation.pk).exists():
        raise Refused(_("%(party)s is not invited, or has declined.") % {"party": party})
    if _is_late(invitation, on):
        raise Refused(_("The deadline was %(day)s: ask the secretariat.") % {"day": invitation.deadline})
    _require_open(held, COMING)


def _require_open(held: Deliverable, states: tuple[DeliverableState, ...]) -> None:
    if held.state not in states:
        raise Refused(_("It is %(state)s and takes nobody.") % {"state": held.get_state_display()})


def _invitation(deliverable: Deliverable, party: Party) -> Invitation | None:
    return Invitation.objects.filter(deliverable=deliverable, party=party).first()


def _is_late(invitation: Invitation | None, on: datetime.date) -> bool:
    return invitation is not None and invitation.deadline is not None and invitation.deadline < on


def _participant(
    party: Party, participant: Participant | None, person: dict[str, Any], by: Viewer, reason: str
) -> Participant:
    """Return whom it is about: the one on record, or one entered now."""
    unknown = set(person) - set(PERSON)
    if unknown:
        raise TypeError(f"a participant has no {', '.join(sorted(unknown))}")
    if participant is None:
        return enter_participant(party, person, by=by, reason=reason)
    # SECURITY: a person of another State is as one who is not on record.
    if participant.party_id != party.pk or participant.is_erased:
        raise ValidationError({"participant": NAMED_ANEW})
    return participant


def _seat(row: Nomination) -> None:
    """Give a place, or the last one in the line of the State."""
    row.state, row.place = seat_for(row.deliverable, row.party_id, row.sex), None
    if row.state == NominationState.WAITING:
        line = Nomination.objects.filter(deliverable=row.deliverable, party=row.party).in_line()
        row.place = (line.aggregate(last=Max("place"))["last"] or 0) + 1


def _note_answer(deliverable: Deliverable, party: Party, by: Viewer, on: datetime.date) -> None:
    """Who names somebody has accepted the invitation."""
    invitation = _invitation(deliverable, party)
    if invitation is not None and invitation.state == InvitationState.SENT:
        accepted = rules.INVITATION_CHANGES
        change_state(invitation, accepted, "accept", by=by, reason=_("Somebody was nominated"), answered_on=on)


@transaction.atomic
def move_nomination(
    nomination: Nomination, verb: str, *, by: Viewer, on: datetime.date, reason: str, note: str = ""
) -> Nomination:
    """Take a nomination to another state by a verb of ``rules.NOMINATION_CHANGES``, on a day.

    Who is accepted makes the State take part in the deliverable; a place that gets free goes to the next who waits.

    Errors: NotPermitted; Refused where it is in no state to, or somebody's attendance is on record.
    """
    deliverable = Deliverable.objects.select_for_update(of=("self",)).get(pk=nomination.deliverable_id)
    rows = Nomination.objects.select_related("deliverable__owner__party", "party", "participant")
    held = rows.get(pk=nomination.pk)
    target = rules.NOMINATION_CHANGES.check(held, verb, by=by).target
    was_seated = held.state in SEATED
    if target in OUT and held.attendances.filter(is_present=True).exists():
        raise Refused(_("This person was there: take that back first."))
    values: dict[str, Any] = {"place": None, "why": reason[:500] if target in OUT else ""}
    if note:
        values["note"] = note
    change_state(held, rules.NOMINATION_CHANGES, verb, by=by, reason=reason, **values)
    if target == NominationState.ACCEPTED:
        _take_part(held, by)
    if was_seated and target in OUT:
        fill_seats(deliverable, held.party, by=by, on=on)
    tell_of_nomination(held, by=by, on=on)
    return held


def _take_part(nomination: Nomination, by: Viewer) -> None:
    """Say that the State takes part in the deliverable, if it has no part in it yet."""
    involved = Involvement.objects.filter(deliverable=nomination.deliverable, party=nomination.party)
    if not involved.filter(is_withdrawn=False).exists():
        involve(nomination.deliverable, nomination.party, part=Part.PARTICIPANT, by=by, reason=_("Somebody takes part"))
