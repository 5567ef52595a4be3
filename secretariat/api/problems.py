"""Problems: every refusal of the API is one JSON object as RFC 9457 describes it, in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.errors import NotPermitted, Refused

Errors = Mapping[str, list[str]]  # objections by the name of a field; "" for what concerns no single one

# The kinds of problems: each has an identifier that never changes, a status and a title.
KINDS: dict[str, tuple[int, str | Promise]] = {
    "not-understood": (400, gettext_lazy("The request is not understood")),
    "not-signed-in": (401, gettext_lazy("A token or a session is needed")),
    "not-permitted": (403, gettext_lazy("You may not do this")),
    "not-found": (404, gettext_lazy("There is nothing here")),
    "method": (405, gettext_lazy("This cannot be done here")),
    "conflict": (409, gettext_lazy("The state of things does not allow it")),
    "stale": (412, gettext_lazy("Somebody changed it in the meantime")),
    "too-large": (413, gettext_lazy("The request is too large")),
    "media-type": (415, gettext_lazy("The body is not JSON")),
    "invalid": (422, gettext_lazy("Some values are not accepted")),
    "no-version": (428, gettext_lazy("Say which version you change")),
    "too-many": (429, gettext_lazy("Too many requests")),
    "fault": (500, gettext_lazy("Something failed here")),
    "unavailable": (503, gettext_lazy("This does not answer at the moment")),
}
URN = "urn:secretariat:problem:"


class Problem(Exception):
    """A refusal, with what the caller needs to do better."""

    def __init__(
        self,
        kind: str,
        detail: str | Promise = "",
        *,
        errors: Errors | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors or {}
        self.headers = headers or {}
        self.more = more or {}

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]

    def written(self) -> dict[str, Any]:
        """Return the problem as RFC 9457 writes it."""
        status, title = KINDS[self.kind]
        words: dict[str, Any] = {"type": URN + self.kind, "title": str(title), "status": status}
        if self.detail:
            words["detail"] = str(self.detail)
        if self.errors:
            words["errors"] = {name: [str(each) for each in said] for name, said in self.errors.items()}
        return {**words, **self.more}


def not_found() -> Problem:
    """Return what is said of what is missing and of what is hidden. SECURITY: never more than this."""
    return Problem("not-found", _("There is no such record, or it is not open to you."))


def answer(problem: Problem) -> HttpResponse:
    """Return a problem as a response."""
    body = json.dumps(problem.written(), ensure_ascii=False)
    response = HttpResponse(body, status=problem.status, content_type="application/problem+json")
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def as_problem(error: Exception) -> Problem | None:
    """Return the problem that an exception of the house or of Django stands for; None for a fault of ours."""
    if isinstance(error, Problem):
        return error
    return next((make(error) for kinds, make in MEANINGS if isinstance(error, kinds)), None)


def by_field(error: ValidationError) -> dict[str, list[str]]:
    """Return the objections of a ValidationError by field; those on no single field under ""."""
    if not hasattr(error, "error_dict"):
        return {"": error.messages}
    return {"" if name == NON_FIELD_ERRORS else name: said for name, said in error.message_dict.items()}


TAKEN = gettext_lazy("Another record with these values exists already, or one that is named is gone.")
MEANINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Callable[[Any], Problem]], ...] = (
    (Http404, lambda error: not_found()),
    ((NotPermitted, PermissionDenied), lambda error: Problem("not-permitted", str(error))),
    (Refused, lambda error: Problem("conflict", str(error))),
    (ValidationError, lambda error: Problem("invalid", errors=by_field(error))),
    (RequestDataTooBig, lambda error: Problem("too-large")),
    # PostgreSQL neither keeps a NUL nor numbers beyond its own: a value that no database understands.
    ((BadRequest, SuspiciousOperation, DataError), lambda error: Problem("not-understood")),
    (IntegrityError, lambda error: Problem("conflict", TAKEN)),
    (OperationalError, lambda error: Problem("unavailable", headers={"Retry-After": "5"})),
)
