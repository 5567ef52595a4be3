"""What every test finds: the founding data, the cast, and each of them signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from secretariat.accounts.models import Person
from secretariat.core.freshness import forget_all
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.founding.cast import address_of, enter_cast
from secretariat.founding.installation import waiting_migrations
from secretariat.founding.loading import load_founding
from secretariat.founding.reading import read_package
from secretariat.founding.schema import Founding
from secretariat.parties.queries import loader, viewer_for


@pytest.fixture(scope="session")
def founding_data() -> Founding:
    """Return the package of founding data, read once: reading takes longer than most tests."""
    return read_package(settings.FOUNDING_PACKAGE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, founding_data: Founding) -> None:
    """Load the founding data and the cast once; each test then works in a transaction of its own."""
    with django_db_blocker.unblock():
        note_migrations()
        load_founding(founding_data, by=loader())
        enter_cast(founding_data, by=loader())


@pytest.fixture(scope="session", autouse=True)
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests attach apart from the files of any installation."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget what was made from records in the test before: what that wrote is taken back, versions and all."""
    forget_all()


def note_migrations() -> None:
    """Count every migration as done: the tables are made from the records as they are, which leads to the same."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for label, name in (each.split(".", 1) for each in waiting_migrations()):
        recorder.record_applied(label, name)


@pytest.fixture
def cast(db: None, founding_data: Founding) -> dict[str, Person]:
    """Return the cast by name."""
    people = {person.email: person for person in Person.objects.filter(is_demonstration=True)}
    return {member.key: people[address_of(member)] for member in founding_data.cast}


@pytest.fixture
def viewers(cast: dict[str, Person]) -> dict[str, Viewer]:
    """Return the viewers that the cast are today, and “anyone”."""
    today = timezone.localdate()
    return {"anyone": ANYONE, **{name: viewer_for(person, on=today) for name, person in cast.items()}}


@pytest.fixture
def as_person(cast: dict[str, Person]) -> Callable[[str], Client]:
    """Return how to get a client signed in as one of the cast, or as nobody for “anyone”."""

    def sign_in(name: str) -> Client:
        client = Client()
        if name != "anyone":
            client.force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
