"""What distributions offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.calling import changed_by, made_by
from secretariat.core.errors import Refused
from secretariat.core.resources import (
    ALL,
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_of,
    facts_of,
    secretariat_only,
)
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.choices import ChosenAs
from secretariat.correspondence.models import (
    Distribution,
    DistributionDocument,
    Enclosure,
    PreferredLanguage,
    Receipt,
    Recipient,
)
from secretariat.correspondence.services import (
    FACTS,
    add_documents,
    add_recipients,
    cancel_distribution,
    change_distribution,
    choose_language,
    compose_distribution,
    prefer_language,
    record_bounce,
    resend_receipt,
    send_distribution,
)

MEMBERS = asked_of(Recipient, "of", "chosen_as", required=("of",))
LANGUAGE = asked_of(Recipient, "language")
PREFERRED = asked_of(PreferredLanguage, "party", "language", "source")


def addresses_told(viewer: Viewer) -> models.Q:
    """Return the condition under which an address is told: to those who may send for the unit."""
    if rules.sends_for_all.test(viewer):
        return ALL
    return models.Q(recipient__distribution__unit__party__in=viewer.parties_as(*rules.WORKS))


def compose(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Distribution:
    """Begin a distribution."""
    return compose_distribution(**values, by=by, on=on, reason=reason)


def change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Distribution:
    """Change what a draft says."""
    return change_distribution(record, **values, by=by, reason=reason)


def send(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Distribution:
    """Have it sent, now."""
    return send_distribution(record, by=by, at=timezone.now(), reason=reason)


def cancel(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Distribution:
    """Cancel a draft."""
    return cancel_distribution(record, by=by, reason=reason)


def add_members(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Distribution:
    """Add the members of an organization, a group or a body."""
    chosen_as = ChosenAs(values.get("chosen_as", ChosenAs.GROUP))
    if chosen_as not in {ChosenAs.MEMBER, ChosenAs.GROUP, ChosenAs.BODY}:
        raise Refused(_("Members are chosen through an organization, a group or a body."))
    add_recipients(record, [values["of"]], chosen_as=chosen_as, by=by, on=on, reason=reason)
    return record  # type: ignore[no-any-return]


def add_document(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> DistributionDocument:
    """Add a document to a draft."""
    made = add_documents(values["distribution"], [values["document"]], by=by, reason=reason)
    return _one(made)  # type: ignore[no-any-return]


def add_recipient(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Recipient:
    """Add a recipient to a draft."""
    party, asked = values["party"], values.get("language")
    languages = {party.pk: asked} if asked else {}
    made = add_recipients(values["distribution"], [party], languages=languages, by=by, on=on, reason=reason)
    return _one(made)  # type: ignore[no-any-return]


def _one(made: list[Any]) -> Any:
    if not made:
        raise Refused(_("This is in it already."))
    return made[0]


def resend(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Receipt:
    """Have one part sent again."""
    return resend_receipt(record, by=by, at=timezone.now(), reason=reason)


def bounce(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Receipt:
    """Record that mail came back."""
    return record_bounce(record, said=values["said"], by=by, reason=reason)


add_resource(
    Resource(
        model=Distribution,
        name="distributions",
        facts=facts_of(
            Distribution,
            *("unit", "unit.party.slug", "purpose", "subject", "text", "audience", "state", "why_not"),
            *("sent_at", "done_at", "is_demonstration"),
            implied=("unit.party",),
        ),
        filters={"unit": "unit", "purpose": "purpose", "state": "state"},
        orders=("state", "purpose"),
        expandable=("unit",),
        create=Creating(asked_of(Distribution, *FACTS), rules.may_compose, compose),
        change=Changing(asked_of(Distribution, *FACTS), rules.may_distribute, change),
        operations=(
            Operation("add-members", gettext_lazy("add members"), rules.may_distribute, add_members, MEMBERS),
            Operation("send", gettext_lazy("send"), rules.may_distribute, send),
            Operation("cancel", gettext_lazy("cancel"), rules.may_distribute, cancel),
        ),
    )
)

add_resource(
    Resource(
        model=DistributionDocument,
        name="distribution-documents",
        facts=facts_of(
            DistributionDocument,
            *("distribution", "document", "document.symbol", "position", "is_demonstration"),
            implied=("distribution", "document"),
        ),
        filters={"distribution": "distribution", "document": "document"},
        orders=("position",),
        expandable=("distribution", "document"),
        create=Creating(asked_of(DistributionDocument, "distribution", "document"), rules.may_compose, add_document),
    )
)

add_resource(
    Resource(
        model=Recipient,
        name="recipients",
        facts=facts_of(
            Recipient,
            *("distribution", "party", "party.slug", "chosen_as", "of", "language", "language_rule"),
            "is_demonstration",
            implied=("distribution", "party"),
        ),
        filters={"distribution": "distribution", "party": "party", "chosen_as": "chosen_as"},
        orders=("party_slug",),
        expandable=("distribution", "party"),
        create=Creating(
            asked_of(Recipient, "distribution", "party", "language", optional=("language",)),
            rules.may_compose,
            add_recipient,
        ),
        change=Changing(LANGUAGE, rules.may_distribute, changed_by(choose_language, LANGUAGE)),
    )
)

add_resource(
    Resource(
        model=Receipt,
        name="receipts",
        facts=facts_of(
            Receipt,
            *("recipient", "recipient.party.slug", "channel", "address", "via", "state", "attempts", "sent_at"),
            *("opened_at", "downloaded_at", "said", "is_demonstration"),
            implied=("recipient", "recipient.party"),
            known_to={"address": addresses_told, "said": secretariat_only, "attempts": secretariat_only},
        ),
        filters={
            "recipient": "recipient",
            "distribution": "recipient__distribution",
            "party": "recipient__party",
            "channel": "channel",
            "state": "state",
        },
        orders=("recipient_party_slug", "state"),
        expandable=("recipient",),
        operations=(
            Operation("send-again", gettext_lazy("send again"), rules.may_distribute, resend),
            Operation(
                "record-bounce",
                gettext_lazy("record that it came back"),
                rules.may_distribute,
                bounce,
                asked_of(Receipt, "said", required=("said",)),
            ),
        ),
    )
)

add_resource(
    Resource(
        model=Enclosure,
        name="enclosures",
        facts=facts_of(
            Enclosure,
            *("receipt", "document", "document.symbol", "language", "sha256", "withheld", "opened_at"),
            *("downloaded_at", "is_demonstration"),
            implied=("receipt", "document"),
        ),
        filters={"receipt": "receipt", "document": "document", "withheld": "withheld"},
        orders=("document_symbol",),
        expandable=("receipt", "document"),
    )
)

add_resource(
    Resource(
        model=PreferredLanguage,
        name="preferred-languages",
        facts=facts_of(
            PreferredLanguage,
            *("party", "party.slug", "language", "source", "is_demonstration"),
            implied=("party",),
        ),
        key="party__slug",
        filters={"party": "party"},
        orders=("party_slug",),
        expandable=("party",),
        create=Creating(PREFERRED, rules.may_prefer_language, made_by(prefer_language, PREFERRED)),
    )
)
