"""Tokens of programs: made, shown once, found again by what a program shows, revoked."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person, Token, TokenUse
from secretariat.accounts.rules import may_make_tokens, may_revoke_token
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.ledgers import append, renew
from secretariat.core.prepared import prepared
from secretariat.core.viewer import ANYONE, Viewer

PREFIX = "sctk_"  # lets whoever finds one in a file or a log see what it is
LONGEST = 366  # days
MOST = 20  # standing at a time, for one person


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, name: str, access: Access, families: Sequence[str], expires_on: datetime.date, by: Viewer, on: datetime.date
) -> tuple[Token, str]:
    """Make a token for oneself; return it with its secret, which is kept nowhere and cannot be shown again.

    Errors: NotPermitted for who is not signed in; Refused where it would last longer than a year or one has too many;
    ValidationError.
    """
    if not may_make_tokens.test(by) or not isinstance(by.person, Person):
        raise NotPermitted(_("Sign in to make a token."))
    if not on <= expires_on <= on + datetime.timedelta(days=LONGEST):
        raise Refused(_("A token lasts a year at most: choose a day from today on."))
    Person.objects.select_for_update().get(pk=by.person.pk)
    if Token.objects.standing(on).filter(person=by.person).count() >= MOST:
        raise Refused(_("You have %(number)s tokens: revoke one first.") % {"number": MOST})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        person=by.person,
        name=name,
        digest=digest_of(secret),
        access=access,
        families=sorted(families),
        expires_on=expires_on,
    )
    return keep(token, by=by, reason=_("Made")), secret


@transaction.atomic
def revoke_token(token: Token, *, by: Viewer, on: datetime.date, reason: str) -> Token:
    """Let a token open nothing any more. Errors: NotPermitted for somebody else's; Refused where it was revoked."""
    if not may_revoke_token.test(by, token):
        raise NotPermitted(_("Only its person or an administrator revokes a token."))
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_on is not None:
        raise Refused(_("This token is revoked already."))
    token.revoked_on = on
    return keep(token, by=by, reason=reason)


def find_token(secret: str, *, on: datetime.date) -> Token | None:
    """Return the standing token with this secret, its person and its last use, in one statement; None otherwise.

    SECURITY: looked up by digest, so the time it takes says nothing of the secret. It ends with the account.
    """
    return next(iter(_tokens(ANYONE, digest_of(secret), on)), None)


@prepared
def _tokens(_viewer: Viewer, digest: str, on: datetime.date) -> QuerySet[Token]:
    found = Token.objects.standing(on).filter(digest=digest, person__is_active=True)
    return found.select_related("person", "last_use")


def note_use(token: Token, *, on: datetime.date) -> None:
    """Note that a token was used on a day; writes once a day."""
    use: TokenUse | None = getattr(token, "last_use", None)
    if use is None:
        append([TokenUse(token=token, day=on)])
    elif use.day != on:
        renew(TokenUse.objects.filter(pk=token.pk), day=on)
