from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.models import Person
from secretariat.accounts.services import (
    account_of,
    correct_person,
    end_account,
    enter_person,
    reopen_account,
    set_preferences,
)
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import Entry, timeline
from secretariat.core.viewer import Viewer

Cast = dict[str, Person]
Viewers = dict[str, Viewer]

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


def newest(person: Person) -> Entry:
    return timeline(person)[0]


def test_enter_person_leaves_a_history_entry_and_no_password(viewers: Viewers) -> None:
    person = enter_person(email="ana@example.org", full_name="Ana Ruiz", by=viewers["administrator"])
    entry = newest(person)
    assert (person.has_usable_password(), entry.who, entry.reason, entry.kind) == (
        False,
        "Lucía Montalvo",
        "Entered",
        "+",
    )


@pytest.mark.parametrize("email", ["delegate@cast.example", "DELEGATE@Cast.Example", " delegate@cast.example "])
def test_enter_person_with_an_address_in_use_is_refused_whatever_its_case(viewers: Viewers, email: str) -> None:
    before = Person.objects.count()
    with pytest.raises(Refused):
        enter_person(email=email, full_name="Another", by=viewers["administrator"])
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("full_name", ""),
        ("full_name", "Two\r\nBcc: all@example.org"),
        ("time_zone", "America/Nowhere"),
        ("time_zone", "../../etc/passwd"),
        ("language", "de"),
    ],
)
def test_enter_person_with_a_wrong_field_is_refused(viewers: Viewers, field: str, value: str) -> None:
    facts = {"email": "ana@example.org", "full_name": "Ana Ruiz", field: value}
    with pytest.raises(ValidationError) as refusal:
        enter_person(**facts, by=viewers["administrator"])  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_people_are_entered_by_administrators_only(viewers: Viewers, name: str) -> None:
    with pytest.raises(NotPermitted):
        enter_person(email="ana@example.org", full_name="Ana Ruiz", by=viewers[name])
    assert not Person.objects.filter(email="ana@example.org").exists()


def test_correct_person_changes_the_address_everywhere(cast: Cast, viewers: Viewers) -> None:
    person = cast["delegate"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    correct_person(
        person, full_name=person.full_name, email="new@example.org", by=viewers["administrator"], reason="Note 12"
    )
    entry = newest(person)
    assert [(each.before, each.after) for each in entry.changes] == [("delegate@cast.example", "new@example.org")]
    assert (entry.who, entry.reason) == ("Lucía Montalvo", "Note 12")
    assert not EmailAddress.objects.filter(email="delegate@cast.example").exists()


def test_correct_person_keeps_the_own_address_without_objection(cast: Cast, viewers: Viewers) -> None:
    person = cast["delegate"]
    correct_person(person, full_name="Cecile B.", email=person.email, by=viewers["administrator"], reason="Spelling")
    assert Person.objects.get(pk=person.pk).full_name == "Cecile B."


def test_correct_person_to_an_address_in_use_is_refused(cast: Cast, viewers: Viewers) -> None:
    with pytest.raises(Refused):
        correct_person(
            cast["delegate"], full_name="C", email="Expert@cast.example", by=viewers["administrator"], reason="x"
        )


def test_correct_person_is_for_administrators_only(cast: Cast, viewers: Viewers) -> None:
    with pytest.raises(NotPermitted):
        correct_person(cast["expert"], full_name="X", email="x@example.org", by=viewers["chief"], reason="x")


def test_preferences_are_set_by_oneself(cast: Cast, viewers: Viewers) -> None:
    person = cast["delegate"]
    set_preferences(person, full_name="Cecile", language="fr", time_zone="America/Grenada", by=viewers["delegate"])
    kept = Person.objects.get(pk=person.pk)
    assert (kept.full_name, kept.language, newest(kept).who) == ("Cecile", "fr", "Cecile")


@pytest.mark.parametrize("name", ["administrator", "second_delegate", "anyone"])
def test_preferences_of_somebody_else_are_not_to_be_set(cast: Cast, viewers: Viewers, name: str) -> None:
    with pytest.raises(NotPermitted):
        set_preferences(cast["delegate"], full_name="X", language="", time_zone="UTC", by=viewers[name])
    assert Person.objects.get(pk=cast["delegate"].pk).full_name == "Cecile Bartholomew"


def test_an_ended_account_can_be_opened_again_with_reasons_on_record(cast: Cast, viewers: Viewers) -> None:
    person, by = cast["expert"], viewers["administrator"]
    end_account(person, by=by, reason="Left")
    reopen_account(person, by=by, reason="Came back")
    assert [entry.reason for entry in timeline(person)[:2]] == ["Came back", "Left"]
    assert Person.objects.get(pk=person.pk).is_active


def test_an_account_that_has_ended_does_not_end_again(cast: Cast, viewers: Viewers) -> None:
    end_account(cast["expert"], by=viewers["administrator"], reason="Left")
    with pytest.raises(Refused):
        end_account(cast["expert"], by=viewers["administrator"], reason="Left")


def test_an_open_account_is_not_opened(cast: Cast, viewers: Viewers) -> None:
    with pytest.raises(Refused):
        reopen_account(cast["expert"], by=viewers["administrator"], reason="x")


def test_the_program_s_own_accounts_are_never_opened(viewers: Viewers) -> None:
    for kind in (PersonKind.OPERATOR, PersonKind.LOADER):
        with pytest.raises(Refused):
            reopen_account(account_of(kind), by=viewers["administrator"], reason="x")
        assert not account_of(kind).is_active


@pytest.mark.parametrize("name", WITHOUT_RIGHT)
def test_accounts_end_and_open_by_administrators_only(cast: Cast, viewers: Viewers, name: str) -> None:
    with pytest.raises(NotPermitted):
        end_account(cast["partner"], by=viewers[name], reason="x")
    with pytest.raises(NotPermitted):
        reopen_account(cast["partner"], by=viewers[name], reason="x")
    assert Person.objects.get(pk=cast["partner"].pk).is_active


def test_nobody_has_a_password_after_the_first_start(cast: Cast) -> None:
    assert [person.email for person in Person.objects.all() if person.has_usable_password()] == []
