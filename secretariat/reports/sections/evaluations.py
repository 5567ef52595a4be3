"""Evaluations of the period's events with the numbers of answers, and the recommendations that were made."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.core.dates import written_period
from secretariat.evaluation.queries import summary_of
from secretariat.questionnaires.choices import Dimension
from secretariat.recommendations.choices import TONES, RecommendationState
from secretariat.reports.content import Block, Figures, Head, Note, Said, Text
from secretariat.reports.desk import Desk, table
from secretariat.reports.unit_work import of_unit


def evaluations(desk: Desk) -> list[Block]:
    """Return how many events were evaluated, by how many answers, with the means of the standard questions."""
    work = desk.work
    rows = work.evaluations
    desk.count("evaluations.closed", _("Events evaluated"), rows)
    if not rows:
        return [Text(Said(_("No evaluation of an event of the period is closed.")))]
    found = summary_of([each.pk for each in work.held], work.viewer, on=work.period.told_on)
    desk.count("evaluations.answers", _("Answers"), [], hidden=found.answered)
    heads = (Head(_("Asked about"), width=3), Head(_("Answers"), numeric=True), Head(_("Mean of 1 to 5"), numeric=True))
    shown = [
        (str(Dimension(dimension).label).capitalize(), desk.number(number), desk.decimal(mean))
        for dimension, (number, mean) in found.means.items()
    ]
    note = _("Answers are anonymous. Where too few answered, nothing but that there was an evaluation is told.")
    return [
        Figures(("evaluations.closed", "evaluations.answers")),
        table(_("What participants answered"), heads, shown, empty=_("Too few answered to tell what.")),
        Note(note),
    ]


def evaluations_of_unit(desk: Desk) -> list[Block]:
    """Return the evaluations of what the unit held, and those of programs that it has made."""
    rows = of_unit(desk.work).program_evaluations
    if not rows:
        return evaluations(desk)
    desk.count("evaluations.programs", _("Programs evaluated"), rows)
    heads = (
        *(Head(_("Program"), width=3), Head(_("Period looked at"), width=1.6)),
        *(Head(_("Evaluator"), width=1.6), Head(_("State"), width=1.4)),
    )
    shown = [
        (
            desk.said(each.program.title, invented=each.is_demonstration),
            written_period(each.since, each.until, desk.language),
            each.evaluator or "–",
            desk.chosen(each, "state"),
        )
        for each in rows
    ]
    made = table(_("Programs evaluated"), heads, shown)
    return [*evaluations(desk), Figures(("evaluations.programs",)), made]


def recommendations(desk: Desk) -> list[Block]:
    """Return the recommendations of the period that all Member States may see, and what became of each."""
    rows = desk.work.recommendations
    keys = []
    for state in RecommendationState:
        own = [each for each in rows if each.state == state]
        if own:
            desk.count(f"recommendations.{state}", str(state.label).capitalize(), own)
            keys.append(f"recommendations.{state}")
    heads = (
        *(Head(_("Recommendation"), width=3), Head(_("Addressed to"), width=1.6)),
        *(Head(_("Made on"), width=1.2), Head(_("State"))),
    )
    shown = [
        (
            desk.said(each.text, invented=each.is_demonstration),
            desk.said(each.owner.name),
            desk.day(each.made_on),
            Said(str(each.get_state_display()), tone=TONES[RecommendationState(each.state)].value),
        )
        for each in rows
    ]
    empty = _("No recommendation that all Member States may see was made in the period.")
    made = table(_("Recommendations made in the period"), heads, shown, empty=empty)
    return [Figures(tuple(keys)), made] if keys else [made]
