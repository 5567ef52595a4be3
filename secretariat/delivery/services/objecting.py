"""Object to a number, and decide what was objected."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Objection
from secretariat.delivery.queries import progress_of_lines
from secretariat.delivery.rules import OBJECTION_CHANGES, may_object
from secretariat.plans.models import Activity


@transaction.atomic
def object_to_number(activity: Activity, *, should_be: int, why: str, by: Viewer, on: datetime.date) -> Objection:
    """Say that the number held of a line by a day is wrong; the number shown is kept with it.

    Errors: NotPermitted for who does not lead the unit of the line; Refused where somebody objects to it already;
    ValidationError where it is the number shown.
    """
    if not may_object.test(by, activity) or not isinstance(by.person, Person):
        raise NotPermitted(_("Only who leads the unit of the line objects to its number."))
    if Objection.objects.open().filter(activity=activity).exists():
        raise Refused(_("Somebody objects to this number already."))
    shown = progress_of_lines({activity.pk: None}, by, on=on)[activity.pk].held
    made = Objection(activity=activity, on=on, shown=shown, should_be=should_be, why=why, raised_by=by.person)
    return keep(made, by=by, reason=why)


@transaction.atomic
def decide_objection(objection: Objection, verb: str, *, by: Viewer, reason: str) -> Objection:
    """Accept or reject an objection by a verb of ``rules.OBJECTION_CHANGES``; no number changes by it.

    Errors: NotPermitted; Refused where it is decided already.
    """
    rows = Objection.objects.select_for_update(of=("self",)).select_related("activity__owner__party")
    held = rows.get(pk=objection.pk)
    change_state(held, OBJECTION_CHANGES, verb, by=by, reason=reason, answer=reason[:500])
    return held
