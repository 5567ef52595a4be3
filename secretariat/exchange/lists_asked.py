"""Find the list that a download was asked on: its page, as that reader would open it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import Resolver404, resolve

from secretariat.core.pages import ListPage
from secretariat.core.viewer import Viewer

LONGEST_ADDRESS = 4000


def list_asked(address: str, viewer: Viewer) -> ListPage:
    """Return the page of a list by its address with filters and order.

    Errors: Http404 where there is no such list, it may not be opened by this viewer, or it has nothing to download.
    """
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
        match = resolve(parts.path)
    except (Resolver404, ValueError) as error:
        raise Http404 from error
    kind = getattr(match.func, "view_class", None)
    # SECURITY: nothing but a list of ours is opened, and only by whom its own rule lets in.
    if parts.netloc or not isinstance(kind, type) or not issubclass(kind, ListPage):
        raise Http404
    if "\0" in address or "%00" in parts.query:
        raise BadRequest("a value that no database understands")
    page = kind.as_asked(viewer, parts.path, parts.query, match.kwargs)
    if not page.rule.test(viewer, page.subject) or page.resource is None:
        raise Http404
    return page
