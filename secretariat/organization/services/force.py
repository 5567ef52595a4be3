"""Put an order in force, or lay a draft aside."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience, Precision
from secretariat.core.dates import written_date
from secretariat.core.errors import Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState, RelationKind
from secretariat.documents.models import DocumentRelation
from secretariat.documents.services import seal_document
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Order, Placement
from secretariat.organization.queries import faults_of, order_replaced_on
from secretariat.organization.rules import ORDER_CHANGES
from secretariat.organization.services.telling import tell_of_issue
from secretariat.organization.services.units import PROPOSED_SLUG
from secretariat.parties.models import Party, PartyName


@transaction.atomic
def put_in_force(
    order: Order,
    *,
    by: Viewer,
    on: datetime.date,
    signed_on: datetime.date,
    effective_on: datetime.date,
    signatory: Labels,
    reason: str,
) -> Order:
    """Issue a draft, which then holds from ``effective_on`` until another order takes effect.

    The document becomes public and replaces the one in force before. Structures of earlier days stay as they were.

    Errors: NotPermitted; Refused where the order is no draft, is not whole, or its days would rewrite the past.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("document").get(pk=order.pk)
    ORDER_CHANGES.check(order, "put_in_force", by=by)
    _refuse_days(order, on, signed_on, effective_on)
    faults = faults_of(order)
    if faults:
        raise Refused(" ".join([*faults, _("The draft was kept as it is.")]))
    before = order_replaced_on(effective_on)
    change_state(
        order,
        ORDER_CHANGES,
        "put_in_force",
        by=by,
        reason=reason,
        signed_on=signed_on,
        effective_on=effective_on,
        signatory=signatory,
    )
    _issue_document(order, signed_on, before, by, reason)
    settle_names(order, by=by, on=on, reason=reason)
    tell_of_issue(order, before, by=by)
    return order


@transaction.atomic
def withdraw_order(order: Order, *, by: Viewer, reason: str) -> Order:
    """Lay a draft aside; it stays readable for the secretariat and can be taken up again.

    Errors: NotPermitted; Refused where the order is no draft.
    """
    return _lay(order, "withdraw", DocumentState.WITHDRAWN, by, reason)


@transaction.atomic
def resume_order(order: Order, *, by: Viewer, reason: str) -> Order:
    """Take up a withdrawn draft again. Errors: NotPermitted; Refused where the order was not withdrawn."""
    return _lay(order, "resume", DocumentState.DRAFT, by, reason)


def _lay(order: Order, verb: str, state: DocumentState, by: Viewer, reason: str) -> Order:
    order = Order.objects.select_for_update(of=("self",)).select_related("document").get(pk=order.pk)
    change_state(order, ORDER_CHANGES, verb, by=by, reason=reason)
    order.document.state = state
    keep(order.document, by=by, reason=reason)
    return order


def _refuse_days(order: Order, on: datetime.date, signed_on: datetime.date, effective_on: datetime.date) -> None:
    if signed_on > on:
        raise Refused(_("An order is put in force once it is signed: the day of signature has not come yet."))
    if effective_on < signed_on:
        raise Refused(_("An order does not take effect before it is signed."))
    same = (
        Order.objects.issued().select_related("document").filter(effective_on=effective_on).exclude(pk=order.pk).first()
    )
    if same is not None:
        raise Refused(_("%(order)s takes effect on that day already.") % {"order": same})
    current = Order.objects.select_related("document").in_force_on(on)
    if current is not None and current.effective_on is not None and effective_on < current.effective_on:
        raise Refused(
            _("%(order)s holds since %(day)s. A later order takes effect after that day: the past is not rewritten.")
            % {"order": current, "day": written_date(current.effective_on)}
        )


def _issue_document(order: Order, signed_on: datetime.date, before: Order | None, by: Viewer, reason: str) -> None:
    document = order.document
    document.state = DocumentState.ISSUED
    document.audience = Audience.PUBLIC
    document.date = signed_on
    document.date_precision = Precision.DAY
    seal_document(document, by=by, reason=reason)
    keep(document, by=by, reason=reason)
    if before is not None:
        relation = DocumentRelation(
            document=document,
            kind=RelationKind.REPLACES,
            to=before.document,
        )
        keep(relation, by=by, reason=reason)


@transaction.atomic
def settle_names(order: Order, *, by: Viewer, on: datetime.date, reason: str) -> None:
    """Give units the names an issued order gives them: new units at once, others once the order has taken effect.

    The name a unit bore until then stays among its former names, once an order: called again it renames nobody twice.
    """
    has_effect = order.effective_on is not None and order.effective_on <= on
    names_before = _names_before(order)
    settled = set(PartyName.objects.filter(**_former_name_by(order)).values_list("party_id", flat=True))
    for placement in Placement.objects.filter(order=order).select_related("unit__party"):
        party = placement.unit.party
        if party.slug.startswith(PROPOSED_SLUG):
            party.slug = _free_slug(placement)
            _name(placement, party, by, reason)
        elif (
            has_effect
            and party.pk not in settled
            and names_before.get(placement.unit_id, _names(placement)) != _names(placement)
        ):
            _keep_former_name(order, party, by, reason)
            _name(placement, party, by, reason)
        if placement.unit.is_outside:
            placement.unit.is_outside = False
            keep(placement.unit, by=by, reason=reason)


def _is_renamed(placement: Placement, before: dict[uuid.UUID, tuple[Labels, str]]) -> bool:
    return before.get(placement.unit_id, _names(placement)) != _names(placement)


def _names(placement: Placement) -> tuple[Labels, str]:
    return placement.name, placement.acronym


def _names_before(order: Order) -> dict[uuid.UUID, tuple[Labels, str]]:
    """Return the names in the order that this one replaces: what it writes alike, it does not rename."""
    earlier = Order.objects.issued().filter(effective_on__lt=order.effective_on).order_by("-effective_on").first()
    return {each.unit_id: _names(each) for each in earlier.placements.all()} if earlier else {}


def _name(placement: Placement, party: Party, by: Viewer, reason: str) -> None:
    party.name = placement.name
    party.acronym = placement.acronym
    keep(party, by=by, reason=reason)


def _keep_former_name(order: Order, party: Party, by: Viewer, reason: str) -> None:
    former = PartyName(party=party, name=party.name, acronym=party.acronym, **_former_name_by(order))
    keep(former, by=by, reason=reason)


def _former_name_by(order: Order) -> dict[str, Any]:
    """Return what marks the former names that an order left behind."""
    last = order.effective_on and order.effective_on - datetime.timedelta(days=1)
    return {"valid_until": last, "source": str(order)}


def settle_due_names(*, on: datetime.date, by: Viewer) -> int:
    """Settle the names of the orders that took effect after the day they were put in force; return how many there are.

    For the worker, each day; those that were settled before change nothing, nor is a name undone that was corrected
    since.
    """
    later = Order.history.filter(state=OrderState.ISSUED, effective_on__lte=on)
    begun = later.filter(history_date__date__lt=F("effective_on")).values("id")
    orders = list(Order.objects.issued().filter(pk__in=begun).select_related("document").order_by("effective_on"))
    for order in orders:
        settle_names(order, by=by, on=on, reason=_("The order has taken effect"))
    return len(orders)


def _free_slug(placement: Placement) -> str:
    wanted = slugify(placement.acronym or placement.name.in_language("en"))[:70] or "unit"
    slug, number = wanted, 2
    while Party.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug
