"""Evaluations as cells and lists, and their results as tables."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.dates import written_period
from secretariat.evaluation.choices import STAGE_TONES, TONES, ProgramEvaluationState
from secretariat.evaluation.models import EventEvaluation, ProgramEvaluation
from secretariat.questionnaires.queries import Gain, QuestionResult, Share


def stage_cell(evaluation: EventEvaluation, today: datetime.date) -> Cell:
    """Say whether it takes answers on a day."""
    stage = evaluation.stage_on(today)
    return Cell(str(stage.label), tone=STAGE_TONES[stage].value)


def state_cell(evaluation: ProgramEvaluation) -> Cell:
    """Say how far the evaluation of a program is."""
    state = ProgramEvaluationState(evaluation.state)
    return Cell(str(state.label), tone=TONES[state].value)


def days_of(evaluation: EventEvaluation) -> str:
    """Write from when until when it takes answers."""
    return written_period(evaluation.opens_on, evaluation.closes_on)


EVENTS = (
    Column(
        "what",
        gettext_lazy("Event"),
        lambda each: Cell(str(each.deliverable), each.get_absolute_url()),
    ),
    Column("days", gettext_lazy("Answers from – until"), days_of, order="closes_on"),
    Column("invited", gettext_lazy("Asked"), lambda each: str(each.invited or ""), numeric=True),
    Column(
        "unit",
        gettext_lazy("Unit"),
        lambda each: Cell(each.deliverable.owner.party.short, each.deliverable.owner.get_absolute_url()),
    ),
    Column("stage", gettext_lazy("State"), lambda each: stage_cell(each, timezone.localdate())),
)
OF_EVENT = (
    Column("days", gettext_lazy("Answers from – until"), lambda each: Cell(days_of(each), each.get_absolute_url())),
    Column("version", gettext_lazy("Questionnaire"), lambda each: str(each.version.questionnaire)),
    Column("stage", gettext_lazy("State"), lambda each: stage_cell(each, timezone.localdate())),
)
PROGRAMS = (
    Column("what", gettext_lazy("Program"), lambda each: Cell(str(each.program), each.get_absolute_url())),
    Column("period", gettext_lazy("Period"), lambda each: written_period(each.since, each.until), order="until"),
    Column("evaluator", gettext_lazy("Evaluator"), lambda each: each.evaluator),
    Column("unit", gettext_lazy("Unit"), lambda each: Cell(each.unit.party.short, each.unit.get_absolute_url())),
    Column("state", gettext_lazy("State"), state_cell, order="state"),
)


# Results ----------------------------------------------------------------------------------------------------------


def number_of(value: Any) -> str:
    """Write a mean with one decimal, as readers of the language do."""
    return number_format(value, 1)


def answers_in_words(count: int) -> str:
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": number_format(count)}


def told_of(result: QuestionResult) -> str:
    """Say how many answered a question and their mean; or that they were too few."""
    if result.is_hidden:
        return _("Too few answers to be shown.")
    words = answers_in_words(result.count)
    if result.mean is None:
        return words
    return _("%(answers)s, mean %(mean)s") % {"answers": words, "mean": number_of(result.mean)}


def gain_in_words(gain: Gain) -> str:
    """Say how much more people say they know afterwards."""
    return _("From %(before)s before to %(after)s afterwards, by %(gain)s (of 5; %(answers)s to both).") % {
        "before": number_of(gain.before),
        "after": number_of(gain.after),
        "gain": f"{'+' if gain.gain > 0 else ''}{number_of(gain.gain)}",
        "answers": answers_in_words(gain.count),
    }


def _bar(share: Share) -> Cell:
    return Cell(f"{share.percent} %", css="bars", bar=(("held", 0, share.percent),))


SHARES = (
    Column("label", gettext_lazy("Answer"), lambda each: each.label),
    Column("count", gettext_lazy("How many"), lambda each: number_format(each.count), numeric=True),
    Column("percent", gettext_lazy("Part"), lambda each: f"{each.percent} %", numeric=True),
    Column("bar", gettext_lazy("As a bar"), _bar),
)


def shares_table(shares: Sequence[Share]) -> Table:
    """Return how many gave each answer, in words and as bars."""
    return table(SHARES, shares)


def asked_in_words(answered: int, invited: int | None) -> str:
    """Say how many answered, and of how many asked."""
    if invited and answered <= invited:
        said = {"answered": number_format(answered), "invited": number_format(invited)}
        return _("%(answered)s of %(invited)s who were asked") % said
    return number_format(answered)
