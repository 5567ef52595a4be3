"""What was answered: numbers by question, never a single form.

SECURITY: whatever reaches a page, a file or a program goes through here, where fewer answers than the setting
``SMALLEST_COUNT_SHOWN`` are not told. Who may see the results at all, the app that asked says; it tells them once no
more answers come in, since two looks at a growing number would tell of the one who answered between.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from secretariat.questionnaires.choices import MEASURED, SCALE, Dimension, QuestionKind
from secretariat.questionnaires.models import Answer, AnswerSet, Question, QuestionnaireVersion

Sources = Collection[uuid.UUID]
TENTH = Decimal("0.1")
BEFORE_AND_AFTER = 2


@dataclass(frozen=True)
class Share:
    """One possible answer, how many gave it, and what part that is. Units: ``percent`` is whole, rounded half up."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class QuestionResult:
    """The answers to one question. Units: ``mean`` to one decimal; for yes or no, None.

    Where too few answered, ``is_hidden`` and everything else is empty, how many they are as well.
    """

    question: Question
    count: int = 0
    mean: Decimal | None = None
    shares: tuple[Share, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class Gain:
    """Knowledge before and afterwards, of those who told both. Units: means of a scale from 1 to 5, to one decimal."""

    count: int
    before: Decimal
    after: Decimal
    gain: Decimal


@dataclass
class _Tally:
    count: int = 0
    total: Decimal = Decimal(0)
    by_value: dict[Any, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, value: Any, times: int) -> None:
        self.count += times
        self.by_value[value] += times
        if isinstance(value, Decimal):
            self.total += value * times

    def take(self, other: _Tally) -> None:
        for value, times in other.by_value.items():
            self.add(value, times)


def answered_by(sources: Sources) -> dict[uuid.UUID, int]:
    """Return how many forms came in for each of some evaluations; those without any are left out."""
    rows = AnswerSet.objects.filter(source__in=sources).values("source").annotate(number=Count("pk"))
    return {row["source"]: row["number"] for row in rows.order_by()}


def told(number: int) -> bool:
    """Tell whether a number of answers is large enough to be shown."""
    return number >= int(settings.SMALLEST_COUNT_SHOWN)


def answers_by_question(version: QuestionnaireVersion, sources: Sources) -> list[QuestionResult]:
    """Return the answers to each question of a version, in the order of asking, over some evaluations together.

    An evaluation that is too small to be shown by itself is left out of the sum, and so is a question that too few
    answered there: else the difference would show it.
    """
    tallies: dict[uuid.UUID, _Tally] = defaultdict(_Tally)
    for (_source, question), tally in _tallies(sources, Q(question__version=version)).items():
        tallies[question].take(tally)
    questions = version.questions.order_by("position").prefetch_related("options")
    return [_result(each, tallies.get(each.pk, _Tally())) for each in questions]


def _tallies(sources: Sources, asked: Q) -> dict[tuple[uuid.UUID, uuid.UUID], _Tally]:
    """Return the answers by evaluation and question, of those alone that are enough to be shown by themselves."""
    shown = [source for source, number in answered_by(sources).items() if told(number)]
    found: dict[tuple[uuid.UUID, uuid.UUID], _Tally] = defaultdict(_Tally)
    rows = Answer.objects.filter(asked, answer_set__source__in=shown)
    for row in rows.values("answer_set__source", "question", "number", "option").annotate(times=Count("pk")).order_by():
        value = row["number"] if row["number"] is not None else row["option"]
        found[row["answer_set__source"], row["question"]].add(value, row["times"])
    return {key: tally for key, tally in found.items() if told(tally.count)}


def _result(question: Question, tally: _Tally) -> QuestionResult:
    if not told(tally.count):
        return QuestionResult(question, is_hidden=True)
    mean = _rounded(tally.total / tally.count) if question.kind in MEASURED else None
    return QuestionResult(question, tally.count, mean, tuple(_shares(question, tally)))


def _shares(question: Question, tally: _Tally) -> Iterable[Share]:
    for value, label in _possible(question):
        number = tally.by_value.get(value, 0)
        yield Share(label, number, int((Decimal(100 * number) / tally.count).quantize(Decimal(1), ROUND_HALF_UP)))


def _possible(question: Question) -> Iterable[tuple[Any, str]]:
    """Return the values an answer can have, with their words; none where they are not counted one by one."""
    if question.kind == QuestionKind.SCALE:
        ends: Mapping[int, Any] = {SCALE[0]: question.lowest, SCALE[1]: question.highest}
        for value in range(SCALE[0], SCALE[1] + 1):
            words = str(ends.get(value, "") or "")
            yield Decimal(value), f"{value} – {words}" if words else str(value)
    elif question.kind == QuestionKind.YES_NO:
        yield from ((Decimal(1), _("yes")), (Decimal(0), _("no")))
    elif question.kind == QuestionKind.CHOICE:
        for option in sorted(question.options.all(), key=lambda each: each.position):
            yield option.pk, str(option)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)


def learning_gain(sources: Sources) -> Gain | None:
    """Return how much more people say they know afterwards, over some evaluations together; None where few told.

    Only those count who told both; where a form asks several times, its mean counts. Small ones are left out, as above.
    """
    shown = [source for source, number in answered_by(sources).items() if told(number)]
    asked = Q(question__dimension__in=(Dimension.LEARNING_BEFORE, Dimension.LEARNING_AFTER), number__isnull=False)
    rows = Answer.objects.filter(asked, answer_set__source__in=shown, question__kind=QuestionKind.SCALE)
    forms: dict[tuple[uuid.UUID, uuid.UUID], dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    facts = rows.values_list("answer_set__source", "answer_set", "question__dimension", "number")
    for source, form, dimension, number in facts:
        if number is not None:  # so says the filter
            forms[source, form][dimension].append(number)
    told_both = {key: each for key, each in forms.items() if len(each) == BEFORE_AND_AFTER}
    numbers = Counter(source for source, _form in told_both)
    both = [each for (source, _form), each in told_both.items() if told(numbers[source])]
    if not both:
        return None
    before = _mean_of(both, Dimension.LEARNING_BEFORE)
    after = _mean_of(both, Dimension.LEARNING_AFTER)
    return Gain(len(both), _rounded(before), _rounded(after), _rounded(after - before))


def _mean_of(forms: Collection[Mapping[str, list[Decimal]]], dimension: str) -> Decimal:
    each = [sum(form[dimension], Decimal(0)) / len(form[dimension]) for form in forms]
    return sum(each, Decimal(0)) / len(each)


def means_by_dimension(sources: Sources) -> dict[str, tuple[int, Decimal]]:
    """Return how many answers on the scale there are to questions about each dimension, and their mean.

    Over some evaluations together, whatever the version; what is too few is left out, as in ``answers_by_question``.
    """
    found = _tallies(sources, Q(question__kind=QuestionKind.SCALE))
    questions = Question.objects.filter(pk__in={question for _source, question in found})
    about = dict(questions.values_list("pk", "dimension"))
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for (_source, question), tally in found.items():
        tallies[about[question]].take(tally)
    return {dimension: (tally.count, _rounded(tally.total / tally.count)) for dimension, tally in tallies.items()}


def free_remarks(version: QuestionnaireVersion, source: uuid.UUID) -> list[tuple[Question, list[str]]]:
    """Return what was written in words to one evaluation, by question, in no order of time; nothing where few wrote.

    SECURITY: words can tell who wrote them. Who may read them, the app that asked says: those who asked, and no others.
    """
    questions = version.questions.filter(kind=QuestionKind.TEXT).order_by("position")
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = Answer.objects.filter(answer_set__source=source, question__in=questions).order_by("id")
    for question, text in rows.values_list("question", "text"):
        found[question].append(text)
    return [(each, found[each.pk] if told(len(found[each.pk])) else []) for each in questions]
