"""P5: ranked search, paragraphs of 300 words each: in the engine with counts and passages, and over HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import models

from bench.generate import identifier
from bench.harness import Bench, Figure
from secretariat.core.choices import Audience
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph, ParagraphText
from secretariat.search.asking import Marker, Question, ask
from secretariat.search.writer import Indexer

ENGINE_LIMIT, SERVER_LIMIT = 6.0, 8.0  # CPU-milliseconds of the 95th of 100 questions, and of a request
WORDS = 300  # of a text
VOCABULARY = 20_000
ASKED = 300
TABLE = 98  # the identifiers of the texts
BATCH = 1000
SYLLABLES = ("ba", "cor", "del", "fi", "gran", "hu", "jo", "ka", "lem", "mi", "nor", "pe", "ra", "sol", "ti", "var")


def measure(bench: Bench) -> Iterator[Figure]:
    """Give every invented paragraph a text, make the index, then ask for one to three words that stand together."""
    write_texts()
    begun = time.process_time()
    entries = Indexer().rebuild()
    spent = round(time.process_time() - begun, 1)
    yield Figure("p5", "index made from nothing", spent, "CPU-s", None, {"entries": entries})
    asked = questions()
    reader = Viewer(clearance=Audience.STATES)
    yield _timed("engine, 10 keys", asked, lambda question: ask(question, reader, with_counts=False))
    yield _timed("engine, 10 keys and their passages", asked, lambda question: _with_passages(question, reader))
    yield _timed("engine, 10 keys and the counts of seven filters", asked, lambda question: ask(question, reader))
    paths = [f"/search/?{urlencode({'q': ' '.join(question.words)})}" for question in asked]
    for what, headers in (("page", {}), ("under the box, as one types", {"HX-Request": "true"})):
        cost = bench.cost(bench.reader(), paths, **headers)
        yield Figure("p5", f"over HTTP: {what}", cost.pop("total"), "CPU-ms", SERVER_LIMIT, cost)


def _with_passages(question: Question, viewer: Viewer) -> None:
    answer = ask(question, viewer, with_counts=False)
    marker = Marker(answer.searcher, question.words)
    for key in answer.keys:
        marker.passage(TEXTS[hash(key) % len(TEXTS)], "es")


def _timed(what: str, asked: Sequence[Question], call: Callable[[Question], Any]) -> Figure:
    times = []
    for question in [*asked[:20], *asked]:
        begun = time.thread_time()
        call(question)
        times.append((time.thread_time() - begun) * 1000)
    ordered = sorted(times[20:])
    more = {"median_ms": round(ordered[len(ordered) // 2], 2)}
    return Figure("p5", what, round(ordered[int(len(ordered) * 0.95)], 2), "CPU-ms at p95", ENGINE_LIMIT, more)


# Invented texts: words as uneven as in a language, the same for the same number ------------------------------------

CHANCE = random.Random(5)  # noqa: S311 - the same texts in every run
KNOWN = [
    "".join(CHANCE.choices(SYLLABLES, k=CHANCE.randint(2, 4))) + CHANCE.choice(("", "s", "ción", "mente", "ing"))
    for _number in range(VOCABULARY)
]
WEIGHTS = [1 / (place + 3) for place in range(VOCABULARY)]
TEXTS = [" ".join(CHANCE.choices(KNOWN, WEIGHTS, k=WORDS)) for _number in range(2000)]


def questions() -> list[Question]:
    """Return questions of one to three words that stand in one text, so that each finds something."""
    chance = random.Random(6)  # noqa: S311
    picked = (chance.choice(TEXTS).split() for _number in range(ASKED))
    return [Question(chance.sample(words, chance.randint(1, 3))) for words in picked]


def write_texts() -> None:
    """Give a text to each invented paragraph that has none; past the services, which is for benchmarks alone."""
    without: models.QuerySet[Paragraph] = Paragraph.objects.filter(is_demonstration=True, texts__isnull=True)
    rows = (
        ParagraphText(
            id=identifier(TABLE, number, 1), paragraph_id=pk, language=LANGUAGES[number % 4],
            text=TEXTS[number % len(TEXTS)], source="invented", is_demonstration=True,
        )
        for number, pk in enumerate(list(without.order_by("pk").values_list("pk", flat=True)))
    )  # fmt: skip
    while batch := list(islice(rows, BATCH)):
        ParagraphText.objects.bulk_create(batch)
