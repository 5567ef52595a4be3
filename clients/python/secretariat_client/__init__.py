"""A client of the API of a Secretariat: lists page by page, records with their version, many at once, clear errors."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

__all__ = ["Conflict", "Invalid", "Missing", "NotPermitted", "Problem", "Record", "Result", "Secretariat", "Stale"]

Values = Mapping[str, Any]
MOST_NEW, MOST_CHANGED = 500, 100  # in one request
PREFIX = "urn:secretariat:problem:"


class Problem(Exception):
    """What the server refused and why (RFC 9457). ``errors`` are objections by field, ``items`` results by item."""

    def __init__(self, status: int, said: Values, retry_after: int | None = None) -> None:
        super().__init__(f"{status} {said.get('title', '')} {said.get('detail', '')} {said.get('errors', '')}".strip())
        self.status = status
        self.kind = str(said.get("type", "")).removeprefix(PREFIX)
        self.detail = str(said.get("detail", ""))
        self.errors: Mapping[str, list[str]] = said.get("errors", {})
        self.items: Sequence[Values] = said.get("items", [])
        self.retry_after = retry_after


class NotPermitted(Problem):
    """The token is missing, opens nothing, or its person may not do this (401, 403)."""


class Missing(Problem):
    """There is no such record, or it is not open to you (404)."""


class Conflict(Problem):
    """The state of things does not allow it (409)."""


class Stale(Problem):
    """Somebody changed the record meanwhile: read it again (412)."""


class Invalid(Problem):
    """Some values are not accepted: see ``errors`` (422)."""


PROBLEMS: Mapping[int, type[Problem]] = {
    401: NotPermitted,
    403: NotPermitted,
    404: Missing,
    409: Conflict,
    412: Stale,
    422: Invalid,
}


class Record(dict[str, Any]):
    """A record as the server tells it, with the list it is of and the version it was read in."""

    def __init__(self, values: Values, resource: str, version: str) -> None:
        super().__init__(values)
        self.resource = resource
        self.version = version

    @property
    def id(self) -> str:
        return str(self["id"])


@dataclass(frozen=True)
class Result:
    """What became of one of many: its identifier and version, or the problem."""

    index: int
    status: int
    id: str = ""
    version: str = ""
    problem: Values = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        return self.status < 300


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    body: Any
    headers: Message  # their names in any case


class Secretariat:
    """The records of one installation, for the person of a token; without a token, those open to everyone.

    ``tries``: how often a request is sent before its failure is told, where sending it again can do no harm.
    """

    def __init__(
        self, address: str, token: str = "", *, language: str = "en", timeout: float = 30, tries: int = 4
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            raise ValueError("the address begins with https://")
        self.base = f"{parts.scheme}://{parts.netloc}"
        self.root = f"{parts.path.rstrip('/')}/api/v1"
        self.timeout, self.tries = timeout, tries
        self.headers = {"Accept": "application/json", "Accept-Language": language}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    # Reading

    def all(self, resource: str, **asked: Any) -> Iterator[Record]:
        """Yield the records of a list, page after page; ``asked`` are filters, fields, expand, sort, limit."""
        query = urlencode({name: _asked(value) for name, value in asked.items()})
        address: str | None = f"{self.root}/{resource}" + (f"?{query}" if query else "")
        while address:
            page = self._send("GET", address).body
            for item in page["items"]:
                yield Record(item, resource, str(item.get("version", "")))
            address = page["next"]

    def read(self, resource: str, name: str, **asked: Any) -> Record:
        """Return a record by its identifier or key, with its version. Errors: Missing."""
        query = urlencode({each: _asked(value) for each, value in asked.items()})
        return self._record(resource, self._send("GET", self._at(resource, name) + (f"?{query}" if query else "")))

    def history(self, resource: str, name: str, limit: int = 50) -> list[Values]:
        """Return what happened to a record, the newest first."""
        answer = self._send("GET", f"{self._at(resource, name)}/history?limit={limit}")
        items: list[Values] = answer.body["items"]
        return items

    # Writing

    def create(self, resource: str, values: Values, *, reason: str = "") -> Record:
        """Make a record. Errors: Invalid, Conflict, NotPermitted."""
        return self._record(resource, self._post(f"{self.root}/{resource}", values, reason))

    def change(self, record: Record, values: Values, *, reason: str = "") -> Record:
        """Change what ``values`` names of a record that was read. Errors: Stale where somebody was quicker."""
        headers = {**_why(reason), "If-Match": f'"{record.version}"'}
        answer = self._send("PATCH", self._at(record.resource, record.id), values, headers)
        return self._record(record.resource, answer)

    def edit(
        self, resource: str, name: str, edit: Callable[[Record], Values], *, reason: str = "", tries: int = 100
    ) -> Record:
        """Read a record, change what ``edit`` returns for it, and begin anew where somebody was quicker.

        Errors: Stale where that happened ``tries`` times.
        """
        for left in reversed(range(tries)):
            record = self.read(resource, name)
            try:
                return self.change(record, edit(record), reason=reason)
            except Stale:
                if not left:
                    raise
        raise ValueError("tries is at least 1")

    def do(self, resource: str, name: str, verb: str, values: Values | None = None, *, reason: str = "") -> Record:
        """Do a verb of the domain to a record, such as retire or confirm. Errors: Conflict, Invalid, NotPermitted."""
        return self._record(resource, self._post(f"{self._at(resource, name)}/{verb}", values or {}, reason))

    def create_many(
        self, resource: str, rows: Sequence[Values], *, atomic: bool = True, reason: str = ""
    ) -> list[Result]:
        """Make many records, 500 a request. ``atomic``: of one request all or none, else each for itself.

        Errors: Invalid, whose ``items`` say which.
        """
        done: list[Result] = []
        for start in range(0, len(rows), MOST_NEW):
            body = {"items": [dict(row) for row in rows[start : start + MOST_NEW]], "atomic": atomic}
            answer = self._post(f"{self.root}/bulk/{resource}", body, reason)
            done += [_result(item, start) for item in answer.body["items"]]
        return done

    def change_many(
        self, changes: Sequence[tuple[Record, Values]], *, atomic: bool = True, reason: str = ""
    ) -> list[Result]:
        """Change many records of one list, 100 a request, each in the version it was read in. Errors: Invalid."""
        done: list[Result] = []
        for start in range(0, len(changes), MOST_CHANGED):
            part = changes[start : start + MOST_CHANGED]
            items = [{"id": each.id, "version": each.version, "values": dict(values)} for each, values in part]
            address = f"{self.root}/bulk/{part[0][0].resource}"
            answer = self._send("PATCH", address, {"items": items, "atomic": atomic}, _why(reason))
            done += [_result(item, start) for item in answer.body["items"]]
        return done

    # Sending

    def _at(self, resource: str, name: str) -> str:
        return f"{self.root}/{resource}/{quote(name)}"

    def _record(self, resource: str, answer: Answer) -> Record:
        return Record(answer.body, resource, answer.headers.get("ETag", "").strip('"'))

    def _post(self, address: str, body: Values, reason: str) -> Answer:
        return self._send("POST", address, body, {**_why(reason), "Idempotency-Key": str(uuid.uuid4())})

    def _send(
        self, method: str, address: str, body: Values | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request, again where it may be. A PATCH names its version: sent twice it changes nothing twice."""
        for number in range(1, self.tries + 1):
            try:
                return self._ask(method, address, body, headers or {})
            except Problem as problem:
                if problem.status not in (429, 503) or number == self.tries:
                    raise
                time.sleep(problem.retry_after or 1)
            except (urllib.error.URLError, HTTPException, ConnectionError, TimeoutError):
                if method == "PATCH" or number == self.tries:
                    raise  # it may have been changed: who asked reads it again
                time.sleep(0.2 * 2**number)
        raise ValueError("tries is at least 1")

    def _ask(self, method: str, address: str, body: Values | None, headers: Mapping[str, str]) -> Answer:
        content = None if body is None else json.dumps(body).encode()
        kind = {} if content is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            self.base + address, data=content, method=method, headers={**self.headers, **kind, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return Answer(answer.status, json.loads(answer.read()), answer.headers)
        except urllib.error.HTTPError as error:
            raise _problem(error) from error


def _asked(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _why(reason: str) -> dict[str, str]:
    return {"Change-Reason": quote(reason)} if reason else {}


def _result(item: Values, start: int) -> Result:
    return Result(**{**item, "index": item["index"] + start})


def _problem(error: urllib.error.HTTPError) -> Problem:
    try:
        said = json.loads(error.read())
    except ValueError:
        said = {"title": error.reason}
    wait = error.headers.get("Retry-After", "")
    return PROBLEMS.get(error.code, Problem)(error.code, said, int(wait) if wait.isdigit() else None)
