"""Deliverables as cells and lists."""

from __future__ import annotations

import datetime

from django.db.models import DateField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date, written_period
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, TONES, DeliverableState, ObjectionState
from secretariat.delivery.models import Deliverable, DeliverableDuty, DutyRule, Feed, Objection
from secretariat.delivery.queries import Progress, progress_of_lines
from secretariat.duties.choices import DutyKind
from secretariat.plans.models import Activity

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


def days_words(rule: DutyRule) -> str:
    """Say by how many days before or after an event something is owed."""
    if rule.kind == DutyKind.DOCUMENTS_IN_ADVANCE:
        words = ngettext("%(count)d day before its first day", "%(count)d days before its first day", rule.days)
    else:
        words = ngettext("%(count)d day after its last day", "%(count)d days after its last day", rule.days)
    return words % {"count": rule.days}


def rule_cell(link: DeliverableDuty) -> Cell:
    """Say by which number of days a duty is due, and whose number it is; lead to the rule."""
    words = days_words(link.rule)
    if link.rule.days_are_ours:
        words = _("%(days)s (our setting; the source gives no number)") % {"days": words}
    return Cell(words, link.rule.get_absolute_url())


DUTY_RULES = (
    Column(
        "unit",
        gettext_lazy("Unit"),
        lambda each: Cell(each.unit.party.short, each.unit.get_absolute_url()),
        order="unit__party__slug",
    ),
    Column("level", gettext_lazy("Level"), lambda each: str(each.get_level_display()), order="level"),
    Column("kind", gettext_lazy("What"), lambda each: Cell(str(each.get_kind_display()), each.get_absolute_url())),
    Column("creditor", gettext_lazy("Owed to"), lambda each: str(each.creditor_words)),
    Column("days", gettext_lazy("When due"), days_words),
    Column(
        "ours", gettext_lazy("Whose number"), lambda each: _("our setting") if each.days_are_ours else _("the source's")
    ),
    Column(
        "paragraph", gettext_lazy("Because"), lambda each: Cell(str(each.paragraph), each.paragraph.get_absolute_url())
    ),
)


def _feed_state(feed: Feed) -> Cell:
    if feed.revoked_on is not None:
        return Cell(_("revoked on %(day)s") % {"day": written_date(feed.revoked_on)}, tone=Tone.NONE)
    return Cell(_("revoke"), reverse("calendar-feed-revoke", args=(feed.pk,)))


FEEDS = (
    Column("name", gettext_lazy("Name"), lambda feed: feed.name, order="name"),
    Column("of", gettext_lazy("What it holds"), lambda feed: str(feed.get_of_display())),
    Column("state", gettext_lazy("State"), _feed_state),
)


OBJECTION_TONES = {
    ObjectionState.RAISED: Tone.WAIT,
    ObjectionState.ACCEPTED: Tone.DONE,
    ObjectionState.REJECTED: Tone.NONE,
}


def objection_state(objection: Objection) -> Cell:
    """Return the state of an objection as a colored word, with its answer."""
    state = ObjectionState(objection.state)
    return Cell(str(state.label), tone=OBJECTION_TONES[state].value, title=objection.answer)


def held_of(line: Activity, viewer: Viewer, day: datetime.date) -> int:
    """Return how many of a line were held by a day."""
    return progress_of_lines({line.pk: None}, viewer, on=day)[line.pk].held


OBJECTIONS = (
    Column(
        "line",
        gettext_lazy("Line"),
        lambda each: Cell(each.activity.address, each.get_absolute_url(), css="symbol"),
        order="activity__place",
    ),
    Column("day", gettext_lazy("Held by"), lambda each: written_date(each.on), order="on"),
    Column("shown", gettext_lazy("Shown"), lambda each: str(each.shown), numeric=True),
    Column("should_be", gettext_lazy("Should be"), lambda each: str(each.should_be), numeric=True),
    Column("why", gettext_lazy("Why"), lambda each: each.why),
    Column("who", gettext_lazy("Raised by"), lambda each: str(each.raised_by)),
    Column("state", gettext_lazy("State"), objection_state, order="state"),
)
