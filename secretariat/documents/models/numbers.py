"""Series of symbols and their numbers."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Session
from secretariat.core.choices import Audience
from secretariat.core.history import NEVER, since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import PublicQuerySet, Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import NumberState, Restart, Step
from secretariat.documents.models.documents import Document, readable
from secretariat.documents.symbols import Template
from secretariat.parties.models import Party

S = NumberState


class NumberSeriesQuerySet(PublicQuerySet["NumberSeries"]):
    """Questions on series of symbols."""

    def open(self) -> NumberSeriesQuerySet:
        """Leave out series in which no more numbers are given."""
        return self.filter(is_closed=False)


class NumberSeries(Record):
    """How a body or unit numbers its documents; one row a series."""

    party = models.ForeignKey(
        Party,
        verbose_name=_("of"),
        on_delete=models.PROTECT,
        related_name="number_series",
        help_text=_("The body or unit whose documents bear these symbols."),
    )
    title = TranslatedField(_("title"), help_text=_("What is numbered, such as documents of a session."))
    template = models.CharField(
        _("template"),
        max_length=80,
        unique=True,
        help_text=_("How its symbols are written: {n} the number, {yy} or {yyyy} the year, {session} the session."),
    )
    restarts = models.CharField(
        _("begins anew"), max_length=8, choices=Restart, help_text=_("When its numbers begin anew at 1.")
    )
    is_closed = models.BooleanField(_("closed"), default=False, help_text=_("No more numbers are given in it."))

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of symbols")
        verbose_name_plural = _("series of symbols")

    def __str__(self) -> str:
        return self.template

    def get_absolute_url(self) -> str:
        return reverse("number-series", args=(self.pk,))

    @property
    def pattern(self) -> Template:
        """The template as a value."""
        return Template(self.template)


class SymbolNumberQuerySet(RecordQuerySet["SymbolNumber"]):
    """Questions on numbers."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all for the secretariat; for others those that documents bear which they may read."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        return self.filter(readable(viewer, "document__"), document__isnull=False)

    def taken(self) -> SymbolNumberQuerySet:
        """Keep those that bear a number: they are never given again."""
        return self.filter(number__isnull=False)


class SymbolNumber(Record):
    """A number of a series, or of the later forms of a document; one row a number asked for, given or cancelled.

    A number is never used again: a cancelled one stays and says why there is a gap.
    """

    series = models.ForeignKey(
        NumberSeries,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="numbers",
        help_text=_("The series that it is of."),
    )
    base = models.ForeignKey(
        Document,
        verbose_name=_("changes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="later_numbers",
        help_text=_("The document that is revised, corrected or added to."),
    )
    step = models.CharField(
        _("as"), max_length=4, choices=Step, blank=True, help_text=_("What it does to that document.")
    )
    period = models.CharField(
        _("counted within"), max_length=20, blank=True, help_text=_("The year or session in which numbers begin at 1.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("The year in the symbol."))
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The session in the symbol."),
    )
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, editable=False, help_text=_("Given when it is reserved.")
    )
    symbol = models.CharField(
        _("symbol"), max_length=120, blank=True, editable=False, help_text=_("As its body prints it.")
    )
    slug = models.CharField(
        _("key"), max_length=160, blank=True, editable=False, help_text=_("The symbol as a key: one spelling for all.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=NumberState,
        default=NumberState.REQUESTED,
        help_text=_("How far it is."),
    )
    purpose = models.CharField(_("for what"), max_length=300, help_text=_("The document it is asked for."))
    document = models.OneToOneField(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="symbol_number",
        help_text=_("The document that bears it."),
    )
    why_not = models.CharField(_("why cancelled"), max_length=500, blank=True, help_text=_("Why nothing bears it."))

    objects = SymbolNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of a symbol")
        verbose_name_plural = _("numbers of symbols")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(series__isnull=False, base__isnull=True, step="")
                | models.Q(series__isnull=True, base__isnull=False) & ~models.Q(step=""),
                name="documents_number_of_series_or_document",
                violation_error_message=_("It is of a series, or of the later forms of a document."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.REQUESTED, number__isnull=True, symbol="", slug="")
                | models.Q(state__in=(S.RESERVED, S.ASSIGNED), number__isnull=False)
                & ~models.Q(symbol="")
                & ~models.Q(slug="")
                | models.Q(state=S.CANCELLED),
                name="documents_number_given_once_reserved",
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.ASSIGNED, document__isnull=False)
                | ~models.Q(state=S.ASSIGNED) & models.Q(document__isnull=True),
                name="documents_number_assigned_has_document",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=S.CANCELLED) | ~models.Q(why_not=""),
                name="documents_number_cancelled_says_why",
                violation_error_message=_("Say why it is cancelled: the gap is explained by it."),
            ),
            models.UniqueConstraint(fields=["series", "period", "number"], name="documents_number_of_series_once"),
            models.UniqueConstraint(fields=["base", "step", "number"], name="documents_number_of_document_once"),
            models.UniqueConstraint(fields=["slug"], condition=~models.Q(slug=""), name="documents_number_symbol_once"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="documents_number_by_state")]

    def __str__(self) -> str:
        return self.symbol or self.purpose

    def get_absolute_url(self) -> str:
        return reverse("symbol-number", args=(self.pk,))

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when the document that bears it is open to them, and it is borne."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return None
        borne = since_last(self, ~models.Q(state=S.ASSIGNED)) or NEVER
        opened = self.document.open_since(viewer) if self.document else NEVER
        return max(borne, opened) if opened else borne
