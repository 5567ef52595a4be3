from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.audit import receivers
from secretariat.audit.models import Reading
from secretariat.audit.services import keep_readings
from secretariat.core.choices import Audience, How
from secretariat.core.history import keep
from secretariat.core.readings import note_readings
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.documents.tests.factories import a_document, a_paragraph
from secretariat.exchange.services import exports
from secretariat.parties.models import Role

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


@pytest.fixture
def secret(cast: dict[str, Person]) -> Document:
    """A document for the secretariat, of the unit whose chief is in the cast."""
    chief = Role.objects.get(person=cast["chief"], kind="chief")
    return a_document(kind="report", audience=Audience.SECRETARIAT, issuer=chief.party)


def readings() -> list[tuple[str, str]]:
    return [(row.person.full_name, row.how) for row in Reading.objects.order_by("at").select_related("person")]


def test_opening_a_restricted_record_leaves_one_row_an_hour(
    secret: Document, as_person: AsPerson, cast: dict[str, Person]
) -> None:
    client = as_person("chief")
    for _time in range(3):
        assert client.get(secret.get_absolute_url()).status_code == 200
        assert client.get(reverse("panel", args=("documents.document", secret.pk, "history"))).status_code == 200
    assert readings() == [(cast["chief"].full_name, How.PAGE)]


def test_the_history_of_a_record_is_read_in_another_way(
    secret: Document, as_person: AsPerson, cast: dict[str, Person]
) -> None:
    client = as_person("chief")
    for route in ("record-as-of", "record-between"):
        assert client.get(reverse(route, args=("documents.document", secret.pk))).status_code == 200
    assert readings() == [(cast["chief"].full_name, How.PAST)]


@pytest.mark.parametrize("who", ["anyone", "delegate", "expert"])
def test_who_is_refused_leaves_no_row(who: str, secret: Document, as_person: AsPerson) -> None:
    assert as_person(who).get(secret.get_absolute_url()).status_code == 404
    assert readings() == []


def test_a_public_record_leaves_no_row(as_person: AsPerson) -> None:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    assert as_person("chief").get(document.get_absolute_url()).status_code == 200
    assert readings() == []


def test_ones_own_account_is_no_secret_and_that_of_others_is(as_person: AsPerson, cast: dict[str, Person]) -> None:
    for name in ("chief", "expert"):
        assert as_person("chief").get(cast[name].get_absolute_url()).status_code == 200
    assert [row.record for row in Reading.objects.all()] == [cast["expert"].pk]


def test_another_hour_is_another_row(secret: Document, viewers: dict[str, Viewer]) -> None:
    at = datetime.datetime(2026, 3, 1, 10, 59, tzinfo=datetime.UTC)
    kept = [
        keep_readings([secret], by=viewers["chief"], how=How.PAGE, at=at + datetime.timedelta(minutes=each))
        for each in (0, 0, 1, 60)
    ]
    assert kept == [1, 0, 1, 0]


def test_an_export_notes_each_record_that_not_everyone_may_see(secret: Document, viewers: dict[str, Viewer]) -> None:
    answer = HttpResponse()
    note_readings(answer, viewers["chief"], [secret, *Document.objects.exclude(pk=secret.pk)[:5]], How.DOWNLOAD)
    for closer in answer._resource_closers:  # type: ignore[attr-defined]  # what Django calls once an answer has left
        closer()
    assert [(row.record, row.how) for row in Reading.objects.all()] == [(secret.pk, How.DOWNLOAD)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_register_taken_out_is_a_reading_of_what_not_everyone_may_see(
    form: str, secret: Document, as_person: AsPerson, cast: dict[str, Person]
) -> None:
    for who in ("delegate", "chief", "chief", "anyone"):
        answer = as_person(who).get(reverse("download"), {"of": "/documents/", "format": form})
        assert answer.status_code == 200
    found = Reading.objects.filter(label="documents.document", record=secret.pk)
    assert [(row.person_id, row.how) for row in found] == [(cast["chief"].pk, How.DOWNLOAD)]
    seen = Document.objects.exclude(audience=Audience.PUBLIC).values_list("pk", flat=True)
    assert {row.record for row in Reading.objects.all()} == set(seen)


def test_a_long_register_written_by_the_worker_is_a_reading(
    secret: Document, as_person: AsPerson, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LARGE", 1)
    answer = as_person("chief").get(reverse("download"), {"of": "/documents/", "format": "csv"})
    assert answer.status_code == 302
    found = Reading.objects.get(record=secret.pk)
    assert (found.person_id, found.how) == (cast["chief"].pk, How.DOWNLOAD)


@pytest.mark.parametrize(
    "path", ["documents?limit=200", "documents/{id}", "documents/{id}/history", "paragraphs?limit=200&expand=document"]
)
def test_an_answer_of_the_api_is_a_reading(
    path: str, secret: Document, as_person: AsPerson, cast: dict[str, Person], viewers: dict[str, Viewer]
) -> None:
    a_paragraph(document=secret)
    for who in ("delegate", "chief"):
        as_person(who).get("/api/v1/" + path.format(id=secret.pk))
    found = Reading.objects.filter(label="documents.document", record=secret.pk)
    assert [(row.person_id, row.how) for row in found] == [(cast["chief"].pk, How.PROGRAM)]


def test_an_answer_of_what_everyone_may_see_asks_the_ledger_nothing(as_person: AsPerson) -> None:
    client = as_person("chief")
    client.get("/api/v1/topics")
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/topics")
    assert [each["sql"] for each in asked if "audit_" in each["sql"]] == []
    assert readings() == []


def test_a_program_leaves_a_row_for_what_not_everyone_may_see(secret: Document, as_person: AsPerson) -> None:
    client, public = as_person("chief"), Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    paths = ("documents?limit=200", f"documents/{public.pk}", f"documents/{secret.slug}", f"documents/{secret.pk}")
    answers = [client.get(f"/api/v1/{path}") for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    assert {str(secret.pk), str(public.pk)} <= {item["id"] for item in answers[0].json()["items"]}
    assert [(row.record, row.how) for row in Reading.objects.all()] == [(secret.pk, How.PROGRAM)]


def test_who_looked_is_for_administrators_and_chiefs_of_the_unit(secret: Document, as_person: AsPerson) -> None:
    as_person("finance_officer").get(secret.get_absolute_url())
    panel = reverse("panel", args=("documents.document", secret.pk, "readings"))
    asked = ("administrator", "chief", "finance_officer", "planning_officer", "delegate", "anyone")
    assert [as_person(who).get(panel).status_code for who in asked] == [200, 200, 404, 404, 404, 404]
    shown = {who: panel in as_person(who).get(secret.get_absolute_url()).content.decode() for who in asked[:4]}
    assert shown == {"administrator": True, "chief": True, "finance_officer": False, "planning_officer": False}


def test_of_a_public_record_there_is_nothing_to_see(as_person: AsPerson) -> None:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    panel = reverse("panel", args=("documents.document", document.pk, "readings"))
    assert as_person("administrator").get(panel).status_code == 404


def test_the_list_is_for_administrators(secret: Document, as_person: AsPerson, cast: dict[str, Person]) -> None:
    as_person("chief").get(secret.get_absolute_url())
    page = as_person("administrator").get(reverse("readings"), {"how": "page", "kind": "documents.document"})
    assert (page.status_code, cast["chief"].full_name in page.content.decode()) == (200, True)
    assert str(secret) in page.content.decode()
    others = [as_person(who).get(reverse("readings")).status_code for who in ("chief", "delegate", "anyone")]
    assert others == [403, 403, 302]


def test_a_list_names_only_records_that_its_reader_may_see(
    viewers: dict[str, Viewer], as_person: AsPerson, secret: Document
) -> None:
    secret.audience = Audience.NAMED
    keep(secret, by=viewers["chief"], reason="for the test")
    keep_readings([secret], by=viewers["chief"], how=How.PAGE, at=timezone.now())
    page = as_person("administrator").get(reverse("readings"), {"language": "en"}).content.decode()
    assert (str(secret) in page, "document that you may not see" in page) == (False, True)


def test_the_list_takes_the_same_statements_however_long(
    secret: Document, viewers: dict[str, Viewer], as_person: AsPerson
) -> None:
    client, now, counts = as_person("administrator"), timezone.now(), []
    for hours in (range(1), range(1, 30)):
        for hour in hours:
            keep_readings([secret], by=viewers["chief"], how=How.PAGE, at=now - datetime.timedelta(hours=hour))
        client.get(reverse("readings"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("readings"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_reading_that_cannot_be_kept_is_told_in_the_log(
    secret: Document, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_args: object, **_options: object) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr(receivers, "keep_readings", full)
    with caplog.at_level(logging.ERROR):
        assert as_person("chief").get(secret.get_absolute_url()).status_code == 200
    assert [record.levelname for record in caplog.records if "a reading was not kept" in record.message] == ["ERROR"]
