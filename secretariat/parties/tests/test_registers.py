"""Keep States, organizations, bodies and sessions, the names that parties bore and what they take part in."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.bodies.models import Body
from secretariat.bodies.services import correct_body, enter_body, enter_session
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.many import WrongRows
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import Capacity
from secretariat.parties.models import Organization, Participation, Party
from secretariat.parties.services import (
    end_participation,
    enter_organizations,
    enter_state,
    record_participation,
    rename_party,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)
WORDS = Labels({"en": "Words"})


def party(slug: str) -> Party:
    return Party.objects.get(slug=slug)


def take_part(by: Viewer, **values: Any) -> Participation:
    said = {"party": party("grenada"), "of": party("caricom"), "capacity": Capacity.OBSERVER}
    return record_participation(**{**said, **values}, by=by)


def test_state_has_codes_of_its_own(viewers: dict[str, Viewer]) -> None:
    codes: dict[str, Any] = {"iso2": "xq", "iso3": "xqq", "m49": "999"}
    state = enter_state(slug="new", name=WORDS, official_name=WORDS, **codes, by=viewers["planning_officer"])
    assert (state.iso2, state.iso3) == ("XQ", "XQQ")
    with pytest.raises(ValidationError):
        enter_state(slug="newer", name=WORDS, official_name=WORDS, **codes, by=viewers["planning_officer"])


def test_party_that_is_renamed_keeps_its_former_name(viewers: dict[str, Viewer]) -> None:
    before = party("caricom").name
    rename_party(party("caricom"), name=WORDS, acronym="W", on=DAY, by=viewers["knowledge_officer"], reason="A treaty")
    former = party("caricom").names.get(valid_until=DAY - datetime.timedelta(days=1))
    assert (party("caricom").name, former.name) == (WORDS, before)
    with pytest.raises(Refused, match="its name already"):
        rename_party(party("caricom"), name=WORDS, acronym="W", on=DAY, by=viewers["knowledge_officer"], reason="Again")


def test_unit_is_named_by_its_orders(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(Refused, match="named by its orders"):
        rename_party(party("s-cicte"), name=WORDS, on=DAY, by=viewers["planning_officer"], reason="A whim")


def test_participation_holds_once_at_a_time(viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    first = take_part(by, valid_from=datetime.date(2020, 1, 1), valid_until=datetime.date(2021, 12, 31))
    with pytest.raises(Refused, match="recorded for that time already"):
        take_part(by, valid_from=datetime.date(2021, 6, 1))
    second = take_part(by, valid_from=datetime.date(2022, 1, 1))
    assert end_participation(second, by=by, on=DAY, reason="It left").valid_until == DAY
    with pytest.raises(Refused, match="ended already"):
        end_participation(first, by=by, on=DAY, reason="It left")


def test_units_take_part_in_nothing(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(Refused):
        take_part(viewers["planning_officer"], party=party("s-cicte"))


def test_many_organizations_are_entered_all_or_none(viewers: dict[str, Viewer]) -> None:
    by, before = viewers["conference_officer"], Organization.objects.count()
    rows = [{"slug": slug, "name": WORDS, "form": "academic"} for slug in ("one", "two", "caricom")]
    with pytest.raises(WrongRows) as caught:
        enter_organizations(rows, by=by)
    assert list(caught.value.rows) == [2]
    assert Organization.objects.count() == before
    assert [str(each) for each in enter_organizations(rows[:2], by=by)] == ["Words", "Words"]


def test_others_do_not_keep_parties(viewers: dict[str, Viewer]) -> None:
    for name in set(viewers) - {"planning_officer", "conference_officer", "knowledge_officer"}:
        with pytest.raises(NotPermitted):
            take_part(viewers[name])


def test_body_does_not_belong_beneath_itself(viewers: dict[str, Viewer]) -> None:
    by, cicte = viewers["conference_officer"], Body.objects.get(party__slug="cicte")
    below = enter_body(slug="group", name=WORDS, kind=BodyKind.WORKING_GROUP, parent=cicte.party, by=by)
    with pytest.raises(Refused, match="a body beneath it"):
        correct_body(cicte, kind=BodyKind.COMMITTEE, parent=below.party, by=by, reason="A slip")
    with pytest.raises(Refused, match="belongs to a body"):
        correct_body(cicte, kind=BodyKind.COMMITTEE, parent=party("grenada"), by=by, reason="A slip")


def test_session_has_a_number_of_its_own(viewers: dict[str, Viewer]) -> None:
    cicte, by = Body.objects.get(party__slug="cicte"), viewers["conference_officer"]
    enter_session(body=cicte, number=90, kind=SessionKind.REGULAR, by=by)
    enter_session(body=cicte, number=90, kind=SessionKind.SPECIAL, by=by)
    with pytest.raises(ValidationError):
        enter_session(body=cicte, number=90, kind=SessionKind.REGULAR, by=by)
    with pytest.raises(NotPermitted):
        enter_session(body=cicte, number=91, kind=SessionKind.REGULAR, by=viewers["knowledge_officer"])
