from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.choices import Part, ProgressBy
from secretariat.delivery.models import Deliverable
from secretariat.delivery.queries import Board, held_by_month, progress_board
from secretariat.delivery.services import change_deliverable, involve, plan_deliverable
from secretariat.delivery.tests.conftest import AFTER, DAY, AsPerson, hold, plan, words
from secretariat.parties.models import Party
from secretariat.plans.models import Activity, Answer, Project

BEFORE = DAY - datetime.timedelta(days=1)
LINES = 66  # of the plan as adopted


@pytest.fixture
def worked(workshops: Activity, planner: Viewer, state: Party) -> Activity:
    """Two of six workshops held, one with a State and one hidden; one late; one to come; one on a line upon request."""
    open_, hidden = plan(workshops, planner, title="Open"), plan(workshops, planner, title="Hidden")
    involve(open_, state, part=Part.HOST, by=planner)
    for each in (open_, hidden):
        hold(each, planner)
    plan(workshops, planner, title="Late", starts_on=datetime.date(2016, 2, 1), ends_on=None)
    plan(workshops, planner, title="To come", starts_on=datetime.date(2016, 11, 7), ends_on=None)
    asked = Activity.objects.filter(plan=workshops.plan, on_request=True).select_related("owner__party", "plan")[0]
    hold(plan(asked, planner, title="Asked for"), planner)
    change_deliverable(hidden, audience=Audience.SECRETARIAT, by=planner, on=AFTER, reason="It concerns one State")
    return workshops


def board(
    line: Activity, by: ProgressBy, viewer: Viewer = ANYONE, on: datetime.date = datetime.date(2016, 10, 1)
) -> Board:
    return progress_board(line.plan, viewer, by=by, on=on)


def row(found: Board, start: str) -> Any:
    return next(each for each in found.rows if each.heading.label.startswith(start))


# What is counted --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [each for each in ProgressBy if each not in {ProgressBy.STATE, ProgressBy.GROUP}])
def test_every_way_to_look_comes_to_the_same(worked: Activity, by: ProgressBy) -> None:
    found = board(worked, by)
    planned = sum(Activity.objects.filter(plan=worked.plan, quantity__isnull=False).values_list("quantity", flat=True))
    total = found.total
    assert (total.progress.planned, total.progress.held, total.progress.counted) == (planned, 3, 2)
    assert (total.lines, total.answered, total.progress.late, total.progress.coming) == (LINES, 1, 1, 2)
    if not found.is_overlapping:
        assert sum(each.tally.progress.planned or 0 for each in found.rows) == planned
        assert sum(each.tally.lines for each in found.rows) == LINES


def test_a_line_shows_what_was_held_and_what_is_expected(worked: Activity) -> None:
    progress = row(board(worked, ProgressBy.LINE), "1.A.3.1").tally.progress
    assert (progress.planned, progress.held, progress.coming, progress.late) == (6, 2, 2, 1)
    assert (progress.ahead, progress.forecast, progress.missing, progress.percent) == (1, 3, 3, 33)


def test_a_surplus_and_what_has_no_number_add_nothing_to_the_percentage(worked: Activity, planner: Viewer) -> None:
    for number in range(6):
        hold(plan(worked, planner, title=f"More {number}"), planner)
    line = row(board(worked, ProgressBy.LINE), "1.A.3.1").tally.progress
    assert (line.held, line.counted, line.surplus, line.percent) == (8, 6, 2, 100)
    total = board(worked, ProgressBy.AREA).total
    assert (total.progress.held, total.progress.counted, total.progress.surplus, total.answered) == (9, 6, 2, 1)


def test_a_past_day_shows_what_was_still_to_come(worked: Activity) -> None:
    found = row(board(worked, ProgressBy.LINE, on=BEFORE), "1.A.3.1").tally.progress
    assert (found.held, found.coming, found.late, found.ahead) == (0, 3, 1, 2)  # one of the held is hidden until then


def test_what_counts_to_a_project_without_lines_is_counted(worked: Activity, planner: Viewer) -> None:
    project = Project.objects.filter(plan=worked.plan).exclude(activities__isnull=False)[0]
    made = plan_deliverable(
        project=project,
        kind="report",
        title=words("R"),
        owner=worked.owner,
        level="regional",
        starts_on=DAY,
        by=planner,
    )
    hold(made, planner)
    total = board(worked, ProgressBy.PROJECT).total
    assert (total.progress.held, total.unnumbered, total.lines) == (4, 1, LINES)
    assert row(board(worked, ProgressBy.PROJECT), project.address).tally.unnumbered == 1


def test_mandates_and_topics_count_each_of_theirs(worked: Activity) -> None:
    answers = Answer.objects.confirmed().filter(activity=worked)
    shown = [each for each in board(worked, ProgressBy.MANDATE).rows if each.tally.progress.held == 2]
    assert {each.heading.key for each in shown} >= {str(each.mandate_id) for each in answers}
    topics = {link.topic.slug for link in worked.topic_links.select_related("topic")}
    seen = {each.heading.key for each in board(worked, ProgressBy.TOPIC).rows if each.tally.progress.held}
    assert topics <= seen


# States and groups ------------------------------------------------------------------------------------------------


def test_states_count_what_the_reader_may_see(worked: Activity, planner: Viewer, state: Party) -> None:
    involve(Deliverable.objects.get(title__en="Hidden"), state, part=Part.PARTICIPANT, by=planner)
    public, inside = (row(board(worked, ProgressBy.STATE, viewer), "Grenada").tally for viewer in (ANYONE, planner))
    assert (public.progress.held, inside.progress.held) == (1, 2)
    assert len(board(worked, ProgressBy.STATE).rows) == 35


def test_a_group_counts_each_deliverable_once(worked: Activity, planner: Viewer) -> None:
    made = Deliverable.objects.get(title__en="Open")
    for slug in ("jamaica", "barbados"):
        involve(made, Party.objects.get(slug=slug), part=Part.PARTICIPANT, by=planner)
    found = board(worked, ProgressBy.GROUP)
    caricom = row(found, "Caribbean Community").tally.progress
    assert (caricom.held, found.total.progress.held) == (1, 1)


# Every figure opens into its rows -----------------------------------------------------------------------------------


def opened(client: Client, href: str) -> int:
    return len(client.get(href).context["rows"])


@pytest.mark.parametrize("by", ProgressBy.values)
def test_every_figure_opens_into_as_many_rows(as_person: AsPerson, worked: Activity, by: str) -> None:
    client = as_person("planning_officer")
    asked = {"plan": worked.plan.document.slug, "by": by, "on": "2016-10-01"}
    page = client.get(reverse("progress"), asked)
    figures = [cell for cells in page.context["rows"] for cell in cells if "state=" in cell.get("href", "")]
    assert len(figures) > 1
    found = {cell["href"]: (int(cell["text"]), opened(client, cell["href"])) for cell in figures}
    assert {href: seen for href, (said, seen) in found.items() if said != seen} == {}


def test_kpis_open_into_as_many_rows(as_person: AsPerson, worked: Activity) -> None:
    client = as_person("planning_officer")
    page = client.get(reverse("progress"), {"on": "2016-10-01"})
    said = {each["url"]: each["value"] for each in page.context["kpis"] if "state=" in each["url"]}
    assert {href: opened(client, href) for href in said} == said


# The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_in_every_language(client: Client, worked: Activity, language: str) -> None:
    for by in ProgressBy.values:
        page = client.get(reverse("progress"), {"by": by, "language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


@pytest.mark.parametrize("route", ["progress", "progress-csv", "progress-json"])
def test_what_is_not_there_is_not_found(client: Client, worked: Activity, route: str) -> None:
    wrong = ({"by": "color"}, {"on": "yesterday"}, {"plan": "no-such-plan"}, {"on": "2016-02-30"})
    assert {client.get(reverse(route), asked).status_code for asked in wrong} == {404}


def test_a_restricted_plan_is_hidden(client: Client, worked: Activity, planner: Viewer) -> None:
    document = worked.plan.document
    document.audience = Audience.SECRETARIAT
    keep(document, by=planner, reason="for the test")
    asked = {"plan": document.slug}
    assert [client.get(reverse(route), asked).status_code for route in ("progress", "progress-csv")] == [404, 404]


@pytest.mark.parametrize("by", [ProgressBy.AREA, ProgressBy.MANDATE, ProgressBy.STATE, ProgressBy.GROUP])
def test_it_asks_alike_for_one_and_thirty(worked: Activity, planner: Viewer, state: Party, by: ProgressBy) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            board(worked, by, planner)
        return len(statements)

    before = asked()
    for number in range(30):
        involve(plan(worked, planner, title=f"Drill {number}"), state, part=Part.PARTICIPANT, by=planner)
    assert asked() == before


def test_csv_and_json_say_what_the_page_says(client: Client, worked: Activity) -> None:
    asked = {"on": "2016-10-01"}
    data = client.get(reverse("progress-json"), asked).json()
    assert (data["total"]["held"], data["total"]["late"], data["plan"], len(data["rows"])) == (
        3,
        1,
        "CICTE/doc.5/16",
        5,
    )
    lines = client.get(reverse("progress-csv"), asked).content.decode().splitlines()
    assert len(lines) == 1 + 5 + 1
    assert lines[-1].split(",")[:3] == ["All", str(data["total"]["planned"]), "3"]


def test_the_command_says_the_same(worked: Activity, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("progress", "--json", "--by", "line", "--on", "2016-10-01")
    said = json.loads(capsys.readouterr().out)
    line = next(each for each in said["rows"] if each["label"].startswith("1.A.3.1"))
    assert (line["planned"], line["held"], line["percent"], said["total"]["held_upon_request"]) == (6, 2, 33, 1)


def test_months_add_up(worked: Activity) -> None:
    months = {each.first.month: each for each in held_by_month(worked.plan, ANYONE, on=datetime.date(2016, 10, 1))}
    assert [months[number].held for number in (1, 8, 9, 10, 11)] == [0, 0, 3, 3, None]
    assert [months[number].expected for number in (1, 2, 9, 11)] == [0, 1, 4, 5]
