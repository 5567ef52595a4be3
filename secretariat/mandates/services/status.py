"""Overrule the computed status of a mandate, and let it come back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.mandates import rules
from secretariat.mandates.choices import Status
from secretariat.mandates.models import Mandate, Overruling


@transaction.atomic
def overrule_status(mandate: Mandate, *, status: Status, by: Viewer, on: datetime.date, reason: str) -> Overruling:
    """Set a mandate's status against the computed one; the reason stays on record and is public.

    Errors: NotPermitted; Refused where it is overruled already, or without a reason.
    """
    _refuse_overruling(by, mandate)
    if not reason.strip():
        raise Refused(_("A status is overruled with a reason."))
    Mandate.objects.select_for_update().get(pk=mandate.pk)
    if Overruling.objects.standing().filter(mandate=mandate).exists():
        raise Refused(_("This status is overruled already: end that first."))
    overruling = Overruling(mandate=mandate, status=status, reason=reason, decided_on=on)
    assert by.person is not None  # nobody holds a role
    overruling.decided_by_id = by.person.pk
    return keep(overruling, by=by, reason=reason)


@transaction.atomic
def end_overruling(overruling: Overruling, *, by: Viewer, on: datetime.date, reason: str) -> Overruling:
    """Let the computed status come back; ``on`` is the first day on which it holds again.

    Errors: NotPermitted; Refused where it came back before, or on a day before the overruling.
    """
    _refuse_overruling(by, overruling.mandate)
    overruling = Overruling.objects.select_for_update().select_related("mandate").get(pk=overruling.pk)
    if overruling.ended_on is not None:
        raise Refused(_("The computed status holds again already."))
    if on < overruling.decided_on:
        raise Refused(
            _("It was overruled on %(day)s: choose that day or a later one.")
            % {"day": written_date(overruling.decided_on)}
        )
    overruling.ended_on = on
    return keep(overruling, by=by, reason=reason)


def _refuse_overruling(by: Viewer, mandate: Mandate) -> None:
    if not rules.may_overrule_status.test(by, mandate):
        raise NotPermitted(
            _("Only a planning officer, or the chief of the unit that owns a mandate, overrules its status.")
        )
