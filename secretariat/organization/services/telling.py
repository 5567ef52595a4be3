"""Tell the chiefs of units what touches their units."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from secretariat.core.notice_registry import Kind
from secretariat.core.viewer import Viewer
from secretariat.notices.services import notify
from secretariat.organization.models import Order, Unit
from secretariat.organization.notice_kinds import ORDER_DRAFTED, ORDER_ISSUED
from secretariat.organization.queries import difference
from secretariat.organization.queries.chiefs import chiefs_of


def tell_chiefs(
    kind: Kind,
    units: Iterable[uuid.UUID],
    *,
    about: models.Model,
    data: Mapping[str, Any],
    address: str = "",
    occasion: str = "",
    by: Viewer,
) -> None:
    """Tell the chiefs that units have now; see ``notices.services.notify`` for the rest."""
    chiefs = chiefs_of(units, on=timezone.localdate())
    notify(kind, to=chiefs, about=about, address=address, data=data, occasion=occasion, by=by)


def tell_of_draft(order: Order, *units: Unit, by: Viewer) -> None:
    """Tell chiefs that a draft touches their units, once a draft."""
    for unit in dict.fromkeys(units):
        data = {"order": str(order), "unit": unit.party.name}
        tell_chiefs(ORDER_DRAFTED, [unit.pk], about=order, data=data, by=by)


def tell_of_issue(order: Order, before: Order | None, *, by: Viewer) -> None:
    """Tell chiefs that an order that was put in force changes their units."""
    touched = _touched(order, before) if before is not None else set()
    data = {"order": str(order), "day": order.effective_on}
    tell_chiefs(ORDER_ISSUED, touched, about=order, data=data, by=by)


def _touched(order: Order, before: Order) -> set[uuid.UUID]:
    found = difference(order, before)
    units = [*found.renamed, *found.moved, *found.headed]
    functions = [*found.functions_moved, *found.functions_reworded, *found.functions_otherwise]
    return {
        *(each.unit_id for change in units for each in (change.before, change.after)),
        *(each.unit_id for change in functions for each in (change.before, change.after)),
        *(each.unit_id for each in (*found.added, *found.dropped)),
        *(each.unit_id for each in (*found.functions_added, *found.functions_dropped)),
    }
