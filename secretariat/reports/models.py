"""Reports on bodies and on units, their narrative, and what was frozen of them when they were issued."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.dates import written_period
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.reports.choices import NarrativeState, ReportState
from secretariat.reports.registry import title_of

OPEN = (ReportState.DRAFT, ReportState.IN_REVIEW)


def open_reports(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a report; ``prefix`` leads to it.

    What is issued is for its audience; what is being written is for the secretariat.
    """
    if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    return models.Q(**{f"{prefix}state": ReportState.ISSUED, f"{prefix}audience__lte": viewer.clearance})


class ReportQuerySet(RecordQuerySet["Report"]):
    """Questions on reports."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what was issued to its audience; what is still written is for the secretariat."""
        return self.filter(open_reports(viewer))

    def on(self, subject: Body | Unit) -> Self:
        """Keep those on a body, or on a unit."""
        return self.filter(**{"unit" if isinstance(subject, Unit) else "body": subject})

    def issued(self) -> Self:
        return self.filter(state=ReportState.ISSUED)


class Report(Record):
    """A report on the work of a body or of a unit in a period; one row a report, and one more for each revision of it.

    One on a body is told to States; one on a unit is told to the Secretary, and stays inside the secretariat.
    Its figures are computed and never stored while it is written; once it is issued they stand in its editions.
    """

    kind = models.CharField(
        _("kind"), max_length=40, help_text=_("Which report it is, by the name under which its kind is registered.")
    )
    body = models.ForeignKey(
        Body,
        verbose_name=_("body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        help_text=_("On whose plans and mandates it reports; empty where it is on a unit."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("on the unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="internal_reports",
        help_text=_("On whose work it reports inside the secretariat; empty where it is on a body."),
    )
    owner = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="reports",
        help_text=_("Who prepares it; its chief reviews and issues it."),
    )
    starts_on = models.DateField(_("from"), help_text=_("First day of the period."))
    ends_on = models.DateField(_("until"), help_text=_("Last day of the period, included."))
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=ReportState,
        default=ReportState.DRAFT,
        editable=False,
        help_text=_("An issued report never changes; a mistake in it is put right by a revision."),
    )
    audience = models.PositiveSmallIntegerField(
        _("who may read it"),
        choices=[each for each in Audience.choices if each[0] <= Audience.SECRETARIAT],
        default=Audience.STATES,
        help_text=_("Once it is issued; what is on a body says what all Member States may see."),
    )
    revises = models.OneToOneField(
        "self",
        verbose_name=_("revision of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="revised_by",
        help_text=_("The issued report that this one puts right."),
    )
    document = models.OneToOneField(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="report",
        help_text=_("Under which symbol it was issued."),
    )
    issued_on = models.DateField(
        _("issued on"), null=True, blank=True, editable=False, help_text=_("The day it was issued.")
    )

    kept_inside = ~models.Q(state=ReportState.ISSUED)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="reports_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.ISSUED, document__isnull=False, issued_on__isnull=False)
                | models.Q(state__in=OPEN, document__isnull=True, issued_on__isnull=True),
                name="reports_issued_as_document",
                violation_error_message=_("What is issued has a symbol and a day, and nothing else has."),
            ),
            # SECURITY: what a unit tells the Secretary counts what States may not see; it never goes out to them.
            models.CheckConstraint(
                condition=models.Q(body__isnull=False, unit__isnull=True, audience__lte=Audience.STATES)
                | models.Q(body__isnull=True, unit__isnull=False, audience=Audience.SECRETARIAT),
                name="reports_on_body_or_unit",
                violation_error_message=_(
                    "A report is on a body, for States or everyone, or on a unit, for the secretariat alone."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "body", "starts_on", "ends_on"],
                condition=models.Q(revises__isnull=True),
                name="reports_one_for_a_period",
                violation_error_message=_("There is such a report on this body and period already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "unit", "starts_on", "ends_on"],
                condition=models.Q(revises__isnull=True),
                name="reports_one_of_unit_for_a_period",
                violation_error_message=_("There is such a report on this unit and period already."),
            ),
        ]
        indexes = [models.Index(fields=["-ends_on", "id"], name="reports_newest_first")]

    def __str__(self) -> str:
        said = {"kind": title_of(self.kind), "body": self.party.short, "period": self.period}
        return gettext("%(kind)s, %(body)s, %(period)s") % said

    def get_absolute_url(self) -> str:
        return address_of("report", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.owner.party_id})

    @property
    def subject(self) -> Body | Unit:
        """The body or the unit on whose work it is."""
        found = self.unit or self.body
        assert found is not None
        return found

    @property
    def party(self) -> Party:
        """The body or the unit as a party."""
        return self.subject.party

    @property
    def period(self) -> str:
        return written_period(self.starts_on, self.ends_on)

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.state in OPEN


class NarrativeQuerySet(RecordQuerySet["Narrative"]):
    """As visible as the report."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_reports(viewer, "report__"))


class Narrative(Record):
    """What people write in a section of a report, in a language; one row a section and language.

    It counts for nothing until somebody else has reviewed it. Figures are not written here: they are computed.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="narratives",
        help_text=_("In which report."),
    )
    section = models.SlugField(_("section"), max_length=40, help_text=_("In which section, by its key."))
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("One of the four.")
    )
    text = models.TextField(
        _("text"),
        max_length=20_000,
        help_text=_("Paragraphs, with an empty line between two. Figures stand beside it."),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=NarrativeState,
        default=NarrativeState.WRITTEN,
        editable=False,
        help_text=_("Whether somebody has reviewed it."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who wrote it last."),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who reviewed it as it stands."),
    )

    objects = NarrativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("narrative")
        verbose_name_plural = _("narratives")
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "language"], name="reports_narrative_once"),
            models.CheckConstraint(
                condition=models.Q(state=NarrativeState.REVIEWED, reviewed_by__isnull=False)
                | models.Q(state=NarrativeState.WRITTEN, reviewed_by__isnull=True),
                name="reports_narrative_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.section} ({self.get_language_display()})"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.report.open_since(viewer)


class EditionQuerySet(RecordQuerySet["ReportEdition"]):
    """As visible as the report."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_reports(viewer, "report__"))


class ReportEdition(Record):
    """All that an issued report says in a language, with every figure and the rows behind it; one row a language.

    It is written once, when the report is issued, and never again; ``sha256`` tells whether anybody touched it.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="editions",
        help_text=_("Which report."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("One of the four.")
    )
    content = models.TextField(_("content"), help_text=_("All it says, as JSON (``reports.content``)."))
    sha256 = models.CharField(_("fingerprint"), max_length=64, help_text=_("SHA-256 of the content."))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a report")
        verbose_name_plural = _("editions of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "language"], name="reports_edition_once"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="reports_edition_hashed"),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.get_language_display()})"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.report.open_since(viewer)
