from __future__ import annotations

import base64
import datetime
import re

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.models import Person, Tally
from secretariat.accounts.schedule import clear_sessions
from secretariat.accounts.services import account_of, correct_person, end_account, enter_person
from secretariat.core.history import timeline
from secretariat.core.job_registry import Progress
from secretariat.core.viewer import Viewer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESS, PASSWORD, OTHER = "ana@example.org", "a long sentence of mine", "quite another sentence"
HERE, NEIGHBOR, ELSEWHERE = "198.51.100.7", "198.51.100.200", "203.0.113.9"


@pytest.fixture
def operator(db: None) -> Viewer:
    return Viewer(person=account_of(PersonKind.OPERATOR), is_operator=True)


@pytest.fixture
def ana(operator: Viewer) -> Person:
    return enter_person(email=ADDRESS, full_name="Ana Ruiz", by=operator, password=PASSWORD)


@pytest.fixture
def _limits(settings: LazySettings) -> None:
    settings.AXES_ENABLED = True


def sign_in(
    client: Client, email: str = ADDRESS, password: str = PASSWORD, *, at: str = HERE, **more: str
) -> HttpResponse:
    data = {"login": email, "password": password, **more}
    return client.post(reverse("account_login"), data, REMOTE_ADDR=at)  # type: ignore[return-value]


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("preferences")).status_code == 200


def words_of(response: HttpResponse) -> str:
    """Return what a page says, without what differs between any two requests."""
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


# Sessions ---------------------------------------------------------------------------------------------------------


def test_the_session_changes_its_key_at_sign_in_and_the_old_one_is_dead(ana: Person) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted or ""
    assert sign_in(client).status_code == 302
    signed_in = client.cookies["sessionid"].value
    thief = Client()
    thief.cookies["sessionid"] = planted or ""
    assert (signed_in != planted, is_signed_in(client), is_signed_in(thief)) == (True, True, False)


def test_the_session_ends_at_sign_out_everywhere(ana: Person) -> None:
    client = Client()
    sign_in(client)
    kept = client.cookies["sessionid"].value
    memory = dict(caches["memory"]._cache)  # type: ignore[attr-defined]
    client.post(reverse("account_logout"))
    # What another process still remembers must not keep the session alive there.
    caches["memory"]._cache.update(memory)  # type: ignore[attr-defined]
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not is_signed_in(thief)


def test_sign_out_asks_first_and_follows_no_link(ana: Person) -> None:
    client = Client()
    sign_in(client)
    assert (client.get(reverse("account_logout")).status_code, is_signed_in(client)) == (200, True)


def test_other_sessions_end_when_the_password_changes_and_this_one_stays(ana: Person) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    changed = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    )
    assert (changed.status_code, is_signed_in(here), is_signed_in(there)) == (302, True, False)
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]


def test_a_changed_password_is_in_the_history_without_its_value(ana: Person) -> None:
    client = Client()
    sign_in(client)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    entry = timeline(ana)[0]
    assert (entry.who, entry.reason, entry.changes) == ("Ana Ruiz", "Password set", ())


def test_sign_in_leaves_no_entry_in_the_history(ana: Person) -> None:
    before = len(timeline(ana))
    sign_in(Client())
    assert len(timeline(ana)) == before


def test_an_ended_account_is_out_at_once_and_cannot_come_back(ana: Person, operator: Viewer) -> None:
    client = Client()
    sign_in(client)
    end_account(ana, by=operator, reason="Left")
    again = sign_in(Client())
    assert (is_signed_in(client), again["Location"]) == (False, reverse("account_inactive"))


def test_an_address_is_found_whatever_its_case(ana: Person) -> None:
    assert sign_in(Client(), "Ana@EXAMPLE.org").status_code == 302


def test_with_a_former_address_nobody_signs_in_or_gets_a_link(ana: Person, operator: Viewer) -> None:
    Client().post(reverse("account_reset_password"), {"email": ADDRESS})  # allauth now knows the address by itself
    correct_person(ana, full_name="Ana Ruiz", email="new@example.org", by=operator, reason="Note 12")
    sent = len(mail.outbox)
    Client().post(reverse("account_reset_password"), {"email": ADDRESS})
    assert (len(mail.outbox), sign_in(Client()).status_code, sign_in(Client(), "new@example.org").status_code) == (
        sent,
        200,
        302,
    )


def test_signing_in_needs_the_token_of_the_form(ana: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403


# What a stranger learns -------------------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ana: Person) -> None:
    known = sign_in(Client(), ADDRESS, "wrong password here")
    unknown = sign_in(Client(), "who@example.org", "wrong password here")
    assert known.status_code == unknown.status_code == 200
    assert words_of(known).replace(ADDRESS, "") == words_of(unknown).replace("who@example.org", "")


def test_asking_for_a_link_gives_the_same_answer_to_everyone_and_mail_to_those_entered(ana: Person) -> None:
    client, url = Client(), reverse("account_reset_password")
    known = client.post(url, {"email": ADDRESS}, follow=True)
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    unknown = client.post(url, {"email": "who@example.org"}, follow=True)
    assert len(mail.outbox) == 1
    assert words_of(known) == words_of(unknown)  # type: ignore[arg-type]


def test_nobody_signs_up(db: None) -> None:
    client, url, before = Client(), reverse("account_signup"), Person.objects.count()
    data = {"email": "new@example.org", "password1": OTHER, "password2": OTHER}
    assert "Accounts are given" in client.get(url).content.decode()
    assert "Accounts are given" in client.post(url, data).content.decode()
    assert Person.objects.count() == before


# Set a password by mail -------------------------------------------------------------------------------------------


def link_in(message: str) -> str:
    return str(re.findall(r"http://testserver(/\S+)", message)[0])


def test_a_link_sets_a_password_once(ana: Person) -> None:
    Client().post(reverse("account_reset_password"), {"email": ADDRESS})
    link = link_in(str(mail.outbox[0].body))
    client = Client()
    form = client.get(link, follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert "can no longer be used" in Client().get(link, follow=True).content.decode()
    assert (sign_in(Client()).status_code, sign_in(Client(), ADDRESS, OTHER).status_code) == (200, 302)


def test_the_link_bears_the_host_that_was_asked_and_no_other(ana: Person) -> None:
    answer = Client().post(
        reverse("account_reset_password"), {"email": ADDRESS}, headers={"x-forwarded-host": "evil.example"}
    )
    assert answer.status_code == 302
    assert "evil.example" not in str(mail.outbox[0].body)
    assert (
        Client().post(reverse("account_reset_password"), {"email": ADDRESS}, HTTP_HOST="evil.example").status_code
        == 400
    )


@pytest.mark.parametrize("password", ["short", "password1234", "ana@example.org"])
def test_a_poor_password_is_refused(ana: Person, password: str) -> None:
    client = Client()
    sign_in(client)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(reverse("account_change_password"), data).status_code == 200
    assert Person.objects.get(pk=ana.pk).check_password(PASSWORD)


# Limits -----------------------------------------------------------------------------------------------------------


def fail(times: int, email: str = ADDRESS, at: str = HERE) -> None:
    for _each in range(times):
        sign_in(Client(), email, "wrong password here", at=at)


@pytest.mark.usefixtures("_limits")
def test_the_sixth_wrong_sign_in_is_locked_with_a_plain_message(ana: Person) -> None:
    fail(5)
    sixth = sign_in(Client(), ADDRESS, "wrong password here")
    assert sixth.status_code == 429
    assert "closed for your network for 15 minutes" in sixth.content.decode()


@pytest.mark.usefixtures("_limits")
def test_once_locked_the_right_password_does_not_help_either(ana: Person) -> None:
    fail(5)
    client = Client()
    assert (sign_in(client).status_code, is_signed_in(client)) == (429, False)


@pytest.mark.usefixtures("_limits")
def test_four_wrong_sign_ins_lock_nobody(ana: Person) -> None:
    fail(4)
    assert sign_in(Client()).status_code == 302


@pytest.mark.usefixtures("_limits")
def test_another_network_is_not_locked_but_a_neighbor_in_it_is(ana: Person) -> None:
    fail(6)
    assert (sign_in(Client(), at=ELSEWHERE).status_code, sign_in(Client(), at=NEIGHBOR).status_code) == (302, 429)


@pytest.mark.usefixtures("_limits")
def test_another_address_is_not_locked_in_the_same_network(ana: Person) -> None:
    fail(6, "who@example.org")
    assert sign_in(Client()).status_code == 302


@pytest.mark.usefixtures("_limits")
def test_an_address_nobody_has_is_locked_in_the_same_words(ana: Person) -> None:
    fail(5)
    fail(5, "who@example.org")
    known, unknown = sign_in(Client(), ADDRESS), sign_in(Client(), "who@example.org")
    assert (known.status_code, words_of(known)) == (unknown.status_code, words_of(unknown))


@pytest.mark.usefixtures("_limits")
def test_other_spellings_of_an_address_are_the_same_address(ana: Person) -> None:
    for email in (ADDRESS, "ANA@example.org", " ana@example.org", "Ana@Example.Org", "aNa@example.org "):
        fail(1, email)
    assert sign_in(Client()).status_code == 429


@pytest.mark.usefixtures("_limits")
def test_a_forged_forwarding_header_opens_nothing(ana: Person) -> None:
    for number in range(6):
        Client().post(
            reverse("account_login"),
            {"login": ADDRESS, "password": "wrong password here"},
            headers={"x-forwarded-for": f"192.0.2.{number}", "x-real-ip": f"192.0.2.{number}"},
            REMOTE_ADDR=HERE,
        )
    assert sign_in(Client()).status_code == 429


@pytest.mark.usefixtures("_limits")
def test_behind_a_proxy_the_network_is_what_the_proxy_says(ana: Person, settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(6):
        Client().post(
            reverse("account_login"),
            {"login": ADDRESS, "password": "wrong password here"},
            headers={"x-forwarded-for": f"192.0.2.{number}, {HERE}"},
            REMOTE_ADDR="127.0.0.1",
        )
    data = {"login": ADDRESS, "password": PASSWORD}
    answers = [
        Client()
        .post(reverse("account_login"), data, headers={"x-forwarded-for": address}, REMOTE_ADDR="127.0.0.1")
        .status_code
        for address in (HERE, ELSEWHERE)
    ]
    assert answers == [429, 302]


@pytest.mark.usefixtures("_limits")
def test_machine_requests_get_the_same_lock(ana: Person) -> None:
    fail(5)
    answer = Client().post(
        reverse("account_login"),
        {"login": ADDRESS, "password": PASSWORD},
        headers={"x-requested-with": "XMLHttpRequest"},
        REMOTE_ADDR=HERE,
    )
    assert (answer.status_code, answer.get("Access-Control-Allow-Origin")) == (429, None)


def test_many_addresses_tried_from_one_network_are_stopped(ana: Person) -> None:
    answers = [sign_in(Client(), f"who{number}@example.org", "wrong password here") for number in range(22)]
    assert "Too many attempts" not in words_of(answers[19])
    assert "Too many attempts" in words_of(answers[21])


def test_tallies_name_nobody_and_are_dropped_when_their_time_is_over(ana: Person) -> None:
    Client().post(reverse("account_reset_password"), {"email": ADDRESS}, REMOTE_ADDR=HERE)
    sign_in(Client(), password="wrong password here")
    rows = [f"{each.cache_key} {base64.b64decode(each.value)!r}" for each in Tally.objects.all()]
    told = [row for row in rows for word in (ADDRESS, HERE, "198.51.100") if word in row]
    assert (len(rows) > 1, told) == (True, [])
    over = Tally.objects.order_by("cache_key")[0]
    over.expires = timezone.now() - datetime.timedelta(seconds=1)
    over.save()
    clear_sessions(Progress())
    assert Tally.objects.count() == len(rows) - 1


# Where one lands --------------------------------------------------------------------------------------------------

RELATIVE = "%2f%2fevil.example"  # a name on this site to every browser, if an odd one
ASTRAY = [
    "http://evil.example/",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    r"/\evil.example",
    r"\\evil.example",
    r"\/evil.example",
    r"/\/evil.example",
    "http:///evil.example",
    "http:/evil.example",
    "http:evil.example",
    "https:evil.example/x",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://evil.example/",
    "//evil.example@testserver/",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example#testserver",
    "http://evil.example?testserver",
    "/\t/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    RELATIVE,
    "//%65vil.example",
    "https://evil%E3%80%82example",
    "http://[::ffff:203.0.113.9]/",
    "//evil。example",
]


def test_signing_in_never_leads_off_the_site(ana: Person) -> None:
    places = {sign_in(Client(), at=f"192.0.{turn}.1", next=target)["Location"] for turn, target in enumerate(ASTRAY)}
    assert places == {reverse("today"), RELATIVE}


def test_signing_out_never_leads_off_the_site(ana: Person) -> None:
    client = Client()
    places = set()
    for target in ASTRAY:
        client.force_login(ana, backend=BACKEND)
        places.add(client.post(reverse("account_logout"), {"next": target})["Location"])
    assert places == {reverse("home"), RELATIVE}


def test_signing_in_leads_where_one_was_going(ana: Person) -> None:
    wanted = reverse("preferences")
    asked = Client().get(wanted)
    assert asked["Location"] == f"{reverse('account_login')}?next={wanted}"
    assert sign_in(Client(), next=wanted)["Location"] == wanted
