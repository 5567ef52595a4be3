"""Another secretariat, loaded into a database of its own: nothing is wired to the first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from secretariat.core.languages import LANGUAGES
from secretariat.founding.load_parties import units_of
from secretariat.founding.reading import read_package
from secretariat.founding.schema import Founding
from tests.installations import LANTERNS, ROOT, Installation, Reader, serving

FIRST = ROOT / "secretariat" / "founding" / "packages" / "oas_sms"
COUNTS = {
    "units": 4,
    "functions": 4,
    "sources": 2,
    "paragraphs": 5,
    "areas": 2,
    "programs": 3,
    "projects": 4,
    "activities": 6,
    "planned": 6,
}
DOORS = ("/", "/mandates/", "/documents/", "/structure/", "/plans/", "/coverage/", "/states/", "/bodies/", "/topics/")
FURTHER = 30  # pages behind the doors that are looked at
EVERYONE_KNOWS = {"United Nations", "Naciones Unidas", "Nações Unidas", "Nations Unies"}
READERS = (("", "en"), ("", "pt"), ("delegate", "es"), ("planning_officer", "fr"))


@pytest.fixture(scope="module")
def port(lanterns: Installation) -> Iterator[int]:
    with serving(lanterns) as (_server, port):
        yield port


def names_in(founding: Founding) -> set[str]:
    """Return how a package names parties and documents, in every language."""
    parties = [*founding.states, *founding.organizations, *founding.bodies]
    units = units_of(founding).values()
    words = (
        [each.name for each in parties] + [each.name for each in units] + [each.title for each in founding.documents]
    )
    said = {getattr(each, language) for each in words for language in LANGUAGES}
    said |= {each.acronym for each in parties} | {each.acronym for each in units}
    said |= {each.symbol for each in founding.documents}
    return {each for each in said if len(each) > 2}


def text_of(page: str) -> str:
    """Return what a reader reads of a page, hints and titles included."""
    said = re.findall(r'(?:title|alt|placeholder|aria-label|content)="([^"]*)"', page)
    body = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return unescape(" ".join([body, *said]))


def found_in(text: str, names: Iterable[str]) -> list[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return sorted(set(re.findall(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text)))


def links_of(page: str) -> set[str]:
    paths = re.findall(r'href="(/[^"#]*)"', page)
    return {unescape(path) for path in paths if not re.match(r"/(static|accounts)/", path) and "language=" not in path}


def test_second_package_is_counted_as_its_plan_counts(lanterns: Installation) -> None:
    done = lanterns.run("coverage", "--json")
    found = json.loads(done.stdout)
    assert (found["order"], found["plan"], found["counts"]) == ("EO 21-02", "CLK/doc.4/21", COUNTS)
    assert found["gaps"] == {
        "paragraphs_without_activity": ["CLK/DEC.1/19 1", "CLK/RES.3/20 3"],
        "binding_paragraphs_without_activity": [],
        "paragraphs_without_owner": ["CLK/DEC.1/19 1", "CLK/RES.3/20 2.b", "CLK/RES.3/20 3"],
        "activities_without_mandate": ["1.A.1.2", "2.A.1.1", "2.A.1.2"],
        "projects_without_line": [],
        "functions_nobody_carries_out": ["II.1"],
        "units_without_work": [],
    }


def test_second_package_is_traced_from_its_paragraph_to_its_plan_line(lanterns: Installation) -> None:
    found = json.loads(lanterns.run("trace", "CLK/RES. 3/20", "2a", "--json").stdout)
    assert [each["address"] for each in found["functions"]] == ["IV.1"]
    assert [each["name"] for each in found["units"]] == ["Wick Bench"]
    lines = [(each["address"], each["quantity"], each["confirmed"]) for each in found["activities"]]
    assert lines == [("1.A.1.1", 3, True), ("1.A.1.2", None, False)]


def test_first_page_of_the_second_package_shows_its_plan(port: int) -> None:
    status, page = Reader(port).get("/")
    assert status == 200
    assert found_in(text_of(page), ["Oil", "Signals", "2 of 3", "3 of 3"]) == ["3 of 3", "Oil", "Signals"]


@pytest.mark.parametrize(("person", "language"), READERS)
def test_no_page_of_the_second_package_names_anything_of_the_first(port: int, person: str, language: str) -> None:
    strange = names_in(read_package(FIRST)) - names_in(read_package(LANTERNS)) - EVERYONE_KNOWS
    reader = Reader(port)
    if person:
        assert reader.enter_as(person) == 200
    pages = {path: reader.get(path, language) for path in DOORS}
    further = sorted(set().union(*(links_of(page) for _status, page in pages.values())) - set(pages))
    pages |= {path: reader.get(path, language) for path in further[:FURTHER]}
    assert {path: status for path, (status, _page) in pages.items() if status != 200} == {}
    named = {path: found_in(text_of(page), strange) for path, (_status, page) in pages.items()}
    assert {path: names for path, names in named.items() if names} == {}


def test_second_package_does_not_load_beside_the_first(lanterns: Installation) -> None:
    done = lanterns.run("load-founding", str(FIRST))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "package.yaml:1: this database serves “ulc”, the package “oas”:"
        " a second secretariat needs a database of its own"
    )


def test_loading_the_second_package_again_changes_nothing(lanterns: Installation) -> None:
    counts = json.loads(lanterns.run("load-founding", "--json").stdout)
    assert {(each["made"], each["changed"], each["kept"]) for each in counts.values()} == {(0, 0, 0)}


def test_nothing_in_the_program_is_named_after_the_first_organization() -> None:
    """Keys of the first package stand in its own files, and nowhere in the code."""
    own = {FIRST.parent, *ROOT.glob("secretariat/*/tests"), *ROOT.glob("secretariat/*/migrations")}
    code = [path for path in (ROOT / "secretariat").rglob("*.py") if not own & set(path.parents)]
    assert [name for path in code if (name := _key_in(path))] == []


def _key_in(path: Path) -> str:
    found = re.search(r"""["'](oas|sms|s-cicte|cicte|es-cicad)["']""", path.read_text(encoding="utf-8"))
    return f"{path.name}: {found[1]}" if found else ""
