"""Draft versions of questionnaires, put them in use and retire them."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, take_out
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.questionnaires import rules
from secretariat.questionnaires.choices import QuestionKind, VersionState
from secretariat.questionnaires.models import Question, Questionnaire, QuestionnaireVersion, QuestionOption

ASKED = ("kind", "dimension", "text", "lowest", "highest", "is_required")
FEWEST_OPTIONS = 2


@transaction.atomic
def enter_questionnaire(
    *, slug: str, title: Labels, summary: Labels | None = None, by: Viewer, reason: str = ""
) -> Questionnaire:
    """Enter a questionnaire, without a version. Errors: NotPermitted; ValidationError."""
    _require(by)
    made = Questionnaire(slug=slug, title=title, summary=summary or Labels())
    return keep(made, by=by, reason=reason or _("Entered"))


@transaction.atomic
def draft_version(
    questionnaire: Questionnaire, *, intro: Labels | None = None, by: Viewer, reason: str = ""
) -> QuestionnaireVersion:
    """Draft the next version; it begins with the words and questions of the last one.

    Errors: NotPermitted; Refused while another version is in draft.
    """
    _require(by)
    held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if held.versions.filter(state=VersionState.DRAFT).exists():
        raise Refused(_("A version is in draft already: change that one."))
    last = held.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    words = intro or (last.intro if last else Labels())
    draft = QuestionnaireVersion(questionnaire=held, number=number, intro=words)
    keep(draft, by=by, reason=reason or _("Drafted"))
    for question in last.questions.order_by("position").prefetch_related("options") if last else ():
        _copy(question, draft, by=by, reason=reason or _("Drafted"))
    return draft


def _copy(question: Question, draft: QuestionnaireVersion, *, by: Viewer, reason: str) -> None:
    facts = {name: getattr(question, name) for name in ASKED}
    made = keep(Question(version=draft, position=question.position, **facts), by=by, reason=reason)
    for option in question.options.all():
        keep(QuestionOption(question=made, position=option.position, label=option.label), by=by, reason=reason)


@transaction.atomic
def change_version(version: QuestionnaireVersion, *, intro: Labels, by: Viewer, reason: str) -> QuestionnaireVersion:
    """Change the words above the questions of a draft. Errors: NotPermitted; Refused once it is in use."""
    held = _draft(version, by)
    held.intro = intro
    return keep(held, by=by, reason=reason)


@transaction.atomic
def add_question(version: QuestionnaireVersion, *, by: Viewer, reason: str = "", **facts: Any) -> Question:
    """Add a question at the end of a draft; ``facts`` are those of ``ASKED``.

    Errors: NotPermitted; Refused once it is in use; ValidationError.
    """
    held = _draft(version, by)
    last = held.questions.aggregate(last=Max("position"))["last"] or 0
    return keep(Question(version=held, position=last + 1, **facts), by=by, reason=reason or _("Added"))


@transaction.atomic
def change_question(question: Question, *, by: Viewer, reason: str, **facts: Any) -> Question:
    """Change what a draft asks. Errors: NotPermitted; Refused once it is in use; ValidationError."""
    _draft(question.version, by)
    for name, value in facts.items():
        if name not in ASKED:
            raise TypeError(f"a question has no {name}")
        setattr(question, name, value)
    return keep(question, by=by, reason=reason)


@transaction.atomic
def drop_question(question: Question, *, by: Viewer, reason: str) -> None:
    """Take a question out of a draft, with what could be chosen. Errors: NotPermitted; Refused once it is in use."""
    _draft(question.version, by)
    for option in question.options.all():
        take_out(option, by=by, reason=reason)
    take_out(question, by=by, reason=reason)


@transaction.atomic
def add_option(question: Question, *, label: Labels, by: Viewer, reason: str = "") -> QuestionOption:
    """Add what can be chosen as an answer.

    Errors: NotPermitted; Refused once it is in use, and for a question that is answered otherwise.
    """
    _draft(question.version, by)
    if question.kind != QuestionKind.CHOICE:
        raise Refused(_("Only a question that asks for one of several has choices."))
    last = question.options.aggregate(last=Max("position"))["last"] or 0
    made = QuestionOption(question=question, position=last + 1, label=label)
    return keep(made, by=by, reason=reason or _("Added"))


@transaction.atomic
def move_version(
    version: QuestionnaireVersion, verb: str, *, by: Viewer, on: datetime.date, reason: str
) -> QuestionnaireVersion:
    """Put a draft in use, or retire what is in use; what was in use before is retired by that.

    Evaluations that are open keep the version that they began with.

    Errors: NotPermitted; Refused where it is in no state to; ValidationError for a draft that cannot be answered.
    """
    held = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    row = rules.VERSION_CHANGES.check(held, verb, by=by)
    if row.target != VersionState.IN_USE:
        return change_state(held, rules.VERSION_CHANGES, verb, by=by, reason=reason)
    _refuse_unanswerable(held)
    for other in QuestionnaireVersion.objects.in_use().filter(questionnaire=held.questionnaire_id):
        change_state(other, rules.VERSION_CHANGES, "retire", by=by, reason=reason)
    return change_state(held, rules.VERSION_CHANGES, verb, by=by, reason=reason, used_from=on)


def _refuse_unanswerable(version: QuestionnaireVersion) -> None:
    questions = list(version.questions.prefetch_related("options"))
    if not questions:
        raise ValidationError(_("It asks nothing yet."))
    for each in questions:
        if each.kind == QuestionKind.CHOICE and len(each.options.all()) < FEWEST_OPTIONS:
            raise ValidationError(_("“%(question)s” needs at least two choices.") % {"question": each.text})
        if each.text.missing() or any(option.label.missing() for option in each.options.all()):
            raise ValidationError(_("“%(question)s” is not in all four languages yet.") % {"question": each.text})


def _draft(version: QuestionnaireVersion, by: Viewer) -> QuestionnaireVersion:
    """Return the version as it is now, held until the transaction ends, if this person may change it."""
    _require(by)
    held = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if held.state != VersionState.DRAFT:
        raise Refused(_("What is or was in use changes no more: its answers say what was asked. Draft a new version."))
    return held


def _require(by: Viewer) -> None:
    if not rules.may_keep_questionnaires.test(by):
        raise NotPermitted(_("Only planning officers and knowledge officers keep questionnaires."))
