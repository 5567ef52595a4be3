"""What plans and their amendments offer to programs and spreadsheets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by
from secretariat.core.resources import (
    Creating,
    Operation,
    Resource,
    add_resource,
    asked_of,
    day_asked,
    facts_of,
)
from secretariat.plans.models import (
    Amendment,
    Plan,
)
from secretariat.plans.resources.calling import (
    begin,
)
from secretariat.plans.rules import may_adopt_amendment, may_amend_plan
from secretariat.plans.services import (
    adopt_amendment,
    withdraw_amendment,
)

add_resource(
    Resource(
        model=Plan,
        name="plans",
        facts=facts_of(
            Plan,
            "document",
            "document.symbol",
            "document.slug",
            "body",
            "owner",
            "title",
            "starts_on",
            "ends_on",
            "state",
            "adopted_on",
            "adopted_at",
            "is_demonstration",
            implied=("document",),
        ),
        key="document__slug",
        other_keys=("document__symbol",),
        filters={
            "document": "document",
            "body": "body",
            "owner": "owner",
            "state": "state",
            "starts_from": "starts_on__gte",
            "ends_until": "ends_on__lte",
        },
        orders=("starts_on", "document_symbol", "state"),
        expandable=("document", "body", "owner"),
    )
)

add_resource(
    Resource(
        model=Amendment,
        name="amendments",
        facts=facts_of(
            Amendment,
            "plan",
            "plan.document.symbol",
            "number",
            "state",
            "authority",
            "reason",
            "adopted_on",
            "is_demonstration",
            implied=("plan", "plan.document"),
        ),
        key="plan__document__slug/number",
        filters={"plan": "plan", "state": "state", "authority": "authority"},
        orders=("number", "plan_document_symbol", "state"),
        expandable=("plan", "authority"),
        create=Creating(asked_of(Amendment, "plan", "reason"), may_amend_plan, begin),
        operations=(
            Operation(
                "adopt",
                _("adopt"),
                may_adopt_amendment,
                done_by(adopt_amendment),
                (
                    *asked_of(Amendment, "authority", required=("authority",)),
                    day_asked(_("adopted on"), _("The day it takes effect; today if not given.")),
                ),
            ),
            Operation("withdraw", _("withdraw"), may_amend_plan, done_by(withdraw_amendment)),
        ),
    )
)
