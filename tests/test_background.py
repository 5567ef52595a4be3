"""Work in the background with several real workers, some of which are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.background.schedule import ITEMS
from tests.installations import PATIENCE, ROOT, Installation

SETTINGS = "tests.background.settings"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give an installation with the jobs of the tests, on the kind of database that the tests run on."""
    given, name = os.environ.get("DATABASE_URL", ""), f"background_{os.getpid()}"
    folder, extra = tmp_path_factory.mktemp("background"), {"DJANGO_SETTINGS_MODULE": SETTINGS}
    if given.startswith("postgres"):
        server = given.rpartition("/")[0]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as door:
            door.execute(f'create database "{name}"')
            yield _prepared(Installation(folder, extra={**extra, "DATABASE_URL": f"{server}/{name}"}))
            door.execute(f'drop database "{name}" with (force)')
    else:
        yield _prepared(Installation(folder, extra=extra))


def _prepared(installation: Installation) -> Installation:
    command = [sys.executable, "-m", "secretariat", "prepare"]
    done = subprocess.run(
        command, cwd=ROOT, env=installation.environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return installation


@pytest.fixture
def place(installation: Installation) -> Installation:
    """Give the installation without what earlier tests asked for and wrote down."""
    for name in ("quick", "long", "begun", "mail"):
        (installation.folder / name).unlink(missing_ok=True)
    ask(installation, "nothing")
    return installation


def ask(place: Installation, what: str, number: int = 0) -> Any:
    command = [sys.executable, "-m", "tests.background.ask", what, str(number)]
    done = subprocess.run(
        command, cwd=ROOT, env=place.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


def lines(place: Installation, name: str) -> list[str]:
    path = place.folder / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def wait_until(place: Installation, name: str, number: int) -> None:
    """Wait until a file has so many lines."""
    until = time.monotonic() + PATIENCE
    while len(lines(place, name)) < number:
        assert time.monotonic() < until, f"{name}: {lines(place, name)}"
        time.sleep(0.05)


def end(*workers: subprocess.Popen[str]) -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.communicate(timeout=PATIENCE)


def test_several_workers_do_each_run_once(place: Installation) -> None:
    ask(place, "quick", 60)
    workers = [place.start("worker") for _each in range(3)]
    wait_until(place, "quick", 60)
    time.sleep(1)
    end(*workers)
    done = [line.split() for line in lines(place, "quick")]
    assert Counter(argument for argument, _process in done) == Counter(f"quick-{each}" for each in range(60))
    assert len({process for _argument, process in done}) > 1
    assert ask(place, "state")["runs"] == {"done": 60}


def test_job_of_a_killed_worker_is_taken_up_by_another_and_done_once(place: Installation) -> None:
    ask(place, "long", 1)
    first = place.start("worker")
    wait_until(place, "long", 3)
    first.kill()
    first.communicate(timeout=PATIENCE)
    left = len(lines(place, "long"))
    assert ask(place, "state")["runs"] == {"running": 1}
    second = place.start("worker")
    wait_until(place, "long", ITEMS)
    time.sleep(1)
    end(second)
    assert (3 <= left < ITEMS, len(lines(place, "begun"))) == (True, 2)
    assert Counter(lines(place, "long")) == Counter(str(each) for each in range(ITEMS))
    state = ask(place, "state")
    assert (state["runs"], state["attempts"]) == ({"done": 1}, [2])


def test_worker_that_is_asked_to_stop_lays_its_job_down_for_the_next(place: Installation) -> None:
    ask(place, "long", 1)
    first = place.start("worker")
    wait_until(place, "long", 3)
    end(first)
    state = ask(place, "state")
    assert (first.returncode, state["runs"], state["attempts"]) == (0, {"waiting": 1}, [0])
    assert place.run("worker", "--batch").returncode == 0
    assert Counter(lines(place, "long")) == Counter(str(each) for each in range(ITEMS))
    assert ask(place, "state")["runs"] == {"done": 1}


def test_letters_of_killed_workers_are_sent_once_at_most_and_the_others_all(place: Installation) -> None:
    ask(place, "mail", 40)
    for number in (5, 12):
        worker = place.start("worker")
        wait_until(place, "mail", number)
        worker.kill()
        worker.communicate(timeout=PATIENCE)
    last = place.start("worker")
    wait_until(place, "mail", 38)
    time.sleep(3)
    end(last)
    sent = Counter(lines(place, "mail"))
    letters = ask(place, "state")["letters"]
    assert set(sent.values()) == {1}
    assert letters["sent"] + letters.get("sending", 0) == 40  # of those in sending nobody knows: not sent again
    assert letters.get("sending", 0) <= 2
    assert len(sent) >= letters["sent"]
