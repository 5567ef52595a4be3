from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from secretariat.core.dates import known_date, partial_date, partial_end, written_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2019", datetime.date(2019, 1, 1), datetime.date(2019, 12, 31), "year"),
        ("2024-02", datetime.date(2024, 2, 1), datetime.date(2024, 2, 29), "month"),
        ("2023-12", datetime.date(2023, 12, 1), datetime.date(2023, 12, 31), "month"),
        ("2023-11-19", datetime.date(2023, 11, 19), datetime.date(2023, 11, 19), "day"),
        ("", None, None, "day"),
        (None, None, None, "day"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(
    text: str | None, first: datetime.date | None, last: datetime.date | None, precision: str
) -> None:
    assert (partial_date(text), partial_end(text)) == ((first, precision), (last, precision))


@pytest.mark.parametrize("text", ["20", "2019-1", "2019-13", "2019-02-30", "19 July", "2019/07/19"])
def test_what_is_no_date_is_refused(text: str) -> None:
    for read in (partial_date, partial_end):
        with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the reader sees those of the file
            read(text)


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("en", "day", "July 19, 2016"),
        ("es", "day", "19 de julio de 2016"),
        ("fr", "month", "juillet 2016"),
        ("pt", "year", "2016"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(language: str, precision: str, words: str) -> None:
    with translation.override(language):
        assert written_date(datetime.date(2016, 7, 19), precision) == words


def test_a_date_that_is_not_known_says_so() -> None:
    with translation.override("en"):
        assert (known_date(None), written_date(None)) == ("not recorded", "")
