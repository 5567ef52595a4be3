from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.delivery.services import change_deliverable
from secretariat.documents.models import DocumentFile
from secretariat.reports.models import Narrative, Report
from secretariat.reports.services import draft_report, issue_report, move_report, review_narrative, write_narrative
from secretariat.reports.tests.conftest import CANARY, FIRST, LAST, TOLD, HalfYear
from tests.answers import content_of

AsPerson = Callable[[str], Client]
SYMBOL = "CICTE/INF.1/17"


@pytest.fixture
def draft(body: Body, planner: Viewer, half_year: HalfYear) -> Report:
    report = draft_report(kind="six-monthly", body=body, starts_on=FIRST, ends_on=LAST, by=planner)
    write_narrative(report, section="introduction", language="en", text="It was good.\n\nVery.", by=planner)
    return report


@pytest.fixture
def issued(draft: Report, viewers: dict[str, Viewer]) -> Report:
    review_narrative(Narrative.objects.get(report=draft), by=viewers["chief"])
    move_report(draft, "submit", by=viewers["planning_officer"], reason="Ready")
    return issue_report(draft, symbol=SYMBOL, by=viewers["chief"], on=TOLD, reason="Approved")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def status_of(client: Client, address: str) -> int:
    """Ask for a page or a file, and put it away."""
    response = client.get(address)
    content_of(response)  # a file is read to its end: closing it would close the connection
    return response.status_code


def taken(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert (response.status_code, response["Content-Disposition"].split(";")[0]) == (200, "attachment")
    return b"".join(response)


def file_of(report: Report, language: str, format_: str) -> str:
    return reverse("report-file", args=(report.pk, language, format_))


# From a draft to an issued report ---------------------------------------------------------------------------------


def test_a_report_is_begun_written_reviewed_and_issued_on_pages(
    as_person: AsPerson, body: Body, half_year: HalfYear
) -> None:
    officer, chief = as_person("planning_officer"), as_person("chief")
    facts = {"kind": "six-monthly", "body": body.pk, "starts_on": FIRST, "ends_on": LAST, "audience": 1}
    made = officer.post(reverse("report-new"), facts)
    report = Report.objects.get()
    assert (made.status_code, made["Location"]) == (302, report.get_absolute_url())
    write = reverse("narrative-write", args=(report.pk, "introduction", "en"))
    assert officer.post(write, {"text": "It was good."}).status_code == 302
    text = Narrative.objects.get()
    assert "It was good." in page(chief, reverse("narrative-review", args=(text.pk,)))
    assert chief.post(reverse("narrative-review", args=(text.pk,))).status_code == 302
    assert officer.post(reverse("report-move", args=(report.pk, "submit")), {"reason": "Ready"}).status_code == 302
    issue = {"symbol": SYMBOL, "language": "en", "reason": "Approved"}
    assert chief.post(reverse("report-issue", args=(report.pk,)), issue).status_code == 302
    report.refresh_from_db()
    assert (report.state, str(report.document)) == ("issued", SYMBOL)


def test_a_stale_text_is_refused_and_kept(as_person: AsPerson, draft: Report) -> None:
    address = reverse("narrative-write", args=(draft.pk, "introduction", "en"))
    client = as_person("planning_officer")
    shown = client.get(address)
    version = shown.context["version"]
    assert client.post(address, {"text": "First.", "version": version}).status_code == 302
    second = client.post(address, {"text": "My own words.", "version": version})
    assert (second.status_code, "My own words." in second.content.decode()) == (409, True)


def test_a_bad_symbol_is_told_beside_its_field(as_person: AsPerson, draft: Report, viewers: dict[str, Viewer]) -> None:
    review_narrative(Narrative.objects.get(report=draft), by=viewers["chief"])
    move_report(draft, "submit", by=viewers["planning_officer"], reason="Ready")
    issue = {"symbol": "CICTE/doc.5/16", "language": "en", "reason": "x"}
    answer = as_person("chief").post(reverse("report-issue", args=(draft.pk,)), issue)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["symbol"])


# Who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anyone", "delegate", "second_delegate"])
def test_a_draft_does_not_exist_outside(as_person: AsPerson, draft: Report, who: str) -> None:
    client = as_person(who)
    text = Narrative.objects.get()
    addresses = [
        draft.get_absolute_url(),
        file_of(draft, "en", "html"),
        file_of(draft, "en", "json"),
        reverse("report-figure", args=(draft.pk, "main.held")),
        reverse("narrative-write", args=(draft.pk, "introduction", "en")),
        reverse("narrative-review", args=(text.pk,)),
        reverse("report-issue", args=(draft.pk,)),
        reverse("report-move", args=(draft.pk, "submit")),
        reverse("panel", args=("reports.report", draft.pk, "texts")),
    ]
    assert {client.get(each).status_code for each in addresses} == {404}
    assert str(draft.pk) not in page(client, reverse("reports"))


@pytest.mark.parametrize(("who", "status"), [("anyone", 404), ("delegate", 200), ("second_delegate", 200)])
def test_an_issued_report_is_for_its_audience(as_person: AsPerson, issued: Report, who: str, status: int) -> None:
    client = as_person(who)
    addresses = [issued.get_absolute_url(), *(file_of(issued, "es", each) for each in ("pdf", "docx", "html", "json"))]
    addresses.append(reverse("report-figure", args=(issued.pk, "main.held")))
    assert {status_of(client, each) for each in addresses} == {status}
    assert client.get(reverse("panel", args=("reports.report", issued.pk, "texts"))).status_code == 404


def test_no_page_of_a_report_names_what_some_may_not_see(as_person: AsPerson, issued: Report) -> None:
    for who in ("delegate", "planning_officer"):  # whoever reads it reads what all Member States may see
        client = as_person(who)
        assert CANARY not in page(client, issued.get_absolute_url())
        for format_ in ("html", "json"):
            assert CANARY.encode() not in taken(client, file_of(issued, "en", format_))
        for key in ("main.held", "annex.all", "all.grenada"):
            assert CANARY not in page(client, reverse("report-figure", args=(issued.pk, key)))


def test_a_row_leads_to_its_record_only_for_who_may_see_it_today(
    as_person: AsPerson, issued: Report, half_year: HalfYear, planner: Viewer
) -> None:
    course = half_year["Container course"]  # Grenada takes part, Chile does not
    change_deliverable(course, audience=Audience.SECRETARIAT, by=planner, on=TOLD, reason="It concerns one State")
    address = reverse("report-figure", args=(issued.pk, "main.held"))
    shown = {who: page(as_person(who), address) for who in ("delegate", "second_delegate")}
    leads = {who: f'href="{course.get_absolute_url()}"' in text for who, text in shown.items()}
    assert (leads, {"Container course" in text for text in shown.values()}) == (
        {"delegate": True, "second_delegate": False},
        {True},  # what was issued was issued
    )


# What is shown ----------------------------------------------------------------------------------------------------


def test_every_figure_on_the_page_opens_into_its_rows(as_person: AsPerson, draft: Report) -> None:
    client = as_person("planning_officer")
    response = client.get(draft.get_absolute_url())
    shown = {
        cell["href"]
        for s in response.context["sections"]
        for b in s["blocks"]
        for row in b.get("rows", ())
        for cell in row
    }
    addresses = {each for each in shown if each}
    assert len(addresses) > 15
    for each in sorted(addresses):
        opened = client.get(each)
        figure = opened.context["kpis"][0]["value"]
        hidden = 1 if opened.context["hidden"] else 0
        assert (opened.status_code, int(figure)) == (200, opened.context["table"].total + hidden)


def test_a_figure_that_there_is_not_is_not_found(as_person: AsPerson, draft: Report) -> None:
    address = reverse("report-figure", args=(draft.pk, "main.nothing"))
    assert as_person("planning_officer").get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_stands_in_each_language(as_person: AsPerson, draft: Report, language: str) -> None:
    shown = page(as_person("planning_officer"), f"{draft.get_absolute_url()}?in={language}")
    assert f'<div class="report" lang="{language}">' in shown
    assert ("It was good. [en]" in shown) == (language != "en")


@pytest.mark.parametrize("format_", ["exe", "PDF", "pdf.exe"])
def test_other_formats_are_not_found(as_person: AsPerson, draft: Report, format_: str) -> None:
    client = as_person("planning_officer")
    assert client.get(f"{draft.get_absolute_url()}file.en.{format_}").status_code == 404
    assert client.get(f"{draft.get_absolute_url()}file.de.pdf").status_code == 404


def test_files_of_an_issued_report_are_those_that_were_kept(as_person: AsPerson, issued: Report) -> None:
    client = as_person("delegate")
    kept = {(each.language, each.media_type): each for each in DocumentFile.objects.filter(document=issued.document)}
    assert set(kept) == {(language, kind) for language in LANGUAGES for kind in ("pdf", "docx")}
    assert {each.is_sealed for each in kept.values()} == {True}
    pdf, docx = (taken(client, file_of(issued, "fr", each)) for each in ("pdf", "docx"))
    assert (pdf[:5], len(pdf), len(docx)) == (b"%PDF-", kept["fr", "pdf"].size, kept["fr", "docx"].size)
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(docx)).namelist()
    told = json.loads(taken(client, file_of(issued, "fr", "json")))
    assert (told["symbol"], told["figures"]["main.held"]["value"]) == (SYMBOL, 3)


def test_the_body_and_the_document_lead_to_the_report(as_person: AsPerson, issued: Report) -> None:
    client = as_person("delegate")
    assert issued.document is not None
    assert issued.get_absolute_url() in page(client, issued.document.get_absolute_url())
    assert issued.get_absolute_url() in page(
        client, reverse("panel", args=("parties.party", issued.party.pk, "reports"))
    )


def test_the_list_asks_the_same_for_one_report_and_for_many(as_person: AsPerson, body: Body, planner: Viewer) -> None:
    client, address = as_person("planning_officer"), f"{reverse('reports')}?state=draft"
    counts = []
    for kind in ("annual", "six-monthly", "hemispheric-security"):
        draft_report(kind=kind, body=body, starts_on=FIRST, ends_on=LAST, by=planner)
        page(client, address)
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
