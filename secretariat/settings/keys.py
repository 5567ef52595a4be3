"""The secret key of a demonstration: made once, kept beside the database, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

# Where an installation keeps what changes: database, files, and the key of a demonstration.
VAR = Path(os.environ.get("SECRETARIAT_VAR", Path(__file__).resolve().parents[2] / "var"))


def demonstration_key(folder: Path) -> Path:
    """Return where a demonstration keeps its key; production never makes the file."""
    return folder / "secret-key"


def kept_key(folder: Path) -> str:
    """Return the key kept in ``folder``, making it at the first start."""
    path = demonstration_key(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
