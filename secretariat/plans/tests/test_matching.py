from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from secretariat.core.choices import SuggestionState
from secretariat.core.errors import NotPermitted
from secretariat.core.history import timeline
from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Evidence
from secretariat.plans import tasks
from secretariat.plans.models import Answer, Plan
from secretariat.plans.queries.matching import METHOD, THRESHOLD, proposals_for, scored
from secretariat.plans.services import refuse_answer, suggest_answers


def test_scores_measured_against_the_links_that_ship(plan: Plan, planner: Viewer) -> None:
    """Of the pairs above the threshold 59 of 61 are linked by a person, and 31 of the 39 confirmed ones are found."""
    states = {(each.activity_id, each.mandate_id): each.state for each in Answer.objects.filter(activity__plan=plan)}
    above = [each for each in scored(plan, planner) if each.confidence >= Decimal(str(THRESHOLD))]
    found = [states.get((each.activity.pk, each.mandate.pk)) for each in above]
    confirmed = [each for each in found if each == SuggestionState.CONFIRMED]
    assert (len(found), sum(each is not None for each in found), len(confirmed)) == (61, 59, 31)


def test_suggestions_are_new_reasoned_and_decided_by_nobody(plan: Plan, planner: Viewer) -> None:
    links = suggest_answers(plan, by=planner)
    assert [each.state for each in links] == [SuggestionState.SUGGESTED] * 2
    assert {each.proposed_by for each in links} == {METHOD}
    assert {each.reason.missing() for each in links} == {()}
    assert {each.decided_by for each in links} == {None}


def test_suggesting_twice_adds_nothing(plan: Plan, planner: Viewer) -> None:
    assert len(suggest_answers(plan, by=planner)) == 2
    assert suggest_answers(plan, by=planner) == []


def test_a_refused_link_is_never_suggested_again(plan: Plan, planner: Viewer) -> None:
    for link in suggest_answers(plan, by=planner):
        refuse_answer(link, by=planner, on=timezone.localdate(), reason="Not about this")
    assert proposals_for(plan, planner) == []


def test_a_suggestion_is_no_evidence(plan: Plan, planner: Viewer) -> None:
    before = Evidence.objects.count()
    suggest_answers(plan, by=planner)
    assert Evidence.objects.count() == before


@pytest.mark.parametrize("name", ["anyone", "delegate", "program_officer"])
def test_only_a_planning_officer_asks_for_suggestions(plan: Plan, viewers: dict[str, Viewer], name: str) -> None:
    with pytest.raises(NotPermitted):
        suggest_answers(plan, by=viewers[name])


def test_the_worker_suggests_as_the_operator(plan: Plan) -> None:
    result = tasks.suggest_answers.enqueue(str(plan.pk))
    link = Answer.objects.get(pk=Answer.objects.filter(proposed_by=METHOD).values("pk")[:1])
    assert (result.return_value, timeline(link)[0].who) == (2, "Operator")
