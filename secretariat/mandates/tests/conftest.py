"""What the tests of mandates share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate
from secretariat.mandates.tests.factories import a_mandate

SignIn = Callable[[str], Client]


@pytest.fixture
def english(as_person: SignIn) -> SignIn:
    """Return how to sign in and read in English."""

    def sign_in(name: str) -> Client:
        client = as_person(name)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def mandate(db: None) -> Mandate:
    """Keep an instruction to the secretariat of which nothing else is known."""
    return a_mandate()


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]
