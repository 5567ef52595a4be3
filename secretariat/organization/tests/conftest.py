"""What the tests of the structure share: the order in force and a draft begun from it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.services import FunctionFacts, PlacementFacts, draft_order, put_in_force

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def as_person(as_person: Callable[[str], Client]) -> Callable[[str], Client]:
    """Let everyone read English, whatever their own language."""

    def sign_in(name: str) -> Client:
        client = as_person(name)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def in_force(db: None) -> Order:
    return Order.objects.select_related("document").get(document__slug="eo-16-01-rev-1")


@pytest.fixture
def draft(officer: Viewer) -> Order:
    return draft_order(
        symbol="EO 26-01", title=words("A new structure"), by=officer, on=TODAY, reason="The Secretary asked for it"
    )


@pytest.fixture
def enforce(officer: Viewer) -> Callable[..., Order]:
    """Return how to put a draft in force, by default from the day after today."""

    def put(order: Order, effective_on: datetime.date = TODAY + datetime.timedelta(days=1)) -> Order:
        signed_on = min(effective_on, TODAY)
        return put_in_force(
            order,
            by=officer,
            on=TODAY,
            signed_on=signed_on,
            effective_on=effective_on,
            signatory=words("Secretary General"),
            reason="Signed",
        )

    return put


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(("en", "es", "pt", "fr"), text))


def placed(order: Order, slug: str) -> Placement:
    return Placement.objects.select_related("unit__party", "order__document").get(order=order, unit__party__slug=slug)


def function_at(order: Order, address: str) -> Function:
    return Function.objects.select_related("order__document", "paragraph", "unit").get(
        order=order, paragraph__number=address
    )


def facts_of(placement: Placement, **changes: object) -> PlacementFacts:
    names = ("name", "level", "acronym", "parent", "address", "head", "answers_to", "note")
    return PlacementFacts(**{**{name: getattr(placement, name) for name in names}, **changes})


def function_facts(function: Function, **changes: object) -> FunctionFacts:
    known = {
        "unit": function.unit,
        "address": function.address,
        "kind": function.kind,
        "summary": function.summary,
        "note": function.paragraph.note,
        "topics": tuple(link.topic for link in function.topic_links.select_related("topic")),
    }
    return FunctionFacts(**{**known, **changes})
