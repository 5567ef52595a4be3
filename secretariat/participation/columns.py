"""Invitations, nominations and participants as cells and lists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.core.languages import alphabetical
from secretariat.participation.choices import (
    INVITATION_TONES,
    NOMINATION_TONES,
    InvitationState,
    NominationState,
)
from secretariat.participation.models import Invitation, Nomination


def invitation_state(row: Invitation) -> Cell:
    """Say how far an invitation is."""
    state = InvitationState(row.state)
    return Cell(str(state.label), tone=INVITATION_TONES[state].value)


def nomination_state(row: Nomination) -> Cell:
    """Say how far a nomination is; why, where it is over."""
    state = NominationState(row.state)
    return Cell(str(state.label), tone=NOMINATION_TONES[state].value, title=row.why)


def offer_of(row: Invitation) -> str:
    """Say how many places are offered, and how many of them are for women."""
    if row.places is None:
        return _("any number")
    if row.women_aimed is None:
        return str(row.places)
    said = {"places": row.places, "women": row.women_aimed}
    if row.is_aim_kept:
        return _("%(places)s, %(women)s of them kept for women") % said
    return _("%(places)s, aim: %(women)s women") % said


def _through(row: Invitation) -> Cell | str:
    if row.designation is None:
        return _("nobody is named")
    return Cell(str(row.designation.get_role_display()), row.designation.get_absolute_url())


def who_cell(row: Nomination) -> Cell:
    """Lead to the nomination under the person's name; only for rows that the reader may see."""
    return Cell(str(row.participant), row.get_absolute_url())


def event_cell(row: Any) -> Cell:
    """Lead to the deliverable."""
    return Cell(str(row.deliverable), row.deliverable.get_absolute_url())


def _party(row: Any) -> str:
    return str(row.party)


INVITED = Column(
    "party",
    gettext_lazy("Who"),
    lambda row: Cell(str(row.party), row.get_absolute_url()),
    order=lambda: alphabetical("party__name"),
)
INVITATIONS = (
    INVITED,
    Column("event", gettext_lazy("To what"), event_cell),
    Column("state", gettext_lazy("State"), invitation_state, order="state"),
    Column("offer", gettext_lazy("Places"), offer_of),
    Column("deadline", gettext_lazy("Answer by"), lambda row: written_date(row.deadline)),
    Column("through", gettext_lazy("Through"), _through),
    Column("sent", gettext_lazy("Sent"), lambda row: written_date(row.sent_on)),
)
WHO = Column("who", gettext_lazy("Who"), who_cell, order="participant__family_names")
NOMINATIONS = (
    WHO,
    Column("party", gettext_lazy("Named by"), _party, order=lambda: alphabetical("party__name")),
    Column("event", gettext_lazy("For what"), event_cell),
    Column("sex", gettext_lazy("Sex"), lambda row: str(row.get_sex_display()), order="sex"),
    Column(
        "kind",
        gettext_lazy("Kind of institution"),
        lambda row: str(row.get_institution_kind_display()),
        order="institution_kind",
    ),
    Column("institution", gettext_lazy("Institution"), lambda row: row.participant.institution),
    Column("state", gettext_lazy("State"), nomination_state, order="state"),
    Column("day", gettext_lazy("Nominated"), lambda row: written_date(row.nominated_on), order="nominated_on"),
)
