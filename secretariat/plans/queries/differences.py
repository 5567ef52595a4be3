"""The difference between two versions of a plan, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secretariat.core.viewer import Viewer
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import Activity, AmendedTerms, Amendment, Plan, Project, Version
from secretariat.plans.queries.lines import Line
from secretariat.plans.queries.tree import PlanTree, plan_tree
from secretariat.plans.queries.versions import version_before, version_with


@dataclass(frozen=True)
class LineChange:
    """A line that differs: ``before`` is None where it was added, ``after`` where it was dropped."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The line in the later of the two versions that has it."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def words_before(self) -> str:
        """What the line promised; with its kind where that changed too."""
        return self._words(self.before)

    @property
    def words_after(self) -> str:
        """What the line promises; with its kind where that changed too."""
        return self._words(self.after)

    def _words(self, line: Line | None) -> str:
        if line is None:
            return "–"
        kinds = {each.terms.kind for each in (self.before, self.after) if each is not None}
        keeps_kind = self.before is not None and self.after is not None and len(kinds) == 1
        return line.terms.words if keeps_kind else line.terms.sentence

    @property
    def signed(self) -> int:
        """By how much it moves the number planned; nothing where it was invented for the demonstration."""
        return _planned(self.after) - _planned(self.before)


@dataclass(frozen=True)
class Difference:
    """What lies between two versions of a plan, each list in the plan's order."""

    before: PlanTree
    after: PlanTree
    added: Sequence[LineChange]
    dropped: Sequence[LineChange]
    changed: Sequence[LineChange]
    projects_added: Sequence[Project]
    projects_dropped: Sequence[Project]

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.projects_added or self.projects_dropped)

    @property
    def lines(self) -> list[LineChange]:
        return [*self.added, *self.dropped, *self.changed]

    @property
    def signed(self) -> int:
        """By how much the number planned moves."""
        return sum(change.signed for change in self.lines)


def difference(plan: Plan, viewer: Viewer, before: Version, after: Version) -> Difference:
    """Return what differs between two versions, as this viewer may see them."""
    old, new = plan_tree(plan, viewer, before), plan_tree(plan, viewer, after)
    was = {line.activity.pk: line for project in old.projects for line in project.lines}
    now = {line.activity.pk: line for project in new.projects for line in project.lines}
    return Difference(
        old,
        new,
        added=[LineChange(None, line) for key, line in now.items() if key not in was],
        dropped=[LineChange(line, None) for key, line in was.items() if key not in now],
        changed=[LineChange(was[key], now[key]) for key in now if key in was and was[key].terms != now[key].terms],
        projects_added=_only_in(new, old),
        projects_dropped=_only_in(old, new),
    )


def difference_of(amendment: Amendment, viewer: Viewer) -> Difference:
    """Return what an amendment changed, or would change while it is a draft."""
    return difference(amendment.plan, viewer, version_before(amendment), version_with(amendment))


def signed_by_amendment(plan: Plan, viewer: Viewer) -> dict[int, int]:
    """Return by how much each adopted amendment moved the number planned, in three statements.

    Shape: the amendment's number to the signed sum; what was invented for the demonstration is left out.
    """
    numbers = list(Amendment.objects.adopted().filter(plan=plan).values_list("number", flat=True))
    if not numbers:
        return {}
    adopted = {"amendment__state": AmendmentState.ADOPTED, "amendment__plan": plan}
    amended: dict[uuid.UUID, list[tuple[int, int]]] = {}
    terms = AmendedTerms.objects.filter(**adopted).order_by("amendment__number")
    for activity, number, quantity in terms.values_list("activity", "amendment__number", "quantity"):
        amended.setdefault(activity, []).append((number, quantity or 0))
    moved: dict[int, int] = {}
    rows = Activity.objects.filter(plan=plan).visible_to(viewer).exclude(is_demonstration=True, added_by__isnull=True)
    for activity in rows.select_related("added_by", "dropped_by"):
        for number, by in _moves(activity, amended.get(activity.pk, [])):
            moved[number] = moved.get(number, 0) + by
    return {number: moved.get(number, 0) for number in numbers}


def _moves(activity: Activity, amended: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield each adopted amendment that touches a line, with by how much the line's number moves."""
    added, dropped = _adopted_number(activity.added_by), _adopted_number(activity.dropped_by)
    if activity.added_by is not None and added is None:
        return
    standing = activity.quantity or 0 if added is None else 0
    steps = dict(amended)
    if added is not None:
        steps.setdefault(added, activity.quantity or 0)
    for number, quantity in sorted(steps.items()):
        yield number, quantity - standing
        standing = quantity
    if dropped is not None:
        yield dropped, -standing


def _adopted_number(amendment: Amendment | None) -> int | None:
    return amendment.number if amendment is not None and amendment.state == AmendmentState.ADOPTED else None


def _only_in(tree: PlanTree, other: PlanTree) -> list[Project]:
    known = {branch.project.pk for branch in other.projects}
    return [branch.project for branch in tree.projects if branch.project.pk not in known]


def _planned(line: Line | None) -> int:
    return (line.terms.quantity or 0) if line is not None and line.is_counted else 0
