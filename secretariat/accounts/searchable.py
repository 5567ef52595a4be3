"""People, found by their name by the secretariat, and by themselves."""

from __future__ import annotations

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.gates import open_to, open_to_person
from secretariat.core.search_registry import Entry, Searchable, make_searchable


def _entry(person: Person) -> Entry:
    # SECURITY: not by the address: whoever may not read it must not be able to try it out.
    return Entry(gates=open_to(Audience.SECRETARIAT) | open_to_person(person.pk), titles={"": person.full_name})


make_searchable(Searchable({"person": Person}, Person, Person.objects.people, _entry))
