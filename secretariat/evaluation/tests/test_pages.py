from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.audit.models import Reading
from secretariat.core.choices import Audience
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.evaluation.models import EvaluationToken, EventEvaluation, Finding, ProgramEvaluation
from secretariat.evaluation.queries import shared_token
from secretariat.evaluation.services import ask_participants, change_asking, find, make_links
from secretariat.evaluation.tests.conftest import THREE, AsPerson, ask, fill_all, given, hold, words
from secretariat.parties.models import Party
from secretariat.plans.models import Activity
from secretariat.questionnaires.models import Answer, AnswerSet, QuestionnaireVersion
from secretariat.recommendations.models import Recommendation

DURING = datetime.datetime(2016, 9, 20, 12, tzinfo=datetime.UTC)
AFTERWARDS = datetime.datetime(2016, 12, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def is_open(evaluation: EventEvaluation, planner: Viewer) -> EventEvaluation:
    """The evaluation, open today."""
    far = timezone.localdate() + datetime.timedelta(days=9)
    return change_asking(
        evaluation, opens_on=evaluation.opens_on, closes_on=far, invited=None, by=planner, on=DURING.date(), reason="x"
    )


def place(evaluation: EventEvaluation, token: str = "") -> str:
    return reverse("evaluation-answer", args=(token or shared_token(evaluation),))


def sent(evaluation: EventEvaluation, *answers: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in given(evaluation, *answers).items() if value is not None}


def panel_of(record: Any, key: str) -> str:
    panel = next(each for each in panels_for(type(record)) if each.key == key)
    return panel_url(record, panel)


# Answering --------------------------------------------------------------------------------------------------------


def test_a_participant_answers_without_signing_in(client: Client, is_open: EventEvaluation) -> None:
    page = client.get(place(is_open))
    assert (page.status_code, page.context["event"]) == (200, "Harbor drill")
    answer = client.post(place(is_open), sent(is_open, 5, 2, 4, 5, None, 1, 4, "Thanks"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("evaluation-thanks"))
    assert client.get(answer["Location"]).status_code == 200
    said = Answer.objects.order_by("question__position").values_list("question__position", flat=True)
    assert (AnswerSet.objects.count(), list(said)) == (1, [1, 2, 3, 4, 6, 7, 8])


def test_the_same_browser_is_told_that_it_has_answered(client: Client, is_open: EventEvaluation) -> None:
    client.post(place(is_open), sent(is_open, 5, 2, 4))
    assert client.get(place(is_open)).status_code == 409
    assert Client().get(place(is_open)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_asked_in_the_language_of_the_reader(client: Client, is_open: EventEvaluation, language: str) -> None:
    page = client.get(place(is_open), {"language": language})
    asked = is_open.version.questions.get(position=1)
    assert (page.status_code, page["Content-Language"]) == (200, language)
    assert next(field.label for field in page.context["form"]) == asked.text[language]


def test_a_form_that_is_not_complete_says_so_and_keeps_what_was_typed(client: Client, is_open: EventEvaluation) -> None:
    page = client.post(place(is_open), sent(is_open, 5, None, None, None, None, None, None, "Remark"))
    first, second = is_open.version.questions.order_by("position")[:2]
    form = page.context["form"]
    assert (page.status_code, form[str(first.pk)].value(), set(form.errors) >= {str(second.pk)}) == (422, "5", True)
    assert AnswerSet.objects.count() == 0


def test_a_link_that_is_good_once_is_refused_the_second_time(
    workshop: Deliverable, planner: Viewer, client: Client
) -> None:
    today = timezone.localdate()
    personal = ask_participants(workshop, opens_on=today, closes_on=today, link="one_each", by=planner)
    (link,) = make_links(personal, number=1, by=planner, on=today)
    assert client.post(place(personal, link), sent(personal, 5, 2, 4)).status_code == 302
    answers = [
        Client().get(place(personal, link)).status_code,
        Client().post(place(personal, link), sent(personal, 1, 1, 1)).status_code,
    ]
    assert (answers, AnswerSet.objects.count()) == ([409, 409], 1)


@pytest.mark.parametrize(
    ("day", "status"), [("2016-09-13", 404), ("2016-09-14", 200), ("2016-09-30", 200), ("2016-10-01", 404)]
)
def test_the_page_is_there_from_the_first_day_to_the_last(
    client: Client, evaluation: EventEvaluation, day: str, status: int
) -> None:
    token = shared_token(evaluation)
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        assert client.get(place(evaluation, token)).status_code == status
        expected = 302 if status == 200 else 404
        assert client.post(place(evaluation, token), sent(evaluation, 5, 2, 4)).status_code == expected


def test_who_answers_is_nobody_even_signed_in(as_person: AsPerson, line: Activity, planner: Viewer) -> None:
    today = timezone.localdate()
    inside = hold(line, planner, audience=Audience.SECRETARIAT)
    asked = ask(inside, planner, opens_on=today, closes_on=today)
    officer = as_person("finance_officer")
    before = Reading.objects.count()
    page = officer.get(place(asked))
    assert (page.status_code, officer.post(place(asked), sent(asked, 5, 2, 4)).status_code) == (200, 302)
    officer.get(reverse("evaluation-thanks"))
    assert (Reading.objects.count(), AnswerSet.objects.count()) == (before, 1)


def test_a_network_that_tries_links_is_stopped(client: Client, is_open: EventEvaluation, settings: Any) -> None:
    cache.clear()
    settings.ANSWER_LIMITS = {"failed": (3, 3600), "sent": (2, 3600)}
    statuses = [client.get(place(is_open, f"once-{number}")).status_code for number in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    statuses = [Client().post(place(is_open), sent(is_open, 5, 2, 4)).status_code for _each in range(3)]
    assert (statuses, AnswerSet.objects.count()) == ([302, 302, 429], 2)
    cache.clear()


# The evaluation of an event ---------------------------------------------------------------------------------------


def test_an_officer_asks_from_the_event_and_finds_the_link(as_person: AsPerson, workshop: Deliverable) -> None:
    chief = as_person("chief")
    panel = chief.get(panel_of(workshop, "evaluation")).content.decode()
    start = reverse("event-evaluation-new", args=(workshop.pk,))
    assert start in panel
    form = chief.get(start).context["form"]
    version = QuestionnaireVersion.objects.get(questionnaire__slug="event")
    assert (form.initial["questionnaire"], form.initial["opens_on"]) == (version, workshop.starts_on)
    today = timezone.localdate().isoformat()
    sent_days = {
        "questionnaire": str(version.pk),
        "opens_on": today,
        "closes_on": today,
        "link": "shared",
        "invited": "20",
    }
    answer = chief.post(start, sent_days)
    made = EventEvaluation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    link = chief.get(made.get_absolute_url()).context["link"]
    assert link.endswith(place(made))
    assert as_person("anyone").get(made.get_absolute_url()).context["link"] == ""
    assert as_person("finance_officer").get(made.get_absolute_url()).context["link"] == ""


@pytest.fixture
def answered(evaluation: EventEvaluation) -> EventEvaluation:
    fill_all(evaluation, THREE)
    return evaluation


@pytest.mark.parametrize(
    ("who", "status", "remarks"),
    [
        ("anyone", 200, False),
        ("delegate", 200, False),
        ("finance_officer", 200, False),
        ("program_officer", 200, False),  # of a unit below the one that delivers
        ("chief", 200, True),
        ("planning_officer", 200, True),
    ],
)
def test_numbers_are_for_readers_and_words_for_the_unit(
    as_person: AsPerson, answered: EventEvaluation, who: str, status: int, remarks: bool
) -> None:
    page = as_person(who).get(answered.get_absolute_url(), {"language": "en"})
    text = page.content.decode()
    assert (page.status_code, "said Ana" in text, "3 answers, mean 4.3" in text) == (status, remarks, True)
    file = as_person(who).get(reverse("event-evaluation-csv", args=(answered.pk,)), {"language": "en"}).content.decode()
    assert ("said Ana" in file, "How useful was this event for your work?,3,4.3,5 – very useful,1,33" in file) == (
        False,
        True,
    )


def test_two_answers_are_shown_nowhere(as_person: AsPerson, evaluation: EventEvaluation) -> None:
    fill_all(evaluation, THREE[:2])
    addresses = [
        evaluation.get_absolute_url(),
        reverse("event-evaluation-csv", args=(evaluation.pk,)),
        panel_of(evaluation.deliverable, "evaluation"),
    ]
    for who in ("anyone", "chief"):
        text = " ".join(as_person(who).get(each).content.decode() for each in addresses)
        assert ("said Ana" in text, "mean" in text, "4.5" in text) == (False, False, False)


def test_while_it_is_open_nothing_is_shown_but_how_many_to_the_unit(
    as_person: AsPerson, is_open: EventEvaluation
) -> None:
    fill_all(is_open, THREE)
    pages = {who: as_person(who).get(is_open.get_absolute_url()).context for who in ("anyone", "chief")}
    assert [pages["anyone"][name] for name in ("answered", "questions", "gain")] == ["", [], ""]
    assert [pages["chief"][name] for name in ("answered", "questions", "gain", "remarks")] == ["3", [], "", []]
    assert "mean" not in as_person("chief").get(reverse("event-evaluation-csv", args=(is_open.pk,))).content.decode()


def test_the_panel_of_the_event_says_what_it_was_worth(client: Client, answered: EventEvaluation) -> None:
    text = client.get(panel_of(answered.deliverable, "evaluation")).content.decode()
    assert ("3 answers" in text, "4.3 of 5" in text, "From 2.0 before to 4.0 afterwards, by +2.0" in text) == (
        True,
        True,
        True,
    )


def test_what_is_hidden_is_not_there(as_person: AsPerson, line: Activity, planner: Viewer) -> None:
    inside = ask(hold(line, planner, audience=Audience.SECRETARIAT), planner)
    fill_all(inside, THREE)
    addresses = [inside.get_absolute_url(), reverse("event-evaluation-csv", args=(inside.pk,))]
    for who, status in (("anyone", 404), ("second_delegate", 404), ("finance_officer", 200)):
        assert [as_person(who).get(each).status_code for each in addresses] == [status, status]
    rows = as_person("second_delegate").get(reverse("event-evaluations")).context["rows"]
    assert rows == []


@pytest.mark.parametrize(
    "route", ["event-evaluation-change", "event-evaluation-links", "event-evaluation-void", "event-evaluation-find"]
)
@pytest.mark.parametrize(
    ("who", "status"), [("anyone", 302), ("delegate", 403), ("finance_officer", 403), ("chief", 200)]
)
def test_who_may_do_what(as_person: AsPerson, evaluation: EventEvaluation, route: str, who: str, status: int) -> None:
    assert as_person(who).get(reverse(route, args=(evaluation.pk,))).status_code == status


def test_links_are_shown_once(as_person: AsPerson, workshop: Deliverable, planner: Viewer) -> None:
    today = timezone.localdate()
    personal = ask_participants(workshop, opens_on=today, closes_on=today, link="one_each", by=planner)
    chief, page = as_person("chief"), reverse("event-evaluation-links", args=(personal.pk,))
    shown = chief.post(page, {"number": "3"})
    links = shown.context["links"]
    assert (shown.status_code, len(set(links)), EvaluationToken.objects.count()) == (200, 3, 3)
    assert shown["Cache-Control"] == "private, no-store"
    assert not any(link in chief.get(personal.get_absolute_url()).content.decode() for link in links)
    assert Client().get(re.sub("^http://[^/]*", "", links[0])).status_code == 200
    assert chief.post(page, {"number": "498"}).status_code == 422


# Findings and recommendations -------------------------------------------------------------------------------------


def test_from_a_finding_to_a_recommendation(as_person: AsPerson, evaluation: EventEvaluation) -> None:
    chief, grenada = as_person("chief"), Party.objects.get(slug="grenada")
    page = reverse("event-evaluation-find", args=(evaluation.pk,))
    assert chief.post(page, {"text_en": "Crews lack drills", "audience": "2"}).status_code == 302
    finding = Finding.objects.get()
    page = reverse("finding-recommend", args=(finding.pk,))
    sent_words = {"text_en": "Drill twice a year", "owner": str(grenada.pk), "audience": "2"}
    answer = chief.post(page, sent_words)
    made = Recommendation.objects.get()
    assert (answer.status_code, answer["Location"], made.owner) == (302, made.get_absolute_url(), grenada)
    panel = chief.get(panel_of(evaluation, "findings")).content.decode()
    assert ("Crews lack drills" in panel, "Drill twice a year" in panel) == (True, True)
    assert "Crews lack drills" in chief.get(panel_of(made, "because")).content.decode()
    own = as_person("delegate")
    assert own.get(made.get_absolute_url()).status_code == 200
    assert "Drill" not in own.get(panel_of(evaluation, "findings")).content.decode()  # the finding stays inside
    assert own.get(panel_of(made, "because")).status_code == 404
    drop = reverse("recommended-withdraw", args=(finding.recommendation_links.get().pk,))
    assert chief.post(drop, {"reason": "Another ground"}).status_code == 302
    assert chief.post(reverse("finding-withdraw", args=(finding.pk,)), {"reason": "A slip"}).status_code == 302
    assert "Crews" not in chief.get(panel_of(evaluation, "findings")).content.decode()


def test_a_program_is_evaluated_from_plan_to_answer(as_person: AsPerson, line: Activity, planner: Viewer) -> None:
    chief = as_person("chief")
    sent_facts = {
        "program": str(line.project.program_id),
        "unit": str(line.owner_id),
        "evaluator": "An institute",
        "since": "2016-01-01",
        "until": "2016-06-30",
        "audience": "0",
    }
    answer = chief.post(reverse("program-evaluation-new"), sent_facts)
    made = ProgramEvaluation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    steps = [
        chief.post(reverse("program-evaluation-move", args=(made.pk, verb)), {"reason": "Now", **more}).status_code
        for verb, more in (
            ("begin", {}),
            ("report", {}),
            ("report", {"report": "no such document"}),
            ("report", {"report": "CICTE/doc.5/16"}),
        )
    ]
    assert steps == [302, 422, 422, 302]
    find(program=made, text=words("Few were held"), audience=Audience.PUBLIC, by=planner)
    assert chief.post(reverse("program-evaluation-move", args=(made.pk, "respond")), {"reason": "x"}).status_code == 302
    text = as_person("anyone").get(made.get_absolute_url()).content.decode()
    assert ("An institute" in text, "answered by the management" in text) == (True, True)
    assert "An institute" in as_person("anyone").get(panel_of(line.owner, "evaluations")).content.decode()
    assert chief.get(reverse("program-evaluation-move", args=(made.pk, "no-such-verb"))).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(
    as_person: AsPerson, answered: EventEvaluation, line: Activity, language: str
) -> None:
    addresses = [
        reverse("event-evaluations"),
        reverse("program-evaluations"),
        reverse("program-evaluation-new"),
        answered.get_absolute_url(),
        reverse("event-evaluation-new", args=(answered.deliverable_id,)),
    ]
    for each in addresses:
        page = as_person("chief").get(each, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_alike_for_one_and_thirty(
    as_person: AsPerson, line: Activity, planner: Viewer, count: int
) -> None:
    for number in range(count):
        ask(hold(line, planner, title=f"Drill {number}"), planner)
    client = as_person("anyone")
    client.get(reverse("event-evaluations"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("event-evaluations"))
    assert len(asked) == 2


@pytest.mark.parametrize(("stage", "seen"), [("open", 0), ("closed", 1), ("coming", 0)])
def test_the_list_is_narrowed_by_stage(client: Client, evaluation: EventEvaluation, stage: str, seen: int) -> None:
    assert len(client.get(reverse("event-evaluations"), {"stage": stage}).context["rows"]) == seen
