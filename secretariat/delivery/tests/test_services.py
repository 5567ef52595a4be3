from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import NEEDS, DeliverableState, Part
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.delivery.rules import DELIVERABLE_CHANGES
from secretariat.delivery.services import (
    change_deliverable,
    clone_deliverable,
    involve,
    involve_all,
    move_deliverable,
    plan_deliverable,
    serve_also,
    serve_no_more,
    withdraw_party,
)
from secretariat.delivery.tests.conftest import AFTER, DAY, hold, plan, words
from secretariat.mandates.models import Evidence, Mandate
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Activity, Project
from secretariat.plans.services import begin_amendment, drop_activity

# Planning ---------------------------------------------------------------------------------------------------------


def test_every_kind_says_what_it_needs() -> None:
    assert set(NEEDS) == set(DeliverableKind)


def test_plan_deliverable_takes_what_the_line_says(workshops: Activity, planner: Viewer) -> None:
    made = plan_deliverable(activity=workshops, kind="workshop", title=words("Drill"), level="regional", by=planner)
    assert (made.owner, made.state, made.is_standing) == (workshops.owner, DeliverableState.PLANNED, False)
    assert [(each.who, each.reason) for each in timeline(made)] == [(planner.name, "Planned")]


@pytest.mark.parametrize(("kind", "standing", "presence"), [("network", True, "online"), ("webinar", False, "online")])
def test_a_kind_brings_what_is_usual(
    workshops: Activity, planner: Viewer, kind: str, standing: bool, presence: str
) -> None:
    made = plan_deliverable(activity=workshops, kind=kind, title=words("Net"), level="regional", by=planner)
    assert (made.is_standing, made.presence) == (standing, presence)


@pytest.mark.parametrize("who", ["delegate", "finance_officer", "anyone"])
def test_only_who_delivers_plans(workshops: Activity, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        plan(workshops, viewers[who])
    assert Deliverable.objects.count() == 0


def test_an_officer_plans_what_their_own_unit_delivers(workshops: Activity, viewers: dict[str, Viewer]) -> None:
    officer = viewers["program_officer"]
    with pytest.raises(NotPermitted):
        plan(workshops, officer)  # the line is of the unit above
    own = Unit.objects.get(party__in=officer.parties_as(RoleKind.PROGRAM_OFFICER))
    assert (plan(workshops, officer, owner=own).owner, own == workshops.owner) == (own, False)


def test_a_chief_plans_what_the_unit_delivers(workshops: Activity, viewers: dict[str, Viewer]) -> None:
    assert plan(workshops, viewers["chief"]).owner == workshops.owner


def test_a_dropped_line_takes_nothing_more(workshops: Activity, planner: Viewer) -> None:
    draft = begin_amendment(workshops.plan, by=planner, reason="Funds are gone")
    drop_activity(draft, workshops, by=planner, reason="Funds are gone")
    workshops.refresh_from_db()
    assert plan(workshops, planner).activity == workshops  # a draft changes nothing yet


def test_a_project_with_lines_takes_nothing_itself(workshops: Activity, planner: Viewer) -> None:
    with pytest.raises(Refused, match="has lines"):
        plan_deliverable(
            project=workshops.project,
            kind="workshop",
            title=words("x"),
            owner=workshops.owner,
            level="regional",
            by=planner,
        )


def test_a_project_without_lines_takes_deliverables(workshops: Activity, planner: Viewer) -> None:
    project = Project.objects.filter(plan=workshops.plan, activities__isnull=True).order_by("position")[0]
    made = plan_deliverable(
        project=project, kind="report", title=words("x"), owner=workshops.owner, level="regional", by=planner
    )
    assert (made.project, made.activity) == (project, None)


@pytest.mark.parametrize("both", [True, False])
def test_it_counts_to_a_line_or_a_project(workshops: Activity, planner: Viewer, both: bool) -> None:
    line, project = (workshops, workshops.project) if both else (None, None)
    with pytest.raises(ValidationError):
        plan_deliverable(
            activity=line, project=project, kind="workshop", title=words("x"), owner=workshops.owner, by=planner
        )


@pytest.mark.parametrize(
    ("facts", "objection"),
    [
        ({"ends_on": DAY - datetime.timedelta(days=1)}, "The last day lies before the first"),
        ({"starts_on": None}, "The last day lies before the first"),
        ({"site": "Port of Kingston"}, "A site has a kind and a name."),
        ({"level": ""}, "This field cannot be blank."),
    ],
)
def test_facts_that_contradict_are_refused(
    workshops: Activity, planner: Viewer, facts: dict[str, Any], objection: str
) -> None:
    with pytest.raises(ValidationError, match=objection):
        plan(workshops, planner, **facts)


def test_a_clone_begins_with_facts_and_parties_without_days(workshops: Activity, planner: Viewer, state: Party) -> None:
    first = plan(workshops, planner, place="Kingston", gender_marker=1)
    involve(first, state, part=Part.HOST, by=planner)
    clone = clone_deliverable(first, title=words("Once more"), by=planner)
    assert (clone.place, clone.gender_marker, clone.starts_on, clone.cloned_from) == ("Kingston", 1, None, first)
    assert list(clone.involvements.values_list("party__slug", "part")) == [("grenada", "host")]


# Changing ---------------------------------------------------------------------------------------------------------


def test_change_deliverable_keeps_its_reason(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    change_deliverable(made, place="Bogotá", by=planner, on=DAY, reason="The host said so")
    made.refresh_from_db()
    assert (made.place, timeline(made)[0].reason) == ("Bogotá", "The host said so")


def test_what_was_held_keeps_a_day_that_has_come(workshops: Activity, planner: Viewer) -> None:
    made = hold(plan(workshops, planner), planner)
    with pytest.raises(Refused, match="has not come"):
        change_deliverable(made, ends_on=AFTER + datetime.timedelta(days=1), by=planner, on=AFTER, reason="x")


@pytest.mark.parametrize("verb", ["cancel", "close"])
def test_what_is_over_changes_no_more(workshops: Activity, planner: Viewer, verb: str) -> None:
    made = plan(workshops, planner)
    if verb == "close":
        hold(made, planner)
        move_deliverable(made, "report", by=planner, on=AFTER, reason="Report is in")
    move_deliverable(made, verb, by=planner, on=AFTER, reason="No funds")
    with pytest.raises(Refused):
        change_deliverable(made, place="x", by=planner, on=AFTER, reason="x")


def test_another_unit_takes_it_only_from_who_works_for_both(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    made = plan(workshops, planner)
    other = Unit.objects.exclude(party__in=viewers["chief"].party_ids).order_by("party__slug")[0]
    with pytest.raises(NotPermitted):
        change_deliverable(made, owner=other, by=viewers["chief"], on=DAY, reason="x")


# From state to state ----------------------------------------------------------------------------------------------


def test_the_life_of_a_deliverable(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, is_idea=True)
    verbs = ("plan", "postpone", "plan", "confirm", "hold", "take_back", "hold", "report", "close")
    seen = [move_deliverable(made, verb, by=planner, on=AFTER, reason="So it went").state for verb in verbs]
    assert (made.state, seen) == (
        "idea",
        ["planned", "postponed", "planned", "confirmed", "held", "confirmed", "held", "reported", "closed"],
    )


def test_no_verb_leads_out_of_what_is_over() -> None:
    rows = DELIVERABLE_CHANGES.rows.values()
    assert [row.verb for row in rows if {"closed", "cancelled"} & set(row.sources)] == []


def test_hold_needs_a_day_that_has_come(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    with pytest.raises(Refused, match="has not come"):
        move_deliverable(made, "hold", by=planner, on=DAY, reason="Early")  # its last day is tomorrow
    undated = plan(workshops, planner, starts_on=None, ends_on=None)
    with pytest.raises(ValidationError, match="has a day"):
        move_deliverable(undated, "hold", by=planner, on=AFTER, reason="When?")
    with pytest.raises(ValidationError, match="on which day"):
        move_deliverable(undated, "confirm", by=planner, on=AFTER, reason="When?")
    moved = move_deliverable(
        undated, "hold", by=planner, on=AFTER, reason="In May", starts_on=datetime.date(2016, 5, 2)
    )
    assert (moved.state, moved.starts_on) == ("held", datetime.date(2016, 5, 2))


def test_who_cancels_says_why_and_who_plans_anew_takes_it_back(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    assert move_deliverable(made, "postpone", by=planner, on=DAY, reason="A storm").why_not == "A storm"
    assert move_deliverable(made, "plan", by=planner, on=DAY, reason="It passed").why_not == ""


def test_only_the_chief_takes_back_that_it_was_held(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    made = hold(plan(workshops, planner), planner)
    with pytest.raises(NotPermitted):
        move_deliverable(made, "take_back", by=viewers["program_officer"], on=AFTER, reason="x")


# What mandates are told -------------------------------------------------------------------------------------------


def held_of(line: Activity) -> set[int]:
    return set(Evidence.objects.counting().filter(source=line.pk).values_list("held", flat=True))


def test_what_is_held_is_told_to_the_mandates_of_the_line(workshops: Activity, planner: Viewer) -> None:
    made = [plan(workshops, planner, title=f"Drill {number}") for number in range(2)]
    assert held_of(workshops) == {0}
    for each in made:
        hold(each, planner)
    assert held_of(workshops) == {2}
    move_deliverable(made[0], "take_back", by=planner, on=AFTER, reason="It was another")
    assert held_of(workshops) == {1}


# Who is involved, what is served beside ---------------------------------------------------------------------------


def test_involve_again_changes_the_part(workshops: Activity, planner: Viewer, state: Party) -> None:
    made = plan(workshops, planner)
    involve(made, state, part=Part.PARTICIPANT, by=planner)
    with pytest.raises(Refused):
        involve(made, state, part=Part.PARTICIPANT, by=planner)
    host = involve(made, state, part=Part.HOST, by=planner)
    withdraw_party(host, by=planner, reason="It withdrew")
    with pytest.raises(Refused):
        withdraw_party(host, by=planner, reason="Again")
    involve_all(made, [state], part=Part.HOST, by=planner)
    assert list(Involvement.objects.values_list("party__slug", "part", "is_withdrawn")) == [("grenada", "host", False)]


def test_units_are_not_involved(workshops: Activity, planner: Viewer) -> None:
    with pytest.raises(Refused, match="States and organizations"):
        involve(plan(workshops, planner), workshops.owner.party, part=Part.HOST, by=planner)


def test_serve_also_takes_a_line_or_a_mandate_once(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    other = Activity.objects.exclude(pk=workshops.pk).order_by("position")[0]
    mandate = Mandate.objects.order_by("pk")[0]
    with pytest.raises(Refused, match="counts to this line"):
        serve_also(made, activity=workshops, by=planner, reason="x")
    with pytest.raises(ValidationError):
        serve_also(made, by=planner, reason="x")
    links = [
        serve_also(made, activity=other, by=planner, reason="Same ports"),
        serve_also(made, mandate=mandate, by=planner, reason="x"),
    ]
    with pytest.raises(Refused, match="on record already"):
        serve_also(made, activity=other, by=planner, reason="x")
    serve_no_more(links[0], by=planner, reason="Other ports")
    assert serve_also(made, activity=other, by=planner, reason="After all").pk == links[0].pk


# Who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anyone", ["public"]),
        ("delegate", ["inside with us", "public", "states"]),
        ("second_delegate", ["public", "states"]),
        ("program_officer", ["idea", "inside", "inside with us", "public", "states"]),
        ("planning_officer", ["idea", "inside", "inside with us", "public", "states"]),
    ],
)
def test_who_sees_which(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], state: Party, who: str, seen: list[str]
) -> None:
    plan(workshops, planner, title="public")
    plan(workshops, planner, title="states", audience=Audience.STATES)
    plan(workshops, planner, title="inside", audience=Audience.SECRETARIAT)
    plan(workshops, planner, title="idea", is_idea=True)
    own = plan(workshops, planner, title="inside with us", audience=Audience.SECRETARIAT)
    involve(own, state, part=Part.HOST, by=planner)
    idea = plan(workshops, planner, title="idea with us", is_idea=True)
    involve(idea, state, part=Part.HOST, by=planner)
    rows = Deliverable.objects.visible_to(viewers[who])
    assert sorted(str(each) for each in rows if str(each) != "idea with us") == seen
    assert any(str(each) == "idea with us" for each in rows) == ("idea" in seen)
    assert set(Involvement.objects.visible_to(viewers[who]).values_list("deliverable", flat=True)) <= {
        each.pk for each in rows
    }


def test_what_was_said_to_fewer_readers_stays_theirs(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    made = plan(workshops, planner, title="Zqx", is_idea=True, audience=Audience.SECRETARIAT)
    link = involve(made, state, part=Part.HOST, by=planner, reason="Zqx")
    move_deliverable(made, "plan", by=planner, on=DAY, reason="Zqx inside")
    change_deliverable(made, title=words("Open"), audience=Audience.PUBLIC, by=planner, on=DAY, reason="Opened")
    made.refresh_from_db()

    def told(who: str) -> list[str]:
        return [each.reason for each in timeline(made, viewer=viewers[who])]

    assert told("anyone") == told("second_delegate") == ["Opened"]
    assert told("delegate") == ["Opened", "Zqx inside"]  # its State hosts it
    assert told("planning_officer") == ["Opened", "Zqx inside", "Planned"]
    assert [each.reason for each in timeline(link, viewer=viewers["anyone"])] == [""]
