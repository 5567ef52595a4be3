"""Read the cells of a file as values of facts; what matches nothing is kept: a person may say what it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.resources import Fact, resource_of
from secretariat.core.values import read_value
from secretariat.core.viewer import Viewer
from secretariat.exchange.guessing import folded

Meanings = Mapping[tuple[str, str], str]  # what a word was said to mean: by fact and folded word
MOST_NAMED = 1000  # records of a kind that are looked up by their words as well
CLOCK = re.compile(r"T00:00(:00)?$")


class MadeAbove(Exception):
    """The value names a record that an earlier row of the same file makes: it is there when the rows are applied."""


def is_empty(cell: Any) -> bool:
    """Tell whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


@dataclass
class CellReader:
    """Turns cells into values for one import. ``made`` holds the keys of records that earlier rows of the file make."""

    viewer: Viewer
    language: str
    meanings: Meanings
    made: set[str] = field(default_factory=set)
    of: type[models.Model] | None = None
    unmatched: dict[str, Counter[str]] = field(default_factory=dict)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)
    _records: dict[tuple[str, str], models.Model] = field(default_factory=dict)

    def value(self, fact: Fact, cell: Any) -> Any:
        """Return a cell as the value of a fact that is not in several languages.

        Errors: ValidationError; MadeAbove.
        """
        if is_empty(cell):
            return read_value(fact, None, self.viewer)
        if fact.is_list:
            return read_value(fact, [line for line in _text(cell).split("\n") if line.strip()], self.viewer)
        if fact.to is not None:
            return self._record(fact, str(cell).strip())
        if fact.field.choices or isinstance(fact.field, models.BooleanField):
            return self._choice(fact, cell)
        return read_value(fact, _given(fact, cell), self.viewer)

    def words(self, fact: Fact, by_language: Mapping[str, Any], before: Labels) -> Labels:
        """Return words in the languages given, the others as they stand. Errors: ValidationError."""
        given: dict[str, str] = {code: "" if is_empty(cell) else _text(cell) for code, cell in by_language.items()}
        kept = {code: words for code, words in before.items() if code not in given}
        # Words that are shown for a missing language are no words in that language.
        own = {code: words for code, words in given.items() if code in before or words != before.in_language(code)}
        read: Labels = read_value(fact, {**kept, **own}, self.viewer) or Labels()
        unchanged = tuple(code for code in before.ours if read.get(code) == before.get(code))
        return Labels(dict(read), unchanged)

    def _choice(self, fact: Fact, cell: Any) -> Any:
        known = self._known_words(fact)
        said = folded(cell) if not isinstance(cell, bool) else str(cell).casefold()
        key = self.meanings.get((fact.name, said), known.get(said))
        if key is None:
            self._miss(fact, cell)
            offered = ", ".join(words_of(fact))
            raise ValidationError(_("“%(given)s” is not one of: %(words)s.") % {"given": _cut(cell), "words": offered})
        if isinstance(fact.field, models.BooleanField):
            return key == "true"
        return read_value(fact, key, self.viewer)

    def _known_words(self, fact: Fact) -> dict[str, str]:
        """Return what choices are called: their keys, then their labels in four languages, the reader's first."""
        if fact.name not in self._words:
            known = {folded(key): str(key) for key in choices_of(fact)}
            for code in (self.language, *LANGUAGES):
                with translation.override(code):
                    for key, label in choices_of(fact).items():
                        known.setdefault(folded(label), str(key))
            if isinstance(fact.field, models.BooleanField):
                known |= {"1": "true", "0": "false"}
            self._words[fact.name] = known
        return self._words[fact.name]

    def _record(self, fact: Fact, said: str) -> models.Model:
        """Return the record that is named. SECURITY: a hidden one is refused in the same words as a missing one."""
        named = self.meanings.get((fact.name, folded(said)), said)
        if (fact.name, named) not in self._records:
            self._records[fact.name, named] = self._found(fact, named)
        return self._records[fact.name, named]

    def _found(self, fact: Fact, named: str) -> models.Model:
        try:
            found: models.Model = read_value(fact, named, self.viewer)
        except ValidationError:
            by_words = self.names(fact).get(folded(named))
            if by_words:
                return by_words
            if fact.to is self.of and named in self.made:
                raise MadeAbove from None
            self._miss(fact, named)
            raise
        return found

    def names(self, fact: Fact) -> dict[str, models.Model]:
        """Return the records that a fact may refer to by their words, where these name one of them only."""
        records = self._records_by_words.get(fact.name)
        if records is None:
            records = self._records_by_words[fact.name] = _by_words(visible_others(fact, self.viewer), self.language)
        return records

    _records_by_words: dict[str, dict[str, models.Model]] = field(default_factory=dict)

    def forget_own(self) -> None:
        """Forget the records of the register itself: what was made for a preview is undone."""
        self._records = {name: found for name, found in self._records.items() if type(found) is not self.of}
        for name in [name for name, found in self._records_by_words.items() if self._holds_own(found)]:
            del self._records_by_words[name]

    def _holds_own(self, found: Mapping[str, models.Model]) -> bool:
        return any(type(record) is self.of for record in found.values())

    def _miss(self, fact: Fact, cell: Any) -> None:
        self.unmatched.setdefault(fact.name, Counter())[_cut(cell)] += 1


def visible_others(fact: Fact, viewer: Viewer) -> list[models.Model]:
    """Return the records that a fact may refer to, as far as the viewer sees them; none where they are too many."""
    resource = resource_of(fact.to) if fact.to else None
    if resource is None:
        return []
    rows = list(resource.rows(viewer)[: MOST_NAMED + 1])
    return [] if len(rows) > MOST_NAMED else rows


def _by_words(records: list[models.Model], language: str) -> dict[str, models.Model]:
    found: dict[str, set[models.Model]] = {}
    for code in dict.fromkeys((language, *LANGUAGES)):
        with translation.override(code):
            for record in records:
                found.setdefault(folded(record), set()).add(record)
    return {words: next(iter(some)) for words, some in found.items() if len(some) == 1 and words}


def choices_of(fact: Fact) -> dict[Any, str]:
    """Return what a fact may be, in the reader's words, by key."""
    if isinstance(fact.field, models.BooleanField):
        return {"true": _("yes"), "false": _("no")}
    return {key: str(label) for key, label in fact.field.flatchoices if key not in (None, "")}


def words_of(fact: Fact) -> list[str]:
    return list(choices_of(fact).values())


def _given(fact: Fact, cell: Any) -> Any:
    """Return a cell as the field reads it: text for text, and for a day no hour."""
    if isinstance(fact.field, models.DateField) and not isinstance(fact.field, models.DateTimeField):
        day = CLOCK.sub("", str(cell).strip())
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            raise ValidationError(_("“%(given)s” is not a day: write YYYY-MM-DD.") % {"given": _cut(cell)})
        return day
    if isinstance(fact.field, models.CharField | models.TextField | models.UUIDField):
        return _text(cell)
    if isinstance(fact.field, models.IntegerField | models.FloatField | models.DecimalField):
        return _number(cell)
    return cell.strip() if isinstance(cell, str) else cell


def _number(cell: Any) -> Any:
    """Return a number as text. Errors: ValidationError for truth, and for a number that only a program writes."""
    text = str(cell).strip()
    if isinstance(cell, bool) or not re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", text):
        raise ValidationError(_("“%(given)s” is not a number.") % {"given": _cut(cell)})
    return text


def _text(cell: Any) -> str:
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _cut(cell: Any) -> str:
    return str(cell).strip()[:120]
