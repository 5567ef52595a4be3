"""What chiefs are told of orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.notice_registry import Kind, add_kind
from secretariat.core.rules import in_secretariat

ORDER_DRAFTED = add_kind(
    Kind(
        "order-drafted",
        label=_("A draft order touches your unit"),
        help=_("Somebody drafts an order that changes what stands of your unit. You are told once a draft."),
        words=_("The draft order %(order)s changes what stands of %(unit)s."),
        brief=_("A draft order touches your unit."),
        rule=in_secretariat,
    )
)
ORDER_ISSUED = add_kind(
    Kind(
        "order-issued",
        label=_("An order changes your unit"),
        help=_("An order was put in force that changes the place, name, head or functions of your unit."),
        words=_("The order %(order)s was put in force; it changes your unit from %(day)s on."),
        brief=_("An order changes your unit."),
        rule=in_secretariat,
    )
)
