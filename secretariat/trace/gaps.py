"""The gaps of coverage in the reader's words: what is missing, why it matters, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Gap:
    """A kind of thing that is missing."""

    key: str
    title: Words
    why: Words
    none: Words

    @property
    def slug(self) -> str:
        return self.key.replace("_", "-")


GAPS = (
    Gap(
        "binding_paragraphs_without_activity",
        _("Instructions to the secretariat without a plan line"),
        _("They bind the secretariat, and no line of the plan is confirmed as answering them."),
        _("Every instruction to the secretariat has a confirmed plan line."),
    ),
    Gap(
        "paragraphs_without_activity",
        _("Paragraphs without a plan line"),
        _("All natures; commitments of States and invitations need no line of the secretariat's own."),
        _("Every paragraph has a confirmed plan line."),
    ),
    Gap(
        "paragraphs_without_owner",
        _("Paragraphs without a unit"),
        _("No unit is confirmed as answering for them."),
        _("Every paragraph has a unit that answers for it."),
    ),
    Gap(
        "activities_without_mandate",
        _("Plan lines without a mandate"),
        _("No paragraph is confirmed as asking for them."),
        _("Every line answers a paragraph."),
    ),
    Gap(
        "projects_without_line",
        _("Projects without a line"),
        _("The plan names them and promises nothing countable."),
        _("Every project has a line."),
    ),
    Gap(
        "functions_nobody_carries_out",
        _("Functions nobody carries out"),
        _("No mandate rests on them and no plan line is carried out under them."),
        _("Every function is carried out."),
    ),
    Gap(
        "units_without_work",
        _("Units without work"),
        _("They own no mandate and carry out no plan line."),
        _("Every unit has work."),
    ),
)
BY_SLUG = {gap.slug: gap for gap in GAPS}
