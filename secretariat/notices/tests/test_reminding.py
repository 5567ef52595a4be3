from __future__ import annotations

import datetime

import pytest
from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.test import Client

from secretariat.accounts.models import Person
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Notice
from secretariat.notices.queries import told
from secretariat.notices.services.reminding import remind_of_roles
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import operator
from secretariat.parties.services import give_role

pytestmark = pytest.mark.django_db
LAST = datetime.date(2027, 3, 31)


@pytest.fixture
def role(cast: dict[str, Person]) -> Role:
    """Return a role of the expert that ends at the end of March 2027."""
    return give_role(
        cast["expert"],
        kind=RoleKind.EXPERT,
        party=Party.objects.get(slug="peru"),
        by=operator(),
        on=datetime.date(2026, 1, 1),
        until=LAST,
    )


def test_person_and_administrators_are_told_before_and_after_a_role_ends(role: Role, cast: dict[str, Person]) -> None:
    counts = []
    for days in (-31, -30, -29, -8, -7, -1, 0, 1, 2, 7, 8):
        on = LAST + datetime.timedelta(days=days)
        before = Notice.objects.filter(about_id=str(role.pk)).count()
        remind_of_roles(on=on, by=operator())
        counts.append((days, Notice.objects.filter(about_id=str(role.pk)).count() - before))
    assert [days for days, made in counts if made] == [-30, -7, 1]
    assert {made for _days, made in counts} == {0, 2}
    people = {notice.person for notice in Notice.objects.filter(about_id=str(role.pk)).select_related("person")}
    assert people == {cast["expert"], cast["administrator"]}


def test_reminder_that_was_missed_is_made_up_for(role: Role) -> None:
    remind_of_roles(on=LAST - datetime.timedelta(days=12), by=operator())
    remind_of_roles(on=LAST + datetime.timedelta(days=5), by=operator())
    found = Notice.objects.filter(about_id=str(role.pk), person=role.person).order_by("pk")
    assert [notice.kind for notice in found] == ["role-ending", "role-ended"]


def test_reminder_says_which_role_and_day(role: Role, viewers: dict[str, Viewer]) -> None:
    remind_of_roles(on=LAST - datetime.timedelta(days=7), by=operator())
    notice = Notice.objects.get(about_id=str(role.pk), person=role.person)
    words = f"{role.person.full_name}, expert or evaluator for Peru: the role ends on March 31, 2027."
    assert told([notice], viewers["expert"])[0].words == words


@pytest.mark.parametrize("signal", [account.password_set, account.password_changed, account.password_reset])
def test_person_is_told_that_their_password_was_changed(cast: dict[str, Person], signal: object) -> None:
    signal.send_robust(sender=Client, request=None, user=cast["chief"])  # type: ignore[attr-defined]
    assert list(Notice.objects.values_list("person", "kind", "way")) == [(cast["chief"].pk, "password-changed", "none")]


@pytest.mark.parametrize("signal", [mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset])
def test_person_is_told_that_a_second_factor_was_changed(cast: dict[str, Person], signal: object) -> None:
    signal.send(sender=Client, request=None, user=cast["chief"], authenticator=None)  # type: ignore[attr-defined]
    assert list(Notice.objects.values_list("person", "kind")) == [(cast["chief"].pk, "second-factor-changed")]


def test_password_changed_on_its_page_is_told(cast: dict[str, Person]) -> None:
    person = cast["chief"]
    person.set_password("a long old password")
    person.save()
    client = Client()
    assert client.login(username=person.email, password="a long old password")
    new = {"password1": "another good secret", "password2": "another good secret"}
    answer = client.post("/accounts/password/change/", {"oldpassword": "a long old password", **new})
    assert answer.status_code == 302
    assert list(Notice.objects.values_list("person", "kind")) == [(person.pk, "password-changed")]
