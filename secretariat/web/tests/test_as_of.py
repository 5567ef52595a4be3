from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.models import Mandate

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


@pytest.fixture
def paragraph() -> Paragraph:
    return Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")


def words(page: Any) -> str:
    return unescape(page.content.decode())


def place(record: Paragraph | Mandate) -> str:
    return reverse("record-as-of", args=(record._meta.label_lower, record.pk))


def test_a_record_is_shown_as_it_stood_that_day(
    paragraph: Paragraph, viewers: dict[str, Viewer], as_person: AsPerson
) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    paragraph.history.update(history_date=yesterday)
    before = str(paragraph.summary)
    paragraph.summary = Labels({"en": "Said anew"})
    keep(paragraph, by=viewers["planning_officer"], reason="clearer")
    then = as_person("anyone").get(place(paragraph), {"on": f"{yesterday:%Y-%m-%d}", "language": "en"})
    now = as_person("anyone").get(place(paragraph), {"language": "en"})
    assert ("Said anew" in words(then), before in words(then)) == (False, True)
    assert ("Said anew" in words(now), before in words(now)) == (True, False)


def test_before_it_was_recorded_the_page_says_so(paragraph: Paragraph, as_person: AsPerson) -> None:
    page = as_person("anyone").get(place(paragraph), {"on": "1999-01-01", "language": "en"})
    assert page.status_code == 200
    assert "Not recorded before" in page.content.decode()


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30", "0000-01-01", "'; drop"])
def test_a_day_that_is_none_is_told_beside_the_field(day: str, paragraph: Paragraph, as_person: AsPerson) -> None:
    assert as_person("anyone").get(place(paragraph), {"on": day}).status_code == 422


def test_the_past_of_a_hidden_record_is_not_found(paragraph: Paragraph, as_person: AsPerson) -> None:
    Document.objects.filter(pk=paragraph.document_id).update(audience=2)
    assert as_person("delegate").get(place(paragraph)).status_code == 404
    assert as_person("planning_officer").get(place(paragraph)).status_code == 200


def test_a_hidden_record_is_not_named_in_the_past_of_another(as_person: AsPerson, viewers: dict[str, Viewer]) -> None:
    mandate = Mandate.objects.get(paragraph__document__symbol="AG/RES. 2619 (XLI-O/11)", paragraph__number="4.b")
    secret = Document(symbol="EO 99-09", slug="eo-99-09", kind="decision", title=Labels({"en": "x"}), audience=2)
    keep(secret, by=viewers["planning_officer"])
    mandate.retired_by, mandate.retired_on = secret, timezone.localdate()
    keep(mandate, by=viewers["planning_officer"], reason="for the test")
    answer = as_person("anyone").get(place(mandate))
    assert answer.status_code == 404 or "EO 99-09" not in answer.content.decode()


@pytest.mark.parametrize("who", ["administrator", "finance_officer", "delegate", "anyone"])
def test_an_account_has_no_page_of_its_past(who: str, as_person: AsPerson, cast: dict[str, Person]) -> None:
    for name in ("planning_officer", "delegate"):
        address = reverse("record-as-of", args=("accounts.person", cast[name].pk))
        assert as_person(who).get(address).status_code == 404
        page = as_person("administrator").get(cast[name].get_absolute_url())
        assert address not in page.content.decode()


def test_a_record_that_is_not_there_is_not_found(as_person: AsPerson) -> None:
    for label in ("documents.paragraph", "accounts.person", "nothing.at"):
        address = reverse("record-as-of", args=(label, uuid.uuid4()))
        assert as_person("anyone").get(address).status_code == 404
