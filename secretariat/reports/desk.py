"""Where a report is put together: sections ask the desk for words, rows and figures, and it keeps what they used."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.db import models
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date, written_period
from secretariat.core.languages import Labels
from secretariat.delivery.models import Deliverable
from secretariat.parties.models import Party
from secretariat.reports.content import Block, Content, Figure, Head, Row, Said, Table, Text
from secretariat.reports.work import Work

Narratives = Mapping[str, Labels]  # by section, in the languages in which it was written


class Desk:
    """What the sections of one report in one language share.

    Every figure goes through ``count``: it has a key, a label, and the rows behind it.
    """

    def __init__(self, work: Work, language: str, narratives: Narratives, before: Content | None = None) -> None:
        self.work, self.language, self.narratives, self.before = work, language, narratives, before
        self.figures: dict[str, Figure] = {}
        self.rows: dict[str, Row] = {}
        self._chosen: dict[tuple[str, str, Any], str] = {}

    # Words ----------------------------------------------------------------------------------------------------------

    def said(self, labels: Any, *, invented: bool = False, after: str = "") -> Said:
        """Return words in the report's language; where they are missing, in another that is named."""
        if not isinstance(labels, Labels):
            return Said(f"{labels}{after}", invented=invented)
        other = "" if not labels or self.language in labels else _language_of(labels)
        return Said(f"{labels.in_language(self.language)}{after}", other, invented=invented)

    def chosen(self, record: models.Model, field: str) -> str:
        """Return the words of a choice; each is written once, which a long annex asks a thousand times."""
        key = (record._meta.label_lower, field, getattr(record, field))
        if key not in self._chosen:
            self._chosen[key] = str(getattr(record, f"get_{field}_display")())
        return self._chosen[key]

    def number(self, value: int) -> str:
        return str(format_decimal(value, locale=self.language))

    def decimal(self, value: Decimal) -> str:
        """Return a mean with one decimal."""
        return str(format_decimal(value, format="0.0", locale=self.language))

    def share(self, part: int, of: int) -> str:
        """Return a share in whole percent, rounded down; a dash where there is nothing to have a share of."""
        return str(format_percent((100 * part // of) / 100, locale=self.language)) if of else "–"

    def day(self, day: datetime.date | None) -> str:
        return written_date(day, language=self.language)

    def days(self, deliverable: Deliverable) -> str:
        """Return when it is held."""
        first, last = deliverable.starts_on, deliverable.ends_on
        if first is None:
            return _("no day yet")
        if deliverable.is_standing and last is None:
            return _("since %(day)s") % {"day": self.day(first)}
        return written_period(first, last, self.language)

    def narrative(self, section: str) -> list[Block]:
        """Return what people wrote in a section, paragraph by paragraph."""
        words = self.narratives.get(section, Labels())
        text = self.said(words)
        return [Text(Said(each, text.language)) for each in paragraphs(text.words)]

    # Figures --------------------------------------------------------------------------------------------------------

    def count(self, key: str, label: str, records: Sequence[models.Model], *, hidden: int = 0) -> Said:
        """Keep a figure, how many ``records`` there are and ``hidden`` beside them, and return it as words."""
        return self._keep(key, label, [self._row(each) for each in records], hidden)

    def count_rows(self, key: str, label: str, rows: Sequence[tuple[str, Row]]) -> Said:
        """Keep a figure of rows that bear other words than their records, such as people who are not named."""
        self.rows |= dict(rows)
        return self._keep(key, label, [each for each, _row in rows], 0)

    def _keep(self, key: str, label: str, rows: Sequence[str], hidden: int) -> Said:
        if key in self.figures:
            raise ValueError(f"two figures are called {key}")
        value = len(rows) + hidden
        self.figures[key] = Figure(label, value, self.number(value), tuple(rows), hidden)
        return Said(self.number(value), figure=key if value else "")

    def _row(self, record: models.Model) -> str:
        key = str(record.pk)
        if key not in self.rows:
            invented = bool(getattr(record, "is_demonstration", False))
            self.rows[key] = Row(record._meta.label_lower, self._label(record), invented)
        return key

    def _label(self, record: models.Model) -> str:
        return f"{record}, {self.days(record)}" if isinstance(record, Deliverable) else str(record)

    @property
    def invented(self) -> int:
        """How many of the rows behind figures were invented for the demonstration."""
        return sum(each.invented for each in self.rows.values())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which an empty line parts."""
    found = (" ".join(each.split()) for each in text.replace("\r\n", "\n").split("\n\n"))
    return [each for each in found if each]


def by_name(desk: Desk, parties: Iterable[Party]) -> list[Party]:
    """Return parties by their names in the report's language, accented letters among the plain ones."""
    return sorted(parties, key=lambda each: _plain(desk.said(each.name).words))


def _plain(words: str) -> str:
    split = unicodedata.normalize("NFD", words.casefold())
    return "".join(each for each in split if not unicodedata.combining(each))


def table(
    caption: str, heads: Iterable[Head], rows: Iterable[Iterable[Said | str]], *, empty: str = "", total: Any = ()
) -> Table:
    """Return a table; a cell of bare text is words in the report's language."""
    return Table(caption, tuple(heads), tuple(_cells(row) for row in rows), empty, _cells(total))


def _cells(row: Iterable[Said | str]) -> tuple[Said, ...]:
    return tuple(Said(each) if isinstance(each, str) else each for each in row)


def _language_of(labels: Labels) -> str:
    """Return the language that words fall back to."""
    words = str(labels.in_language(""))
    return next(code for code, said in labels.items() if said == words)
