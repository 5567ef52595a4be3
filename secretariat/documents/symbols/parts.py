"""What a symbol is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from secretariat.documents.symbols.roman import to_roman

# Source: the Charter of the Organization of American States was signed in 1948; no symbol of its bodies is older.
# A year of two digits is the one of these hundred years.
FIRST_YEAR = 1948
LAST_YEAR = FIRST_YEAR + 99


class Style(StrEnum):
    """The printing habits; the habit says how a symbol is written, not who issued the document."""

    AG = "ag"  # AG/RES. 2619 (XLI-O/11): a number and the session
    CP_RES = "cp_res"  # CP/RES. 908 (1567/06): a number and the meeting
    BODY_DEC = "body_dec"  # CICTE/DEC.1/13: a declaration, resolution or recommendation numbered within a year
    BODY_DOC = "body_doc"  # CICTE/doc.5/16, CP/CSH-1061/09, CP/ACTA 1567/06: any other document
    ORDER = "order"  # EO 16-01
    SERIES = "series"  # OEA/Ser.L/X.2.16: a shelf of the official records
    TREATY = "treaty"
    UN = "un"  # A/RES/70/262, S/RES/1373 (2001): parts between slashes, the stages too


class SessionKind(StrEnum):
    """Kind of session: ordinary (regular) and extraordinary (special) of the OAS; special and emergency of the UN."""

    UNSTATED = ""
    ORDINARY = "O"
    EXTRAORDINARY = "E"
    SPECIAL = "S"
    EMERGENCY = "ES"


class StageKind(StrEnum):
    """What a suffix makes of the document before it: revision, correction, addendum, amendment."""

    REVISION = "rev"
    CORRECTION = "corr"
    ADDENDUM = "add"
    AMENDMENT = "amend"


class Stage(NamedTuple):
    """One suffix; ``number`` is None where the document prints none ("corr.")."""

    kind: StageKind
    number: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """The session that adopted a document; ``year`` is the one printed with it, if one is."""

    number: int
    kind: SessionKind = SessionKind.UNSTATED
    year: int | None = None

    @property
    def roman(self) -> str:
        """The number as it is printed, XLI for 41."""
        return to_roman(self.number)


def full_year(printed: str) -> int:
    """Return the year of two or four digits in full, two digits within 1948 to 2047."""
    year = int(printed)
    if len(printed) != 2:
        return year
    century = FIRST_YEAR // 100 * 100
    return century + year if century + year >= FIRST_YEAR else century + 100 + year


def short_year(year: int) -> str:
    """Print a year as symbols do, in two digits; in four where two would be read as another year."""
    return f"{year % 100:02}" if FIRST_YEAR <= year <= LAST_YEAR else f"{year:04}"
