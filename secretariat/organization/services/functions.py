"""Give, change and drop functions in a draft, and say with whom they are carried out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Unit
from secretariat.organization.services.positions import position_for
from secretariat.organization.services.rows import drop_row, open_draft
from secretariat.organization.services.telling import tell_of_draft
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

ADDRESS = re.compile(r"[0-9A-Za-z]+([.\-()]+[0-9A-Za-z]+)*\)?")


@dataclass(frozen=True)
class FunctionFacts:
    """What an order says of a function."""

    unit: Unit
    address: str
    kind: str
    summary: Labels
    note: Labels = field(default_factory=Labels)
    topics: tuple[Topic, ...] = ()


@transaction.atomic
def add_function(order: Order, facts: FunctionFacts, *, by: Viewer, reason: str) -> Function:
    """Give a unit a function in a draft: a paragraph of the order, in the sequence of its address.

    Errors: NotPermitted; Refused where the order is no draft, does not place the unit, or has the address already;
    ValidationError.
    """
    draft = open_draft(order, by)
    _refuse_unplaced(draft, facts.unit)
    _refuse_address(facts.address)
    _refuse_taken(draft, facts.address)
    paragraph = Paragraph(
        document=draft.document,
        number=facts.address,
        position=position_for(draft.document, facts.address, by=by),
        kind=ParagraphKind.PROVISION,
        summary=facts.summary,
        note=facts.note,
    )
    keep(paragraph, by=by, reason=reason)
    function = Function(order=draft, paragraph=paragraph, unit=facts.unit, kind=facts.kind)
    keep(function, by=by, reason=reason)
    _set_topics(function, facts.topics, by, reason)
    tell_of_draft(draft, facts.unit, by=by)
    return function


@transaction.atomic
def change_function(function: Function, facts: FunctionFacts, *, by: Viewer, reason: str) -> Function:
    """Change a function of a draft: its unit, address, kind, words or topics. It goes on continuing what it continued.

    Errors: as ``add_function``.
    """
    draft = open_draft(function.order, by)
    _refuse_unplaced(draft, facts.unit)
    paragraph = function.paragraph
    if facts.address != paragraph.number:
        _refuse_address(facts.address)
        _refuse_taken(draft, facts.address)
        paragraph.number = facts.address
        paragraph.position = position_for(draft.document, facts.address, by=by, moving=paragraph)
    paragraph.summary = facts.summary
    paragraph.note = facts.note
    keep(paragraph, by=by, reason=reason)
    before, function.unit = function.unit, facts.unit
    function.kind = facts.kind
    keep(function, by=by, reason=reason)
    _set_topics(function, facts.topics, by, reason)
    tell_of_draft(draft, before, facts.unit, by=by)
    return function


@transaction.atomic
def drop_function(function: Function, *, by: Viewer, reason: str) -> None:
    """Take a function and its paragraph out of a draft; what they said stays in their history.

    Errors: NotPermitted; Refused where the order is no draft or another record refers to the function.
    """
    draft = open_draft(function.order, by)
    for row in (*function.counterparts.all(), *function.topic_links.all()):
        drop_row(row, by=by, reason=reason)
    paragraph = function.paragraph
    drop_row(function, by=by, reason=reason)
    drop_row(paragraph, by=by, reason=reason)
    tell_of_draft(draft, function.unit, by=by)


@transaction.atomic
def add_counterpart(
    function: Function,
    *,
    relation: str,
    by: Viewer,
    reason: str,
    party: Party | None = None,
    document: Document | None = None,
    detail: Labels | None = None,
) -> Counterpart:
    """Say in a draft with whom, or for which treaty, a function is carried out.

    Errors: NotPermitted; Refused where the order is no draft or says so already; ValidationError unless exactly one of
    party and document is given.
    """
    open_draft(function.order, by)
    if function.counterparts.filter(relation=relation, party=party, document=document).exists():
        raise Refused(_("The draft says so already."))
    counterpart = Counterpart(
        function=function,
        relation=relation,
        party=party,
        document=document,
        detail=detail or Labels(),
    )
    return keep(counterpart, by=by, reason=reason)


@transaction.atomic
def drop_counterpart(counterpart: Counterpart, *, by: Viewer, reason: str) -> None:
    """Take a counterpart out of a draft. Errors: NotPermitted; Refused where the order is no draft."""
    open_draft(counterpart.function.order, by)
    drop_row(counterpart, by=by, reason=reason)


def _set_topics(function: Function, topics: Iterable[Topic], by: Viewer, reason: str) -> None:
    wanted: dict[uuid.UUID, Topic] = {each.pk: each for each in topics}
    links = {link.topic_id: link for link in function.topic_links.all()}
    for topic, link in links.items():
        if topic not in wanted:
            drop_row(link, by=by, reason=reason)
    new = [FunctionTopic(function=function, topic=topic) for key, topic in wanted.items() if key not in links]
    keep_all(new, by=by, reason=reason)


def _refuse_unplaced(draft: Order, unit: Unit) -> None:
    if not draft.placements.filter(unit=unit).exists():
        raise Refused(_("The draft does not place this unit. Add the unit first."))


def _refuse_address(address: str) -> None:
    if not ADDRESS.fullmatch(address):
        raise ValidationError({"address": _("An address is written in letters, digits, dots and hyphens: II.A.10.")})


def _refuse_taken(draft: Order, address: str) -> None:
    if Paragraph.objects.filter(document=draft.document, number=address).exists():
        raise Refused(_("The address %(address)s is taken in this draft.") % {"address": address})
