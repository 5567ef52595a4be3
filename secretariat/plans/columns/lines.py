"""Lines as cells and lists; every figure leads to its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column, Head, Plain, rows_of
from secretariat.core.dates import written_date
from secretariat.core.languages import alphabetical
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Activity, Plan, Project, Version
from secretariat.plans.queries import Line, Promised, TermsStep

LINE, WHAT, PLANNED = gettext_lazy("Line"), gettext_lazy("What"), gettext_lazy("Planned")
KIND, OWNER, MANDATES = gettext_lazy("Kind"), gettext_lazy("Unit"), gettext_lazy("Mandates")


def plan_url(plan: Plan, version: Version) -> str:
    """Return the address of a plan in a version."""
    return f"{plan.get_absolute_url()}?{urlencode({'version': version.key})}"


def lines_url(plan: Plan, version: Version, **filters: str) -> str:
    """Return the address of the list of a plan's lines in a version, filtered."""
    return f"{reverse('activities')}?{urlencode({'plan': plan.document.slug, 'version': version.key, **filters})}"


def project_number(project: Project) -> str:
    """Return a project's number within its program; in parentheses where it is ours."""
    return project.address.rsplit(".", 1)[-1]


def cells_of(heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> list[list[Plain]]:
    """Return rows of cells as the template reads them, each cell under the name of its column."""
    columns = [
        Column(str(place), head.label, itemgetter(place), numeric=head.numeric) for place, head in enumerate(heads)
    ]
    return rows_of(columns, rows)


def promise_cell(terms: Promised) -> Cell:
    """Say how many of what; a colored word where there is no number."""
    if terms.on_request:
        return Cell(terms.words, tone=Tone.GOING.value)
    return Cell(terms.words, tone="" if terms.quantity is not None else Tone.NONE.value)


def progress_words(activity: Activity, terms: Promised) -> str:
    """Say how far a line is; deliveries are not recorded yet, so a number says nothing of what was held."""
    if terms.on_request:
        return _("waits for requests")
    return _("kept up") if activity.is_standing else _("no delivery recorded")


def suggested_words(line: Line) -> str:
    """Say how many links wait for a decision; nothing where none do."""
    words = ngettext("%(count)d suggested", "%(count)d suggested", line.suggested)
    return words % {"count": line.suggested} if line.suggested else ""


def mandates_cell(line: Line) -> Cell:
    """Say how many mandates the line answers, and how many links wait for a decision."""
    url, waiting = f"{line.activity.get_absolute_url()}#panel-mandates", suggested_words(line)
    if line.confirmed:
        return Cell(" · ".join(filter(None, (str(line.confirmed), waiting))), url, css="symbol")
    tone = Tone.WAIT if waiting else Tone.NONE
    return Cell(waiting or _("no mandate"), url, tone=tone.value, css="symbol")


def owner_cell(activity: Activity) -> Cell:
    """Name the unit that carries a line out."""
    return Cell(activity.owner.party.short, activity.owner.get_absolute_url())


ACTIVITY_COLUMNS = (
    Column("line", LINE, lambda each: Cell(each.address, each.get_absolute_url(), css="symbol"), order="place"),
    Column("title", WHAT, lambda each: str(each.title), order=lambda: alphabetical("title")),
    Column(
        "planned",
        PLANNED,
        lambda each: promise_cell(Promised.now(each)),
        numeric=True,
        order=lambda: Coalesce(F("now_quantity"), Value(0)),
    ),
    Column("kind", KIND, lambda each: str(DeliverableKind(each.now_kind).label)),
    Column("owner", OWNER, owner_cell),
    Column("mandates", MANDATES, lambda each: mandates_cell(Line.now(each))),
)
PANEL_COLUMNS = (*ACTIVITY_COLUMNS[:4], ACTIVITY_COLUMNS[5])

TERMS_HEADS = (
    Head(gettext_lazy("Version")),
    Head(PLANNED),
    Head(KIND),
    Head(gettext_lazy("Since")),
    Head(gettext_lazy("Authority")),
)


def terms_rows(steps: Iterable[TermsStep]) -> list[list[Plain]]:
    """Return what a line promised, from its first terms to those that hold."""
    return cells_of(TERMS_HEADS, [_terms_row(step) for step in steps])


def _terms_row(step: TermsStep) -> list[Cell]:
    amendment = step.amendment
    authority = amendment.authority if amendment else None
    return [
        Cell(str(amendment), amendment.get_absolute_url()) if amendment else Cell(_("As adopted")),
        promise_cell(step.terms),
        Cell(str(step.terms.kind.label)),
        Cell(written_date(step.since) or _("draft")),
        Cell(str(authority), authority.get_absolute_url()) if authority else Cell(""),
    ]
