"""What is personal of a designation: all that says who is named."""

from __future__ import annotations

from django.db.models import Q

from secretariat.core.personal import Personal, Who, add_personal
from secretariat.directory.models import Designee
from secretariat.directory.services.designations import personal_values


def named_as(who: Who) -> Q:
    """Return the rows of a person by the row itself, or by an address; a name alone may be a namesake's."""
    asked = Q(id=who.id)
    for address in who.addresses:
        asked |= Q(mail__iexact=address)
    return asked


add_personal(Personal(Designee, named_as, personal_values()))
