"""The plan as a tree: work areas, programs, projects, lines, each with its sums."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from secretariat.core.viewer import Viewer
from secretariat.plans.models import Area, Plan, Program, Project, Version
from secretariat.plans.queries.lines import Figures, Line, figures_of, lines_of_plan


@dataclass(frozen=True)
class ProjectBranch:
    """A project with its lines; without any, it is a promise that the plan does not put a number to."""

    project: Project
    figures: Figures
    lines: Sequence[Line]

    @property
    def is_gap(self) -> bool:
        return not self.lines and (not self.project.is_demonstration or self.project.added_by_id is not None)


@dataclass(frozen=True)
class ProgramBranch:
    """A program with its projects."""

    program: Program
    figures: Figures
    projects: Sequence[ProjectBranch]


@dataclass(frozen=True)
class AreaBranch:
    """A work area with its programs."""

    area: Area
    figures: Figures
    programs: Sequence[ProgramBranch]


@dataclass(frozen=True)
class PlanTree:
    """A plan in one of its versions, with its sums."""

    plan: Plan
    version: Version
    figures: Figures
    areas: Sequence[AreaBranch]

    @property
    def programs(self) -> list[ProgramBranch]:
        return [program for area in self.areas for program in area.programs]

    @property
    def projects(self) -> list[ProjectBranch]:
        return [project for program in self.programs for project in program.projects]

    @property
    def projects_without_line(self) -> int:
        return sum(project.is_gap for project in self.projects)


def plan_tree(plan: Plan, viewer: Viewer, version: Version) -> PlanTree:
    """Return a plan in a version, as this viewer may see it, in four statements whatever its size."""
    lines: dict[uuid.UUID, list[Line]] = defaultdict(list)
    for line in lines_of_plan(plan, viewer, version):
        lines[line.activity.project_id].append(line)
    projects = _grouped(_parts(Project, plan, viewer, version), "program_id")
    programs = _grouped(_parts(Program, plan, viewer, version), "area_id")
    areas = [_area(area, programs, projects, lines) for area in _parts(Area, plan, viewer, version)]
    return PlanTree(plan, version, _sum(areas), areas)


def projects_without_line(plan: Plan, viewer: Viewer, version: Version) -> list[Project]:
    """Return the projects of a version that have no line, in the order of the plan."""
    with_line = {line.activity.project_id for line in lines_of_plan(plan, viewer, version)}
    rows = _parts(Project, plan, viewer, version).select_related("program__area")
    ordered = rows.order_by("program__area__position", "program__position", "position")
    return [project for project in ordered if project.pk not in with_line]


def _parts(model: type[Any], plan: Plan, viewer: Viewer, version: Version) -> Any:
    return model.objects.filter(plan=plan).visible_to(viewer).at(version).order_by("position", "id")


def _grouped(rows: Any, parent: str) -> dict[uuid.UUID, list[Any]]:
    groups: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, parent)].append(row)
    return groups


def _area(
    area: Area,
    programs: dict[uuid.UUID, list[Program]],
    projects: dict[uuid.UUID, list[Project]],
    lines: dict[uuid.UUID, list[Line]],
) -> AreaBranch:
    below = [_program(program, projects, lines) for program in programs.get(area.pk, [])]
    return AreaBranch(area, _sum(below), below)


def _program(
    program: Program, projects: dict[uuid.UUID, list[Project]], lines: dict[uuid.UUID, list[Line]]
) -> ProgramBranch:
    below = [_project(project, lines.get(project.pk, [])) for project in projects.get(program.pk, [])]
    return ProgramBranch(program, _sum(below), below)


def _project(project: Project, lines: Sequence[Line]) -> ProjectBranch:
    return ProjectBranch(project, figures_of(lines), lines)


def _sum(branches: Sequence[AreaBranch] | Sequence[ProgramBranch] | Sequence[ProjectBranch]) -> Figures:
    return sum((branch.figures for branch in branches), Figures())
