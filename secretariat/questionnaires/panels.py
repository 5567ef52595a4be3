"""The panels of a questionnaire: what it asks, and its other versions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.questionnaires import columns, rules
from secretariat.questionnaires.choices import QuestionKind, VersionState
from secretariat.questionnaires.models import Question, QuestionnaireVersion

TABLE = "panels/table.html"


def _questions(viewer: Viewer, version: QuestionnaireVersion) -> dict[str, Any]:
    rows = Question.objects.visible_to(viewer).filter(version=version).order_by("position").prefetch_related("options")
    may = version.state == VersionState.DRAFT and rules.may_keep_questionnaires.test(viewer)
    shown = (*columns.QUESTIONS, *(_done_with() if may else ()))
    return {"table": table(shown, list(rows), empty=_("It asks nothing yet."))}


def _done_with() -> tuple[Column, ...]:
    def choice(each: Question) -> Cell:
        if each.kind != QuestionKind.CHOICE:
            return Cell("")
        return Cell(_("add a choice"), reverse("question-option", args=(each.pk,)))

    return (
        Column("choice", "", choice),
        Column("change", "", lambda each: Cell(_("change"), reverse("question-change", args=(each.pk,)))),
        Column("drop", "", lambda each: Cell(_("take out"), reverse("question-drop", args=(each.pk,)))),
    )


def _versions(viewer: Viewer, version: QuestionnaireVersion) -> dict[str, Any]:
    rows = QuestionnaireVersion.objects.visible_to(viewer).filter(questionnaire=version.questionnaire_id)
    others = list(rows.exclude(pk=version.pk).select_related("questionnaire").order_by("-number"))
    return {"table": table(columns.VERSIONS, others, empty=_("This is the only version."))}


add_panel(QuestionnaireVersion, Panel("questions", gettext_lazy("Questions"), TABLE, _questions, order=10))
add_panel(QuestionnaireVersion, Panel("versions", gettext_lazy("Other versions"), TABLE, _versions, order=20))
show_records_of(QuestionnaireVersion)
