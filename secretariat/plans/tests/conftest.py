"""What the tests of plans begin with: the 2016 plan, who may amend it, and a decision to rest on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.panel_registry import panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Mandate
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Activity, Amendment, Plan, Project
from secretariat.plans.queries import Promised
from secretariat.plans.services import add_activity, begin_amendment

DAY = datetime.date(2016, 6, 1)
AsPerson = Callable[[str], Client]
SLUG = "cicte-doc-5-16"
PUBLIC = ("plans", "plan", "plan-numbers", "plan-numbers-csv", "plan-difference", "activities")


@pytest.fixture
def plan(db: None) -> Plan:
    return Plan.objects.select_related("document", "owner").get(document__symbol="CICTE/doc.5/16")


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def authority(db: None) -> Document:
    return Document.objects.get(symbol="CICTE/DEC.1/13")


@pytest.fixture
def draft(plan: Plan, planner: Viewer) -> Amendment:
    return begin_amendment(plan, by=planner, reason="Funds came in")


@pytest.fixture
def workshops(plan: Plan) -> Activity:
    """Six workshops on maritime security: two confirmed links, one suggested."""
    rows = Activity.objects.select_related("plan__document", "owner", "owner_function", "project__program")
    line: Activity = rows.get(plan=plan, address="1.A.3.1")
    return line


@pytest.fixture
def tourism(db: None) -> Mandate:
    """Bind the secretariat to tourism security; no maritime line is linked to it."""
    return Mandate.objects.select_related("paragraph__document").get(paragraph__document__symbol="CICTE/doc.12/08")


def promised(quantity: int | None, *, on_request: bool = False) -> Promised:
    words = Labels({"en": "workshops", "es": "talleres", "pt": "oficinas", "fr": "ateliers"})
    return Promised(DeliverableKind.WORKSHOP, quantity, words, on_request)


def address(name: str) -> str:
    return reverse(name) if name in ("plans", "activities") else reverse(name, args=(SLUG,))


def add_drills(draft: Amendment, by: Viewer, title: str = "Harbor drills") -> Activity:
    project = Project.objects.get(plan=draft.plan, address="1.A.3")
    words = Labels(dict.fromkeys(LANGUAGES, title))
    owner = draft.plan.owner
    return add_activity(draft, project, title=words, terms=promised(2), owner=owner, by=by, reason="Asked")


def panel_of(model: type[Any], key: str) -> Any:
    return next(each for each in panels_for(model) if each.key == key)
