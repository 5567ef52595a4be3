"""Say which documents belong to a deliverable; enter them; send them to the participating Member States."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import ARRIVED, ChosenAs, Purpose
from secretariat.correspondence.models import Distribution, Receipt
from secretariat.correspondence.services import compose_distribution, send_distribution
from secretariat.delivery import rules
from secretariat.delivery.choices import EventPart
from secretariat.delivery.models import Deliverable, DeliverableDuty, EventDistribution, EventDocument
from secretariat.delivery.queries.documents import documents_of_part, participating_states
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document
from secretariat.documents.services import attach_file, enter_document, issue_document
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.services import fulfil
from secretariat.parties.models import Party

PURPOSES = {
    EventPart.IN_ADVANCE: Purpose.IN_ADVANCE,
    EventPart.AFTERWARDS: Purpose.CONCLUSIONS,
    EventPart.OTHER: Purpose.OTHER,
}
DUTIES = {
    EventPart.IN_ADVANCE: DutyKind.DOCUMENTS_IN_ADVANCE,
    EventPart.AFTERWARDS: DutyKind.CONCLUSIONS_AFTERWARDS,
}


@transaction.atomic
def add_event_document(
    deliverable: Deliverable, document: Document, *, part: EventPart, by: Viewer, reason: str = ""
) -> EventDocument:
    """Say that a document belongs to a part of a deliverable; said again, it is of another part.

    Errors: NotPermitted; Refused where it is said already, and for a document that one may not read, as for none.
    """
    _require(deliverable, by)
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise Refused(_("There is no such document."))
    known = EventDocument.objects.filter(deliverable=deliverable, document=document).first()
    if known is not None and not known.is_withdrawn and known.part == part:
        raise Refused(_("This is on record already."))
    row = known or EventDocument(deliverable=deliverable, document=document)
    row.part, row.is_withdrawn = part, False
    return keep(row, by=by, reason=reason or _("Added"))


@transaction.atomic
def enter_event_document(
    deliverable: Deliverable,
    *,
    part: EventPart,
    title: Labels,
    kind: DocumentKind,
    audience: Audience,
    files: Mapping[str, tuple[str, bytes | IO[bytes]]] | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> EventDocument:
    """Enter a document of the unit without a symbol, with its files by language, issue it and add it, in one step.

    ``files`` gives name and content by language; the first is the original. Errors: NotPermitted; ValidationError, also
    where a file cannot be taken; nothing is kept then.
    """
    _require(deliverable, by)
    given, issuer = files or {}, deliverable.owner.party
    document = enter_document(
        "", title, kind, issuer, original_language=next(iter(given), ""), audience=audience, date=on, by=by,
        state=DocumentState.DRAFT, reason=reason,
    )  # fmt: skip
    for language, (name, content) in given.items():
        attach_file(document, language=language, name=name, content=content, by=by, reason=reason)
    said = reason or _("Entered for %(deliverable)s") % {"deliverable": deliverable}
    issued = issue_document(document, audience=audience, date=on, by=by, on=on, reason=said)
    return add_event_document(deliverable, issued, part=part, by=by, reason=reason)


@transaction.atomic
def drop_event_document(row: EventDocument, *, by: Viewer, reason: str) -> EventDocument:
    """Take back that a document belongs to a deliverable. Errors: NotPermitted; Refused where it was taken back."""
    _require(row.deliverable, by)
    if row.is_withdrawn:
        raise Refused(_("This was taken back already."))
    row.is_withdrawn = True
    return keep(row, by=by, reason=reason)


@transaction.atomic
def distribute_part(
    deliverable: Deliverable,
    part: EventPart,
    *,
    subject: Labels,
    text: Labels | None = None,
    documents: Iterable[Document] | None = None,
    recipients: Iterable[Party] | None = None,
    send_at: datetime.datetime | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> Distribution:
    """Distribute the documents of a part of a deliverable to the participating Member States, in one step.

    ``documents`` and ``recipients`` may be others than those on record. With ``send_at`` it is sent at once, else it
    is a draft. Once it has gone out, the duty is kept (``keep_duty``).

    Errors: NotPermitted; Refused without a document or a recipient, and as ``compose_distribution``.
    """
    if not rules.may_send_for.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and conference and planning officers, send these."))
    chosen = documents_of_part(deliverable, part, by) if documents is None else list(documents)
    states = participating_states(deliverable, on=on) if recipients is None else list(recipients)
    if not chosen:
        raise Refused(_("There is no document to send: add one first."))
    if not states:
        raise Refused(_("No participating Member State is on record: say who takes part, or choose recipients."))
    distribution = compose_distribution(
        unit=deliverable.owner,
        purpose=PURPOSES[part],
        subject=subject,
        text=text,
        audience=_audience_of(deliverable),
        documents=chosen,
        recipients=states,
        chosen_as=ChosenAs.PARTICIPANT if recipients is None else ChosenAs.CHOSEN,
        by=by,
        on=on,
        reason=reason,
    )
    keep(EventDistribution(deliverable=deliverable, distribution=distribution, part=part), by=by, reason=reason)
    return send_distribution(distribution, by=by, at=send_at, reason=reason) if send_at else distribution


def keep_duty(distribution: Distribution, by: Viewer, on: datetime.date) -> None:
    """Record the duty as kept for which a distribution went out, once every participating Member State was reached.

    Called when a distribution has gone out, by the worker or whoever recorded it.
    """
    event = EventDistribution.objects.filter(distribution=distribution).select_related("deliverable").first()
    kind = DUTIES.get(EventPart(event.part)) if event else None
    if event is None or kind is None or distribution.sent_at is None:
        return
    link = DeliverableDuty.objects.filter(deliverable=event.deliverable, kind=kind).select_related("duty").first()
    if link is None or link.duty.state == DutyState.RELEASED or not _reached_all(event, on):
        return
    fulfil(
        link.duty,
        done_on=min(distribution.sent_at.date(), on),
        text=_("Distribution: %(subject)s") % {"subject": distribution.subject},
        source=distribution.pk,
        url=distribution.get_absolute_url(),
        by=by,
        on=on,
        reason=_("The documents went out"),
    )


def _reached_all(event: EventDistribution, on: datetime.date) -> bool:
    """Tell whether the documents of this part arrived with every participating Member State, by one sending or more."""
    sendings = EventDistribution.objects.filter(deliverable=event.deliverable, part=event.part).values("distribution")
    reached: set[Any] = set(
        Receipt.objects.filter(recipient__distribution__in=sendings, state__in=ARRIVED).values_list(
            "recipient__party", flat=True
        )
    )
    return bool(reached) and {each.pk for each in participating_states(event.deliverable, on=on)} <= reached


def _audience_of(deliverable: Deliverable) -> Audience:
    """Return who may see a sending: the secretariat, or fewer where the deliverable or its plan is for fewer."""
    part = deliverable.activity or deliverable.project
    assert part is not None  # a constraint of the database
    return Audience(max(Audience.SECRETARIAT, deliverable.audience, part.plan.document.audience))


def _require(deliverable: Deliverable, by: Viewer) -> None:
    if not rules.may_deliver.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, change what it delivers."))
