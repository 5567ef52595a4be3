"""What the tests of deliveries begin with: a line of the 2016 plan, and who works for its unit."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import move_deliverable, plan_deliverable
from secretariat.parties.models import Party
from secretariat.plans.choices import Level
from secretariat.plans.models import Activity

DAY = datetime.date(2016, 9, 12)
AFTER = datetime.date(2016, 12, 31)
AsPerson = Callable[[str], Client]


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def workshops(db: None) -> Activity:
    """Six workshops on maritime security."""
    rows = Activity.objects.select_related("plan__document", "owner__party", "project", "added_by", "dropped_by")
    line: Activity = rows.get(plan__document__symbol="CICTE/doc.5/16", address="1.A.3.1")
    return line


@pytest.fixture
def state(db: None) -> Party:
    """The State of the first delegate of the cast."""
    return Party.objects.get(slug="grenada")


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def plan(line: Activity, by: Viewer, title: str = "Harbor drill", **facts: Any) -> Deliverable:
    """Plan a subregional workshop on two days in September 2016."""
    usual = {"starts_on": DAY, "ends_on": DAY + datetime.timedelta(days=1), "level": Level.SUBREGIONAL}
    return plan_deliverable(activity=line, kind="workshop", title=words(title), by=by, **{**usual, **facts})


def hold(deliverable: Deliverable, by: Viewer) -> Deliverable:
    return move_deliverable(deliverable, "hold", by=by, on=AFTER, reason="The list of participants is in")
