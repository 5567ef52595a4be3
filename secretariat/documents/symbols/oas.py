"""Read symbols of the habits of the OAS: a body, a kind of document, a number, and a year, session or meeting."""

from __future__ import annotations

from secretariat.documents.symbols.checks import style_of
from secretariat.documents.symbols.cursor import Cursor
from secretariat.documents.symbols.parts import Session, SessionKind, Stage, Style, full_year
from secretariat.documents.symbols.patterns import ANY_STAGE, GOES_ON, KIND, NUMBER, NUMBER_SIGN, YEAR, compiled, digits
from secretariat.documents.symbols.roman import LARGEST, from_roman
from secretariat.documents.symbols.stages import read_stages
from secretariat.documents.symbols.symbol import Symbol
from secretariat.documents.symbols.words import ACTS, UN_PARTS, printed_part

MOST_PARTS = 6
# Kinds that citations print without year and session; of others a number alone is read by the other habit.
YEARLESS_KINDS = ACTS | {"DOC"}

_WORD = r"[A-Za-z][A-Za-z0-9]{0,19}"
_TAIL = r"(?:[.-][A-Za-z0-9]{1,20})"

ORDER = compiled(
    r"(?i:E\.? ?O\.?|O\.? ?E\.?|executive orders?|orden(?:es)? ejecutivas?|ord(?:em|ens) executivas?"
    r"|(?:decret|ordre|ordonnance)s? executi(?:f|ve)s?|decretos? (?:ejecutiv|executiv)os?)(?![A-Za-z])"
)
SERIES = compiled(r"(?i:OEA|OAS|O\.E\.A\.|O\.A\.S\.) ?/ ?(?i:Ser) ?\.? ?(?P<letter>[A-Za-z])(?![A-Za-z0-9])")
TREATY = compiled(rf"(?P<letter>[ABCabc]) ?- ?(?P<number>[1-9]\d{{0,2}})(?= ?$| ?[,.;)]| (?i:{ANY_STAGE})\b)")

_ORDER_NUMBER = compiled(
    rf"[ /-]?{NUMBER_SIGN}(?P<year>\d{{4}}|(?=[OolI]?\d)[\dOolI]{{2}})"
    r" ?[/-] ?(?P<number>\d[\dlIO]{0,2}|[lI])(?![A-Za-z0-9])"
)
_VOLUME = compiled(
    r" ?/ ?(?P<volume>(?:[IVXLivxl]{1,8}|\d{1,3})(?:-[OE])?(?:\.(?:\d{1,4}|[IVXL]{1,8}))*)(?![A-Za-z0-9])"
)
_SHELF_DOCUMENT = compiled(rf"[ ,./]{{0,3}}(?i:doc)\b ?\.? ?{NUMBER_SIGN}(?P<number>{NUMBER})")

_KIND = compiled(
    rf"(?i:(?P<kind>{KIND}))(?![A-Za-z]) ?[.,]? ?\.?(?P<slash> ?/ ?)? ?{NUMBER_SIGN}"
    rf"(?P<number>{NUMBER}|[xX]{{2,6}}(?![A-Za-z]))"
)
_OTHER_KIND = compiled(
    rf"(?P<kind>[A-Za-z]{{2,12}})\. ?(?P<number>{NUMBER}|[xX]{{2,6}})(?= ?\.? ?/ ?{YEAR}(?!{GOES_ON}))"
)
# Not S-10 and ES-10: they are sessions of the United Nations.
_HYPHENED = compiled(
    rf"(?!(?i:E?S) ?-)(?P<part>{_WORD}{_TAIL}{{0,5}}?) ?- ?(?P<number>{NUMBER}) ?\.? ?/ ?(?P<year>{YEAR})(?!{GOES_ON})"
)
_BODY = compiled(rf"{_WORD}{_TAIL}{{0,5}}(?: [IVXL]{{1,6}}(?= ?/))?")
_SLASH = compiled(rf"\.? ?/ ?| (?=(?i:{KIND})\b)")
_NEXT = compiled(" ?/ ?")
_KIND_ALONE = compiled(rf"(?i:{KIND})(?![A-Za-z])(?![. ]*/ ?[A-Za-z])[. ]*")

_YEAR_FOLLOWS = compiled(r" ?\.? ?/ ?(?!(?i:rev|corr|add|amend))")
_YEAR = compiled(rf"(?P<year>{YEAR})(?!{GOES_ON})")
_MEETING = compiled(rf" ?\( ?(?P<meeting>\d{{1,5}}) ?/ ?(?P<year>{YEAR}) ?\)?")
_COUNT = r"(?:(?P<arabic>\d{1,3})(?= ?-)|(?P<roman>[IVXLCivxlc1]{1,9}))"
_SESSION = compiled(
    rf" ?,? ?\( ?{_COUNT}(?: ?[-/]? ?(?P<kind>[OEoe0])(?![A-Za-z]))?(?: ?[-/]? ?(?P<year>{YEAR}))? ?(?:\)|$)"
)
_BARE_SESSION = compiled(rf" {_COUNT} ?- ?(?P<kind>[OE0]) ?[-/] ?(?P<year>{YEAR})")


def read_order(cursor: Cursor) -> Symbol:
    """Read an executive order, whose head is taken already."""
    match = cursor.need(_ORDER_NUMBER, "the year of the order, a hyphen and its number (16-01)")
    year, number = full_year(digits(match["year"])), int(digits(match["number"]))
    return Symbol(Style.ORDER, kind="EO", number=number, year=year, stages=read_stages(cursor))


def read_treaty(cursor: Cursor) -> Symbol:
    """Read the number of a treaty in the list of the depositary."""
    match = cursor.need(TREATY, "a treaty's letter, a hyphen and its number (A-66)")
    return Symbol(Style.TREATY, kind=match["letter"].upper(), number=int(match["number"]), stages=read_stages(cursor))


def read_series(cursor: Cursor) -> Symbol:
    """Read a shelf of the official records and the document on it, if one follows."""
    head = cursor.need(SERIES, "a series of the official records (OEA/Ser.L)")
    series = f"OEA/Ser.{head['letter'].upper()}"
    while volume := cursor.take(_VOLUME):
        series += f"/{volume['volume'].upper()}"
    stages = read_stages(cursor)
    document = cursor.take(_SHELF_DOCUMENT)
    if document:
        number = int(digits(document["number"]))
        return _with_year_or_session(cursor, (), "DOC", number, series=series, stages=stages)
    if not stages and cursor.take(_NEXT):
        return read_numbered(cursor, series=series)
    return Symbol(Style.SERIES, series=series, stages=stages)


def read_numbered(cursor: Cursor, series: str = "") -> Symbol:
    """Read a body, a kind of document and a number, and what follows the number."""
    body: tuple[str, ...] = ()
    while len(body) <= MOST_PARTS:
        hyphened = cursor.take(_HYPHENED)
        if hyphened:
            body += (printed_part(hyphened["part"]),)
            return _hyphened(cursor, body, int(digits(hyphened["number"])), digits(hyphened["year"]), series)
        kind = _take_kind(cursor) if body else None
        if kind:
            return _kinded(cursor, body, kind[0], kind[1], series)
        if body and cursor.take(_KIND_ALONE):
            raise cursor.error("the number of the document")
        part = cursor.need(_BODY, "the name of a body, or a kind of document and a number")
        body += (printed_part(part.group().replace(" ", "-")),)
        cursor.need(_SLASH, "a slash and the rest of the symbol")
    raise cursor.error(f"a kind of document and a number after at most {MOST_PARTS} names")


def _take_kind(cursor: Cursor) -> tuple[str, str] | None:
    """Take a kind of document with its number; a slash between them needs a session or meeting behind."""
    match = cursor.see(_KIND)
    if match and match["slash"]:
        ahead = Cursor(cursor.text, match.end(), cursor.end)
        match = match if ahead.see(_MEETING) or _see_session(ahead) else None
    if match is None:
        match = cursor.see(_OTHER_KIND)
        match = None if match is None or match["kind"].upper() in UN_PARTS else match
    if match is None:
        return None
    cursor.at = match.end()
    return match["kind"].upper(), match["number"]


def _hyphened(cursor: Cursor, body: tuple[str, ...], number: int, year: str, series: str) -> Symbol:
    stages = read_stages(cursor)
    return Symbol(Style.BODY_DOC, body, number=number, year=full_year(year), stages=stages, series=series)


def _kinded(cursor: Cursor, body: tuple[str, ...], kind: str, written: str, series: str) -> Symbol:
    number = None if written.lower().startswith("x") else int(digits(written))
    return _with_year_or_session(cursor, body, kind, number, series=series)


def _with_year_or_session(
    cursor: Cursor,
    body: tuple[str, ...],
    kind: str,
    number: int | None,
    *,
    series: str,
    stages: tuple[Stage, ...] = (),
) -> Symbol:
    year = meeting = None
    if cursor.take(_YEAR_FOLLOWS):
        year = full_year(digits(cursor.need(_YEAR, "the year in two or four digits, and no further part")["year"]))
    elif found := cursor.take(_MEETING):
        meeting, year = int(found["meeting"]), full_year(digits(found["year"]))
    session = None if meeting else _take_session(cursor)
    if year is None and session is None and kind not in YEARLESS_KINDS:
        raise cursor.error("a slash and the year, or a session or meeting in brackets")
    style = style_of(kind, session=session is not None, meeting=meeting is not None, year=year is not None)
    stages = stages + read_stages(cursor)
    return Symbol(style, body, kind, number, session, year, meeting, stages, series)


def _take_session(cursor: Cursor) -> Session | None:
    found = _see_session(cursor)
    if found is None:
        return None
    cursor.at, session = found
    return session


def _see_session(cursor: Cursor) -> tuple[int, Session] | None:
    """Read a session without moving: where it ends and what it is."""
    match = cursor.see(_SESSION) or cursor.see(_BARE_SESSION)
    if match is None:
        return None
    number = int(match["arabic"]) if match["arabic"] else from_roman(match["roman"])
    if not number or number > LARGEST:
        return None
    kind = SessionKind((match["kind"] or "").replace("0", "O").upper())
    year = full_year(digits(match["year"])) if match["year"] else None
    return match.end(), Session(number, kind, year)
