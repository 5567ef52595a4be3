"""What a load knows so far: rows by the names that the files use. A name that nobody has is a fault, told by place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from secretariat.bodies.models import Body, Session
from secretariat.core.languages import Labels
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.symbols import SymbolError, parse_symbol
from secretariat.founding.entries import Words
from secretariat.founding.schema import SessionRef
from secretariat.mandates.models import Mandate
from secretariat.organization.models import Function, Unit
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


@dataclass
class Known:
    """Rows by the keys, symbols and addresses of the package; ``where`` is the place that speaks of one."""

    faults: list[str]
    topics: dict[str, Topic] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    sessions: dict[tuple[str, str, int], Session] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)  # by slug
    paragraphs: dict[tuple[str, str], Paragraph] = field(default_factory=dict)  # by document slug and number
    units: dict[str, Unit] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)  # of the order in force, by address
    mandates: dict[tuple[str, str], Mandate] = field(default_factory=dict)

    def _find(self, shelf: dict[Any, Any], key: Any, what: str, where: str, said: str = "") -> Any:
        found = shelf.get(key)
        if found is None:
            self.faults.append(f"{where}: there is no {what} “{said or key}”")
        return found

    def topic(self, key: str | None, where: str) -> Topic | None:
        return self._find(self.topics, key, "topic", where) if key else None

    def party(self, key: str | None, where: str) -> Party | None:
        return self._find(self.parties, key, "party", where) if key else None

    def body(self, key: str, where: str) -> Body | None:
        found: Body | None = self._find(self.bodies, key, "body", where)
        return found

    def unit(self, key: str | None, where: str) -> Unit | None:
        return self._find(self.units, key, "unit", where) if key else None

    def function(self, address: str, where: str) -> Function | None:
        return self._find(self.functions, address, "function", where) if address else None

    def document(self, name: str, where: str) -> Document | None:
        found: Document | None = self._find(self.documents, slug_of(name), "document", where, name)
        return found

    def paragraph(self, document: str, number: str, where: str) -> Paragraph | None:
        key, said = (slug_of(document), number), f"{document}, {number}"
        found: Paragraph | None = self._find(self.paragraphs, key, "paragraph", where, said)
        return found

    def session(self, each: SessionRef | None) -> Session | None:
        if each is None:
            return None
        key, said = (each.body, each.kind.value, each.number), f"{each.body}, {each.kind.value} {each.number}"
        found: Session | None = self._find(self.sessions, key, "session", each.at, said)
        return found

    def mandate(self, document: str, number: str, where: str) -> Mandate | None:
        key, said = (slug_of(document), number), f"{document}, {number}"
        found: Mandate | None = self._find(self.mandates, key, "mandate", where, said)
        return found


def slug_of(name: str) -> str:
    """Return the key of a document named by symbol, or by key where it has no symbol."""
    try:
        return parse_symbol(name).slug
    except SymbolError:
        return name


def labels(words: Words | None) -> Labels:
    """Return words as the records keep them."""
    return Labels({code: getattr(words, code) for code in ("en", "es", "pt", "fr")}, words.ours) if words else Labels()
