"""Recommendations as cells and lists."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.core.languages import alphabetical
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.recommendations.choices import TONES, WAITING, RecommendationState
from secretariat.recommendations.models import Recommendation


def state_cell(recommendation: Recommendation, today: datetime.date) -> Cell:
    """Say what became of it so far; late where its day is over and somebody has something to do still."""
    state = RecommendationState(recommendation.state)
    if state in WAITING and recommendation.due_on and recommendation.due_on < today:
        said = {"state": state.label}
        return Cell(_("%(state)s, late") % said, tone="late", title=written_date(recommendation.due_on))
    return Cell(str(state.label), tone=TONES[state].value)


def owner_cell(party: Party) -> Cell:
    """Lead to the State or unit that it is addressed to."""
    words = party.short if party.kind == PartyKind.UNIT else str(party)
    return Cell(words, party.get_absolute_url())


RECOMMENDATIONS = (
    Column(
        "text",
        gettext_lazy("Recommendation"),
        lambda each: Cell(str(each), each.get_absolute_url()),
        order=lambda: alphabetical("text"),
    ),
    Column("owner", gettext_lazy("Addressed to"), lambda each: owner_cell(each.owner), order="owner__slug"),
    Column("made", gettext_lazy("Made on"), lambda each: written_date(each.made_on), order="made_on"),
    Column("due", gettext_lazy("Due on"), lambda each: written_date(each.due_on)),
    Column(
        "unit", gettext_lazy("Followed up by"), lambda each: Cell(each.unit.party.short, each.unit.get_absolute_url())
    ),
    Column("state", gettext_lazy("State"), lambda each: state_cell(each, timezone.localdate()), order="state"),
)
PANEL = tuple(each for each in RECOMMENDATIONS if each.name in {"text", "owner", "due", "state"})
