"""Read the suffixes behind a symbol: rev. 1, corr. 1, add. 1, one after another."""

from __future__ import annotations

from secretariat.documents.symbols.cursor import Cursor
from secretariat.documents.symbols.parts import Stage, StageKind
from secretariat.documents.symbols.patterns import ANY_STAGE, STAGE_WORD, STAGE_WORDS, compiled

_NUMBERED = compiled(
    rf" ?[,;/]? ?(?P<open>[(\[])?(?i:{STAGE_WORD})(?![A-Za-z]) ?\.? ?(?P<number>\d{{1,3}})"
    r"(?![A-Za-z0-9])(?! ?[/-] ?\d)(?(open)[)\]]?)"
)
_ATTACHED = compiled(r"(?<=\d) ?(?:(?P<rev>[rR])|(?P<corr>[cC])|(?P<add>[aA])) ?(?P<number>\d{1,2})(?![A-Za-z0-9.])")
# Without a number the abbreviation needs its point, and nothing but a mark, the end or another stage behind it.
_UNNUMBERED = compiled(
    r" ?[,;/]? ?(?P<open>[(\[])?(?i:(?P<rev>rev)|(?P<corr>corr)|(?P<add>add)|(?P<amend>amend))\."
    rf"(?= ?(?:$|[)\],;]|(?i:{ANY_STAGE})\b))(?(open)[)\]]?)"
)


def read_stages(cursor: Cursor) -> tuple[Stage, ...]:
    """Read as many suffixes as there are, in their order."""
    stages: list[Stage] = []
    while match := cursor.take(_NUMBERED) or cursor.take(_ATTACHED) or cursor.take(_UNNUMBERED):
        found = match.groupdict()
        kind = next(kind for kind in STAGE_WORDS if found.get(kind))
        number = found.get("number")
        stages.append(Stage(StageKind(kind), int(number) if number else None))
    return tuple(stages)
