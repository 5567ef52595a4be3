"""What is not translated: counted from the catalogs of the interface and from the records themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from secretariat.core.languages import LANGUAGES, TranslatedField
from secretariat.core.records import Record
from secretariat.core.viewer import Viewer

EXAMPLES = 10


@dataclass
class Coverage:
    """How far something is translated: all its texts, and how many lack each language."""

    what: str
    all: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    ours: int = 0
    examples: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)


def interface_coverage() -> list[Coverage]:
    """Return the interface as one row; English is the language it is written in."""
    row = Coverage(_("Interface"))
    for code in LANGUAGES:
        path = settings.LOCALE_PATHS[0] / code / "LC_MESSAGES" / "django.po"
        if code == "en" or not path.exists():
            continue
        with path.open("rb") as file:
            messages = [message for message in read_po(file, locale=code) if message.id]
        row.all = max(row.all, len(messages))
        row.missing[code] = sum(1 for message in messages if not message.string or message.fuzzy)
    return [row]


def record_coverage(viewer: Viewer) -> list[Coverage]:
    """Return a row for each kind of record that has words in four languages, as far as the viewer may see them."""
    kinds = [model for model in apps.get_models() if issubclass(model, Record) and _columns(model)]
    return [row for model in kinds if (row := _coverage_of(model, viewer)).all]


def _columns(model: type[Any]) -> list[str]:
    return [each.name for each in model._meta.concrete_fields if isinstance(each, TranslatedField)]


def _coverage_of(model: type[Any], viewer: Viewer) -> Coverage:
    names = _columns(model)
    row = Coverage(str(model._meta.verbose_name_plural))
    for record in model.objects.visible_to(viewer).only(*names).iterator(chunk_size=2000):
        for words in (getattr(record, name) for name in names):
            if not words:
                continue
            row.all += 1
            row.ours += bool(words.ours)
            missing = words.missing()
            row.missing.update(missing)
            if missing and len(row.examples) < EXAMPLES:
                row.examples.append((str(words)[:120], "", missing))
    return row
