"""Note that all of a distribution went out, and tell those above who wait for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.choices import OPEN, DistributionState
from secretariat.correspondence.models import Distribution, Receipt

Listener = Callable[[Distribution, Viewer, datetime.date], None]
_listeners: list[Listener] = []


def tell_when_done(listener: Listener) -> None:
    """Call ``listener`` with each distribution that has gone out, in the transaction that notes it.

    Called when the program starts by apps above, such as for the duties that a distribution fulfils. It may be told of
    one distribution again, after a part was sent once more.
    """
    _listeners.append(listener)


def finish_distributions(*, by: Viewer, at: datetime.datetime) -> int:
    """Note of all distributions of which nothing waits any more that they have gone out; return how many."""
    waiting = Receipt.objects.filter(state__in=OPEN).values("recipient__distribution")
    over = Distribution.objects.filter(state=DistributionState.SENT).exclude(pk__in=waiting)
    return sum(finish(each, by=by, at=at).state == DistributionState.DONE for each in over.order_by("pk"))


@transaction.atomic
def finish(distribution: Distribution, *, by: Viewer, at: datetime.datetime) -> Distribution:
    """Note that a distribution has gone out, unless a part of it waits or somebody else noted it; tell the listeners.

    What bounced, was refused or is unconfirmed waits no more: a person decides on it.
    """
    held = Distribution.objects.select_for_update(of=("self",)).select_related("unit").get(pk=distribution.pk)
    waits = Receipt.objects.filter(recipient__distribution=held, state__in=OPEN).exists()
    if held.state != DistributionState.SENT or waits:
        return held
    change_state(held, rules.DISTRIBUTION_CHANGES, "finish", by=by, reason=_("All went out"), done_at=at)
    for listener in _listeners:
        listener(held, by, at.date())
    return held
