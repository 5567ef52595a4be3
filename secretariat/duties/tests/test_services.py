from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, timeline
from secretariat.core.job_registry import Progress
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.duties.choices import DutyKind, DutyState, Rhythm
from secretariat.duties.models import Duty, DutyEvidence, RecurringDuty
from secretariat.duties.queries import Days, people_who_owe, periods
from secretariat.duties.rules import DUTY_CHANGES
from secretariat.duties.schedule import begin_periods, remind
from secretariat.duties.services import (
    attach_evidence,
    bring_in_line,
    end_recurring,
    fulfil,
    instruct,
    move_due_day,
    owe,
    owe_again,
    owe_by_hand,
    owe_what_recurs,
    owing,
    release,
    remind_of_duties,
    repeat,
    withdraw_evidence,
)
from secretariat.duties.tests.conftest import DUE, ON_TIME, TOO_LATE, owed, words
from secretariat.notices.models import Notice
from secretariat.parties.models import Party

ONE_DAY = datetime.timedelta(days=1)

# By hand ----------------------------------------------------------------------------------------------------------


def test_owe_by_hand_says_who_asked_and_reminds_a_week_before(unit: Party, planner: Viewer) -> None:
    duty = owed(unit, planner)
    assert (duty.state, duty.due_on, duty.remind_from) == (DutyState.OWED, DUE, DUE - 7 * ONE_DAY)
    assert [(each.who, each.reason) for each in timeline(duty)] == [(planner.name, "Entered")]


@pytest.mark.parametrize("who", ["program_officer", "delegate", "finance_officer", "conference_officer", "anyone"])
def test_only_who_plans_or_directs_says_what_is_owed(unit: Party, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        owed(unit, viewers[who])
    assert Duty.objects.count() == 0


def test_a_chief_says_what_the_own_units_owe(section: Party, state: Party, viewers: dict[str, Viewer]) -> None:
    assert owed(section, viewers["chief"]).debtor == section
    with pytest.raises(NotPermitted):
        owed(state, viewers["chief"])


@pytest.mark.parametrize(
    ("facts", "objection"),
    [
        ({"asked_by": ""}, "Name the paragraph that says so, or who asked for it."),
        ({"creditor_words": None}, "Say to whom it is owed."),
        ({"subject": words("")}, "This field cannot be blank."),
    ],
)
def test_a_duty_without_ground_or_creditor_is_refused(
    unit: Party, planner: Viewer, facts: dict[str, Any], objection: str
) -> None:
    with pytest.raises(ValidationError, match=objection):
        owed(unit, planner, **facts)


@pytest.mark.parametrize("kind", ["documents_in_advance", "semester_report", "recurring", "instruction"])
def test_what_exists_by_itself_is_not_entered_by_hand(unit: Party, planner: Viewer, kind: str) -> None:
    with pytest.raises(Refused):
        owed(unit, planner, kind=DutyKind(kind))


def test_the_paragraph_is_ground_enough(unit: Party, planner: Viewer, report_paragraph: Paragraph) -> None:
    duty = owed(unit, planner, asked_by="", paragraph=report_paragraph)
    assert list(report_paragraph.duty_ordered.values_list("pk", flat=True)) == [duty.pk]


# Instructions -----------------------------------------------------------------------------------------------------


def test_instruct_tells_who_works_there(section: Party, viewers: dict[str, Viewer], cast: Any) -> None:
    duty = instruct(subject=words("Send figures"), debtor=section, due_on=DUE, by=viewers["chief"], on=ON_TIME)
    assert (duty.kind, duty.audience, duty.asked_by) == ("instruction", Audience.SECRETARIAT, viewers["chief"].name)
    told = Notice.objects.filter(kind="duty-instructed").values_list("person", flat=True)
    assert list(told) == [cast["program_officer"].pk]


@pytest.mark.parametrize("who", ["program_officer", "delegate", "administrator"])
def test_only_who_directs_a_unit_instructs_it(section: Party, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        instruct(subject=words("x"), debtor=section, due_on=DUE, by=viewers[who], on=ON_TIME)


def test_a_chief_does_not_instruct_units_aside(viewers: dict[str, Viewer]) -> None:
    aside = Party.objects.get(slug="administration-section")
    with pytest.raises(NotPermitted):
        instruct(subject=words("x"), debtor=aside, due_on=DUE, by=viewers["chief"], on=ON_TIME)


def test_a_state_is_not_instructed(state: Party, planner: Viewer) -> None:
    with pytest.raises(Refused, match="units"):
        instruct(subject=words("x"), debtor=state, due_on=DUE, by=planner, on=ON_TIME)


def test_an_instruction_stays_inside_by_the_database(section: Party, planner: Viewer) -> None:
    duty = instruct(subject=words("x"), debtor=section, due_on=DUE, by=planner, on=ON_TIME)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(audience=Audience.PUBLIC)


def test_who_was_instructed_keeps_it_and_cannot_release_from_it(unit: Party, viewers: dict[str, Viewer]) -> None:
    duty = instruct(subject=words("x"), debtor=unit, due_on=DUE, by=viewers["planning_officer"], on=ON_TIME)
    with pytest.raises(NotPermitted):
        release(duty, by=viewers["chief"], reason="No time")
    with pytest.raises(NotPermitted):
        move_due_day(duty, due_on=TOO_LATE, by=viewers["chief"], reason="No time")
    assert fulfil(duty, by=viewers["chief"], on=ON_TIME).state == DutyState.KEPT


# Keeping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state"), [(ON_TIME, "kept"), (DUE, "kept"), (DUE + ONE_DAY, "kept_late"), (TOO_LATE, "kept_late")]
)
def test_fulfil_compares_the_day_with_the_due_day(unit: Party, planner: Viewer, day: Any, state: str) -> None:
    duty = fulfil(owed(unit, planner), by=planner, on=day)
    assert (duty.state, duty.done_on) == (state, day)


def test_fulfil_again_keeps_the_first_day_and_adds_evidence_once(unit: Party, planner: Viewer) -> None:
    duty, source = owed(unit, planner), uuid.uuid4()
    for _round in range(2):
        fulfil(duty, text="Sent to 30 States", source=source, url="/duties/", by=planner, on=ON_TIME)
    again = fulfil(duty, text="Note 12/16", by=planner, on=TOO_LATE)
    assert (again.state, again.done_on) == (DutyState.KEPT, ON_TIME)
    assert list(duty.evidence.order_by("pk").values_list("text", "day")) == [
        ("Sent to 30 States", ON_TIME),
        ("Note 12/16", TOO_LATE),
    ]


def test_fulfil_refuses_a_day_to_come(unit: Party, planner: Viewer) -> None:
    with pytest.raises(Refused, match="has not come"):
        fulfil(owed(unit, planner), done_on=DUE, by=planner, on=ON_TIME)


@pytest.mark.parametrize("who", ["finance_officer", "delegate", "anyone", "conference_officer", "expert"])
def test_only_who_owes_it_keeps_it(unit: Party, planner: Viewer, viewers: dict[str, Viewer], who: str) -> None:
    duty = owed(unit, planner)
    with pytest.raises(NotPermitted):
        fulfil(duty, by=viewers[who], on=ON_TIME)
    with pytest.raises(NotPermitted):
        attach_evidence(duty, text="x", by=viewers[who], on=ON_TIME)
    assert (Duty.objects.get().state, DutyEvidence.objects.count()) == (DutyState.OWED, 0)


def test_a_delegate_keeps_what_the_own_state_owes(state: Party, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    duty = owed(state, planner)
    with pytest.raises(NotPermitted):
        fulfil(duty, by=viewers["second_delegate"], on=ON_TIME)
    with pytest.raises(NotPermitted):
        release(duty, by=viewers["delegate"], reason="It is late")
    assert fulfil(duty, by=viewers["delegate"], on=ON_TIME).state == DutyState.KEPT


def test_who_sends_documents_keeps_what_is_kept_by_that(
    unit: Party, planner: Viewer, viewers: dict[str, Viewer], report_paragraph: Paragraph
) -> None:
    duty = owe(
        slot="a sample",
        kind=DutyKind.CONCLUSIONS_AFTERWARDS,
        subject=words("Drill"),
        debtor=unit,
        due_on=DUE,
        paragraph=report_paragraph,
        by=planner,
        reason="x",
    )
    assert fulfil(duty, by=viewers["conference_officer"], on=ON_TIME).state == DutyState.KEPT


def test_an_expert_of_a_state_says_nothing_in_its_name(planner: Viewer, viewers: dict[str, Viewer]) -> None:
    duty = owed(Party.objects.get(slug="brazil"), planner)
    with pytest.raises(NotPermitted):
        fulfil(duty, by=viewers["expert"], on=ON_TIME)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//elsewhere.example", "https://elsewhere.example"])
def test_evidence_leads_to_pages_of_ours_only(unit: Party, planner: Viewer, url: str) -> None:
    with pytest.raises(ValueError, match="page of ours"):
        attach_evidence(owed(unit, planner), text="x", url=url, by=planner, on=ON_TIME)


def test_evidence_says_something(unit: Party, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="Name the document"):
        attach_evidence(owed(unit, planner), by=planner, on=ON_TIME)


def test_evidence_is_withdrawn_and_attached_again(unit: Party, planner: Viewer) -> None:
    duty, document = owed(unit, planner), Document.objects.order_by("pk")[0]
    row = attach_evidence(duty, document=document, by=planner, on=ON_TIME)
    withdraw_evidence(row, by=planner, reason="Another document")
    assert DutyEvidence.objects.standing().count() == 0
    with pytest.raises(Refused):
        withdraw_evidence(DutyEvidence.objects.get(), by=planner, reason="Twice")
    attach_evidence(duty, document=document, by=planner, on=ON_TIME)
    assert list(DutyEvidence.objects.standing()) == [row]


# Releasing and moving ---------------------------------------------------------------------------------------------


def test_release_and_owe_again(unit: Party, planner: Viewer) -> None:
    duty = release(owed(unit, planner), by=planner, reason="Withdrawn by the Committee")
    assert release(duty, by=planner, reason="Twice").why_released == "Withdrawn by the Committee"
    with pytest.raises(Refused):
        fulfil(duty, by=planner, on=ON_TIME)
    again = owe_again(duty, by=planner, reason="Asked again")
    assert (again.state, again.why_released, again.done_on) == (DutyState.OWED, "", None)


def test_release_says_why(unit: Party, planner: Viewer) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        release(owed(unit, planner), by=planner, reason="")


def test_move_due_day_moves_the_reminding(unit: Party, planner: Viewer) -> None:
    duty = move_due_day(owed(unit, planner), due_on=TOO_LATE, by=planner, reason="Agreed")
    entries = len(timeline(duty))
    move_due_day(duty, due_on=TOO_LATE, by=planner, reason="Twice")
    assert (duty.due_on, duty.remind_from, len(timeline(duty))) == (TOO_LATE, TOO_LATE - 7 * ONE_DAY, entries)
    fulfil(duty, by=planner, on=TOO_LATE)
    with pytest.raises(Refused, match="its day stays"):
        move_due_day(duty, due_on=DUE, by=planner, reason="x")


@pytest.mark.parametrize("state", list(DutyState))
@pytest.mark.parametrize("verb", ["keep", "keep_late", "release", "owe_again"])
def test_changes_begin_where_the_table_says(state: str, verb: str) -> None:
    allowed = {
        "keep": {"owed"},
        "keep_late": {"owed"},
        "release": {"owed"},
        "owe_again": {"released", "kept", "kept_late"},
    }
    assert (state in DUTY_CHANGES.rows[verb].sources) is (state in allowed[verb])


@pytest.mark.parametrize(
    "values",
    [
        {"state": "kept", "done_on": None},
        {"state": "kept", "done_on": TOO_LATE},
        {"state": "kept_late", "done_on": ON_TIME},
        {"state": "owed", "done_on": ON_TIME},
        {"state": "released"},
        {"why_released": "x"},
        {"remind_from": TOO_LATE},
        {"asked_by": ""},
        {"covers_until": DUE},
    ],
)
def test_what_cannot_be_true_is_refused_by_the_database(unit: Party, planner: Viewer, values: dict[str, Any]) -> None:
    duty = owed(unit, planner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**values)


# For upper apps ---------------------------------------------------------------------------------------------------


def test_owe_makes_one_duty_a_slot(unit: Party, planner: Viewer, report_paragraph: Paragraph) -> None:
    said: dict[str, Any] = {
        "kind": DutyKind.ONE_OFF,
        "subject": words("x"),
        "debtor": unit,
        "due_on": DUE,
        "by": planner,
    }
    made = [owe(slot="one", paragraph=report_paragraph, reason="x", **said) for _round in range(2)]
    assert (made[0], Duty.objects.count()) == (made[1], 1)
    other = owed(unit, planner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=other.pk).update(slot="one")


def test_owe_yields_to_another_process_that_was_first(
    unit: Party, planner: Viewer, report_paragraph: Paragraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, Any] = {"kind": DutyKind.ONE_OFF, "debtor": unit, "paragraph": report_paragraph}

    def be_second(due_on: datetime.date, _days: int) -> datetime.date:
        keep(Duty(slot="one", subject=words("First"), **said), by=planner, reason="x")
        return due_on

    monkeypatch.setattr(owing, "reminded_from", be_second)  # asked after it looked, before it writes
    second = owe(slot="one", subject=words("Second"), **said, due_on=DUE, by=planner, reason="x")
    assert (str(second.subject), Duty.objects.filter(slot="one").count()) == ("First", 1)


def follow(duty: Duty, by: Viewer, **facts: Any) -> Duty:
    usual = {"is_owed": True, "subject": duty.subject, "debtor": duty.debtor, "due_on": duty.due_on}
    return bring_in_line(duty, **{**usual, "audience": duty.audience, **facts}, by=by, reason="The event changed")


def test_bring_in_line_writes_only_what_changes(unit: Party, planner: Viewer) -> None:
    duty = owed(unit, planner)
    follow(duty, planner)
    assert len(timeline(duty)) == 1
    follow(duty, planner, due_on=TOO_LATE)
    assert (follow(duty, planner, is_owed=False).why_released, len(timeline(duty))) == ("The event changed", 3)
    assert follow(duty, planner, due_on=None).state == DutyState.OWED


def test_bring_in_line_leaves_what_was_kept(unit: Party, planner: Viewer) -> None:
    duty = fulfil(owed(unit, planner), by=planner, on=ON_TIME)
    same = follow(duty, planner, is_owed=False, due_on=ON_TIME - ONE_DAY)
    assert (same.state, same.due_on, same.done_on) == (DutyState.KEPT, DUE, ON_TIME)


# What comes back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "count"),
    [
        (Rhythm.SEMESTER, "2016-01-01", "2016-06-30", 2),
        (Rhythm.YEAR, "2016-01-01", "2016-12-31", 1),
        (Rhythm.QUARTER, "2016-01-01", "2016-03-31", 4),
        (Rhythm.MONTH, "2016-02-01", "2016-02-29", 11),
    ],
)
def test_periods_are_those_of_the_calendar(rhythm: Rhythm, first: str, last: str, count: int) -> None:
    found = list(periods(rhythm, datetime.date(2016, 2, 26), datetime.date(2016, 12, 31)))
    expected = Days(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert (found[0], len(found)) == (expected, count)


def test_the_semester_report_is_owed_by_itself(unit: Party, planner: Viewer, report_paragraph: Paragraph) -> None:
    in_july = datetime.date(2016, 7, 1)
    assert owe_what_recurs(by=planner, on=in_july) == 2
    assert owe_what_recurs(by=planner, on=in_july) == 0
    rows = Duty.objects.order_by("due_on").values_list("kind", "debtor", "paragraph", "covers_from", "due_on")
    assert list(rows) == [
        ("semester_report", unit.pk, report_paragraph.pk, datetime.date(2016, 1, 1), datetime.date(2016, 7, 30)),
        ("semester_report", unit.pk, report_paragraph.pk, datetime.date(2016, 7, 1), datetime.date(2017, 1, 30)),
    ]


def test_what_recurs_ends_with_its_last_day(planner: Viewer) -> None:
    assert owe_what_recurs(by=planner, on=datetime.date(2026, 1, 1)) == 2


def test_repeat_and_end(unit: Party, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    said: dict[str, Any] = {"subject": words("Figures"), "debtor": unit, "rhythm": Rhythm.MONTH}
    said |= {"starts_on": datetime.date(2016, 9, 15), "creditor_words": words("the Secretary"), "asked_by": "x"}
    with pytest.raises(NotPermitted):
        repeat(**said, by=viewers["chief"])
    row = repeat(**said, days_after=5, by=planner)
    RecurringDuty.objects.exclude(pk=row.pk).update(ends_on=datetime.date(2016, 1, 1))
    owe_what_recurs(by=planner, on=datetime.date(2016, 11, 2))
    own = Duty.objects.filter(recurring=row).order_by("due_on")
    assert [each.due_on.day for each in own if each.due_on] == [5, 5, 5]
    with pytest.raises(Refused):
        end_recurring(row, ends_on=datetime.date(2016, 9, 30), by=planner, reason="x")
    end_recurring(row, ends_on=datetime.date(2016, 11, 30), by=planner, reason="No more")
    owe_what_recurs(by=planner, on=datetime.date(2017, 5, 1))
    assert own.count() == 3


def test_the_jobs_bear_to_run_twice(unit: Party) -> None:
    assert [begin_periods(Progress()), begin_periods(Progress())] == ["2 duties made", "0 duties made"]
    assert [remind(Progress()), remind(Progress())] == ["0 written", "0 written"]


# Reminding --------------------------------------------------------------------------------------------------------


def test_people_are_told_once_before_and_once_when_late(
    section: Party, planner: Viewer, cast: Any, viewers: dict[str, Viewer]
) -> None:
    duty = owed(section, planner)
    told = [
        remind_of_duties(by=planner, on=day)
        for day in (ON_TIME, DUE - 7 * ONE_DAY, DUE, DUE + ONE_DAY, TOO_LATE, DUE + 90 * ONE_DAY)
    ]
    assert told == [0, 2, 0, 2, 0, 0]
    assert {each.pk for each in people_who_owe(duty, on=DUE)} == {cast["program_officer"].pk, cast["chief"].pk}
    kinds = Notice.objects.filter(person=cast["chief"], about_id=str(duty.pk)).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["duty-due", "duty-late"]


def test_delegates_are_told_of_what_their_state_owes(state: Party, planner: Viewer, cast: Any) -> None:
    owed(state, planner)
    remind_of_duties(by=planner, on=DUE)
    assert list(Notice.objects.filter(kind="duty-due").values_list("person", flat=True)) == [cast["delegate"].pk]


def test_what_was_kept_is_not_reminded_of(section: Party, planner: Viewer) -> None:
    fulfil(owed(section, planner), by=planner, on=ON_TIME)
    assert remind_of_duties(by=planner, on=DUE + ONE_DAY) == 0


# Who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (Audience.PUBLIC, {"anyone", "delegate", "second_delegate", "expert", "finance_officer", "chief"}),
        (Audience.STATES, {"delegate", "second_delegate", "finance_officer", "chief"}),
        (Audience.SECRETARIAT, {"delegate", "finance_officer", "chief"}),
        (Audience.NAMED, {"delegate", "chief"}),
    ],
)
def test_who_owes_who_is_owed_and_the_audience_see_it(
    unit: Party, state: Party, planner: Viewer, viewers: dict[str, Viewer], audience: int, seen_by: set[str]
) -> None:
    owed(unit, planner, creditor=state, audience=audience)
    asked = ("anyone", "delegate", "second_delegate", "expert", "finance_officer", "chief")
    assert {who for who in asked if Duty.objects.visible_to(viewers[who]).exists()} == seen_by


def test_evidence_is_hidden_with_its_document(unit: Party, planner: Viewer, viewers: dict[str, Viewer]) -> None:
    duty = owed(unit, planner, audience=Audience.PUBLIC)
    document = Document.objects.order_by("pk")[0]
    attach_evidence(duty, document=document, by=planner, on=ON_TIME)
    assert DutyEvidence.objects.visible_to(viewers["anyone"]).count() == 1
    Document.objects.filter(pk=document.pk).update(audience=Audience.SECRETARIAT)
    assert DutyEvidence.objects.visible_to(viewers["anyone"]).count() == 0


def test_adjectives_of_the_day(unit: Party, planner: Viewer) -> None:
    duty = owed(unit, planner)
    said = [
        (duty.is_due(day), Duty.objects.due(day).exists(), duty.is_late(day), Duty.objects.late(day).exists())
        for day in (ON_TIME, DUE, DUE + ONE_DAY)
    ]
    assert said == [(False, False, False, False), (True, True, False, False), (False, False, True, True)]
    fulfil(duty, by=planner, on=TOO_LATE)
    assert (Duty.objects.done().count(), Duty.objects.done_late().count(), Duty.objects.late(TOO_LATE).count()) == (
        1,
        1,
        0,
    )


def test_a_unit_cannot_owe_by_hand_without_a_day(unit: Party, planner: Viewer) -> None:
    with pytest.raises(TypeError):
        owe_by_hand(subject=words("x"), debtor=unit, asked_by="x", by=planner)  # type: ignore[call-arg]
