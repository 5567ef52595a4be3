"""What evaluations offer to programs and spreadsheets: what is found and recommended, never what one answered."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

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
from secretariat.evaluation.models import EvaluationRecommendation, EventEvaluation, Finding, ProgramEvaluation
from secretariat.evaluation.rules import PROGRAM_CHANGES, may_evaluate
from secretariat.evaluation.services import (
    FACTS,
    ask_participants,
    change_asking,
    change_finding,
    change_program_evaluation,
    find,
    link_recommendation,
    move_program_evaluation,
    plan_program_evaluation,
    unlink_recommendation,
    void_links,
    withdraw_finding,
)

DAYS = ("opens_on", "closes_on", "invited")
FOUND = ("text", "audience")
REPORT = asked_of(ProgramEvaluation, "report")


def _ask(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventEvaluation:
    facts = {name: value for name, value in values.items() if name != "deliverable"}
    return ask_participants(values["deliverable"], **facts, by=by, reason=reason)


def _change_asking(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventEvaluation:
    said = {name: values.get(name, getattr(record, name)) for name in DAYS}
    return change_asking(record, **said, by=by, on=on, reason=reason)


def _void(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventEvaluation:
    return void_links(record, by=by, reason=reason)


def _find(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Finding:
    return find(**values, by=by, reason=reason)


def _change_finding(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Finding:
    said = {name: values.get(name, getattr(record, name)) for name in FOUND}
    return change_finding(record, **said, by=by, reason=reason)


def _withdraw(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Finding:
    return withdraw_finding(record, by=by, reason=reason)


def _link(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EvaluationRecommendation:
    return link_recommendation(values["finding"], values["recommendation"], by=by, reason=reason)


def _unlink(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EvaluationRecommendation:
    return unlink_recommendation(record, by=by, reason=reason)


def _plan(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> ProgramEvaluation:
    facts = {name: value for name, value in values.items() if name != "program"}
    return plan_program_evaluation(values["program"], **facts, by=by, reason=reason)


def _change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> ProgramEvaluation:
    return change_program_evaluation(record, **values, by=by, reason=reason)


def _move(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> ProgramEvaluation:
        return move_program_evaluation(record, verb, **values, by=by, on=on, reason=reason)

    return move


add_resource(
    Resource(
        model=EventEvaluation,
        name="event-evaluations",
        facts=facts_of(
            EventEvaluation,
            *("deliverable", "version", "opens_on", "closes_on", "invited", "link", "is_demonstration"),
            implied=("deliverable",),
        ),
        filters={
            "deliverable": "deliverable",
            "opens_on": "opens_on",
            "closes_on": "closes_on",
        },
        orders=("closes_on",),
        expandable=("deliverable", "version"),
        create=Creating(
            asked_of(EventEvaluation, "deliverable", "version", *DAYS, "link", optional=("version",)),
            may_evaluate,
            _ask,
        ),
        change=Changing(asked_of(EventEvaluation, *DAYS), may_evaluate, _change_asking),
        operations=(Operation("void-links", _("make all unused links void"), may_evaluate, _void),),
    )
)

add_resource(
    Resource(
        model=Finding,
        name="findings",
        facts=facts_of(
            Finding,
            *("event", "program", "text", "audience", "is_withdrawn", "is_demonstration"),
            implied=("event", "program"),
        ),
        filters={"event": "event", "program": "program", "is_withdrawn": "is_withdrawn"},
        orders=("is_withdrawn",),
        expandable=("event", "program"),
        create=Creating(asked_of(Finding, "event", "program", *FOUND), may_evaluate, _find),
        change=Changing(asked_of(Finding, *FOUND), may_evaluate, _change_finding),
        operations=(Operation("withdraw", _("not found after all"), may_evaluate, _withdraw),),
    )
)

add_resource(
    Resource(
        model=EvaluationRecommendation,
        name="evaluation-recommendations",
        facts=facts_of(
            EvaluationRecommendation,
            *("finding", "recommendation", "is_withdrawn", "is_demonstration"),
            implied=("finding", "recommendation"),
        ),
        filters={"finding": "finding", "recommendation": "recommendation", "is_withdrawn": "is_withdrawn"},
        orders=("is_withdrawn",),
        expandable=("finding", "recommendation"),
        create=Creating(asked_of(EvaluationRecommendation, "finding", "recommendation"), may_evaluate, _link),
        operations=(Operation("withdraw", _("does not follow from it"), may_evaluate, _unlink),),
    )
)

add_resource(
    Resource(
        model=ProgramEvaluation,
        name="program-evaluations",
        facts=facts_of(
            ProgramEvaluation,
            *("program", "unit", "unit.party.slug", "evaluator", "since", "until", "report", "state", "audience"),
            "is_demonstration",
            implied=("program", "unit", "unit.party"),
        ),
        filters={"program": "program", "unit": "unit", "state": "state"},
        orders=("until", "state"),
        expandable=("unit", "report"),
        create=Creating(asked_of(ProgramEvaluation, "program", *FACTS), may_evaluate, _plan),
        change=Changing(asked_of(ProgramEvaluation, *FACTS), may_evaluate, _change),
        operations=tuple(
            Operation(row.verb, row.label, row.rule, _move(row.verb), REPORT if row.verb == "report" else ())
            for row in PROGRAM_CHANGES.rows.values()
        ),
    )
)
