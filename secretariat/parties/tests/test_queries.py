from __future__ import annotations

import datetime

import pytest

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import Capacity, RoleKind
from secretariat.parties.models import Participation, Party, Role
from secretariat.parties.queries import counting_members, served_organization, viewer_for, with_standing
from secretariat.parties.tests.factories import make_person, make_role, make_state, take_part

THEN, NOW = datetime.date(2016, 7, 19), datetime.date(2026, 1, 1)


def members(on: datetime.date) -> set[str]:
    states = Party.objects.states().taking_part(served_organization(), on=on)
    return set(states.values_list("slug", flat=True))


def clearance(kind: RoleKind, slug: str, on: datetime.date) -> Audience:
    person = make_person()
    make_role(person, kind, Party.objects.get(slug=slug))
    return viewer_for(person, on=on).clearance


def test_the_organization_served_is_the_one_of_the_package(db: None) -> None:
    served = served_organization()
    assert served is not None
    assert served.slug == "oas"


def test_thirty_five_states_were_members_in_2016_and_thirty_four_after_2023(db: None) -> None:
    assert (len(members(THEN)), len(members(NOW)), members(THEN) - members(NOW)) == (35, 34, {"nicaragua"})


@pytest.mark.parametrize(
    ("day", "is_member"), [(datetime.date(2023, 11, 19), True), (datetime.date(2023, 11, 20), False)]
)
def test_the_last_day_of_membership_is_included(db: None, day: datetime.date, is_member: bool) -> None:
    assert ("nicaragua" in members(day)) is is_member


def test_standing_tells_since_when_and_who_stands_aside(db: None) -> None:
    rows = with_standing(Party.objects.states(), served_organization(), Capacity.MEMBER, on=THEN)
    cuba, chile = rows.get(slug="cuba"), rows.get(slug="chile")
    assert (cuba.since, cuba.absent_since, chile.absent_since) == (  # type: ignore[attr-defined]
        datetime.date(1952, 7, 16),
        datetime.date(1962, 1, 31),
        None,
    )


def test_a_last_day_known_by_its_year_is_the_last_of_the_year(db: None) -> None:
    fact = Participation.objects.get(party__slug="argentina", of__slug="unasur", valid_until__isnull=False)
    assert (fact.valid_until, fact.until_precision) == (datetime.date(2019, 12, 31), "year")


def test_members_are_counted_on_the_day_and_once(db: None) -> None:
    caricom = Party.objects.filter(slug="caricom")
    assert counting_members(caricom, on=NOW).get().members == 14  # type: ignore[attr-defined]
    andean = Party.objects.filter(slug="can")
    venezuela = [counting_members(andean, on=day).get().members for day in (datetime.date(2005, 1, 1), NOW)]  # type: ignore[attr-defined]
    assert venezuela == [5, 4]


@pytest.mark.parametrize("text", ["gafisud", "GAFILAT", "Latinoamérica", "Sudamérica contra"])
def test_a_party_is_found_by_former_names_and_in_any_language(db: None, text: str) -> None:
    assert "gafilat" in set(Party.objects.called(text).values_list("slug", flat=True))


def test_a_party_is_found_once_whatever_it_was_called(db: None) -> None:
    assert Party.objects.filter(slug="caf").called("Development").count() == 1


@pytest.mark.parametrize(
    ("kind", "slug", "on", "expected"),
    [
        (RoleKind.DELEGATE, "chile", NOW, Audience.STATES),
        (RoleKind.DELEGATE, "france", NOW, Audience.PUBLIC),
        (RoleKind.DELEGATE, "nicaragua", THEN, Audience.STATES),
        (RoleKind.DELEGATE, "nicaragua", NOW, Audience.PUBLIC),
        (RoleKind.EXPERT, "chile", NOW, Audience.PUBLIC),
        (RoleKind.ANALYST, "chile", NOW, Audience.PUBLIC),
        (RoleKind.PARTNER, "wco", NOW, Audience.PUBLIC),
        (RoleKind.FINANCE_OFFICER, "administration-section", NOW, Audience.SECRETARIAT),
    ],
)
def test_how_far_a_role_lets_one_read(
    db: None, kind: RoleKind, slug: str, on: datetime.date, expected: Audience
) -> None:
    assert clearance(kind, slug, on) == expected


def test_a_delegate_reads_what_is_for_members_once_their_state_is_one(db: None) -> None:
    person, state = make_person(), make_state("Elsewhere")
    make_role(person, RoleKind.DELEGATE, state)
    assert viewer_for(person, on=NOW).clearance == Audience.PUBLIC
    take_part(state)
    assert viewer_for(person, on=NOW).clearance == Audience.STATES


def test_an_ended_account_sees_what_anyone_sees(cast: dict[str, Person]) -> None:
    person = cast["chief"]
    person.is_active = False
    assert viewer_for(person, on=NOW) == Viewer()


# Who sees which roles ---------------------------------------------------------------------------------------------


@pytest.fixture
def _colleagues(db: None) -> None:
    """A colleague of each who acts for a State: another delegate of Grenada, a delegate of Brazil and of Jamaica."""
    for state in ("grenada", "brazil", "jamaica"):
        make_role(make_person(f"Canary of {state}"), RoleKind.DELEGATE, Party.objects.get(slug=state))


@pytest.mark.usefixtures("_colleagues")
@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("anyone", set()),
        ("delegate", {"Cecile Bartholomew", "Canary of grenada"}),
        ("second_delegate", {"Rodrigo Arancibia"}),
        ("expert", {"Yolanda Ferreira"}),
        ("analyst", {"Kwame Josephs"}),
        ("partner", {"Anneke Verhoeven"}),
    ],
)
def test_roles_are_seen_by_their_holders_and_their_mission(
    viewers: dict[str, Viewer], name: str, seen: set[str]
) -> None:
    roles = Role.objects.visible_to(viewers[name]).select_related("person")
    assert {role.person.full_name for role in roles} == seen


@pytest.mark.usefixtures("_colleagues")
def test_the_secretariat_sees_every_role(viewers: dict[str, Viewer]) -> None:
    for name in ("chief", "program_officer", "administrator"):
        assert Role.objects.visible_to(viewers[name]).count() == Role.objects.count()


def test_people_are_seen_by_the_secretariat_and_by_themselves(viewers: dict[str, Viewer]) -> None:
    seen = {name: Person.objects.visible_to(viewer).people().count() for name, viewer in viewers.items()}
    everyone = Person.objects.people().count()
    inside = {name for name, number in seen.items() if number == everyone}
    assert {name for name, number in seen.items() if number == 1} == {
        "delegate",
        "second_delegate",
        "expert",
        "analyst",
        "partner",
    }
    assert set(seen) - inside == {"delegate", "second_delegate", "expert", "analyst", "partner", "anyone"}
    assert seen["anyone"] == 0
