"""What the tests of recommendations begin with: one to the unit of the chief, one to the State of the delegate."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import recommend

DAY = datetime.date(2016, 9, 14)
AFTER = datetime.date(2016, 12, 31)
AsPerson = Callable[[str], Client]


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def unit(db: None) -> Unit:
    """The unit of the chief of the cast."""
    found: Unit = Unit.objects.select_related("party").get(party__slug="s-cicte")
    return found


@pytest.fixture
def state(db: None) -> Party:
    """The State of the first delegate of the cast."""
    return Party.objects.get(slug="grenada")


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def make(
    unit: Unit, by: Viewer, owner: Party | None = None, text: str = "Train the crews", **facts: Any
) -> Recommendation:
    """Record a recommendation to a party, or to the unit itself."""
    return recommend(text=words(text), owner=owner or unit.party, unit=unit, by=by, on=DAY, **facts)
