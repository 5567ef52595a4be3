"""The same function in two units."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.core.cache import caches
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.utils import default_process

from secretariat.organization.choices import OrderState
from secretariat.organization.models import Function, Order

# Measured on EO 16-01 Rev. 1: functions that differ in their field alone reach 88, the same work in other words 97.
ALIKE = 92


@dataclass(frozen=True)
class Likeness:
    """Functions of at least two units that say the same, in the order's sequence.

    Units: ``score`` is the lowest likeness by which one joined the group, 100 where all say the same words.
    """

    functions: tuple[uuid.UUID, ...]
    score: int


def similar_functions(order: Order) -> tuple[Likeness, ...]:
    """Return the groups of numbered functions that different units have in common.

    Two are alike where their English summaries are equal or the set of their words is alike by 92 of 100. Computed once
    for an issued order, which never changes; a draft is read afresh.
    """
    if order.state != OrderState.ISSUED:
        return _groups(order)
    key = f"organization.similar.{order.pk}"
    kept: tuple[Likeness, ...] | None = caches["memory"].get(key)
    if kept is None:
        kept = _groups(order)
        caches["memory"].set(key, kept, timeout=None)
    return kept


def similar_to(function: Function) -> tuple[uuid.UUID, ...]:
    """Return the functions that say the same as this one."""
    for group in similar_functions(function.order):
        if function.pk in group.functions:
            return tuple(each for each in group.functions if each != function.pk)
    return ()


def _groups(order: Order) -> tuple[Likeness, ...]:
    rows = (
        Function.objects.filter(order=order)
        .numbered()
        .order_by("paragraph__position")
        .values_list("pk", "unit", "paragraph__summary")
    )
    words = [(pk, unit, default_process(summary.in_language("en"))) for pk, unit, summary in rows]
    group_of = {pk: {pk} for pk, _unit, _text in words}
    scores: dict[uuid.UUID, float] = {}
    for one, other, score in _pairs(words):
        joined = group_of[one] | group_of[other]
        for pk in joined:
            group_of[pk] = joined
        lowest = min(score, *(scores.get(pk, 100.0) for pk in joined))
        scores.update(dict.fromkeys(joined, lowest))
    sequence = [pk for pk, _unit, _text in words]
    heads = [pk for pk in sequence if len(group_of[pk]) > 1 and pk == min(group_of[pk], key=sequence.index)]
    return tuple(Likeness(tuple(sorted(group_of[pk], key=sequence.index)), int(scores[pk])) for pk in heads)


def _pairs(words: list[tuple[uuid.UUID, uuid.UUID, str]]) -> Iterator[tuple[uuid.UUID, uuid.UUID, float]]:
    for (one, unit, text), (other, another, words_of_other) in combinations(words, 2):
        if unit == another or not text or not words_of_other:
            continue
        score = token_set_ratio(text, words_of_other, score_cutoff=ALIKE)
        if score:
            yield one, other, score
