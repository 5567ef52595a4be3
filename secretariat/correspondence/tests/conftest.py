"""What the tests of distributions begin with: a mail server, documents for everyone and for fewer, and who sends."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.job_registry import Progress
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Distribution
from secretariat.correspondence.services import compose_distribution, send_distribution
from secretariat.correspondence.services.delivering import deliver
from secretariat.correspondence.tests.mail_server import MailServer, listening
from secretariat.documents.choices import DocumentKind
from secretariat.documents.models import Document
from secretariat.documents.services import enter_document
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import operator

NOW = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
DAY = NOW.date()
AsPerson = Callable[[str], Client]


@pytest.fixture
def server(settings: LazySettings) -> Iterator[MailServer]:
    """Return a mail server with which the product speaks SMTP."""
    with listening() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "secretariat@example.org"
        settings.BOUNCE_ADDRESS = "bounces@example.org"
        yield server


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def unit(db: None) -> Unit:
    found: Unit = Unit.objects.select_related("party").get(party__slug="s-cicte")
    return found


@pytest.fixture
def states(cast: Any) -> list[Party]:
    """Return the States of the two delegates of the cast, by key: Chile and Grenada."""
    return list(Party.objects.filter(slug__in=("grenada", "chile")).order_by("slug"))


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def document(title: str, audience: Audience = Audience.PUBLIC, **facts: Any) -> Document:
    """Enter a report that exists in English and Spanish."""
    usual: dict[str, Any] = {"original_language": "en", "languages": ["es"], **facts}
    kind = DocumentKind.REPORT
    return enter_document("", words(title), kind, usual.pop("issuer", None), by=operator(), audience=audience, **usual)


@pytest.fixture
def public(db: None) -> Document:
    return document("Port guide")


@pytest.fixture
def for_states(db: None) -> Document:
    return document("Zqx for States", Audience.STATES)


@pytest.fixture
def draft(officer: Viewer, unit: Unit, public: Document, for_states: Document, states: list[Party]) -> Distribution:
    """Return a draft of two documents to two States."""
    return compose_distribution(
        unit=unit,
        purpose="in_advance",  # type: ignore[arg-type]
        subject=words("Documents for the workshop"),
        text=words("Please find enclosed."),
        documents=[public, for_states],
        recipients=states,
        by=officer,
        on=DAY,
    )


def send(distribution: Distribution, by: Viewer, at: datetime.datetime = NOW) -> dict[str, int]:
    """Have a distribution sent and let the worker work."""
    send_distribution(distribution, by=by, at=at)
    return work(at)


def work(at: datetime.datetime = NOW) -> dict[str, int]:
    """Let the worker work once."""
    return deliver(Progress(), clock=lambda: at)
