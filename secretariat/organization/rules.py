"""Who may change the structure, and from which state to which an order goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.organization.choices import OrderState
from secretariat.parties.choices import RoleKind

may_draft_order = holds(RoleKind.PLANNING_OFFICER)
may_put_in_force = may_draft_order

ORDER_CHANGES = Transitions(
    Transition("put_in_force", _("put in force"), (OrderState.DRAFT,), OrderState.ISSUED, may_put_in_force),
    Transition("withdraw", _("withdraw the draft"), (OrderState.DRAFT,), OrderState.WITHDRAWN, may_draft_order),
    Transition("resume", _("take up the draft again"), (OrderState.WITHDRAWN,), OrderState.DRAFT, may_draft_order),
)
