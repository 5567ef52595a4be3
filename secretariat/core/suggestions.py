"""Decide on suggestions: one service for every kind of link that is proposed first and confirmed later."""

from __future__ import annotations

import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from secretariat.core.choices import SuggestionState
from secretariat.core.transitions import Transition, Transitions, change_state
from secretariat.core.viewer import Viewer

Link = TypeVar("Link", bound=models.Model)
OPEN, YES, NO = SuggestionState.SUGGESTED, SuggestionState.CONFIRMED, SuggestionState.REFUSED


def decisions(rule: Predicate) -> Transitions:
    """Return the table of decisions on a link: confirm, refuse, and both can be taken back by the other."""
    return Transitions(
        Transition("confirm", _("confirm"), (OPEN, NO), YES, rule),
        Transition("refuse", _("refuse"), (OPEN, YES), NO, rule),
    )


def decide(link: Link, table: Transitions, verb: str, *, by: Viewer, on: datetime.date, reason: str) -> Link:
    """Confirm or refuse a suggested link.

    Errors: NotPermitted where the rule says no; Refused where it is already decided so.
    """
    return change_state(link, table, verb, by=by, reason=reason, decided_by=by.person, decided_on=on)
