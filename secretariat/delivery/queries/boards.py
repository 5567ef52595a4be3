"""Progress of a plan on a day, by area, program, project, line, unit, mandate, topic, level, State and group of States.

Every row says how its deliverables are asked for in the list, so that every figure opens into its rows.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.delivery.queries.progress import (
    LAST_DAY,
    NOTHING,
    Progress,
    counts_on,
    progress_from,
    progress_of_lines,
)
from secretariat.plans.models import Activity, Amendment, Plan, Version
from secretariat.plans.queries import AreaBranch, Line, ProgramBranch, ProjectBranch, plan_tree


@dataclass(frozen=True)
class Tally:
    """What lines come to together.

    Units: ``lines``, ``without_number`` and ``on_request`` are lines; ``unnumbered`` and ``answered`` are deliverables
    held on lines without a number and on lines upon request. A project without lines counts as no line.
    """

    progress: Progress = NOTHING
    lines: int = 0
    without_number: int = 0
    on_request: int = 0
    unnumbered: int = 0
    answered: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.progress + other.progress,
            self.lines + other.lines,
            self.without_number + other.without_number,
            self.on_request + other.on_request,
            self.unnumbered + other.unnumbered,
            self.answered + other.answered,
        )


@dataclass(frozen=True)
class Counted:
    """A line, or what a unit delivered at a level to a project without lines, with how far it is."""

    area: AreaBranch
    program: ProgramBranch
    project: ProjectBranch
    line: Line | None
    progress: Progress
    owner: uuid.UUID  # unit
    level: str

    @property
    def tally(self) -> Tally:
        if self.line is None:
            return Tally(self.progress, unnumbered=self.progress.held)
        asked = self.line.terms.on_request
        unnumbered = self.line.terms.quantity is None and not asked
        return Tally(
            self.progress,
            lines=1,
            without_number=int(unnumbered),
            on_request=int(asked),
            unnumbered=self.progress.held if unnumbered else 0,
            answered=self.progress.held if asked else 0,
        )


@dataclass(frozen=True)
class Heading:
    """What a row is about, the page of that, and how its deliverables are asked for in the list.

    ``code`` is the M49 code of a State, for the map; ``place`` decides the order of rows.
    """

    key: str
    label: str
    query: tuple[tuple[str, str], ...] = ()
    href: str = ""
    code: str = ""
    place: tuple[object, ...] = ()


@dataclass(frozen=True)
class ProgressRow:
    """A heading with what is under it."""

    heading: Heading
    tally: Tally


@dataclass(frozen=True)
class Board:
    """The progress of a plan on a day. ``is_overlapping``: some stand in several rows, and the total has them once."""

    plan: Plan
    by: ProgressBy
    on: datetime.date
    rows: list[ProgressRow] = field(default_factory=list)
    total: Tally = field(default_factory=Tally)
    is_overlapping: bool = False


def day_asked(plan: Plan, today: datetime.date) -> datetime.date:
    """Return the day that progress of a plan is shown for unless another is asked: today, or the last of the plan."""
    return min(today, plan.ends_on)


def version_on(plan: Plan, day: datetime.date) -> Version:
    """Return the plan as it stood on a day: with the amendments that had taken effect by then."""
    adopted = Amendment.objects.adopted().filter(plan=plan, adopted_on__lte=day)
    through = adopted.aggregate(last=Max("number"))["last"] or 0
    return Version(str(through) if through else "adopted", through=through)


def counted_of_plan(plan: Plan, viewer: Viewer, *, on: datetime.date) -> list[Counted]:
    """Return the lines of a plan as it stood on a day, with how far each is, and what projects without lines have.

    Lines invented for the demonstration do not count, see ``plans.queries.Line``. Shape: in the order of the plan; a
    fixed number of statements.
    """
    branches = [
        (area, program, project)
        for area in plan_tree(plan, viewer, version_on(plan, on)).areas
        for program in area.programs
        for project in program.projects
    ]
    lines = [(place, line) for place in branches for line in place[2].lines if line.is_counted]
    planned = {line.activity.pk: line.terms.quantity for _place, line in lines}
    found = progress_of_lines(planned, viewer, on=on, until=plan.ends_on)
    levels = dict(Activity.objects.filter(pk__in=planned).values_list("pk", "level"))
    own = [
        Counted(*place, line, found[line.activity.pk], line.activity.owner_id, levels[line.activity.pk])
        for place, line in lines
    ]
    return own + _beside_lines(branches, plan, viewer, on)


def _beside_lines(
    branches: list[tuple[AreaBranch, ProgramBranch, ProjectBranch]], plan: Plan, viewer: Viewer, on: datetime.date
) -> list[Counted]:
    """Return what was delivered to projects without lines, for each unit and level."""
    places = {place[2].project.pk: place for place in branches}
    rows = Deliverable.objects.filter(project__in=places).annotate(last_day=LAST_DAY).order_by()
    counts = counts_on(on, until=plan.ends_on, seen=open_deliverables(viewer))
    grouped = rows.values("project", "owner", "level").annotate(**counts)
    return [
        Counted(*places[each["project"]], None, progress_from(None, each), each["owner"], each["level"])
        for each in grouped
    ]


def total(counted: Iterable[Counted]) -> Tally:
    """Return what these come to, each once."""
    return sum((each.tally for each in counted), Tally())
