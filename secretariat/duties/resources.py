"""What duties offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by
from secretariat.core.resources import (
    Creating,
    Fact,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_of,
    facts_of,
)
from secretariat.core.viewer import Viewer
from secretariat.duties.models import Duty, DutyEvidence, RecurringDuty
from secretariat.duties.rules import may_fulfil, may_owe, may_release, may_repeat
from secretariat.duties.services import (
    attach_evidence,
    end_recurring,
    fulfil,
    instruct,
    move_due_day,
    owe_again,
    owe_by_hand,
    release,
    repeat,
    withdraw_evidence,
)

OWED = ("kind", "subject", "debtor", "debtor.slug", "creditor", "creditor_words", "paragraph", "asked_by", "audience")
GROUND = ("subject", "debtor", "creditor", "creditor_words", "paragraph", "asked_by", "audience")
FILTERS = {"kind": "kind", "debtor": "debtor", "creditor": "creditor", "audience": "audience"}
DONE: tuple[Fact, ...] = asked_of(Duty, "done_on")


def _owe(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Duty:
    """Owe something by hand, or instruct a unit where the kind says so."""
    said = dict(values)
    if said.get("kind") == "instruction":
        told = {name: said[name] for name in ("subject", "debtor", "due_on", "asked_by") if name in said}
        return instruct(**told, by=by, on=on, reason=reason)
    return owe_by_hand(**said, by=by, reason=reason)


def _repeat(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> RecurringDuty:
    return repeat(**values, by=by, reason=reason)


def _attach(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> DutyEvidence:
    said = dict(values)
    return attach_evidence(said.pop("duty"), on=said.pop("day"), **said, by=by, reason=reason)


def _fulfil(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Duty:
    return fulfil(record, done_on=values.get("done_on"), by=by, on=on, reason=reason)


add_resource(
    Resource(
        model=Duty,
        name="duties",
        facts=facts_of(
            Duty,
            *OWED,
            *("due_on", "remind_from", "done_on", "state", "why_released", "covers_from", "covers_until", "recurring"),
            "is_demonstration",
            implied=("recurring",),
        ),
        filters={**FILTERS, "state": "state", "recurring": "recurring"},
        orders=("kind", "state"),
        expandable=("debtor", "creditor", "paragraph", "recurring"),
        create=Creating(
            asked_of(Duty, "kind", *GROUND, "due_on", optional=("kind",), required=("due_on",)), may_owe, _owe
        ),
        operations=(
            Operation("fulfil", _("record as kept"), may_fulfil, _fulfil, DONE),
            Operation("release", _("release"), may_release, done_by(release)),
            Operation("owe-again", _("owe again"), may_release, done_by(owe_again)),
            Operation(
                "move",
                _("move its day"),
                may_release,
                done_by(move_due_day),
                asked_of(Duty, "due_on", required=("due_on",)),
            ),
        ),
    )
)

add_resource(
    Resource(
        model=DutyEvidence,
        name="duty-evidence",
        facts=facts_of(
            DutyEvidence,
            *("duty", "document", "text", "day", "is_withdrawn", "is_demonstration"),
            implied=("duty", "document"),
        ),
        filters={"duty": "duty", "document": "document", "is_withdrawn": "is_withdrawn"},
        orders=("day",),
        expandable=("duty", "document"),
        create=Creating(asked_of(DutyEvidence, "duty", "document", "text", "day"), may_fulfil, _attach),
        operations=(Operation("withdraw", _("take back"), may_fulfil, done_by(withdraw_evidence)),),
    )
)

add_resource(
    Resource(
        model=RecurringDuty,
        name="recurring-duties",
        facts=facts_of(
            RecurringDuty,
            *OWED,
            *("rhythm", "starts_on", "ends_on", "days_after", "remind_days", "is_demonstration"),
        ),
        filters={**FILTERS, "rhythm": "rhythm"},
        orders=("kind", "rhythm", "starts_on"),
        expandable=("debtor", "creditor", "paragraph"),
        create=Creating(
            asked_of(
                RecurringDuty,
                *("kind", *GROUND, "rhythm", "starts_on", "ends_on", "days_after", "remind_days"),
                optional=("kind",),
            ),
            may_repeat,
            _repeat,
        ),
        operations=(
            Operation(
                "end",
                _("say when it ends"),
                may_repeat,
                done_by(end_recurring),
                asked_of(RecurringDuty, "ends_on", required=("ends_on",)),
            ),
        ),
    )
)
