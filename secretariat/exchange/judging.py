"""Judge the rows of a file: find the record each is about, read its values, and ask the services of its register."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.records import Record
from secretariat.core.resources import Fact, Resource, as_identifier
from secretariat.core.viewer import Viewer
from secretariat.exchange.cells import CellReader, MadeAbove, is_empty
from secretariat.exchange.choices import Empties, Verdict
from secretariat.exchange.records_out import as_cell
from secretariat.exchange.targets import IDENTIFIER, Target, key_name, label_of, targets_of, writable_facts
from secretariat.exchange.verdicts import Judged, Objection, refused
from secretariat.exchange.writing import TOO_LONG

Row = tuple[int, Sequence[Any]]  # its number, its cells
SHOWN = 300  # characters of a value in a preview
OF_THE_DATABASE = (IntegrityError, DataError, ProtectedError, OverflowError)


class RowRefused(Exception):
    """A row cannot be taken; with every objection."""

    def __init__(self, *objections: Objection) -> None:
        super().__init__(*objections)
        self.objections = objections


@dataclass(frozen=True)
class Wanted:
    """What a row says: values by fact, the cells they come from, and objections to those that cannot be read."""

    values: dict[str, Any]
    objections: list[Objection]


@dataclass
class Judge:
    """Judges the rows of one file, in their order. Each row is written by the services of the register.

    Whoever calls decides whether what was written stays. ``planned`` holds what the preview said, when applying: what
    changed since is refused.
    """

    resource: Resource
    columns: Mapping[int, str]
    headings: Sequence[str]
    reader: CellReader
    by: Viewer
    on: datetime.date
    reason: str
    empties: str = Empties.KEEP
    planned: Mapping[int, Judged] | None = None
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {target.name: target for target in targets_of(self.resource)}
        self._targets: dict[int, Target] = {place: known[name] for place, name in self.columns.items() if name in known}
        self._writable = writable_facts(self.resource)
        self._held = {kept.name for kept in self.resource.model._meta.concrete_fields}
        self._key = key_name(self.resource)
        self._heads = {
            target.name: self.headings[place] if place < len(self.headings) else target.label
            for place, target in self._targets.items()
        }
        self.reader.of = self.resource.model

    # A batch ----------------------------------------------------------------------------------------------------------

    def judge(self, rows: Sequence[Row]) -> Iterator[Judged]:
        """Yield what becomes of each of some rows; a few statements find what they are about."""
        cells = {number: self._named_cells(row) for number, row in rows}
        found = self._find(cells.values())
        versions = self._versions(found.values())
        for number, named in cells.items():
            yield self._judged(number, named, found, versions)

    def _named_cells(self, row: Sequence[Any]) -> dict[str, Any]:
        named = {target.name: row[place] if place < len(row) else None for place, target in self._targets.items()}
        return {name: cell for name, cell in named.items() if not _is_cut(cell)}

    def _find(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
        """Return the records that rows are about, by identifier and by key. SECURITY: hidden ones are not found."""
        names = {_said(row.get(name)) for row in rows for name in (IDENTIFIER, self._key) if name}
        return self.resource.find_many(self.by, {name for name in names if name and "\0" not in name})

    def _versions(self, records: Iterable[Record]) -> dict[Any, str]:
        keys = {record.pk for record in records}
        history: Any = self.resource.model.history  # type: ignore[attr-defined]
        newest = history.filter(id__in=keys).order_by().values("id").annotate(newest=Max("history_id"))
        return {each["id"]: str(each["newest"]) for each in newest} if keys else {}

    # A row ------------------------------------------------------------------------------------------------------------

    def _judged(
        self, number: int, cells: Mapping[str, Any], found: Mapping[str, Record], versions: Mapping[Any, str]
    ) -> Judged:
        try:
            record = self._about(cells, found)
            self._refuse_twice(number, cells, record)
            version = versions.get(record.pk, "") if record else ""
            self._refuse_stale(number, record, version)
            judged = self._changed(number, cells, record) if record else self._made(number, cells)
            self._refuse_unplanned(judged)
        except RowRefused as refusal:
            return refused(number, *refusal.objections, name=self._name(cells))
        return replace(judged, version=version)

    def _about(self, cells: Mapping[str, Any], found: Mapping[str, Record]) -> Record | None:
        """Return the record that a row is about; None where it is to be made."""
        given, key = _said(cells.get(IDENTIFIER)), _said(cells.get(self._key)) if self._key else ""
        if given:
            record = found.get(given) if as_identifier(given) else None
            if record is None:
                raise RowRefused(self._objection(IDENTIFIER, given, _("There is no such record.")))
            return record
        record = found.get(key) if key and not as_identifier(key) else None
        if record is None and self.resource.create is None:
            raise RowRefused(self._objection(self._key or IDENTIFIER, key, _("There is no such record.")))
        return record

    def _refuse_twice(self, number: int, cells: Mapping[str, Any], record: Record | None) -> None:
        key = _said(cells.get(self._key)) if self._key else ""
        for name in {f"id {record.pk}" if record else "", f"key {key}" if key else ""} - {""}:
            first = self._seen.setdefault(name, number)
            if first != number:
                why = _("Row %(number)s is about the same record.") % {"number": first}
                raise RowRefused(self._objection(self._key or IDENTIFIER, key or str(record and record.pk), why))

    def _refuse_stale(self, number: int, record: Record | None, version: str) -> None:
        """Errors: RowRefused where the record is not the one that the preview was made of."""
        before = self._planned(number)
        if before is None:
            return
        if before.record != (str(record.pk) if record else "") or before.version != version:
            why = _("The record was changed after the preview. Check the file again.")
            raise RowRefused(Objection("", before.name, why))

    def _planned(self, number: int) -> Judged | None:
        if self.planned is None:
            return None
        if number not in self.planned:
            raise RowRefused(Objection("", "", _("The row is not in the preview. Check the file again.")))
        return self.planned[number]

    def _refuse_unplanned(self, judged: Judged) -> None:
        """Errors: RowRefused where a row would now do something else than the preview said."""
        before = self._planned(judged.number)
        if (
            before is not None
            and not before.later
            and (before.verdict, before.changes)
            != (
                judged.verdict,
                judged.changes,
            )
        ):
            why = _("What the row refers to was changed after the preview. Check the file again.")
            raise RowRefused(Objection("", before.name, why))

    # Making and changing ----------------------------------------------------------------------------------------------

    def _made(self, number: int, cells: Mapping[str, Any]) -> Judged:
        create = self.resource.create
        assert create is not None
        if not create.rule.test(self.by):
            raise RowRefused(Objection("", "", _("You may not add to this register.")))
        told = {fact.name: fact for fact in create.facts}
        judged = Judged(number, Verdict.MADE, name=self._name(cells))
        try:
            wanted = self._wanted(cells, None, self._writable)
        except MadeAbove:
            return self._later(replace(judged, later=True), cells)
        missing = [
            self._objection(name, "", _("This field is required."))
            for name, fact in told.items()
            if fact.required and not wanted.values.get(name) and wanted.values.get(name) is not False
        ]
        known = {objection.column for objection in wanted.objections}
        objections = [*wanted.objections, *(each for each in missing if each.column not in known)]
        if objections:
            raise RowRefused(*objections)
        first = {name: value for name, value in wanted.values.items() if name in told}
        after = {name: value for name, value in wanted.values.items() if name not in told}
        self._ask(lambda: self._make(first, after))
        self._remember(cells)
        return replace(judged, changes=self._in_words(None, wanted.values))

    def _make(self, first: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Make a record, then tell it what can be told only of one that is there."""
        create, change = self.resource.create, self.resource.change
        assert create is not None
        record = create.service(first, by=self.by, on=self.on, reason=self.reason)
        if after and change is not None:
            change.service(record, after, by=self.by, on=self.on, reason=self.reason)

    def _changed(self, number: int, cells: Mapping[str, Any], record: Record) -> Judged:
        judged = Judged(number, Verdict.SAME, name=str(record)[:SHOWN], record=str(record.pk))
        try:
            wanted = self._wanted(cells, record, self._writable)
        except MadeAbove:
            return self._later(replace(judged, verdict=Verdict.CHANGED, later=True), cells)
        if wanted.objections:
            raise RowRefused(*wanted.objections)
        values = {name: new for name, new in wanted.values.items() if not self._is_same(name, record, new)}
        self._remember(cells)
        if not values:
            return judged
        self._may_change(record, values)
        words = self._in_words(record, values)
        change = self.resource.change
        assert change is not None
        self._ask(lambda: change.service(record, values, by=self.by, on=self.on, reason=self.reason))
        return replace(judged, verdict=Verdict.CHANGED, changes=words)

    def _may_change(self, record: Record, values: Mapping[str, Any]) -> None:
        """Errors: RowRefused where the person may not, or where a fact is said once and never changes."""
        change = self.resource.change
        if change is None or not change.rule.test(self.by, record):
            raise RowRefused(Objection("", str(record)[:SHOWN], _("You may not change this record.")))
        names = {fact.name for fact in change.facts}
        fixed = [name for name in values if name not in names]
        if fixed:
            why = _("This is said once, when the record is made, and does not change.")
            raise RowRefused(*(self._objection(name, self._shown(name, values[name]), why) for name in fixed))

    def _later(self, judged: Judged, cells: Mapping[str, Any]) -> Judged:
        """Return a row that refers to one that is made above it: its service is asked when the rows are applied."""
        self._remember(cells)
        words = tuple((self._heads[name], "", _short(cell)) for name, cell in cells.items() if not is_empty(cell))
        return replace(judged, changes=words)

    def _remember(self, cells: Mapping[str, Any]) -> None:
        if self._key and not is_empty(cells.get(self._key)):
            self.reader.made.add(_said(cells[self._key]))

    def _ask(self, service: Any) -> None:
        """Call a service; what it objects to becomes objections to the row, and what it began is undone."""
        try:
            with transaction.atomic():
                service()
        except ValidationError as error:
            raise RowRefused(*self._objections(error)) from error
        except (NotPermitted, Refused) as error:
            raise RowRefused(Objection("", "", str(error))) from error
        except OF_THE_DATABASE as error:
            why = _("The register does not take this row as it is: it contradicts what is there.")
            raise RowRefused(Objection("", "", why)) from error

    # Values -----------------------------------------------------------------------------------------------------------

    def _wanted(self, cells: Mapping[str, Any], record: Record | None, facts: Mapping[str, Fact]) -> Wanted:
        """Return what a row says of the facts that can be written. Errors: MadeAbove."""
        wanted = Wanted({}, [])
        for name, fact in facts.items():
            own = {key: cell for key, cell in cells.items() if key.partition(":")[0] == name}
            only_told = record is not None and name not in self._held  # what a record is told and does not keep
            if only_told or not self._says(own, record):
                continue
            try:
                wanted.values[name] = self._value(fact, own, record)
            except ValidationError as error:
                given = "; ".join(str(cell) for cell in own.values() if not is_empty(cell))
                wanted.objections.extend(self._objection(next(iter(own)), given, why) for why in error.messages)
        return wanted

    def _says(self, own: Mapping[str, Any], record: Record | None) -> bool:
        """Tell whether cells say anything: an empty one does only where it was asked to empty what stands."""
        if record is not None and self.empties == Empties.CLEAR:
            return bool(own)
        return any(not is_empty(cell) for cell in own.values())

    def _value(self, fact: Fact, own: Mapping[str, Any], record: Record | None) -> Any:
        if not fact.is_translated:
            return self.reader.value(fact, next(iter(own.values())))
        before: Labels = getattr(record, fact.field.name) if record else Labels()
        clears = record is not None and self.empties == Empties.CLEAR
        said = {key.partition(":")[2]: cell for key, cell in own.items() if clears or not is_empty(cell)}
        return self.reader.words(fact, said, before)

    def _is_same(self, name: str, record: Record, new: Any) -> bool:
        old = getattr(record, self._writable[name].field.name)
        if isinstance(new, Labels):
            return {code: _plain(each) for code, each in old.items()} == dict(new)
        if isinstance(new, str) and isinstance(old, str):
            return _plain(old) == new
        return bool(old == new) or (old in (None, "") and new in (None, ""))

    def _in_words(self, record: Record | None, values: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
        """Return (label, old, new) of each value."""
        fields = {name: self._writable[name].field.name for name in values}
        return tuple(
            (
                label_of(self.resource, self._writable[name]),
                self._shown(name, getattr(record, fields[name])) if record else "",
                self._shown(name, new),
            )
            for name, new in values.items()
            if record or new not in (None, "")
        )

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, Labels):
            return _short(" · ".join(f"{code}: {words}" for code, words in value.items()))
        if isinstance(value, models.Model):
            return _short(value)
        shown = as_cell(value, self._writable[name])
        return "" if shown is None else _short(shown)

    # Objections -------------------------------------------------------------------------------------------------------

    def _objections(self, error: ValidationError) -> list[Objection]:
        if not hasattr(error, "error_dict"):
            return [Objection("", "", why) for why in error.messages]
        return [self._objection(name, "", why) for name, some in error.message_dict.items() for why in some]

    def _objection(self, name: str, given: str, why: str) -> Objection:
        heads = [head for target, head in self._heads.items() if target == name or target.partition(":")[0] == name]
        fact = self._writable.get(name)
        label = label_of(self.resource, fact) if fact else ""
        return Objection(heads[0] if heads else label, given[:SHOWN], why)

    def _name(self, cells: Mapping[str, Any]) -> str:
        """Return what a row calls itself: its key, else the first words it holds."""
        key = _said(cells.get(self._key)) if self._key else ""
        return _short(key or next((cell for cell in cells.values() if isinstance(cell, str) and cell.strip()), ""))


def _is_cut(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith(TOO_LONG)


def _said(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _plain(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _short(words: object) -> str:
    text = str(words)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
