"""What mandates, their owners, chains, status and evidence offer to programs and spreadsheets."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import all_made_by, changed_by, decided_by, done_by, made_by
from secretariat.core.languages import current_language
from secretariat.core.resources import (
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_for,
    asked_of,
    day_asked,
    facts_of,
    secretariat_only,
)
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Chain, Evidence, Exclusion, Mandate, MandateTopic, Overruling, Ownership
from secretariat.mandates.rules import (
    may_decide_chain,
    may_decide_ownership,
    may_describe_mandate,
    may_end_overruling,
    may_make_mandate,
    may_overrule_status,
    may_propose_links,
    may_retire_mandate,
)
from secretariat.mandates.services import (
    decide_chain,
    decide_ownership,
    describe_mandate,
    end_overruling,
    exclude_unit,
    make_mandate,
    make_mandates,
    overrule_status,
    propose_chain,
    propose_owner,
    retire_mandate,
    set_first_day,
    set_topics,
)
from secretariat.topics.models import Topic


def propose_unit(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Ownership:
    """Propose that a unit answers for a mandate."""
    return propose_owner(
        values["mandate"],
        unit=values["unit"],
        function=values.get("function"),
        is_lead=values.get("is_lead", False),
        by=by,
        on=on,
        reason=reason,
        language=current_language(),
    )


def propose_link(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Chain:
    """Propose what a paragraph does to an earlier one."""
    return propose_chain(
        values["paragraph"],
        kind=values["kind"],
        to_document=values["to_document"],
        to_paragraph=values.get("to_paragraph"),
        by=by,
        reason=reason,
        language=current_language(),
    )


def exclude(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Exclusion:
    """Record what a footnote excludes."""
    said = {name: values[name] for name in ("unit", "footnote", "words")}
    return exclude_unit(values["paragraph"], document=values["by"], **said, by=by, reason=reason)


TOPICS = asked_for(
    "topics",
    models.ForeignKey(
        Topic,
        verbose_name=_("topics"),
        on_delete=models.PROTECT,
        related_name="+",
        blank=True,
        help_text=_("Of what it speaks."),
    ),
    many=True,
)
DECISION = asked_for(
    "decision",
    models.ForeignKey(
        Document,
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The decision that ended it."),
    ),
    required=True,
)
DESCRIBED = asked_of(Mandate, "nature", "verb", "addressee", "priority", "program_area", "is_standing", "valid_until")
FIRST_DAY = asked_of(Mandate, "valid_from", "from_precision")
SUGGESTED = ("state", "proposed_by", "confidence", "decided_by", "decided_on", "reason", "is_demonstration")
OF_MANDATE = ("mandate", "mandate.paragraph", "mandate.paragraph.document")
MANDATE = ("mandate", "mandate.paragraph.document.symbol", "mandate.paragraph.number")

add_resource(
    Resource(
        model=Mandate,
        name="mandates",
        facts=facts_of(
            Mandate,
            "paragraph",
            "paragraph.document.symbol",
            "paragraph.number",
            "nature",
            "verb",
            "addressee",
            "priority",
            "program_area",
            "is_standing",
            "valid_from",
            "from_precision",
            "valid_until",
            "retired_on",
            "retired_by",
            "is_demonstration",
            implied=("paragraph", "paragraph.document"),
        ),
        key="paragraph__document__slug/paragraph__number",
        other_keys=("paragraph__document__symbol/paragraph__number",),
        filters={
            "paragraph": "paragraph",
            "document": "paragraph__document",
            "nature": "nature",
            "addressee": "addressee",
            "priority": "priority",
            "program_area": "program_area",
            "is_standing": "is_standing",
            "valid_from": "valid_from__gte",
            "valid_until": "valid_until__lte",
        },
        orders=("paragraph_document_symbol", "paragraph_number", "nature", "priority"),
        expandable=("paragraph", "addressee", "program_area", "retired_by"),
        create=Creating(
            (*asked_of(Mandate, "paragraph"), *DESCRIBED, *FIRST_DAY, TOPICS),
            may_make_mandate,
            made_by(make_mandate),
            all_made_by(make_mandates),
        ),
        change=Changing(DESCRIBED, may_describe_mandate, changed_by(describe_mandate, DESCRIBED)),
        operations=(
            Operation(
                "set-first-day",
                _("set the first day"),
                may_make_mandate,
                done_by(set_first_day, FIRST_DAY),
                FIRST_DAY,
            ),
            Operation("set-topics", _("set the topics"), may_make_mandate, done_by(set_topics, (TOPICS,)), (TOPICS,)),
            Operation(
                "retire",
                _("retire"),
                may_retire_mandate,
                done_by(retire_mandate),
                (DECISION, day_asked(_("from"), _("First day on which it is retired."), required=True)),
            ),
            Operation(
                "overrule",
                _("overrule the status"),
                may_overrule_status,
                done_by(overrule_status),
                asked_of(Overruling, "status"),
            ),
        ),
    )
)

add_resource(
    Resource(
        model=MandateTopic,
        name="mandate-topics",
        facts=facts_of(MandateTopic, *MANDATE, "topic", "topic.slug", "is_demonstration", implied=OF_MANDATE),
        filters={"mandate": "mandate", "document": "mandate__paragraph__document", "topic": "topic"},
        orders=("mandate_paragraph_document_symbol", "topic_slug"),
        expandable=("mandate", "topic"),
    )
)

add_resource(
    Resource(
        model=Ownership,
        name="ownerships",
        facts=facts_of(
            Ownership,
            *MANDATE,
            "unit",
            "unit.party.slug",
            "function",
            "is_lead",
            *SUGGESTED,
            implied=(*OF_MANDATE, "unit.party"),
            known_to={"proposed_by": secretariat_only},
        ),
        filters={
            "mandate": "mandate",
            "document": "mandate__paragraph__document",
            "unit": "unit",
            "state": "state",
            "is_lead": "is_lead",
        },
        orders=("mandate_paragraph_document_symbol", "state"),
        expandable=("mandate", "unit", "function", "decided_by"),
        create=Creating(asked_of(Ownership, "mandate", "unit", "function", "is_lead"), may_propose_links, propose_unit),
        operations=(
            Operation("confirm", _("confirm"), may_decide_ownership, decided_by(decide_ownership, "confirm")),
            Operation("refuse", _("refuse"), may_decide_ownership, decided_by(decide_ownership, "refuse")),
        ),
    )
)

add_resource(
    Resource(
        model=Chain,
        name="chains",
        facts=facts_of(
            Chain,
            "paragraph",
            "paragraph.document.symbol",
            "paragraph.number",
            "kind",
            "to_document",
            "to_document.symbol",
            "to_paragraph",
            *SUGGESTED,
            implied=("paragraph", "paragraph.document", "to_document", "to_paragraph"),
            known_to={"proposed_by": secretariat_only},
        ),
        filters={
            "paragraph": "paragraph",
            "document": "paragraph__document",
            "kind": "kind",
            "to_document": "to_document",
            "to_paragraph": "to_paragraph",
            "state": "state",
        },
        orders=("paragraph_document_symbol", "kind", "state"),
        expandable=("paragraph", "to_document", "to_paragraph", "decided_by"),
        create=Creating(
            asked_of(Chain, "paragraph", "kind", "to_document", "to_paragraph"), may_propose_links, propose_link
        ),
        operations=(
            Operation("confirm", _("confirm"), may_decide_chain, decided_by(decide_chain, "confirm")),
            Operation("refuse", _("refuse"), may_decide_chain, decided_by(decide_chain, "refuse")),
        ),
    )
)

add_resource(
    Resource(
        model=Exclusion,
        name="exclusions",
        facts=facts_of(
            Exclusion,
            "paragraph",
            "paragraph.document.symbol",
            "paragraph.number",
            "unit",
            "by",
            "by.symbol",
            "footnote",
            "words",
            "is_demonstration",
            implied=("paragraph", "paragraph.document", "by"),
        ),
        filters={"paragraph": "paragraph", "document": "paragraph__document", "unit": "unit", "by": "by"},
        orders=("paragraph_document_symbol", "paragraph_number"),
        expandable=("paragraph", "unit", "by"),
        create=Creating(asked_of(Exclusion, "paragraph", "unit", "by", "footnote", "words"), may_make_mandate, exclude),
    )
)

add_resource(
    Resource(
        model=Overruling,
        name="overrulings",
        facts=facts_of(
            Overruling,
            *MANDATE,
            "status",
            "reason",
            "decided_by",
            "decided_on",
            "ended_on",
            "is_demonstration",
            implied=OF_MANDATE,
        ),
        filters={"mandate": "mandate", "status": "status", "stands": "ended_on__isnull"},
        orders=("decided_on", "status"),
        expandable=("mandate", "decided_by"),
        operations=(
            Operation(
                "end",
                _("end"),
                may_end_overruling,
                done_by(end_overruling),
                (day_asked(_("from"), _("First day on which the computed status holds again; today if not given.")),),
            ),
        ),
    )
)

add_resource(
    Resource(
        model=Evidence,
        name="evidence",
        facts=facts_of(
            Evidence,
            *MANDATE,
            "source",
            "document",
            "label",
            "address",
            "url",
            "planned",
            "held",
            "is_standing",
            "on_request",
            "is_ended",
            "is_demonstration",
            implied=(*OF_MANDATE, "document"),
        ),
        filters={"mandate": "mandate", "source": "source", "document": "document", "is_ended": "is_ended"},
        orders=("address", "mandate_paragraph_document_symbol"),
        expandable=("mandate", "document"),
    )
)
