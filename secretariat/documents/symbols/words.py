"""The words that symbols are made of, and how each is printed."""

from __future__ import annotations

import re
from functools import lru_cache

# Kinds of document that are decisions of a body: numbered alone they are of the style "ag", within a year "body_dec".
ACTS = frozenset({"RES", "DEC", "REC"})
# Kinds that are recognized even where the point after them is missing. Any other word with a point is read as well.
KNOWN_KINDS = ("RES", "DEC", "REC", "DOC", "INF", "ACTA", "SA", "OD", "CRP", "PV", "PON")
# Printed with a space and no point after it.
SPACED_KINDS = frozenset({"ACTA"})

# What stands first in symbols of the United Nations system. Others with the same habit are read too; these are known so
# that "A/C.5/78" is not taken for document 5 of 1978, and so that they are found in running text.
UN_ROOTS = frozenset(
    "A S E T ST TD DP UN UNEP UNW UNCTAD UNODC UNFPA UNICEF UNITAR UNIDO CBD CCPR CERD CEDAW CED CMW CRC CRPD CAT HRI "
    "FCCC ICCD CTOC CAC CD BWC CCW NPT ECE ESCAP ESCWA ECA ECLAC LC ISBA SPLOS CLCS INFCIRC GOV WT".split()
)
# Parts of a United Nations symbol that name a body: what ends with one of them lacks its number.
UN_BODIES = frozenset("C AC CN WG SC SUB CONF EA EG".split())
# Further parts that are followed by a number there and are not kinds of document in the habit of the OAS.
UN_PARTS = UN_BODIES | frozenset("L WP NGO MP EB GC CC SR MEM PART SER".split())
# Kinds that stand as a part of their own: A/RES/70/262.
UN_KINDS = frozenset("RES DEC PRST SGB AI IC INF PV SR CRP NGO AGENDA".split())
# Kinds whose number may carry the session or the year in brackets: A/RES/3314 (XXIX).
UN_ACTS = frozenset({"RES", "DEC"})

_PRINTED = {
    "doc": "doc",
    "agenda": "Agenda",
    "summary": "Summary",
    "rev": "Rev",
    "corr": "Corr",
    "add": "Add",
    "amend": "Amend",
    "supp": "Supp",
}
# Words that qualify a number in brackets, and whether a point follows them: A/81/6 (Sect. 3).
QUALIFIERS = {
    "sect": "Sect.",
    "vol": "Vol.",
    "suppl": "Suppl.",
    "corr": "Corr.",
    "add": "Add.",
    "part": "Part",
    "parts": "Parts",
    "annex": "Annex",
    "resumption": "Resumption",
}
# Those of them that also stand between slashes: INFCIRC/254/Rev.12/Part 1.
SPACED_PARTS = ("part", "parts", "annex")


def printed_word(word: str) -> str:
    """Return a word in its usual case: capitals, but for the few that are printed otherwise."""
    return _PRINTED.get(word.lower(), word.upper())


def printed_kind(word: str) -> str:
    """Return a kind of document in its usual case."""
    return "doc" if word.lower() == "doc" else word.upper()


@lru_cache(maxsize=10_000)
def printed_part(part: str) -> str:
    """Return a part such as ``Sub.AAP`` or ``MISPA-II`` with each word in its usual case.

    A few words have small letters only before a point: Sub.AAP, Com.I, and Res.9 of UNEP/EA.2/Res.9.
    """
    part = re.sub(r"[A-Za-z0-9]+", lambda word: printed_word(word.group()), part)
    return re.sub(r"^(?:RES|SUB|COM)(?=\.)", lambda word: word.group().capitalize(), part)
