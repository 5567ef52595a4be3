from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secretariat.bodies.models import Body
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Distribution
from secretariat.delivery.services import change_deliverable, move_deliverable
from secretariat.documents.models import Document, DocumentRelation, LanguageVersion, NumberSeries
from secretariat.documents.services import request_symbol, reserve_symbol
from secretariat.duties.models import Duty
from secretariat.duties.services import owe_what_recurs
from secretariat.parties.queries import operator
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Narrative, Report, ReportEdition
from secretariat.reports.queries import content_of, edition_of, is_intact, next_revision, symbol_for
from secretariat.reports.registry import ReportKind, add_report, report_kinds
from secretariat.reports.services import (
    draft_report,
    issue_report,
    move_report,
    review_narrative,
    revise_report,
    write_narrative,
)
from secretariat.reports.tests.conftest import FIRST, LAST, TOLD, HalfYear, words

SYMBOL = "CICTE/INF.1/17"


def draft(body: Body, by: Viewer) -> Report:
    return draft_report(kind="six-monthly", body=body, starts_on=FIRST, ends_on=LAST, by=by)


def write(report: Report, by: Viewer, text: str = "It was a good half-year.", language: str = "en") -> Narrative:
    return write_narrative(report, section="introduction", language=language, text=text, by=by)


def in_review(body: Body, viewers: dict[str, Viewer]) -> Report:
    """Return a report whose introduction is written and reviewed, sent to review."""
    report = draft(body, viewers["planning_officer"])
    review_narrative(write(report, viewers["planning_officer"]), by=viewers["chief"])
    return move_report(report, "submit", by=viewers["planning_officer"], reason="Ready")


def issued(body: Body, viewers: dict[str, Viewer], symbol: str = SYMBOL) -> Report:
    return issue_report(in_review(body, viewers), symbol=symbol, by=viewers["chief"], on=TOLD, reason="Approved")


# Drafting ---------------------------------------------------------------------------------------------------------


def test_draft_report_takes_the_unit_of_the_plan(body: Body, planner: Viewer) -> None:
    report = draft(body, planner)
    assert (report.owner.party.acronym, report.state, str(report.period)) == (
        "S/CICTE",
        "draft",
        "Jul 1\u2009–\u2009Dec 31, 2016",
    )
    assert [(each.who, each.reason) for each in timeline(report)] == [(planner.name, "Begun")]


@pytest.mark.parametrize("who", ["anyone", "delegate", "program_officer", "chief", "finance_officer"])
def test_only_planning_officers_begin_a_report(body: Body, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        draft(body, viewers[who])
    assert Report.objects.count() == 0


def test_draft_report_refuses_what_cannot_be(body: Body, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="no such kind"):
        draft_report(kind="weekly", body=body, starts_on=FIRST, ends_on=LAST, by=planner)
    with pytest.raises(ValidationError, match="lies before the first"):
        draft_report(
            kind="annual", body=body, starts_on=LAST, ends_on=FIRST, owner=draft(body, planner).owner, by=planner
        )
    with pytest.raises(ValidationError, match="There is such a report"):
        draft(body, planner)
    early = datetime.date(1999, 1, 1)
    with pytest.raises(ValidationError, match="say which unit"):
        draft_report(kind="annual", body=body, starts_on=early, ends_on=early, by=planner)


def test_a_kind_is_registered_once() -> None:
    kind = report_kinds()[0]
    with pytest.raises(ValueError, match="already"):
        add_report(ReportKind(kind.name, "x", "x", 1, ()))


# Writing and reviewing --------------------------------------------------------------------------------------------


def test_what_is_written_again_is_reviewed_again(body: Body, viewers: dict[str, Viewer]) -> None:
    report = draft(body, viewers["planning_officer"])
    text = review_narrative(write(report, viewers["planning_officer"]), by=viewers["chief"])
    assert (text.state, text.reviewed_by) == ("reviewed", viewers["chief"].person)
    again = write(report, viewers["planning_officer"], "It was a fair half-year.")
    assert (again.pk, again.state, again.reviewed_by) == (text.pk, "written", None)


@pytest.mark.parametrize("who", ["anyone", "delegate", "finance_officer", "program_officer"])
def test_others_write_nothing(body: Body, viewers: dict[str, Viewer], who: str) -> None:
    report = draft(body, viewers["planning_officer"])
    with pytest.raises(NotPermitted):
        write(report, viewers[who])


def test_nobody_writes_where_figures_stand(body: Body, planner: Viewer) -> None:
    report = draft(body, planner)
    for section in ("deliverables", "no-such"):
        with pytest.raises(ValidationError, match="made of figures"):
            write_narrative(report, section=section, language="en", text="Forty workshops.", by=planner)
    with pytest.raises(ValidationError):
        write(report, planner, language="de")
    with pytest.raises(ValidationError):
        write(report, planner, text="   ")


def test_the_chief_reviews_what_others_wrote(body: Body, viewers: dict[str, Viewer]) -> None:
    report = draft(body, viewers["planning_officer"])
    own = write(report, viewers["chief"])
    with pytest.raises(Refused, match="Somebody else"):
        review_narrative(own, by=viewers["chief"])
    text = write(report, viewers["planning_officer"])
    for who in ("planning_officer", "program_officer", "delegate"):
        with pytest.raises(NotPermitted):
            review_narrative(text, by=viewers[who])
    review_narrative(text, by=viewers["chief"])
    with pytest.raises(Refused, match="already"):
        review_narrative(text, by=viewers["chief"])


def test_a_report_goes_to_review_once_its_introduction_is_written(body: Body, viewers: dict[str, Viewer]) -> None:
    planner = viewers["planning_officer"]
    report = draft(body, planner)
    with pytest.raises(Refused, match="Introduction"):
        move_report(report, "submit", by=planner, reason="Ready")
    write(report, planner)
    assert move_report(report, "submit", by=planner, reason="Ready").state == ReportState.IN_REVIEW
    assert move_report(report, "send_back", by=viewers["chief"], reason="Too long").state == ReportState.DRAFT


# Issuing ----------------------------------------------------------------------------------------------------------


def test_issue_report_enters_a_document_in_four_languages(
    body: Body, viewers: dict[str, Viewer], half_year: HalfYear
) -> None:
    owe_what_recurs(by=operator(), on=TOLD)
    report = issued(body, viewers)
    document = report.document
    assert document is not None
    assert (document.symbol, document.kind, document.audience, document.date) == (SYMBOL, "report", 1, TOLD)
    assert set(LanguageVersion.objects.filter(document=document).values_list("language", flat=True)) == set(LANGUAGES)
    duty = Duty.objects.get(kind="semester_report", covers_from=FIRST)
    assert (duty.state, duty.done_on, duty.evidence.get().document) == ("kept", TOLD, document)
    sent = Distribution.objects.get()
    assert (sent.state, sent.purpose, sent.documents.get().document) == ("draft", "report", document)
    assert sent.recipients.count() > 30
    editions = ReportEdition.objects.filter(report=report)
    assert {each.language: is_intact(each) for each in editions} == dict.fromkeys(LANGUAGES, True)
    assert content_of(report, "es", on=TOLD).symbol == SYMBOL


def test_a_number_in_reserve_is_offered_and_taken(body: Body, viewers: dict[str, Viewer]) -> None:
    officer = viewers["conference_officer"]
    series = NumberSeries.objects.get(template="CICTE/doc.{n}/{yy}")
    numbers = [request_symbol(series=series, purpose="Six-monthly report", by=officer, on=TOLD) for _ in range(2)]
    first, second = (reserve_symbol(each, by=officer) for each in numbers)
    report = in_review(body, viewers)
    assert symbol_for(report) == first.symbol
    report = issue_report(report, symbol=symbol_for(report), by=viewers["chief"], on=TOLD, reason="Approved")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.document, second.state) == ("assigned", report.document, "reserved")


def test_what_is_issued_says_the_same_after_later_edits(
    body: Body, viewers: dict[str, Viewer], half_year: HalfYear
) -> None:
    planner = viewers["planning_officer"]
    report = issued(body, viewers)
    before = {language: edition_of(report, language).content for language in LANGUAGES}  # type: ignore[union-attr]
    later: dict[str, Any] = {"by": planner, "on": TOLD, "reason": "Found out later"}
    change_deliverable(half_year["Harbor drill"], title=words("Renamed"), **later)
    move_deliverable(half_year["Late drill"], "hold", **later)
    after = {language: edition_of(report, language).content for language in LANGUAGES}  # type: ignore[union-attr]
    assert after == before
    assert content_of(report, "en", on=TOLD).figures["main.held"].value == 3
    for refused in (
        lambda: write(report, planner),
        lambda: review_narrative(Narrative.objects.get(), by=viewers["chief"]),
        lambda: move_report(report, "submit", by=planner, reason="x"),
        lambda: issue_report(report, symbol="CICTE/INF.2/17", by=viewers["chief"], on=TOLD, reason="x"),
    ):
        with pytest.raises(Refused):
            refused()


def test_an_edition_that_somebody_touched_is_found(body: Body, viewers: dict[str, Viewer], half_year: HalfYear) -> None:
    edition = edition_of(issued(body, viewers), "en")
    assert edition is not None
    edition.content = edition.content.replace("Harbor drill", "Harbor party")
    assert is_intact(edition) is False


@pytest.mark.parametrize("who", ["planning_officer", "program_officer", "conference_officer", "delegate", "anyone"])
def test_only_the_chief_of_the_unit_issues(body: Body, viewers: dict[str, Viewer], who: str) -> None:
    report = in_review(body, viewers)
    with pytest.raises(NotPermitted):
        issue_report(report, symbol=SYMBOL, by=viewers[who], on=TOLD, reason="x")
    assert ReportEdition.objects.count() == 0


def test_issue_report_refuses_what_is_not_ready(body: Body, viewers: dict[str, Viewer]) -> None:
    chief, planner = viewers["chief"], viewers["planning_officer"]
    report = in_review(body, viewers)
    with pytest.raises(Refused, match="once its period is over"):
        issue_report(report, symbol=SYMBOL, by=chief, on=LAST, reason="x")
    for symbol, said in (
        ("", "under a symbol"),
        ("nonsense ///", "expected the name of a body"),
        ("CICTE/doc.5/16", "on record already"),
    ):
        with pytest.raises(ValidationError, match=said):
            issue_report(report, symbol=symbol, by=chief, on=TOLD, reason="x")
    write(report, planner, "Un buen semestre.", "es")
    with pytest.raises(Refused, match=r"Introduction \(Español\)"):
        issue_report(report, symbol=SYMBOL, by=chief, on=TOLD, reason="x")
    report.refresh_from_db()
    assert (report.state, report.document, ReportEdition.objects.count()) == ("in_review", None, 0)


def test_a_failure_on_the_way_leaves_nothing_issued(
    body: Body, viewers: dict[str, Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = in_review(body, viewers)
    monkeypatch.setattr("secretariat.reports.services.issuing.change_state", lambda *_a, **_o: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issue_report(report, symbol=SYMBOL, by=viewers["chief"], on=TOLD, reason="x")
    report.refresh_from_db()
    assert (report.state, ReportEdition.objects.count()) == ("in_review", 0)
    assert not Document.objects.filter(symbol=SYMBOL).exists()


def test_the_database_refuses_an_issued_report_without_a_document(body: Body, planner: Viewer) -> None:
    report = draft(body, planner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=ReportState.ISSUED)


# Revising ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "revision"),
    [
        (SYMBOL, f"{SYMBOL} rev. 1"),
        (f"{SYMBOL} rev. 1", f"{SYMBOL} rev. 2"),
        (f"{SYMBOL} corr. 1", f"{SYMBOL} corr. 1 rev. 1"),
    ],
)
def test_next_revision(symbol: str, revision: str) -> None:
    assert next_revision(symbol) == revision


def test_a_revision_counts_anew_and_names_what_it_revises(
    body: Body, viewers: dict[str, Viewer], half_year: HalfYear
) -> None:
    planner, chief = viewers["planning_officer"], viewers["chief"]
    first = issued(body, viewers)
    move_deliverable(half_year["Late drill"], "hold", by=planner, on=TOLD, reason="The list came late")
    revision = revise_report(first, by=planner, reason="One more was held")
    with pytest.raises(Refused, match="begun already"):
        revise_report(first, by=planner, reason="x")
    revision = move_report(revision, "submit", by=planner, reason="Ready")
    for wrong in ("CICTE/INF.2/17", "CICTE/INF.2/17 rev. 1"):
        with pytest.raises(ValidationError, match=r"later “rev\.”"):
            issue_report(revision, symbol=wrong, by=chief, on=TOLD, reason="x")
    second = issue_report(revision, symbol=f"{SYMBOL} rev. 1", by=chief, on=TOLD, reason="Revised")
    held = [content_of(each, "en", on=TOLD).figures["main.held"].value for each in (first, second)]
    relation = DocumentRelation.objects.get(document=second.document)
    assert (held, relation.kind, relation.to) == ([3, 4], "revises", first.document)


def test_only_what_is_issued_is_revised(body: Body, planner: Viewer) -> None:
    with pytest.raises(Refused, match="can still be changed"):
        revise_report(draft(body, planner), by=planner, reason="x")


# Who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [("anyone", []), ("delegate", ["issued"]), ("second_delegate", ["issued"]), ("chief", ["draft", "issued"])],
)
def test_who_sees_which(body: Body, viewers: dict[str, Viewer], half_year: HalfYear, who: str, seen: list[str]) -> None:
    report = issued(body, viewers)
    revise_report(report, by=viewers["planning_officer"], reason="Zqx")
    viewer = viewers[who]
    assert sorted(Report.objects.visible_to(viewer).values_list("state", flat=True)) == seen
    for model in (Narrative, ReportEdition):
        rows = model.objects.visible_to(viewer)
        assert {each.report.state for each in rows} == ({"issued"} if model is ReportEdition and seen else set(seen))
