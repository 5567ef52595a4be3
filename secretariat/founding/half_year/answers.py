"""What the participants of the invented work answered when they were asked."""

from __future__ import annotations

import random

from secretariat.delivery.models import Deliverable
from secretariat.evaluation.services import ask_participants
from secretariat.founding.half_year.stage import DAY, Stage, days_of
from secretariat.founding.half_year.works import reason_of
from secretariat.founding.schema import Work
from secretariat.questionnaires.choices import Dimension, QuestionKind
from secretariat.questionnaires.models import Question
from secretariat.questionnaires.services import keep_answers

OPEN_FOR = 21 * DAY
LIKELY = {Dimension.LEARNING_BEFORE: (1, 2, 2, 3, 3, 4), Dimension.LEARNING_AFTER: (3, 4, 4, 4, 5, 5)}
USUALLY = (3, 4, 4, 4, 5, 5)
UNLIKELY = 0.1  # that somebody says no


def ask_and_answer(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    """Ask the participants with the standard questionnaire, and fill in as many forms as the work says."""
    if not work.answers:
        return
    last = days_of(work)[1]
    by = stage.viewer(work.by, last + DAY)
    invited = work.women + work.men
    asked = ask_participants(
        deliverable,
        opens_on=last + DAY,
        closes_on=last + OPEN_FOR,
        invited=invited,
        by=by,
        reason=reason_of(work),
    )
    chance = random.Random(work.key)  # noqa: S311 - the same each time is meant
    questions = list(asked.version.questions.order_by("position").prefetch_related("options"))
    for _form in range(min(work.answers, invited)):
        given = {each.pk: answer for each in questions if (answer := _answer(each, chance)) is not None}
        day = last + chance.randrange(1, OPEN_FOR.days) * DAY
        keep_answers(asked.version, source=asked.pk, given=given, on=day)


def _answer(question: Question, chance: random.Random) -> object:
    if question.kind == QuestionKind.SCALE:
        return str(chance.choice(LIKELY.get(Dimension(question.dimension), USUALLY)))
    if question.kind == QuestionKind.CHOICE:
        return chance.choice([str(each.pk) for each in question.options.order_by("position")])
    return str(int(chance.random() > UNLIKELY)) if question.kind == QuestionKind.YES_NO else None
