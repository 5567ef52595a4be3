"""What the tests of whole installations find."""

from __future__ import annotations

import os

import pytest

from tests.installations import Installation, prepared


@pytest.fixture(scope="session")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation of the second, invented secretariat; processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    return prepared((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "lanterns")
