"""Columns of the lists of orders, units and functions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.organization.choices import FunctionKind, OrderState
from secretariat.organization.models import Function, Order
from secretariat.organization.wording import counterpart_words

STATE_TONES = {OrderState.DRAFT: "wait", OrderState.ISSUED: "done", OrderState.WITHDRAWN: "none"}


def state_cell(order: Order) -> Cell:
    """Return an order's state as a chip."""
    return Cell(order.get_state_display(), tone=STATE_TONES[OrderState(order.state)])


def unit_cell(function: Any) -> Cell:
    """Return the unit of a function as its order names it; read functions ``with_unit_names``."""
    return Cell(function.unit_acronym or str(function.unit_name or ""), function.unit.get_absolute_url())


def _address(function: Function) -> Cell:
    return Cell(function.address, function.get_absolute_url(), css="symbol")


def _counterparts(function: Function) -> Cell:
    return Cell("; ".join(counterpart_words(each) for each in function.counterparts.all()), css="with-whom")


ADDRESS = Column("address", _("Address"), _address, order="paragraph__position")
SUMMARY = Column("summary", _("Function"), lambda function: str(function.summary))
UNIT = Column("unit", _("Unit"), unit_cell)
KIND = Column("kind", _("Kind"), lambda function: str(FunctionKind(function.kind).label))
COUNTERPARTS = Column("counterparts", _("With whom"), _counterparts)

FUNCTIONS = (ADDRESS, SUMMARY, UNIT, KIND, COUNTERPARTS)
OF_UNIT = (ADDRESS, SUMMARY, COUNTERPARTS)

ORDERS = (
    Column(
        "symbol",
        _("Order"),
        lambda order: Cell(str(order), order.get_absolute_url(), css="symbol"),
        order="document__symbol",
    ),
    Column("title", _("Title"), lambda order: str(order.document.title)),
    Column("state", _("State"), state_cell),
    Column("signed", _("Signed on"), lambda order: Cell(written_date(order.signed_on), css="date")),
    Column(
        "effective",
        _("Takes effect on"),
        lambda order: Cell(written_date(order.effective_on), css="date"),
        order="known_day",
    ),
)
