from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.personal import Who, forget, traces_of
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.participation.choices import Dimension
from secretariat.participation.models import Attendance, Certificate, FollowUp, Nomination, Participant
from secretariat.participation.queries import earned, participants_by, participants_of, personal_record
from secretariat.participation.services import (
    add_session,
    answer_follow_up,
    change_session,
    erase_participant,
    events_due,
    find_follow_up,
    issue_certificates,
    record_attendance,
    request_follow_ups,
    revoke_certificate,
    set_terms,
)
from secretariat.participation.services.followups import months_after
from secretariat.participation.tests.conftest import AFTER, DAY, NOON, accepted, held, mark, session
from secretariat.parties.models import Party

pytestmark = pytest.mark.django_db


def counted(event: Deliverable, by: Dimension) -> dict[str, int]:
    return {each.key: each.number for each in participants_by([event.pk], by)}


# Attendance -------------------------------------------------------------------------------------------------------


def test_the_same_mark_twice_changes_nothing(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    first = mark(made)
    told = [record_attendance(one, [first], by=planner, at=NOON)[0] for _time in range(3)]
    assert (told, Attendance.objects.count()) == (["kept", "same", "same"], 1)
    assert made.attendances.get().history.count() == 1


def test_the_later_mark_holds_in_whatever_order_they_arrive(
    event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    at = NOON + datetime.timedelta(hours=9)
    marks = [mark(made, 5, is_present=False), mark(made, 0), mark(made, 9), mark(made, 7, is_present=False)]
    assert record_attendance(one, marks, by=planner, at=at) == ["kept", "older", "kept", "older"]
    assert (made.attendances.get().is_present, Attendance.objects.count()) == (True, 1)


def test_a_clock_that_is_ahead_does_not_win_for_ever(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    record_attendance(one, [mark(made, 600)], by=planner, at=NOON)
    later = NOON + datetime.timedelta(minutes=1)
    told = record_attendance(one, [mark(made, 1, is_present=False)], by=planner, at=later)
    assert (told, made.attendances.get().is_present) == (["kept"], False)


def test_two_rows_for_one_person_cannot_be(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    record_attendance(one, [mark(made)], by=planner, at=NOON)
    second = Attendance(session=one, nomination=made, is_present=True, said_at=NOON)
    second._history_user = planner.person  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_who_is_not_accepted_for_the_event_is_unknown(
    event: Deliverable, planner: Viewer, workshops: Any, grenada: Party
) -> None:
    from_elsewhere = Nomination(pk=event.pk)
    told = record_attendance(session(event, planner), [mark(from_elsewhere)], by=planner, at=NOON)
    assert (told, Attendance.objects.count()) == (["unknown"], 0)


@pytest.mark.parametrize("who", ["delegate", "finance_officer", "program_officer", "anyone"])
def test_only_who_runs_the_event_records(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, who: str
) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    with pytest.raises(NotPermitted):
        record_attendance(one, [mark(made)], by=viewers[who], at=NOON)
    with pytest.raises(NotPermitted):
        add_session(event, day=DAY, by=viewers[who])
    assert Attendance.objects.count() == 0


def test_a_session_is_on_a_day_of_the_event_and_once(event: Deliverable, planner: Viewer) -> None:
    one = session(event, planner)
    with pytest.raises(ValidationError, match="session on this part"):
        session(event, planner)
    with pytest.raises(Refused, match="on a day of the event"):
        session(event, planner, days=5)
    moved = change_session(one, day=DAY, part="morning", title=Labels({"en": "Opening"}), by=planner, reason="Later")  # type: ignore[arg-type]
    assert str(moved).endswith("morning: Opening")


# Counts -----------------------------------------------------------------------------------------------------------


def test_who_was_there_counts_and_who_stayed_away_does_not(
    event: Deliverable, planner: Viewer, grenada: Party, chile: Party
) -> None:
    one = session(event, planner)
    there = accepted(event, grenada, planner, sex="male", institution_kind="civil_society")
    away = accepted(event, grenada, planner, name="Bea")
    chilean = accepted(event, chile, planner, name="Cleo")
    marks = [mark(there), mark(away, is_present=False), mark(chilean)]
    record_attendance(one, marks, by=planner, at=NOON)
    assert counted(event, Dimension.PARTY) == {"grenada": 1, "chile": 1}
    assert counted(event, Dimension.SEX) == {"male": 1, "female": 1}
    assert counted(event, Dimension.INSTITUTION_KIND) == {"civil_society": 1, "port_authority": 1}
    own = participants_by([event.pk], Dimension.SEX, parties=[grenada.pk])
    assert [(each.key, each.number, each.invented) for each in own] == [("male", 1, 1)]


def test_without_sessions_those_accepted_count_once_it_is_held(
    event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    accepted(event, grenada, planner)
    assert counted(event, Dimension.PARTY) == {}
    held(event, planner)
    assert counted(event, Dimension.PARTY) == {"grenada": 1}


# Erasing ----------------------------------------------------------------------------------------------------------

NAME, MAIL = "Quetzalia", "qzwicky@example.org"


def left_a_mark(event: Deliverable, planner: Viewer, party: Party) -> Nomination:
    """Somebody who was there, got a certificate, was asked and answered with their name."""
    one = session(event, planner)
    made = accepted(event, party, planner, name=NAME, mail=MAIL, position=f"{NAME} leads", may_be_asked=True)
    record_attendance(one, [mark(made)], by=planner, at=NOON)
    event = held(event, planner)
    certificate = issue_certificates(event, by=planner, on=AFTER)[0]
    revoke_certificate(certificate, by=planner, on=AFTER, reason=f"{NAME} is spelled otherwise")
    issue_certificates(event, by=planner, on=AFTER)
    request_follow_ups(event, by=planner, on=AFTER)
    answer_follow_up(token_in_mail(), uses_it=True, in_position=True, result=f"{NAME} trained others", on=AFTER)
    return made


def token_in_mail() -> str:
    found = re.search(r"/follow-up/([^/]+)/", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_counts_survive_the_person(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = left_a_mark(event, planner, grenada)
    before = [counted(event, each) for each in Dimension]
    assert len(traces_of([NAME, MAIL])) >= 6
    erased = erase_participant(made.participant, by=planner, reason="On request")
    assert traces_of([NAME, MAIL]) == []
    assert (
        [counted(event, each) for each in Dimension] == before == [{"grenada": 1}, {"female": 1}, {"port_authority": 1}]
    )
    assert (str(erased), erased.sex, erased.institution_kind) == ("erased person", "female", "port_authority")
    assert FollowUp.objects.get().uses_it is True
    with pytest.raises(Refused, match="erased already"):
        erase_participant(made.participant, by=planner, reason="Again")


def test_erasing_an_account_erases_the_participant_with_its_address(
    event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    made = left_a_mark(event, planner, grenada)
    forget(Who(made.pk, frozenset({"Quetzalia Zwicky"}), frozenset({MAIL})))
    assert (traces_of([NAME, MAIL]), Participant.objects.get().is_erased) == ([], True)


@pytest.mark.parametrize("who", ["delegate", "chief", "finance_officer"])
def test_who_may_not_erase_does_not(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party, who: str
) -> None:
    made = accepted(event, grenada, planner)
    with pytest.raises(NotPermitted):
        erase_participant(made.participant, by=viewers[who], reason="x")


def test_all_that_is_kept_of_a_person_is_in_their_record(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = left_a_mark(event, planner, grenada)
    told = personal_record(made.participant)
    assert {name: len(rows) for name, rows in told.items()} == {
        "person": 1,
        "changes": 1,
        "nominations": 1,
        "attendance": 1,
        "certificates": 2,
        "follow_ups": 1,
    }
    assert told["person"][0]["mail"] == MAIL


# Certificates -----------------------------------------------------------------------------------------------------


def test_certificates_go_to_those_who_attended_enough(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    sessions = [session(event, planner, days) for days in (0, 1)]
    both, one = accepted(event, grenada, planner), accepted(event, grenada, planner, name="Bea")
    accepted(event, grenada, planner, name="Cleo")
    for number, each in enumerate(sessions):
        marks = [mark(both)] if number else [mark(both), mark(one)]
        record_attendance(each, marks, by=planner, at=NOON)
    with pytest.raises(Refused, match="once it is held"):
        issue_certificates(event, by=planner, on=AFTER)
    done = held(event, planner)
    issued = issue_certificates(done, by=planner, on=AFTER)
    assert [(each.nomination, each.attended, each.held) for each in issued] == [(both, 2, 2)]
    assert issue_certificates(done, by=planner, on=AFTER) == []
    set_terms(done, share_needed=50, follow_up_months=6, by=planner, reason="Half is enough")
    assert set(earned(done)) == {both.pk, one.pk}
    assert [each.nomination for each in issue_certificates(done, by=planner, on=AFTER)] == [one]


def test_a_revoked_certificate_is_issued_anew(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    made, one = accepted(event, grenada, planner), session(event, planner)
    record_attendance(one, [mark(made)], by=planner, at=NOON)
    done = held(event, planner)
    first = issue_certificates(done, by=planner, on=AFTER)[0]
    with pytest.raises(NotPermitted):
        revoke_certificate(first, by=viewers["delegate"], on=AFTER, reason="x")
    with pytest.raises(NotPermitted):
        issue_certificates(done, by=viewers["delegate"], on=AFTER)
    revoke_certificate(first, by=planner, on=AFTER, reason="The name was wrong")
    with pytest.raises(Refused, match="revoked already"):
        revoke_certificate(first, by=planner, on=AFTER, reason="x")
    second = issue_certificates(done, by=planner, on=AFTER)[0]
    assert (second.code != first.code, Certificate.objects.standing().count()) == (True, 1)
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", second.code) is not None


# What became of it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (datetime.date(2016, 8, 31), 6, datetime.date(2017, 2, 28)),
        (datetime.date(2016, 9, 13), 6, datetime.date(2017, 3, 13)),
        (datetime.date(2016, 12, 31), 12, datetime.date(2017, 12, 31)),
    ],
)
def test_months_later(day: datetime.date, months: int, expected: datetime.date) -> None:
    assert months_after(day, months) == expected


def test_those_who_agreed_are_asked_once_when_it_is_time(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    accepted(event, grenada, planner, mail="a@example.org", may_be_asked=True)
    accepted(event, grenada, planner, name="Bea", mail="b@example.org")
    accepted(event, grenada, planner, name="Cleo", may_be_asked=True)
    held(event, planner)
    due = datetime.date(2017, 3, 13)
    assert [events_due(on=day) for day in (due - datetime.timedelta(days=1), due)] == [[], [event]]
    asked = request_follow_ups(events_due(on=due)[0], by=planner, on=due)
    assert [each.nomination.participant.mail for each in asked] == ["a@example.org"]
    assert request_follow_ups(Deliverable.objects.get(), by=planner, on=due) == []
    assert [each.to for each in mail.outbox] == [["a@example.org"]]
    assert asked[0].digest not in str(mail.outbox[0].message())


def test_the_link_is_answered_once_and_no_other_opens_anything(
    event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    left_a_mark(event, planner, grenada)
    token = token_in_mail()
    with pytest.raises(Refused, match="answered already"):
        answer_follow_up(token, uses_it=False, in_position=False, result="", on=AFTER)
    with pytest.raises(Refused, match="opens nothing"):
        answer_follow_up(token[:-1], uses_it=False, in_position=False, result="", on=AFTER)
    assert [find_follow_up(each) for each in ("", "x" * 5000, FollowUp.objects.get().digest)] == [None, None, None]


def test_a_link_closes(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    accepted(event, grenada, planner, mail="a@example.org", may_be_asked=True)
    request_follow_ups(held(event, planner), by=planner, on=AFTER)
    late = AFTER + datetime.timedelta(days=61)
    with pytest.raises(Refused, match="could be answered until"):
        answer_follow_up(token_in_mail(), uses_it=True, in_position=True, result="", on=late)
    assert timezone.localdate() > late


def test_answers_are_not_for_the_state(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    left_a_mark(event, planner, grenada)
    seen = {who: FollowUp.objects.visible_to(viewers[who]).exists() for who in ("delegate", "chief", "anyone")}
    assert seen == {"delegate": False, "chief": True, "anyone": False}
    assert participants_of([event.pk]).visible_to(viewers["second_delegate"]).count() == 0
