"""The client against a real server of two web processes: pages, versions, many at once, fifty at one record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from urllib.request import Request

import pytest
from secretariat_client import Conflict, Invalid, Missing, NotPermitted, Problem, Record, Secretariat, Stale

from tests.installations import Installation, Reader, serving

WRITERS = 50


def token_of(port: int, person: str) -> str:
    """Return a token that one of the cast makes on the page."""
    reader = Reader(port)
    reader.enter_as(person)
    field = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', reader.get("/accounts/tokens/make/")[1])
    until = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=30)
    sent = {"csrfmiddlewaretoken": field[1] if field else "", "name": person, "access": "write", "expires_on": until}
    request = Request(f"{reader.base}/accounts/tokens/make/", data=urlencode(sent).encode())
    with reader.opener.open(request) as answer:
        secret = re.search(r"sctk_[\w-]{43}", answer.read().decode())
    assert secret
    return secret[0]


@pytest.fixture(scope="module")
def server(lanterns: Installation) -> Iterator[str]:
    extra = {**lanterns.extra, "SECRETARIAT_API_LIMITS": "token=100000 person=100000 network=100000"}
    generous = Installation(lanterns.folder, lanterns.package, lanterns.settings, extra)
    with serving(generous, "--no-worker", "--processes", "2") as (_server, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def api(server: str) -> Secretariat:
    return Secretariat(server, token_of(int(server.rpartition(":")[2]), "planning_officer"))


def new(slug: str) -> dict[str, object]:
    return {
        "slug": f"{slug}-{datetime.datetime.now(tz=datetime.UTC):%H%M%S%f}",
        "label": {"en": slug},
        "kind": "threat",
    }


def test_a_list_is_read_page_by_page(api: Secretariat) -> None:
    api.create_many("topics", [new("paged") for _number in range(7)], reason="To turn over")
    pages, whole = list(api.all("topics", limit=3)), list(api.all("topics", limit=200))
    assert [each.id for each in pages] == [each.id for each in whole]
    assert len(whole) >= 7
    assert set(next(api.all("topics", fields=["slug", "version"]))) == {"id", "slug", "version"}


def test_what_is_refused_is_told_apart(api: Secretariat, server: str) -> None:
    record = api.create("topics", new("refused"))
    api.change(record, {"kind": "program"}, reason="Réglé")
    assert api.history("topics", record.id)[0]["reason"] == "Réglé"
    refusals: list[tuple[type[Problem], object]] = [
        (Stale, lambda: api.change(record, {"kind": "threat"}, reason="x")),
        (Missing, lambda: api.read("topics", "no-such-topic")),
        (Invalid, lambda: api.create("topics", {"kind": "none"})),
        (Conflict, lambda: api.change(api.read("topics", record.id), {"parent": record.id}, reason="x")),
        (NotPermitted, lambda: Secretariat(server).create("topics", new("nobody"))),
        (NotPermitted, lambda: Secretariat(server, "sctk_x").read("topics", record.id)),
    ]
    for kind, act in refusals:
        with pytest.raises(kind):
            act()  # type: ignore[operator]


def test_many_are_made_and_changed(api: Secretariat) -> None:
    made = api.create_many("topics", [new("many") for _number in range(120)])
    assert [each.index for each in made] == list(range(120))
    records = [Record({"id": each.id}, "topics", each.version) for each in made]
    changed = api.change_many([(each, {"kind": "program"}) for each in records], reason="All of them")
    assert all(each.is_done for each in changed)
    assert {api.read("topics", each.id)["kind"] for each in made[::40]} == {"program"}


def test_fifty_who_edit_one_record_at_once_lose_nothing(api: Secretariat) -> None:
    record = api.create("topics", new("edited"))

    def add(number: int) -> None:
        def edit(topic: Record) -> dict[str, object]:
            return {"label": {"en": f"{topic['label']['en']} w{number}"}}

        api.edit("topics", record.id, edit, reason=f"writer {number}", tries=500)

    with ThreadPoolExecutor(10) as writers:
        list(writers.map(add, range(WRITERS)))
    words = api.read("topics", record.id)["label"]["en"].split()[1:]
    assert sorted(words) == sorted(f"w{number}" for number in range(WRITERS))
    assert len(api.history("topics", record.id, limit=200)) == WRITERS + 1


def test_of_fifty_who_change_one_version_one_wins(api: Secretariat) -> None:
    record = api.create("topics", new("raced"))

    def change(number: int) -> str:
        try:
            api.change(record, {"label": {"en": f"won by {number}"}}, reason=f"writer {number}")
        except Stale:
            return "stale"
        return "won"

    with ThreadPoolExecutor(WRITERS) as writers:
        ends = list(writers.map(change, range(WRITERS)))
    assert (ends.count("won"), ends.count("stale")) == (1, WRITERS - 1)
