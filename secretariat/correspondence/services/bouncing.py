"""Note that mail came back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.bounces import Bounce
from secretariat.correspondence.choices import Channel, ReceiptState
from secretariat.correspondence.models import Receipt

R = ReceiptState
MAY_BOUNCE = (R.SENT, R.UNCONFIRMED)


@transaction.atomic
def record_bounce(receipt: Receipt, *, said: str, by: Viewer, reason: str = "") -> Receipt:
    """Note that mail to an address came back, with what was said of it.

    Errors: NotPermitted; Refused for an inbox, for what bounced already, and for what the recipient has opened.
    """
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("recipient__distribution__unit")
    held = rows.get(pk=receipt.pk)
    if not rules.may_distribute.test(by, held):
        raise NotPermitted(_("Only those who may send it record that it came back."))
    if held.channel != Channel.MAIL or held.state not in MAY_BOUNCE:
        raise Refused(_("It is %(state)s: it cannot have come back.") % {"state": held.get_state_display()})
    held.state, held.said = R.BOUNCED, " ".join(said.split())[:500]
    return keep(held, by=by, reason=reason or _("Came back"))


@transaction.atomic
def note_bounce(bounce: Bounce, *, by: Viewer, at: datetime.datetime) -> Receipt | None:
    """Note what a returned message says of one of ours; None where it is of none, or changes nothing.

    That a message is only late, or was delivered, changes nothing; nor does a bounce that is brought twice, or of what
    the recipient has opened meanwhile. Errors: NotPermitted for all but the operator and those who distribute for all.
    """
    if not rules.sends_for_all.test(by):
        raise NotPermitted(_("Only conference and planning officers bring returned mail."))
    receipt = Receipt.objects.filter(pk=bounce.receipt).first() if bounce.receipt and bounce.is_final else None
    if receipt is None or receipt.state not in MAY_BOUNCE:
        return None
    return record_bounce(receipt, said=bounce.said, by=by, reason=_("Returned mail was brought"))
