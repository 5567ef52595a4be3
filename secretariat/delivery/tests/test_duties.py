from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.job_registry import Progress
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, DeliverableDuty, DutyRule
from secretariat.delivery.schedule import make_duties
from secretariat.delivery.services import (
    change_deliverable,
    change_rule,
    clone_deliverable,
    move_deliverable,
    owe_for,
    owe_for_planned,
    plan_deliverable,
    rule_duty,
    withdraw_rule,
)
from secretariat.delivery.tests.conftest import AFTER, DAY, AsPerson, hold, plan, words
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.models import Duty
from secretariat.duties.services import fulfil, release
from secretariat.organization.models import Unit
from secretariat.plans.choices import Level
from secretariat.plans.models import Activity

LAST = DAY + datetime.timedelta(days=1)
DAYS = [("documents_in_advance", 14), ("conclusions_afterwards", 30)]


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def duties_of(deliverable: Deliverable) -> list[tuple[Any, ...]]:
    rows = Duty.objects.filter(deliverable_link__deliverable=deliverable).order_by("-kind")
    return list(rows.values_list("kind", "due_on", "state"))


ADVANCE = ("documents_in_advance", DAY - days(14), "owed")
AFTERWARDS = ("conclusions_afterwards", LAST + days(30), "owed")


def test_the_rules_of_the_work_plan_are_loaded(db: None) -> None:
    rows = DutyRule.objects.order_by("-kind", "level").values_list(
        *("level", "kind", "days", "days_are_ours", "unit__party__slug", "paragraph__number")
    )
    assert list(rows) == [
        (level, kind, count, True, "s-cicte", "intro.4")
        for kind, count in DAYS
        for level in ("regional", "subregional")
    ]


@pytest.mark.parametrize("level", [Level.REGIONAL, Level.SUBREGIONAL])
def test_what_is_planned_owes_both_duties(workshops: Activity, planner: Viewer, level: str) -> None:
    made = plan(workshops, planner, level=level)
    assert duties_of(made) == [ADVANCE, AFTERWARDS]
    duty = Duty.objects.get(kind="documents_in_advance")
    assert (duty.debtor, str(duty.subject), duty.owed_to) == (
        workshops.owner.party,
        "Harbor drill",
        "the Member States that take part",
    )
    assert (str(duty.paragraph), duty.audience) == ("CICTE/doc.5/16 · intro.4", Audience.STATES)


@pytest.mark.parametrize("facts", [{"level": Level.NATIONAL}, {"level": Level.HEMISPHERIC}, {"is_idea": True}])
def test_other_levels_and_ideas_owe_nothing(workshops: Activity, planner: Viewer, facts: dict[str, Any]) -> None:
    assert duties_of(plan(workshops, planner, **facts)) == []


@pytest.mark.parametrize(("kind", "standing"), [("report", False), ("workshop", True), ("network", True)])
def test_what_is_no_event_owes_nothing(workshops: Activity, planner: Viewer, kind: str, standing: bool) -> None:
    made = plan_deliverable(
        activity=workshops,
        kind=kind,
        title=words("x"),
        level=Level.REGIONAL,
        starts_on=DAY,
        is_standing=standing,
        by=planner,
    )
    assert duties_of(made) == []


def test_units_beneath_owe_and_others_do_not(workshops: Activity, planner: Viewer) -> None:
    beneath = Unit.objects.get(party__slug="ct-capacity-section")
    aside = Unit.objects.get(party__slug="dps")
    assert [len(duties_of(plan(workshops, planner, owner=unit))) for unit in (beneath, aside)] == [2, 0]
    assert set(Duty.objects.values_list("debtor__slug", flat=True)) == {"ct-capacity-section"}


def test_an_idea_owes_once_it_is_planned(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, is_idea=True)
    move_deliverable(made, "plan", by=planner, on=DAY, reason="Funds are in")
    assert duties_of(made) == [ADVANCE, AFTERWARDS]


def test_duties_move_with_the_days(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    change_deliverable(
        made, starts_on=DAY + days(7), ends_on=LAST + days(7), by=planner, on=DAY, reason="The host asked"
    )
    assert duties_of(made) == [
        ("documents_in_advance", DAY - days(7), "owed"),
        ("conclusions_afterwards", LAST + days(37), "owed"),
    ]
    duty = Duty.objects.get(kind="documents_in_advance")
    assert [each.reason for each in timeline(duty)] == ["The host asked", "Planned"]


def test_without_a_day_they_are_owed_without_one(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, starts_on=None, ends_on=None)
    assert [(due, state) for _kind, due, state in duties_of(made)] == [(None, "owed"), (None, "owed")]
    move_deliverable(made, "confirm", by=planner, on=DAY, reason="The host said so", starts_on=DAY, ends_on=LAST)
    assert duties_of(made) == [ADVANCE, AFTERWARDS]


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_what_is_not_held_releases_with_its_reason(workshops: Activity, planner: Viewer, verb: str) -> None:
    made = plan(workshops, planner)
    move_deliverable(made, verb, by=planner, on=DAY, reason="A hurricane")
    rows = Duty.objects.values_list("state", "why_released")
    assert list(rows) == [("released", "A hurricane"), ("released", "A hurricane")]


def test_what_is_planned_again_owes_again(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    move_deliverable(made, "postpone", by=planner, on=DAY, reason="A hurricane")
    later = {"starts_on": DAY + days(70), "ends_on": LAST + days(70)}
    move_deliverable(made, "plan", by=planner, on=DAY, reason="The port is open", **later)
    assert duties_of(made) == [
        ("documents_in_advance", DAY + days(56), "owed"),
        ("conclusions_afterwards", LAST + days(100), "owed"),
    ]
    assert set(Duty.objects.values_list("why_released", flat=True)) == {""}


def test_what_a_person_released_stays_released(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    release(Duty.objects.get(kind="documents_in_advance"), by=planner, reason="There are none")
    change_deliverable(made, place="Kingston", by=planner, on=DAY, reason="The host said so")
    move_deliverable(made, "postpone", by=planner, on=DAY, reason="A hurricane")
    move_deliverable(made, "plan", by=planner, on=DAY, reason="The port is open")
    assert [state for _kind, _due, state in duties_of(made)] == ["released", "owed"]


def test_what_was_kept_stays_kept(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    fulfil(Duty.objects.get(kind="documents_in_advance"), by=planner, on=DAY - days(20))
    move_deliverable(made, "cancel", by=planner, on=DAY, reason="A hurricane")
    assert [state for _kind, _due, state in duties_of(made)] == ["kept", "released"]


def test_a_change_of_level_releases_and_brings_back(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    change_deliverable(made, level=Level.NATIONAL, by=planner, on=DAY, reason="One State alone")
    assert set(Duty.objects.values_list("state", "why_released")) == {("released", "One State alone")}
    change_deliverable(made, level=Level.REGIONAL, by=planner, on=DAY, reason="All States")
    assert duties_of(made) == [ADVANCE, AFTERWARDS]
    assert set(made.duty_links.values_list("rule__level", "is_stopped")) == {("regional", False)}


def test_another_unit_and_other_words_follow(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    section = Unit.objects.get(party__slug="ct-capacity-section")
    change_deliverable(made, owner=section, title=words("Port drill"), by=planner, on=DAY, reason="Other hands")
    assert {(str(each.debtor.slug), str(each.subject)) for each in Duty.objects.all()} == {
        ("ct-capacity-section", "Port drill")
    }


def test_nothing_is_written_twice(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    owe_for(made, by=planner, reason="Again")
    move_deliverable(made, "confirm", by=planner, on=DAY, reason="Confirmed")
    hold(made, planner)
    assert (Duty.objects.count(), Duty.history.count(), DeliverableDuty.history.count()) == (2, 2, 2)


def test_a_clone_owes_for_itself(workshops: Activity, planner: Viewer) -> None:
    clone = clone_deliverable(plan(workshops, planner), by=planner)
    assert [(due, state) for _kind, due, state in duties_of(clone)] == [(None, "owed"), (None, "owed")]


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (Audience.PUBLIC, {"delegate", "second_delegate", "finance_officer", "chief"}),
        (Audience.SECRETARIAT, {"finance_officer", "chief"}),
    ],
)
def test_its_duties_are_for_no_more_readers_than_it(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], audience: int, seen_by: set[str]
) -> None:
    plan(workshops, planner, audience=audience)
    asked = ("anyone", "delegate", "second_delegate", "finance_officer", "chief")
    assert {who for who in asked if Duty.objects.visible_to(viewers[who]).exists()} == seen_by
    assert {who for who in asked if DeliverableDuty.objects.visible_to(viewers[who]).exists()} == seen_by


# Rules ------------------------------------------------------------------------------------------------------------


def a_rule(planner: Viewer, **facts: Any) -> DutyRule:
    like = DutyRule.objects.select_related("paragraph").order_by("pk")[0]
    said = {"unit": Unit.objects.get(party__slug="s-cicte"), "level": "hemispheric", "days": 10}
    said |= {
        "kind": DutyKind.CONCLUSIONS_AFTERWARDS,
        "creditor_words": like.creditor_words,
        "paragraph": like.paragraph,
    }
    return rule_duty(**{**said, **facts}, by=planner)


def test_a_new_rule_holds_for_what_is_planned(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, level=Level.HEMISPHERIC)
    over = hold(plan(workshops, planner, level=Level.HEMISPHERIC), planner)
    a_rule(planner)
    assert (duties_of(made), duties_of(over)) == ([("conclusions_afterwards", LAST + days(10), "owed")], [])


def test_the_rule_of_the_nearer_unit_holds(workshops: Activity, planner: Viewer) -> None:
    section = Unit.objects.get(party__slug="ct-capacity-section")
    a_rule(planner, unit=section, level="regional", days=3)
    made = plan(workshops, planner, owner=section, level=Level.REGIONAL)
    assert duties_of(made)[1] == ("conclusions_afterwards", LAST + days(3), "owed")


def test_change_rule_moves_what_is_still_to_come(workshops: Activity, planner: Viewer) -> None:
    made, over = plan(workshops, planner), hold(plan(workshops, planner), planner)
    rule = DutyRule.objects.get(level="subregional", kind="conclusions_afterwards")
    change_rule(rule, days=5, days_are_ours=True, remind_days=2, by=planner, reason="Sooner")
    assert [duties_of(each)[1][1] for each in (made, over)] == [LAST + days(5), LAST + days(30)]


def test_a_withdrawn_rule_holds_for_what_was_planned_under_it(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    rule = withdraw_rule(DutyRule.objects.get(level="subregional", kind="documents_in_advance"), by=planner, reason="x")
    change_deliverable(made, place="Kingston", by=planner, on=DAY, reason="x")
    assert (duties_of(made), duties_of(plan(workshops, planner))) == ([ADVANCE, AFTERWARDS], [AFTERWARDS])
    with pytest.raises(Refused):
        withdraw_rule(rule, by=planner, reason="Twice")
    with pytest.raises(Refused):
        change_rule(rule, days=5, days_are_ours=True, remind_days=2, by=planner, reason="x")
    again = a_rule(planner, level="subregional", kind=DutyKind.DOCUMENTS_IN_ADVANCE, days=14)
    assert (again.pk, again.is_withdrawn) == (rule.pk, False)


@pytest.mark.parametrize("who", ["chief", "program_officer", "delegate", "anyone"])
def test_only_planning_officers_rule(planner: Viewer, viewers: dict[str, Viewer], who: str) -> None:
    rule = DutyRule.objects.order_by("pk")[0]
    with pytest.raises(NotPermitted):
        a_rule(viewers[who])
    with pytest.raises(NotPermitted):
        change_rule(rule, days=0, days_are_ours=False, remind_days=0, by=viewers[who], reason="x")
    with pytest.raises(NotPermitted):
        withdraw_rule(rule, by=viewers[who], reason="x")


def test_the_job_makes_what_is_missing_once(workshops: Activity, planner: Viewer) -> None:
    DutyRule.objects.update(is_withdrawn=True)
    plan(workshops, planner)
    DutyRule.objects.update(is_withdrawn=False)
    assert [make_duties(Progress()), make_duties(Progress())] == ["2 duties made", "0 duties made"]
    assert owe_for_planned(by=planner, reason="x") == 0


def test_duties_bear_no_late_day_before_theirs(workshops: Activity, planner: Viewer) -> None:
    plan(workshops, planner)
    assert Duty.objects.late(DAY).values_list("kind", flat=True)[0] == "documents_in_advance"
    assert (Duty.objects.late(AFTER).count(), Duty.objects.filter(state=DutyState.OWED).count()) == (2, 2)


# Pages ------------------------------------------------------------------------------------------------------------


def test_the_deliverable_shows_what_is_owed_for_it(workshops: Activity, planner: Viewer, as_person: AsPerson) -> None:
    made = plan(workshops, planner)
    panel = next(each for each in panels_for(Deliverable) if each.key == "duties")
    shown = {who: as_person(who).get(panel_url(made, panel)).content.decode() for who in ("delegate", "anyone")}
    words_of_rule = "14 days before its first day (our setting; the source gives no number)"
    assert {who: words_of_rule in page for who, page in shown.items()} == {"delegate": True, "anyone": False}
    assert "Nothing is owed for it by itself." in shown["anyone"]


def test_planning_officers_change_the_days(as_person: AsPerson) -> None:
    rule = DutyRule.objects.get(level="regional", kind="documents_in_advance")
    assert "the source gives no number of days" in as_person("anyone").get(rule.get_absolute_url()).content.decode()
    place, sent = reverse("duty-rule-change", args=(rule.pk,)), {"days": "21", "remind_days": "7", "reason": "Agreed"}
    assert as_person("chief").post(place, sent).status_code == 403
    assert as_person("planning_officer").post(place, {**sent, "days_are_ours": "on"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.days, rule.days_are_ours) == (21, True)
    end = reverse("duty-rule-withdraw", args=(rule.pk,))
    assert as_person("planning_officer").post(end, {"reason": "x"}).status_code == 302
    shown = as_person("anyone").get(reverse("duty-rules")).context["rows"]
    assert len(shown) == 3
