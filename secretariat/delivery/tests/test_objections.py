from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.models import Objection
from secretariat.delivery.services import decide_objection, object_to_number
from secretariat.delivery.tests.conftest import AFTER, AsPerson, hold, plan
from secretariat.plans.models import Activity


@pytest.fixture
def chief(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["chief"]


@pytest.fixture
def objection(workshops: Activity, planner: Viewer, chief: Viewer) -> Objection:
    hold(plan(workshops, planner), planner)
    return object_to_number(workshops, should_be=2, why="One list is missing", by=chief, on=AFTER)


def test_an_objection_keeps_the_number_that_was_shown(objection: Objection, planner: Viewer, chief: Viewer) -> None:
    assert (objection.shown, objection.should_be, objection.on, objection.state) == (1, 2, AFTER, "raised")
    assert objection.raised_by == chief.person
    hold(plan(objection.activity, planner, title="Another"), planner)
    objection.refresh_from_db()
    assert objection.shown == 1


def test_who_objects_leads_the_unit(workshops: Activity, viewers: dict[str, Viewer]) -> None:
    for who in ("program_officer", "planning_officer", "finance_officer", "delegate"):
        with pytest.raises(NotPermitted):
            object_to_number(workshops, should_be=2, why="x", by=viewers[who], on=AFTER)
    with pytest.raises(NotPermitted):
        object_to_number(workshops, should_be=2, why="x", by=ANYONE, on=AFTER)


def test_the_number_shown_is_no_objection(workshops: Activity, chief: Viewer) -> None:
    with pytest.raises(ValidationError, match="the one that is shown"):
        object_to_number(workshops, should_be=0, why="x", by=chief, on=AFTER)


def test_one_stands_at_a_time(objection: Objection, planner: Viewer, chief: Viewer) -> None:
    with pytest.raises(Refused):
        object_to_number(objection.activity, should_be=3, why="x", by=chief, on=AFTER)
    twin = Objection(
        activity=objection.activity, on=AFTER, shown=1, should_be=3, why="x", raised_by=objection.raised_by
    )
    twin._history_user = planner.person  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    decide_objection(objection, "reject", by=planner, reason="The list was of another event")
    assert object_to_number(objection.activity, should_be=3, why="x", by=chief, on=AFTER).state == "raised"


@pytest.mark.parametrize(("verb", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_it_is_decided_once_with_a_reason(
    objection: Objection, planner: Viewer, chief: Viewer, verb: str, state: str
) -> None:
    with pytest.raises(NotPermitted):
        decide_objection(objection, verb, by=chief, reason="x")
    decided = decide_objection(objection, verb, by=planner, reason="The list is in")
    assert (decided.state, decided.answer) == (state, "The list is in")
    assert [each.reason for each in timeline(decided)] == ["The list is in", "One list is missing"]
    with pytest.raises(Refused):
        decide_objection(objection, verb, by=planner, reason="x")


def test_it_is_seen_by_the_secretariat_alone(objection: Objection, viewers: dict[str, Viewer]) -> None:
    seen = {who for who, viewer in viewers.items() if Objection.objects.visible_to(viewer).exists()}
    assert seen >= {"chief", "planning_officer", "finance_officer"}
    assert seen & {"delegate", "second_delegate", "expert", "analyst", "partner"} == set()
    assert not Objection.objects.visible_to(ANYONE).exists()


def of_line(client: Client, line: Activity) -> str:
    panel = next(each for each in panels_for(Activity) if each.key == "delivered")
    return client.get(panel_url(line, panel)).content.decode()


def test_a_chief_objects_in_place_and_the_planner_answers(
    as_person: AsPerson, workshops: Activity, planner: Viewer
) -> None:
    hold(plan(workshops, planner), planner)
    place = reverse("objection-new", args=(workshops.pk,))
    offered = {who: place in of_line(as_person(who), workshops) for who in ("chief", "program_officer", "anyone")}
    assert offered == {"chief": True, "program_officer": False, "anyone": False}
    sent = {"should_be": 2, "why": "Zqx: one list is missing"}
    assert as_person("program_officer").post(place, sent).status_code == 403
    assert as_person("chief").post(place, {**sent, "should_be": "x"}).status_code == 422
    assert as_person("chief").post(place, sent).status_code == 302
    objection = Objection.objects.get()
    shown = {who: "Zqx" in of_line(as_person(who), workshops) for who in ("finance_officer", "delegate", "anyone")}
    assert shown == {"finance_officer": True, "delegate": False, "anyone": False}
    decide = reverse("objection-decide", args=(objection.pk, "accept"))
    assert as_person("chief").post(decide, {"reason": "x"}).status_code == 403
    assert as_person("planning_officer").post(decide, {"reason": "The list is in"}).status_code == 302
    page = as_person("chief").get(objection.get_absolute_url())
    assert (page.status_code, "The list is in" in page.content.decode()) == (200, True)
    assert as_person("delegate").get(objection.get_absolute_url()).status_code == 404
    assert as_person("chief").get(reverse("objection-decide", args=(objection.pk, "forget"))).status_code == 404
