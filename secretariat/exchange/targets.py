"""What a column of a file holds: the identifier of a record, its key, or a fact, words in one language each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Fact, Resource, find_resource

IDENTIFIER, KEY = "id", "key"
NATIVE = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Target:
    """What a column may hold. ``language`` of words; without one, the reader's."""

    name: str
    resource: Resource
    fact: Fact | None = None
    language: str = ""

    @property
    def label(self) -> str:
        """What the column is called, in the reader's language."""
        if self.name == IDENTIFIER:
            return _("Identifier")
        if self.fact is None:
            return _("Key")
        words = label_of(self.resource, self.fact)
        return f"{words} ({NATIVE[self.language]})" if self.language else words


def label_of(resource: Resource, fact: Fact) -> str:
    """Return what a fact is called: through the keys that lead to it, where it is another record's."""
    at: Any = resource.model
    said = []
    for step in fact.lookup.split("__")[:-1] if fact.path else ():
        field = at._meta.get_field(step)
        said.append(str(field.verbose_name))
        at = field.related_model
    return capfirst(": ".join([*said, str(fact.field.verbose_name)]))


def key_name(resource: Resource) -> str:
    """Return the target by which files name a record, besides its identifier; empty where there is none.

    A key of one part that is one of the facts is that fact; any other has a column of its own.
    """
    if resource.key in {"id", "pk"}:
        return ""
    plain = (fact.name for fact in resource.facts if fact.lookup == resource.key and not fact.is_guarded)
    return next(plain, KEY)


def facts_known(resource: Resource) -> list[Fact]:
    """Return every fact that a file may hold: those read, then those told when a record is made or changed."""
    told = [*(resource.create.facts if resource.create else ()), *(resource.change.facts if resource.change else ())]
    known: dict[str, Fact] = {}
    for fact in (*resource.facts, *told):
        known.setdefault(fact.name, fact)
    known.pop(IDENTIFIER, None)
    return list(known.values())


def targets_of(resource: Resource) -> list[Target]:
    """Return everything that a column of a file may hold."""
    return columns_of(resource, facts_known(resource), LANGUAGES)


def columns_of(resource: Resource, facts: Sequence[Fact], languages: Sequence[str]) -> list[Target]:
    """Return a column for the identifier, the key and each fact; for words one in each of ``languages``."""
    named = [Target(IDENTIFIER, resource)]
    if key_name(resource) == KEY:
        named.append(Target(KEY, resource))
    for fact in facts:
        if fact.name == IDENTIFIER:
            continue
        if fact.is_translated:
            named += [Target(f"{fact.name}:{code}", resource, fact, code) for code in languages]
        else:
            named.append(Target(fact.name, resource, fact))
    return named


def headings_of(targets: Sequence[Target]) -> list[str]:
    """Return the headings of columns; two that read alike also bear their names."""
    labels = [target.label for target in targets]
    often = Counter(labels)
    return [
        label if often[label] == 1 else f"{label} [{target.name}]"
        for label, target in zip(labels, targets, strict=True)
    ]


def writable_facts(resource: Resource) -> dict[str, Fact]:
    """Return the facts that a file may change or give, by name; not lists of records, which no cell holds."""
    told = [*(resource.change.facts if resource.change else ()), *(resource.create.facts if resource.create else ())]
    return {fact.name: fact for fact in reversed(told) if not fact.many}


def told_targets(resource: Resource) -> list[Target]:
    """Return what a column may be said to hold: what names a record, then what may be changed or given."""
    writable = writable_facts(resource)
    naming = {IDENTIFIER, key_name(resource)}
    targets = targets_of(resource)
    facts = [target for target in targets if target.fact is not None and target.fact.name in writable]
    return [target for target in targets if target.name in naming] + [each for each in facts if each.name not in naming]


def register_words(name: str) -> str:
    """Return what a register is called, in the reader's language; its name where it is no longer offered."""
    resource = find_resource(name)
    words = str(resource.model._meta.verbose_name_plural) if resource else name
    return words[:1].upper() + words[1:]
