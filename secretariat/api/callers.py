"""Callers: who asks, by a token or by the session of the pages, and how far that reaches."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.utils import check_csrf
from rules.predicates import Predicate

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Token
from secretariat.accounts.tokens import find_token, note_use
from secretariat.api.problems import Problem
from secretariat.core.pages.base import Reader
from secretariat.core.resources import Resource
from secretariat.core.viewer import Viewer
from secretariat.parties.queries import viewer_for

SAFE = {"GET", "HEAD", "OPTIONS"}
BEARER = {"WWW-Authenticate": "Bearer"}
REFUSED = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


@dataclass(frozen=True)
class Caller:
    """Who asks: the viewer they are now, and the token that a program showed."""

    viewer: Viewer
    token: Token | None = None

    def reaches(self, resource: Resource, *, writing: bool) -> bool:
        """Tell whether the token is for these records; what the person may do is asked besides."""
        if self.token is None:
            return True
        families, access = self.token.families, self.token.access
        return (not families or resource.model._meta.app_label in families) and (not writing or access == Access.WRITE)

    def must_reach(self, resource: Resource, *, writing: bool = False) -> None:
        """Errors: Problem where nobody signed in to write, or the token is for other records or for reading alone."""
        if writing and not self.viewer.is_signed_in:
            raise Problem("not-signed-in", headers=BEARER)
        if not self.reaches(resource, writing=writing):
            raise Problem("not-permitted", _("This token is not for that."))

    def must_fulfil(self, rule: Predicate, subject: object = None) -> None:
        """Errors: Problem where the rule of an operation says no."""
        if not rule.test(self.viewer, subject):
            raise Problem("not-permitted")


class Call(Reader):
    """A request at the door of the API."""

    caller: Caller


class UnknownToken(Problem):
    """A token that opens nothing."""

    def __init__(self) -> None:
        super().__init__("not-signed-in", _("This token opens nothing (any more)."), headers=REFUSED)


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks. Errors: UnknownToken; Problem where the session is used from elsewhere.

    SECURITY: a token counts in the header alone. Where there is that header, the session counts for nothing.
    """
    shown = request.headers.get("Authorization")
    if shown is not None:
        return _by_token(request, shown)
    is_writing = request.method not in SAFE and request.user.is_authenticated
    # SECURITY: a browser sends the session by itself; the second token shows that a page of ours asks.
    if is_writing and check_csrf(request) is not None:
        raise Problem("not-permitted", _("The token against forged requests is missing or wrong."))
    return Caller(request.viewer)  # type: ignore[attr-defined]


def _by_token(request: HttpRequest, shown: str) -> Caller:
    scheme, _space, secret = shown.partition(" ")
    today = timezone.localdate()
    token = find_token(secret.strip(), on=today) if scheme.lower() == "bearer" else None
    if token is None:
        raise UnknownToken
    note_use(token, on=today)
    viewer = viewer_for(token.person, on=today)
    request.user = token.person
    request.viewer = viewer  # type: ignore[attr-defined]
    return Caller(viewer, token)
