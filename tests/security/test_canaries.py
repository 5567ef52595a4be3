"""What is hidden stays hidden: words that stand nowhere else are looked for on every page that others can open.

``canaries.plant`` ties restricted documents, a draft order, a draft amendment and suggested and refused links to public
records in every way. None of their words may show, and no public page may change by a letter: a count that moves, a
choice that is offered or a row that is missing tells of them too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from tests.answers import content_of
from tests.samples import Samples
from tests.security.canaries import CANARY, Public, a_planner, decide_in_public, panels_of, plant

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
OUTSIDE = ("anyone", "delegate", "second_delegate", "expert", "analyst", "partner")
BY_CHANCE = re.compile(r'csrf\w*"[^>]*|"X-CSRFToken[^}]*|value="\w{64}"')


@pytest.fixture
def public(cast: dict[str, Person]) -> Public:
    planner = a_planner()
    public = Public(Samples(planner, cast), planner)
    decide_in_public(public)
    return public


def read(client: Client, url: str) -> str:
    """Return what an address answers, without what differs by chance."""
    answer = client.get(url)
    assert answer.status_code < 500, url
    words = BY_CHANCE.sub("", content_of(answer).decode(errors="replace"))
    return f"{answer.status_code} {words} {answer.headers.get('Location', '')}"


def own_pages(records: list[models.Model]) -> list[str]:
    """Return the addresses of hidden records, their panels and their pasts."""
    pages = [record.get_absolute_url() for record in records if hasattr(record, "get_absolute_url")]
    return [each for each in pages if each] + [url for record in records for url in panels_of(record)]


def test_no_page_shows_what_is_hidden_nor_changes_because_of_it(public: Public, as_person: SignIn) -> None:
    pages, stranger = [*public.every_route, *public.pages], as_person("anyone")
    before = {url: read(stranger, url) for url in pages}
    own = own_pages(plant(public))
    after = {url: read(stranger, url) for url in pages}
    assert {url for url, text in after.items() if CANARY in text} == set()
    assert {url for url in pages if after[url] != before[url]} == set()
    assert {url for url in own if CANARY in read(stranger, url)} == set()


@pytest.mark.routes
@pytest.mark.parametrize("who", OUTSIDE[1:])
def test_no_page_shows_what_is_hidden_to_those_outside(
    public: Public, as_person: SignIn, cast: dict[str, Person], who: str
) -> None:
    hidden = plant(public)
    client, others = as_person(who), Person.objects.exclude(pk=cast[who].pk)
    secrets = [CANARY, *others.values_list("email", flat=True)]
    texts = {url: read(client, url).replace(cast[who].email, "") for url in [*public.every_route, *own_pages(hidden)]}
    assert {(url, secret) for url, text in texts.items() for secret in secrets if secret in text} == set()


@pytest.mark.routes
def test_the_canaries_are_seen_by_those_who_may(public: Public, as_person: SignIn, viewers: dict[str, Viewer]) -> None:
    """Without this the other tests could pass because nothing was hidden there at all."""
    hidden = plant(public)
    officer = as_person("planning_officer")
    seen = [url for url in [*public.every_route, *own_pages(hidden)] if CANARY in read(officer, url)]
    kinds = ("/panels/", "/documents/", "/plans/", "/structure/", "/mandates/", "/history/", "/trace/", "/people/")
    assert {kind: any(url.startswith(kind) for url in seen) for kind in kinds} == dict.fromkeys(kinds, True)
    named = Document.objects.visible_to(viewers["planning_officer"]).filter(audience=Audience.NAMED)
    assert named.count() == 0
