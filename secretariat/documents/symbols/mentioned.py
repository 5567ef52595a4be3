"""Tell which symbol is meant by a number and the body that a text names beside it."""

from __future__ import annotations

from secretariat.documents.symbols.parts import Session, SessionKind, Style, full_year
from secretariat.documents.symbols.patterns import digits
from secretariat.documents.symbols.roman import LARGEST, from_roman
from secretariat.documents.symbols.symbol import Symbol

# What a reference says, by the names of its parts: number, first, year, roman, kind, meeting, letters.
Found = dict[str, str]


def symbol_of(found: Found, body: str, kind: str, issuer: str, *, near: str = "") -> Symbol | None:
    """Make the symbol that is meant; None if it cannot be told.

    ``body`` is the root of the body named beside the number, ``near`` one named a little further away, ``issuer`` the
    one that speaks.
    """
    try:
        return _symbol(found, body, kind, issuer, near)
    except ValueError:  # a year 0: no document has it
        return None


def _symbol(found: Found, body: str, kind: str, issuer: str, near: str) -> Symbol | None:
    if "kind" in found:
        return _of_oas_assembly(found, kind)
    if "meeting" in found:
        year = full_year(digits(found["year"]))
        return Symbol(Style.CP_RES, ("CP",), kind, int(found["number"]), year=year, meeting=int(found["meeting"]))
    parts = _path(found, body, kind, issuer, near)
    return Symbol(Style.UN, path=tuple(parts)) if parts else None


def _of_oas_assembly(found: Found, kind: str) -> Symbol | None:
    session = from_roman(found["roman"])
    if session is None or session > LARGEST:
        return None
    of_kind = SessionKind(found["kind"].replace("0", "O"))
    return Symbol(
        Style.AG, ("AG",), kind, int(found["number"]), Session(session, of_kind, full_year(digits(found["year"])))
    )


def _path(found: Found, body: str, kind: str, issuer: str, near: str) -> list[str]:
    number = str(int(found["number"]))
    letters = found.get("letters") or found.get("after", "")
    lettered = f"{number} {letters.replace(' ', '')}".strip()
    if number == "0":
        return []
    if "roman" in found:
        return _of_session(found, lettered, body, kind)
    if "first" in found:
        root = _root(found["first"], body, issuer)
        return [*root.split("/"), kind, found["first"], lettered] if root else []
    if kind != "RES":
        return []
    if "year" in found:
        return ["S", "RES", f"{number} ({found['year']})"] if body in {"S", "council", "A", ""} else []
    told = "S" in {body, near} or (not body and issuer == "S")
    return ["S", "RES", number] if told else []


def _of_session(found: Found, lettered: str, body: str, kind: str) -> list[str]:
    """Before 1976 the Assembly, before 1978 the Economic and Social Council put the session in brackets."""
    if from_roman(found["roman"].rpartition("-")[2]) is None:
        return []
    if "first" in found:
        return ["E", kind, found["first"], f"{lettered} ({found['roman']})"]
    return ["E" if body in {"E", "council"} else "A", kind, f"{lettered} ({found['roman']})"]


def _root(first: str, body: str, issuer: str) -> str:
    """Tell whose resolution first/number is: the Assembly counts its sessions, the Council and its bodies the years."""
    if first.isdigit() and len(first) == 4:
        of_year = {"E": "E", "council": "E", "": "E", "E/CN.4": "E/CN.4"}
        return of_year.get(body, "") if 1946 <= int(first) <= 2100 else ""
    if body == "council":
        return "A/HRC" if issuer in {"A", "A/HRC"} else ""
    if body in {"A", "A/HRC"}:
        return body
    return "A" if not body and issuer in {"A", "E", "S"} else ""
