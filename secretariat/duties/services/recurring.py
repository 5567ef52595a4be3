"""What is owed period after period: one duty a period, made once the period has begun."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.duties import rules
from secretariat.duties.choices import REPEATED, DutyKind, Rhythm
from secretariat.duties.models import Duty, RecurringDuty
from secretariat.duties.queries import Days, periods
from secretariat.duties.services.owing import owe
from secretariat.parties.models import Party


@transaction.atomic
def repeat(
    *,
    kind: DutyKind = DutyKind.RECURRING,
    subject: Labels,
    debtor: Party,
    rhythm: Rhythm,
    starts_on: datetime.date,
    audience: int = Audience.SECRETARIAT,
    by: Viewer,
    reason: str = "",
    **facts: Any,
) -> RecurringDuty:
    """Say that a party owes something period after period; ``facts`` are the other columns of a recurring duty.

    Errors: NotPermitted but for planning officers; ValidationError, as without saying to whom, or who says so.
    """
    if not rules.may_repeat.test(by):
        raise NotPermitted(_("Only planning officers say what is owed again and again."))
    if kind not in REPEATED:
        raise ValidationError({"kind": _("A duty of this kind does not come back by itself.")})
    row = RecurringDuty(kind=kind, subject=subject, debtor=debtor, rhythm=rhythm, starts_on=starts_on, **facts)
    row.audience = audience
    if row.creditor is None and not row.creditor_words:
        raise ValidationError({"creditor_words": _("Say to whom it is owed.")})
    return keep(row, by=by, reason=reason or _("Entered"))


@transaction.atomic
def end_recurring(recurring: RecurringDuty, *, ends_on: datetime.date, by: Viewer, reason: str) -> RecurringDuty:
    """Say that nothing is owed for periods that begin after a day; what exists stays.

    Errors: NotPermitted; Refused where periods after that day have begun to be owed already; ValidationError.
    """
    if not rules.may_repeat.test(by):
        raise NotPermitted(_("Only planning officers say what is owed again and again."))
    held = RecurringDuty.objects.select_for_update().get(pk=recurring.pk)
    if held.duties.filter(covers_from__gt=ends_on).exists():
        raise Refused(_("A period after this day is owed already: release from it first, and end with it."))
    held.ends_on = ends_on
    return keep(held, by=by, reason=reason)


def owe_what_recurs(*, by: Viewer, on: datetime.date) -> int:
    """Make the duties of all periods that have begun by ``on``; return how many were made. Twice makes none twice."""
    made = 0
    for recurring in RecurringDuty.objects.select_related("debtor", "creditor").order_by("pk"):
        known = set(recurring.duties.values_list("covers_from", flat=True))
        until = min(recurring.ends_on or on, on)
        for days in periods(Rhythm(recurring.rhythm), recurring.starts_on, until):
            if days.first not in known:
                _owe_for(recurring, days, by)
                made += 1
    return made


def _owe_for(recurring: RecurringDuty, days: Days, by: Viewer) -> Duty:
    said = {
        name: getattr(recurring, name)
        for name in ("creditor", "creditor_words", "paragraph", "asked_by", "audience", "is_demonstration")
    }
    return owe(
        slot=f"recurring {recurring.pk} {days.first.isoformat()}",
        kind=DutyKind(recurring.kind),
        subject=recurring.subject,
        debtor=recurring.debtor,
        due_on=days.last + datetime.timedelta(days=recurring.days_after),
        remind_days=recurring.remind_days,
        covers_from=days.first,
        covers_until=days.last,
        recurring=recurring,
        by=by,
        reason=_("The period has begun"),
        **said,
    )
