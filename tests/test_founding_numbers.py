"""The nine numbers of the first order and the first plan, as a careful reader of both counts them, and a few more."""

from __future__ import annotations

import datetime

import pytest

from secretariat.core.viewer import ANYONE, Viewer
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator
from secretariat.organization.models import Placement
from secretariat.parties.models import Party
from secretariat.plans.queries import present_plan
from secretariat.trace.queries import count_all, present_order

pytestmark = pytest.mark.django_db
DAY = datetime.date(2016, 12, 1)
NINE = {
    "units": 16,
    "functions": 88,
    "sources": 14,
    "paragraphs": 35,
    "areas": 5,
    "programs": 17,
    "projects": 50,
    "activities": 66,
    "planned": 135,
}
COLLABORATORS = {
    CollaboratorGroup.OBSERVERS: 1,  # a whole class
    CollaboratorGroup.INTER_AMERICAN: 1,  # a whole class
    CollaboratorGroup.PRINCIPALS: 5,
    CollaboratorGroup.ORGANIZATIONS: 64,
    CollaboratorGroup.NON_GOVERNMENTAL: 17,
}


def test_nine_numbers_are_those_of_the_documents() -> None:
    assert count_all(present_order(ANYONE, on=DAY), present_plan(ANYONE, on=DAY), ANYONE) == NINE


def test_nine_numbers_are_the_same_for_whoever_may_see_more(viewers: dict[str, Viewer]) -> None:
    viewer = viewers["planning_officer"]
    assert count_all(present_order(viewer, on=DAY), present_plan(viewer, on=DAY), viewer) == NINE


def test_member_states_are_thirty_five() -> None:
    organization = Party.objects.get(organization__is_served=True)
    assert Party.objects.states().taking_part(organization, on=DAY).count() == 35


def test_collaborators_are_as_many_as_the_plan_lists() -> None:
    counts = {group: Collaborator.objects.filter(group=group).count() for group in CollaboratorGroup}
    assert counts == COLLABORATORS


def test_five_sub_units_have_no_functions_of_their_own() -> None:
    assert Placement.objects.filter(address="").count() == 5
