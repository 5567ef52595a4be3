"""What a report says, as values that every writer reads alike: PDF, Word and the page are made from these alone.

Once a report is issued, its content is kept as JSON in each language (``as_json``) and read back (``read_content``):
what was issued is written again without asking the database.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A record behind figures, as it was called when it was counted."""

    model: str  # such as “delivery.deliverable”
    label: str
    invented: bool = False  # for the demonstration


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the rows behind it by their keys in ``Content.rows``.

    ``hidden`` says how many are counted whose rows are not for every reader of the report.
    """

    label: str
    value: int
    said: str  # as the language writes it
    rows: tuple[str, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Said:
    """Words; ``language`` names the one they are in where it is not that of the report."""

    words: str
    language: str = ""
    invented: bool = False
    figure: str = ""  # the key of the figure that the words are
    tone: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column; ``width`` says how wide it is beside the others."""

    label: str
    numeric: bool = False
    width: float = 1


@dataclass(frozen=True)
class Heading:
    """A heading within a section, one level below it."""

    words: Said
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: Said
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Note:
    """What a reader should know about the figures above: what is counted, what is left out."""

    words: str
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class Figures:
    """The main figures side by side, by their keys."""

    keys: tuple[str, ...]
    kind: Literal["figures"] = "figures"


@dataclass(frozen=True)
class Table:
    """Rows of cells under heads; ``empty`` is said where there are none, ``total`` stands beneath."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Said, ...], ...]
    empty: str = ""
    total: tuple[Said, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: what it stands for, and its parts in the order of ``Chart.parts``."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Bars one beneath the other; ``alt`` says in words what they show, and a table near by has the numbers."""

    title: str
    alt: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    kind: Literal["chart"] = "chart"

    @property
    def longest(self) -> int:
        """What the longest bar comes to; at least one."""
        return max((sum(each.values) for each in self.bars), default=1) or 1


Block = Annotated[Heading | Text | Note | Figures | Table | Chart, Field(discriminator="kind")]


@dataclass(frozen=True)
class Section:
    """A numbered part of a report; an annex is lettered and begins a page."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    is_annex: bool = False


@dataclass(frozen=True)
class Content:
    """A report in one language."""

    kind: str
    language: str
    title: str
    subtitle: str  # the body and the period
    symbol: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # of the title page: label and value
    warning: str = ""  # on the title page: that it rests on records invented for the demonstration
    words: dict[str, str] = Field(default_factory=dict)  # what writers say beside: “Contents”, “Annex”, “page”
    sections: tuple[Section, ...] = ()
    figures: dict[str, Figure] = Field(default_factory=dict)
    rows: dict[str, Row] = Field(default_factory=dict)

    def behind(self, key: str) -> list[tuple[str, Row]]:
        """Return the rows behind a figure with their keys, in the order they were counted. Errors: KeyError."""
        return [(each, self.rows[each]) for each in self.figures[key].rows]


def has_fallbacks(content: Content) -> bool:
    """Tell whether some words are in another language than the report."""
    return any(said.language for section in content.sections for block in section.blocks for said in words_of(block))


def words_of(block: Block) -> list[Said]:
    """Return the words of a block that may be in another language."""
    if isinstance(block, Heading | Text):
        return [block.words]
    return [cell for row in block.rows for cell in row] if isinstance(block, Table) else []


_CONTENT = TypeAdapter(Content)


def as_json(content: Content) -> str:
    """Return a content as JSON: the same content gives the same text."""
    return _CONTENT.dump_json(content).decode()


def read_content(text: str) -> Content:
    """Return the content that a JSON text holds. Errors: pydantic.ValidationError."""
    return _CONTENT.validate_json(text)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a content's JSON."""
    return hashlib.sha256(text.encode()).hexdigest()
