from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind
from secretariat.documents.models import Document
from secretariat.documents.services import enter_document
from secretariat.evaluation.models import EvaluationRecommendation, EventEvaluation, Finding, ProgramEvaluation
from secretariat.evaluation.services import (
    change_finding,
    change_program_evaluation,
    find,
    link_recommendation,
    move_program_evaluation,
    plan_program_evaluation,
    recommend_because,
    unlink_recommendation,
    withdraw_finding,
)
from secretariat.evaluation.tests.conftest import AFTER, ask, hold, words
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.plans.models import Activity, Program
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import respond

PERIOD: dict[str, Any] = {"since": datetime.date(2016, 1, 1), "until": datetime.date(2016, 6, 30)}


@pytest.fixture
def unit(line: Activity) -> Unit:
    return line.owner


@pytest.fixture
def program(line: Activity) -> Program:
    return line.project.program


@pytest.fixture
def planned(program: Program, unit: Unit, planner: Viewer) -> ProgramEvaluation:
    return plan_program_evaluation(program, unit=unit, by=planner, evaluator="An outside office", **PERIOD)


@pytest.fixture
def report(planner: Viewer, viewers: dict[str, Viewer]) -> Document:
    return enter_document("", words("What we found"), DocumentKind.REPORT, None, by=viewers["conference_officer"])


def test_a_finding_leads_to_a_recommendation(evaluation: EventEvaluation, planner: Viewer) -> None:
    finding = find(event=evaluation, text=words("Crews lack drills"), by=planner)
    made = recommend_because(
        finding, text=words("Drill twice a year"), owner=Party.objects.get(slug="grenada"), by=planner, on=AFTER
    )
    assert (made.unit, made.made_on, made.state) == (evaluation.deliverable.owner, AFTER, "open")
    assert [(each.finding, each.recommendation) for each in EvaluationRecommendation.objects.all()] == [(finding, made)]
    with pytest.raises(Refused, match="on record already"):
        link_recommendation(finding, made, by=planner, reason="x")
    with pytest.raises(Refused, match="Recommendations follow"):
        withdraw_finding(finding, by=planner, reason="x")
    link = EvaluationRecommendation.objects.get()
    unlink_recommendation(link, by=planner, reason="Another ground")
    assert withdraw_finding(finding, by=planner, reason="It was a slip").is_withdrawn
    with pytest.raises(Refused, match="withdrawn"):
        change_finding(finding, text=words("x"), audience=0, by=planner, reason="x")


def test_a_recommendation_follows_from_several_findings(evaluation: EventEvaluation, planner: Viewer) -> None:
    findings = [find(event=evaluation, text=words(text), by=planner) for text in ("One", "Two")]
    made = recommend_because(findings[0], text=words("x"), owner=findings[0].unit.party, by=planner, on=AFTER)
    link_recommendation(findings[1], made, by=planner, reason="It rests on both")
    assert (Recommendation.objects.count(), made.evaluation_links.count()) == (1, 2)


def test_a_finding_is_of_one_evaluation(
    evaluation: EventEvaluation, planned: ProgramEvaluation, planner: Viewer
) -> None:
    with pytest.raises(ValidationError, match="belongs to one evaluation"):
        find(event=evaluation, program=planned, text=words("x"), by=planner)
    with pytest.raises(ValidationError, match="belongs to one evaluation"):
        find(text=words("x"), by=planner)


@pytest.mark.parametrize("who", ["anyone", "delegate", "finance_officer", "expert"])
def test_only_who_evaluates_finds(
    evaluation: EventEvaluation, planned: ProgramEvaluation, viewers: dict[str, Viewer], who: str
) -> None:
    for about in ({"event": evaluation}, {"program": planned}):
        with pytest.raises(NotPermitted):
            find(**about, text=words("x"), by=viewers[who])
    with pytest.raises(NotPermitted):
        move_program_evaluation(planned, "begin", by=viewers[who], on=AFTER, reason="x")


def test_the_life_of_a_programs_evaluation(
    planned: ProgramEvaluation, planner: Viewer, viewers: dict[str, Viewer], report: Document
) -> None:
    begun = move_program_evaluation(planned, "begin", by=planner, on=AFTER, reason="Now")
    with pytest.raises(ValidationError, match="stands in a document"):
        move_program_evaluation(begun, "report", by=planner, on=AFTER, reason="It is in")
    told = move_program_evaluation(planned, "report", report=report, by=planner, on=AFTER, reason="It is in")
    finding = find(program=told, text=words("Few were held"), by=planner)
    made = recommend_because(finding, text=words("Hold more"), owner=told.unit.party, by=planner, on=AFTER)
    assert made.document == report
    with pytest.raises(Refused, match="1 recommendation has no answer yet"):
        move_program_evaluation(told, "respond", by=planner, on=AFTER, reason="x")
    respond(made, "accept", by=viewers["chief"], on=AFTER)
    assert move_program_evaluation(told, "respond", by=planner, on=AFTER, reason="All answered").state == "responded"
    closed = move_program_evaluation(told, "close", by=planner, on=AFTER, reason="Done")
    for change in (
        lambda: change_program_evaluation(closed, evaluator="x", by=planner, reason="x"),
        lambda: find(program=closed, text=words("x"), by=planner),
    ):
        with pytest.raises(Refused, match="closed"):
            change()


def test_its_period_is_in_order(program: Program, unit: Unit, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="lies before the first"):
        plan_program_evaluation(program, unit=unit, since=PERIOD["until"], until=PERIOD["since"], by=planner)


def test_another_unit_takes_it_only_from_who_works_for_both(
    planned: ProgramEvaluation, viewers: dict[str, Viewer]
) -> None:
    other = Unit.objects.exclude(party__in=viewers["chief"].party_ids).order_by("party__slug")[0]
    with pytest.raises(NotPermitted):
        change_program_evaluation(planned, unit=other, by=viewers["chief"], reason="x")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anyone", ["public"]),
        ("delegate", ["public", "states"]),
        ("finance_officer", ["evaluation", "inside", "of a program", "public", "states"]),
        ("chief", ["evaluation", "inside", "named", "of a hidden event", "of a program", "public", "states"]),
    ],
)
def test_who_sees_which(everything: None, viewers: dict[str, Viewer], who: str, seen: list[str]) -> None:
    findings = [str(each) for each in Finding.objects.visible_to(viewers[who])]
    evaluations = ["evaluation" for _each in ProgramEvaluation.objects.visible_to(viewers[who])]
    assert sorted([*findings, *evaluations]) == seen


@pytest.fixture
def everything(line: Activity, evaluation: EventEvaluation, planned: ProgramEvaluation, planner: Viewer) -> None:
    """Findings for each audience, one of an evaluation that few see, and one of an event that few see."""
    for text, audience in {"public": 0, "states": 1, "inside": 2, "named": 3}.items():
        find(event=evaluation, text=words(text), audience=audience, by=planner)
    find(program=planned, text=words("of a program"), audience=Audience.PUBLIC, by=planner)
    hidden = ask(hold(line, planner, audience=Audience.NAMED), planner)
    find(event=hidden, text=words("of a hidden event"), audience=Audience.PUBLIC, by=planner)


def test_a_link_is_seen_by_who_sees_both(
    evaluation: EventEvaluation, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    finding = find(event=evaluation, text=words("x"), audience=Audience.PUBLIC, by=planner)
    recommend_because(finding, text=words("x"), owner=Party.objects.get(slug="grenada"), by=planner, on=AFTER)
    seen = {
        who: EvaluationRecommendation.objects.visible_to(viewers[who]).count()
        for who in ("anyone", "delegate", "second_delegate", "chief")
    }
    assert seen == {"anyone": 0, "delegate": 1, "second_delegate": 0, "chief": 1}
