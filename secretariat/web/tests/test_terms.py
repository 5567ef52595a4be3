"""The controlled terms in four languages, and what is missing of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.functional import lazystr

from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.documents.choices import DocumentKind
from secretariat.parties.queries import operator
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic
from secretariat.web.terms import _term, vocabularies

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
URL = "/languages/terms/"


@pytest.fixture
def half_known() -> Topic:
    label = Labels({"en": "Half known", "pt": "Meio conhecido"}, ours=("pt",))
    return keep(Topic(slug="half-known", label=label, kind=TopicKind.THEME), by=operator())


def rows_of(page: Any) -> dict[str, list[str]]:
    """Return the words of the topics shown, by code."""
    return {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in page.context["topics"].rows}


def test_every_list_stands_there_once_with_its_words() -> None:
    lists = {each.fields[0]: each for each in vocabularies()}
    kinds = lists["document: kind"]
    assert [term.code for term in kinds.terms] == list(DocumentKind.values)
    words = kinds.terms[1].words
    assert (words["en"], words["es"]) == ("resolution", "resolución")
    names = [name for each in vocabularies() for name in each.fields]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.endswith(": language")]


def test_word_that_no_catalog_has_is_missing_in_three_languages() -> None:
    assert _term("x", lazystr("a word that nobody translates")).missing == ("es", "pt", "fr")


def test_word_that_is_the_same_in_another_language_is_not_missing() -> None:
    normal = next(term for each in vocabularies() for term in each.terms if term.words["en"] == "normal")
    assert (normal.words["es"], "es" in normal.missing) == ("normal", False)


def test_topics_stand_there_with_what_is_missing(as_person: AsPerson, half_known: Topic) -> None:
    page = as_person("planning_officer").get(URL, {"text": "half", "language": "en"})
    expected = ["Half known", "missing", "Meio conhecido (our translation)", "missing", "Correct"]
    assert rows_of(page) == {"half-known": expected}
    assert "/topics/half-known/correct/" in page.content.decode()
    assert page.context["lists"] == []
    assert page.context["summary"] == "Terms: 1; without all four languages: 1."


def test_terms_are_narrowed_to_what_is_missing(as_person: AsPerson, half_known: Topic) -> None:
    page = as_person("administrator").get(URL, {"lacking": "on", "language": "en"})
    assert list(rows_of(page)) == [topic.slug for topic in Topic.objects.all() if topic.label.missing()]
    assert "half-known" in rows_of(page)


def test_list_is_found_by_its_name(as_person: AsPerson) -> None:
    page = as_person("administrator").get(URL, {"text": "document: kind", "language": "en"})
    found = next(each for each in page.context["lists"] if each["title"].startswith("Document: kind"))
    assert (found["title"], len(found["table"].rows)) == ("Document: kind", len(DocumentKind))


def test_administrator_reads_and_the_planning_officer_corrects(as_person: AsPerson) -> None:
    pages = [as_person(who).get(URL).content.decode() for who in ("administrator", "planning_officer")]
    assert ["/topics/drugs/correct/" in page for page in pages] == [False, True]
    for who in ("administrator", "planning_officer"):
        assert URL in [action.url for action in as_person(who).get("/languages/").context["actions"]]


def test_page_is_closed_to_others(as_person: AsPerson) -> None:
    people = ("anyone", "delegate", "expert", "chief", "program_officer", "knowledge_officer")
    assert [as_person(who).get(URL).status_code for who in people] == [302, 403, 403, 403, 403, 403]
    assert as_person("chief").get("/languages/").context["actions"] == []


def test_too_long_a_word_shows_why_and_all_terms(as_person: AsPerson) -> None:
    page = as_person("administrator").get(URL, {"text": "x" * 101})
    assert (page.status_code, [*page.context["form"].errors]) == (200, ["text"])
    assert len(page.context["topics"].rows) == Topic.objects.count()
