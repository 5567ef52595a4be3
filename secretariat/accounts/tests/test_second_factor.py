from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.accounts.second_factor import SecondFactorAdapter
from secretariat.accounts.tests.codes import code_now
from secretariat.parties.tests.factories import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long phrase nobody guesses"
AsPerson = Callable[[str], Client]


@pytest.fixture
def person() -> Person:
    made = make_person("Ana Ruiz")
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(person: Person) -> tuple[Client, Any]:
    client = Client()
    page = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client, page


def sign_in_twice(person: Person) -> Client:
    """Sign in and give the password once more, as what concerns the account's safety asks for."""
    client, _page = sign_in(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def with_app(person: Person) -> str:
    """Give a person an app for codes; returns its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_an_app_is_set_up_by_typing_its_code(person: Person) -> None:
    client = sign_in_twice(person)
    page = client.get(reverse("mfa_activate_totp"), {"language": "en"})
    secret = re.search(r'<code class="secret">(\w+)</code>', page.content.decode())
    assert secret is not None
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert (wrong.status_code, Authenticator.objects.count()) == (200, 0)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret[1])})
    kinds = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    assert (done.status_code, kinds) == (302, ["recovery_codes", "totp"])


def test_the_secret_of_an_app_is_kept_encrypted(person: Person, settings: Any) -> None:
    secret = with_app(person)
    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in str(kept)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_without_the_code_nobody_is_signed_in(person: Person) -> None:
    secret = with_app(person)
    client, page = sign_in(person)
    assert page["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("today")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("today")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get(reverse("today")).status_code == 200


def test_a_code_works_once(person: Person) -> None:
    secret = with_app(person)
    code = code_now(secret)
    statuses = []
    for _time in range(2):
        client, _page = sign_in(person)
        client.post(reverse("mfa_authenticate"), {"code": code})
        statuses.append(client.get(reverse("today")).status_code)
    assert statuses == [200, 302]


def test_codes_cannot_be_tried_without_end(person: Person) -> None:
    secret = with_app(person)
    client, _page = sign_in(person)
    for number in range(20):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get(reverse("today")).status_code == 302


@pytest.mark.parametrize("route", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_a_second_factor_is_set_up_only_by_who_gives_the_password_again(route: str, person: Person) -> None:
    client, _page = sign_in(person)
    assert client.get(reverse(route))["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("route", ["mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list"])
def test_pages_of_the_second_factor_are_for_who_is_signed_in(route: str, person: Person) -> None:
    client = sign_in_twice(person)
    assert (client.get(reverse(route)).status_code, Client().get(reverse(route)).status_code) == (200, 302)


def test_the_key_of_another_person_is_not_found(person: Person) -> None:
    other = make_person()
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "theirs"})
    client = sign_in_twice(person)
    answers = [client.get(reverse(f"mfa_{verb}_webauthn", args=(key.pk,))).status_code for verb in ("edit", "remove")]
    assert answers == [404, 404]


def test_who_must_have_a_second_factor_is_led_to_set_one_up(
    as_person: AsPerson, cast: dict[str, Person], settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator"]
    client = as_person("administrator")
    client.cookies["django_language"] = "en"
    for route in ("today", "home", "people", "preferences", "mfa_list_webauthn"):
        answer = client.get(reverse(route))
        assert (answer.status_code, answer.get("Location")) == (302, reverse("mfa_index"))
    assert client.post(reverse("person-enter"), {}).status_code == 302
    page = client.get(reverse("mfa_index"), {"language": "en"})
    assert (page.status_code, "Your role asks for a second factor" in page.content.decode()) == (200, True)
    assert as_person("chief").get(reverse("today")).status_code == 200
    with_app(cast["administrator"])
    assert client.get(reverse("today")).status_code == 200


def test_all_other_sessions_end_at_a_wish_and_at_a_new_password(person: Person) -> None:
    clients = [sign_in(person)[0] for _time in range(3)]
    page = clients[0].get(reverse("usersessions_list"), {"language": "en"}).content.decode()
    assert (page.count("<tr><td"), page.count("this one")) == (3, 1)
    clients[0].post(reverse("usersessions_list"))
    assert [client.get(reverse("today")).status_code for client in clients] == [200, 302, 302]
    elsewhere = sign_in(person)[0]
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    clients[0].post(reverse("account_change_password"), new)
    assert [client.get(reverse("today")).status_code for client in (clients[0], elsewhere)] == [200, 302]
