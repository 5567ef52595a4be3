"""Owe something: because of a record of an upper app, by hand, or as an instruction."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.duties import rules
from secretariat.duties.choices import OF_EVENTS, REMIND_DAYS, REPEATED, DutyKind, DutyState
from secretariat.duties.models import Duty
from secretariat.duties.notice_kinds import DUTY_INSTRUCTED
from secretariat.duties.queries import people_who_owe
from secretariat.notices.services import notify
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party


def reminded_from(due_on: datetime.date | None, remind_days: int = REMIND_DAYS) -> datetime.date | None:
    """Return the day from which people are reminded; None without a due day."""
    return None if due_on is None else due_on - datetime.timedelta(days=remind_days)


@transaction.atomic
def owe(
    *,
    slot: str,
    kind: DutyKind,
    subject: Labels,
    debtor: Party,
    due_on: datetime.date | None,
    remind_days: int = REMIND_DAYS,
    by: Viewer,
    reason: str,
    **facts: Any,
) -> Duty:
    """Say that a party owes something for the sake of what ``slot`` names; again for the same slot changes nothing.

    For jobs and upper apps, which have asked who may. ``facts`` are the other columns of a duty: creditor,
    creditor_words, paragraph, asked_by, audience, covers_from, covers_until, recurring, is_demonstration. Errors:
    ValidationError, as without the paragraph that says so or who asked.
    """
    known = Duty.objects.filter(slot=slot).first()
    if known is not None:
        return known
    duty = Duty(slot=slot, kind=kind, subject=subject, debtor=debtor, due_on=due_on, **facts)
    duty.remind_from = reminded_from(due_on, remind_days)
    try:
        with transaction.atomic():
            return keep(duty, by=by, reason=reason)
    except (IntegrityError, ValidationError):
        first = Duty.objects.filter(slot=slot).first()  # another process was first
        if first is None:
            raise
        return first


@transaction.atomic
def bring_in_line(
    duty: Duty,
    *,
    is_owed: bool,
    subject: Labels,
    debtor: Party,
    due_on: datetime.date | None,
    remind_days: int = REMIND_DAYS,
    audience: int,
    by: Viewer,
    reason: str,
) -> Duty:
    """Let a duty follow the record of an upper app that it is owed for: its words, its day, and whether it is owed.

    For upper apps, which have asked who may. What was kept stays kept, on the day that held then. Where it is owed no
    more ``reason`` is why. Nothing is written where nothing changes.
    """
    held = Duty.objects.select_for_update(of=("self",)).select_related("debtor").get(pk=duty.pk)
    wanted: dict[str, Any] = {"subject": subject, "debtor": debtor, "audience": audience}
    if held.state in (DutyState.OWED, DutyState.RELEASED):
        state = DutyState.OWED if is_owed else DutyState.RELEASED
        wanted |= {"due_on": due_on, "remind_from": reminded_from(due_on, remind_days), "state": state}
        if state != held.state:
            wanted["why_released"] = "" if is_owed else reason[:500]
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    for name, value in changed.items():
        setattr(held, name, value)
    return keep(held, by=by, reason=reason) if changed else held


@transaction.atomic
def owe_by_hand(
    *,
    kind: DutyKind = DutyKind.ONE_OFF,
    subject: Labels,
    debtor: Party,
    due_on: datetime.date,
    remind_days: int = REMIND_DAYS,
    creditor: Party | None = None,
    creditor_words: Labels | None = None,
    paragraph: Paragraph | None = None,
    asked_by: str = "",
    audience: int = Audience.SECRETARIAT,
    by: Viewer,
    reason: str = "",
) -> Duty:
    """Say that a party owes something by a day.

    Errors: NotPermitted for who neither plans nor directs the unit; Refused for kinds that exist by themselves;
    ValidationError, as without the paragraph that says so or who asked, or without saying to whom.
    """
    if not rules.may_owe.test(by, debtor):
        raise NotPermitted(_("Only planning officers, and chiefs for their own units, say what is owed."))
    if kind in (*OF_EVENTS, *REPEATED, DutyKind.INSTRUCTION):
        raise Refused(_("Duties of this kind exist by themselves or are given as instructions."))
    if creditor is None and not creditor_words:
        raise ValidationError({"creditor_words": _("Say to whom it is owed.")})
    duty = Duty(
        kind=kind,
        subject=subject,
        debtor=debtor,
        due_on=due_on,
        remind_from=reminded_from(due_on, remind_days),
        creditor=creditor,
        creditor_words=creditor_words or Labels(),
        paragraph=paragraph,
        asked_by=asked_by,
        audience=audience,
    )
    return keep(duty, by=by, reason=reason or _("Entered"))


@transaction.atomic
def instruct(
    *,
    subject: Labels,
    debtor: Party,
    due_on: datetime.date,
    asked_by: str = "",
    remind_days: int = REMIND_DAYS,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> Duty:
    """Tell a unit to do something by a day; only the secretariat sees it, and those who owe it are told at once.

    ``asked_by`` names whose instruction it is where somebody else records it.
    Errors: NotPermitted for who neither plans nor directs the unit; Refused for parties that are no units;
    ValidationError.
    """
    if not rules.may_instruct.test(by, debtor):
        raise NotPermitted(_("Only who directs a unit, and planning officers, give it instructions."))
    if debtor.kind != PartyKind.UNIT:
        raise Refused(_("Instructions are for units of the secretariat."))
    duty = Duty(
        kind=DutyKind.INSTRUCTION,
        subject=subject,
        debtor=debtor,
        due_on=due_on,
        remind_from=reminded_from(due_on, remind_days),
        asked_by=asked_by or by.name,
        audience=Audience.SECRETARIAT,
    )
    keep(duty, by=by, reason=reason or _("Instructed"))
    data = {"asked_by": duty.asked_by, "debtor": debtor.name, "day": due_on, "subject": subject}
    notify(DUTY_INSTRUCTED, to=people_who_owe(duty, on=on), about=duty, data=data, by=by)
    return duty
