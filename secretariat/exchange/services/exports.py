"""Take registers out: at once where they are short, by the worker where they are long; each is written down."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.core.dates import written_moment
from secretariat.core.errors import NotPermitted
from secretariat.core.files import keep_file, remove_files
from secretariat.core.languages import LANGUAGES, current_language
from secretariat.core.pages import ListPage
from secretariat.core.viewer import Viewer
from secretariat.exchange.choices import ExportState, FileFormat
from secretariat.exchange.models import Export
from secretariat.exchange.records_out import rows_out
from secretariat.exchange.targets import columns_of, headings_of
from secretariat.exchange.writing import Row, Sheet, write_csv, write_xlsx

LARGE = 5000  # rows; more are written by the worker
KEPT = datetime.timedelta(days=1)
STEP = 500  # rows between two words on how far it has come
FOLDER = "exports"
MEMORY = 2**21  # bytes of a file that stay in memory while it is written


@dataclass(frozen=True)
class Wishes:
    """How a register is wanted: as what, in which language, words in all four, with a head."""

    format: str
    language: str
    all_languages: bool = False
    head: bool = True

    def kept(self) -> dict[str, Any]:
        return {"language": self.language, "all_languages": self.all_languages, "head": self.head}


def ask_export(page: ListPage, address: str, wishes: Wishes, *, by: Viewer) -> Export:
    """Write down that somebody takes a list, and decide whether it is given at once.

    Shape: a row in state *given*, to be written now, or *asked*, for the worker. Errors: NotPermitted where a long
    list is asked for by nobody, to whom no file could be kept.
    """
    assert page.resource is not None
    rows = page.rows_asked().order_by().count()
    if rows > LARGE and by.person is None:
        raise NotPermitted(
            _("More than %(rows)s rows are given to those who are signed in. Narrow the list, or sign in.")
            % {"rows": LARGE}
        )
    export = Export(
        person=by.person,  # type: ignore[misc]
        asked_at=timezone.now(),
        register=page.resource.name,
        address=address,
        filters=[list(each) for each in page.words_asked()],
        format=FileFormat(wishes.format),
        options=wishes.kept(),
        rows=rows,
        state=ExportState.ASKED if rows > LARGE else ExportState.GIVEN,
    )
    export.full_clean(exclude=["filters", "options"])
    export.save()
    return export


def write_export(export: Export, page: ListPage, into: IO[bytes], *, by: Viewer, told: bool = False) -> None:
    """Write the rows of a list as they are now; ``told`` keeps how many are written."""
    resource = page.resource
    assert resource is not None
    every = bool(export.options["all_languages"])
    languages = LANGUAGES if every else (current_language(),)
    targets = columns_of(resource, resource.facts, languages)
    identifiers = list(page.rows_asked().prefetch_related(None).values_list("pk", flat=True))
    rows: Iterator[Row] = rows_out(resource, by, identifiers, targets, whole=every)
    sheet = Sheet(
        title=str(resource.model._meta.verbose_name_plural),
        about_title=_("About this file"),
        about=about(export, page, by, len(identifiers)),
        headings=headings_of(targets),
        rows=_counted(export, rows) if told else rows,
        widths=[38 if target.name == "id" else 22 for target in targets],
    )
    if export.format == FileFormat.XLSX:
        write_xlsx(sheet, into)
    else:
        write_csv(sheet, into, with_head=bool(export.options["head"]))


def about(export: Export, page: ListPage, by: Viewer, rows: int) -> list[tuple[str, str]]:
    """Return the head of a file: what it is, which filters made it, who took it, when, and how many rows it holds."""
    filters: Sequence[Sequence[str]] = page.words_asked()
    return [
        (_("Register"), str(page.title or page.resource.name if page.resource else page.title)),
        (_("Taken from"), export.address),
        *((_("Filter: %(name)s") % {"name": label}, said) for label, said in filters[:-1]),
        *((label, said) for label, said in filters[-1:]),
        (_("Taken by"), by.name or _("somebody not signed in")),
        (_("Taken at"), written_moment(export.asked_at)),
        (_("Rows"), str(rows)),
    ]


def _counted(export: Export, rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % STEP == 0:
            export.written = number
            export.save(update_fields=["written"])


def make_export(export: Export, page: ListPage, *, by: Viewer) -> Export:
    """Write the file of a long list and keep it for a day. Making it again makes a new file of what is there then."""
    with tempfile.SpooledTemporaryFile(max_size=MEMORY) as file:
        write_export(export, page, file, by=by, told=True)
        file.seek(0)
        before, export.file_key = export.file_key, keep_file(FOLDER, file)
    export.written, export.state, export.ready_at = export.rows, ExportState.READY, timezone.now()
    export.save(update_fields=["written", "state", "ready_at", "file_key"])
    remove_files(before)
    return export


def fail_export(export: Export) -> None:
    """Keep that a file could not be made: the list is no longer open to who asked for it."""
    export.state = ExportState.FAILED
    export.save(update_fields=["state"])


def remove_old_exports(*, at: datetime.datetime) -> int:
    """Remove the files that were made more than a day before ``at``; return how many. The log stays."""
    old = Export.objects.filter(state=ExportState.READY, ready_at__lt=at - KEPT)
    count = 0
    for export in old:
        remove_files(export.file_key)
        export.file_key, export.state = "", ExportState.REMOVED
        export.save(update_fields=["file_key", "state"])
        count += 1
    return count
