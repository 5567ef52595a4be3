from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.core.history import timeline, version_of
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import viewer_for
from secretariat.parties.tests.factories import make_person, make_role

SignIn = Callable[[str], Client]
Cast = dict[str, Person]
INSIDE = ["program_officer", "chief", "planning_officer", "finance_officer", "knowledge_officer", "conference_officer"]
OUTSIDE = ["delegate", "second_delegate", "expert", "analyst", "partner"]


def page_of(person: Person) -> str:
    return reverse("person", args=(person.pk,))


def text_of(client: Client, url: str) -> str:
    return client.get(url, {"language": "en"}).content.decode()


# Who sees whom ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*INSIDE, "administrator"])
def test_the_secretariat_reads_the_list_of_people(as_person: SignIn, name: str) -> None:
    assert "Cecile Bartholomew" in text_of(as_person(name), "/people/")


@pytest.mark.parametrize("name", OUTSIDE)
def test_others_may_not_read_the_list_of_people(as_person: SignIn, name: str) -> None:
    page = as_person(name).get("/people/")
    assert (page.status_code, "Hugh Pemberton" in page.content.decode()) == (403, False)


def test_strangers_are_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/people/")["Location"] == f"{reverse('account_login')}?next=/people/"


@pytest.mark.parametrize("name", OUTSIDE)
def test_everyone_sees_themselves_and_for_the_rest_nobody_exists(as_person: SignIn, cast: Cast, name: str) -> None:
    client = as_person(name)
    found = {key: client.get(page_of(person)).status_code for key, person in cast.items()}
    assert found == {key: 200 if key == name else 404 for key in cast}


def test_for_a_stranger_nobody_exists(client: Client, cast: Cast) -> None:
    missing = client.get(page_of(Person(full_name="Nobody")))
    hidden = client.get(page_of(cast["chief"]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    without = re.compile(r"/people/[0-9a-f-]+/")
    assert without.sub("", hidden.content.decode()) == without.sub("", missing.content.decode())


@pytest.mark.parametrize("name", INSIDE)
def test_the_address_is_for_administrators_and_oneself(as_person: SignIn, cast: Cast, name: str) -> None:
    client, address = as_person(name), "delegate@cast.example"
    seen = [address in text_of(client, url) for url in ("/people/", page_of(cast["delegate"]))]
    assert (seen, cast[name].email in text_of(client, page_of(cast[name]))) == ([False, False], True)
    assert address in text_of(as_person("administrator"), page_of(cast["delegate"]))


def test_people_cannot_be_found_by_an_address_one_may_not_see(as_person: SignIn, cast: Cast) -> None:
    asked = {"text": "delegate@cast"}
    assert len(as_person("chief").get("/people/", asked).context["rows"]) == 0
    assert len(as_person("administrator").get("/people/", asked).context["rows"]) == 2


def test_the_history_of_an_address_is_for_those_who_may_see_it(as_person: SignIn, cast: Cast) -> None:
    person = cast["delegate"]
    correct = {"full_name": person.full_name, "email": "new@example.org", "reason": "Note 12"}
    assert as_person("administrator").post(reverse("person-correct", args=(person.pk,)), correct).status_code == 302
    panel = reverse("panel", args=("accounts.person", person.pk, "history"))
    seen = {
        name: "delegate@cast.example" in text_of(as_person(name), panel)
        for name in ("administrator", "delegate", "chief")
    }
    assert seen == {"administrator": True, "delegate": True, "chief": False}
    assert "Note 12" in text_of(as_person("chief"), panel)
    assert [as_person(name).get(panel).status_code for name in ("second_delegate", "partner", "anyone")] == [404] * 3


def test_the_page_of_a_state_names_its_mission_to_itself_and_the_secretariat(as_person: SignIn, cast: Cast) -> None:
    names = ("chief", "delegate", "second_delegate", "expert", "partner", "anyone")
    seen = {
        name: "Cecile Bartholomew" in text_of(as_person(name), "/states/grenada/").split("<main")[1] for name in names
    }
    assert seen == {**dict.fromkeys(names, False), "chief": True, "delegate": True}


def test_the_program_s_own_accounts_are_nobody_s_page(as_person: SignIn, cast: Cast) -> None:
    machine = Person.objects.exclude(kind="person").first()
    assert machine is not None
    client = as_person("administrator")
    assert (client.get(page_of(machine)).status_code, machine.full_name in text_of(client, "/people/")) == (404, False)


# Buttons and pages for administrators -----------------------------------------------------------------------------


def forms_about(person: Person, role: Role) -> list[str]:
    return [
        reverse("person-enter"),
        reverse("person-correct", args=(person.pk,)),
        reverse("role-give", args=(person.pk,)),
        reverse("role-last-day", args=(person.pk, role.pk)),
        reverse("role-end", args=(person.pk, role.pk)),
        reverse("account-end", args=(person.pk,)),
        reverse("account-reopen", args=(person.pk,)),
    ]


def test_only_administrators_are_offered_and_given_the_forms(as_person: SignIn, cast: Cast) -> None:
    person = cast["delegate"]
    urls = forms_about(person, Role.objects.get(person=person))
    for name in ("chief", "planning_officer"):
        client = as_person(name)
        offered = text_of(client, page_of(person)) + text_of(client, "/people/")
        assert [url for url in urls if url in offered] == []
        assert [client.get(url).status_code for url in urls] == [403] * 7
        assert [client.post(url, {"reason": "x"}).status_code for url in urls] == [403] * 7
    assert [as_person("administrator").get(url).status_code for url in urls] == [200] * 7


@pytest.mark.parametrize("name", ["second_delegate", "expert", "partner", "anyone"])
def test_to_others_the_forms_about_a_person_do_not_exist(as_person: SignIn, cast: Cast, name: str) -> None:
    person = cast["delegate"]
    urls = forms_about(person, Role.objects.get(person=person))[1:]
    client = as_person(name)
    assert [client.get(url).status_code for url in urls] == [404] * 6
    assert [client.post(url, {"reason": "x"}).status_code for url in urls] == [404] * 6


def test_a_role_is_not_ended_under_another_person_s_address(as_person: SignIn, cast: Cast) -> None:
    role = Role.objects.get(person=cast["delegate"])
    url = reverse("role-end", args=(cast["expert"].pk, role.pk))
    answer = as_person("administrator").post(url, {"when": "at_once", "reason": "x"})
    assert (answer.status_code, Role.objects.get(pk=role.pk).is_withdrawn) == (404, False)


def test_entering_a_person_sends_a_link_and_leads_to_a_role(as_person: SignIn) -> None:
    data = {"full_name": "Ana Ruiz", "email": "ana@example.org", "language": "es", "time_zone": "America/Bogota"}
    done = as_person("administrator").post(reverse("person-enter"), data)
    person = Person.objects.get(email="ana@example.org")
    assert done["Location"] == reverse("role-give", args=(person.pk,))
    assert [(message.to, "/accounts/password/reset/key/" in str(message.body)) for message in mail.outbox] == [
        (["ana@example.org"], True)
    ]
    assert (person.has_usable_password(), timeline(person)[0].who) == (False, "Lucía Montalvo")


def test_the_link_of_the_invitation_sets_the_first_password(as_person: SignIn) -> None:
    data = {"full_name": "Ana Ruiz", "email": "ana@example.org", "language": "", "time_zone": "UTC"}
    as_person("administrator").post(reverse("person-enter"), data)
    link = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))[0]
    client, word = Client(), "a long sentence of mine"
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": word, "password2": word})
    signed_in = Client().post(reverse("account_login"), {"login": "ana@example.org", "password": word})
    assert (signed_in.status_code, timeline(Person.objects.get(email="ana@example.org"))[0].who) == (302, "Ana Ruiz")


def test_an_address_in_use_is_refused_and_what_was_typed_is_kept(as_person: SignIn) -> None:
    data = {"full_name": "Ana Ruiz", "email": "Chief@cast.example", "language": "", "time_zone": "UTC"}
    answer = as_person("administrator").post(reverse("person-enter"), data)
    assert (answer.status_code, 'value="Ana Ruiz"' in answer.content.decode(), mail.outbox) == (409, True, [])


def test_a_role_is_given_by_the_form(as_person: SignIn, cast: Cast) -> None:
    today = timezone.localdate()
    data = {"kind": "expert", "party": "grenada", "on": str(today), "until": "", "authority": "Note 3"}
    done = as_person("administrator").post(reverse("role-give", args=(cast["delegate"].pk,)), data)
    role = Role.objects.get(person=cast["delegate"], kind="expert")
    assert (done.status_code, role.party.slug, role.valid_from, timeline(role)[0].reason) == (
        302,
        "grenada",
        today,
        "Note 3",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("on", "2016-01-01"), ("party", "wco"), ("party", "nowhere"), ("kind", "king"), ("kind", ""), ("on", "soon")],
)
def test_a_role_that_makes_no_sense_is_not_given(as_person: SignIn, cast: Cast, field: str, value: str) -> None:
    data = {"kind": "delegate", "party": "chile", "on": str(timezone.localdate()), field: value}
    answer = as_person("administrator").post(reverse("role-give", args=(cast["expert"].pk,)), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Role.objects.filter(person=cast["expert"]).count() == 1


def test_an_administrator_is_told_that_nobody_gives_to_themselves(as_person: SignIn, cast: Cast) -> None:
    own = cast["administrator"]
    client = as_person("administrator")
    assert reverse("role-give", args=(own.pk,)) not in text_of(client, page_of(own))
    data = {"kind": "chief", "party": "s-cicte", "on": str(timezone.localdate())}
    answer = client.post(reverse("role-give", args=(own.pk,)), data)
    assert (answer.status_code, Role.objects.filter(person=own).count()) == (403, 1)


@pytest.mark.parametrize(
    ("data", "until", "withdrawn"), [({"when": "at_once"}, 0, True), ({"when": "on_day"}, 9, False)]
)
def test_a_role_is_ended_by_the_form(
    as_person: SignIn, cast: Cast, data: dict[str, str], until: int, withdrawn: bool
) -> None:
    day = timezone.localdate() + timedelta(days=until)
    role = Role.objects.get(person=cast["delegate"])
    url = reverse("role-end", args=(role.person_id, role.pk))
    as_person("administrator").post(url, {**data, "last_day": str(day), "reason": "Note 4"})
    kept = Role.objects.get(pk=role.pk)
    assert (kept.valid_until, kept.is_withdrawn, timeline(kept)[0].reason) == (day, withdrawn, "Note 4")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"when": "on_day", "last_day": ""}, "last_day"),
        ({"when": "on_day", "last_day": "2020-01-01"}, "last_day"),
        ({"when": "", "last_day": ""}, "when"),
        ({"when": "at_once", "reason": ""}, "reason"),
    ],
)
def test_a_role_is_not_ended_without_day_and_reason(
    as_person: SignIn, cast: Cast, data: dict[str, str], field: str
) -> None:
    role = Role.objects.get(person=cast["delegate"])
    answer = as_person("administrator").post(
        reverse("role-end", args=(role.person_id, role.pk)), {"reason": "x", **data}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_role_changed_meanwhile_is_not_ended_blindly(as_person: SignIn, cast: Cast) -> None:
    role, client = Role.objects.get(person=cast["delegate"]), as_person("administrator")
    url, stale = reverse("role-end", args=(role.person_id, role.pk)), version_of(role)
    later = str(timezone.localdate() + timedelta(days=30))
    client.post(url, {"when": "on_day", "last_day": later, "reason": "First"})
    answer = client.post(url, {"when": "at_once", "reason": "Second", "version": stale})
    assert (answer.status_code, Role.objects.get(pk=role.pk).is_withdrawn) == (409, False)


def test_a_role_is_extended_from_the_page_of_the_person(as_person: SignIn, cast: Cast) -> None:
    role, client = Role.objects.get(person=cast["delegate"]), as_person("administrator")
    url, later = reverse("role-last-day", args=(role.person_id, role.pk)), timezone.localdate() + timedelta(days=90)
    assert url in text_of(client, page_of(cast["delegate"]))
    answer = client.post(url, {"until": str(later), "reason": "Note 4"})
    assert (answer.status_code, answer["Location"]) == (302, page_of(cast["delegate"]))
    assert client.get(url).context["form"].initial == {"until": later}
    assert client.post(url, {"until": "", "reason": "Note 5"}).status_code == 302
    history = client.get(f"/panels/accounts.person/{role.person_id}/history/", {"language": "en"}).context["data"]
    assert [each["why"] for each in history["entries"]][:2] == ["Note 5", "Note 4"]
    assert Role.objects.get(pk=role.pk).valid_until is None


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        ({"until": "2020-01-01"}, 422, "until"),
        ({"until": "soon"}, 422, "until"),
        ({"until": "2099-01-01", "reason": ""}, 422, "reason"),
        ({"until": ""}, 409, "__all__"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused_and_told(
    as_person: SignIn, cast: Cast, data: dict[str, str], status: int, field: str
) -> None:
    role = Role.objects.get(person=cast["delegate"])
    url = reverse("role-last-day", args=(role.person_id, role.pk))
    answer = as_person("administrator").post(url, {"reason": "x", **data})
    assert (answer.status_code, list(answer.context["form"].errors)) == (status, [field])
    assert Role.objects.get(pk=role.pk).valid_until is None


def test_a_last_day_changed_meanwhile_is_not_overwritten(as_person: SignIn, cast: Cast) -> None:
    role, client = Role.objects.get(person=cast["delegate"]), as_person("administrator")
    url, stale = reverse("role-last-day", args=(role.person_id, role.pk)), version_of(role)
    first, second = (timezone.localdate() + timedelta(days=days) for days in (30, 60))
    client.post(url, {"until": str(first), "reason": "First"})
    answer = client.post(url, {"until": str(second), "reason": "Second", "version": stale})
    assert (answer.status_code, Role.objects.get(pk=role.pk).valid_until) == (409, first)


def test_a_role_is_not_extended_under_another_person_s_address(as_person: SignIn, cast: Cast) -> None:
    role = Role.objects.get(person=cast["delegate"])
    url = reverse("role-last-day", args=(cast["expert"].pk, role.pk))
    answer = as_person("administrator").post(url, {"until": str(timezone.localdate()), "reason": "x"})
    assert (answer.status_code, Role.objects.get(pk=role.pk).valid_until) == (404, None)


def test_an_ended_account_is_out_at_once_and_its_roles_are_gone(as_person: SignIn, cast: Cast) -> None:
    gone = as_person("delegate")
    assert gone.get(reverse("preferences")).status_code == 200
    url = reverse("account-end", args=(cast["delegate"].pk,))
    assert as_person("administrator").post(url, {"reason": "Left"}).status_code == 302
    assert gone.get(reverse("preferences")).status_code == 302
    again = reverse("account-reopen", args=(cast["delegate"].pk,))
    assert as_person("administrator").post(again, {"reason": "Came back"}).status_code == 302
    assert viewer_for(Person.objects.get(pk=cast["delegate"].pk), on=timezone.localdate()).holdings == frozenset()


def test_the_last_administrator_is_told_why_they_stay(as_person: SignIn, cast: Cast) -> None:
    url = reverse("account-end", args=(cast["administrator"].pk,))
    answer = as_person("administrator").post(f"{url}?language=en", {"reason": "Tired"})
    assert (answer.status_code, "Nobody else could administer then" in answer.content.decode()) == (409, True)


def test_forms_need_their_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("account-end", args=(cast["delegate"].pk,))
    assert (client.post(url, {"reason": "x"}).status_code, Person.objects.get(pk=cast["delegate"].pk).is_active) == (
        403,
        True,
    )


# Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "number"),
    [({"role": "delegate"}, 2), ({"account": "ended"}, 0), ({"account": "open"}, 12), ({"text": "valverde"}, 1)],
)
def test_people_are_found_by_name_role_and_account(as_person: SignIn, asked: dict[str, str], number: int) -> None:
    assert len(as_person("chief").get("/people/", asked).context["rows"]) == number


def test_the_list_of_people_asks_the_database_as_often_for_thirty_rows_as_for_one(as_person: SignIn) -> None:
    client, chile = as_person("administrator"), Party.objects.get(slug="chile")

    def make() -> None:
        person = make_person("Made person")
        make_role(person, RoleKind.DELEGATE, chile)
        make_role(person, RoleKind.EXPERT, chile)

    make()
    client.get("/people/")  # the first notes a visit
    with CaptureQueriesContext(connection) as one:
        assert len(client.get("/people/", {"text": "Made person"}).context["rows"]) == 1
    for _number in range(29):
        make()
    with CaptureQueriesContext(connection) as thirty:
        assert len(client.get("/people/", {"text": "Made person"}).context["rows"]) == 30
    assert len(one) == len(thirty)
