"""How the tests of the API ask: as one of the cast, by session or by token."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from secretariat.accounts.choices import Access
from secretariat.accounts.tokens import make_token
from secretariat.core.viewer import Viewer

ROOT = "/api/v1"
SignIn = Callable[[str], Client]


@dataclass
class Program:
    """A program with a token."""

    secret: str
    client: Client

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request with the token; return the response of Django's test client."""
        return send(self.client, method, path, body, Authorization=f"Bearer {self.secret}", **headers)


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Send JSON to an address below the root, or to one that a link gave; names of headers are written with "_"."""
    address = path if path.startswith("/") else f"{ROOT}/{path}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.generic(method, address, content, content_type="application/json", headers=named)


def program_of(viewer: Viewer, access: Access = Access.WRITE, families: Sequence[str] = ()) -> Program:
    """Return a program that acts for a viewer."""
    today = timezone.localdate()
    until = today + datetime.timedelta(days=30)
    _token, secret = make_token(
        name="a program", access=access, families=families, expires_on=until, by=viewer, on=today
    )
    return Program(secret, Client())
