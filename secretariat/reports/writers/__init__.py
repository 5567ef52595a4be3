"""Writers: each turns a content into a file, and reads nothing else."""

from __future__ import annotations

from collections.abc import Callable

from secretariat.reports.choices import ReportFormat
from secretariat.reports.content import Content
from secretariat.reports.writers.page import write_html
from secretariat.reports.writers.pdf import write_pdf
from secretariat.reports.writers.word import write_docx

WRITERS: dict[str, Callable[[Content], bytes]] = {
    ReportFormat.PDF: write_pdf,
    ReportFormat.DOCX: write_docx,
    ReportFormat.HTML: write_html,
}
MEDIA_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFormat.HTML: "text/html; charset=utf-8",
}

__all__ = ["MEDIA_TYPES", "WRITERS", "write_docx", "write_html", "write_pdf"]
