"""Say which States and organizations are involved, and what is served beside the line."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery import rules
from secretariat.delivery.choices import Part
from secretariat.delivery.models import AlsoServes, Deliverable, Involvement
from secretariat.mandates.models import Mandate
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.plans.models import Activity

INVOLVED = (PartyKind.STATE, PartyKind.ORGANIZATION)


@transaction.atomic
def involve(deliverable: Deliverable, party: Party, *, part: Part, by: Viewer, reason: str = "") -> Involvement:
    """Say that a State or organization has a part in a deliverable; again for the same party changes its part.

    Errors: NotPermitted; Refused for bodies, units and people, and where the party has exactly this part.
    """
    _require(deliverable, by)
    if party.kind not in INVOLVED:
        raise Refused(_("States and organizations are involved, not bodies, units or people."))
    known = Involvement.objects.filter(deliverable=deliverable, party=party).first()
    if known is not None and not known.is_withdrawn and known.part == part:
        raise Refused(_("%(party)s is %(part)s already.") % {"party": party, "part": Part(part).label})
    row = known or Involvement(deliverable=deliverable, party=party)
    row.part, row.is_withdrawn = part, False
    return keep(row, by=by, reason=reason or _("Involved"))


@transaction.atomic
def involve_all(
    deliverable: Deliverable, parties: Iterable[Party], *, part: Part, by: Viewer, reason: str = ""
) -> list[Involvement]:
    """Say that these parties have a part in a deliverable, all or none; who has exactly this part keeps it.

    Errors: as ``involve``.
    """
    known = deliverable.involvements.filter(part=part, is_withdrawn=False)
    same = set(known.values_list("party", flat=True))
    return [involve(deliverable, each, part=part, by=by, reason=reason) for each in parties if each.pk not in same]


@transaction.atomic
def withdraw_party(involvement: Involvement, *, by: Viewer, reason: str) -> Involvement:
    """Say that a party is not involved after all. Errors: NotPermitted; Refused where it is withdrawn already."""
    _require(involvement.deliverable, by)
    if involvement.is_withdrawn:
        raise Refused(_("%(party)s is not involved.") % {"party": involvement.party})
    involvement.is_withdrawn = True
    return keep(involvement, by=by, reason=reason)


@transaction.atomic
def serve_also(
    deliverable: Deliverable,
    *,
    activity: Activity | None = None,
    mandate: Mandate | None = None,
    by: Viewer,
    reason: str,
) -> AlsoServes:
    """Say that a deliverable also serves another line or a mandate; it is shown there and not counted.

    Errors: NotPermitted; Refused for its own line, and where it is said already; ValidationError without either.
    """
    _require(deliverable, by)
    if activity is not None and activity.pk == deliverable.activity_id:
        raise Refused(_("It counts to this line already."))
    known = AlsoServes.objects.filter(deliverable=deliverable, activity=activity, mandate=mandate).first()
    if known is not None and not known.is_withdrawn:
        raise Refused(_("This is on record already."))
    row = known or AlsoServes(deliverable=deliverable, activity=activity, mandate=mandate)
    row.is_withdrawn = False
    return keep(row, by=by, reason=reason)


@transaction.atomic
def serve_no_more(link: AlsoServes, *, by: Viewer, reason: str) -> AlsoServes:
    """Take back that a deliverable serves something beside its line. Errors: NotPermitted; Refused if taken back."""
    _require(link.deliverable, by)
    if link.is_withdrawn:
        raise Refused(_("This was taken back already."))
    link.is_withdrawn = True
    return keep(link, by=by, reason=reason)


def _require(deliverable: Deliverable, by: Viewer) -> None:
    if not rules.may_deliver.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, change what it delivers."))
