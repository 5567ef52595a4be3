"""A kind of notice of which the tests know every word."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy

from secretariat.core import notice_registry
from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """Return a kind that is mailed at once and that exists in this test only."""
    monkeypatch.setattr(notice_registry, "_kinds", dict(notice_registry._kinds))
    return add_kind(
        Kind(
            "sample",
            label="Something new",
            help="A sample.",
            words=gettext_lazy("%(title)s is new since %(day)s."),
            brief="A record is new.",
            default=Way.AT_ONCE,
        )
    )
