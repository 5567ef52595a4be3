"""What every change of a draft has in common: only drafts change, and what is taken out of one stays in its history."""

from __future__ import annotations

from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import take_out
from secretariat.core.viewer import Viewer
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Order
from secretariat.organization.rules import may_draft_order


def open_draft(order: Order, by: Viewer) -> Order:
    """Return the order as it stands now, locked until the transaction ends.

    Errors: NotPermitted where the viewer may not draft; Refused where the order is no draft.
    """
    if not may_draft_order.test(by):
        raise NotPermitted(_("Only a planning officer may change a draft order."))
    # The state is read again: the order may have been issued since the page was opened.
    now = Order.objects.select_for_update(of=("self",)).select_related("document").get(pk=order.pk)
    if now.state != OrderState.DRAFT:
        raise Refused(
            _("%(order)s is %(state)s and never changes. Draft a new order instead.")
            % {"order": now, "state": now.get_state_display()}
        )
    return now


def drop_row(record: models.Model, *, by: Viewer, reason: str) -> None:
    """Take a row out of a draft; its contents stay in its history, with who, when and why.

    A row of a draft was never in force, so nothing that held is lost. A mark «withdrawn» on the row would have to be
    remembered by every question about an order, here and in the apps above, and one forgotten filter would show a
    dropped unit in the structure.

    Errors: Refused where another record refers to the row.
    """
    try:
        take_out(record, by=by, reason=reason)
    except ProtectedError as error:
        raise Refused(_("“%(record)s” stays in the draft: other records refer to it.") % {"record": record}) from error
