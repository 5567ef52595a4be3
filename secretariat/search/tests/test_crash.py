"""Kill whoever writes the index, at any moment: after the next start everything that was committed is found."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.installations import ROOT, Installation

pytestmark = pytest.mark.installation

ROUNDS = 4
# Writes topics, and says how many it has committed; then goes on writing until it is ended.
WRITE = """
import django, sys
django.setup()
from secretariat.core.history import keep_all
from secretariat.core.languages import Labels
from secretariat.parties.queries import loader
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic
turn, by = sys.argv[1], loader()
for number in range(20):
    words = Labels(dict.fromkeys(("en", "es", "pt", "fr"), f"quokka{turn}x{number}"))
    keep_all([Topic(slug=f"q-{turn}-{number}", label=words, kind=TopicKind.values[0])], by=by, reason="a trial")
"""
FIND = """
import django, json
django.setup()
from secretariat.core.search_registry import searchables
from secretariat.parties.queries import operator
from secretariat.search.asking import Question, ask
from secretariat.search.entries import key_of
by = operator()
found = ask(Question(()), by, most=100000)
stored = {key_of(each, pk) for each in searchables() for pk in each.rows().values_list("pk", flat=True)}
words = [ask(Question([f"quokka{turn}x{number}"]), by).count for turn in range(ROUNDS) for number in range(20)]
print(json.dumps({"missing": len(stored - set(found.keys)), "extra": len(set(found.keys) - stored),
                  "double": len(found.keys) - len(set(found.keys)), "words": words, "count": found.count}))
""".replace("ROUNDS", str(ROUNDS))


def run(installation: Installation, program: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT, env=installation.environment, capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_writer_killed_while_it_writes_loses_nothing(tmp_path: Path) -> None:
    installation, chance = Installation(tmp_path), random.Random(16)  # noqa: S311 - moments, not secrets
    assert installation.run("prepare").returncode == 0
    begun = time.monotonic()
    assert installation.run("index").returncode == 0
    whole = time.monotonic() - begun
    killed = 0
    for turn in range(ROUNDS):
        run(installation, WRITE, str(turn))
        writer = installation.start("index", *(["--rebuild"] if turn % 2 else []))
        time.sleep(chance.uniform(0.3, 0.7) * whole)
        if writer.poll() is None:
            os.killpg(writer.pid, signal.SIGKILL)
            killed += 1
        writer.communicate()
    assert killed > 0, "every writer had ended before it was killed"
    assert installation.run("index").returncode == 0
    told = json.loads(run(installation, FIND))
    assert told == {"missing": 0, "extra": 0, "double": 0, "words": [1] * 20 * ROUNDS, "count": told["count"]}
    assert told["count"] > 20 * ROUNDS


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    assert installation.run("prepare").returncode == 0
    rebuilt = installation.run("index", "--rebuild", "--json")
    assert json.loads(rebuilt.stdout)["entries"] > 40
    assert json.loads(installation.run("index", "--json").stdout) == {"changes": 0}
    run(installation, WRITE, "0")
    assert installation.run("index").stdout == "20 changes\n"
