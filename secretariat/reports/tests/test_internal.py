"""The internal report of a unit: every figure asked again by another question, its life, and that it stays inside."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panels_for
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Distribution
from secretariat.delivery.models import Deliverable
from secretariat.documents.models import Document, NumberSeries
from secretariat.documents.services import request_symbol, reserve_symbol
from secretariat.duties.models import Duty
from secretariat.duties.services import fulfil, instruct, owe_by_hand, release
from secretariat.evaluation.models import EventEvaluation
from secretariat.evaluation.services import ask_participants, move_program_evaluation, plan_program_evaluation
from secretariat.evaluation.tests.conftest import THREE, fill_all
from secretariat.organization.models import Unit
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import operator
from secretariat.plans.models import Activity, Program
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import move_recommendation, recommend
from secretariat.reports.building import build
from secretariat.reports.content import Content, Figure, as_json
from secretariat.reports.models import Narrative, Report, ReportEdition
from secretariat.reports.queries import content_of, symbol_for
from secretariat.reports.registry import kind_of
from secretariat.reports.services import (
    draft_report,
    issue_report,
    move_report,
    review_narrative,
    revise_report,
    write_narrative,
)
from secretariat.reports.tests.conftest import FIRST, INNERMOST, LAST, TOLD, HalfYear, words
from secretariat.reports.unit_work import UnitWork
from secretariat.reports.work import Period

AsPerson = Callable[[str], Client]
SYMBOL = "SMS/INF.1/17"
OUTSIDE = ("anyone", "delegate", "second_delegate", "expert", "analyst", "partner")
INSIDE = Q(audience__lte=Audience.SECRETARIAT)


def day(month: int, number: int, year: int = 2016) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.fixture
def content(unit_work: UnitWork, unit: Unit, half_year: HalfYear, planner: Viewer) -> Content:
    """A report on a unit with duties, instructions, recommendations, evaluations and roles in and out of the period."""
    owe(unit, "Kept in time", day(8, 1), planner, done=day(7, 30))
    owe(unit, "Kept late", day(8, 2), planner, done=day(9, 1))
    owe(unit, "Not kept", day(12, 2), planner)
    owe(unit, "Left from spring", day(4, 1), planner)
    owe(unit, "Spring, kept in it", day(4, 2), planner, done=day(4, 1))
    for subject, due, asked in (("Count the ports", day(9, 1), "The Secretary"), ("Write to Grenada", day(10, 1), "")):
        instruct(subject=words(subject), debtor=unit.party, due_on=due, asked_by=asked, by=planner, on=FIRST)
    later = instruct(subject=words("Close the file"), debtor=unit.party, due_on=day(11, 1), by=planner, on=FIRST)
    release(later, by=operator(), reason="It was closed already")
    instruct(subject=words("Next year"), debtor=unit.party, due_on=day(3, 1, 2017), by=planner, on=FIRST)
    first = Duty.objects.get(subject__en="Count the ports")
    fulfil(first, done_on=day(8, 30), text="Note 7", by=planner, on=day(8, 30))
    advised: tuple[tuple[str, datetime.date, datetime.date | None], ...] = (
        ("Train more often", day(9, 12), day(12, 1)),
        ("Write it down", day(9, 13), None),
        ("Open since spring", day(3, 3), None),
        ("Done in spring", day(3, 4), None),
        ("After it", day(1, 5, 2017), None),
    )
    for text, made, until in advised:
        advice = recommend(text=words(text), owner=unit.party, unit=unit, due_on=until, by=planner, on=made)
        if text in {"Write it down", "Done in spring"}:
            move_recommendation(advice, "close", by=planner, on=made, reason="Nothing is left to do")
    recommend(text=words("For Chile"), owner=Party.objects.get(slug="chile"), unit=unit, by=planner, on=day(9, 1))
    evaluation = ask_participants(half_year["Harbor drill"], opens_on=day(9, 12), closes_on=day(9, 30), by=planner)
    fill_all(evaluation, THREE)
    looked_at: dict[str, Any] = {"unit": unit, "since": day(1, 1), "by": planner}
    program = Program.objects.filter(plan__document__symbol="CICTE/doc.5/16").order_by("position", "pk")[0]
    reported = plan_program_evaluation(program, until=LAST, **looked_at)
    reported = move_program_evaluation(reported, "begin", by=planner, on=TOLD, reason="x")
    known = Document.objects.get(symbol="CICTE/doc.5/16")
    move_program_evaluation(reported, "report", report=known, by=planner, on=TOLD, reason="x")
    plan_program_evaluation(program, until=LAST, **looked_at)
    chief, officer = Role.objects.filter(kind="chief")[0], Role.objects.filter(kind="conference_officer")[0]
    for person, kind, since, until in (
        (chief.person, "program_officer", None, day(7, 1)),
        (officer.person, "program_officer", day(9, 1), None),
        (officer.person, "finance_officer", day(1, 1), day(6, 30)),
    ):
        held = Role(person=person, kind=kind, party=unit.party, valid_from=since, valid_until=until)
        keep(held, by=operator())
    return build(kind_of("internal"), unit_work, "en")


def owe(unit: Unit, subject: str, due: datetime.date, by: Viewer, done: datetime.date | None = None) -> None:
    to = words("The Secretary")
    duty = owe_by_hand(
        subject=words(subject), debtor=unit.party, due_on=due, creditor_words=to, asked_by="The Secretary", by=by
    )
    if done:
        fulfil(duty, done_on=done, text="A note", by=by, on=TOLD)


def keys(figure: Figure) -> set[str]:
    return set(figure.rows)


def values(content: Content, prefix: str) -> dict[str, int]:
    found = {key.removeprefix(prefix): each.value for key, each in content.figures.items() if key.startswith(prefix)}
    return {key: value for key, value in found.items() if value}


def delivered(unit: Unit, rows: Q, *days: datetime.date) -> set[str]:
    """Return the keys of what a unit delivers on days and the secretariat may see."""
    found = Deliverable.objects.filter(rows & INSIDE, owner=unit, is_standing=False, starts_on__range=days)
    return {str(each.pk) for each in found.exclude(state="idea")}


HELD = Q(state__in=("held", "reported", "closed"))
COMING = Q(state__in=("planned", "confirmed"))

# What it counts ---------------------------------------------------------------------------------------------------


def test_every_figure_is_its_rows_and_the_hidden_ones(content: Content) -> None:
    wrong = {key for key, each in content.figures.items() if each.value != len(set(each.rows)) + each.hidden}
    used = {row for each in content.figures.values() for row in each.rows}
    assert (wrong, used == set(content.rows), len(content.figures) > 40) == (set(), True, True)


def test_main_figures_and_follow_up(content: Content, unit: Unit, half_year: HalfYear) -> None:
    for key in ("main.held", "followed.held"):
        held = content.figures[key]
        assert (keys(held), held.hidden) == (delivered(unit, HELD, FIRST, LAST), 1)
    assert str(half_year["Zqxcanary"].pk) in keys(content.figures["main.held"])
    assert str(half_year["Drill of another unit"].pk) not in keys(content.figures["main.held"])
    assert keys(content.figures["main.kept_up"]) == {str(half_year["Ports network"].pk)}
    assert keys(content.figures["followed.late"]) == delivered(unit, COMING, FIRST, LAST)
    assert keys(content.figures["followed.cancelled"]) == delivered(unit, Q(state="cancelled"), FIRST, LAST)
    assert values(content, "followed.") == {
        "held": len(delivered(unit, HELD, FIRST, LAST)) + 1,
        "late": 1,
        "cancelled": 1,
    }
    assert INNERMOST not in as_json(content)


def test_planning_has_the_lines_of_the_unit(content: Content, unit: Unit, half_year: HalfYear) -> None:
    lines = Activity.objects.filter(plan__document__symbol="CICTE/doc.5/16", owner=unit, is_demonstration=False)
    assert keys(content.figures["planning.lines"]) == {str(each.pk) for each in lines}
    line = lines.get(address="1.A.3.1")
    towards = values(content, f"line.{line.pk}.")
    held = delivered(unit, HELD & Q(activity=line), FIRST, LAST)
    every = Deliverable.objects.filter(HELD, activity=line, starts_on__lte=LAST)  # whoever delivered or may see it
    assert towards == {"held": len(held) + 1, "so_far": every.count(), "late": 1, "coming": 1}
    so_far = content.figures[f"line.{line.pk}.so_far"]
    assert (keys(so_far), so_far.hidden) == ({str(each.pk) for each in every.filter(INSIDE)}, 1)
    table = next(b for s in content.sections if s.key == "planning" for b in s.blocks if b.kind == "table")
    shown = {row[0].words: row[2].words for row in table.rows if row[0].words != "–"}
    assert shown == {each.address: "upon request" if each.on_request else str(each.quantity or "–") for each in lines}


def test_planning_has_what_the_unit_delivers_beside_its_lines(content: Content, unit: Unit) -> None:
    beside = Q(activity__isnull=True) | ~Q(activity__owner=unit)
    figure = content.figures.get("line.others.held")
    assert (keys(figure) if figure else set()) == delivered(unit, HELD & beside, FIRST, LAST)
    of_lines = {
        row
        for key, each in content.figures.items()
        if key.startswith("line.") and key.endswith(".held")
        for row in each.rows
    }
    assert of_lines == keys(content.figures["main.held"])


def test_planning_has_what_comes_in_the_next_period(content: Content, unit: Unit, half_year: HalfYear) -> None:
    following = (day(1, 1, 2017), day(6, 30, 2017))
    assert keys(content.figures["planning.ahead"]) == delivered(unit, COMING, *following)
    assert keys(content.figures["planning.ahead"]) == {str(half_year["Winter drill"].pk)}


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        (FIRST, LAST, day(1, 1, 2017), day(6, 30, 2017)),
        (day(1, 1), LAST, day(1, 1, 2017), day(12, 31, 2017)),
        (day(2, 1), day(2, 29), day(3, 1), day(3, 31)),
        (day(2, 3), day(2, 9), day(2, 10), day(2, 16)),
    ],
)
def test_the_next_period_is_as_long(
    first: datetime.date, last: datetime.date, begins: datetime.date, ends: datetime.date
) -> None:
    following = Period(first, last, TOLD).following
    assert (following.first, following.last) == (begins, ends)


def test_duties_kept_late_and_left_over(content: Content, unit: Unit) -> None:
    rows = Duty.objects.filter(INSIDE, debtor=unit.party).exclude(kind="instruction")
    due = rows.filter(due_on__range=(FIRST, LAST))
    asked = {
        "kept": due.filter(state__in=("kept", "kept_late")),
        "late": due.filter(state="owed", due_on__lt=TOLD),
        "before": rows.filter(due_on__lt=FIRST).filter(Q(state="owed") | Q(done_on__gte=FIRST)),
    }
    for key, found in asked.items():
        assert keys(content.figures[f"duties.{key}"]) == {str(each.pk) for each in found}
    subjects = {key: {each.subject["en"] for each in found} for key, found in asked.items()}
    assert {"Kept in time", "Kept late"} <= subjects["kept"]
    assert ("Not kept" in subjects["late"], "Left from spring" in subjects["before"]) == (True, True)
    assert "Spring, kept in it" not in subjects["before"]


def test_instructions_and_what_became_of_them(content: Content, unit: Unit) -> None:
    rows = Duty.objects.filter(debtor=unit.party, kind="instruction", due_on__range=(FIRST, LAST))
    asked = {"all": Q(), "done": Q(done_on__isnull=False), "late": Q(state="owed"), "released": Q(state="released")}
    for key, condition in asked.items():
        assert keys(content.figures[f"instructions.{key}"]) == {str(each.pk) for each in rows.filter(condition)}
    table = next(b for s in content.sections if s.key == "instructions" for b in s.blocks if b.kind == "table")
    told = {row[0].words: (row[1].words, row[3].words, row[4].words) for row in table.rows}
    assert told["Count the ports"] == ("The Secretary", "kept", "August 30, 2016; Note 7")
    assert told["Write to Grenada"][1:] == ("late", "–")
    assert told["Close the file"][1:] == ("released", "It was closed already")
    assert "Next year" not in told


def test_recommendations_open_and_closed(content: Content, unit: Unit) -> None:
    rows = Recommendation.objects.filter(INSIDE, owner=unit.party, made_on__lte=LAST)
    waiting = rows.exclude(state__in=("done", "closed", "not_accepted"))
    asked = {
        "open": waiting,
        "late": waiting.filter(due_on__lt=TOLD),
        "closed": rows.filter(state__in=("done", "closed", "not_accepted"), made_on__gte=FIRST),
    }
    for key, found in asked.items():
        assert keys(content.figures[f"advice.{key}"]) == {str(each.pk) for each in found}
    assert values(content, "advice.") == {"open": 2, "late": 1, "closed": 1}


def test_evaluations_of_events_and_of_programs(content: Content) -> None:
    assert values(content, "evaluations.") == {"closed": 1, "answers": 3, "programs": 1}
    assert keys(content.figures["evaluations.closed"]) == {str(EventEvaluation.objects.get().pk)}


def test_staff_are_counted_and_never_named(content: Content, unit: Unit) -> None:
    rows = Role.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=LAST), party=unit.party)
    held = [each for each in rows if each.valid_until is None or each.valid_until >= FIRST]
    assert content.figures["staff.people"].value == len({each.person_id for each in held}) == 2
    by_role = {kind: len({each.person_id for each in held if each.kind == kind}) for kind in {e.kind for e in held}}
    assert ({key: number for key, number in values(content, "staff.").items() if key != "people"}) == by_role
    names = {str(each.person) for each in rows} | {each.person.email for each in rows}
    assert [name for name in names if name in as_json(content)] == []


# Its life ---------------------------------------------------------------------------------------------------------


def draft(unit: Unit, by: Viewer, **more: Any) -> Report:
    return draft_report(kind="internal", unit=unit, starts_on=FIRST, ends_on=LAST, by=by, **more)


@pytest.fixture
def drafted(unit_work: UnitWork, unit: Unit, planner: Viewer) -> Report:
    report = draft(unit, planner)
    write_narrative(report, section="introduction", language="en", text="Zqxinternal half-year.", by=planner)
    return report


@pytest.fixture
def issued(drafted: Report, viewers: dict[str, Viewer]) -> Report:
    review_narrative(Narrative.objects.get(report=drafted), by=viewers["chief"])
    move_report(drafted, "submit", by=viewers["planning_officer"], reason="Ready")
    return issue_report(drafted, symbol=SYMBOL, by=viewers["chief"], on=TOLD, reason="Approved")


def test_the_unit_prepares_its_own_report_for_the_secretariat(unit: Unit, planner: Viewer) -> None:
    report = draft(unit, planner)
    assert (report.owner, report.body, report.audience, report.party) == (unit, None, Audience.SECRETARIAT, unit.party)
    assert str(report) == f"Internal report to the Secretary, {unit.party.short}, {report.period}"


def test_a_report_is_on_what_its_kind_says(body: Body, unit: Unit, planner: Viewer) -> None:
    days: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST, "by": planner}
    wrong: dict[str, Any]
    for wrong in ({}, {"body": body}, {"body": body, "unit": unit}):
        with pytest.raises(ValidationError, match="say which unit"):
            draft_report(kind="internal", **wrong, **days)
    for wrong in ({}, {"unit": unit}, {"body": body, "unit": unit}):
        with pytest.raises(ValidationError, match="say which body"):
            draft_report(kind="annual", **wrong, **days)
    for audience in (Audience.PUBLIC, Audience.STATES):
        with pytest.raises(ValidationError, match="for the secretariat alone"):
            draft(unit, planner, audience=audience)
    with pytest.raises(ValidationError, match="for the secretariat alone"):
        draft_report(kind="annual", body=body, audience=Audience.SECRETARIAT, **days)
    draft(unit, planner)
    with pytest.raises(ValidationError, match="on this unit and period already"):
        draft(unit, planner)


@pytest.mark.parametrize(
    "change",
    [{"audience": Audience.STATES}, {"audience": Audience.PUBLIC}, {"unit": None}, {"body": "body"}],
)
def test_the_database_keeps_it_inside(unit: Unit, body: Body, planner: Viewer, change: dict[str, Any]) -> None:
    report = draft(unit, planner)
    said = {name: body if value == "body" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**said)


def test_issuing_enters_a_document_of_the_secretariat_and_sends_it_to_nobody(issued: Report, unit: Unit) -> None:
    document = issued.document
    assert document is not None
    assert (document.audience, document.issuer, document.symbol) == (Audience.SECRETARIAT, unit.party, SYMBOL)
    assert Distribution.objects.count() == 0
    assert {each.language for each in ReportEdition.objects.filter(report=issued)} == set(LANGUAGES)


def test_the_number_in_reserve_for_the_unit_is_offered(unit: Unit, viewers: dict[str, Viewer]) -> None:
    officer = viewers["conference_officer"]
    series = NumberSeries.objects.get(template="SM-CICTE-{n}/{yy}")
    number = reserve_symbol(request_symbol(series=series, purpose="Internal", by=officer, on=TOLD), by=officer)
    assert (series.party, symbol_for(draft(unit, viewers["planning_officer"]))) == (unit.party, number.symbol)


def test_a_revision_and_the_next_report_stay_inside(
    issued: Report, unit: Unit, half_year: HalfYear, planner: Viewer
) -> None:
    revision = revise_report(issued, by=planner, reason="One more was held")
    assert (revision.unit, revision.body, revision.audience) == (unit, None, Audience.SECRETARIAT)
    later = draft_report(kind="internal", unit=unit, starts_on=day(1, 1, 2017), ends_on=day(6, 30, 2017), by=planner)
    told = content_of(later, "en", on=day(7, 15, 2017))
    table = next(b for s in told.sections if s.key == "changes" for b in s.blocks if b.kind == "table")
    assert table.heads[1].label == SYMBOL


def test_it_is_begun_and_issued_on_pages(as_person: AsPerson, unit: Unit, unit_work: UnitWork) -> None:
    officer, chief = as_person("planning_officer"), as_person("chief")
    new = reverse("report-new")
    assert f'<option value="{unit.pk}">' in officer.get(new).content.decode()
    facts = {"kind": "internal", "starts_on": FIRST, "ends_on": LAST, "audience": 1}
    refused = officer.post(new, facts)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["unit"])
    assert officer.post(new, {**facts, "unit": unit.pk}).status_code == 302
    report = Report.objects.get()
    address = report.get_absolute_url()
    shown = officer.get(f"{address}?in=en").content.decode()
    assert ("Oversight" in shown, "Zqxcanary" in shown, INNERMOST in shown) == (True, True, False)
    officer.post(reverse("narrative-write", args=(report.pk, "introduction", "en")), {"text": "It was good."})
    assert chief.post(reverse("narrative-review", args=(Narrative.objects.get().pk,))).status_code == 302
    assert officer.post(reverse("report-move", args=(report.pk, "submit")), {"reason": "Ready"}).status_code == 302
    english = {"accept-language": "en"}
    asked = chief.get(reverse("report-issue", args=(report.pk,)), headers=english).content.decode()
    assert ("goes out to nobody" in asked, "members of the body" in asked) == (True, False)
    issue = {"symbol": SYMBOL, "language": "en", "reason": "Approved"}
    assert chief.post(reverse("report-issue", args=(report.pk,)), issue).status_code == 302
    for format_ in ("pdf", "docx", "html", "json"):
        answer = officer.get(reverse("report-file", args=(report.pk, "fr", format_)))
        assert (answer.status_code, len(b"".join(answer)) > 1000) == (200, True)
    panel = officer.get(reverse("panel", args=("parties.party", unit.party_id, "reports")))
    assert (panel.status_code, address in panel.content.decode()) == (200, True)


def test_every_figure_opens_into_its_rows(as_person: AsPerson, drafted: Report) -> None:
    client = as_person("planning_officer")
    told = content_of(drafted, "en", on=TOLD)
    for key in ("main.held", "planning.lines", "duties.late", "staff.people", "instructions.all"):
        opened = client.get(reverse("report-figure", args=(drafted.pk, key)))
        assert (opened.status_code, opened.context["table"].total) == (200, len(told.figures[key].rows))
        assert "what all Member States may see" not in opened.content.decode()


# That it stays inside ---------------------------------------------------------------------------------------------


def addresses_of(report: Report) -> list[str]:
    text = Narrative.objects.filter(report=report)[0]
    key = report.pk
    return [
        report.get_absolute_url(),
        *(reverse("report-file", args=(key, "es", each)) for each in ("pdf", "docx", "html", "json")),
        reverse("report-figure", args=(key, "main.held")),
        reverse("report-issue", args=(key,)),
        reverse("report-revise", args=(key,)),
        reverse("report-move", args=(key, "submit")),
        reverse("narrative-write", args=(key, "introduction", "en")),
        reverse("narrative-review", args=(text.pk,)),
        reverse("panel", args=("reports.report", key, "texts")),
        reverse("panel", args=("reports.report", key, "history")),
        reverse("record-as-of", args=("reports.report", key)),
        f"/api/v1/reports/{key}",
        f"/api/v1/reports/{key}/history",
        f"/api/v1/narratives/{text.pk}",
        *(f"/api/v1/report-editions/{each.pk}" for each in ReportEdition.objects.filter(report=report)),
        *([report.document.get_absolute_url(), f"/api/v1/documents/{report.document.pk}"] if report.document else []),
    ]


def as_for_a_missing_one(address: str, report: Report) -> str:
    return address.replace(str(report.pk), "0198aaaa-0000-7000-8000-000000000000")


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_draft_does_not_exist_outside(as_person: AsPerson, drafted: Report, who: str) -> None:
    client = as_person(who)
    assert {client.get(each).status_code for each in addresses_of(drafted)} == {404}


@pytest.mark.parametrize("who", OUTSIDE)
def test_an_issued_one_does_not_exist_outside(as_person: AsPerson, issued: Report, unit: Unit, who: str) -> None:
    client = as_person(who)
    for address in addresses_of(issued):
        assert client.get(address).status_code == 404, address
        assert client.get(as_for_a_missing_one(address, issued)).status_code == 404, address
    hints = {str(issued.pk), str(issued.document_id), SYMBOL, "sms-inf-1-17", "Internal report", "Zqxinternal"}
    lists = [
        *("/reports/", "/reports/?kind=internal", f"/reports/?unit={unit.party.slug}", "/documents/", "/work/"),
        *("/api/v1/reports", "/api/v1/reports?kind=internal", f"/api/v1/reports?unit={unit.pk}"),
        *("/api/v1/narratives", "/api/v1/report-editions", "/api/v1/documents?limit=200"),
        *("/search/?q=Zqxinternal", "/search/?q=SMS%2FINF.1%2F17", "/search/?q=Internal+report", "/", "/changes/"),
        *(unit.get_absolute_url(), issued.owner.party.get_absolute_url()),
        *(reverse("panel", args=("organization.unit", unit.pk, each.key)) for each in panels_for(Unit)),
        *(reverse("panel", args=("parties.party", unit.party_id, each.key)) for each in panels_for(Party)),
    ]
    for address in lists:
        answer = client.get(address)
        text = answer.content.decode()
        told = {each for each in hints if each in text}
        if "?q=" in address:
            told -= {SYMBOL, "Internal report", "Zqxinternal"}  # what was asked is shown again
        assert told == set(), (address, told)
    panel = reverse("panel", args=("parties.party", unit.party_id, "reports"))
    assert (panel in lists, client.get(panel).status_code) == (True, 404)


def test_nothing_of_it_is_visible_outside(issued: Report, viewers: dict[str, Viewer]) -> None:
    for viewer in (viewers[who] for who in OUTSIDE):
        for model in (Report, Narrative, ReportEdition):
            assert not model.objects.visible_to(viewer).exists()
        assert not Document.objects.visible_to(viewer).filter(symbol=SYMBOL).exists()


def test_the_secretariat_finds_it(as_person: AsPerson, issued: Report, unit: Unit) -> None:
    client = as_person("finance_officer")
    for address in addresses_of(issued)[:6]:
        answer = client.get(address)
        b"".join(answer)
        assert answer.status_code == 200, address
    for address in ("/reports/", "/reports/?kind=internal", f"/reports/?unit={unit.party.slug}", "/api/v1/reports"):
        assert str(issued.pk) in client.get(address).content.decode(), address


def test_the_list_asks_the_same_for_reports_on_bodies_and_units(
    as_person: AsPerson, body: Body, unit: Unit, planner: Viewer
) -> None:
    client, address = as_person("planning_officer"), f"{reverse('reports')}?sort=body"
    counts = []
    draft_report(kind="annual", body=body, starts_on=FIRST, ends_on=LAST, by=planner)
    for month in range(1, 5):
        draft_report(kind="internal", unit=unit, starts_on=day(month, 1), ends_on=day(month, 28), by=planner)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts == [counts[0]] * 4


def test_a_program_begins_one_and_is_told_what_is_wrong(
    body: Body, unit: Unit, planner: Viewer, as_person: AsPerson
) -> None:
    client = as_person("planning_officer")
    days = {"kind": "internal", "starts_on": "2016-07-01", "ends_on": "2016-12-31"}
    for more, fields in (
        ({}, ["unit"]),
        ({"body": "cicte"}, ["unit"]),
        ({"unit": unit.party.slug, "audience": 1}, ["audience"]),
    ):
        answer = client.post("/api/v1/reports", {**days, **more, "reason": "x"}, content_type="application/json")
        assert (answer.status_code, list(answer.json()["errors"])) == (422, fields)
    made = client.post(
        "/api/v1/reports", {**days, "unit": unit.party.slug, "reason": "x"}, content_type="application/json"
    )
    report = Report.objects.get()
    assert (made.status_code, report.unit, report.audience) == (201, unit, Audience.SECRETARIAT)
