"""Questionnaires as lists."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.questionnaires.choices import TONES, VersionState
from secretariat.questionnaires.models import QuestionnaireVersion


def state_cell(version: QuestionnaireVersion) -> Cell:
    """Say whether a version can be answered."""
    state = VersionState(version.state)
    return Cell(str(state.label), tone=TONES[state].value)


VERSIONS = (
    Column(
        "title",
        gettext_lazy("Questionnaire"),
        lambda each: Cell(str(each.questionnaire), each.get_absolute_url()),
        order="questionnaire__slug",
    ),
    Column("number", gettext_lazy("Version"), lambda each: str(each.number), numeric=True, order="number"),
    Column("used", gettext_lazy("In use from"), lambda each: written_date(each.used_from)),
    Column("state", gettext_lazy("State"), state_cell, order="state"),
)
QUESTIONS = (
    Column("position", gettext_lazy("Number"), lambda each: str(each.position), numeric=True),
    Column("text", gettext_lazy("Question"), lambda each: str(each.text)),
    Column("kind", gettext_lazy("Kind"), lambda each: str(each.get_kind_display())),
    Column("dimension", gettext_lazy("About"), lambda each: str(each.get_dimension_display())),
    Column(
        "options",
        gettext_lazy("Choices"),
        lambda each: " · ".join(str(option) for option in sorted(each.options.all(), key=lambda one: one.position)),
    ),
    Column("required", gettext_lazy("Required"), lambda each: _("yes") if each.is_required else ""),
)
