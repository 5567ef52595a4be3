from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.delivery.services import move_deliverable
from secretariat.notices.models import Notice
from secretariat.participation.models import Nomination, Participant
from secretariat.participation.queries import places_of
from secretariat.participation.services import (
    change_invitation,
    correct_participant,
    move_nomination,
    nominate,
    record_attendance,
)
from secretariat.participation.tests.conftest import (
    AFTER,
    BEFORE,
    DEADLINE,
    LATE,
    NOON,
    accepted,
    held,
    invited,
    mark,
    person,
    session,
)
from secretariat.parties.models import Party

pytestmark = pytest.mark.django_db


def states(event: Deliverable) -> list[tuple[str, str]]:
    rows = Nomination.objects.filter(deliverable=event).select_related("participant").order_by("pk")
    return [(each.participant.given_names, each.state) for each in rows]


def test_a_delegate_names_somebody_and_so_accepts(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    invitation = invited(event, grenada, planner)
    made = nominate(event, party=grenada, by=viewers["delegate"], on=BEFORE, **person())
    invitation.refresh_from_db()
    assert (made.state, made.sex, made.institution_kind, made.nominated_on) == (
        "nominated",
        "female",
        "port_authority",
        BEFORE,
    )
    assert (invitation.state, invitation.answered_on) == ("accepted", BEFORE)
    with pytest.raises(Refused, match="nominated already"):
        nominate(event, party=grenada, participant=made.participant, by=viewers["delegate"], on=BEFORE)


@pytest.mark.parametrize("who", ["second_delegate", "expert", "finance_officer", "program_officer", "anyone"])
def test_nobody_else_names_for_a_state(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, who: str
) -> None:
    invited(event, grenada, planner)
    with pytest.raises(NotPermitted):
        nominate(event, party=grenada, by=viewers[who], on=BEFORE, note="Note", **person())
    assert Participant.objects.count() == 0


def test_a_state_that_is_not_invited_names_nobody_by_itself(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], chile: Party, grenada: Party
) -> None:
    invited(event, grenada, planner)
    with pytest.raises(Refused, match="not invited"):
        nominate(event, party=chile, by=viewers["second_delegate"], on=BEFORE, **person())


def test_after_the_deadline_the_secretariat_names_with_a_reason(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    invited(event, grenada, planner)
    with pytest.raises(Refused, match="The deadline was"):
        nominate(event, party=grenada, by=viewers["delegate"], on=LATE, **person())
    with pytest.raises(ValidationError, match="say why"):
        nominate(event, party=grenada, by=planner, on=LATE, **person())
    assert nominate(event, party=grenada, by=planner, on=LATE, note="Note 8", **person()).note == "Note 8"
    assert nominate(event, party=grenada, by=viewers["delegate"], on=DEADLINE, **person("Bea")).state == "nominated"


def test_over_the_places_the_waiting_list_begins_and_moves_up(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    invited(event, grenada, planner, places=1)
    by = viewers["delegate"]
    rows = [nominate(event, party=grenada, by=by, on=BEFORE, **person(name)) for name in ("Ana", "Bea", "Cleo")]
    assert [(each.state, each.place) for each in rows] == [("nominated", None), ("waiting", 1), ("waiting", 2)]
    places = places_of(event, grenada.pk)
    assert (places.offered, places.taken, places.waiting, places.left) == (1, 1, 2, 0)
    move_nomination(rows[0], "withdraw", by=by, on=BEFORE, reason="Ill")
    assert states(event) == [("Ana", "withdrawn"), ("Bea", "nominated"), ("Cleo", "waiting")]
    move_nomination(rows[1], "withdraw", by=by, on=BEFORE, reason="Ill too")
    assert states(event)[2] == ("Cleo", "nominated")


def test_another_states_place_is_not_taken(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, chile: Party
) -> None:
    for party in (grenada, chile):
        invited(event, party, planner, places=1)
    first = nominate(event, party=grenada, by=viewers["delegate"], on=BEFORE, **person())
    second = nominate(event, party=chile, by=viewers["second_delegate"], on=BEFORE, **person())
    assert (first.state, second.state) == ("nominated", "nominated")


def test_more_places_let_those_who_wait_move_up(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    invitation = invited(event, grenada, planner, places=1)
    for name in ("Ana", "Bea", "Cleo"):
        nominate(event, party=grenada, by=planner, on=BEFORE, note="Note 1", **person(name))
    change_invitation(invitation, places=2, by=planner, on=BEFORE, reason="More funds")
    assert states(event) == [("Ana", "nominated"), ("Bea", "nominated"), ("Cleo", "waiting")]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (False, [("Max", "nominated"), ("Jon", "nominated"), ("Ana", "waiting")]),
        (True, [("Max", "nominated"), ("Jon", "waiting"), ("Ana", "nominated")]),
    ],
)
def test_an_aim_is_shown_and_holds_only_where_it_is_kept(
    event: Deliverable, planner: Viewer, grenada: Party, kept: bool, expected: list[Any]
) -> None:
    invited(event, grenada, planner, places=2, women_aimed=1, is_aim_kept=kept)
    for name, sex in (("Max", "male"), ("Jon", "male"), ("Ana", "female")):
        nominate(event, party=grenada, by=planner, on=BEFORE, note="Note 1", **person(name, sex=sex))
    assert states(event) == expected


def test_who_is_accepted_makes_the_state_take_part(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    invited(event, grenada, planner)
    made = nominate(event, party=grenada, by=viewers["delegate"], on=BEFORE, **person())
    with pytest.raises(NotPermitted):
        move_nomination(made, "accept", by=viewers["delegate"], on=BEFORE, reason="x")
    assert Involvement.objects.count() == 0
    move_nomination(made, "accept", by=viewers["chief"], on=BEFORE, reason="Fits")
    assert list(Involvement.objects.values_list("party__slug", "part")) == [("grenada", "participant")]
    told = Notice.objects.filter(kind="nomination-moved").values_list("person", flat=True)
    assert list(told) == [getattr(viewers["delegate"].person, "pk", None)]


def test_what_was_withdrawn_is_named_again_and_waits_anew(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    first = accepted(event, grenada, planner)
    move_nomination(first, "withdraw", by=planner, on=BEFORE, reason="Ill")
    again = nominate(event, party=grenada, participant=first.participant, note="N 2", by=planner, on=BEFORE)
    assert (again.pk, again.state, again.why) == (first.pk, "nominated", "")


def test_who_was_there_is_not_withdrawn(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = accepted(event, grenada, planner)
    record_attendance(session(event, planner), [mark(made)], by=planner, at=NOON)
    with pytest.raises(Refused, match="was there"):
        move_nomination(made, "withdraw", by=planner, on=AFTER, reason="x")


def test_a_person_of_another_state_is_as_if_not_on_record(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, chile: Party
) -> None:
    invited(event, chile, planner)
    other = accepted(event, grenada, planner).participant
    with pytest.raises(ValidationError, match="no such participant"):
        nominate(event, party=chile, participant=other, by=viewers["second_delegate"], on=BEFORE)


def test_a_list_that_comes_after_the_event_is_entered(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = held(event, planner)
    assert nominate(made, party=grenada, note="List", by=planner, on=AFTER, **person()).state == "nominated"
    for verb in ("report", "close"):
        made = move_deliverable(made, verb, by=planner, on=AFTER, reason="Done")
    with pytest.raises(Refused, match="takes nobody"):
        nominate(made, party=grenada, note="List", by=planner, on=AFTER, **person("Bea"))


def test_one_address_is_one_person_of_a_state(
    event: Deliverable, planner: Viewer, grenada: Party, chile: Party
) -> None:
    accepted(event, grenada, planner, mail="ana@example.org")
    with pytest.raises(ValidationError, match="on record for this State"):
        nominate(event, party=grenada, note="N", by=planner, on=BEFORE, **person("Bea", mail="ANA@example.org"))
    assert accepted(event, chile, planner, mail="ana@example.org").party == chile


def test_a_correction_counts_for_what_is_to_come(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    made = accepted(event, grenada, planner)
    facts = {**person(), "institution": "", "position": "", "mail": "", "language": "", "may_be_asked": True}
    said = {**facts, "institution_kind": "customs"}
    with pytest.raises(NotPermitted):
        correct_participant(made.participant, **said, by=viewers["second_delegate"], on=BEFORE, reason="x")
    correct_participant(made.participant, **said, by=viewers["delegate"], on=BEFORE, reason="Moved")
    made.refresh_from_db()
    assert made.institution_kind == "customs"
    later = {**facts, "institution_kind": "police"}
    correct_participant(made.participant, **later, by=viewers["delegate"], on=AFTER, reason="Moved again")
    made.refresh_from_db()
    assert (made.institution_kind, made.participant.institution_kind) == ("customs", "police")


SEES = {
    **dict.fromkeys(("anyone", "second_delegate", "expert", "analyst", "partner"), False),
    **dict.fromkeys(("finance_officer", "knowledge_officer", "program_officer"), False),
    **dict.fromkeys(("delegate", "chief", "planning_officer", "conference_officer", "administrator"), True),
}


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_names_are_for_the_own_state_and_those_who_run_the_event(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, who: str, sees: bool
) -> None:
    accepted(event, grenada, planner)
    viewer = viewers[who]
    seen = (Nomination.objects.visible_to(viewer).exists(), Participant.objects.visible_to(viewer).exists())
    assert seen == (sees, sees)
