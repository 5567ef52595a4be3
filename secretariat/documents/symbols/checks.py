"""What no symbol can be without: a symbol that could not be read back from its printed form is not made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.symbols.parts import Session, Style
from secretariat.documents.symbols.paths import names_a_body, stages_of, tidy_path
from secretariat.documents.symbols.patterns import compiled
from secretariat.documents.symbols.roman import LARGEST
from secretariat.documents.symbols.words import ACTS, KNOWN_KINDS, UN_ROOTS, printed_part

if TYPE_CHECKING:
    from secretariat.documents.symbols.symbol import Symbol

# Printed forms longer than this do not occur; keys stay within 160 characters by it.
LONGEST = 100

_PART = compiled(r"[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*")
_ORDER = compiled(r"(?:EO|OE|E\.O|O\.E)(?![A-Za-z])")
_KIND_AND_NUMBER = compiled(rf"(?i:{'|'.join(KNOWN_KINDS)})(?:\.?\d|\.[LIO]{{0,2}}\d)")
_KIND = compiled(r"[A-Z]{2,12}")
_SERIES = compiled(r"OEA/Ser\.[A-Z](?:/(?:[IVXL]+|\d+)(?:-[OE])?(?:\.(?:[IVXL]+|\d+))*)*")
_JOINED = compiled(r"\d-[A-Za-z]{1,8}$")
_VOLUME = compiled(r"[IVXL]+(?:[.-].*)?")
_ROOT = compiled(r"[A-Z][A-Z0-9]*(?:\.[A-Za-z0-9]+|-[A-Za-z]+)*(?:\([A-Z0-9-]+\))?")


def check(symbol: Symbol) -> None:
    """Refuse a symbol that no document could carry.

    Errors: ValueError saying what does not fit.
    """
    _check_alone(symbol)
    match symbol.style:
        case Style.UN:
            pass  # its path was checked before it was read
        case Style.SERIES:
            _require(bool(_SERIES.fullmatch(symbol.series)), "a series is OEA/Ser. and a letter, then volumes")
        case Style.TREATY:
            _require(
                symbol.kind in {"A", "B", "C"} and _between(symbol.number, 1, 999),
                "a treaty is A-, B- or C- and a number",
            )
        case Style.ORDER:
            _require(_is_year(symbol.year) and _between(symbol.number, 1, 999), "an order has a year and a number")
        case _:
            _check_numbered(symbol)
    _require(
        all(_between(stage.number, 0, 9999) for stage in symbol.stages if stage.number is not None), "stage too high"
    )
    _require(len(symbol.canonical) <= LONGEST, f"a symbol has at most {LONGEST} characters")


# What each style says; the rest must stay empty, or two symbols would be printed alike.
_TOLD = {
    Style.UN: {"path", "body", "kind", "number", "session", "year"},
    Style.SERIES: {"series"},
    Style.TREATY: {"kind", "number"},
    Style.ORDER: {"kind", "number", "year"},
    Style.CP_RES: {"series", "body", "kind", "number", "year", "meeting"},
}
_TOLD_OF_NUMBERED = {"series", "body", "kind", "number", "session", "year"}
_FIELDS = _TOLD[Style.UN] | _TOLD[Style.CP_RES]


def _check_alone(symbol: Symbol) -> None:
    untold = _FIELDS - _TOLD.get(symbol.style, _TOLD_OF_NUMBERED)
    _require(not any(getattr(symbol, name) for name in untold), f"the style {symbol.style} does not say this")
    _require(symbol.style is not Style.ORDER or symbol.kind == "EO", "the kind of an order is EO")


def style_of(kind: str, *, session: bool, meeting: bool, year: bool) -> Style:
    """Return the style of a numbered document from what stands beside its number."""
    if meeting:
        return Style.CP_RES
    if not year and (session or kind in ACTS):
        return Style.AG
    return Style.BODY_DEC if kind in ACTS or session else Style.BODY_DOC


def check_path(path: tuple[str, ...]) -> None:
    """Refuse a path that is not in the one spelling that is kept, or lacks a number.

    Errors: ValueError saying what does not fit.
    """
    _require(len(path) > 1 and tidy_path(path) == path, "the parts of a path are kept tidy")
    _require(bool(_ROOT.fullmatch(path[0])), f"“{path[0]}” does not name a body")
    stem = path[: len(path) - len(stages_of(path))]
    _require(any(map(str.isdigit, "".join(stem[1:]))) and not names_a_body(stem), "a number is missing")
    _require(not any(map(_JOINED.search, path[:-1])), "a hyphen joins two symbols")


def _check_numbered(symbol: Symbol) -> None:
    year = symbol.year is not None and symbol.style is not Style.AG
    meeting = symbol.meeting is not None
    style = style_of(symbol.kind, session=symbol.session is not None, meeting=meeting, year=year and not meeting)
    _require(symbol.style is style, f"this is of the style {style}")
    _require(
        all(_PART.fullmatch(part) and printed_part(part) == part for part in symbol.body), "a body is named in words"
    )
    _require(not any(map(_KIND_AND_NUMBER.match, symbol.body)), "a body is not a kind of document with a number")
    _require(bool(symbol.body or (symbol.series and symbol.kind)), "a body is missing")
    _require(not symbol.series or bool(_SERIES.fullmatch(symbol.series)), "the series is not one")
    if symbol.body:
        _check_first(symbol.body, in_series=bool(symbol.series))
    _require(bool(symbol.kind) or (year and symbol.number is not None), "a hyphen needs a number and a year")
    _require(not symbol.kind or bool(_KIND.fullmatch(symbol.kind)), "a kind is a word in capitals")
    _require(symbol.number is None or _between(symbol.number, 1, 9_999_999), "the number is not one")
    _require(not (meeting or year) or _is_year(symbol.year), "the year is not one")
    _require(not meeting or (_between(symbol.meeting, 1, 99_999) and symbol.session is None), "the meeting is not one")
    _require(symbol.session is None or _is_session(symbol.session), "the session is not one")


def _check_first(body: tuple[str, ...], *, in_series: bool) -> None:
    """Refuse a first word that leads elsewhere: it decides how a symbol is read."""
    root = body[0].partition(".")[0]
    _require(root not in UN_ROOTS and body[0] != "ES", f"“{root}” begins symbols of the United Nations")
    _require(not _ORDER.match(body[0]), "this names an order")
    _require(root not in {"OEA", "OAS"} or not body[1:] or not body[1].startswith("SER"), "this names a series")
    _require(not in_series or not _VOLUME.fullmatch(body[0]), "a body is not a volume of the series")


def _is_session(session: Session) -> bool:
    kind_fits = session.kind.value in {"", "O", "E"}
    return kind_fits and _between(session.number, 1, LARGEST) and (session.year is None or _is_year(session.year))


def _is_year(year: int | None) -> bool:
    return _between(year, 1000, 9999)


def _between(number: int | None, low: int, high: int) -> bool:
    return number is not None and low <= number <= high


def _require(fits: bool, why: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fits:
        raise ValueError(why)
