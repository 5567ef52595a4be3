"""Links under which participants answer: what stands in them, and what one opens."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from django.core import signing

from secretariat.evaluation.choices import LinkKind
from secretariat.evaluation.models import EvaluationToken, EventEvaluation

SALT = "secretariat.evaluation.answer"
PREFIX = "once-"  # of a secret that is good once; a shared link is signed and begins otherwise


@dataclass(frozen=True)
class Opened:
    """What a link opens; ``is_spent`` where it was good once and somebody answered with it."""

    evaluation: EventEvaluation
    is_spent: bool = False


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def shared_token(evaluation: EventEvaluation) -> str:
    """Return what stands in the one link for all. It is signed, so that it is kept nowhere and can be shown again."""
    return signing.Signer(salt=SALT).sign_object([str(evaluation.pk), evaluation.link_round])


def find_link(token: str) -> Opened | None:
    """Return what a link opens; None for a text that is none, or one that was made void.

    SECURITY: a secret is looked up by its digest, so the time it takes says nothing of it.
    """
    return _good_once(token) if token.startswith(PREFIX) else _shared(token)


def _good_once(token: str) -> Opened | None:
    rows = EvaluationToken.objects.select_related("evaluation__deliverable", "evaluation__version")
    found = rows.filter(digest=digest_of(token)).first()
    return Opened(found.evaluation, found.is_spent) if found else None


def _shared(token: str) -> Opened | None:
    try:
        named, number = signing.Signer(salt=SALT).unsign_object(token)
        key = uuid.UUID(named)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    rows = EventEvaluation.objects.filter(pk=key, link=LinkKind.SHARED, link_round=number)
    found = rows.select_related("deliverable", "version").first()
    return Opened(found) if found else None
