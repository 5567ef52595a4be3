from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from secretariat.core.errors import Refused
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.models import Answer, AnswerSet, QuestionnaireVersion
from secretariat.questionnaires.queries import (
    Gain,
    answered_by,
    answers_by_question,
    free_remarks,
    learning_gain,
    means_by_dimension,
)
from secretariat.questionnaires.services import draft_version
from secretariat.questionnaires.tests.conftest import DAY, fill

HERE, THERE = uuid.uuid4(), uuid.uuid4()


def option(version: QuestionnaireVersion, position: int) -> str:
    question = version.questions.get(kind="choice")
    return str(question.options.get(position=position).pk)


def three(version: QuestionnaireVersion, source: uuid.UUID = HERE) -> None:
    fill(version, source, 5, 2, 4, 5, option(version, 1), 1, 4, "More time")
    fill(version, source, 4, 1, 4, None, option(version, 2), 1, None, "Less slides")
    fill(version, source, 4, 3, 4, 3, option(version, 1), 0, 2, "Thanks")


def test_answers_are_counted_by_question(version: QuestionnaireVersion) -> None:
    three(version)
    found = answers_by_question(version, [HERE])
    assert [(each.count, each.mean, each.is_hidden) for each in found] == [
        (3, Decimal("4.3"), False),
        (3, Decimal("2.0"), False),
        (3, Decimal("4.0"), False),
        (0, None, True),  # two answered
        (3, None, False),
        (3, None, False),
        (0, None, True),
        (3, None, False),  # words: how many, and no more
    ]
    assert [(each.label, each.count, each.percent) for each in found[0].shares] == [
        ("1 – of no use", 0, 0),
        ("2", 0, 0),
        ("3", 0, 0),
        ("4", 2, 67),
        ("5 – very useful", 1, 33),
    ]
    assert [(each.count, each.percent) for each in found[4].shares] == [(2, 67), (1, 33), (0, 0), (0, 0), (0, 0)]
    assert [(each.label, each.count) for each in found[5].shares] == [("yes", 2), ("no", 1)]
    assert found[7].shares == ()


@pytest.mark.parametrize(("number", "hidden"), [(1, True), (2, True), (3, False)])
def test_few_answers_are_not_shown(version: QuestionnaireVersion, number: int, hidden: bool) -> None:
    for _each in range(number):
        fill(version, HERE, 5, 1, 5, 5, None, 1, 5, "Secret words")
    found = answers_by_question(version, [HERE])
    assert {each.is_hidden for each in found if each.question.kind != "choice"} == {hidden}
    assert (learning_gain([HERE]) is None, means_by_dimension([HERE]) == {}) == (hidden, hidden)
    assert free_remarks(version, HERE)[0][1] == ([] if hidden else ["Secret words"] * 3)


def test_a_small_evaluation_is_left_out_of_the_sum(version: QuestionnaireVersion) -> None:
    """Else the sum of two, less the one that is shown, would tell what the two people of the other said."""
    three(version)
    fill(version, THERE, 1, 1, 1)
    fill(version, THERE, 1, 1, 1)
    assert answered_by([HERE, THERE]) == {HERE: 3, THERE: 2}
    assert answers_by_question(version, [HERE, THERE]) == answers_by_question(version, [HERE])
    assert learning_gain([HERE, THERE]) == learning_gain([HERE])
    assert means_by_dimension([HERE, THERE])["usefulness"] == (3, Decimal("4.3"))


def test_a_question_that_few_answered_is_left_out_of_the_sum(version: QuestionnaireVersion) -> None:
    """In one evaluation two answered the fourth question: the sum with another must not tell what."""
    three(version)
    for _each in range(3):
        fill(version, THERE, 1, 1, 1, 1)
    together, alone = (answers_by_question(version, each)[3] for each in ([HERE, THERE], [THERE]))
    assert (together.count, together.mean, alone.count) == (3, Decimal("1.0"), 3)
    assert means_by_dimension([HERE, THERE])["intent"] == (3, Decimal("1.0"))


def test_how_many_must_have_answered_is_a_setting(version: QuestionnaireVersion, settings: Any) -> None:
    three(version)
    settings.SMALLEST_COUNT_SHOWN = 4
    assert {each.is_hidden for each in answers_by_question(version, [HERE])} == {True}


def test_the_gain_is_of_those_who_told_both(version: QuestionnaireVersion) -> None:
    three(version)
    assert learning_gain([HERE]) == Gain(3, Decimal("2.0"), Decimal("4.0"), Decimal("2.0"))
    assert learning_gain([THERE]) is None


@pytest.mark.parametrize(
    ("answers", "position", "objection"),
    [
        ((6, 1, 1), 1, "This is none of the answers."),
        ((2.5, 1, 1), 1, "This is none of the answers."),
        (("x", 1, 1), 1, "This is not a number."),
        ((1, None, 1), 2, "This field is required."),
        ((1, 1, 1, None, uuid.uuid4()), 5, "This is none of the answers."),
        ((1, 1, 1, None, None, 2), 6, "This is none of the answers."),
        ((1, 1, 1, None, None, None, None, "x" * 4001), 8, "Write up to 4000 characters."),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_kept(
    version: QuestionnaireVersion, answers: tuple[Any, ...], position: int, objection: str
) -> None:
    with pytest.raises(ValidationError) as error:
        fill(version, HERE, *answers)
    assert error.value.message_dict == {str(version.questions.get(position=position).pk): [objection]}
    assert (AnswerSet.objects.count(), Answer.objects.count()) == (0, 0)


def test_a_draft_takes_no_answers(version: QuestionnaireVersion, keeper: Viewer) -> None:
    with pytest.raises(Refused, match="draft"):
        fill(draft_version(version.questionnaire, by=keeper), HERE, 1, 1, 1)


# Nobody is named --------------------------------------------------------------------------------------------------


def test_a_form_says_the_day_and_nothing_else() -> None:
    assert [each.name for each in AnswerSet._meta.concrete_fields] == ["id", "version", "source", "day"]
    assert [each.name for each in Answer._meta.concrete_fields] == [
        *("id", "answer_set", "question", "number", "option", "text")
    ]
    assert (hasattr(AnswerSet, "history"), hasattr(Answer, "history")) == (False, False)  # a history knows the minute


def test_identifiers_tell_no_order(version: QuestionnaireVersion) -> None:
    three(version)
    both = [*AnswerSet.objects.all(), *Answer.objects.all()]
    assert {each.pk.version for each in both} == {4}


def _stored(version: QuestionnaireVersion) -> list[Any]:
    """Return the usefulness that each form says, in the order in which the database keeps the forms."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM questionnaires_answerset ORDER BY {place}")  # noqa: S608 - a word of ours
        forms = [uuid.UUID(str(row[0])) for row in cursor.fetchall()]
    said = dict(Answer.objects.filter(question__position=1).values_list("answer_set", "number"))
    return [int(said[each] or 0) for each in forms]


def test_the_place_of_a_form_does_not_tell_when_it_came(version: QuestionnaireVersion) -> None:
    """Kept in the order they came they would stand 1, 1, 1, … 5: by chance once in 300,000 million."""
    sent = [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 4
    for each in sent:
        fill(version, HERE, each, 1, 1)
    assert sorted(_stored(version)) == sent
    assert _stored(version) != sent


def test_the_earlier_forms_get_new_identifiers_with_each_that_comes(version: QuestionnaireVersion) -> None:
    """So that a copy of the database made between tells no more than that somebody answered."""
    three(version)
    before = set(AnswerSet.objects.values_list("pk", flat=True))
    fill(version, HERE, 1, 1, 1)
    after = set(AnswerSet.objects.values_list("pk", flat=True))
    assert (len(after), before & after) == (4, set())


def test_days_stay_with_their_forms(version: QuestionnaireVersion) -> None:
    fill(version, HERE, 1, 1, 1, on=DAY.replace(day=15))
    fill(version, HERE, 5, 1, 1, on=DAY)
    rows = Answer.objects.filter(question__position=1).order_by("number")
    assert [(int(each.number or 0), each.answer_set.day.day) for each in rows] == [(1, 15), (5, 14)]
