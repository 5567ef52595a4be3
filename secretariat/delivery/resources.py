"""What deliverables offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import changed_by, done_by, made_by
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
from secretariat.delivery.choices import (
    EventPart,
)
from secretariat.delivery.models import (
    AlsoServes,
    Deliverable,
    DeliverableDuty,
    DutyRule,
    EventDistribution,
    EventDocument,
    Involvement,
    Objection,
)
from secretariat.delivery.rules import (
    DELIVERABLE_CHANGES,
    OBJECTION_CHANGES,
    may_deliver,
    may_plan_deliverables,
    may_raise_objections,
    may_rule_duties,
)
from secretariat.delivery.services import (
    FACTS,
    add_event_document,
    change_deliverable,
    change_rule,
    clone_deliverable,
    decide_objection,
    drop_event_document,
    involve,
    move_deliverable,
    object_to_number,
    plan_deliverable,
    rule_duty,
    serve_also,
    serve_no_more,
    withdraw_party,
    withdraw_rule,
)

DAYS = asked_of(Deliverable, "starts_on", "ends_on", optional=("starts_on", "ends_on"))
DATED = {"plan", "confirm", "hold"}


def plan(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Deliverable:
    """Plan a deliverable."""
    return plan_deliverable(**values, by=by, reason=reason)


def change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Deliverable:
    """Change what is known of one."""
    return change_deliverable(record, **values, by=by, on=on, reason=reason)


def clone(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Deliverable:
    """Plan another that begins with its facts."""
    return clone_deliverable(record, **values, by=by, reason=reason)


def _move(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Deliverable:
        return move_deliverable(record, verb, by=by, on=on, reason=reason, **values)

    return move


def _involve(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Involvement:
    return involve(values["deliverable"], values["party"], part=values["part"], by=by, reason=reason)


def _withdraw(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Involvement:
    return withdraw_party(record, by=by, reason=reason)


def _serve(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> AlsoServes:
    said = {name: values.get(name) for name in ("activity", "mandate")}
    return serve_also(values["deliverable"], **said, by=by, reason=reason)


def _drop(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> AlsoServes:
    return serve_no_more(record, by=by, reason=reason)


add_resource(
    Resource(
        model=Deliverable,
        name="deliverables",
        facts=facts_of(
            Deliverable,
            *("kind", "title", "summary", "activity", "activity.address", "project", "project.address"),
            *(
                "owner",
                "owner.party.slug",
                "state",
                "why_not",
                "is_standing",
                "starts_on",
                "ends_on",
                "level",
                "presence",
            ),
            *("place", "site_kind", "site", "follows", "cloned_from", "gender_marker", "rights_marker", "audience"),
            "is_demonstration",
            implied=("owner.party",),
        ),
        filters={
            "kind": "kind",
            "state": "state",
            "activity": "activity",
            "project": "project",
            "owner": "owner",
            "level": "level",
            "is_standing": "is_standing",
            "follows": "follows",
        },
        orders=("kind", "state", "level"),
        expandable=("activity", "project", "owner", "follows", "cloned_from"),
        create=Creating(
            asked_of(Deliverable, "activity", "project", "kind", *FACTS, optional=("owner", "level")),
            may_plan_deliverables,
            plan,
        ),
        change=Changing(asked_of(Deliverable, *FACTS), may_deliver, change),
        operations=(
            *(
                Operation(
                    row.verb.replace("_", "-"), row.label, row.rule, _move(row.verb), DAYS if row.verb in DATED else ()
                )
                for row in DELIVERABLE_CHANGES.rows.values()
            ),
            Operation("clone", _("plan another like it"), may_deliver, clone, asked_of(Deliverable, "activity")),
        ),
    )
)

add_resource(
    Resource(
        model=Involvement,
        name="involvements",
        facts=facts_of(
            Involvement,
            "deliverable",
            "party",
            "party.slug",
            "part",
            "is_withdrawn",
            "is_demonstration",
            implied=("deliverable",),
        ),
        filters={"deliverable": "deliverable", "party": "party", "part": "part", "is_withdrawn": "is_withdrawn"},
        orders=("part",),
        expandable=("deliverable", "party"),
        create=Creating(asked_of(Involvement, "deliverable", "party", "part"), may_plan_deliverables, _involve),
        operations=(Operation("withdraw", _("not involved after all"), may_deliver, _withdraw),),
    )
)

add_resource(
    Resource(
        model=AlsoServes,
        name="also-serves",
        facts=facts_of(
            AlsoServes,
            "deliverable",
            "activity",
            "activity.address",
            "mandate",
            "is_withdrawn",
            "is_demonstration",
            implied=("deliverable", "activity", "mandate"),
        ),
        filters={
            "deliverable": "deliverable",
            "activity": "activity",
            "mandate": "mandate",
            "is_withdrawn": "is_withdrawn",
        },
        orders=("is_withdrawn",),
        expandable=("deliverable", "activity", "mandate"),
        create=Creating(asked_of(AlsoServes, "deliverable", "activity", "mandate"), may_plan_deliverables, _serve),
        operations=(Operation("drop", _("serves it no more"), may_deliver, _drop),),
    )
)


def _add(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventDocument:
    part = EventPart(values["part"])
    return add_event_document(values["deliverable"], values["document"], part=part, by=by, reason=reason)


def _drop_document(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> EventDocument:
    return drop_event_document(record, by=by, reason=reason)


SETTINGS = asked_of(DutyRule, "days", "days_are_ours", "remind_days")

add_resource(
    Resource(
        model=DutyRule,
        name="duty-rules",
        facts=facts_of(
            DutyRule,
            *("unit", "unit.party.slug", "level", "kind", "days", "days_are_ours", "remind_days", "creditor_words"),
            *("paragraph", "is_withdrawn", "is_demonstration"),
            implied=("unit.party", "paragraph"),
        ),
        filters={"unit": "unit", "level": "level", "kind": "kind", "is_withdrawn": "is_withdrawn"},
        orders=("level", "kind"),
        expandable=("unit", "paragraph"),
        create=Creating(
            (*asked_of(DutyRule, "unit", "level", "kind", "creditor_words", "paragraph"), *SETTINGS),
            may_rule_duties,
            made_by(rule_duty),
        ),
        change=Changing(SETTINGS, may_rule_duties, changed_by(change_rule, SETTINGS)),
        operations=(Operation("withdraw", _("holds no more"), may_rule_duties, done_by(withdraw_rule)),),
    )
)

add_resource(
    Resource(
        model=DeliverableDuty,
        name="deliverable-duties",
        facts=facts_of(
            DeliverableDuty,
            *("deliverable", "kind", "duty", "duty.due_on", "duty.state", "rule", "is_stopped", "is_demonstration"),
            implied=("deliverable", "duty"),
        ),
        filters={"deliverable": "deliverable", "kind": "kind", "duty": "duty"},
        orders=("kind",),
        expandable=("deliverable", "duty", "rule"),
    )
)

add_resource(
    Resource(
        model=EventDocument,
        name="event-documents",
        facts=facts_of(
            EventDocument,
            *("deliverable", "document", "document.symbol", "part", "is_withdrawn", "is_demonstration"),
            implied=("deliverable", "document"),
        ),
        filters={
            "deliverable": "deliverable",
            "document": "document",
            "part": "part",
            "is_withdrawn": "is_withdrawn",
        },
        orders=("part",),
        expandable=("deliverable", "document"),
        create=Creating(asked_of(EventDocument, "deliverable", "document", "part"), may_plan_deliverables, _add),
        operations=(Operation("withdraw", _("does not belong to it after all"), may_deliver, _drop_document),),
    )
)

add_resource(
    Resource(
        model=EventDistribution,
        name="event-distributions",
        facts=facts_of(
            EventDistribution,
            *("deliverable", "distribution", "part", "is_demonstration"),
            implied=("deliverable", "distribution"),
        ),
        filters={"deliverable": "deliverable", "distribution": "distribution", "part": "part"},
        orders=("part",),
        expandable=("deliverable", "distribution"),
    )
)


def _object(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Objection:
    return object_to_number(values["activity"], should_be=values["should_be"], why=values["why"], by=by, on=on)


def _decide(verb: str) -> Any:
    def decide(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Objection:
        return decide_objection(record, verb, by=by, reason=reason)

    return decide


add_resource(
    Resource(
        model=Objection,
        name="objections",
        facts=facts_of(
            Objection,
            *("activity", "activity.address", "on", "shown", "should_be", "why", "state", "answer"),
            "is_demonstration",
            implied=("activity",),
        ),
        filters={"activity": "activity", "state": "state"},
        orders=("on", "state"),
        expandable=("activity",),
        create=Creating(asked_of(Objection, "activity", "should_be", "why"), may_raise_objections, _object),
        operations=tuple(
            Operation(row.verb, row.label, row.rule, _decide(row.verb)) for row in OBJECTION_CHANGES.rows.values()
        ),
    )
)
