"""What the directory offers to programs and spreadsheets."""

from __future__ import annotations

from secretariat.core.calling import changed_by, made_by
from secretariat.core.resources import Changing, Creating, Resource, add_resource, asked_of, facts_of
from secretariat.directory.models import Collaborator
from secretariat.directory.rules import may_keep_lists
from secretariat.directory.services import correct_collaborator, list_collaborator

ENTRY = asked_of(
    Collaborator,
    "document",
    "group",
    "number",
    "position",
    "party",
    "post",
    "printed",
    "note",
    optional=("position",),
)
CORRECTED = asked_of(Collaborator, "party", "post", "note")

add_resource(
    Resource(
        model=Collaborator,
        name="collaborators",
        facts=facts_of(
            Collaborator,
            "document",
            "document.symbol",
            "group",
            "number",
            "position",
            "party",
            "post",
            "printed",
            "note",
            "is_demonstration",
            implied=("document",),
        ),
        key="document__slug/position",
        filters={"document": "document", "group": "group", "party": "party"},
        orders=("position", "document_symbol", "group"),
        expandable=("document", "party"),
        create=Creating(ENTRY, may_keep_lists, made_by(list_collaborator)),
        change=Changing(CORRECTED, may_keep_lists, changed_by(correct_collaborator, CORRECTED)),
    )
)
