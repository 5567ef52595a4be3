from __future__ import annotations

import datetime
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture
def paragraph(viewers: dict[str, Viewer]) -> Paragraph:
    """A paragraph recorded yesterday, and said anew today."""
    found = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    moment = timezone.now() - datetime.timedelta(days=1)
    found.history.update(history_date=moment)
    found.summary = Labels({**found.summary, "en": found.summary["en"] + " Once more."})
    keep(found, by=viewers["planning_officer"], reason="clearer <b>now</b>")
    return found


def ask(client: Client, record: Paragraph, since: object = YESTERDAY, until: object = TODAY) -> tuple[int, str]:
    place = reverse("record-between", args=(record._meta.label_lower, record.pk))
    page = client.get(place, {"since": str(since), "until": str(until), "language": "en"})
    return page.status_code, unescape(page.content.decode())


def test_what_changed_is_shown_word_by_word_with_who_and_why(paragraph: Paragraph, as_person: AsPerson) -> None:
    status, page = ask(as_person("planning_officer"), paragraph)
    assert (status, page.count("<ins>"), page.count("<del>")) == (200, 2, 1)
    assert "1 field differs, in 1 step." in page
    assert '<ins><span class="for-readers">put in: </span>' in page
    assert "Once more." in page


def test_an_outsider_reads_what_changed_and_not_who(paragraph: Paragraph, as_person: AsPerson) -> None:
    _status, page = ask(as_person("anyone"), paragraph)
    writer = paragraph.history.latest().history_user.full_name
    assert ("Once more." in page, writer in page) == (True, False)


def test_days_without_a_change_say_so(paragraph: Paragraph, as_person: AsPerson) -> None:
    _status, page = ask(as_person("anyone"), paragraph, since=TODAY)
    assert "Nothing differs between" in page


def test_before_it_was_recorded_everything_is_new(paragraph: Paragraph, as_person: AsPerson) -> None:
    status, page = ask(as_person("anyone"), paragraph, since="1999-01-01", until=YESTERDAY)
    assert (status, "Not recorded before" in page, page.count("<del>")) == (200, True, 0)


@pytest.mark.parametrize(("since", "until"), [("", TODAY), (TODAY, YESTERDAY), ("2026-02-30", TODAY), (TODAY, "x")])
def test_days_that_are_none_or_in_the_wrong_order_are_told(
    since: object, until: object, paragraph: Paragraph, as_person: AsPerson
) -> None:
    assert ask(as_person("anyone"), paragraph, since, until)[0] == 422


def test_a_hidden_record_is_not_found(paragraph: Paragraph, as_person: AsPerson) -> None:
    Document.objects.filter(pk=paragraph.document_id).update(audience=2)
    assert [ask(as_person(who), paragraph)[0] for who in ("anyone", "delegate", "chief")] == [404, 404, 200]


def test_the_history_of_every_record_leads_there(as_person: AsPerson) -> None:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    page = as_person("anyone").get(document.get_absolute_url(), {"language": "en"}).content.decode()
    assert [panel.key for panel in panels_for(Document)][-1] == "history"
    assert reverse("record-between", args=("documents.document", document.pk)) in page
