from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from secretariat.core.pages import Page


def test_a_page_without_a_rule_does_not_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="declares no rule"):

        class Open(Page):
            """A page whose writer forgot to say who may open it."""


def test_a_base_of_pages_may_leave_the_rule_to_its_pages() -> None:
    class Base(Page):
        """Not a page itself."""

        abstract = True

    with pytest.raises(ImproperlyConfigured):

        class Child(Base):
            """A page, and it has no rule either."""
