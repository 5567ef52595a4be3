"""What questionnaires offer to programs and spreadsheets: what is asked. What was answered is no record."""

from __future__ import annotations

import datetime
from typing import Any

from secretariat.core.calling import made_by
from secretariat.core.resources import (
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_of,
    facts_of,
)
from secretariat.core.viewer import Viewer
from secretariat.questionnaires.models import Question, Questionnaire, QuestionnaireVersion, QuestionOption
from secretariat.questionnaires.rules import VERSION_CHANGES, may_keep_questionnaires
from secretariat.questionnaires.services import (
    ASKED,
    add_option,
    add_question,
    change_question,
    change_version,
    draft_version,
    enter_questionnaire,
    move_version,
)

OPTIONAL = ("lowest", "highest", "is_required", "dimension")


def _draft(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> QuestionnaireVersion:
    return draft_version(values["questionnaire"], intro=values.get("intro"), by=by, reason=reason)


def _reword(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> QuestionnaireVersion:
    return change_version(record, intro=values.get("intro", record.intro), by=by, reason=reason)


def _move(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> QuestionnaireVersion:
        return move_version(record, verb, by=by, on=on, reason=reason)

    return move


def _ask(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Question:
    facts = {name: value for name, value in values.items() if name != "version"}
    return add_question(values["version"], **facts, by=by, reason=reason)


def _change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Question:
    return change_question(record, **values, by=by, reason=reason)


def _offer(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> QuestionOption:
    return add_option(values["question"], label=values["label"], by=by, reason=reason)


NEW = asked_of(Questionnaire, "slug", "title", "summary")
WORDING = asked_of(QuestionnaireVersion, "intro")

add_resource(
    Resource(
        model=Questionnaire,
        name="questionnaires",
        facts=facts_of(Questionnaire, "slug", "title", "summary", "is_demonstration"),
        key="slug",
        orders=("slug",),
        create=Creating(NEW, may_keep_questionnaires, made_by(enter_questionnaire, NEW)),
    )
)

add_resource(
    Resource(
        model=QuestionnaireVersion,
        name="questionnaire-versions",
        facts=facts_of(
            QuestionnaireVersion,
            *("questionnaire", "questionnaire.slug", "number", "state", "used_from", "intro", "is_demonstration"),
            implied=("questionnaire",),
        ),
        key="questionnaire__slug/number",
        filters={"questionnaire": "questionnaire", "state": "state", "number": "number"},
        orders=("questionnaire_slug", "number"),
        expandable=("questionnaire",),
        related=("questionnaire",),
        create=Creating(
            asked_of(QuestionnaireVersion, "questionnaire", "intro", optional=("intro",)),
            may_keep_questionnaires,
            _draft,
        ),
        change=Changing(WORDING, may_keep_questionnaires, _reword),
        operations=tuple(
            Operation(row.verb, row.label, row.rule, _move(row.verb)) for row in VERSION_CHANGES.rows.values()
        ),
    )
)

add_resource(
    Resource(
        model=Question,
        name="questions",
        facts=facts_of(
            Question,
            *("version.id", "position", "kind", "dimension", "text", "lowest", "highest", "is_required"),
            "is_demonstration",
            implied=("version",),
        ),
        filters={"of": "version", "kind": "kind", "dimension": "dimension"},  # “version” is the record's own
        orders=("position",),
        create=Creating(asked_of(Question, "version", *ASKED, optional=OPTIONAL), may_keep_questionnaires, _ask),
        change=Changing(asked_of(Question, *ASKED), may_keep_questionnaires, _change),
    )
)

add_resource(
    Resource(
        model=QuestionOption,
        name="question-options",
        facts=facts_of(QuestionOption, "question", "position", "label", "is_demonstration", implied=("question",)),
        filters={"question": "question"},
        orders=("position",),
        expandable=("question",),
        create=Creating(asked_of(QuestionOption, "question", "label"), may_keep_questionnaires, _offer),
    )
)
