"""Registers as files: the rows of the page, as far as the reader sees them, and never a formula."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.exchange.choices import ExportState
from secretariat.exchange.models import Export
from secretariat.exchange.services import exports
from secretariat.exchange.tests.files import in_english, register_as
from secretariat.exchange.writing import as_given, neutral
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
ACTIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def download(client: Client, of: str, **wanted: str) -> bytes:
    answer = client.get(reverse("download"), {"of": of, **wanted})
    assert (answer.status_code, answer.get("Content-Disposition", "")[:10]) == (200, "attachment")
    return body(answer)


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def documents_in(content: bytes) -> list[str]:
    """Return the identifiers in a CSV without head."""
    return [row[0] for row in csv_rows(content)[1:]]


def test_list_page_offers_downloads_with_its_filters_and_order(as_person: AsPerson) -> None:
    page = as_person("anyone").get("/documents/?kind=resolution&sort=symbol").content.decode()
    assert re.findall(r"/exchange/download/\?of=([^&]+)&amp;format=(\w*)", page) == [
        ("%2Fdocuments%2F%3Fkind%3Dresolution%26sort%3Dsymbol", way) for way in ("xlsx", "csv", "")
    ]


@pytest.mark.parametrize("query", ["", "?sort=symbol", "?sort=-symbol", "?kind=resolution", "?text=2619&sort=-date"])
def test_rows_are_those_of_the_page_in_its_order(as_person: AsPerson, query: str) -> None:
    client = as_person("planning_officer")
    slugs: list[str] = []
    address = f"/documents/{query}"
    while address:
        context = client.get(address).context
        links = [
            cell["href"] for row in context["rows"] for cell in row if cell.get("href", "").startswith("/documents/")
        ]
        slugs += dict.fromkeys(link.split("/")[2] for link in links)
        address = context["pager"]["next_url"]
    assert slugs
    found = documents_in(download(client, f"/documents/{query}", format="csv", bare="on"))
    by_id = {str(key): slug for key, slug in Document.objects.values_list("pk", "slug")}
    assert [by_id[each] for each in found] == slugs


def test_hidden_records_are_in_no_file(viewers: dict[str, Viewer], as_person: AsPerson) -> None:
    secret = Document.objects.filter(audience=Audience.PUBLIC).order_by("symbol")[0]
    secret.audience = Audience.SECRETARIAT
    keep(secret, by=viewers["planning_officer"], reason="for the test")
    seen = {
        person: str(secret.pk) in documents_in(download(as_person(person), "/documents/", format="csv", bare="on"))
        for person in ("anyone", "delegate", "partner", "chief")
    }
    assert seen == {"anyone": False, "delegate": False, "partner": False, "chief": True}


@pytest.mark.parametrize(
    ("of", "person"),
    [
        ("", "chief"),
        ("//elsewhere.example/documents/", "chief"),
        ("https://elsewhere.example/documents/", "chief"),
        ("/no-such-page/", "chief"),
        ("/today/", "chief"),
        ("/people/", "anyone"),
        ("/people/", "delegate"),
        ("/exchange/exports/", "chief"),
    ],
)
def test_what_is_no_list_open_to_the_reader_is_not_found(as_person: AsPerson, of: str, person: str) -> None:
    assert as_person(person).get(reverse("download"), {"of": of, "format": "csv"}).status_code == 404


@pytest.mark.parametrize("text", ACTIVE)
def test_text_that_would_be_a_formula_is_made_harmless_and_comes_back(text: str) -> None:
    assert neutral(text)[0] == "'"
    assert as_given(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'quoted'", "15-20", "o'clock"])
def test_text_that_is_no_formula_stays(text: str) -> None:
    assert (neutral(text), as_given(text)) == (text, text)


def test_no_file_holds_a_formula(viewers: dict[str, Viewer], as_person: AsPerson) -> None:
    for number, text in enumerate(ACTIVE[:6]):
        words = Labels(dict.fromkeys(("en", "es", "pt", "fr"), text))
        topic = Topic(slug=f"formula-{number}", label=words, kind="subject")
        topic.kind = Topic.objects.all()[0].kind
        keep(topic, by=viewers["administrator"], reason="for the test")
    resource_rows = Topic.objects.count()
    content = register_as("topics", "xlsx", viewers["chief"])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets] == [False, False]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == resource_rows + 1
    cells = [cell for row in csv_rows(register_as("topics", "csv", viewers["chief"])) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_head_says_what_the_file_is(as_person: AsPerson, viewers: dict[str, Viewer]) -> None:
    client = in_english(as_person("chief"))
    rows = csv_rows(download(client, "/documents/?kind=resolution&sort=symbol", format="csv"))
    assert {len(row) for row in rows} == {len(rows[0])}
    head = {row[0]: row[1] for row in rows[: rows.index([""] * len(rows[0]))]}
    expected = Document.objects.visible_to(viewers["chief"]).filter(kind="resolution").count()
    taken_at = head.pop("Taken at")
    assert head == {
        "Register": "Documents",
        "Taken from": "/documents/?kind=resolution&sort=symbol",
        "Filter: Kind": "resolution",
        "Order": "Symbol",
        "Taken by": viewers["chief"].name,
        "Rows": str(expected),
    }
    assert taken_at.endswith("UTC")


def test_every_download_is_written_down(as_person: AsPerson, viewers: dict[str, Viewer]) -> None:
    download(as_person("chief"), "/documents/?kind=resolution", format="xlsx")
    download(as_person("anyone"), "/documents/", format="csv")
    kept = [(each.person, each.register, each.address, each.format, each.state) for each in Export.objects.all()]
    assert sorted(kept, key=lambda each: each[3], reverse=True) == [
        (viewers["chief"].person, "documents", "/documents/?kind=resolution", "xlsx", "given"),
        (None, "documents", "/documents/", "csv", "given"),
    ]


# Long lists -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LARGE", 5)


@pytest.mark.usefixtures("_long")
def test_long_list_is_made_by_the_worker_for_its_person_only(as_person: AsPerson) -> None:
    client = as_person("chief")
    answer = client.get(reverse("download"), {"of": "/documents/", "format": "csv", "bare": "on"})
    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, export.get_absolute_url())
    page = client.get(export.get_absolute_url())
    address = reverse("export-file", args=(export.pk,))
    assert address in page.content.decode()
    found = documents_in(body(client.get(address)))
    assert (len(found), export.written, export.state) == (export.rows, export.rows, "ready")
    statuses = {person: as_person(person).get(address).status_code for person in ("planning_officer", "administrator")}
    missing = as_person("chief").get(reverse("export-file", args=("01890000-0000-7000-8000-000000000000",)))
    assert (statuses, missing.status_code) == ({"planning_officer": 404, "administrator": 404}, 404)


@pytest.mark.usefixtures("_long")
def test_file_of_a_long_list_is_gone_after_a_day(as_person: AsPerson, files: Path) -> None:
    client = as_person("chief")
    client.get(reverse("download"), {"of": "/documents/", "format": "xlsx"})
    export = Export.objects.get()
    assert [path.is_file() for path in files.rglob("exports/*")] == [True]
    later = timezone.now() + datetime.timedelta(days=1, minutes=1)
    assert exports.remove_old_exports(at=later) == 1
    export.refresh_from_db()
    assert ([*files.rglob("exports/*")], export.state) == ([], ExportState.REMOVED)
    assert client.get(reverse("export-file", args=(export.pk,))).status_code == 404
    assert client.get(export.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("_long")
def test_long_list_is_refused_to_who_is_not_signed_in(as_person: AsPerson) -> None:
    answer = as_person("anyone").get(reverse("download"), {"of": "/documents/", "format": "csv"})
    assert (answer.status_code, Export.objects.count()) == (403, 0)


def test_ways_to_download_are_shown_and_a_wrong_one_is_said(as_person: AsPerson) -> None:
    client = as_person("anyone")
    assert client.get(reverse("download"), {"of": "/documents/"}).status_code == 200
    answer = client.get(reverse("download"), {"of": "/documents/", "format": "exe"})
    assert (answer.status_code, Export.objects.count()) == (422, 0)


def test_all_languages_give_a_column_each(as_person: AsPerson) -> None:
    wanted = {"format": "csv", "bare": "on", "all_languages": "on"}
    headings = csv_rows(download(as_person("anyone"), "/documents/", **wanted))[0]
    named = [each for each in headings if each.startswith("Title (")]
    assert named == ["Title (English)", "Title (Español)", "Title (Português)", "Title (Français)"]
