"""Who keeps the lists of those with whom the secretariat works, and who says whom a State named."""

from __future__ import annotations

from rules.predicates import predicate

from secretariat.core.viewer import Viewer
from secretariat.directory.models import Designation, Designee
from secretariat.documents.rules import keeps_documents
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.parties.rules import may_keep_parties

may_keep_lists = keeps_documents


@predicate
def is_of_mission(viewer: Viewer, thing: Party | Designation | Designee | None) -> bool:
    """Whether the viewer is a delegate of the party that names; without one, a delegate of any."""
    if thing is None:
        return viewer.holds(RoleKind.DELEGATE)
    named = thing.designation if isinstance(thing, Designee) else thing
    party = named.pk if isinstance(named, Party) else named.party_id
    # SECURITY: only the mission names; other roles for the same State give no say here.
    return viewer.holds_for(party, RoleKind.DELEGATE)


may_designate_on_note = may_keep_parties
may_designate = may_designate_on_note | is_of_mission
