"""Results as a page shows them: hits with their marked words, read from the database, and filters with their counts."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import LANGUAGES, Labels, current_language
from secretariat.core.prepared import prepared_for_person
from secretariat.core.search_registry import Entry, kinds_found, searchables
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.search.asking import Answer, Marker, Question, Span
from secretariat.search.entries import key_of
from secretariat.search.words import is_filler
from secretariat.topics.models import Topic


@dataclass(frozen=True)
class Words:
    """Words of a hit and the language they are in."""

    spans: Sequence[Span]
    language: str


@dataclass(frozen=True)
class Hit:
    """One page that was found: what it is, how it is called, where it is, and its words with what was looked for."""

    kind: str | Promise
    name: str
    url: str
    title: Words | None
    passage: Words | None


@dataclass(frozen=True)
class Value:
    """One value of a filter: what it is called, how many hits it keeps, and where it leads; the set one leads away."""

    label: str
    count: int
    url: str
    is_set: bool


@dataclass(frozen=True)
class Choice:
    """A filter with the values that the hits have."""

    name: str
    label: str | Promise
    values: Sequence[Value]


def hits_of(answer: Answer, question: Question, viewer: Viewer) -> list[Hit]:
    """Return what was found as this viewer may see it, in the order of rank, whatever the index says.

    What was hidden or taken out since the index was written is left out.
    """
    wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key in answer.keys:
        section, identifier = key.split(":")
        wanted[section].append(uuid.UUID(identifier))
    marker = Marker(answer.searcher, [word for word in question.words if not is_filler(word)] or question.words)
    kinds = dict(zip(answer.keys, answer.kinds, strict=True))
    found: dict[str, Hit] = {}
    for searchable in searchables():
        if searchable.key in wanted:
            for record in _records(viewer, wanted[searchable.key], section=searchable.key):
                key = key_of(searchable, record.pk)
                found[key] = _hit(record, searchable.said(record), searchable.entry(record), kinds[key], marker)
    return [found[key] for key in answer.keys if key in found]


@prepared_for_person
def _records(viewer: Viewer, identifiers: list[uuid.UUID], *, section: str) -> models.QuerySet[Any]:
    found = next(each for each in searchables() if each.key == section)
    rows: models.QuerySet[Any] = found.rows().visible_to(viewer).filter(pk__in=identifiers)
    return rows


def _hit(record: Any, name: str, entry: Entry, kind: str, marker: Marker) -> Hit:
    language = current_language()
    title = _title(entry, name, language, marker)
    is_marked = title is not None and any(span.is_marked for span in title.spans)
    return Hit(
        kind=kinds_found()[kind]._meta.verbose_name or "",
        name=name,
        url=record.get_absolute_url(),
        title=title,
        passage=None if is_marked else _passage(entry, language, marker),
    )


def _title(entry: Entry, name: str, language: str, marker: Marker) -> Words | None:
    """Return the title as the reader sees it; nothing where it only repeats the name."""
    titles = Labels({code: words for code, words in entry.titles.items() if code})
    words = titles.in_language(language)
    if not words or words == name:
        return None
    own = next(code for code, each in titles.items() if each == words)
    return Words(marker.title(words, own), own)


def _passage(entry: Entry, language: str, marker: Marker) -> Words | None:
    """Return the first passage that holds what was looked for: in the reader's language, or in another."""
    for code in (language, *(each for each in LANGUAGES if each != language)):
        texts = [(text, "text") for text in entry.texts.get(code, ())]
        for text, place in (*texts, (entry.titles.get(code, ""), "title")):
            spans = marker.passage(text, code, place=place) if text else []
            if spans:
                return Words(spans, code)
    return None


def _kinds(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {key: str(model._meta.verbose_name_plural) for key, model in kinds_found().items()}


def _languages(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return dict(settings.LANGUAGES)


def _years(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {value: value for value in values if value.isdecimal()}


def _topics(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {str(pk): str(label) for pk, label in _topic_names(viewer, _identifiers(values))}


def _parties(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {str(pk): acronym or str(name) for pk, name, acronym in _party_names(viewer, _identifiers(values))}


def _units(values: Sequence[str], viewer: Viewer) -> dict[str, str]:
    return {str(pk): acronym or str(name) for pk, name, acronym in _unit_names(viewer, _identifiers(values))}


@prepared_for_person
def _topic_names(viewer: Viewer, topics: list[uuid.UUID]) -> models.QuerySet[Topic, tuple[uuid.UUID, Labels]]:
    return Topic.objects.visible_to(viewer).filter(pk__in=topics).values_list("pk", "label")


@prepared_for_person
def _party_names(viewer: Viewer, parties: list[uuid.UUID]) -> models.QuerySet[Party, tuple[uuid.UUID, Labels, str]]:
    return Party.objects.visible_to(viewer).filter(pk__in=parties).values_list("pk", "name", "acronym")


@prepared_for_person
def _unit_names(viewer: Viewer, parties: list[uuid.UUID]) -> models.QuerySet[Unit, tuple[uuid.UUID, Labels, str]]:
    rows = Unit.objects.visible_to(viewer).filter(party__in=parties)
    return rows.values_list("party_id", "party__name", "party__acronym")


def _identifiers(values: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:  # somebody wrote it into the address; it names nothing
            continue
    return found


Naming = Callable[[Sequence[str], Viewer], dict[str, str]]
CHOICES: tuple[tuple[str, str | Promise, Naming], ...] = (
    ("kind", _("Kind"), _kinds),
    ("topic", _("Topic"), _topics),
    ("body", _("Body"), _parties),
    ("unit", _("Unit"), _units),
    ("state", _("State"), _parties),
    ("year", _("Year"), _years),
    ("language", _("Language"), _languages),
)


def choices_of(answer: Answer, question: Question, viewer: Viewer, url: Callable[..., str]) -> list[Choice]:
    """Return the filters that part what was found, and those that are set; a value that may not be seen is not named.

    ``url`` makes the address of this search with some of its parts changed.
    """
    made = []
    for name, label, naming in CHOICES:
        counts, chosen = dict(answer.counts.get(name, ())), question.filters.get(name, "")
        if chosen:
            counts = {chosen: counts.get(chosen, answer.count)}
        names = naming(list(counts), viewer) if counts else {}
        values = [
            Value(names[key], count, url(**{name: "" if key == chosen else key}), is_set=key == chosen)
            for key, count in (sorted(counts.items(), reverse=True) if name == "year" else counts.items())
            if key in names
        ]
        if chosen or any(value.count < answer.count for value in values):  # what all hits have parts nothing
            made.append(Choice(name, label, values))
    return made
