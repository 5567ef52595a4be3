"""Words of duties."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class DutyKind(models.TextChoices):
    """What sort of thing is owed. Source: CICTE/doc.5/16, introduction, for the first three."""

    DOCUMENTS_IN_ADVANCE = "documents_in_advance", _("documents in advance")
    CONCLUSIONS_AFTERWARDS = "conclusions_afterwards", _("conclusions afterwards")
    SEMESTER_REPORT = "semester_report", _("report for a semester")
    RECURRING = "recurring", _("recurring duty")
    ONE_OFF = "one_off", _("duty of one time")
    INSTRUCTION = "instruction", _("instruction")


OF_EVENTS = (DutyKind.DOCUMENTS_IN_ADVANCE, DutyKind.CONCLUSIONS_AFTERWARDS)  # they follow from what is delivered
REPEATED = (DutyKind.SEMESTER_REPORT, DutyKind.RECURRING)  # they exist by themselves, period by period
DISTRIBUTED = (*OF_EVENTS, DutyKind.SEMESTER_REPORT)  # kept by sending documents out


class DutyState(models.TextChoices):
    OWED = "owed", pgettext_lazy("state of a duty", "owed")
    KEPT = "kept", pgettext_lazy("state of a duty", "kept")
    KEPT_LATE = "kept_late", pgettext_lazy("state of a duty", "kept late")
    RELEASED = "released", pgettext_lazy("state of a duty", "released")


KEPT_STATES = (DutyState.KEPT, DutyState.KEPT_LATE)
TONES = {
    DutyState.OWED: Tone.GOING,
    DutyState.KEPT: Tone.DONE,
    DutyState.KEPT_LATE: Tone.WAIT,
    DutyState.RELEASED: Tone.NONE,
}


class Rhythm(models.TextChoices):
    """How often something is owed, in periods of the calendar."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    SEMESTER = "semester", _("every semester")
    YEAR = "year", _("every year")


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.SEMESTER: 6, Rhythm.YEAR: 12}

# Days before the due day from which people are reminded, where nobody says otherwise. No source gives a number: ours.
REMIND_DAYS = 7
