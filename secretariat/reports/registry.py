"""The kinds of report: each names its sections, and each section makes its blocks from the record.

A closed registry, filled when the program starts from the modules in ``kinds``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from secretariat.core.choices import Audience

if TYPE_CHECKING:
    from secretariat.reports.content import Block
    from secretariat.reports.desk import Desk

Words = str | Promise
Make = Callable[["Desk"], "Sequence[Block]"]


@dataclass(frozen=True)
class SectionKind:
    """A section: its key, its title, how its blocks are made, and whether people write something in it.

    One whose narrative is ``required`` must be written before the report goes to review.
    """

    key: str
    title: Words
    make: Make | None = None
    narrative: bool = False
    required: bool = False
    is_annex: bool = False


@dataclass(frozen=True)
class ReportKind:
    """A kind of report. ``name`` stands in addresses and on the command line; ``months`` is its usual period.

    One ``of_unit`` is told inside the secretariat on the work of a unit; the others are on a body, for States.
    """

    name: str
    title: Words
    about: Words  # a sentence for who chooses a kind
    months: int
    sections: tuple[SectionKind, ...]
    duty: str = ""  # the kind of duty that is kept by issuing it
    of_unit: bool = False

    @property
    def audience(self) -> Audience:
        """Who may read it unless told: whoever sees what it counts."""
        return Audience.SECRETARIAT if self.of_unit else Audience.STATES

    def section(self, key: str) -> SectionKind | None:
        return next((each for each in self.sections if each.key == key), None)

    @property
    def narratives(self) -> list[SectionKind]:
        """The sections in which people write."""
        return [each for each in self.sections if each.narrative]


_kinds: dict[str, ReportKind] = {}


def add_report(kind: ReportKind) -> ReportKind:
    """Register a kind of report. Errors: ValueError where there is one of that name."""
    if kind.name in _kinds:
        raise ValueError(f"there is a kind of report “{kind.name}” already")
    _kinds[kind.name] = kind
    return kind


def report_kinds() -> list[ReportKind]:
    """Return the kinds in the order they were registered."""
    return list(_kinds.values())


def find_kind(name: str) -> ReportKind | None:
    """Return the kind of that name."""
    return _kinds.get(name)


def kind_of(name: str) -> ReportKind:
    """Return the kind of a report on record. Errors: KeyError where the program no longer has it."""
    return _kinds[name]


def title_of(name: str) -> str:
    """Return what a kind is called; its bare name where the program no longer has it."""
    kind = _kinds.get(name)
    return str(kind.title) if kind else name
