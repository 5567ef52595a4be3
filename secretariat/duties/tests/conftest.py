"""What the tests of duties begin with: the unit of the chief, the State of the delegate, and something they owe."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.duties.models import Duty
from secretariat.duties.services import owe_by_hand
from secretariat.parties.models import Party

DUE = datetime.date(2016, 9, 30)
ON_TIME = datetime.date(2016, 9, 20)
TOO_LATE = datetime.date(2016, 10, 4)
AsPerson = Callable[[str], Client]


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def unit(db: None) -> Party:
    """The unit that the chief of the cast directs."""
    return Party.objects.get(slug="s-cicte")


@pytest.fixture
def section(db: None) -> Party:
    """A unit beneath it, where the program officer works."""
    return Party.objects.get(slug="ct-capacity-section")


@pytest.fixture
def state(db: None) -> Party:
    """The State of the first delegate of the cast."""
    return Party.objects.get(slug="grenada")


@pytest.fixture
def report_paragraph(db: None) -> Paragraph:
    """What orders a report every six months."""
    found: Paragraph = Paragraph.objects.select_related("document").get(
        document__symbol="CICTE/doc.5/16", number="intro.5"
    )
    return found


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def owed(debtor: Party, by: Viewer, text: str = "A list of contacts", **facts: Any) -> Duty:
    """Owe something until the end of September 2016, on the word of a committee."""
    usual = {"due_on": DUE, "creditor_words": words("the Committee"), "asked_by": "the Chair of the Committee"}
    return owe_by_hand(debtor=debtor, by=by, **{"subject": words(text), **usual, **facts})
