"""What the head of every page says of the reader's inbox."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest

from secretariat.core.viewer import ANYONE
from secretariat.notices.queries import unread_count


def inbox(request: HttpRequest) -> dict[str, object]:
    """Return the count of unread notices as a function: a page whose head does not show it does not count."""
    return {"unread_notices": partial(unread_count, getattr(request, "viewer", ANYONE))}
