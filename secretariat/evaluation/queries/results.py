"""What participants answered, as numbers; and evaluations of many events together, for reports."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from secretariat.core.viewer import Viewer
from secretariat.evaluation.choices import Stage
from secretariat.evaluation.models import EventEvaluation
from secretariat.questionnaires.models import Question
from secretariat.questionnaires.queries import (
    Gain,
    QuestionResult,
    answered_by,
    answers_by_question,
    free_remarks,
    learning_gain,
    means_by_dimension,
    told,
)


@dataclass(frozen=True)
class Results:
    """What somebody is told of the answers to one evaluation on a day.

    ``answered`` is None where they may not know how many. Until the evaluation is closed there is nothing else.
    ``is_small``: too few answered, and nothing else is told. ``remarks``: what was written in words, for the unit.
    """

    stage: Stage
    answered: int | None = None
    is_small: bool = False
    questions: tuple[QuestionResult, ...] = ()
    gain: Gain | None = None
    remarks: tuple[tuple[Question, list[str]], ...] = ()


def results_of(evaluation: EventEvaluation, *, on: datetime.date, for_unit: bool = False) -> Results:
    """Return what somebody who sees the evaluation is told of its answers on a day; ``for_unit`` who evaluates.

    SECURITY: while answers come in, only how many is told, to the unit alone: who looks twice at a result would learn
    what the one answered who came between.
    """
    stage = evaluation.stage_on(on)
    number = answered_by([evaluation.pk]).get(evaluation.pk, 0)
    if stage != Stage.CLOSED:
        return Results(stage, number if for_unit else None)
    if not told(number):
        return Results(stage, number if for_unit else None, is_small=True)
    return Results(
        stage,
        number,
        questions=tuple(answers_by_question(evaluation.version, [evaluation.pk])),
        gain=learning_gain([evaluation.pk]),
        remarks=tuple(free_remarks(evaluation.version, evaluation.pk)) if for_unit else (),
    )


@dataclass(frozen=True)
class Summary:
    """Evaluations of several events together. Units: ``evaluations`` closed, ``answered`` filled forms of those shown.

    ``means``: by dimension, how many answers on the scale from 1 to 5 and their mean. Events too small to be shown are
    counted in ``evaluations`` and in nothing else.
    """

    evaluations: int = 0
    shown: int = 0
    answered: int = 0
    invented: int = 0  # of the evaluations, how many were invented for the demonstration
    means: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    gain: Gain | None = None


def summary_of(deliverables: Collection[uuid.UUID], viewer: Viewer, *, on: datetime.date) -> Summary:
    """Return what participants of some deliverables answered, as far as evaluations were closed by ``on``.

    Only evaluations that the viewer may see.
    """
    rows = EventEvaluation.objects.visible_to(viewer).closed_by(on).filter(deliverable__in=deliverables)
    found = dict(rows.values_list("pk", "is_demonstration"))
    numbers = {key: number for key, number in answered_by(found).items() if told(number)}
    return Summary(
        evaluations=len(found),
        shown=len(numbers),
        answered=sum(numbers.values()),
        invented=sum(found.values()),
        means=means_by_dimension(numbers),
        gain=learning_gain(numbers),
    )
