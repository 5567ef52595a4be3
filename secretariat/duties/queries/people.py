"""Who is told of a duty."""

from __future__ import annotations

import datetime

from secretariat.accounts.models import Person
from secretariat.duties.models import Duty
from secretariat.notices.queries import holders
from secretariat.organization.models import Unit
from secretariat.organization.queries.chiefs import chiefs_of
from secretariat.parties.choices import PartyKind, RoleKind


def people_who_owe(duty: Duty, *, on: datetime.date) -> list[Person]:
    """Return those who are told of a duty on a day: chiefs and officers of the unit, or the delegates of the State."""
    if duty.debtor.kind == PartyKind.STATE:
        return list(holders(RoleKind.DELEGATE, on=on, party=duty.debtor))
    units = Unit.objects.filter(party=duty.debtor_id).values_list("pk", flat=True)
    officers = holders(RoleKind.PROGRAM_OFFICER, on=on, party=duty.debtor)
    return list({person.pk: person for person in (*chiefs_of(units, on=on), *officers)}.values())
