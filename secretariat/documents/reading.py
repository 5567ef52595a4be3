"""Look into the files of documents, in a limited child process: what they are, their words, pictures of their pages."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from secretariat.core.children import Limits, run_child
from secretariat.documents.choices import MediaType

CHILD = Path(__file__).with_name("file_child.py")
LIMITS = Limits(cpu=20, memory=768, wall=40)


@dataclass(frozen=True)
class Bounds:
    """How large a file may be. Units: bytes, of the file and unpacked; parts of an archive; letters that are read."""

    size: int = 25 * 2**20
    unpacked: int = 300 * 2**20
    parts: int = 4_000
    letters: int = 5_000_000


BOUNDS = Bounds()


@dataclass(frozen=True)
class Looked:
    """What a file is, by what it holds; ``pages`` where its kind says how many."""

    kind: MediaType
    pages: int | None


def look_into(content: bytes, *, bounds: Bounds = BOUNDS, limits: Limits = LIMITS) -> Looked:
    """Return what a file is. Errors: ValidationError that says why it cannot be taken."""
    if len(content) > bounds.size:
        raise ValidationError(too_large(bounds))
    about, _rest = _ask("look", content, bounds, limits)
    return Looked(MediaType(about["kind"]), about["pages"])


def read_words(content: bytes, *, bounds: Bounds = BOUNDS, limits: Limits = LIMITS) -> list[str]:
    """Return the words of a file, page by page; one page where its kind has none. Errors: ValidationError."""
    _about, lines = _ask("words", content, bounds, limits)
    return [json.loads(line) for line in lines.splitlines()]


def picture_of(content: bytes, page: int, *, width: int, limits: Limits = LIMITS) -> bytes:
    """Return a page of a PDF, counted from 1, as a PNG. Units: ``width`` in pixels. Errors: ValidationError."""
    _about, image = _ask("picture", content, BOUNDS, limits, page=page - 1, width=width)
    return image


def _ask(what: str, content: bytes, bounds: Bounds, limits: Limits, **more: int) -> tuple[dict[str, Any], bytes]:
    order = json.dumps({**limits.ordered(), **asdict(bounds), "ask": what, **more}).encode() + b"\n"
    done = run_child(CHILD, order + content, limits)
    if done.late or done.status:
        raise ValidationError(_reason("memory"))
    first, _end, rest = done.output.partition(b"\n")
    about: dict[str, Any] = json.loads(first)
    if "refused" in about:
        raise ValidationError(_reason(about["refused"]))
    return about, rest


def too_large(bounds: Bounds = BOUNDS) -> str:
    return _("The file is larger than %(size)s MiB.") % {"size": bounds.size // 2**20}


def _reason(why: str) -> str:
    """Return why a file is not taken, in the reader's words, and what to do."""
    reasons = {
        "empty": _("The file holds nothing."),
        "old": _(
            "This is an Office file of before 2007, or one behind a password. Open it and save it in the present "
            "format (.docx, .xlsx, .pptx), or as PDF."
        ),
        "other": _("This is neither PDF, DOCX, XLSX, PPTX, ODT nor plain text, whatever its name says."),
        "markup": _("Web pages and other markup are not taken. Print it as PDF, and attach that."),
        "macros": _("The file contains macros or programs. Save it without them, or as PDF."),
        "bomb": _("The file unpacks to far more than a document holds. It was not read."),
        "dtd": _("The file contains a document type, which no office program writes. It was not read."),
        "encoding": _("The file is not written in UTF-8 inside. Open it in an office program and save it again."),
        "damaged": _("The file is damaged: it could not be read to its end. Open it, save it again, and attach that."),
        "password": _("The file is behind a password. Save it without one: who may read it is said here."),
        "memory": _("The file needs too much time or memory to be read."),
        "page": _("The file has no such page."),
    }
    return reasons[why]
