"""People who write through the forms of the pages, and a journal of what they were told."""

from __future__ import annotations

import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

PATIENCE = 20  # seconds for an answer
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Journal:
    """What the writers were told: acknowledged, or no answer; and when answers came."""

    acknowledged: list[str] = field(default_factory=list)
    in_doubt: int = 0
    refused: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str) -> None:
        with self.lock:
            self.acknowledged.append(name)
            self.moments.append(time.monotonic())

    def first_after(self, moment: float) -> float | None:
        """Return the first acknowledgement after a moment."""
        with self.lock:
            return next((each for each in self.moments if each > moment), None)


class Stays(urllib.request.HTTPRedirectHandler):
    """Does not follow: where a form leads to is its answer."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Writer(threading.Thread):
    """One person of the cast who sends one form after the other; what got no answer is sent again."""

    def __init__(self, port: int, person: str, place: str, fields: Callable[[int], tuple[str, dict[str, str]]]) -> None:
        super().__init__(daemon=True)
        self.base, self.person, self.fields = f"http://127.0.0.1:{port}", person, fields
        self.place = f"{place}?language=en"  # the words of an answer are read
        self.journal = Journal()
        self.stopping = threading.Event()
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), Stays)

    def run(self) -> None:
        self._until_answered(lambda: self._ask("/demonstration/", person=self.person))
        number = 0
        while not self.stopping.is_set():
            number += 1
            name, fields = self.fields(number)
            status, text = self._until_answered(lambda fields=fields: self._ask(self.place, **fields))  # type: ignore[misc]
            if status == 302 or "already" in text:  # the first answer got lost: what it said is on record
                self.journal.note(name)
            else:
                self.journal.refused.append(f"{name}: {status}")

    def _until_answered(self, ask: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        while True:
            try:
                status, text = ask()
            except Exception:  # noqa: BLE001 - whatever breaks a connection: the answer is not known
                status, text = 0, ""
            if status and status < 500:
                return status, text
            self.journal.in_doubt += 1
            if self.stopping.wait(0.1):
                return 0, ""

    def _ask(self, place: str, **fields: str) -> tuple[int, str]:
        page = self._open(urllib.request.Request(self.base + place, headers={"Accept-Language": "en"}))[1]  # noqa: S310
        token = TOKEN.search(page)
        if token is None:
            return 503, ""
        sent = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._open(urllib.request.Request(self.base + place, data=sent, headers={"Accept-Language": "en"}))  # noqa: S310

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
