"""Imports with their state, what was learned from them, and who took what out."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.identifiers import new_identifier
from secretariat.core.records import Record, RecordQuerySet, SecretariatQuerySet
from secretariat.core.viewer import Viewer
from secretariat.exchange.choices import Empties, ExportState, FileFormat, ImportState


class ImportQuerySet(RecordQuerySet["Import"]):
    """Imports: their own business of those who began them."""

    def visible_to(self, viewer: Viewer) -> Self:
        if viewer.reads_everything:
            return self.all()
        return self.filter(started_by=viewer.person.pk) if viewer.person else self.none()


class Import(Record):
    """A file that somebody brings into a register; one row a file.

    What the file holds and what would become of each row lie in files under ``rows_key`` and ``plan_key``.
    """

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who brought the file; nobody else sees it."),
    )
    brought_at = models.DateTimeField(_("brought at"), default=timezone.now, help_text=_("When the file was brought."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ImportState,
        default=ImportState.READ,
        help_text=_("How far the import has come."),
    )
    register = models.CharField(
        _("register"), max_length=60, help_text=_("The records that the file is about, by the name of their register.")
    )
    file_name = models.CharField(_("file"), max_length=200, help_text=_("What the file was called; never a path."))
    kind = models.CharField(
        _("kind of file"), max_length=4, choices=FileFormat, help_text=_("Found by looking into it, not by its name.")
    )
    size = models.PositiveIntegerField(_("size"), help_text=_("Of the file, in bytes."))
    file_key = models.CharField(_("file kept as"), max_length=120, blank=True, help_text=_("Where it lies; random."))
    rows_key = models.CharField(_("rows kept as"), max_length=120, blank=True, help_text=_("Where they lie; random."))
    plan_key = models.CharField(
        _("preview kept as"), max_length=120, blank=True, help_text=_("Where what would become of each row lies.")
    )
    sheets = models.JSONField(
        _("sheets"),
        default=list,
        blank=True,
        help_text=_("Name, rows, columns, formulas and first rows of each sheet."),
    )
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0, help_text=_("Which sheet is taken, from 0."))
    heading_row = models.PositiveIntegerField(
        _("row of headings"), default=1, help_text=_("The row that names the columns, as the spreadsheet counts.")
    )
    columns = models.JSONField(
        _("columns"), default=dict, blank=True, help_text=_("Which column holds which fact, by the column's place.")
    )
    empties = models.CharField(
        _("empty cells"),
        max_length=5,
        choices=Empties,
        default=Empties.KEEP,
        help_text=_("What an empty cell says of a record that is there already."),
    )
    language = models.CharField(
        _("language"), max_length=2, help_text=_("In which objections and words without a language are read.")
    )
    counts = models.JSONField(
        _("counts"), default=dict, blank=True, help_text=_("How many rows would be made, changed, left, refused.")
    )
    unmatched = models.JSONField(
        _("values that match nothing"), default=dict, blank=True, help_text=_("By fact, each with how often.")
    )
    reason = models.TextField(
        _("reason"), max_length=2000, blank=True, help_text=_("Stays on record with each change that is made.")
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("import", args=(self.pk,))


class ColumnMappingQuerySet(SecretariatQuerySet["ColumnMapping"]):
    """What the columns of files were said to hold."""


class ColumnMapping(Record):
    """Which columns of a file hold which facts, remembered; one row a register and set of headings."""

    name = models.CharField(_("name"), max_length=120, help_text=_("What the mapping is known by."))
    register = models.CharField(_("register"), max_length=60, help_text=_("The register that such files fill."))
    headings = models.CharField(
        _("headings"), max_length=64, help_text=_("A fingerprint of the headings, whatever their order.")
    )
    columns = models.JSONField(_("columns"), help_text=_("The fact that each heading holds; empty where none."))

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [models.UniqueConstraint(fields=["register", "headings"], name="exchange_one_mapping")]

    def __str__(self) -> str:
        return self.name


class KnownValueQuerySet(SecretariatQuerySet["KnownValue"]):
    """What other people's words for our values were said to mean."""


class KnownValue(Record):
    """What a word in files means here, remembered; one row a register, fact and word."""

    register = models.CharField(_("register"), max_length=60, help_text=_("The register that the word was met in."))
    fact = models.CharField(_("fact"), max_length=80, help_text=_("The fact that it stands for."))
    given = models.CharField(_("given"), max_length=200, help_text=_("The word in files; capitals do not matter."))
    meaning = models.CharField(
        _("meaning"), max_length=200, help_text=_("The value it means: a choice, or the identifier of a record.")
    )

    objects = KnownValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("known value")
        verbose_name_plural = _("known values")
        constraints = [
            models.UniqueConstraint(fields=["register", "fact", "given"], name="exchange_one_meaning"),
        ]

    def __str__(self) -> str:
        return f"{self.given} → {self.meaning}"


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports: what somebody took is their own to see."""

    def visible_to(self, viewer: Viewer) -> Self:
        if viewer.reads_everything:
            return self.all()
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()


class Export(models.Model):
    """That somebody took a register out; one row a download, never removed.

    A line of a log and no record: nobody edits it, and it has no history of its own.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who took it; empty where nobody was signed in."),
    )
    asked_at = models.DateTimeField(_("asked at"), help_text=_("When it was asked for."))
    register = models.CharField(_("register"), max_length=60, help_text=_("What was taken."))
    address = models.TextField(_("address"), help_text=_("The list it was taken from, with its filters and order."))
    filters = models.JSONField(_("filters"), default=list, help_text=_("The filters and the order, in words."))
    format = models.CharField(_("format"), max_length=4, choices=FileFormat, help_text=_("As what it was taken."))
    options = models.JSONField(_("options"), default=dict, help_text=_("Language, all languages, head."))
    rows = models.PositiveIntegerField(_("rows"), help_text=_("How many rows it holds, or will hold."))
    written = models.PositiveIntegerField(_("written"), default=0, help_text=_("How many rows are in the file so far."))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ExportState,
        help_text=_("Whether it was given, or is being made."),
    )
    file_key = models.CharField(
        _("file kept as"), max_length=120, blank=True, help_text=_("Where the file lies until it is removed; random.")
    )
    ready_at = models.DateTimeField(
        _("ready at"), null=True, blank=True, help_text=_("When the file was made; a day later it is removed.")
    )

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"{self.register} ({self.get_format_display()})"

    def get_absolute_url(self) -> str:
        return reverse("export", args=(self.pk,))
