"""Planned numbers by area, kind, unit or topic."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from secretariat.core.viewer import Viewer
from secretariat.plans.choices import DeliverableKind, NumbersBy
from secretariat.plans.models import ActivityTopic, Area, Plan, Project, Version
from secretariat.plans.queries.lines import Figures, Line, figures_of, lines_of_plan


@dataclass(frozen=True)
class Heading:
    """Under what lines are counted: its name, and the value by which the list of activities finds them."""

    key: str
    label: str
    rank: int = 0


@dataclass(frozen=True)
class NumberRow:
    """One row of planned numbers."""

    heading: Heading
    figures: Figures


@dataclass(frozen=True)
class PlannedNumbers:
    """Planned numbers under headings, and of the plan as a whole.

    ``is_overlapping`` says that a line may stand under several headings, so that the rows come to more than the total.
    """

    by: NumbersBy
    rows: Sequence[NumberRow]
    total: Figures
    is_overlapping: bool = field(default=False)


def planned_numbers(plan: Plan, viewer: Viewer, by: NumbersBy, version: Version) -> PlannedNumbers:
    """Return a version's planned numbers: by area in the plan's order, else the largest first; in two statements."""
    lines = lines_of_plan(plan, viewer, version)
    headings = _HEADINGS[by](viewer, lines)
    groups: dict[Heading, list[Line]] = {}
    for line in lines:
        for heading in headings(line):
            groups.setdefault(heading, []).append(line)
    rows = [NumberRow(heading, figures_of(members)) for heading, members in groups.items()]
    rows.sort(key=lambda row: (row.heading.rank, -row.figures.planned, -row.figures.lines, row.heading.label))
    return PlannedNumbers(by, rows, figures_of(lines), is_overlapping=by == NumbersBy.TOPIC)


Headings = Callable[[Line], list[Heading]]


def _areas(viewer: Viewer, lines: Sequence[Line]) -> Headings:
    """Return the headings by work area, in the order of the plan."""
    projects = Project.objects.visible_to(viewer).filter(pk__in={line.activity.project_id for line in lines})
    areas = {project.pk: project.program.area for project in projects.select_related("program__area")}
    return lambda line: [_heading_of(areas[line.activity.project_id])]


def _heading_of(area: Area) -> Heading:
    return Heading(str(area.number), f"{area.number} {area.title}", rank=area.position)


def _kind(line: Line) -> list[Heading]:
    return [Heading(line.terms.kind.value, str(DeliverableKind(line.terms.kind).label))]


def _unit(line: Line) -> list[Heading]:
    party = line.activity.owner.party
    return [Heading(party.slug, party.short)]


def _topics(viewer: Viewer, lines: Sequence[Line]) -> Headings:
    """Return the headings by topic; a line with several stands under each, one with none under “no topic”."""
    links = ActivityTopic.objects.visible_to(viewer).filter(activity__in=[line.activity.pk for line in lines])
    found: dict[uuid.UUID, list[Heading]] = {}
    for link in links.select_related("topic"):
        found.setdefault(link.activity_id, []).append(Heading(link.topic.slug, str(link.topic)))
    none = [Heading("none", _("no topic"), rank=1)]
    return lambda line: found.get(line.activity.pk, none)


_HEADINGS: dict[NumbersBy, Callable[[Viewer, Sequence[Line]], Headings]] = {
    NumbersBy.AREA: _areas,
    NumbersBy.KIND: lambda viewer, lines: _kind,
    NumbersBy.UNIT: lambda viewer, lines: _unit,
    NumbersBy.TOPIC: _topics,
}
