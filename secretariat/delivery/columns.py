"""Deliverables as cells and lists."""

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
from secretariat.delivery.choices import COMING, TONES, DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.delivery.queries import Progress

NEVER = datetime.date(9999, 12, 31)  # what has no day stands last
PERCENT = 100


def days_of(deliverable: Deliverable) -> str:
    """Write when it is held, in the reader's language."""
    first, last = deliverable.starts_on, deliverable.ends_on
    if first is None:
        return _("no day yet")
    if deliverable.is_standing and last is None:
        return _("since %(day)s") % {"day": written_date(first)}
    return written_period(first, last)


def state_cell(deliverable: Deliverable, today: datetime.date) -> Cell:
    """Say how far it is; late where its last day is over and it was not held."""
    state = DeliverableState(deliverable.state)
    last = deliverable.last_day_planned
    if state in COMING and last and last < today:
        return Cell(_("late"), tone="late", title=_("Planned until %(day)s.") % {"day": written_date(last)})
    return Cell(str(state.label), tone=TONES[state].value, title=deliverable.why_not)


def where_of(deliverable: Deliverable) -> str:
    """Say where it is held: the site, the city, or that it is online."""
    parts = [each for each in (deliverable.site, deliverable.place) if each]
    return ", ".join(parts) or (str(deliverable.get_presence_display()) if deliverable.presence == "online" else "")


def line_cell(deliverable: Deliverable) -> Cell:
    """Lead to the line towards which it counts; to the plan where its project has none."""
    if deliverable.activity:
        return Cell(deliverable.activity.address, deliverable.activity.get_absolute_url(), css="symbol")
    assert deliverable.project is not None
    return Cell(
        _("project %(address)s") % {"address": deliverable.project.address},
        deliverable.project.plan.get_absolute_url(),
        css="symbol",
    )


def progress_cell(progress: Progress, href: str = "") -> Cell:
    """Say and draw how far a line is: held, still planned, late."""
    if not progress.planned:
        return Cell(_("%(held)s held") % {"held": progress.held} if progress.held else "", href)
    words = _("%(held)s of %(planned)s") % {"held": progress.counted, "planned": progress.planned}
    if progress.surplus:
        words = _("%(words)s, %(surplus)s more") % {"words": words, "surplus": progress.surplus}
    held = PERCENT * progress.counted / progress.planned
    late = min(PERCENT * progress.late / progress.planned, PERCENT - held)
    return Cell(words, href, bar=(("held", 0, round(held, 1)), ("late", round(held, 1), round(late, 1))))


def _by_day() -> Combinable:
    return Coalesce("starts_on", Value(NEVER), output_field=DateField())


DELIVERABLES = (
    Column(
        "title",
        gettext_lazy("What"),
        lambda each: Cell(str(each), each.get_absolute_url()),
        order=lambda: alphabetical("title"),
    ),
    Column("kind", gettext_lazy("Kind"), lambda each: str(each.get_kind_display()), order="kind"),
    Column("day", gettext_lazy("When"), days_of, order=_by_day),
    Column("where", gettext_lazy("Where"), where_of),
    Column("line", gettext_lazy("Counts to"), line_cell),
    Column("unit", gettext_lazy("Unit"), lambda each: Cell(each.owner.party.short, each.owner.get_absolute_url())),
    Column("state", gettext_lazy("State"), lambda each: state_cell(each, timezone.localdate()), order="state"),
)
PANEL = tuple(each for each in DELIVERABLES if each.name in {"title", "kind", "day", "where", "state"})
