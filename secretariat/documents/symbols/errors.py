"""Say why a text is not a symbol."""

from __future__ import annotations

END = "the end of the text"


class SymbolError(ValueError):
    """A text cannot be read as a symbol.

    Shape: ``at`` is the place of the first character that could not be read, counted from 0; ``expected`` says in
    plain words what should stand there and ``found`` what does. The message counts from 1, as a reader does.
    """

    def __init__(self, at: int, expected: str, found: str) -> None:
        self.at = at
        self.expected = expected
        self.found = found
        shown = f"“{found.strip()}”" if found.strip() else END
        super().__init__(f"Character {at + 1}: expected {expected}, found {shown}.")
