"""Find resolutions that a text names in words: Security Council resolution 1373 (2001), su resolución 60/251."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretariat.documents.symbols.cursor import Cursor
from secretariat.documents.symbols.mentioned import Found, symbol_of
from secretariat.documents.symbols.patterns import YEAR, compiled
from secretariat.documents.symbols.symbol import Symbol

Mention = tuple[int, int, Symbol]

# Bodies that a text names before or after the word "resolution", by the root of their symbols. OTHER bodies have
# resolutions as well, and their numbers must not be taken for those of the first ones.
COUNCIL = "council"
OTHER = "other"
_BODIES = {
    "S": r"security council|consejo de seguridad|conselho de seguranca|conseil de securite|UNSC",
    "A/HRC": (
        r"human rights council|consejo de derechos humanos|conselho de direitos humanos|conseil des droits de l.homme"
    ),
    "E": (
        r"economic and social council|consejo economico y social|conselho economico e social"
        r"|conseil economique et social|ECOSOC"
    ),
    "E/CN.4": r"commission on human rights|comision de derechos humanos|comissao de direitos humanos",
    "A": r"(?:general )?assembly|asamblea general|assembleia geral|assemblee generale|UNGA|GA",
    COUNCIL: r"council|consejo|conselho|conseil",
    OTHER: (
        r"commission|committee|conference|sub-?commission|board|parties|union|ministers|comision|comite|conferencia"
        r"|comissao|narcotic drugs|criminal justice|status of women|environment assembly|health assembly"
    ),
}
_BODY = "|".join(f"(?P<b{at}>{words})" for at, words in enumerate(_BODIES.values()))
_LEADING = r"in|by|under|through|including|notably|such as|in particular|namely|en|em|dans|incluida|inclusive"
_MEANT = (
    r"its|the|all|relevant|previous|earlier|subsequent|prior|other|recent|annual|past|most|own"
    r"|su|sus|sua|suas|ses|sa|son"
)
_BODY_BEFORE = compiled(rf"(?i:\b(?:{_BODY})(?:['’]s|['’])?,?(?: (?:{_LEADING}))?(?: (?:{_MEANT})){{0,4}} ?,? ?$)")
_OWN_BEFORE = compiled(
    rf"(?i:\b(?:its|sus?|suas?|ses|sa|son)(?: (?:{_MEANT}|and|anteriores|pertinentes|landmark)){{0,4}} ?$)"
)
_BODY_AFTER = compiled(
    rf"(?i:,? ?(?:(?:of|del|de la|de|da|do|du)(?: the)?(?: united nations)? |de l['’])(?:{_BODY})\b)"
)
_NEAR_SECURITY_COUNCIL = compiled(rf"(?i:\b(?:{_BODIES['S']})\b[^.;\n]{{0,80}}$)")
_FAR = 90

_AT_ONCE = r"\.? ?(?:(?:[Nn] ?°|[Nn]os?\.) ?)?(?=(?:E?S-)?\d)"
# "Decision" and "declaration" are common words: they tell of a symbol only where its number follows at once.
_CUE = compiled(
    r"(?i:(?<![/A-Za-z])(?:(?P<un>(?:UN)?SCRs?|RCSN?U|RCSONU)|(?P<res>resolutions?|resoluc(?:ion|iones|ao|oes)|res\b\.?)"
    rf"|(?P<dec>(?:decisions?|decis(?:iones|ao|oes)|declara(?:tions?|cion|ciones|cao|coes))(?={_AT_ONCE})))(?![A-Za-z]))"
)
_NUMBER_FOLLOWS = compiled(_AT_ONCE)
# A clause ends where the next one may speak of other numbers.
_CLAUSE_END = compiled(r"[;\n]|\. (?=[A-Z])")

_ROMAN = r"[IVXLC]{1,9}"
_END_OF_LETTER = r"(?![A-Za-z0-9'’])"
_LETTERS = rf"(?: ?(?P<letters>[A-Z](?: ?- ?[A-Z])?){_END_OF_LETTER})?"
_OF_YEAR = r"(?P<number>\d{1,4}) ?\( ?(?P<year>(?:19|20)\d\d) ?\)"
_OF_OAS_SESSION = rf"(?P<number>\d{{1,4}}) ?\( ?(?P<roman>{_ROMAN}) ?- ?(?P<kind>[OE0]) ?/ ?(?P<year>{YEAR}) ?\)"
_OF_MEETING = rf"(?P<number>\d{{1,4}}) ?\( ?(?P<meeting>\d{{3,5}}) ?/ ?(?P<year>{YEAR}) ?\)"
_OF_YEAR_AND_SESSION = rf"(?P<first>\d{{4}}) ?/ ?(?P<number>\d{{1,4}}) ?\( ?(?P<roman>{_ROMAN}) ?\)"
_OF_SESSION = (
    rf"(?P<number>\d{{1,4}}){_LETTERS} ?\( ?(?P<roman>(?:E?S-)?{_ROMAN}) ?\)(?: (?P<after>[A-Z]){_END_OF_LETTER})?"
)
_WITH_SLASH = rf"(?P<first>(?:E?S-)?\d{{1,4}}) ?/ ?(?P<number>\d{{1,4}})(?![\d/]){_LETTERS}"
_BARE = r"(?P<number>\d{3,4})(?![\d/.]|,\d| ?%)"
_DATE = (
    r",? (?i:of|del?|du|do)(?: \d{1,2}(?:er|st|nd|rd|th)?)?(?:,? (?:and|y|e|et) \d{1,2})?(?: de)?"
    r" [A-Za-z]{3,10},?(?: de| del)? \d{4}"
)
_AFTER_CUE = [
    *map(compiled, (_OF_YEAR, _OF_OAS_SESSION, _OF_MEETING, _OF_YEAR_AND_SESSION, _OF_SESSION, _WITH_SLASH, _BARE)),
]
# Further on in the clause only what can be nothing else: a year or session in brackets, or a date behind.
_BEGIN = r"(?<![\dA-Za-z/.,-])"
_FURTHER = [
    *(compiled(_BEGIN + form) for form in (_OF_YEAR, _OF_OAS_SESSION, _OF_MEETING, _OF_YEAR_AND_SESSION, _OF_SESSION)),
    compiled(rf"{_BEGIN}{_WITH_SLASH}(?={_DATE})"),
]
_ONLY_BEFORE = compiled(
    rf"(?i:(?:united nations |UN )?(?:(?:{_BODY}) )?(?:(?:resolution|resoluc(?:ion|ao)|res|decision|decisao)\.? ?)?)"
    r"(?:(?:[Nn] ?°|[Nn]o\.) ?)?"
)
_ONLY_AFTER = compiled(rf"(?:{_BODY_AFTER.pattern})?[ .,;]*")
_ANY_NUMBER = compiled(rf"{_BEGIN}(?:E?S-)?\d")
_DATED = compiled(_DATE)
_JOIN = compiled(
    r" ?[,;] ?(?:(?:and|y|e|et|or|o|ou|as well as|and also|including|inter alia,?|notably) )?"
    r"|,? (?:and|y|e|et|or|o|ou|to|through|as well as) "
)


def find_mentions(text: str, issuer: str) -> Iterator[Mention]:
    """Find resolutions, decisions and declarations named in words in a text that is closed up.

    Shape: as ``find_symbols``; ``issuer`` is the root of the body that speaks, or "".
    """
    cues = list(_CUE.finditer(text))
    ends = [cue.start() for cue in cues[1:]] + [len(text)]
    for cue, end in zip(cues, ends, strict=False):
        kind = "DEC" if cue["dec"] else "RES"
        body = "S" if cue["un"] else _body_before(text, cue.start(), issuer)
        near = body or _near(text, cue.start())
        listed = list(_listed(text, cue.end(), end))
        behind = listed[-1].end() if listed else cue.end()
        body = (_body_after(text, behind) if listed else "") or body
        for match in (*listed, *_further(text, behind, end)):
            symbol = symbol_of(_found(match), body, kind, issuer, near=near)
            begin = cue.start() if cue["un"] and match in listed[:1] else match.start()
            if symbol:
                yield begin, match.end(), symbol


def read_mention(text: str) -> Symbol | None:
    """Read a text that is one mention and nothing else: UNSCR 1540, Security Council resolution 1373 (2001)."""
    mentions = list(find_mentions(text, ""))
    if len(mentions) != 1:
        return None
    start, end, symbol = mentions[0]
    return symbol if _ONLY_BEFORE.fullmatch(text, 0, start) and _ONLY_AFTER.fullmatch(text, end) else None


def _found(match: re.Match[str]) -> Found:
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _listed(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """Read the numbers at once after the word: 713 (1991) of 25 September 1991, 724 (1991) and 743 (1992)."""
    cursor = Cursor(text, at, end)
    if not cursor.take(_NUMBER_FOLLOWS):
        return
    while match := _first(cursor, _AFTER_CUE):
        cursor.at = match.end()
        yield match
        cursor.take(_DATED)
        if not cursor.take(_JOIN):
            return


def _further(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """Read the numbers that stand later in the same clause, after words between."""
    clause = _CLAUSE_END.search(text, at, end)
    cursor = Cursor(text, at, clause.start() if clause else end)
    while number := _ANY_NUMBER.search(text, cursor.at, cursor.end):
        cursor.at = number.start()
        match = _first(cursor, _FURTHER)
        cursor.at = match.end() if match else number.end()
        if match:
            yield match


def _first(cursor: Cursor, patterns: list[re.Pattern[str]]) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := cursor.see(pattern))), None)


def _body_before(text: str, at: int, issuer: str) -> str:
    before = text[max(0, at - _FAR) : at]
    match = _BODY_BEFORE.search(before)
    if match:
        return _named(match)
    return issuer if _OWN_BEFORE.search(before) else ""


def _body_after(text: str, at: int) -> str:
    match = _BODY_AFTER.match(text, at, at + _FAR)
    return _named(match) if match else ""


def _named(match: re.Match[str]) -> str:
    return next(body for at, body in enumerate(_BODIES) if match[f"b{at}"])


def _near(text: str, at: int) -> str:
    """Take the Security Council to be meant where it was named shortly before in the same sentence."""
    return "S" if _NEAR_SECURITY_COUNCIL.search(text[max(0, at - _FAR) : at]) else ""
