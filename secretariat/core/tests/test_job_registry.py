from __future__ import annotations

import datetime

import pytest

from secretariat.core.job_registry import Daily, Every, Job, Monthly, Progress, Rhythm, Weekly, add_job, find_job

THREE = datetime.time(3)


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


SLOTS = [
    (Every(15), "2026-03-08 06:59:59", "2026-03-08 06:45", "2026-03-08 07:00"),
    (Every(15), "2026-03-08 07:00", "2026-03-08 07:00", "2026-03-08 07:15"),
    (Every(1440), "1999-12-31 12:00", "1999-12-31 00:00", "2000-01-01 00:00"),
    (Daily(THREE), "2026-02-28 02:59", "2026-02-27 03:00", "2026-02-28 03:00"),
    (Daily(THREE), "2028-02-28 03:00", "2028-02-28 03:00", "2028-02-29 03:00"),
    (Weekly(THREE, 0), "2026-11-22 12:00", "2026-11-16 03:00", "2026-11-23 03:00"),
    (Weekly(THREE, 6), "2026-11-22 02:00", "2026-11-15 03:00", "2026-11-22 03:00"),
    (Monthly(THREE, 28), "2026-03-01 00:00", "2026-02-28 03:00", "2026-03-28 03:00"),
    (Monthly(THREE, 1), "2026-12-31 23:59", "2026-12-01 03:00", "2027-01-01 03:00"),
]


@pytest.mark.parametrize(("rhythm", "now", "last", "following"), SLOTS)
def test_rhythm_finds_the_slots_around_a_moment(rhythm: Rhythm, now: str, last: str, following: str) -> None:
    assert (rhythm.last(moment(now)), rhythm.next(moment(now))) == (moment(last), moment(following))


def test_slots_between_two_moments_exclude_the_first_and_include_the_last() -> None:
    found = Daily(THREE).between(moment("2026-01-01 03:00"), moment("2026-01-04 03:00"), most=10)
    assert found == [moment(f"2026-01-0{day} 03:00") for day in (2, 3, 4)]
    assert Daily(THREE).between(moment("2026-01-01 03:00"), moment("2026-01-04 03:00"), most=2) == found[:2]


@pytest.mark.parametrize("day", [0, 29, 31])
def test_monthly_refuses_a_day_that_some_months_lack(day: int) -> None:
    with pytest.raises(ValueError, match="does not come every month"):
        Monthly(THREE, day)


def test_rhythm_is_said_in_words() -> None:
    said = [each.words() for each in (Every(1), Every(15), Daily(THREE), Weekly(THREE, 0), Monthly(THREE, 1))]
    assert said == [
        "every minute",
        "every 15 minutes",
        "daily at 03:00 UTC",
        "every Monday at 03:00 UTC",
        "on day 1 of the month at 03:00 UTC",
    ]


def test_job_of_a_known_name_is_refused() -> None:
    known = find_job("sessions-clear")
    assert known is not None
    with pytest.raises(ValueError, match="a job “sessions-clear” already"):
        add_job(Job("sessions-clear", "Other", known.work))


def test_progress_over_items_reports_before_each_and_at_the_end() -> None:
    class Noted(Progress):
        said: list[tuple[int, int, str]] = []

        def report(self, done: int, total: int = 0, saying: str = "") -> None:
            self.said.append((done, total, saying))

    assert list(Noted().over(["a", "b"], "letters")) == ["a", "b"]
    assert Noted.said == [(0, 2, "letters"), (1, 2, "letters"), (2, 2, "letters")]
