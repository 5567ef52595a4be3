from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.accounts.models import Person
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import HELD_FOR, RoleKind
from secretariat.parties.models import Party, Role
from secretariat.parties.queries import operator, viewer_for
from secretariat.parties.services import change_last_day, close_account, end_role, give_role, withdraw_role
from secretariat.parties.tests.factories import make_person, make_role

Cast = dict[str, Person]
Viewers = dict[str, Viewer]
TODAY = datetime.date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)

WITHOUT_RIGHT = [
    "anyone",
    "program_officer",
    "chief",
    "planning_officer",
    "finance_officer",
    "knowledge_officer",
    "conference_officer",
    "delegate",
    "expert",
    "analyst",
    "partner",
]


def party(slug: str) -> Party:
    return Party.objects.get(slug=slug)


def role_of(person: Person) -> Role:
    return Role.objects.get(person=person)


def kinds_held(person: Person, on: datetime.date) -> set[str]:
    return {holding.role for holding in viewer_for(Person.objects.get(pk=person.pk), on=on).holdings}


# Give -------------------------------------------------------------------------------------------------------------


def test_a_role_is_given_with_its_days_and_its_authority_on_record(viewers: Viewers) -> None:
    person = make_person()
    role = give_role(
        person,
        kind=RoleKind.DELEGATE,
        party=party("chile"),
        by=viewers["administrator"],
        on=TODAY,
        until=TOMORROW,
        authority="Note 7/26",
    )
    entry = timeline(role)[0]
    assert (role.valid_from, role.valid_until, entry.who, entry.reason) == (
        TODAY,
        TOMORROW,
        "Lucía Montalvo",
        "Note 7/26",
    )
    held = [kinds_held(person, day) for day in (YESTERDAY, TODAY, TOMORROW, TOMORROW + datetime.timedelta(days=1))]
    assert held == [set(), {"delegate"}, {"delegate"}, set()]


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_roles_are_given_by_administrators_only(viewers: Viewers, name: str) -> None:
    person = make_person()
    for kind, slug in ((RoleKind.PARTNER, "wco"), (RoleKind.ADMINISTRATOR, "administration-section")):
        with pytest.raises(NotPermitted):
            give_role(person, kind=kind, party=party(slug), by=viewers[name], on=TODAY)
    assert not Role.objects.filter(person=person).exists()


def test_nobody_gives_a_role_to_themselves(cast: Cast, viewers: Viewers) -> None:
    for name in ("administrator", "expert"):
        before = Role.objects.filter(person=cast[name]).count()
        with pytest.raises(NotPermitted):
            give_role(cast[name], kind=RoleKind.CHIEF, party=party("s-cicte"), by=viewers[name], on=TODAY)
        assert Role.objects.filter(person=cast[name]).count() == before


def a_role_until(person: Person, first: datetime.date, last: datetime.date | None, by: Viewer) -> Role:
    return give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=first, until=last)


@pytest.mark.parametrize("until", [TODAY, TOMORROW + datetime.timedelta(days=90), None])
def test_a_role_is_extended_and_shortened(viewers: Viewers, until: datetime.date | None) -> None:
    by = viewers["administrator"]
    role = a_role_until(make_person(), TODAY, TOMORROW, by)
    change_last_day(role, until=until, by=by, on=TODAY, reason="Note 9/26")
    kept, entry = Role.objects.get(pk=role.pk), timeline(role)[0]
    assert (kept.valid_until, entry.who, entry.reason) == (until, "Lucía Montalvo", "Note 9/26")


def test_a_last_day_is_not_changed_where_it_cannot_be(viewers: Viewers) -> None:
    by, person, later = viewers["administrator"], make_person(), TOMORROW + datetime.timedelta(days=30)
    role = a_role_until(person, TODAY, TOMORROW, by)
    a_role_until(person, later, None, by)
    for until, said in ((TOMORROW, "already"), (YESTERDAY, "passed"), (later, "in that time"), (None, "in that time")):
        with pytest.raises(Refused, match=said):
            change_last_day(role, until=until, by=by, on=TODAY, reason="x")
    with pytest.raises(Refused, match="give it anew"):
        change_last_day(role, until=later, by=by, on=TOMORROW + datetime.timedelta(days=1), reason="x")
    coming = a_role_until(make_person(), TOMORROW, None, by)
    with pytest.raises(ValidationError):
        change_last_day(coming, until=TODAY, by=by, on=TODAY, reason="x")
    withdraw_role(coming, by=by, on=TODAY, reason="x")
    with pytest.raises(Refused, match="give it anew"):
        change_last_day(coming, until=later, by=by, on=TODAY, reason="x")
    assert Role.objects.get(pk=role.pk).valid_until == TOMORROW


def test_nobody_extends_a_role_of_their_own(cast: Cast, viewers: Viewers) -> None:
    by = viewers["administrator"]
    second = make_person()
    give_role(second, kind=RoleKind.ADMINISTRATOR, party=party("administration-section"), by=by, on=TODAY)
    own = Role.objects.get(person=cast["administrator"])
    change_last_day(own, until=TOMORROW, by=by, on=TODAY, reason="Leaving")
    with pytest.raises(NotPermitted):
        change_last_day(own, until=None, by=by, on=TODAY, reason="Staying")
    assert Role.objects.get(pk=own.pk).valid_until == TOMORROW


def test_the_last_administrator_s_role_is_not_shortened(cast: Cast, viewers: Viewers) -> None:
    own = Role.objects.get(person=cast["administrator"])
    with pytest.raises(Refused, match="Nobody else could administer"):
        change_last_day(own, until=TOMORROW, by=viewers["administrator"], on=TODAY, reason="Leaving")


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_last_days_are_changed_by_administrators_only(viewers: Viewers, name: str) -> None:
    role = a_role_until(make_person(), TODAY, TOMORROW, viewers["administrator"])
    with pytest.raises(NotPermitted):
        change_last_day(role, until=None, by=viewers[name], on=TODAY, reason="x")


@pytest.mark.parametrize(("first", "last"), [(TODAY, None), (TODAY, TOMORROW), (TOMORROW, None), (YESTERDAY, TODAY)])
def test_a_role_is_not_given_twice_for_the_same_time(
    viewers: Viewers, first: datetime.date, last: datetime.date | None
) -> None:
    person, by = make_person(), viewers["administrator"]
    give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=TODAY, until=TOMORROW)
    with pytest.raises(Refused):
        give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=first, until=last)


def test_a_role_can_be_given_again_after_its_end(viewers: Viewers) -> None:
    person, by = make_person(), viewers["administrator"]
    give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=TODAY, until=TODAY)
    again = give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=TOMORROW)
    assert again.valid_until is None


def test_the_database_itself_refuses_the_same_open_role_twice(viewers: Viewers) -> None:
    role = make_role(make_person(), RoleKind.PARTNER, party("wco"))
    twin = Role(person=role.person, kind=role.kind, party=role.party, valid_from=TODAY)
    twin._history_user = operator().person  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        (RoleKind.DELEGATE, "wco"),
        (RoleKind.DELEGATE, "s-cicte"),
        (RoleKind.ADMINISTRATOR, "chile"),
        (RoleKind.CHIEF, "oas"),
        (RoleKind.PARTNER, "s-cicte"),
        (RoleKind.EXPERT, "cicte"),
    ],
)
def test_a_role_is_held_for_the_right_kind_of_party(viewers: Viewers, kind: RoleKind, slug: str) -> None:
    with pytest.raises(Refused):
        give_role(make_person(), kind=kind, party=party(slug), by=viewers["administrator"], on=TODAY)


def test_every_role_says_for_whom_it_is_held() -> None:
    assert set(HELD_FOR) == set(RoleKind)
    assert RoleKind.ADMINISTRATOR == ADMINISTRATOR


def test_an_ended_account_is_given_no_role(viewers: Viewers) -> None:
    person, by = make_person(), viewers["administrator"]
    close_account(person, by=by, on=TODAY, reason="Left")
    with pytest.raises(Refused):
        give_role(person, kind=RoleKind.PARTNER, party=party("wco"), by=by, on=TODAY)


def test_a_role_does_not_end_before_it_begins(viewers: Viewers) -> None:
    with pytest.raises(ValidationError):
        give_role(
            make_person(),
            kind=RoleKind.PARTNER,
            party=party("wco"),
            by=viewers["administrator"],
            on=TODAY,
            until=YESTERDAY,
        )


# End --------------------------------------------------------------------------------------------------------------


def test_a_role_ends_after_its_last_day(cast: Cast, viewers: Viewers) -> None:
    role = end_role(role_of(cast["delegate"]), by=viewers["administrator"], on=TODAY, reason="Note 8/26")
    assert [kinds_held(cast["delegate"], day) for day in (TODAY, TOMORROW)] == [{"delegate"}, set()]
    assert (timeline(role)[0].reason, timeline(role)[0].who) == ("Note 8/26", "Lucía Montalvo")


def test_a_role_taken_away_gives_no_rights_for_the_rest_of_the_day(cast: Cast, viewers: Viewers) -> None:
    withdraw_role(role_of(cast["delegate"]), by=viewers["administrator"], on=TODAY, reason="Note 9/26")
    assert kinds_held(cast["delegate"], TODAY) == set()


def test_a_role_not_begun_yet_can_be_taken_away(viewers: Viewers) -> None:
    role = make_role(make_person(), RoleKind.PARTNER, party("wco"), since=TOMORROW)
    withdraw_role(role, by=viewers["administrator"], on=TODAY, reason="Mistake")
    assert (role.valid_until, kinds_held(role.person, TOMORROW)) == (TOMORROW, set())


def test_a_role_that_has_ended_does_not_end_again(cast: Cast, viewers: Viewers) -> None:
    role, by = role_of(cast["delegate"]), viewers["administrator"]
    end_role(role, by=by, on=YESTERDAY, reason="x")
    for refused in (end_role, withdraw_role):
        with pytest.raises(Refused):
            refused(role, by=by, on=TODAY, reason="x")


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_roles_end_by_administrators_only(cast: Cast, viewers: Viewers, name: str) -> None:
    role = role_of(cast["administrator"] if name != "administrator" else cast["chief"])
    for refused in (end_role, withdraw_role):
        with pytest.raises(NotPermitted):
            refused(role, by=viewers[name], on=TODAY, reason="x")
    assert (Role.objects.get(pk=role.pk).valid_until, Role.objects.get(pk=role.pk).is_withdrawn) == (None, False)


def test_the_last_administrator_stays(cast: Cast, viewers: Viewers) -> None:
    role, by = role_of(cast["administrator"]), viewers["administrator"]
    for ending in (
        lambda: end_role(role, by=by, on=TODAY, reason="x"),
        lambda: withdraw_role(role, by=by, on=TODAY, reason="x"),
        lambda: close_account(cast["administrator"], by=by, on=TODAY, reason="x"),
        lambda: close_account(cast["administrator"], by=operator(), on=TODAY, reason="x"),
    ):
        with pytest.raises(Refused):
            ending()
    assert (kinds_held(cast["administrator"], TOMORROW), Person.objects.get(pk=role.person_id).is_active) == (
        {"administrator"},
        True,
    )


def test_an_administrator_may_go_once_there_is_another(cast: Cast, viewers: Viewers) -> None:
    other = make_person()
    make_role(other, RoleKind.ADMINISTRATOR, party("administration-section"))
    withdraw_role(role_of(cast["administrator"]), by=viewers["administrator"], on=TODAY, reason="Retired")
    assert (kinds_held(cast["administrator"], TODAY), kinds_held(other, TODAY)) == (set(), {"administrator"})


def test_an_administrator_whose_account_has_ended_does_not_count(cast: Cast, viewers: Viewers) -> None:
    other = make_person()
    make_role(other, RoleKind.ADMINISTRATOR, party("administration-section"))
    Person.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused):
        withdraw_role(role_of(cast["administrator"]), by=viewers["administrator"], on=TODAY, reason="x")


# Close ------------------------------------------------------------------------------------------------------------


def test_closing_an_account_takes_every_role_away(cast: Cast, viewers: Viewers) -> None:
    person = cast["delegate"]
    make_role(person, RoleKind.EXPERT, party("grenada"), since=TOMORROW)
    close_account(person, by=viewers["administrator"], on=TODAY, reason="Left the mission")
    roles = Role.objects.filter(person=person)
    assert {(role.is_withdrawn, timeline(role)[0].reason) for role in roles} == {(True, "Left the mission")}
    assert not Person.objects.get(pk=person.pk).is_active


def test_what_was_over_before_stays_as_it_was(viewers: Viewers) -> None:
    person = make_person()
    over = make_role(person, RoleKind.PARTNER, party("wco"))
    end_role(over, by=viewers["administrator"], on=YESTERDAY, reason="End of the agreement")
    close_account(person, by=viewers["administrator"], on=TODAY, reason="Left")
    kept = Role.objects.get(pk=over.pk)
    assert (kept.valid_until, kept.is_withdrawn) == (YESTERDAY, False)


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_accounts_are_closed_by_administrators_only(cast: Cast, viewers: Viewers, name: str) -> None:
    with pytest.raises(NotPermitted):
        close_account(cast["second_delegate"], by=viewers[name], on=TODAY, reason="x")
    assert kinds_held(cast["second_delegate"], TODAY) == {"delegate"}
