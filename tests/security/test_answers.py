"""What every answer bears and every change needs, whichever page it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.core.viewer import Viewer
from secretariat.web.permissions import OTHERS, Route, routes
from tests.answers import content_of
from tests.samples import Samples

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SIGNED = {"notices-switch-off"}  # one click in a mail: its address bears a signature instead
OUTSIDE_OURS = ("http://evil.example", "null", "https://testserver.evil.example")


@pytest.fixture
def addresses(cast: dict[str, Person], viewers: dict[str, Viewer]) -> dict[str, str]:
    samples = Samples(viewers["planning_officer"], cast)
    return {route.name: reverse(route.name, kwargs=samples.of(route.name)) for route in routes() if route.name}


def offers_post(route: Route) -> bool:
    page = getattr(route.view, "view_class", None)
    return route.name in OTHERS or hasattr(page, "post")


def test_no_form_is_taken_without_its_token(addresses: dict[str, str], cast: dict[str, Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["planning_officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = [route.name for route in routes() if offers_post(route) and route.name not in SIGNED]
    found = {name: client.post(addresses[name], {"reason": "x"}).status_code for name in asked}
    assert {name: status for name, status in found.items() if status not in {403, 404}} == {}
    assert len([status for status in found.values() if status == 403]) > 30


@pytest.mark.parametrize("origin", OUTSIDE_OURS)
def test_no_form_is_taken_from_elsewhere(origin: str, addresses: dict[str, str], cast: dict[str, Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["planning_officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    token = client.get(addresses["preferences"]).cookies["csrftoken"].value
    answer = client.post(addresses["preferences"], {"csrfmiddlewaretoken": token}, headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.routes
@pytest.mark.parametrize("person", ["anyone", "delegate", "administrator"])
def test_every_answer_bears_its_protections(person: str, addresses: dict[str, str], as_person: AsPerson) -> None:
    client, wrong = as_person(person), {}
    for name, address in addresses.items():
        if name == "account_logout":
            continue
        cache.clear()
        answer = client.get(address)
        content_of(answer)
        policy = answer.headers.get("Content-Security-Policy", "")
        missing = [key for key, value in HEADERS.items() if answer.headers.get(key) != value]
        strict = "default-src 'none'" in policy and ("'unsafe" not in policy or policy.endswith("sandbox"))  # pictures
        missing += [] if strict else ["Content-Security-Policy"]
        kept = answer.headers.get("Cache-Control", "")
        missing += ["Cache-Control"] if person != "anyone" and "private" not in kept and "no-store" not in kept else []
        if missing:
            wrong[name] = missing
    assert wrong == {}


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "127.0.0.1\\evil"]
)
def test_a_host_that_is_not_ours_is_refused(host: str, addresses: dict[str, str], client: Client) -> None:
    assert client.get(addresses["home"], headers={"host": host}).status_code == 400


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_no_header_moves_where_links_lead(header: str, addresses: dict[str, str], client: Client) -> None:
    plain = client.get(addresses["home"]).content
    told = client.get(
        addresses["home"], headers={header: "host=evil.example" if header == "Forwarded" else "evil.example"}
    )
    assert (told.status_code, b"evil.example" in told.content, b"evil.example" in plain) == (200, False, False)
