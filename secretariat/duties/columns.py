"""Duties as cells and lists."""

from __future__ import annotations

import datetime

from django.db.models import DateField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date, written_period
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.duties.choices import TONES, DutyState
from secretariat.duties.models import Duty, DutyEvidence, Owed, RecurringDuty
from secretariat.parties.models import Party

NEVER = datetime.date(9999, 12, 31)  # what has no day stands last


def state_cell(duty: Duty, today: datetime.date) -> Cell:
    """Say how a duty stands: late, due soon, or its state."""
    day = {"day": written_date(duty.due_on)}
    if duty.is_late(today):
        return Cell(_("late"), tone="late", title=_("Owed until %(day)s.") % day)
    if duty.is_due(today):
        return Cell(_("due soon"), tone="wait", title=_("Owed until %(day)s.") % day)
    state = DutyState(duty.state)
    return Cell(str(state.label), tone=TONES[state].value, title=duty.why_released)


def what_cell(duty: Duty) -> Cell:
    """Name what is owed, with the period it is about."""
    period = written_period(duty.covers_from, duty.covers_until) if duty.covers_from else ""
    return Cell(f"{duty.subject}, {period}" if period else str(duty.subject), duty.get_absolute_url())


def due_of(duty: Duty) -> str:
    """Write until when it is owed, in the reader's language."""
    return written_date(duty.due_on) if duty.due_on else _("no day yet")


def party_cell(party: Party | None) -> Cell:
    """Lead to a party."""
    return Cell(party.short, party.get_absolute_url()) if party else Cell("")


def owed_to_cell(owed: Owed) -> Cell:
    """Say to whom it is owed, and lead there where that is one party."""
    return Cell(owed.owed_to, owed.creditor.get_absolute_url() if owed.creditor else "")


def ground_cell(owed: Owed, viewer: Viewer) -> Cell | None:
    """Lead to the paragraph that says so, if the reader may see it; else say who asked."""
    if owed.paragraph_id is None:
        return Cell(_("asked by %(who)s") % {"who": owed.asked_by})
    seen = Paragraph.objects.visible_to(viewer).select_related("document").filter(pk=owed.paragraph_id).first()
    return Cell(str(seen), seen.get_absolute_url(), css="symbol") if seen else None


def _by_day() -> Combinable:
    return Coalesce("due_on", Value(NEVER), output_field=DateField())


DUTIES = (
    Column("what", gettext_lazy("What"), what_cell, order=lambda: alphabetical("subject")),
    Column("kind", gettext_lazy("Kind"), lambda each: str(each.get_kind_display()), order="kind"),
    Column("debtor", gettext_lazy("Owed by"), lambda each: party_cell(each.debtor), order="debtor__slug"),
    Column("creditor", gettext_lazy("Owed to"), owed_to_cell),
    Column("due", gettext_lazy("Until"), due_of, order=_by_day),
    Column("done", gettext_lazy("Kept on"), lambda each: written_date(each.done_on)),
    Column("state", gettext_lazy("State"), lambda each: state_cell(each, timezone.localdate()), order="state"),
)
PANEL = tuple(each for each in DUTIES if each.name in {"what", "kind", "due", "done", "state"})


def _evidence_cell(row: DutyEvidence) -> Cell:
    if row.document:
        return Cell(str(row.document), row.document.get_absolute_url(), css="symbol")
    return Cell(row.text, row.url)


EVIDENCE = (
    Column("what", gettext_lazy("What shows it"), _evidence_cell),
    Column("text", gettext_lazy("In words"), lambda each: each.text if each.document else ""),
    Column("day", gettext_lazy("Day"), lambda each: written_date(each.day)),
)


def _lasts(row: RecurringDuty) -> str:
    if row.ends_on:
        return written_period(row.starts_on, row.ends_on)
    return _("since %(day)s") % {"day": written_date(row.starts_on)}


RECURRING = (
    Column(
        "what",
        gettext_lazy("What"),
        lambda each: Cell(str(each.subject), each.get_absolute_url()),
        order=lambda: alphabetical("subject"),
    ),
    Column("kind", gettext_lazy("Kind"), lambda each: str(each.get_kind_display()), order="kind"),
    Column("debtor", gettext_lazy("Owed by"), lambda each: party_cell(each.debtor), order="debtor__slug"),
    Column("creditor", gettext_lazy("Owed to"), owed_to_cell),
    Column("rhythm", gettext_lazy("Rhythm"), lambda each: str(each.get_rhythm_display()), order="rhythm"),
    Column("lasts", gettext_lazy("For which time"), _lasts),
)
