"""How programs and spreadsheets call the verbs of plans."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import Labels, current_language
from secretariat.core.resources import (
    Values,
    asked_for,
)
from secretariat.core.viewer import Viewer
from secretariat.plans.models import (
    Activity,
    Amendment,
    Answer,
    Project,
)
from secretariat.plans.queries import Promised, effective_terms, version_with
from secretariat.plans.services import (
    add_activity,
    add_project,
    begin_amendment,
    change_terms,
    drop_activity,
    drop_project,
    propose_answer,
    undo_change,
)
from secretariat.topics.models import Topic

TERMS = ("kind", "quantity", "counts", "on_request")

DRAFT = asked_for(
    "amendment",
    models.ForeignKey(
        Amendment,
        verbose_name=_("amendment"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The draft that changes the plan."),
    ),
    required=True,
)
TOPICS = asked_for(
    "topics",
    models.ForeignKey(
        Topic,
        verbose_name=_("topics"),
        on_delete=models.PROTECT,
        related_name="+",
        blank=True,
        help_text=_("Of what it speaks."),
    ),
    many=True,
)


def begin(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Amendment:
    """Open a draft; why the plan changes is what the amendment says."""
    return begin_amendment(values["plan"], by=by, reason=values["reason"])


def add_to_program(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Project:
    """Let a draft add a project."""
    said = {name: value for name, value in values.items() if name in {"title", "on_request"}}
    return add_project(values["amendment"], values["program"], **said, by=by, reason=reason)


def add_line(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Activity:
    """Let a draft add a line."""
    own = {"amendment", "project", *TERMS}
    said = {name: value for name, value in values.items() if name not in own}
    terms = _promised(values)
    return add_activity(values["amendment"], values["project"], terms=terms, **said, by=by, reason=reason)


def _promised(values: Values) -> Promised:
    return Promised(
        kind=values["kind"],
        quantity=values.get("quantity"),
        counts=values.get("counts") or Labels(),
        on_request=values.get("on_request", False),
    )


def change_line(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Activity:
    """Let a draft change what a line promises; what is not named stays as the plan has it with the draft."""
    amendment: Amendment = values["amendment"]
    now = effective_terms(record, version_with(amendment))
    said = {name: values.get(name, getattr(now, name)) for name in TERMS}
    change_terms(amendment, record, terms=Promised(**said), by=by, reason=reason)
    line: Activity = record
    return line


def drop_part(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
    """Let a draft drop a project or a line."""
    drop = drop_project if isinstance(record, Project) else drop_activity
    return drop(values["amendment"], record, by=by, reason=reason)


def undo(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
    """Take back what a draft does to a project or a line."""
    undo_change(values["amendment"], record, by=by, reason=reason)
    part: models.Model = record
    return part


def answer(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Answer:
    """Propose that a line answers a mandate."""
    return propose_answer(values["activity"], values["mandate"], by=by, reason=reason, language=current_language())
