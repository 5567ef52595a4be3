from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document
from secretariat.plans.choices import DeliverableKind, NumbersBy
from secretariat.plans.models import ADOPTED, TODAY, Activity, Amendment, Answer, Plan, Project
from secretariat.plans.queries import (
    Figures,
    Promised,
    difference,
    difference_of,
    effective_terms,
    lines_of_plan,
    lines_without_mandate,
    plan_tree,
    planned_numbers,
    projects_without_line,
    version_of,
    version_with,
)
from secretariat.plans.services import add_activity, adopt_amendment, change_terms, drop_activity
from secretariat.plans.tests.conftest import DAY, promised

ADOPTED_2016 = Figures(planned=135, lines=66, on_request=3, without_number=7, without_mandate=41)


def test_plan_tree_as_adopted_has_the_plan_of_2016(plan: Plan) -> None:
    tree = plan_tree(plan, ANYONE, ADOPTED)
    sizes = (len(tree.areas), len(tree.programs), len(tree.projects), tree.figures.planned, tree.figures.lines)
    assert sizes == (5, 17, 50, 135, 66)


def test_figures_of_the_adopted_plan_are_those_of_the_document(plan: Plan) -> None:
    assert plan_tree(plan, ANYONE, ADOPTED).figures == ADOPTED_2016


def test_sums_of_the_areas_come_to_the_plan(plan: Plan) -> None:
    tree = plan_tree(plan, ANYONE, ADOPTED)
    assert [area.figures.planned for area in tree.areas] == [58, 20, 48, 9, 0]


def test_plan_tree_keeps_the_order_of_the_plan(plan: Plan) -> None:
    tree = plan_tree(plan, ANYONE, ADOPTED)
    first = tree.programs[0]
    assert [f"{branch.project.address}" for branch in first.projects] == ["1.A.1", "1.A.2", "1.A.3"]
    assert [line.activity.address for line in first.projects[0].lines] == ["1.A.1.1", "1.A.1.2"]


def test_plan_tree_takes_the_same_queries_for_a_larger_plan(plan: Plan, planner: Viewer, draft: Amendment) -> None:
    with CaptureQueriesContext(connection) as few:
        plan_tree(plan, planner, version_with(draft))
    project = Project.objects.get(plan=plan, address="1.A.3")
    for number in range(30):
        title = Labels({"en": f"Line {number}"})
        add_activity(
            draft, project, title=title, terms=promised(1), owner=plan.owner, by=planner, reason="More is asked"
        )
    with CaptureQueriesContext(connection) as many:
        tree = plan_tree(plan, planner, version_with(draft))
    assert tree.figures.lines == 96
    assert len(few) == len(many)


@pytest.mark.parametrize("by", [NumbersBy.AREA, NumbersBy.KIND, NumbersBy.UNIT])
def test_planned_numbers_add_up_to_the_plan(plan: Plan, by: NumbersBy) -> None:
    numbers = planned_numbers(plan, ANYONE, by, ADOPTED)
    assert sum((row.figures for row in numbers.rows), Figures()) == numbers.total == ADOPTED_2016


def test_planned_numbers_by_topic_count_a_line_under_each_of_its_topics(plan: Plan) -> None:
    numbers = planned_numbers(plan, ANYONE, NumbersBy.TOPIC, ADOPTED)
    links = Activity.objects.filter(plan=plan).values("topic_links").count()
    assert sum(row.figures.lines for row in numbers.rows) == links
    assert numbers.is_overlapping
    assert numbers.total == ADOPTED_2016


def test_planned_numbers_by_area_keep_the_order_of_the_plan(plan: Plan) -> None:
    assert [row.heading.key for row in planned_numbers(plan, ANYONE, NumbersBy.AREA, ADOPTED).rows] == list("12345")


def test_planned_numbers_by_kind_begin_with_the_largest(plan: Plan) -> None:
    rows = planned_numbers(plan, ANYONE, NumbersBy.KIND, ADOPTED).rows
    planned = [row.figures.planned for row in rows]
    assert planned == sorted(planned, reverse=True)


def test_what_was_invented_for_the_demonstration_is_shown_but_not_counted(plan: Plan, workshops: Activity) -> None:
    Activity.objects.filter(pk=workshops.pk).update(is_demonstration=True)
    tree = plan_tree(plan, ANYONE, ADOPTED)
    assert (tree.figures.planned, tree.figures.lines) == (129, 65)
    assert sum(len(branch.lines) for branch in tree.projects) == 66


def test_lines_without_mandate_are_those_without_a_confirmed_link(plan: Plan) -> None:
    linked = set(Answer.objects.confirmed().values_list("activity", flat=True))
    found = {line.activity.pk for line in lines_without_mandate(plan, ANYONE, ADOPTED)}
    everything = set(Activity.objects.filter(plan=plan).values_list("pk", flat=True))
    assert found == everything - linked
    assert len(found) == 41


def test_suggested_links_are_counted_for_the_secretariat_only(plan: Plan, planner: Viewer) -> None:
    suggested = Answer.objects.suggested().filter(activity__plan=plan).count()
    assert sum(line.suggested for line in lines_of_plan(plan, planner, TODAY)) == suggested
    assert sum(line.suggested for line in lines_of_plan(plan, ANYONE, TODAY)) == 0


def test_projects_without_line_are_in_the_order_of_the_plan(plan: Plan) -> None:
    found = [project.address for project in projects_without_line(plan, ANYONE, ADOPTED)]
    assert found == ["3.A.8", "3.A.9", "3.A.18", "3.C.2"]


def test_effective_terms_follow_the_amendments(
    plan: Plan, planner: Viewer, draft: Amendment, workshops: Activity, authority: Document
) -> None:
    change_terms(draft, workshops, terms=promised(None, on_request=True), by=planner, reason="States ask")
    assert effective_terms(workshops, TODAY).quantity == 6
    assert effective_terms(workshops, version_with(draft)) == promised(None, on_request=True)
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    assert effective_terms(workshops, TODAY) == promised(None, on_request=True)
    assert effective_terms(workshops, ADOPTED).quantity == 6


def test_version_of_knows_adopted_amendments_only(
    plan: Plan, planner: Viewer, draft: Amendment, workshops: Activity, authority: Document
) -> None:
    assert version_of(plan, "1") is None
    drop_activity(draft, workshops, by=planner, reason="No funds")
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    found = version_of(plan, "1")
    assert found is not None
    assert found.through == 1


@pytest.mark.parametrize("words", ["0", "-1", "99999999", "x", "1.0", "٣", "draft"])
def test_version_of_refuses_other_words(plan: Plan, words: str) -> None:
    assert version_of(plan, words) is None


def test_difference_says_what_an_amendment_adds_drops_and_changes(
    plan: Plan, planner: Viewer, draft: Amendment, workshops: Activity, authority: Document
) -> None:
    project = Project.objects.get(plan=plan, address="1.A.3")
    exercises = Activity.objects.get(plan=plan, address="1.A.2.1")
    title = Labels({"en": "Port watch"})
    add_activity(draft, project, title=title, terms=promised(2), owner=plan.owner, by=planner, reason="Asked")
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    drop_activity(draft, exercises, by=planner, reason="Held by another")
    as_draft = difference_of(draft, planner)
    for found in (as_draft, difference_of(adopt_amendment(draft, authority=authority, by=planner, on=DAY), planner)):
        said = [
            [change.line.activity.address for change in part] for part in (found.added, found.dropped, found.changed)
        ]
        assert said == [["1.A.3.2"], ["1.A.2.1"], ["1.A.3.1"]]
        assert [change.signed for change in found.lines] == [2, -3, -2]
        assert (found.before.figures.planned, found.after.figures.planned, found.signed) == (135, 132, -3)


def test_difference_of_a_version_with_itself_is_empty(plan: Plan) -> None:
    assert difference(plan, ANYONE, ADOPTED, TODAY).is_empty


def test_draft_additions_are_hidden_from_the_public(
    plan: Plan, planner: Viewer, viewers: dict[str, Viewer], draft: Amendment
) -> None:
    project = Project.objects.get(plan=plan, address="1.A.3")
    line = add_activity(
        draft, project, title=Labels({"en": "Secret"}), terms=promised(2), owner=plan.owner, by=planner, reason="Asked"
    )
    for name, seen in (("anyone", False), ("delegate", False), ("program_officer", True)):
        assert Activity.objects.visible_to(viewers[name]).filter(pk=line.pk).exists() is seen
        assert Amendment.objects.visible_to(viewers[name]).filter(pk=draft.pk).exists() is seen


@pytest.mark.parametrize(
    ("terms", "words", "sentence"),
    [
        (promised(3), "3 workshops", "workshop: 3 workshops"),
        (promised(1), "1 workshop", "1 workshop"),
        (promised(None), "without a number", "workshop: without a number"),
        (promised(None, on_request=True), "upon request", "workshop: upon request"),
        (Promised(DeliverableKind.EXPERT_POOL, 2, Labels(), False), "2 pools of experts", "2 pools of experts"),
    ],
)
def test_promised_in_words(terms: Promised, words: str, sentence: str) -> None:
    assert (terms.words, terms.sentence) == (words, sentence)


def test_promised_counts_in_the_language_of_the_reader() -> None:
    with translation.override("es"):
        assert promised(3).words == "3 talleres"
