"""Words of reports: how far one is, how far its narrative is, and as what it is read."""

from django.db import models
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a report", "draft")
    IN_REVIEW = "in_review", pgettext_lazy("state of a report", "in review")
    ISSUED = "issued", pgettext_lazy("state of a report", "issued")


class NarrativeState(models.TextChoices):
    WRITTEN = "written", pgettext_lazy("state of a narrative", "written")
    REVIEWED = "reviewed", pgettext_lazy("state of a narrative", "reviewed")


class ReportFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    HTML = "html", "HTML"


TONES = {
    ReportState.DRAFT: Tone.NONE,
    ReportState.IN_REVIEW: Tone.WAIT,
    ReportState.ISSUED: Tone.DONE,
}
