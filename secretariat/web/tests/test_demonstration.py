from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.core.errors import Refused
from secretariat.founding.cast import enter_cast
from secretariat.founding.reading import read_package
from secretariat.parties.queries import loader

URL = "/demonstration/"
Cast = dict[str, Person]


def test_the_page_lists_the_cast_with_what_they_come_to_do(client: Client, cast: Cast) -> None:
    page = client.get(URL, {"language": "es"})
    shown = {each.key: each for each in page.context["entrances"]}
    assert set(shown) == set(cast)
    delegate = shown["delegate"]
    assert (delegate.name, delegate.party, delegate.purpose[:17]) == (
        "Cecile Bartholomew",
        "Grenada",
        "misión de Granada",
    )


def test_one_enters_as_the_person_chosen(client: Client, cast: Cast) -> None:
    for name in ("delegate", "administrator"):
        entered = client.post(URL, {"person": name})
        assert (entered.status_code, entered.headers["Location"]) == (302, reverse("today"))
        assert client.session["_auth_user_id"] == str(cast[name].pk)


def test_entering_changes_the_session(client: Client, cast: Cast) -> None:
    client.post(URL, {"person": "delegate"})
    first = client.cookies["sessionid"].value
    client.post(URL, {"person": "expert"})
    thief = Client()
    thief.cookies["sessionid"] = first
    assert (client.cookies["sessionid"].value != first, thief.get(reverse("preferences")).status_code) == (True, 302)


def test_entering_needs_the_token_of_the_page(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert (client.post(URL, {"person": "delegate"}).status_code, "_auth_user_id" in client.session) == (403, False)


@pytest.mark.parametrize("person", ["", "nobody", "delegate@cast.example", "operator"])
def test_nobody_else_can_be_entered_as(client: Client, cast: Cast, person: str) -> None:
    assert (client.post(URL, {"person": person}).status_code, "_auth_user_id" in client.session) == (404, False)


def test_a_real_person_at_an_address_of_the_cast_cannot_be_entered_as(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast["delegate"].pk).update(is_demonstration=False)
    Person.objects.filter(pk=cast["expert"].pk).update(is_active=False)
    assert [client.post(URL, {"person": name}).status_code for name in ("delegate", "expert")] == [404, 404]


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "2001:db8::1", "", "localhost"])
def test_elsewhere_the_page_does_not_exist(client: Client, cast: Cast, address: str) -> None:
    assert client.get(URL, REMOTE_ADDR=address).status_code == 404
    assert (
        client.post(URL, {"person": "delegate"}, REMOTE_ADDR=address).status_code,
        "_auth_user_id" in client.session,
    ) == (
        404,
        False,
    )


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_on_the_machine_itself_it_does(client: Client, cast: Cast, address: str) -> None:
    assert client.get(URL, REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "via"])
def test_through_a_proxy_it_does_not(client: Client, cast: Cast, header: str) -> None:
    assert client.get(URL, headers={header: "127.0.0.1"}).status_code == 404


def test_without_a_demonstration_neither_page_nor_cast_exist(
    client: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.DEMONSTRATION = False
    assert (client.get(URL).status_code, client.post(URL, {"person": "delegate"}).status_code) == (404, 404)
    with pytest.raises(Refused):
        enter_cast(read_package(settings.FOUNDING_PACKAGE), by=loader())


@pytest.mark.parametrize(
    "real",
    [
        {"SECURE_SSL_REDIRECT": True},
        {"SESSION_COOKIE_SECURE": True},
        {"SECURE_HSTS_SECONDS": 3600},
        {"ALLOWED_HOSTS": ["secretariat.example"]},
        {"ALLOWED_HOSTS": ["*"]},
    ],
)
def test_a_demonstration_with_settings_of_a_real_server_does_not_pass_the_check(
    settings: LazySettings, real: dict[str, object]
) -> None:
    before = [found.id for found in run_checks() if found.id == "web.E001"]
    for name, value in real.items():
        setattr(settings, name, value)
    after = [found.id for found in run_checks() if found.id == "web.E001"]
    settings.DEMONSTRATION = False
    assert (before, after, [found.id for found in run_checks() if found.id == "web.E001"]) == ([], ["web.E001"], [])


# With the settings themselves, each in a process of its own ------------------------------------------------------

ASK = """
import django, io, sys
django.setup()
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
try:
    resolve("/demonstration/")
    routed = True
except Resolver404:
    routed = False
try:
    reverse("demonstration")
    named = True
except NoReverseMatch:
    named = False
from secretariat.founding.installation import bring_tables_up_to_date
bring_tables_up_to_date()
from secretariat.accounts.models import Person
call_command("load_founding", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
can = [person.email for person in Person.objects.all() if person.has_usable_password()]
active = Person.objects.filter(is_active=True).count()
faults = [each.id for each in run_checks() if each.id == "web.E001"]
print(settings.DEMONSTRATION, routed, named, can, active, faults)
"""


def asked_of(module: str, folder: Path, **environment: str) -> str:
    """Return what a process says that starts on an empty database with these settings."""
    known = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**known, "DJANGO_SETTINGS_MODULE": module, "SECRETARIAT_VAR": str(folder), **environment},
        cwd=settings.PROJECT.parent,
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.installation
def test_production_has_no_such_page_and_nobody_with_a_password(tmp_path: Path) -> None:
    environment = {"SECRETARIAT_SECRET_KEY": "for this test alone", "SECRETARIAT_HOSTS": "secretariat.example"}
    said = asked_of("secretariat.settings.production", tmp_path, **environment)
    assert said == "False False False [] 0 []"


@pytest.mark.installation
def test_a_demonstration_has_the_page_the_cast_and_nobody_with_a_password(tmp_path: Path) -> None:
    assert asked_of("secretariat.settings.demonstration", tmp_path) == "True True True [] 12 []"
