"""The files of a report: made by the writers in child processes, attached to its document."""

from __future__ import annotations

from collections.abc import Mapping

from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, DocumentFile
from secretariat.documents.services.files import attach_file
from secretariat.reports.choices import ReportFormat
from secretariat.reports.content import Content
from secretariat.reports.writers import WRITERS

KEPT = (ReportFormat.PDF, ReportFormat.DOCX)  # the page is made anew from what was frozen whenever it is read
Files = Mapping[tuple[str, ReportFormat], bytes]


def made_files(contents: Mapping[str, Content]) -> Files:
    """Return the files of a report by language and format. Errors: core.rendering.RenderingFailed."""
    return {(language, each): WRITERS[each](said) for language, said in contents.items() for each in KEPT}


def attach_files(document: Document, files: Files, *, by: Viewer, reason: str) -> list[DocumentFile]:
    """Attach files to the draft of a report's document. Errors: as ``documents.services.files.attach_file``."""
    return [
        attach_file(
            document,
            language=language,
            content=content,
            name=f"{document.slug}-{language}.{each}",
            by=by,
            reason=reason,
        )
        for (language, each), content in files.items()
    ]
