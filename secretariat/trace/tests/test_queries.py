from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.languages import Labels
from secretariat.core.thread import stations_of
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.services import move_deliverable, plan_deliverable
from secretariat.documents.models import Paragraph
from secretariat.documents.queries import find_paragraph
from secretariat.plans.models import Activity, Answer
from secretariat.plans.queries import present_plan
from secretariat.trace.gaps import GAPS
from secretariat.trace.queries import count_all, coverage, gaps, present_order, trace_paragraph
from secretariat.trace.schemas import coverage_as_json, trace_as_json
from secretariat.trace.stations import of_paragraph

pytestmark = pytest.mark.django_db
DAY = datetime.date(2016, 12, 1)
SYMBOL = "AG/RES. 2619 (XLI-O/11)"


def statements(work: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()  # type: ignore[operator]
    return len(captured)


def test_trace_of_a_paragraph_ends_in_plan_lines_with_quantities(viewers: dict[str, Viewer]) -> None:
    paragraph = find_paragraph(SYMBOL, "4.b", ANYONE)
    assert paragraph is not None
    trace = trace_paragraph(paragraph, ANYONE, on=DAY)
    assert [each.activity.address for each in trace.answers][:3] == ["1.A.1.1", "1.A.1.2", "1.A.3.1"]
    assert {each.state for each in trace.answers} == {SuggestionState.CONFIRMED}
    assert trace.planned == sum(each.activity.quantity or 0 for each in trace.answers) > 0
    assert trace.units[0].party.slug == "s-cicte"


def test_trace_shows_suggestions_to_the_secretariat_only(viewers: dict[str, Viewer]) -> None:
    paragraph = find_paragraph(SYMBOL, "4.b", ANYONE)
    assert paragraph is not None
    seen = {name: len(trace_paragraph(paragraph, viewers[name], on=DAY).answers) for name in viewers}
    staff = {"program_officer", "chief", "planning_officer", "finance_officer", "knowledge_officer"}
    staff |= {"conference_officer", "administrator"}
    assert {name for name, count in seen.items() if count > seen["anyone"]} == staff


def test_trace_takes_as_many_statements_for_few_lines_as_for_many(viewers: dict[str, Viewer]) -> None:
    viewer = viewers["planning_officer"]
    many, few = find_paragraph(SYMBOL, "4.b", viewer), find_paragraph("CICTE/DEC.1/12 rev. 1", "11", viewer)
    assert many is not None
    assert few is not None
    assert len(trace_paragraph(many, viewer, on=DAY).answers) > len(trace_paragraph(few, viewer, on=DAY).answers) > 0
    assert statements(lambda: trace_as_json(trace_paragraph(many, viewer, on=DAY))) == statements(
        lambda: trace_as_json(trace_paragraph(few, viewer, on=DAY))
    )


def test_trace_of_a_function_leads_to_its_unit() -> None:
    paragraph = find_paragraph("EO 16-01 Rev. 1", "IV.B.2", ANYONE)
    assert paragraph is not None
    found = trace_as_json(trace_paragraph(paragraph, ANYONE, on=DAY))
    assert [each["address"] for each in found["functions"]] == ["IV.B.2"]
    assert [each["key"] for each in found["units"]] == ["s-cicte"]
    assert found["mandates"] == []


def test_trace_as_json_has_the_promised_shape() -> None:
    paragraph = find_paragraph(SYMBOL, "4.b", ANYONE)
    assert paragraph is not None
    found = trace_as_json(trace_paragraph(paragraph, ANYONE, on=DAY))
    assert list(found) == [
        "paragraph", "functions", "mandates", "units", "activities", "deliverables", "results", "money",
    ]  # fmt: skip
    wanted = {"address", "area", "program", "project", "quantity", "on_request", "kind", "confirmed"}
    assert wanted - set(found["activities"][0]) == set()
    assert (found["deliverables"], found["results"], found["money"]) == ([], [], {})


def test_coverage_counts_the_order_and_the_plan_as_adopted() -> None:
    found = coverage_as_json(coverage(present_order(ANYONE, on=DAY), present_plan(ANYONE, on=DAY), ANYONE))
    assert found["order"] == "EO 16-01 Rev. 1"
    assert found["plan"] == "CICTE/doc.5/16"
    assert sorted(found["gaps"]) == sorted(gap.key for gap in GAPS)


def test_coverage_before_the_first_order_counts_nothing_of_it() -> None:
    before = datetime.date(2016, 2, 1)
    counts = count_all(present_order(ANYONE, on=before), present_plan(ANYONE, on=before), ANYONE)
    assert set(counts.values()) == {0}


def test_gaps_shrink_when_a_suggestion_is_confirmed(viewers: dict[str, Viewer]) -> None:
    viewer = viewers["planning_officer"]
    order, plan = present_order(viewer, on=DAY), present_plan(viewer, on=DAY)
    missing = gaps(order, plan, viewer)["paragraphs_without_activity"]
    answer = Answer.objects.suggested().filter(mandate__in=missing).first()
    assert answer is not None
    before = missing.count()
    Answer.objects.filter(pk=answer.pk).update(state=SuggestionState.CONFIRMED, decided_on=DAY)
    assert gaps(order, plan, viewer)["paragraphs_without_activity"].count() == before - 1


def test_thread_of_a_paragraph_takes_two_statements(viewers: dict[str, Viewer]) -> None:
    paragraph = find_paragraph(SYMBOL, "4.b", ANYONE)
    assert paragraph is not None
    assert statements(lambda: stations_of(ANYONE, paragraph)) == 2


def test_thread_of_a_paragraph_names_seven_stations() -> None:
    paragraph = find_paragraph(SYMBOL, "4.b", ANYONE)
    assert paragraph is not None
    stations = stations_of(ANYONE, paragraph)
    assert [station.here for station in stations] == [True, False, False, False, False, False, False]
    trace = trace_paragraph(paragraph, ANYONE, on=DAY)
    assert stations[3].value == str(len(trace.answers))
    assert stations[4].value == f"0 of {trace.planned}"


def test_trace_ends_in_what_was_delivered_as_far_as_one_may_see(viewers: dict[str, Viewer]) -> None:
    paragraph = Paragraph.objects.select_related("document").get(document__symbol=SYMBOL, number="4.b")
    line, planner = Activity.objects.get(address="1.A.3.1"), viewers["planning_officer"]
    day = datetime.date(2016, 9, 12)
    for title, audience in (("Open", Audience.PUBLIC), ("Inside", Audience.SECRETARIAT)):
        words = Labels({"en": title})
        made = plan_deliverable(
            activity=line, kind="workshop", title=words, level="regional", starts_on=day, audience=audience, by=planner
        )
        move_deliverable(made, "hold", by=planner, on=day, reason="It was held")
    seen = {
        who: [each["title"] for each in trace_as_json(trace_paragraph(paragraph, viewers[who], on=day))["deliverables"]]
        for who in ("anyone", "planning_officer")
    }
    assert seen == {"anyone": ["Open"], "planning_officer": ["Open", "Inside"]}
    delivered = next(each for each in of_paragraph(viewers["anyone"], paragraph) if each.label == "Delivered")
    assert delivered.value.startswith("2 of ")
