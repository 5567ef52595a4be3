"""Choose how to learn of notices."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.accounts.rules import is_oneself
from secretariat.core.choices import Way
from secretariat.core.errors import NotPermitted
from secretariat.core.history import keep
from secretariat.core.notice_registry import kinds
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Preference
from secretariat.notices.queries import ways_of


@transaction.atomic
def choose_ways(person: Person, *, ways: Mapping[str, str], by: Viewer) -> None:
    """Set how a person learns of some kinds, by the kinds' names; it holds for what is told from now on.

    Errors: NotPermitted for somebody else's; ValidationError where a way is none.
    """
    if not is_oneself.test(by, person):
        raise NotPermitted(_("Only the person sets their own preferences."))
    Person.objects.select_for_update().get(pk=person.pk)
    present = ways_of(person)
    rows = {row.kind: row for row in Preference.objects.filter(person=person)}
    for kind in kinds():
        wanted = ways.get(kind.name, present[kind.name])
        if wanted != present[kind.name]:
            row = rows.get(kind.name) or Preference(person=person, kind=kind.name)
            row.way = wanted
            keep(row, by=by, reason=_("Own preferences"))


def switch_off(person: Person, *, kind: str = "", by: Viewer) -> None:
    """Let a person get no more mail of a kind; without one, no more digest. Errors: NotPermitted for somebody else."""
    ways = ways_of(person)
    off = [kind] if kind else [name for name, way in ways.items() if way == Way.DIGEST]
    choose_ways(person, ways=dict.fromkeys(off, Way.NONE), by=by)
