"""The reference in `docs/look-up` says what the code says."""

from __future__ import annotations

import reference

NOT_CURRENT = "These pages of docs/look-up do not say what the code says: run `make reference` and commit them."


def test_reference_is_current() -> None:
    assert reference.outdated() == [], NOT_CURRENT


def test_reference_is_the_same_each_time() -> None:
    assert reference.pages() == reference.pages()
