"""The page of search, as people and browsers ask for it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.documents.models import Document
from secretariat.parties.queries import loader
from secretariat.search.writer import Indexer

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
TYPING = {"HX-Request": "true", "HX-Target": "found"}


@pytest.fixture
def reader(founding_index: Path, settings: LazySettings) -> Client:
    settings.SEARCH_INDEX = founding_index
    return Client(headers={"accept-language": "en"})


def links(html: str) -> list[str]:
    return re.findall(r'<div class="hit-head"><a href="([^"]+)"', html)


def test_the_page_marks_what_was_found(reader: Client) -> None:
    html = reader.get("/search/", {"q": "borders seaport"}).content.decode()
    assert "/documents/ag-res-2619-xli-o-11/4.b/" in links(html)[:2]
    assert "<mark>border</mark> and transport security at <mark>seaports</mark>, airports and crossings, and" in html
    assert "to reach critical information.</p>" in html


def test_words_are_found_and_marked_in_the_language_of_the_reader(reader: Client) -> None:
    html = reader.get("/search/?q=capacitacion+portuaria", headers={"accept-language": "es"}).content.decode()
    assert "<mark>capacitación</mark>" in html
    assert "<mark>portuaria</mark>" in html


def test_whoever_types_gets_the_part_that_changes_and_the_address(reader: Client) -> None:
    answer = reader.get("/search/", {"q": "2619 4"}, headers=TYPING)
    assert "<html" not in answer.content.decode()
    assert answer.headers["HX-Replace-Url"] == "/search/?q=2619+4"


def test_under_the_box_of_any_page_stand_a_few_hits(reader: Client) -> None:
    html = reader.get("/search/", {"q": "cybersec"}, headers={"HX-Request": "true"}).content.decode()
    assert 1 < html.count("<li>") <= 8
    assert "24 pages found" in html or "pages found" in html
    assert reader.get("/search/", {"q": ""}, headers={"HX-Request": "true"}).content.decode().strip() == ""


def test_every_page_leads_to_search(reader: Client) -> None:
    html = reader.get("/mandates/").content.decode()
    assert '<form class="find" role="search" action="/search/" method="get">' in html


def test_filters_keep_what_they_count_and_can_be_taken_back(reader: Client) -> None:
    html = reader.get("/search/", {"q": "terrorism"}).content.decode()
    offered = re.findall(r'<li><a href="(/search/[^"]+)"><span>[^<]*</span><span class="count">(\d+)</span>', html)
    assert len(offered) > 5
    for url, count in offered:
        narrowed = reader.get(url.replace("&amp;", "&")).content.decode()
        assert f">{count} page{'' if count == '1' else 's'} found" in narrowed
        assert 'aria-current="true"><span>' in narrowed


def test_pages_hold_each_hit_once(reader: Client) -> None:
    seen, url = list[str](), "/search/?q=states"
    while url:
        html = reader.get(url).content.decode()
        seen += links(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        url = following[1].replace("&amp;", "&") if following else ""
    count = re.search(r"(\d+) pages found", html)
    assert count is not None
    assert len(seen) == int(count[1]) > 40
    assert len(set(seen)) == len(seen)


def test_a_hit_hidden_since_the_index_was_written_is_not_shown(indexer: Indexer) -> None:
    """The index may be seconds behind; what is shown never is."""
    document = Document.objects.get(symbol="AG/RES. 2735 (XLII-O/12)")
    assert links(Client().get("/search/?q=2735").content.decode())[0] == document.get_absolute_url()
    document.audience = Audience.SECRETARIAT
    keep(document, by=loader())
    html = Client().get("/search/?q=2735").content.decode()
    assert [link for link in links(html) if link.startswith(document.get_absolute_url())] == []


@pytest.mark.parametrize("query", [
    "q=" + "a" * 1_000_000, "q=" + "%22(" * 50_000, "q=%00", "q=port%00", "q=***", "q=%F0%9F%99%82",
    "q=" + "the+" * 5000,
    "q=x&kind=" + "y" * 100_000, "q=x&topic=no-uuid", "q=x&topic=%00", "q=&body=%27", "q=x&year=-1", "q=x&words=xx",
    "q=x&page=0", "q=x&page=-1", "q=x&page=99999999999", "q=x&page=%C2%B2", "q=x&page=x", "kind=document&page=25",
    "q=" + "%C3%A9" * 300_000,
])  # fmt: skip
def test_whatever_is_asked_is_answered_at_once(reader: Client, query: str) -> None:
    begun = time.process_time()
    answer = reader.get(f"/search/?{query}")
    assert answer.status_code == 200
    _frame, _begin, shown = answer.content.partition(b'<div id="found">')  # the frame repeats the address
    assert len(shown) < 100_000
    assert time.process_time() - begun < 1


def test_markup_in_what_was_typed_stays_text(reader: Client) -> None:
    html = reader.get("/search/", {"q": '"><script>alert(1)</script> border'}).content.decode()
    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_without_an_index_the_page_says_so(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX = tmp_path / "nothing"
    assert "Search is being prepared" in client.get("/search/?q=border").content.decode()
    assert client.get("/search/?q=border", headers={"HX-Request": "true"}).status_code == 200


def test_a_page_of_hits_takes_a_fixed_number_of_statements(
    reader: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        reader.get("/search/?q=terrorism")


def test_a_person_is_found_by_the_secretariat_and_by_themselves(
    founding_index: Path, settings: LazySettings, as_person: SignIn, indexer: Indexer
) -> None:
    for who, found in (("planning_officer", True), ("delegate", True), ("second_delegate", False), ("anyone", False)):
        html = as_person(who).get("/search/?q=Cecile+Bartholomew&language=en").content.decode()
        assert ('<span class="kind">person</span>' in html) is found, who
