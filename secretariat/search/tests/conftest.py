"""An index of the founding data, made once; a test that writes has its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from secretariat.core.viewer import Viewer
from secretariat.search.asking import Answer, Question, ask
from secretariat.search.words import typed_words
from secretariat.search.writer import Indexer

Find = Callable[..., Answer]


@pytest.fixture
def indexer(db: None, tmp_path: Path, settings: LazySettings) -> Indexer:
    """Return what keeps an index of this test's own, made of what is on record."""
    settings.SEARCH_INDEX = tmp_path / "index"
    indexer = Indexer()
    indexer.rebuild()
    return indexer


@pytest.fixture(scope="session")
def founding_index(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Make an index of the founding data once, for the tests that only read."""
    folder = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX=folder):
        Indexer().rebuild()
    return folder


@pytest.fixture
def find(founding_index: Path, viewers: dict[str, Viewer], settings: LazySettings) -> Find:
    """Return how to search the founding data: by words, as one of the cast."""
    settings.SEARCH_INDEX = founding_index

    def found(typed: str, who: str = "anyone", *, most: int = 20, is_typing: bool = False, **filters: str) -> Answer:
        return ask(Question(typed_words(typed), filters, is_typing), viewers[who], most=most)

    return found
