"""The controlled terms of the product in four languages: topics, which are records, and the words of closed lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import override

from secretariat.core.languages import LANGUAGES, alphabetical
from secretariat.core.viewer import Viewer
from secretariat.topics.models import Topic


@dataclass(frozen=True)
class Term:
    """A term: the code that programs use, and its words by language; without those that are missing."""

    code: str
    words: dict[str, str]
    ours: tuple[str, ...] = ()
    topic: Topic | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages that have no words yet."""
        return tuple(code for code in LANGUAGES if code not in self.words)


@dataclass
class Vocabulary:
    """A closed list of terms, and the fields of records that take their values from it."""

    terms: tuple[Term, ...]
    fields: list[str] = field(default_factory=list)


def topic_terms(viewer: Viewer) -> list[Term]:
    """Return the topics as terms, in the reader's alphabet."""
    rows = Topic.objects.visible_to(viewer).order_by(alphabetical("label"))
    return [Term(row.slug, dict(row.label), row.label.ours, row) for row in rows]


def vocabularies() -> list[Vocabulary]:
    """Return the closed lists of all records of the program, each once, by the first field that uses it."""
    found: dict[tuple[str, ...], Vocabulary] = {}
    for each in _fields_with_choices():
        pairs = [(str(code), label) for code, label in each.flatchoices if code not in ("", None)]
        words = tuple(_term(code, label) for code, label in pairs)
        key = tuple(f"{term.code}={term.words['en']}" for term in words)
        own = found.setdefault(key, Vocabulary(words))
        own.fields.append(f"{each.model._meta.verbose_name}: {each.verbose_name}")
    return sorted(found.values(), key=lambda one: one.fields[0].casefold())


def _fields_with_choices() -> Iterator[models.Field[Any, Any]]:
    for model in apps.get_models():
        if not model.__module__.startswith("secretariat.") or model.__name__.startswith("Historical"):
            continue
        for each in model._meta.local_concrete_fields:
            if each.choices and each.choices != settings.LANGUAGES:
                yield each


def _term(code: str, label: Any) -> Term:
    with override("en"):
        english = str(label)
    words = {"en": english}
    for language in LANGUAGES[1:]:
        with override(language):
            said = str(label)
        if said != english or english in _translated(language, _changed_at(language)):
            words[language] = said
    return Term(code, words)


def _changed_at(language: str) -> int:
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=8)
def _translated(language: str, changed_at: int) -> frozenset[str]:
    """Return the words of the interface that a catalog translates, were it by the same word; read once a change."""
    if not changed_at:
        return frozenset()
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        found = [each for each in read_po(file, locale=language) if each.id and each.string and not each.fuzzy]
    return frozenset(each.id if isinstance(each.id, str) else each.id[0] for each in found)
