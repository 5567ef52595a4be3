"""Keep what somebody answered, so that nothing tells who, and nothing but the day tells when."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import Refused
from secretariat.core.ledgers import append, drop
from secretariat.questionnaires.choices import SCALE, QuestionKind, VersionState
from secretariat.questionnaires.models import Answer, AnswerSet, Question, QuestionnaireVersion, QuestionOption

MIXED = 50  # forms written anew with each that comes in
LONGEST = 4000
LARGEST = Decimal(9999999999)
Given = Mapping[uuid.UUID, Any]


@transaction.atomic
def keep_answers(version: QuestionnaireVersion, *, source: uuid.UUID, given: Given, on: datetime.date) -> None:
    """Keep one filled form: what was answered by question; what is left out is not kept.

    It takes no ``by``: whoever calls it says beforehand whether the form may come in. Nothing is returned, so that
    nobody can keep an identifier beside a name.

    Errors: Refused for a draft; ValidationError by identifier of the question, all objections at once.
    """
    held = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if held.state == VersionState.DRAFT:
        raise Refused(_("A draft takes no answers."))
    values = _read(held, given)
    if not values:
        raise ValidationError(_("Answer at least one question."))
    form = AnswerSet(version=held, source=source, day=on)
    _write(held, source, [form], [Answer(answer_set=form, question_id=key, **value) for key, value in values.items()])


def _read(version: QuestionnaireVersion, given: Given) -> dict[uuid.UUID, dict[str, Any]]:
    wrong: dict[str, list[str]] = {}
    values: dict[uuid.UUID, dict[str, Any]] = {}
    for question in version.questions.order_by("position"):
        answer = given.get(question.pk)
        try:
            if answer not in (None, ""):
                values[question.pk] = _value(question, answer)
            elif question.is_required:
                wrong[str(question.pk)] = [_("This field is required.")]
        except ValidationError as error:
            wrong[str(question.pk)] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return values


def _value(question: Question, answer: Any) -> dict[str, Any]:
    """Return the columns of an answer. Errors: ValidationError where it is none of the kind."""
    if question.kind == QuestionKind.TEXT:
        return {"text": _text(answer)}
    if question.kind == QuestionKind.CHOICE:
        return {"option": _option(question, answer)}
    number = _number(answer)
    allowed = {QuestionKind.SCALE: range(SCALE[0], SCALE[1] + 1), QuestionKind.YES_NO: range(2)}.get(
        QuestionKind(question.kind)
    )
    if allowed is not None and number not in allowed:
        raise ValidationError(_("This is none of the answers."))
    return {"number": number}


def _text(answer: Any) -> str:
    text = str(answer).replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        raise ValidationError(_("Write up to %(most)s characters.") % {"most": LONGEST})
    return text


def _option(question: Question, answer: Any) -> QuestionOption:
    wanted = str(getattr(answer, "pk", answer))
    found = next((each for each in question.options.all() if str(each.pk) == wanted), None)
    if found is None:
        raise ValidationError(_("This is none of the answers."))
    return found


def _number(answer: Any) -> Decimal:
    try:
        number = Decimal(str(answer)).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise ValidationError(_("This is not a number.")) from error
    if not abs(number) < LARGEST:
        raise ValidationError(_("This number is too large."))
    return number


def _write(version: QuestionnaireVersion, source: uuid.UUID, forms: list[AnswerSet], answers: list[Answer]) -> None:
    """Write a form among others that are written anew with it, under new identifiers and in no order.

    SECURITY: a database keeps rows in the order of their writing, and PostgreSQL with the number of the transaction,
    which would tell which form came in with which spent link. So each form is written together with up to ``MIXED``
    earlier ones. The lock on the version keeps two of these from meeting.
    """
    earlier = AnswerSet.objects.filter(version=version, source=source).order_by("?")[:MIXED]
    taken = list(earlier.prefetch_related("answers"))
    anew = {each.pk: AnswerSet(version=version, source=source, day=each.day) for each in taken}
    moved = [_again(answer, anew[each.pk]) for each in taken for answer in each.answers.all()]
    drop(Answer.objects.filter(answer_set__in=taken))
    drop(AnswerSet.objects.filter(pk__in=anew))
    append(_shuffled([*forms, *anew.values()]))
    append(_shuffled([*answers, *moved]))


def _again(answer: Answer, form: AnswerSet) -> Answer:
    return Answer(
        answer_set=form,
        question_id=answer.question_id,
        number=answer.number,
        option_id=answer.option_id,
        text=answer.text,
    )


def _shuffled(rows: Iterable[Any]) -> list[Any]:
    """Return rows in the order of their identifiers, which are random."""
    return sorted(rows, key=lambda row: row.pk)
