"""Read a file that somebody brought: in a limited child process, by what it holds and not by its name."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from secretariat.core.children import Limits, run_child

CHILD = Path(__file__).with_name("sheet_child.py")
LIMITS = Limits(cpu=10, memory=512, wall=20)


@dataclass(frozen=True)
class Bounds:
    """How large a file may be. Units: bytes, of the file and unpacked; rows and cells in all sheets together."""

    size: int = 10 * 2**20
    unpacked: int = 200 * 2**20
    parts: int = 500
    sheets: int = 20
    rows: int = 50_000
    columns: int = 200
    cells: int = 1_000_000


BOUNDS = Bounds()


@dataclass(frozen=True)
class FileRead:
    """What a file holds: its kind, what was noticed, its sheets, and its rows as lines of JSON."""

    kind: str
    formulas: int
    sheets: list[dict[str, Any]]
    lines: bytes
    encoding: str = ""
    delimiter: str = ""


def read_file(content: bytes, *, bounds: Bounds = BOUNDS, limits: Limits = LIMITS) -> FileRead:
    """Return what a file holds. Errors: ValidationError that says why it cannot be taken."""
    if len(content) > bounds.size:
        raise ValidationError(too_large(bounds))
    order = json.dumps({**limits.ordered(), **asdict(bounds)}).encode() + b"\n"
    done = run_child(CHILD, order + content, limits)
    if done.late or done.status:
        raise ValidationError(_reason("memory", {}))
    first, _end, lines = done.output.partition(b"\n")
    about: dict[str, Any] = json.loads(first)
    if "refused" in about:
        raise ValidationError(_reason(about["refused"], about))
    if not any(sheet["rows"] for sheet in about["sheets"]):
        raise ValidationError(_reason("empty", {}))
    return FileRead(lines=lines, **about)


def too_large(bounds: Bounds = BOUNDS) -> str:
    return _("The file is larger than %(size)s MiB.") % {"size": bounds.size // 2**20}


def _reason(why: str, about: dict[str, Any]) -> str:
    """Return why a file is not taken, in the reader's words, and what to do."""
    reasons = {
        "empty": _("The file holds no rows."),
        "old": _(
            "This is an Excel file of before 2007, or one behind a password. Open it in Excel and save it as "
            "“Excel Workbook (.xlsx)” without a password."
        ),
        "other": _("This is neither an Excel workbook (.xlsx) nor a CSV file, whatever its name says."),
        "macros": _("The workbook contains macros. Save it as “Excel Workbook (.xlsx)”, which keeps none."),
        "bomb": _("The workbook unpacks to far more than a register holds. It was not read."),
        "dtd": _("The workbook contains a document type, which no spreadsheet program writes. It was not read."),
        "encoding": _("The workbook is not written in UTF-8. Open it in a spreadsheet program and save it again."),
        "damaged": _("The file is damaged: it could not be read to its end. Open it, save it again, and bring that."),
        "memory": _("The file needs too much time or memory to be read. Take it apart into smaller files."),
        "rows": _("The file has more than %(limit)s rows. Take it apart into smaller files."),
        "columns": _("A sheet has more than %(limit)s columns. Remove the columns and cells that are not needed."),
        "cells": _("The file has more than %(limit)s cells. Take it apart into smaller files."),
        "cell": _("A cell holds more than %(limit)s characters."),
    }
    return reasons[why] % {"limit": about.get("limit", "")}
