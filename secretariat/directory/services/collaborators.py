"""Keep the lists that documents give of those with whom the secretariat works."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator
from secretariat.directory.rules import may_keep_lists
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party


@transaction.atomic
def list_collaborator(
    *,
    document: Document,
    group: CollaboratorGroup,
    by: Viewer,
    number: int | None = None,
    position: int | None = None,
    party: Party | None = None,
    post: Labels | None = None,
    printed: str = "",
    note: Labels | None = None,
    reason: str = "",
) -> Collaborator:
    """Record an entry of a document's list, at its end where no position is given.

    Errors: NotPermitted; Refused where the document is withdrawn or the party is a person; ValidationError where the
    position is taken.
    """
    _require_keeper(by)
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("%(document)s is withdrawn and no longer changes.") % {"document": document})
    _refuse_person(party)
    last = document.collaborators.aggregate(last=Max("position"))["last"] or 0
    entry = Collaborator(
        document=document,
        group=group,
        number=number,
        position=position or last + 1,
        party=party,
        post=post or Labels(),
        printed=printed,
        note=note or Labels(),
    )
    return keep(entry, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_collaborator(
    entry: Collaborator, *, party: Party | None, post: Labels, note: Labels, by: Viewer, reason: str
) -> Collaborator:
    """Correct who an entry names and what we say of it; group, number and wording stay as the list prints them.

    Errors: NotPermitted; Refused where the party is a person.
    """
    _require_keeper(by)
    _refuse_person(party)
    entry.party, entry.post, entry.note = party, post, note
    return keep(entry, by=by, reason=reason)


def _refuse_person(party: Party | None) -> None:
    if party is not None and party.kind == PartyKind.PERSON:
        raise Refused(_("A list names organizations, bodies, units and States, not people."))


def _require_keeper(by: Viewer) -> None:
    if not may_keep_lists.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers keep lists of collaborators."))
