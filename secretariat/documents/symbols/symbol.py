"""A symbol as a value: its parts, its printed form, its key, and the documents before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secretariat.documents.symbols.checks import check, check_path
from secretariat.documents.symbols.doubts import Doubt, doubts
from secretariat.documents.symbols.parts import Session, Stage, Style
from secretariat.documents.symbols.paths import read_path, without_year
from secretariat.documents.symbols.printing import canonical
from secretariat.documents.symbols.slugs import slug


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol; two are equal if they name the same document in the same detail.

    Shape: ``body`` holds the parts that name the issuing body, ``kind`` the kind of document in capitals ("" where a
    hyphen joins the number to the body); ``number`` is None in a draft that has none yet. ``series`` is the shelf of
    the official records printed before the symbol or, in the style of that name, the symbol itself. ``path`` holds the
    parts of a symbol of the United Nations habit; give it alone, the rest is read from it.
    Units: ``year`` has four digits.
    Errors: ValueError if no document could carry the symbol.
    """

    style: Style
    body: tuple[str, ...] = ()
    kind: str = ""
    number: int | None = None
    session: Session | None = None
    year: int | None = None
    meeting: int | None = None
    stages: tuple[Stage, ...] = ()
    series: str = ""
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.style is Style.UN:
            self._read_path()
        elif self.style is Style.AG and self.session:
            object.__setattr__(self, "year", self.session.year)
        check(self)

    def _read_path(self) -> None:
        """Fill from the path what can be told from it."""
        check_path(self.path)
        reading = read_path(self.path)
        for name in ("body", "kind", "number", "session", "year", "stages"):
            object.__setattr__(self, name, getattr(reading, name))

    def __str__(self) -> str:
        return self.canonical

    @property
    def canonical(self) -> str:
        """The symbol as its body prints it."""
        return canonical(self)

    @property
    def slug(self) -> str:
        """The key in addresses: lower case, and no two symbols share one."""
        return slug(self)

    @property
    def base(self) -> Symbol:
        """The document that all revisions, corrections and addenda belong to."""
        return self._without_stages(len(self.stages))

    @property
    def parent(self) -> Symbol | None:
        """The document that the last suffix changes; None for a document without suffixes."""
        return self._without_stages(1) if self.stages else None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What may be wrong with it, as printed."""
        return doubts(self)

    def _without_stages(self, count: int) -> Symbol:
        if self.style is Style.UN:
            return replace(self, path=self.path[: len(self.path) - count])
        return replace(self, stages=self.stages[: len(self.stages) - count])

    def is_short_for(self, other: Symbol) -> bool:
        """Tell whether this is the other one with its series, session, meeting or year left out, as citations do."""
        if self.style is Style.UN:
            return self.path in (other.path, without_year(other.path))
        same = all(getattr(self, name) == getattr(other, name) for name in ("body", "kind", "number", "stages", "path"))
        left_out = ("series", "session", "meeting", "year")
        return same and all(getattr(self, name) in (None, "", getattr(other, name)) for name in left_out)
