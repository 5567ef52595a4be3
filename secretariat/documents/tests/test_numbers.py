"""Numbers of symbols: asked for, reserved, assigned, cancelled; never twice, never a gap that nothing explains."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secretariat.bodies.models import Session
from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import change_all, timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, NumberState, Restart, Step
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.documents.queries import runs_of
from secretariat.documents.services import (
    add_series,
    assign_symbol,
    cancel_symbol,
    close_series,
    enter_document,
    enter_documents,
    issue_document,
    request_symbol,
    reserve_symbol,
)
from secretariat.parties.models import Party
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
DAY = datetime.date(2016, 9, 5)
WORDS = Labels({"en": "Words"})


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def series(officer: Viewer) -> NumberSeries:
    return a_series(officer, "LANT/doc.{n}/{yy}")


def a_series(by: Viewer, template: str, restarts: Restart = Restart.YEAR) -> NumberSeries:
    party = Party.objects.get(slug="cicte")
    return add_series(party=party, title=WORDS, template=template, restarts=restarts, by=by)


def reserved(series: NumberSeries | None, by: Viewer, on: datetime.date = DAY, **more: Any) -> SymbolNumber:
    row = request_symbol(series=series, purpose="A paper", by=by, on=on, **more)
    return reserve_symbol(row, by=by)


def a_draft(by: Viewer, symbol: str = "") -> Document:
    facts: dict[str, Any] = {"audience": Audience.SECRETARIAT, "state": DocumentState.DRAFT}
    return enter_document(symbol, WORDS, DocumentKind.REPORT, None, by=by, **facts)


def issued(by: Viewer, symbol: str) -> Document:
    return enter_document(symbol, WORDS, DocumentKind.REPORT, None, by=by)


def symbols(*rows: SymbolNumber) -> list[str]:
    return [each.symbol for each in rows]


def test_numbers_follow_one_another_and_begin_anew_each_year(series: NumberSeries, officer: Viewer) -> None:
    first, second = reserved(series, officer), reserved(series, officer)
    later = reserved(series, officer, datetime.date(2017, 1, 9))
    third = reserved(series, officer)
    assert symbols(first, second, later, third) == ["LANT/doc.1/16", "LANT/doc.2/16", "LANT/doc.1/17", "LANT/doc.3/16"]
    assert [(run.period, run.first, run.last, run.unexplained) for run in runs_of(series)] == [
        ("2017", 1, 1, ()),
        ("2016", 1, 3, ()),
    ]


def test_numbers_may_run_on_or_begin_anew_each_session(officer: Viewer) -> None:
    running = a_series(officer, "SM-LANT-{n}/{yy}", Restart.NEVER)
    rows = [reserved(running, officer, datetime.date(year, 3, 1)) for year in (2016, 2017)]
    assert symbols(*rows) == ["SM-LANT-1/16", "SM-LANT-2/17"]
    by_session = a_series(officer, "LANT/RES. {n} ({session})", Restart.SESSION)
    sessions = Session.objects.filter(body__party__slug="cicte").order_by("-number")[:2]
    made = [reserved(by_session, officer, session=each) for each in (*sessions, sessions[0])]
    assert [each.number for each in made] == [1, 1, 2]
    assert len({each.symbol for each in made}) == 3
    with pytest.raises(ValidationError):
        reserved(by_session, officer)


def test_a_request_bears_no_number_until_it_is_reserved(series: NumberSeries, officer: Viewer) -> None:
    request = request_symbol(series=series, purpose="A paper", by=officer, on=DAY)
    assert (request.state, request.number, request.symbol) == (NumberState.REQUESTED, None, "")
    cancel_symbol(request, by=officer, reason="Not needed")
    assert reserved(series, officer).number == 1
    with pytest.raises(Refused):
        reserve_symbol(SymbolNumber.objects.get(pk=request.pk), by=officer)


def test_a_cancelled_number_explains_its_gap_and_is_never_used_again(series: NumberSeries, officer: Viewer) -> None:
    first = reserved(series, officer)
    with pytest.raises(ValidationError):
        cancel_symbol(first, by=officer, reason="  ")
    cancelled = cancel_symbol(first, by=officer, reason="The paper was not written")
    assert (cancelled.symbol, cancelled.why_not) == ("LANT/doc.1/16", "The paper was not written")
    assert reserved(series, officer).symbol == "LANT/doc.2/16"
    assert runs_of(series)[0].unexplained == ()
    with pytest.raises(ValidationError, match="was cancelled and is not used again: The paper was not written"):
        a_draft(officer, "LANT/doc. 1/16")
    with pytest.raises(Exception, match="was cancelled"):
        enter_documents([{"symbol": "LANT/doc.1/16", "title": WORDS, "kind": "report"}], by=officer)


def test_a_symbol_is_assigned_to_a_draft_and_changes_its_key(series: NumberSeries, officer: Viewer) -> None:
    draft, number = a_draft(officer), reserved(series, officer)
    assign_symbol(number, draft, by=officer)
    kept = Document.objects.get(pk=draft.pk)
    assert (kept.symbol, kept.slug, draft.slug) == ("LANT/doc.1/16", "lant-doc-1-16", "lant-doc-1-16")
    assert SymbolNumber.objects.get(pk=number.pk).document == kept
    with pytest.raises(Refused, match="bears a symbol already"):
        assign_symbol(reserved(series, officer), kept, by=officer)
    with pytest.raises(Refused):
        cancel_symbol(number, by=officer, reason="Too late")


def test_issuing_gives_the_symbol_with_it(series: NumberSeries, officer: Viewer) -> None:
    draft, number = a_draft(officer), reserved(series, officer)
    made = issue_document(draft, audience=Audience.PUBLIC, date=DAY, number=number, by=officer, on=DAY, reason="Ready")
    assert (made.symbol, made.state, (made.issued_content or {})["symbol"]) == (
        "LANT/doc.1/16",
        "issued",
        "LANT/doc.1/16",
    )
    with pytest.raises(Refused, match="does not change"):
        assign_symbol(reserved(series, officer), made, by=officer)


def test_a_reserved_symbol_is_claimed_by_the_document_entered_under_it(series: NumberSeries, officer: Viewer) -> None:
    number = reserved(series, officer)
    draft = a_draft(officer, "LANT/DOC 1/16")
    row = SymbolNumber.objects.get(pk=number.pk)
    assert (row.state, row.document) == (NumberState.ASSIGNED, draft)


def test_a_series_begins_after_what_is_on_record_and_passes_what_was_entered_since(
    series: NumberSeries, officer: Viewer
) -> None:
    for symbol in ("LANT/doc.4/16", "LANT/doc.12/16", "LANT/doc.40/15", "LANT/doc.13/16 rev. 1"):
        issued(officer, symbol)
    assert reserved(series, officer).number == 14
    entered = issued(officer, "LANT/doc.15/16")
    assert reserved(series, officer).number == 16
    assert SymbolNumber.objects.get(slug="lant-doc-15-16").document == entered
    assert runs_of(series)[0].unexplained == ()


def test_revisions_corrections_and_addenda_follow_from_a_symbol_also_stacked(officer: Viewer) -> None:
    base = issued(officer, "LANT/doc.5/16")
    steps = (Step.REVISION, Step.REVISION, Step.CORRECTION, Step.ADDENDUM)
    rows = [reserved(None, officer, base=base, step=step) for step in steps]
    assert symbols(*rows) == [f"LANT/doc.5/16 {tail}" for tail in ("rev. 1", "rev. 2", "corr. 1", "add. 1")]
    revised = a_draft(officer)
    issue_document(revised, audience=Audience.PUBLIC, date=DAY, number=rows[0], by=officer, on=DAY, reason="x")
    revised.refresh_from_db()
    stacked = reserved(None, officer, base=revised, step=Step.CORRECTION)
    following = reserved(None, officer, base=revised, step=Step.REVISION)
    assert symbols(stacked, following) == ["LANT/doc.5/16 rev. 1 corr. 1", "LANT/doc.5/16 rev. 3"]
    assert [(each.kind, each.to) for each in revised.relations.all()] == [("revises", base)]


def test_of_a_draft_or_an_order_there_is_no_revision(officer: Viewer) -> None:
    order = Document.objects.get(symbol="EO 16-01 Rev. 1")
    for base in (a_draft(officer, "LANT/doc.9/16"), order, issued(officer, "")):
        with pytest.raises(Refused):
            request_symbol(base=base, step=Step.REVISION, purpose="x", by=officer, on=DAY)


@pytest.mark.parametrize(
    ("template", "restarts"),
    [
        ("LANT/doc.{n}", Restart.YEAR),
        ("LANT/doc.{n}/{yy}", Restart.SESSION),
        ("LANT/doc./{yy}", Restart.YEAR),
        ("LANT/doc.{n}/{year}", Restart.YEAR),
        ("LANT/doc.{n}/{yy} {", Restart.YEAR),
        ("a paper {n} of {yy}", Restart.YEAR),
        ("LANT/doc.3/{yy} rev. {n}", Restart.YEAR),
    ],
)
def test_a_template_that_makes_no_symbols_is_refused(officer: Viewer, template: str, restarts: Restart) -> None:
    with pytest.raises(ValidationError) as refused:
        a_series(officer, template, restarts)
    assert list(refused.value.message_dict) == ["template"]


def test_no_numbers_are_given_in_a_closed_series(series: NumberSeries, officer: Viewer) -> None:
    close_series(series, by=officer, reason="The body ended")
    with pytest.raises(Refused, match="is closed"):
        reserved(NumberSeries.objects.get(pk=series.pk), officer)


def test_who_may_do_what(series: NumberSeries, viewers: dict[str, Viewer]) -> None:
    asked = request_symbol(series=series, purpose="A paper", by=viewers["program_officer"], on=DAY)
    for who in ("program_officer", "knowledge_officer", "delegate"):
        with pytest.raises(NotPermitted):
            reserve_symbol(asked, by=viewers[who])
        with pytest.raises(NotPermitted):
            a_series(viewers[who], "LANT/INF.{n}/{yy}")
    for who in ("delegate", "finance_officer", "expert"):
        with pytest.raises(NotPermitted):
            request_symbol(series=series, purpose="A paper", by=viewers[who], on=DAY)
        seen = SymbolNumber.objects.visible_to(viewers[who]).filter(pk=asked.pk).exists()
        assert seen == (who == "finance_officer")


def test_others_see_the_numbers_of_what_they_may_read_and_why_only_the_secretariat(
    series: NumberSeries, officer: Viewer
) -> None:
    shown, hidden = reserved(series, officer), reserved(series, officer)
    issue_document(
        a_draft(officer), audience=Audience.PUBLIC, date=DAY, number=shown, by=officer, on=DAY, reason="Ready"
    )
    assign_symbol(hidden, a_draft(officer), by=officer)
    reserved(series, officer)
    assert [each.symbol for each in SymbolNumber.objects.visible_to(ANYONE)] == ["LANT/doc.1/16"]
    told = [each.kind for each in timeline(SymbolNumber.objects.get(pk=shown.pk), viewer=ANYONE)]
    assert (len(told), len(timeline(shown))) == (1, 3)


def test_the_database_refuses_a_double_and_a_number_without_a_symbol(series: NumberSeries, officer: Viewer) -> None:
    first, second = reserved(series, officer), reserved(series, officer)
    second.number = first.number
    with pytest.raises(IntegrityError), transaction.atomic():
        change_all([second], ["number"], by=operator(), reason="behind the back of the service")
    first.state = NumberState.REQUESTED
    with pytest.raises(IntegrityError), transaction.atomic():
        change_all([first], ["state"], by=operator(), reason="behind the back of the service")
