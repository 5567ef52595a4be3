"""What holds for every symbol, not only for those that we know."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.documents.symbols import (
    Session,
    SessionKind,
    Stage,
    StageKind,
    Style,
    Symbol,
    SymbolError,
    find_symbols,
    parse_symbol,
)

KEY = re.compile(r"[a-z0-9_-]{1,160}")

# Letters from which no root of the United Nations, kind of document, order, series or Roman volume can be made.
NAMES = st.text("BGHKQZ", min_size=2, max_size=3)
PARTS = st.lists(NAMES, min_size=1, max_size=2).flatmap(
    lambda names: st.sampled_from([".", "-"]).map(lambda mark: mark.join(names))
)
BODIES = st.lists(PARTS, min_size=1, max_size=3).map(tuple)
ACTS = st.sampled_from(["RES", "DEC", "REC"])
DOCUMENTS = st.sampled_from(["DOC", "INF", "ACTA", "SA", "QUZ"])
NUMBERS = st.integers(1, 99_999)
YEARS = st.integers(1940, 2060)
STAGES = st.lists(st.builds(Stage, st.sampled_from(StageKind), st.integers(1, 30) | st.none()), max_size=3).map(tuple)
SESSIONS = st.builds(
    Session,
    st.integers(1, 120),
    st.sampled_from([SessionKind.UNSTATED, SessionKind.ORDINARY, SessionKind.EXTRAORDINARY]),
    YEARS,
)
SHELVES = st.sampled_from(["", "OEA/Ser.G", "OEA/Ser.L/X.2.16", "OEA/Ser.L/V/II.111"])
VOLUMES = st.lists(st.sampled_from(["X", "X.2", "XVI.3", "V", "II.111", "2", "1", "XXXVIII-O.2"]), max_size=3)

NUMBERED = st.one_of(
    st.builds(Symbol, st.just(Style.AG), BODIES, ACTS, NUMBERS, SESSIONS, stages=STAGES, series=SHELVES),
    st.builds(Symbol, st.just(Style.AG), BODIES, ACTS, NUMBERS, stages=STAGES, series=SHELVES),
    st.builds(Symbol, st.just(Style.BODY_DEC), BODIES, ACTS, NUMBERS, year=YEARS, stages=STAGES, series=SHELVES),
    st.builds(Symbol, st.just(Style.BODY_DEC), BODIES, ACTS, NUMBERS, SESSIONS, year=YEARS, stages=STAGES),
    st.builds(Symbol, st.just(Style.BODY_DOC), BODIES, DOCUMENTS, NUMBERS | st.none(), year=YEARS, stages=STAGES),
    st.builds(Symbol, st.just(Style.BODY_DOC), BODIES, number=NUMBERS, year=YEARS, stages=STAGES, series=SHELVES),
    st.builds(
        Symbol, st.just(Style.CP_RES), BODIES, ACTS, NUMBERS, year=YEARS, meeting=NUMBERS, stages=STAGES, series=SHELVES
    ),
)
OTHERS = st.one_of(
    st.builds(Symbol, st.just(Style.ORDER), kind=st.just("EO"), number=st.integers(1, 999), year=YEARS, stages=STAGES),
    st.builds(Symbol, st.just(Style.TREATY), kind=st.sampled_from("ABC"), number=st.integers(1, 999), stages=STAGES),
    st.builds(
        Symbol,
        st.just(Style.SERIES),
        series=VOLUMES.map(lambda volumes: "/".join(["OEA/Ser.L", *volumes])),
        stages=STAGES,
    ),
)
UN_FRONTS = st.sampled_from(["A", "S", "E/CN.7", "A/C.5", "A/HRC", "ST/SG/AC.10", "UNEP/EA.2", "ISBA", "GC(62)"])
UN_MIDDLES = st.sampled_from(
    ["", "/RES", "/70", "/RES/70", "/2016", "/S-10", "/ES-10/AC.1", "/PRST/2013", "/X", "/INF"]
)
UN_NUMBERS = st.builds(
    lambda mark, number, behind: f"/{mark}{number}{behind}",
    st.sampled_from(["", "L.", "PV.", "CRP."]),
    NUMBERS,
    st.sampled_from(["", " (XXIX)", " (2001)", " (Sect. 3)", " (Part II)", " (Vol. I)", "/Add.1-10", "/Part 2"]),
)
UN_STAGES = st.lists(
    st.builds("/{}.{}".format, st.sampled_from(["Rev", "Corr", "Add", "Amend"]), st.integers(1, 30)), max_size=3
).map("".join)
UNITED_NATIONS = st.builds("{}{}{}{}".format, UN_FRONTS, UN_MIDDLES, UN_NUMBERS, UN_STAGES).map(parse_symbol)
SYMBOLS = NUMBERED | OTHERS | UNITED_NATIONS

# Pieces that symbols are made of, right and wrong, put together in every order.
SCRAPS = st.lists(
    st.sampled_from(
        "A AG CP S E EO OEA OEA/Ser.G RES DEC doc INF ACTA CSH Sub 1 12 06 2001 99 0 XL I V O l rev. Rev Add.1 corr "
        "xxxx 0000 resolution S-10 Part Sect.3 / / / . - ( ) , ; : [ ] * ° – \u00a0 \n".split(" ")
    )
    | st.just(" "),
    max_size=12,
).map("".join)


def _read(text: str) -> Symbol | SymbolError:
    try:
        return parse_symbol(text)
    except SymbolError as refused:
        return refused


def _stands_out(symbol: Symbol) -> bool:
    """Tell what a sentence shows to be a symbol: not a treaty's A-1, an unknown body's GC(62)/5, or QUZ-5/16."""
    if symbol.style is Style.TREATY or symbol.path[:1] == ("GC(62)",):
        return False
    return symbol.style is not Style.BODY_DOC or bool(symbol.kind) or len(symbol.body) > 1 or "-" in symbol.body[0]


@given(SYMBOLS)
def test_symbol_printed_is_read_back_the_same(symbol: Symbol) -> None:
    assert parse_symbol(str(symbol)) == symbol


@given(SYMBOLS)
def test_base_and_parent_are_symbols_too(symbol: Symbol) -> None:
    family = [symbol.base, symbol.parent or symbol]
    assert [parse_symbol(str(relative)) for relative in family] == family


@given(SYMBOLS, SYMBOLS)
def test_slugs_of_different_symbols_differ(one: Symbol, other: Symbol) -> None:
    assert (one.slug == other.slug, str(one) == str(other)) == (one == other, one == other)


@given(SYMBOLS)
def test_slug_is_fit_for_addresses(symbol: Symbol) -> None:
    assert KEY.fullmatch(symbol.slug) is not None


@given(SYMBOLS.filter(_stands_out))
def test_symbol_is_found_in_a_sentence_where_it_stands(symbol: Symbol) -> None:
    before, after = "as document (see ", "; of that day)."
    found = find_symbols(before + str(symbol) + after)
    assert found == [(len(before), len(before) + len(str(symbol)), symbol)]


@settings(max_examples=500)
@given(SCRAPS | st.text(max_size=60))
def test_reading_any_text_gives_a_symbol_or_a_refusal_with_a_place_in_it(text: str) -> None:
    read = _read(text)
    if isinstance(read, Symbol):
        assert parse_symbol(str(read)) == read
        assert KEY.fullmatch(read.slug) is not None
    else:
        assert 0 <= read.at <= len(text)


@settings(max_examples=300)
@given(st.lists(SCRAPS | st.text(max_size=20), max_size=6).map(" ".join), st.sampled_from(["", "A", "A/HRC", "S", "E"]))
def test_symbols_found_in_any_text_stand_in_it_in_order_and_apart(text: str, issuer: str) -> None:
    places = [place for start, end, _ in find_symbols(text, issuer) for place in (start, end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


def test_marks_between_the_same_words_give_different_slugs() -> None:
    symbols: dict[str, Symbol] = {}
    marks = ["/", ".", "-", " (", ""]
    words = [("AG", "RES", "5", "4", "04"), ("CP", "CSH", "1061", "09", "2"), ("S", "RES", "5", "1999", "X")]
    words += [("OEA/Ser.L", "X", "2", "1", "16"), ("A", "C", "5", "V", "B"), ("UN", "A", "RES", "5", "XL")]
    for (first, *rest), between in product(words, product(marks, repeat=4)):
        text = first + "".join(mark + word for mark, word in zip(between, rest, strict=True))
        read = _read(text + ")" * text.count("("))
        if isinstance(read, Symbol):
            assert symbols.setdefault(read.slug, read) == read
    assert len(symbols) == len({str(symbol) for symbol in symbols.values()}) > 100
