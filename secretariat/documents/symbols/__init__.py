"""Read, check and print the symbols of documents, and find them in running text.

A symbol is what a body prints at the head of a document to name it. The bodies and the kinds of document are open
sets: whatever follows the printing habits described in ``parts.Style`` can be read.
"""

from __future__ import annotations

from secretariat.documents.symbols.citations import find_symbols
from secretariat.documents.symbols.doubts import Doubt, year_of_session
from secretariat.documents.symbols.errors import SymbolError
from secretariat.documents.symbols.parsing import parse_symbol
from secretariat.documents.symbols.parts import Session, SessionKind, Stage, StageKind, Style
from secretariat.documents.symbols.series import Template, changed_by_later, later_form
from secretariat.documents.symbols.symbol import Symbol

__all__ = [
    "Doubt",
    "Session",
    "SessionKind",
    "Stage",
    "StageKind",
    "Style",
    "Symbol",
    "SymbolError",
    "Template",
    "changed_by_later",
    "find_symbols",
    "later_form",
    "parse_symbol",
    "year_of_session",
]
