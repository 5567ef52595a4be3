"""The compiled catalogs of our own words."""

from __future__ import annotations

from gettext import GNUTranslations, c2py

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    ("language", "places"),
    [("es", {1: 0, 2: 2, 472: 2, 1_000_000: 1}), ("fr", {0: 0, 1: 0, 2: 1}), ("pt", {1: 0, 2: 1})],
)
def test_a_compiled_catalog_knows_which_plural_is_which(language: str, places: dict[int, int]) -> None:
    with (settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        said = GNUTranslations(file).info()["plural-forms"]
    rule = c2py(said.split("plural=")[1].rstrip(";"))
    assert {number: rule(number) for number in places} == places
