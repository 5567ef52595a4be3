"""A plan as the rows of a tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Head, TreeRow
from secretariat.plans.choices import Linked
from secretariat.plans.columns.lines import (
    KIND,
    LINE,
    MANDATES,
    OWNER,
    PLANNED,
    cells_of,
    lines_url,
    mandates_cell,
    owner_cell,
    project_number,
    promise_cell,
)
from secretariat.plans.models import Activity, Amendment, Project
from secretariat.plans.queries import AreaBranch, Figures, Line, PlanTree, ProgramBranch, ProjectBranch


@dataclass(frozen=True)
class Raw:
    """A row of a tree on its way to the template."""

    level: int
    cells: Sequence[Cell]
    id: str = ""


def _rows(heads: Sequence[Head], raw: Sequence[Raw]) -> list[TreeRow]:
    made = cells_of(heads, [each.cells for each in raw])
    for cell in (cell for cells in made for cell in cells if cell.get("css") == BESIDES):
        cell["label"] = ""  # what a sum leaves out stands under «Kind» only for want of a column
    return [TreeRow(each.level, cells, each.id) for each, cells in zip(raw, made, strict=True)]


BESIDES = "muted"
TREE_HEADS = (Head(LINE), Head(PLANNED, numeric=True), Head(KIND), Head(OWNER), Head(MANDATES))


def besides(figures: Figures) -> str:
    """Say in words which lines a sum leaves out."""
    parts = (
        (figures.on_request, ngettext("%(count)d upon request", "%(count)d upon request", figures.on_request)),
        (
            figures.without_number,
            ngettext("%(count)d without a number", "%(count)d without a number", figures.without_number),
        ),
    )
    return ", ".join(words % {"count": count} for count, words in parts if count)


def tree_rows(tree: PlanTree) -> list[TreeRow]:
    """Return a plan's rows: areas, programs, projects, and the lines of projects that have more than one."""
    rows: list[Raw] = []
    for area in tree.areas:
        rows.append(_sum_row(1, f"{area.area.number} {area.area.title}", area, tree, str(area.area.number)))
        for program in area.programs:
            address = f"{area.area.number}.{program.program.letter}"
            rows.append(_sum_row(2, f"{program.program.letter} {program.program.title}", program, tree, address))
            for project in program.projects:
                rows += _project_rows(project, tree)
    return _rows(TREE_HEADS, rows)


def _sum_row(level: int, name: str, branch: AreaBranch | ProgramBranch, tree: PlanTree, address: str) -> Raw:
    url = lines_url(tree.plan, tree.version, address=address)
    return Raw(level, [Cell(name), *_sum_cells(branch.figures, url)], id=f"part-{address.replace('.', '-')}")


def _sum_cells(figures: Figures, url: str) -> list[Cell]:
    without = figures.without_mandate
    gap = ngettext("%(count)d line without", "%(count)d lines without", without) % {"count": without}
    to_gap = f"{url}&{urlencode({'mandate': Linked.WITHOUT.value})}"
    return [
        Cell(str(figures.planned), url),
        Cell(besides(figures), css=BESIDES),
        Cell(""),
        Cell(gap, to_gap, css="gap symbol") if without else Cell(""),
    ]


def _project_rows(branch: ProjectBranch, tree: PlanTree) -> list[Raw]:
    name = f"{project_number(branch.project)} {branch.project.title}"
    if not branch.lines:
        return [Raw(3, [Cell(name), _no_line_cell(branch.project), Cell(""), Cell(""), Cell("")])]
    if len(branch.lines) == 1:
        return [_line_row(3, name, branch.lines[0])]
    url = lines_url(tree.plan, tree.version, address=branch.project.address)
    own = Raw(3, [Cell(name), *_sum_cells(branch.figures, url)[:2], Cell(""), Cell("")])
    return [own, *(_line_row(4, str(line.activity.title), line) for line in branch.lines)]


def _no_line_cell(project: Project) -> Cell:
    words = _("upon request, no line") if project.on_request else _("no line")
    return Cell(words, tone=Tone.NONE.value)


def _line_row(level: int, name: str, line: Line) -> Raw:
    return Raw(
        level,
        [
            Cell(name, line.activity.get_absolute_url()),
            promise_cell(line.terms),
            Cell(str(line.terms.kind.label)),
            owner_cell(line.activity),
            mandates_cell(line),
        ],
    )


# The plan with a draft: what can be done to each line -------------------------------------------------------------

DRAFT_HEADS = (Head(LINE), Head(PLANNED, numeric=True), Head(gettext_lazy("In this draft")), Head(""))


def draft_rows(amendment: Amendment, tree: PlanTree) -> list[TreeRow]:
    """Return the projects and lines that stand with a draft, each with what can be done to it."""

    def to(name: str, *parts: object) -> str:
        return reverse(name, args=(amendment.pk, *parts))

    rows: list[Raw] = []
    for area in tree.areas:
        rows.append(Raw(1, [Cell(f"{area.area.number} {area.area.title}"), Cell(""), Cell(""), Cell("")]))
        for program in area.programs:
            name = f"{program.program.letter} {program.program.title}"
            rows.append(Raw(2, [Cell(name), Cell(""), Cell(""), Cell("")]))
            for project in program.projects:
                rows.append(_draft_project(project, to))
                rows += [_draft_line(line, to) for line in project.lines]
    return _rows(DRAFT_HEADS, rows)


To = Callable[..., str]


def _draft_project(branch: ProjectBranch, to: To) -> Raw:
    project = branch.project
    add = f"{to('amendment-add')}?{urlencode({'project': str(project.pk)})}"
    drop = to("amendment-drop", "project", project.pk)
    name = f"{project_number(project)} {project.title}"
    return Raw(3, [Cell(name), Cell(""), Cell(_("add a line"), add, css="symbol"), Cell(_("drop"), drop)])


def _draft_line(line: Line, to: To) -> Raw:
    activity: Activity = line.activity
    change, drop = to("amendment-change", activity.pk), to("amendment-drop", "line", activity.pk)
    promise = promise_cell(line.terms)
    return Raw(4, [Cell(str(activity.title)), promise, Cell(_("change"), change), Cell(_("drop"), drop)])
