"""Who may send documents, and from which state to which a distribution goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds, signed_in
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import DistributionState
from secretariat.correspondence.models import Distribution, DistributionDocument, Receipt, Recipient
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
sends_for_all = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER)
may_compose = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER, *WORKS)


@predicate
def sends_for(viewer: Viewer, thing: Distribution | DistributionDocument | Recipient | Receipt | Unit | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that sends, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, give no say here.
    return _unit_of(thing).party_id in viewer.parties_as(*WORKS)


def _unit_of(thing: Distribution | DistributionDocument | Recipient | Receipt | Unit) -> Unit:
    if isinstance(thing, Unit):
        return thing
    if isinstance(thing, Receipt):
        thing = thing.recipient
    return thing.unit if isinstance(thing, Distribution) else thing.distribution.unit


may_distribute = sends_for_all | sends_for
may_prefer_language = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER, RoleKind.KNOWLEDGE_OFFICER)
may_read_inbox = signed_in

S = DistributionState
DISTRIBUTION_CHANGES = Transitions(
    Transition("send", _("send"), (S.DRAFT,), S.SENT, may_distribute),
    Transition("cancel", _("cancel"), (S.DRAFT,), S.CANCELLED, may_distribute),
    Transition("finish", _("note that all went out"), (S.SENT,), S.DONE, may_distribute),
    Transition("resume", _("send a part again"), (S.DONE,), S.SENT, may_distribute),
)
