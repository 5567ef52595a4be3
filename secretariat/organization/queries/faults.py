"""What keeps a draft from being put in force."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.organization.models import Counterpart, Function, Order
from secretariat.organization.queries.structure import Structure, structure_of


def faults_of(order: Order, structure: Structure | None = None) -> list[str]:
    """Return what is not whole in an order, a sentence each: root, circles, orphans, addresses, functions, treaties."""
    drawn = structure or structure_of(order)
    placements = {each.unit_id: each for each in order.placements.select_related("parent")}
    return [
        *_root(drawn),
        *_reach(drawn, len(placements)),
        *(
            _("%(unit)s belongs to a unit that this order does not place.") % {"unit": each.short}
            for each in placements.values()
            if each.parent is not None and each.parent_id not in placements and not each.parent.is_outside
        ),
        *(
            _("Two units stand at the address %(address)s.") % {"address": address}
            for address, times in Counter(each.address for each in placements.values() if each.address).items()
            if times > 1
        ),
        *(
            _("%(address)s is given to a unit that this order does not place.") % {"address": each.address}
            for each in Function.objects.filter(order=order)
            .exclude(unit__in=placements)
            .select_related("paragraph")
            .order_by("paragraph__position")
        ),
        *(
            _("%(address)s names a document that not everyone may read.") % {"address": each.function.address}
            for each in Counterpart.objects.filter(function__order=order, document__audience__gt=Audience.PUBLIC)
            .select_related("function__paragraph")
            .order_by("function__paragraph__position")
        ),
    ]


def _root(drawn: Structure) -> list[str]:
    if not drawn.roots:
        return [_("No unit stands at the top.")]
    if len(drawn.roots) > 1:
        names = ", ".join(node.placement.short for node in drawn.roots)
        return [_("More than one unit stands at the top: %(units)s.") % {"units": names}]
    return []


def _reach(drawn: Structure, placed: int) -> list[str]:
    lost = placed - sum(1 for _node in drawn.walk())
    return [_("Some units belong to each other in a circle.")] if lost else []
