"""Bring files into registers: read, say what columns and words mean, look at what would become of each row, apply."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.files import keep_file, remove_files
from secretariat.core.history import keep
from secretariat.core.languages import current_language
from secretariat.core.resources import Resource, find_resource
from secretariat.core.viewer import Viewer
from secretariat.exchange import rules
from secretariat.exchange.cells import CellReader
from secretariat.exchange.choices import Empties, ImportState, Verdict
from secretariat.exchange.file_rows import (
    Row,
    forget_progress,
    headings_of_file,
    rows_below_headings,
    rows_of_sheet,
    tell_progress,
)
from secretariat.exchange.guessing import fingerprint, folded, guess, heading_row
from secretariat.exchange.judging import Judge
from secretariat.exchange.models import ColumnMapping, Import, KnownValue
from secretariat.exchange.queries import mapping_for, meanings_in
from secretariat.exchange.reading import read_file
from secretariat.exchange.targets import told_targets
from secretariat.exchange.verdicts import FOLDER, Judged, keep_plan, read_plan

LARGE = 500  # rows; more are checked and applied by the worker
AT_ONCE = 100  # rows of a preview in one transaction, which is then undone: others can write in between
PAUSE = 0.12  # seconds between two of them: who waits for SQLite asks again every tenth of a second
KEPT = datetime.timedelta(days=30)
MOST_UNMATCHED = 100  # words shown for each fact
DONE = (ImportState.APPLIED, ImportState.LEFT)


class _NotAll(Exception):
    """At least one row was refused: everything is undone."""

    def __init__(self, judged: list[Judged]) -> None:
        super().__init__()
        self.judged = judged


# Bringing a file ------------------------------------------------------------------------------------------------------


def bring_file(content: bytes, name: str, resource: Resource, *, by: Viewer) -> Import:
    """Read a file for a register, and guess its sheet, headings and columns.

    Errors: NotPermitted; ValidationError where the file cannot be taken.
    """
    if not rules.may_fill.test(by, resource):
        raise NotPermitted(_("You may not bring files into this register."))
    read = read_file(content)
    import_ = Import(
        started_by=by.person,  # type: ignore[misc]
        register=resource.name,
        file_name=PurePath(name.replace("\\", "/")).name[:200].replace("\0", "") or read.kind,
        kind=read.kind,
        size=len(content),
        sheets=read.sheets,
        language=current_language(),
    )
    for each in import_.sheets:
        each["formulas"] = read.formulas
        each["encoding"] = read.encoding
    import_.file_key, import_.rows_key = keep_file(FOLDER, content), keep_file(FOLDER, read.lines)
    try:
        import_.sheet, import_.heading_row = _likeliest(import_, resource)
        import_.columns = guessed_columns(import_, resource, by)
        return keep(import_, by=by, reason=_("Brought a file"))
    except BaseException:
        remove_files(import_.file_key, import_.rows_key)  # no row, no file
        raise


def _likeliest(import_: Import, resource: Resource) -> tuple[int, int]:
    """Return the sheet whose headings fit the register best, and the row of its headings."""
    found = []
    for place in range(len(import_.sheets)):
        rows = list(islice(rows_of_sheet(import_, place), 50))
        row = heading_row(rows, resource, import_.language)
        heads = next((cells for number, cells in rows if number == row), [])
        fitting = sum(1 for name in guess(heads, resource, import_.language, {}) if name)
        found.append((-fitting, place, row))
    _fitting, place, row = min(found)
    return place, row


def guessed_columns(import_: Import, resource: Resource, by: Viewer) -> dict[str, str]:
    """Return which column holds which fact, as it was said of such headings before, else as they read."""
    headings = headings_of_file(import_)
    before = mapping_for(resource.name, headings, by)
    names = guess(headings, resource, import_.language, before.columns if before else {})
    told = {target.name for target in told_targets(resource)}  # what only reads is known, and not taken in
    return {str(place): name for place, name in enumerate(names) if name in told}


def choose_sheet(import_: Import, *, sheet: int, heading_row: int, by: Viewer) -> Import:
    """Take another sheet or row of headings. Errors: Refused once it is over."""
    _refuse_over(import_)
    import_.sheet, import_.heading_row, import_.state = sheet, heading_row, ImportState.READ
    import_.columns = guessed_columns(import_, resource_of_import(import_), by)
    return keep(import_, by=by, reason=_("Chose the sheet"))


def say_columns(import_: Import, columns: Mapping[int, str], *, empties: str, by: Viewer) -> Import:
    """Say which column holds which fact, remember it for such files, and have the rows checked.

    Errors: ValidationError where two columns hold the same, or none holds anything; Refused once it is over.
    """
    _refuse_over(import_)
    chosen = {place: name for place, name in columns.items() if name}
    if not chosen:
        raise ValidationError(_("Say of at least one column what it holds."))
    if len(set(chosen.values())) < len(chosen):
        raise ValidationError(_("Two columns cannot hold the same."))
    import_.columns = {str(place): name for place, name in chosen.items()}
    import_.empties = Empties(empties)
    import_.state = ImportState.CHECKING
    with transaction.atomic():
        _remember_columns(import_, by)
        return keep(import_, by=by, reason=_("Said what the columns hold"))


def _remember_columns(import_: Import, by: Viewer) -> None:
    headings = headings_of_file(import_)
    before = mapping_for(import_.register, headings, by)
    mapping = before or ColumnMapping(register=import_.register, headings=fingerprint(headings))
    columns = {folded(heading): import_.columns.get(str(place), "") for place, heading in enumerate(headings)}
    if before is None or before.columns != columns:
        mapping.columns, mapping.name = columns, import_.file_name[:120]
        keep(mapping, by=by, reason=_("Said what the columns hold"))


def say_values(import_: Import, meanings: Mapping[tuple[str, str], str], *, by: Viewer) -> Import:
    """Say what words of the file mean, by fact and word; remember it, and have the rows checked again."""
    _refuse_over(import_)
    with transaction.atomic():
        for (fact, given), meaning in meanings.items():
            row = KnownValue.objects.filter(register=import_.register, fact=fact, given=given).first()
            known = row or KnownValue(register=import_.register, fact=fact, given=given)
            known.meaning = meaning
            keep(known, by=by, reason=_("Said what a word in files means"))
        return check_again(import_, by=by)


def check_again(import_: Import, *, by: Viewer) -> Import:
    """Have the rows checked once more, as things are now. Errors: Refused once it is over."""
    _refuse_over(import_)
    import_.state = ImportState.CHECKING
    forget_progress(import_)
    return keep(import_, by=by, reason=_("Had it checked"))


def leave_import(import_: Import, *, by: Viewer, reason: str) -> Import:
    """Leave an import: nothing of it is taken in, and its files are removed. Errors: Refused once it is over."""
    with transaction.atomic():
        import_ = Import.objects.select_for_update().get(pk=import_.pk)
        _refuse_over(import_)
        keys = (import_.file_key, import_.rows_key, import_.plan_key)
        import_.state = ImportState.LEFT
        import_.file_key = import_.rows_key = import_.plan_key = ""
        keep(import_, by=by, reason=reason)
    remove_files(*keys, f"{keys[1]}.progress")
    return import_


def _refuse_over(import_: Import) -> None:
    if import_.state in DONE:
        raise Refused(_("This import is over: bring the file again."))


def resource_of_import(import_: Import) -> Resource:
    """Return the register of an import. Errors: Refused where it is no longer offered."""
    resource = find_resource(import_.register)
    if resource is None:
        raise Refused(_("This register takes no files any more."))
    return resource


# Checking and applying ------------------------------------------------------------------------------------------------


def check_rows(import_: Import, *, by: Viewer, on: datetime.date) -> Import:
    """Find out what would become of each row: the services are asked in earnest, and what they write is undone.

    Checking again, or after it was broken off, begins anew and changes nothing but the preview.
    """
    if import_.state != ImportState.CHECKING:
        return import_
    with translation.override(import_.language):
        judge = _judge(import_, by, on, None)
        judged = list(_tried(import_, judge))
        with transaction.atomic():
            locked = Import.objects.select_for_update().get(pk=import_.pk)
            if _asks_otherwise(locked, import_):  # left, or told something else, while this was at work
                return locked
            _keep_judged(locked, judged)
            locked.unmatched = {
                fact: dict(words.most_common(MOST_UNMATCHED)) for fact, words in judge.reader.unmatched.items()
            }
            return keep(locked, by=by, reason=_("Checked"))


def _asks_otherwise(now: Import, before: Import) -> bool:
    asked = ("state", "sheet", "heading_row", "columns", "empties")
    return [getattr(now, name) for name in asked] != [getattr(before, name) for name in asked]


def _tried(import_: Import, judge: Judge) -> Iterator[Judged]:
    rows = rows_below_headings(import_)
    for start in range(0, len(rows), AT_ONCE):
        tell_progress(import_, start, len(rows))
        with transaction.atomic():
            yield from list(judge.judge(rows[start : start + AT_ONCE]))
            transaction.set_rollback(True)
        judge.reader.forget_own()  # what this batch made is not there any more
        if len(rows) > LARGE:
            time.sleep(PAUSE)


def ask_to_apply(import_: Import, *, reason: str, by: Viewer) -> Import:
    """Say that what the preview shows shall be done, and why.

    Errors: Refused where there are objections, nothing to do, or it was not checked.
    """
    if import_.state != ImportState.CHECKED:
        raise Refused(_("This file is not checked, or was applied already."))
    if import_.counts.get(Verdict.REFUSED):
        raise Refused(_("There are objections: all rows are taken in, or none."))
    if not (import_.counts.get(Verdict.MADE) or import_.counts.get(Verdict.CHANGED)):
        raise Refused(_("Nothing would change."))
    import_.state, import_.reason = ImportState.APPLYING, reason
    forget_progress(import_)
    return keep(import_, by=by, reason=reason)


def apply_rows(import_: Import, *, by: Viewer, on: datetime.date) -> Import:
    """Take in all rows in one transaction, or none; once, however often it runs.

    A row whose record changed after the preview, or that a service refuses, undoes everything; the objections then
    stand in the preview. Whether it was applied is written in the same transaction.
    """
    with translation.override(import_.language):
        planned = {each.number: each for each in read_plan(import_.plan_key)}
        try:
            return _applied(import_, planned, by=by, on=on)
        except _NotAll as refusal:
            import_.refresh_from_db()
            _keep_judged(import_, refusal.judged)
            return keep(import_, by=by, reason=_("Not applied: there are objections"))


def _applied(import_: Import, planned: Mapping[int, Judged], *, by: Viewer, on: datetime.date) -> Import:
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=import_.pk)
        if locked.state != ImportState.APPLYING:
            return locked
        judge = _judge(locked, by, on, planned)
        rows = rows_below_headings(locked)
        judged: list[Judged] = []
        for start in range(0, len(rows), AT_ONCE):
            tell_progress(locked, start, len(rows))
            judged += judge.judge(rows[start : start + AT_ONCE])
        if any(each.verdict == Verdict.REFUSED for each in judged):
            raise _NotAll(judged)
        locked.state = ImportState.APPLIED
        return keep(locked, by=by, reason=locked.reason)


def _judge(import_: Import, by: Viewer, on: datetime.date, planned: Mapping[int, Judged] | None) -> Judge:
    resource = resource_of_import(import_)
    if not rules.may_fill.test(by, resource):
        raise NotPermitted(_("You may not bring files into this register."))
    words = {"reason": import_.reason or _("Import"), "file": import_.file_name}
    return Judge(
        resource=resource,
        columns={int(place): name for place, name in import_.columns.items()},
        headings=headings_of_file(import_),
        reader=CellReader(by, import_.language, meanings_in(import_.register, by)),
        by=by,
        on=on,
        reason=_("%(reason)s (from the file “%(file)s”)") % words,
        empties=import_.empties,
        planned=planned,
    )


def _keep_judged(import_: Import, judged: Iterable[Judged]) -> None:
    before = import_.plan_key
    import_.plan_key, counts = keep_plan(judged)
    import_.counts = dict(counts)
    import_.state = ImportState.CHECKED
    remove_files(before)
    forget_progress(import_)


def remove_old_imports(*, at: datetime.datetime, by: Viewer) -> int:
    """Remove the files of imports that were applied, and leave those begun more than a month before ``at``."""
    count = 0
    for import_ in Import.objects.filter(brought_at__lt=at - KEPT).exclude(file_key=""):
        keys = (import_.file_key, import_.rows_key, import_.plan_key)
        if import_.state != ImportState.APPLIED:
            import_.state = ImportState.LEFT
        import_.file_key = import_.rows_key = import_.plan_key = ""
        keep(import_, by=by, reason=_("A month is over"))
        remove_files(*keys, f"{keys[1]}.progress")
        count += 1
    return count


def refused_rows(import_: Import) -> dict[int, Judged]:
    """Return the rows with objections, by number."""
    return {each.number: each for each in read_plan(import_.plan_key) if each.verdict == Verdict.REFUSED}


def with_objections(import_: Import) -> tuple[list[str], Iterator[Row]]:
    """Return the headings and rows of a file once more, with a column of objections at the end of each."""
    refused = refused_rows(import_)
    headings = headings_of_file(import_)

    def rows() -> Iterator[Row]:
        for number, cells in rows_below_headings(import_):
            wide = [*cells, *[None] * (len(headings) - len(cells))]
            own = refused.get(number)
            said = [f"{each.column}: {each.why}" if each.column else each.why for each in own.objections] if own else []
            yield number, [*wide, "\n".join(said)]

    return [*headings, _("Objections")], rows()
