"""The difference between two states of one record: field by field, texts word by word, names language by language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.conf import settings
from django.db import models

from secretariat.core.in_words import in_words
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer

NOT_SHOWN = frozenset({"id", "is_demonstration"})
WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Comparing words takes the product of both lengths; a longer text is compared line by line, a huge one as a whole.
MOST_WORDS = 1500
Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Span:
    """A run of text: in both states, only in the earlier (``del``) or only in the later one (``ins``)."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs; ``language`` is the language's own name where the field is in several."""

    name: str
    label: str
    before: str
    after: str
    language: str = ""
    code: str = ""  # of the language, for ``lang`` on the page

    @property
    def title(self) -> str:
        """The field, with the language where it is in several."""
        return f"{self.label} ({self.language})" if self.language else self.label

    @property
    def spans(self) -> list[Span]:
        """Both states in one text, with what was taken out and what was put in."""
        return compare_words(self.before, self.after)


def compare_records(
    before: models.Model | None, after: models.Model | None, viewer: Viewer | None = None
) -> list[FieldDifference]:
    """Return the fields that differ between two states of one record, in the order of its fields.

    Of a record that was not there everything is added, or taken out. Where the difference lies in a relation that
    ``viewer`` may not see on either side, nothing is said.
    """
    shown = after if after is not None else before
    return [] if shown is None else list(_compared(shown._meta.concrete_fields, before, after, viewer))


def _compared(
    fields: Any, before: models.Model | None, after: models.Model | None, viewer: Viewer | None
) -> Iterator[FieldDifference]:
    for field in fields:
        old, new = (None if state is None else getattr(state, field.attname) for state in (before, after))
        if field.name in NOT_SHOWN or old == new:
            continue
        if isinstance(old, Labels) or isinstance(new, Labels):
            yield from _by_language(field, old or Labels(), new or Labels())
            continue
        was, now = ("" if state is None else in_words(state, field, viewer) for state in (before, after))
        if was != now:
            yield FieldDifference(field.name, str(field.verbose_name), was, now)


def _by_language(field: Any, old: Labels, new: Labels) -> Iterator[FieldDifference]:
    names = dict(settings.LANGUAGES)
    for code in LANGUAGES:
        was, now = old.get(code, ""), new.get(code, "")
        if was != now:
            yield FieldDifference(field.name, str(field.verbose_name), was, now, str(names[code]), code)


def compare_words(before: str, after: str) -> list[Span]:
    """Return the runs that two texts share and those of one alone, in the order one reads them.

    Units: words; lines where a text has more than ``MOST_WORDS`` words, the whole where it has more lines.
    """
    was, now = _pieces(before, after)
    found: list[Span] = []
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Span("same", "".join(was[i:j])))
            continue
        found.extend([Span("del", "".join(was[i:j]))] if j > i else [])
        found.extend([Span("ins", "".join(now[k:m]))] if m > k else [])
    return found


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    for cut in (WORD.findall, lambda text: text.splitlines(keepends=True)):
        was, now = cut(before), cut(after)
        if max(len(was), len(now)) <= MOST_WORDS:
            return was, now
    return [before], [after]
