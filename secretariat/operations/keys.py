"""The keys of an installation, apart from its data: without them a back-up cannot be read in full."""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from django.conf import settings

MARKED = b"secretariat back-up"  # what each key signs for its mark


def present_keys() -> dict[str, str]:
    """Return the keys that hold here, by the variable that gives them; of a demonstration, what its file holds."""
    named = {name: os.environ.get(name, "") for name in settings.KEYS}
    if settings.DEMONSTRATION and not named["SECRETARIAT_SECRET_KEY"]:
        named["SECRETARIAT_SECRET_KEY"] = settings.SECRET_KEY
    return {name: value for name, value in named.items() if value}


def mark_of(key: str) -> str:
    """Return what tells whether two keys are the same, and nothing else about a key that is long and random."""
    return hmac.digest(key.encode(), MARKED, "sha256").hex()[:16]


def put_key(name: str, key: str) -> str:
    """Put a key of a back-up where it belongs; return what is left to do.

    A demonstration's key goes back into its file. An installation in production reads keys from the environment, which
    no program changes: the key is written to a file beside the database, for the operator to take from there.
    """
    if settings.DEMONSTRATION and name == "SECRETARIAT_SECRET_KEY":
        _write(Path(settings.VAR) / "secret-key", key)
        return ""
    path = settings.VAR / "restored-keys.env"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if not line.startswith(f"{name}=")]
    _write(path, "\n".join([*kept, f"{name}={key}", ""]))
    return f"{name} of the back-up stands in {path}: put it into the environment and remove the file."


def _write(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, from its first moment, at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
