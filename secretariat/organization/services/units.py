"""Place, change and drop units in a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.errors import Refused
from secretariat.core.history import keep
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.organization.choices import FunctionKind
from secretariat.organization.models import Function, Order, Placement, Unit
from secretariat.organization.queries import structure_of
from secretariat.organization.services.functions import drop_function
from secretariat.organization.services.positions import position_for
from secretariat.organization.services.rows import drop_row, open_draft
from secretariat.organization.services.telling import tell_of_draft
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party

# SECURITY: parties are public. Until an order is in force, what it calls a new unit must not show in the unit's party.
PROPOSED_NAME = Labels(
    {
        "en": "Unit of a draft order",
        "es": "Unidad de un proyecto de orden",
        "pt": "Unidade de um projeto de ordem",
        "fr": "Unité d'un projet d'ordre",
    }
)
PROPOSED_SLUG = "proposed-unit-"
PROPOSED = "Proposed"  # nor why: the history of a party is as public as the party


@dataclass(frozen=True)
class PlacementFacts:
    """What an order says of a unit."""

    name: Labels
    level: str
    acronym: str = ""
    parent: Unit | None = None
    address: str = ""
    head: Labels = field(default_factory=Labels)
    answers_to: Unit | None = None
    note: Labels = field(default_factory=Labels)


@transaction.atomic
def add_unit(order: Order, facts: PlacementFacts, *, by: Viewer, reason: str, unit: Unit | None = None) -> Placement:
    """Place a unit in a draft: one that exists already, or a new one.

    A new unit has no public name before an order that places it is put in force.

    Errors: NotPermitted; Refused where the order is no draft or places the unit already; ValidationError.
    """
    draft = open_draft(order, by)
    if unit is not None and draft.placements.filter(unit=unit).exists():
        raise Refused(_("This draft places the unit already."))
    last = draft.placements.aggregate(last=Max("position"))["last"] or 0
    placement = Placement(
        order=draft,
        unit=unit or _propose_unit(by),
        position=last + 1,
    )
    return _write(placement, facts, by, reason)


@transaction.atomic
def change_placement(placement: Placement, facts: PlacementFacts, *, by: Viewer, reason: str) -> Placement:
    """Change what a draft says of a unit; a new address takes the unit's numbered functions along.

    Errors: NotPermitted; Refused where the order is no draft, or the unit would belong to one beneath it, or an address
    is taken; ValidationError.
    """
    draft = open_draft(placement.order, by)
    _refuse_circle(draft, placement.unit, facts.parent)
    if placement.address and facts.address and placement.address != facts.address:
        _readdress(draft, placement, facts.address, by, reason)
    tell_of_draft(draft, placement.unit, by=by)
    return _write(placement, facts, by, reason)


@transaction.atomic
def drop_placement(placement: Placement, *, by: Viewer, reason: str, with_functions: bool = False) -> None:
    """Take a unit out of a draft; what the draft said of it stays in its history.

    Errors: NotPermitted; Refused where the order is no draft, where units belong to it, or where it has functions and
    ``with_functions`` does not say to drop them too.
    """
    draft = open_draft(placement.order, by)
    below = draft.placements.filter(parent=placement.unit).order_by("position")
    if below:
        names = ", ".join(each.short for each in below)
        raise Refused(_("Units belong to it: %(units)s. Move or drop them first.") % {"units": names})
    functions = Function.objects.filter(order=draft, unit=placement.unit).select_related("order", "paragraph")
    if functions and not with_functions:
        raise Refused(_("The unit has functions in this draft. Move or drop them first."))
    for function in functions:
        drop_function(function, by=by, reason=reason)
    drop_row(placement, by=by, reason=reason)
    tell_of_draft(draft, placement.unit, by=by)


def _write(placement: Placement, facts: PlacementFacts, by: Viewer, reason: str) -> Placement:
    for name in ("name", "level", "acronym", "parent", "address", "head", "answers_to", "note"):
        setattr(placement, name, getattr(facts, name))
    return keep(placement, by=by, reason=reason)


def _propose_unit(by: Viewer) -> Unit:
    identifier = new_identifier()
    party = Party(
        id=identifier,
        kind=PartyKind.UNIT,
        slug=f"{PROPOSED_SLUG}{identifier.hex[-12:]}",
        name=PROPOSED_NAME,
    )
    keep(party, by=by, reason=PROPOSED)
    return keep(Unit(party=party), by=by, reason=PROPOSED)


def _refuse_circle(draft: Order, unit: Unit, parent: Unit | None) -> None:
    node = structure_of(draft).find(unit.pk)
    beneath = {each.placement.unit_id for each in node.walk()} if node else {unit.pk}
    if parent is not None and parent.pk in beneath:
        raise Refused(_("A unit does not belong to itself or to a unit beneath it."))


def _readdress(draft: Order, placement: Placement, address: str, by: Viewer, reason: str) -> None:
    """Move the unit's numbered functions from its old address to the new one."""
    old = f"{placement.address}."
    functions = Function.objects.filter(
        order=draft, unit=placement.unit, kind=FunctionKind.FUNCTION, paragraph__number__startswith=old
    )
    moving = [each.paragraph for each in functions.select_related("paragraph").order_by("paragraph__position")]
    numbers = {each.pk: f"{address}.{each.number.removeprefix(old)}" for each in moving}
    taken = Paragraph.objects.filter(document=draft.document, number__in=numbers.values()).exclude(pk__in=numbers)
    if taken:
        listed = ", ".join(each.number for each in taken)
        raise Refused(_("These addresses are taken: %(addresses)s. Nothing was changed.") % {"addresses": listed})
    for paragraph in moving:
        paragraph.number = numbers[paragraph.pk]
        paragraph.position = position_for(draft.document, paragraph.number, by=by, moving=paragraph)
        keep(paragraph, by=by, reason=reason)
