"""Guess what the columns of a file hold, from its headings: names of facts, and labels in four languages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz, process

from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Resource
from secretariat.exchange.targets import Target, headings_of, targets_of

ALIKE = 88  # of 100: how alike a heading and a label must be, so that one spelled a little wrong is taken
HEAD_REACHES = 40  # rows among which the headings are looked for: a file may have a head of its own
Row = Sequence[Any]  # [number, cells]


def folded(words: object) -> str:
    """Return words as they are compared: without accents, capitals, signs."""
    plain = unicodedata.normalize("NFKD", str(words).casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", kept).strip()


def fingerprint(headings: Sequence[object]) -> str:
    """Return a fingerprint of headings, whatever their order."""
    words = sorted({folded(each) for each in headings if folded(each)})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def names_of(resource: Resource, language: str) -> dict[str, str]:
    """Return by which headings each target is known: its name, and its label in four languages, the reader's first."""
    targets = targets_of(resource)
    known: dict[str, str] = {}
    for target in targets:
        known.setdefault(folded(target.name), target.name)
    for code in (language, *(each for each in LANGUAGES if each != language)):
        with translation.override(code):
            for target, heading in zip(targets, headings_of(targets), strict=True):
                known.setdefault(folded(heading), target.name)
                _add_ways(known, target, language)
    return known


def _add_ways(known: dict[str, str], target: Target, language: str) -> None:
    """Add other ways in which people write the heading of words: “Title en”, or “Title” alone in their own language."""
    if not target.language or target.fact is None:
        return
    label = target.label.removesuffix(f" ({dict(settings.LANGUAGES)[target.language]})")
    known.setdefault(folded(f"{label} {target.language}"), target.name)
    if target.language == language:
        known.setdefault(folded(label), target.name)
        known.setdefault(folded(target.fact.name), target.name)


def guess(headings: Sequence[object], resource: Resource, language: str, remembered: Mapping[str, str]) -> list[str]:
    """Return the target of each heading, empty where none is known; no target twice.

    What was said of a heading before counts first, then its name and labels, then what is spelled alike.
    """
    known = names_of(resource, language)
    found = [remembered.get(folded(each), known.get(folded(each), "")) for each in headings]
    found = [name if name and name not in found[:place] else "" for place, name in enumerate(found)]
    for place, heading in enumerate(headings):
        words = folded(heading)
        if found[place] or words in remembered or len(words) < 4:
            continue
        near = process.extractOne(words, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if near and known[near[0]] not in found:
            found[place] = known[near[0]]
    return found


def heading_row(rows: Sequence[Row], resource: Resource, language: str) -> int:
    """Return the number of the row that names the columns: the one most of whose cells are headings known."""
    known = names_of(resource, language)
    best, most = (rows[0][0] if rows else 1), 0
    for number, cells in rows[:HEAD_REACHES]:
        hits = sum(1 for cell in cells if isinstance(cell, str) and folded(cell) in known)
        if hits > most and hits * 2 >= len([cell for cell in cells if cell not in ("", None)]):
            best, most = number, hits
    return int(best)
