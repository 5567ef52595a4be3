"""Signed tokens that stand in mail: whose mail of which kind to switch off, and nothing else."""

from __future__ import annotations

import uuid

from django.core import signing

from secretariat.accounts.models import Person

SALT = "secretariat.notices.switch-off"


def token_for(person: Person, kind: str) -> str:
    """Return a token that lets whoever holds it switch off one kind of mail, or the digest where kind is empty.

    It does not expire: a link in an old message still works. It reads nothing and signs nobody in.
    """
    return signing.dumps([str(person.pk), kind], salt=SALT)


def read_token(token: str) -> tuple[uuid.UUID, str] | None:
    """Return person and kind of a token of ours; None for any other text."""
    try:
        person, kind = signing.loads(token, salt=SALT)
        return uuid.UUID(person), str(kind)
    except (signing.BadSignature, ValueError, TypeError):
        return None
