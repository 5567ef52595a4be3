"""Symbols and citations of real documents, read from the collected ones."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from secretariat.documents.symbols import Doubt, Symbol, SymbolError, find_symbols, parse_symbol

pytestmark = pytest.mark.corpus

# What the index holds in its columns of symbols and is none.
NO_SYMBOLS = [
    "Charter arts. 108 and 112",
    "Charter arts. 109 and 113",
    "Executive Order (Annex A)",
    "Executive Order (Annex E)",
    "General Standards arts. 4 8 12 and 14",
    "General Standards arts. 4 8 and 12",
]
ADDRESS = re.compile(r"https?://(?:undocs|docs\.un)\.org/(?:en/|ot/)?(.+)")


def test_symbols_of_the_index_are_printed_as_they_stand(corpus: Path) -> None:
    written = [symbol for row in _index(corpus) for symbol in _symbols(row)]
    read = {symbol: str(parse_symbol(symbol)) for symbol in written if symbol not in NO_SYMBOLS}
    changed = {symbol: printed for symbol, printed in read.items() if symbol != printed}
    assert len(read) == 79
    assert changed == {symbol: _order(symbol) for symbol in read if symbol.startswith("Executive Order")}


def test_what_the_index_holds_beside_symbols_is_refused(corpus: Path) -> None:
    written = {symbol for row in _index(corpus) for symbol in _symbols(row)}
    assert sorted(symbol for symbol in written if isinstance(_read(symbol), SymbolError)) == NO_SYMBOLS


def test_session_of_every_resolution_in_the_index_fits_its_year(corpus: Path) -> None:
    read = [_read(symbol) for row in _index(corpus) for symbol in _symbols(row)]
    doubts = {str(symbol): symbol.doubts for symbol in read if isinstance(symbol, Symbol) and symbol.doubts}
    assert doubts == {"CP/CSH/INF.xxxx/18": (Doubt.OPEN_NUMBER,)}


def test_symbols_of_united_nations_resolutions_are_read(corpus: Path) -> None:
    with (corpus / "un-resolutions" / "index.csv").open(encoding="utf-8") as lines:
        symbols = [row["symbol"] for row in csv.DictReader(lines)]
    assert [symbol for symbol in symbols if isinstance(_read(symbol), SymbolError)] == []


def test_symbols_that_united_nations_resolutions_cite_are_read(corpus: Path) -> None:
    cited = {symbol for _, _, links in _linked(corpus) for symbol in links}
    assert len(cited) > 1500
    assert [symbol for symbol in cited if isinstance(_read(symbol), SymbolError)] == []


def test_citations_of_united_nations_resolutions_are_found(corpus: Path) -> None:
    wanted = found = 0
    for issuer, text, links in _linked(corpus):
        here = [symbol for _, _, symbol in find_symbols(text, issuer)]
        wanted += len(links)
        found += sum(any(_is_meant(symbol, parse_symbol(link)) for symbol in here) for link in links)
    assert wanted > 4000
    assert found / wanted > 0.98


def test_citations_of_the_security_council_are_found(corpus: Path) -> None:
    texts = {document["id"]: document["text"] for document in _lines(corpus / "unsc-gold-text" / "input.jsonl.xz")}
    with (corpus / "unsc-gold-text" / "truth_metadata.csv").open(encoding="utf-8") as lines:
        ids = {row["symbol"].split(" (")[0]: row["id"] for row in csv.DictReader(lines)}
    with (corpus / "unsc-gold-text" / "truth_citations.csv").open(encoding="utf-8") as lines:
        pairs = [(row["source"], row["target"]) for row in csv.DictReader(lines) if row["source"] in ids]
    missed = [pair for pair in pairs if pair[1] not in _cited_by_council(texts[ids[pair[0]]])]
    # The three are numbers of paragraphs that the list of citations takes for resolutions.
    assert (len(pairs), missed) == (68, [("S/RES/794", f"S/RES/{number}") for number in (2, 3, 4)])


def _index(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "oas-index" / "oas_documents.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _symbols(row: dict[str, str]) -> list[str]:
    return [symbol for symbol in [row["symbol"], row["series"], *row["cites_seen_in_excerpt"].split(";")] if symbol]


def _order(written: str) -> str:
    """Print an order of the index as an order is printed: EO, two digits, the stage with a capital."""
    year, number, stage = re.fullmatch(r"Executive Order (\d\d)-(\d+)(.*)", written).groups()  # type: ignore[union-attr]
    return f"EO {year}-{int(number):02}{stage.replace('corr', 'Corr')}"


def _read(written: str) -> Symbol | SymbolError:
    try:
        return parse_symbol(written)
    except SymbolError as refused:
        return refused


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@cache
def _linked(corpus: Path) -> list[tuple[str, str, set[str]]]:
    """Return the paragraphs with links: who speaks, the text, the symbols linked to."""
    folder = corpus / "un-resolutions"
    texts = {document["id"]: document["text"] for document in _lines(folder / "input.jsonl.xz")}
    return [
        ("/".join(parse_symbol(document["symbol"]).body), texts[document["id"]][part["start"] : part["end"]], links)
        for document in _lines(folder / "truth.jsonl.xz")
        if document["strict"]
        for part in document["paragraphs"]
        if (links := {match[1] for _, url in part["links"] if (match := ADDRESS.fullmatch(unquote(url)))})
    ]


def _is_meant(found: Symbol, linked: Symbol) -> bool:
    """Compare without the letter of a part and the year, which the links leave out or the texts do."""
    same = (found.path[:-1], found.kind, found.number) == (linked.path[:-1], linked.kind, linked.number)
    return found == linked or found.is_short_for(linked) or same


def _cited_by_council(text: str) -> set[str]:
    symbols = [symbol for _, _, symbol in find_symbols(text, "S")]
    return {f"S/RES/{symbol.number}" for symbol in symbols if symbol.path[:2] == ("S", "RES")}
