"""What the tests of evaluations begin with: a workshop of the chief's unit that was held, and its evaluation."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import plan_deliverable
from secretariat.evaluation.models import EventEvaluation
from secretariat.evaluation.queries import shared_token
from secretariat.evaluation.services import answer_event, ask_participants
from secretariat.plans.models import Activity

DAY = datetime.date(2016, 9, 14)
LAST = datetime.date(2016, 9, 30)
AFTER = datetime.date(2016, 12, 31)
AsPerson = Callable[[str], Client]


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def line(db: None) -> Activity:
    """Six workshops on maritime security."""
    rows = Activity.objects.select_related("plan__document", "owner__party", "project__program")
    found: Activity = rows.get(plan__document__symbol="CICTE/doc.5/16", address="1.A.3.1")
    return found


@pytest.fixture
def workshop(line: Activity, planner: Viewer) -> Deliverable:
    return hold(line, planner)


@pytest.fixture
def evaluation(workshop: Deliverable, planner: Viewer) -> EventEvaluation:
    return ask(workshop, planner)


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def hold(line: Activity, by: Viewer, title: str = "Harbor drill", **facts: Any) -> Deliverable:
    """Plan a subregional workshop."""
    usual = {"starts_on": DAY, "level": "subregional"}
    return plan_deliverable(activity=line, kind="workshop", title=words(title), by=by, **{**usual, **facts})


def ask(deliverable: Deliverable, by: Viewer, **facts: Any) -> EventEvaluation:
    usual: dict[str, Any] = {"opens_on": DAY, "closes_on": LAST}
    return ask_participants(deliverable, by=by, **{**usual, **facts})


def given(evaluation: EventEvaluation, *answers: Any) -> dict[Any, Any]:
    """Return answers in the order of the questions, by identifier."""
    questions = evaluation.version.questions.order_by("position").values_list("pk", flat=True)
    return dict(zip(questions, answers, strict=False))


def fill(evaluation: EventEvaluation, *answers: Any, token: str = "", on: datetime.date = DAY) -> None:
    answer_event(token or shared_token(evaluation), given=given(evaluation, *answers), on=on)


def fill_all(evaluation: EventEvaluation, forms: Sequence[Sequence[Any]]) -> None:
    for each in forms:
        fill(evaluation, *each)


THREE = (
    (5, 2, 4, 5, None, 1, 4, "More time, said Ana"),
    (4, 1, 4, 4, None, 1, 3, "Fewer slides"),
    (4, 3, 4, 3, None, 0, 2, "Thanks"),
)
