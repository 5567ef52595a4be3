from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.models import Mandate
from secretariat.plans.choices import NumbersBy
from secretariat.plans.models import Activity, Amendment, Answer, Plan, Project, line_place
from secretariat.plans.services import adopt_amendment, change_terms, drop_activity
from secretariat.plans.tests.conftest import DAY, PUBLIC, AsPerson, add_drills, address, panel_of, promised
from secretariat.topics.models import Topic


@pytest.fixture
def adopted(plan: Plan, planner: Viewer, draft: Amendment, workshops: Activity, authority: Document) -> Amendment:
    """Six workshops become four, the exercises are dropped, two drills are added."""
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    drop_activity(draft, Activity.objects.get(plan=plan, address="1.A.2.1"), by=planner, reason="Held by another")
    add_drills(draft, planner)
    return adopt_amendment(draft, authority=authority, by=planner, on=DAY)


# Who may open what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("who", ["anyone", "delegate", "planning_officer"])
def test_public_pages_open_for_everyone(as_person: AsPerson, plan: Plan, name: str, who: str) -> None:
    assert as_person(who).get(address(name)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_open_in_every_language(client: Client, plan: Plan, name: str, language: str) -> None:
    response = client.get(address(name), {"language": language})
    assert (response.status_code, response["Content-Language"]) == (200, language)


@pytest.mark.parametrize(
    ("who", "status"), [("anyone", 302), ("delegate", 403), ("program_officer", 403), ("planning_officer", 200)]
)
@pytest.mark.parametrize("name", ["amendment-begin", "plan-suggest"])
def test_pages_of_the_planning_officer(as_person: AsPerson, plan: Plan, name: str, who: str, status: int) -> None:
    assert as_person(who).get(address(name)).status_code == status


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("anyone", {404}),
        ("delegate", {404}),
        ("program_officer", {200, 403}),
        ("planning_officer", {200}),
    ],
)
def test_a_draft_amendment_is_hidden_outside_the_secretariat(
    as_person: AsPerson, draft: Amendment, workshops: Activity, who: str, statuses: set[int]
) -> None:
    client = as_person(who)
    pages = [
        reverse("amendment", args=(draft.pk,)),
        reverse("amendment-add", args=(draft.pk,)),
        reverse("amendment-add-project", args=(draft.pk,)),
        reverse("amendment-adopt", args=(draft.pk,)),
        reverse("amendment-withdraw", args=(draft.pk,)),
        reverse("amendment-change", args=(draft.pk, workshops.pk)),
        reverse("amendment-drop", args=(draft.pk, "line", workshops.pk)),
        reverse("amendment-drop", args=(draft.pk, "project", workshops.project_id)),
        reverse("amendment-undo", args=(draft.pk, "line", workshops.pk)),
    ]
    assert {client.get(page).status_code for page in pages} == statuses


@pytest.mark.parametrize(
    ("who", "status"), [("anyone", 404), ("delegate", 404), ("program_officer", 403), ("chief", 200)]
)
def test_deciding_on_a_suggestion(as_person: AsPerson, workshops: Activity, who: str, status: int) -> None:
    link = Answer.objects.suggested().get(activity=workshops)
    for verb in ("confirm", "refuse"):
        assert as_person(who).get(reverse("answer-decide", args=(link.pk, verb))).status_code == status
    assert as_person(who).get(reverse("answer-decide", args=(link.pk, "delete"))).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("anyone", 302), ("delegate", 403), ("finance_officer", 200)])
def test_proposing_a_link(as_person: AsPerson, workshops: Activity, tourism: Mandate, who: str, status: int) -> None:
    client = as_person(who)
    assert client.get(reverse("answer-propose", args=(workshops.pk,))).status_code == status
    assert client.get(reverse("line-propose", args=(tourism.pk,))).status_code == status


@pytest.mark.parametrize("name", ["plan", "plan-numbers", "plan-numbers-csv", "plan-difference"])
def test_a_plan_for_the_secretariat_is_not_found_by_others(
    as_person: AsPerson, plan: Plan, workshops: Activity, tourism: Mandate, name: str
) -> None:
    Document.objects.filter(pk=plan.document_id).update(audience=Audience.SECRETARIAT)
    paragraph = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    panel = next(each for each in panels_for(Paragraph) if each.key == "plan-lines")
    for who, status in (("anyone", 404), ("delegate", 404), ("program_officer", 200)):
        client = as_person(who)
        assert client.get(address(name)).status_code == status
        assert client.get(workshops.get_absolute_url()).status_code == status
        seen = [client.get(each).content.decode() for each in (address("plans"), address("activities"))]
        seen.append(client.get(panel_url(paragraph, panel)).content.decode())
        canaries = ("CICTE/doc.5/16", "1.A.3.1", "1.A.3.1")
        assert [canary in page for canary, page in zip(canaries, seen, strict=True)] == [status == 200] * 3


def test_what_a_draft_adds_stands_on_no_public_page(
    as_person: AsPerson, plan: Plan, planner: Viewer, draft: Amendment, workshops: Activity
) -> None:
    line = add_drills(draft, planner, "Canary drills")
    drop_activity(draft, workshops, by=planner, reason="Canary reason")
    change_terms(draft, Activity.objects.get(plan=plan, address="1.A.2.1"), terms=promised(77), by=planner, reason="x")
    topic = Topic.objects.get(slug="maritime-security")
    pages = [address(name) for name in PUBLIC]
    pages += [panel_url(workshops, each) for each in panels_for(Activity) if each.shown_to is None]
    pages += [panel_url(topic, each) for each in panels_for(Topic) if each.key == "plan-lines"]
    pages += [workshops.get_absolute_url(), panel_url(plan.owner, panel_of(type(plan.owner), "plan-lines"))]
    for who in ("anyone", "delegate"):
        client = as_person(who)
        said = "".join(client.get(page).content.decode() for page in pages)
        assert [word for word in ("Canary", "77 workshops", "Amendment 1") if word in said] == []
        assert client.get(line.get_absolute_url()).status_code == 404
    assert (
        "Canary reason"
        in as_person("program_officer").get(panel_url(workshops, panel_of(Activity, "history"))).content.decode()
    )


# Every figure opens into its rows ---------------------------------------------------------------------------------


def rows_behind(client: Client, url: str) -> list[Any]:
    """Return the lines of the list that a figure leads to."""
    parts = urlsplit(url)
    response = client.get(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
    assert response.status_code == 200
    rows: list[Any] = response.context["rows"]
    return rows


def planned_in(rows: list[Any]) -> int:
    words = [row[2]["text"].split(" ")[0] for row in rows]
    return sum(int(word) for word in words if word.isdecimal())


@pytest.mark.parametrize("version", ["adopted", "today", "1"])
def test_every_figure_of_a_plan_opens_into_its_lines(client: Client, adopted: Amendment, version: str) -> None:
    response = client.get(address("plan"), {"version": version})
    planned, *others = response.context["kpis"]
    assert planned_in(rows_behind(client, planned["url"])) == planned["value"]
    lists = [kpi for kpi in others if not kpi["url"].startswith("#")]
    assert [len(rows_behind(client, kpi["url"])) for kpi in lists] == [kpi["value"] for kpi in lists]
    assert len(lists) == 4


def test_every_sum_of_the_tree_opens_into_its_lines(client: Client, plan: Plan) -> None:
    sums = [row.cells[1] for row in client.get(address("plan")).context["rows"] if row.cells[1].get("href")]
    assert len(sums) == 5 + 17 + sum(project.activities.count() > 1 for project in Project.objects.filter(plan=plan))
    assert [planned_in(rows_behind(client, cell["href"])) for cell in sums] == [int(cell["text"]) for cell in sums]


@pytest.mark.parametrize("by", NumbersBy.values)
def test_every_planned_number_opens_into_its_lines(client: Client, adopted: Amendment, by: str) -> None:
    rows = client.get(address("plan-numbers"), {"by": by, "version": "today"}).context["rows"]
    for name, planned, *counts in [*rows[:3], rows[-1]]:
        assert planned_in(rows_behind(client, name["href"] or planned["href"])) == int(planned["text"])
        assert [len(rows_behind(client, cell["href"])) if cell["href"] else 0 for cell in counts] == [
            int(cell["text"]) for cell in counts
        ]


# Pages ------------------------------------------------------------------------------------------------------------


def test_plan_shows_its_figures_and_its_size(client: Client, plan: Plan) -> None:
    context = client.get(address("plan"), {"version": "adopted"}).context
    assert [kpi["value"] for kpi in context["kpis"]] == [135, 66, 3, 7, 4, 41]
    assert context["sizes"] == "5 areas, 17 programs, 50 projects"


def test_plan_in_an_unknown_version_is_not_found(client: Client, plan: Plan, draft: Amendment) -> None:
    assert [client.get(address("plan"), {"version": words}).status_code for words in ("1", "draft", "x")] == [404] * 3


def test_plan_names_the_lines_without_a_number_in_words(client: Client, plan: Plan) -> None:
    said = [row.cells[1]["text"] for row in client.get(address("plan")).context["rows"]]
    counted = [said.count(words) for words in ("without a number", "upon request", "no line", "upon request, no line")]
    assert counted == [7, 3, 3, 1]


def test_numbers_by_topic_say_that_they_do_not_add_up(client: Client, plan: Plan) -> None:
    sentence = "so this column does not add up to the plan"
    assert sentence in client.get(address("plan-numbers"), {"by": "topic"}).content.decode()
    assert sentence not in client.get(address("plan-numbers"), {"by": "area"}).content.decode()


@pytest.mark.parametrize("name", ["plan-numbers", "plan-numbers-csv"])
def test_numbers_by_something_else_are_not_found(client: Client, plan: Plan, name: str) -> None:
    assert client.get(address(name), {"by": "password"}).status_code == 404


def test_numbers_download_holds_the_same_figures(client: Client, plan: Plan) -> None:
    response = client.get(address("plan-numbers-csv"), {"by": "area", "version": "adopted"})
    assert response["Content-Disposition"] == 'attachment; filename="cicte-doc-5-16-area-adopted.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Work area", "Planned", "Lines", "Upon request", "Without a number", "Without a mandate"]
    assert rows[1] == ["1 Border controls", "58", "22", "0", "4", "12"]
    assert rows[-1] == ["The plan", "135", "66", "3", "7", "41"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_numbers_download_holds_no_formula(client: Client, plan: Plan, planner: Viewer, begins: str) -> None:
    topic = Topic.objects.get(slug="maritime-security")
    topic.label = Labels({"en": f"{begins}1+1"})
    keep(topic, by=planner, reason="Canary")
    response = client.get(address("plan-numbers-csv"), {"by": "topic"})
    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
    assert f"'{begins}1+1" in [row[0] for row in rows]


def test_difference_shows_what_was_amended(client: Client, adopted: Amendment) -> None:
    context = client.get(address("plan-difference")).context
    said = {each["key"]: [[cell["text"] for cell in row] for row in each["table"].rows] for each in context["sections"]}
    assert said == {
        "changed": [["1.A.3.1", "Maritime security workshops", "6 workshops", "4 workshops", "−2"]],
        "added": [["1.A.3.2", "Harbor drills", "workshop: 2 workshops", "+2"]],
        "dropped": [["1.A.2.1", "Crisis management exercises in maritime security", "exercise: 3 exercises", "−3"]],
    }
    assert [kpi["value"] for kpi in context["kpis"]] == [135, 132, "−3", 3]


def test_difference_between_the_same_versions_is_empty(client: Client, adopted: Amendment) -> None:
    assert client.get(address("plan-difference"), {"from": "1", "to": "today"}).context["is_empty"]


def test_activity_tells_its_terms_over_time(client: Client, adopted: Amendment, workshops: Activity) -> None:
    context = client.get(workshops.get_absolute_url()).context
    said = [[cell["text"] for cell in row] for row in context["rows"]]
    assert said == [
        ["As adopted", "6 workshops", "workshop", "February 26, 2016", ""],
        ["Amendment 1", "4 workshops", "workshop", "June 1, 2016", "CICTE/DEC.1/13"],
    ]
    assert context["now"] == "4 workshops"


def test_activity_that_was_dropped_says_by_which_amendment(client: Client, plan: Plan, adopted: Amendment) -> None:
    line = Activity.objects.get(plan=plan, address="1.A.2.1")
    said = [(cell.text, cell.href) for cell in client.get(line.get_absolute_url()).context["changed_by"]]
    assert said == [("Dropped by Amendment 1 (adopted)", adopted.get_absolute_url())]


def test_activities_are_sorted_as_the_plan_is(client: Client, plan: Plan) -> None:
    rows = client.get(address("activities")).context["rows"]
    expected = Activity.objects.filter(plan=plan).order_by("position").values_list("address", flat=True)
    assert [row[0]["text"] for row in rows] == list(expected)


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"kind": "webinar"}, 1),
        ({"address": "3.B"}, 9),
        ({"address": "1.A.1"}, 2),
        ({"area": "5"}, 2),
        ({"topic": "tourism-security"}, 9),
        ({"planned": "request"}, 3),
        ({"planned": "none"}, 7),
        ({"mandate": "with"}, 25),
        ({"mandate": "without", "area": "1"}, 12),
        ({"kind": "nonsense"}, 0),
    ],
)
def test_activities_are_filtered(client: Client, plan: Plan, filters: dict[str, str], number: int) -> None:
    assert len(client.get(address("activities"), filters).context["rows"]) == number


def test_filter_on_suggestions_is_for_the_secretariat(as_person: AsPerson, plan: Plan) -> None:
    asked = {"mandate": "suggested"}
    assert as_person("anyone").get(address("activities"), asked).context["rows"] == []
    assert len(as_person("program_officer").get(address("activities"), asked).context["rows"]) == 65


# Query counts -----------------------------------------------------------------------------------------------------


def queries_of(client: Client, url: str) -> int:
    client.get(url)  # the first notes a visit, and keeps what does not change
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("who", ["anyone", "planning_officer"])
def test_pages_take_the_same_queries_for_one_row_and_for_many(
    as_person: AsPerson, plan: Plan, planner: Viewer, draft: Amendment, authority: Document, who: str
) -> None:
    client = as_person(who)
    few = f"{address('activities')}?address=1.A.3.1"
    many = f"{address('activities')}?address=3"
    assert queries_of(client, few) == queries_of(client, many)
    shown = [address("plan"), address("plan-difference"), f"{address('plan-numbers')}?by=topic"]
    add_drills(draft, planner)
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    before = [queries_of(client, url) for url in shown]
    for number in range(30):
        line = add_drills_adopted(draft, planner, number)
        assert line.added_by_id == draft.pk
    assert [queries_of(client, url) for url in shown] == before


def add_drills_adopted(amendment: Amendment, by: Viewer, number: int) -> Activity:
    """Add a line to an adopted amendment, as only a test may."""
    first = Activity.objects.filter(added_by=amendment).order_by("position")[0]
    line = Activity(
        plan=first.plan,
        project=first.project,
        title=first.title,
        position=100 + number,
        place=line_place(first.project, 100 + number),
        address=f"1.A.3.{10 + number}",
        kind=first.kind,
        quantity=1,
        owner=first.owner,
        added_by=amendment,
    )
    return keep(line, by=by, reason="Many")


@pytest.mark.parametrize("who", ["anyone", "planning_officer"])
def test_panels_take_the_same_queries_for_few_links_and_for_many(as_person: AsPerson, plan: Plan, who: str) -> None:
    client = as_person(who)
    counted = set()
    for number in ("4.i", "4.g", "4.b"):
        paragraph = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number=number)
        counted.add(queries_of(client, panel_url(paragraph, panel_of(Paragraph, "plan-lines"))))
    assert len(counted) == 1
