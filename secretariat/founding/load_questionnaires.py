"""Questionnaires: versions in use with their questions. What is in use never changes, by a package neither."""

from __future__ import annotations

from typing import Any

from secretariat.core.dates import partial_date
from secretariat.founding import schema
from secretariat.founding.known import Known, labels
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync
from secretariat.questionnaires.choices import VersionState
from secretariat.questionnaires.models import Question, Questionnaire, QuestionnaireVersion, QuestionOption

Asked = tuple[tuple[Any, ...], ...]


def questionnaires(founding: Founding, sync: Sync, known: Known) -> None:
    """Load questionnaires with the versions that are not here yet.

    The last version of each is in use, unless people put another in use here.
    """
    wanted = [_questionnaire(each) for each in founding.questionnaires]
    forms = sync.rows(Questionnaire, wanted, lambda row: row.slug)
    for form in founding.questionnaires:
        if form.key in forms:
            _versions(form, forms[form.key], sync, known)


def _questionnaire(each: schema.Questionnaire) -> Row:
    return Row(each.at, {"slug": each.key, "title": labels(each.title), "summary": labels(each.summary)})


def _versions(form: schema.Questionnaire, row: Questionnaire, sync: Sync, known: Known) -> None:
    here = {version.number: version for version in QuestionnaireVersion.objects.filter(questionnaire=row)}
    for version in form.versions:
        held = here.get(version.number)
        if held is not None and _asked_here(held) != _asked_there(version):
            known.faults.append(
                f"{version.at}: version {version.number} of “{form.key}” is here already and asks otherwise:"
                " what is in use never changes, so a new wording takes a new number"
            )
    new = [version for version in form.versions if version.number not in here]
    if not new or known.faults:
        return
    rows = sync.rows(
        QuestionnaireVersion,
        [_version(version, row, is_last=version is form.versions[-1] and not here) for version in new],
        lambda each: (each.questionnaire_id, each.number),
    )
    for version in new:
        _questions(version, rows[row.pk, version.number], sync)


def _version(version: schema.QuestionnaireVersion, form: Questionnaire, *, is_last: bool) -> Row:
    state = VersionState.IN_USE if is_last else VersionState.RETIRED
    return Row(
        version.at,
        {
            "questionnaire": form,
            "number": version.number,
            "state": state.value,
            "used_from": partial_date(version.used_from)[0],
            "intro": labels(version.intro),
        },
    )


def _questions(version: schema.QuestionnaireVersion, row: QuestionnaireVersion, sync: Sync) -> None:
    wanted = [_question(each, row, place) for place, each in enumerate(version.questions, 1)]
    made = sync.rows(Question, wanted, lambda each: (each.version_id, each.position))
    options = [
        Row(each.at, {"question": made[row.pk, place], "position": number, "label": labels(label)})
        for place, each in enumerate(version.questions, 1)
        for number, label in enumerate(each.options, 1)
    ]
    sync.rows(QuestionOption, options, lambda each: (each.question_id, each.position))


def _question(each: schema.Question, version: QuestionnaireVersion, place: int) -> Row:
    return Row(
        each.at,
        {
            "version": version,
            "position": place,
            "kind": each.kind.value,
            "dimension": each.dimension.value,
            "text": labels(each.text),
            "lowest": labels(each.lowest),
            "highest": labels(each.highest),
            "is_required": each.required,
        },
    )


def _asked_there(version: schema.QuestionnaireVersion) -> Asked:
    return tuple(
        (each.kind.value, labels(each.text), *(labels(option) for option in each.options)) for each in version.questions
    )


def _asked_here(version: QuestionnaireVersion) -> Asked:
    questions = version.questions.order_by("position").prefetch_related("options")
    return tuple(
        (each.kind, each.text, *(option.label for option in sorted(each.options.all(), key=lambda one: one.position)))
        for each in questions
    )
