"""Say who answers for mandates and how paragraphs hang together: propose, and decide on what is proposed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.suggestions import decide, decisions
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates import rules
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.mandates.notice_kinds import OWNERSHIP_SUGGESTED
from secretariat.organization.models import Function, Order, Placement, Unit
from secretariat.organization.services import tell_chiefs

OWNERSHIP_DECISIONS = decisions(rules.may_decide_ownership)
CHAIN_DECISIONS = decisions(rules.may_decide_chain)


def words_of(reason: str, language: str) -> Labels:
    """Return what a person wrote, as words in the language they wrote in."""
    return Labels({language if language in LANGUAGES else "en": reason})


def proposer(by: Viewer) -> str:
    """Return a person's name as a suggestion keeps it."""
    return by.name[:60]


@transaction.atomic
def propose_owner(
    mandate: Mandate,
    *,
    unit: Unit,
    function: Function | None,
    is_lead: bool,
    by: Viewer,
    on: datetime.date,
    reason: str,
    language: str,
) -> Ownership:
    """Propose that a unit answers for a mandate, on the ground of a function; both of the order in force.

    Errors: NotPermitted outside the secretariat; Refused where the unit is linked already, is not in the structure of
    the day, or the function is another unit's or another order's.
    """
    if not rules.may_propose_links.test(by):
        raise NotPermitted(_("Only the secretariat proposes owners."))
    order = Order.objects.in_force_on(on)
    if order is None or not Placement.objects.filter(order=order, unit=unit).exists():
        raise Refused(
            _("%(unit)s is not in the structure of today, so it cannot answer for a mandate.") % {"unit": unit}
        )
    if function is not None and function.order_id != order.pk:
        raise Refused(_("Function %(address)s is not of the order in force.") % {"address": function.address})
    if function is not None and function.unit_id != unit.pk:
        raise Refused(_("Function %(address)s is another unit's.") % {"address": function.address})
    known = Ownership.objects.filter(mandate=mandate, unit=unit).first()
    if known is not None:
        said = {"unit": unit, "state": known.get_state_display()}
        raise Refused(_("%(unit)s is linked to this mandate already; the link is %(state)s.") % said)
    ownership = Ownership(
        mandate=mandate,
        unit=unit,
        function=function,
        is_lead=is_lead,
        proposed_by=proposer(by),
        reason=words_of(reason, language),
    )
    keep(ownership, by=by, reason=reason)
    data = {"unit": unit.party.name, "mandate": str(mandate)}
    address = mandate.get_absolute_url()
    tell_chiefs(OWNERSHIP_SUGGESTED, [unit.pk], about=ownership, address=address, data=data, by=by)
    return ownership


@transaction.atomic
def decide_ownership(ownership: Ownership, verb: str, *, by: Viewer, on: datetime.date, reason: str) -> Ownership:
    """Confirm or refuse that a unit answers for a mandate.

    Errors: NotPermitted; Refused where it is decided so already, or another unit leads.
    """
    ownership = Ownership.objects.select_for_update().get(pk=ownership.pk)
    OWNERSHIP_DECISIONS.check(ownership, verb, by=by)
    taken = Ownership.objects.confirmed().filter(mandate=ownership.mandate, is_lead=True).exclude(pk=ownership.pk)
    if verb == "confirm" and ownership.is_lead and (leader := taken.select_related("unit__party").first()):
        raise Refused(_("%(unit)s owns this mandate: refuse that link first.") % {"unit": leader.unit})
    return decide(ownership, OWNERSHIP_DECISIONS, verb, by=by, on=on, reason=reason)


@transaction.atomic
def propose_chain(
    paragraph: Paragraph,
    *,
    kind: ChainKind,
    to_document: Document,
    to_paragraph: Paragraph | None,
    by: Viewer,
    reason: str,
    language: str,
) -> Chain:
    """Propose that a paragraph reiterates, amends, supersedes or cites an earlier one, or a whole document.

    Errors: NotPermitted outside the secretariat; Refused where the paragraph is not in that document or is the same,
    where the two are chained so already, or the other way round.
    """
    if not rules.may_propose_links.test(by):
        raise NotPermitted(_("Only the secretariat proposes chains."))
    if to_paragraph is not None and to_paragraph.document_id != to_document.pk:
        raise Refused(_("This paragraph does not stand in %(document)s.") % {"document": to_document})
    if to_paragraph == paragraph or (to_paragraph is None and to_document.pk == paragraph.document_id):
        raise Refused(_("A paragraph is not chained to itself or to its own document: name another one."))
    _refuse_known_chain(paragraph, kind, to_document, to_paragraph)
    chain = Chain(
        paragraph=paragraph,
        kind=kind,
        to_document=to_document,
        to_paragraph=to_paragraph,
        proposed_by=proposer(by),
        reason=words_of(reason, language),
    )
    return keep(chain, by=by, reason=reason)


def _refuse_known_chain(
    paragraph: Paragraph, kind: ChainKind, to_document: Document, to_paragraph: Paragraph | None
) -> None:
    same = Chain.objects.filter(paragraph=paragraph, kind=kind, to_document=to_document, to_paragraph=to_paragraph)
    known = same.first()
    if known is not None:
        said = {"chain": known, "state": known.get_state_display()}
        raise Refused(_("That %(chain)s is on record already; the link is %(state)s.") % said)
    if (
        to_paragraph is not None
        and Chain.objects.filter(paragraph=to_paragraph, kind=kind, to_paragraph=paragraph).exists()
    ):
        said = {"paragraph": to_paragraph, "relation": ChainKind(kind).label, "other": paragraph}
        raise Refused(_("It is on record the other way round: %(paragraph)s %(relation)s %(other)s.") % said)


@transaction.atomic
def decide_chain(chain: Chain, verb: str, *, by: Viewer, on: datetime.date, reason: str) -> Chain:
    """Confirm or refuse a chain. Errors: NotPermitted; Refused where it is decided so already."""
    chain = Chain.objects.select_for_update().get(pk=chain.pk)
    return decide(chain, CHAIN_DECISIONS, verb, by=by, on=on, reason=reason)
