"""Whatever is amended, what was adopted stays, and today is the adopted plan plus the signed differences."""

from __future__ import annotations

import contextlib

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.core.errors import Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import ADOPTED, TODAY, Activity, Amendment, Plan, Program, Project
from secretariat.plans.queries import PlanTree, difference_of, plan_tree
from secretariat.plans.services import (
    add_activity,
    add_project,
    adopt_amendment,
    begin_amendment,
    change_terms,
    drop_activity,
    drop_project,
    undo_change,
    withdraw_amendment,
)
from secretariat.plans.tests.conftest import DAY, promised

VERBS = ("change", "request", "drop line", "drop project", "add line", "add project", "undo line", "undo project")
ENDS = ("adopt", "withdraw")
steps = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 70), st.integers(1, 9)), max_size=5)
amendments = st.lists(st.tuples(steps, st.sampled_from(ENDS)), min_size=1, max_size=3)


def said(tree: PlanTree) -> list[tuple[str, str]]:
    return [(line.activity.address, line.terms.sentence) for branch in tree.projects for line in branch.lines]


def act(draft: Amendment, verb: str, place: int, number: int, by: Viewer) -> None:
    lines = list(Activity.objects.filter(plan=draft.plan).order_by("position").select_related("project"))
    projects = list(Project.objects.filter(plan=draft.plan).order_by("address"))
    line, project = lines[place % len(lines)], projects[place % len(projects)]
    title, owner = Labels({"en": "Added"}), draft.plan.owner
    if verb == "change":
        change_terms(draft, line, terms=promised(number), by=by, reason=verb)
    elif verb == "request":
        change_terms(draft, line, terms=promised(None, on_request=True), by=by, reason=verb)
    elif verb == "drop line":
        drop_activity(draft, line, by=by, reason=verb)
    elif verb == "drop project":
        drop_project(draft, project, by=by, reason=verb)
    elif verb == "add line":
        add_activity(draft, project, title=title, terms=promised(number), owner=owner, by=by, reason=verb)
    elif verb == "add project":
        program = Program.objects.filter(plan=draft.plan).order_by("id")[place % 17]
        add_project(draft, program, title=title, by=by, reason=verb)
    else:
        undo_change(draft, line if verb == "undo line" else project, by=by, reason=verb)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amendments)
def test_any_amendments_keep_the_adopted_plan_and_add_up(
    plan: Plan, planner: Viewer, authority: Document, chosen: list[tuple[list[tuple[str, int, int]], str]]
) -> None:
    with transaction.atomic():
        adopted = said(plan_tree(plan, planner, ADOPTED))
        for parts, end in chosen:
            draft = begin_amendment(plan, by=planner, reason="Drawn")
            for verb, place, number in parts:
                with contextlib.suppress(Refused):
                    act(draft, verb, place, number, planner)
            if end == "withdraw" or difference_of(draft, planner).is_empty:
                withdraw_amendment(draft, by=planner, reason="Drawn")
            else:
                adopt_amendment(draft, authority=authority, by=planner, on=DAY)
        assert said(plan_tree(plan, planner, ADOPTED)) == adopted
        changes = [difference_of(each, planner) for each in plan.amendments.filter(state=AmendmentState.ADOPTED)]
        today = plan_tree(plan, planner, TODAY).figures
        assert today.planned == 135 + sum(change.signed for change in changes)
        assert today.lines == 66 + sum(len(change.added) - len(change.dropped) for change in changes)
        transaction.set_rollback(True)
