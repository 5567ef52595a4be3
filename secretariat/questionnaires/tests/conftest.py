"""What the tests of questionnaires begin with: the standard questionnaire on events."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.models import Question, QuestionnaireVersion
from secretariat.questionnaires.services import keep_answers

DAY = datetime.date(2016, 9, 14)


@pytest.fixture
def keeper(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["knowledge_officer"]


@pytest.fixture
def version(db: None) -> QuestionnaireVersion:
    """The version of the standard questionnaire that founding data brings."""
    return QuestionnaireVersion.objects.select_related("questionnaire").get(questionnaire__slug="event", number=1)


def words(text: str) -> Labels:
    return Labels(dict.fromkeys(LANGUAGES, text))


def fill(version: QuestionnaireVersion, source: uuid.UUID, *answers: Any, on: datetime.date = DAY) -> None:
    """Fill a form: the answers in the order of the questions, None for what is left out."""
    questions: list[Question] = list(version.questions.order_by("position"))
    given = dict(zip((each.pk for each in questions), answers, strict=False))
    keep_answers(version, source=source, given=given, on=on)
