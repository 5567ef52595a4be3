"""What the directory offers to programs and spreadsheets."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import changed_by, done_by, made_by
from secretariat.core.resources import (
    Changing,
    Creating,
    Operation,
    Resource,
    add_resource,
    asked_for,
    asked_of,
    facts_of,
)
from secretariat.core.viewer import Viewer
from secretariat.directory.models import Collaborator, Designation, Designee
from secretariat.directory.models.designations import open_designees
from secretariat.directory.rules import may_designate, may_keep_lists
from secretariat.directory.services import (
    confirm_designation,
    correct_collaborator,
    correct_designee,
    designate,
    end_designation,
    erase_designee,
    list_collaborator,
)

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


# Whom States and organizations named ------------------------------------------------------------------------------

NAMED = asked_of(Designation, "party", "role", "body", "topic", "institution", "valid_from", "valid_until")
WHO = asked_of(Designee, "name", "title", "mail", "phone", "language", "note", "note_date", "document")
CORRECTED_WHO = asked_of(Designee, "name", "title", "mail", "phone", "language")
LAST_DAY = asked_for(
    "last_day", models.DateField(_("last day"), help_text=_("The last day on which it holds.")), required=True
)
END_NOTE = asked_for("note", models.CharField(_("note"), max_length=120, blank=True, help_text=_("That ends it.")))


def who_is_reached(viewer: Viewer) -> models.Q:
    """Return the condition under which an address or a telephone is told: as who it is."""
    return open_designees(viewer, "designation__")


add_resource(
    Resource(
        model=Designation,
        name="designations",
        facts=facts_of(
            Designation,
            *("party", "party.slug", "role", "body", "topic", "institution", "valid_from", "valid_until"),
            "is_demonstration",
            implied=("party",),
        ),
        filters={"party": "party", "role": "role", "body": "body", "topic": "topic"},
        orders=("role", "party_slug"),
        expandable=("party", "body", "topic"),
        create=Creating((*NAMED, *WHO), may_designate, made_by(designate, (*NAMED, *WHO))),
        operations=(
            Operation("confirm", _("say that it still holds"), may_designate, done_by(confirm_designation)),
            Operation("end", _("end"), may_designate, done_by(end_designation, (END_NOTE,)), (LAST_DAY, END_NOTE)),
        ),
    )
)

add_resource(
    Resource(
        model=Designee,
        name="designees",
        facts=facts_of(
            Designee,
            *("designation", "name", "title", "mail", "phone", "language", "note", "note_date", "document"),
            *("end_note", "confirmed_on", "is_erased", "is_demonstration"),
            implied=("designation",),
            known_to={"mail": who_is_reached, "phone": who_is_reached},
        ),
        filters={"designation": "designation", "is_erased": "is_erased"},
        orders=("name",),
        expandable=("designation",),
        change=Changing(CORRECTED_WHO, may_designate, changed_by(correct_designee, CORRECTED_WHO)),
        operations=(Operation("erase", _("erase who it is"), may_designate, done_by(erase_designee)),),
    )
)
