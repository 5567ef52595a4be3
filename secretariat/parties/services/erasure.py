"""Erase a person on their request: the name goes from everywhere, that somebody acted stays."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.accounts.rules import is_oneself
from secretariat.accounts.services import known_as, mark_erased
from secretariat.core.errors import NotPermitted
from secretariat.core.personal import Trace, forget, traces_of
from secretariat.core.viewer import Viewer
from secretariat.parties.rules import may_keep_people
from secretariat.parties.services.roles import close_account


@transaction.atomic
def erase_person(person: Person, *, by: Viewer, on: datetime.date) -> list[Trace]:
    """Close a person's account and blank who they are, in every record and in every history; return what is left.

    Sessions, second factors, failures to sign in, messages and visits are dropped. What they wrote stays, by an erased
    person; so does what they read. What is returned are words that somebody wrote, such as a title, in which a name or
    an address still stands: only a person can tell whether they mean this one.

    Errors: NotPermitted where an administrator is needed, or of oneself; Refused where nobody else could administer, or
    it is no person's account.
    """
    if not may_keep_people.test(by) or is_oneself.test(by, person):
        raise NotPermitted(_("Only another administrator erases a person."))
    if person.is_active:
        close_account(person, by=by, on=on, reason=_("Erased on request"))
    who = known_as(person)
    forget(who)
    mark_erased(person, by=by)
    return traces_of(who.words)
