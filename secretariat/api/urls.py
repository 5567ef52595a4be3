"""The map of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse

from secretariat.api.doors import door
from secretariat.api.problems import not_found
from secretariat.api.site import make_site, written
from secretariat.core.resources import resources
from secretariat.core.rules import anyone

site, rules = make_site()

READING = {"GET": anyone}
ANYHOW = dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE"), anyone)  # where nothing lies no method matters
NAMES = {"openapi-json": "api-openapi", "openapi-view": "api-docs"}


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address of nothing."""
    raise not_found()


def root(request: HttpRequest) -> HttpResponse:
    """Answer where everything lies."""
    lists = {resource.name: reverse(f"api-{resource.name}") for resource in resources()}
    return written({"resources": lists, "openapi": reverse("api-openapi"), "docs": reverse("api-docs")})


def _behind_door(pattern: URLPattern, route: str) -> URLPattern:
    name = NAMES.get(pattern.name or "", pattern.name or "")
    view = root if name == "api-root" else pattern.callback
    return path(route, door(view, rules.get(name, READING)), name=name)


def _by_first_part(patterns: Iterable[URLPattern]) -> Iterator[URLPattern | URLResolver]:
    """Yield the addresses, those that begin alike together: an address is then sought among a dozen, not hundreds."""
    below: dict[str, list[URLPattern]] = {}
    for each in patterns:
        first, slash, rest = str(each.pattern).partition("/")
        if slash:
            below.setdefault(first, []).append(_behind_door(each, rest))
        else:
            yield _behind_door(each, first)
    for first, found in below.items():
        yield path(f"{first}/", include(found))


urlpatterns = [
    *_by_first_part(each for each in site.urls[0] if isinstance(each, URLPattern)),
    path("<path:rest>", door(nothing, ANYHOW), name="api-nothing"),
]
