"""The paragraphs of documents, their source texts, and who quotes them."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import ParagraphKind
from secretariat.documents.models.documents import Document, readable


class ParagraphQuerySet(RecordQuerySet["Paragraph"]):
    """Questions on paragraphs."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"))

    def quoted_by(self, document: Document) -> Self:
        return self.filter(quotations__by=document)


class Paragraph(Record):
    """An addressable piece of a document (109, 4.h, II.A.10); one row an address, in the order of the document."""

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="paragraphs",
        help_text=_("Where it stands."),
    )
    number = models.CharField(
        _("number"), max_length=40, help_text=_("Its address, such as 4.h; “unnumbered” where it has none.")
    )
    position = models.PositiveIntegerField(_("position"), help_text=_("Its place in the document, from 1."))
    kind = models.CharField(
        _("kind"), max_length=12, choices=ParagraphKind, help_text=_("What sort of paragraph it is.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The paragraph it continues, such as its chapeau."),
    )
    heading = TranslatedField(_("heading"), blank=True, help_text=_("The heading it stands under."))
    summary = TranslatedField(
        _("summary"), long=True, blank=True, help_text=_("In our words; it stays when the source text is imported.")
    )
    note = TranslatedField(
        _("note"), long=True, blank=True, help_text=_("What a reader should know about the sources.")
    )
    is_uncertain = models.BooleanField(
        _("uncertain"), default=False, help_text=_("The sources are unclear; the note says how.")
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_paragraph_number_once"),
            models.UniqueConstraint(fields=["document", "position"], name="documents_paragraph_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.display_number}"

    @property
    def display_number(self) -> str:
        """The number as shown to a reader."""
        return gettext("unnumbered paragraph") if self.number == "unnumbered" else self.number

    def get_absolute_url(self) -> str:
        return address_of("paragraph", self.document.slug, self.number)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return self.document.keeper_ids()

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.document.open_since(viewer)


class ParagraphTextQuerySet(RecordQuerySet["ParagraphText"]):
    """As visible as the document."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "paragraph__document__"))


class ParagraphText(Record):
    """The source text of a paragraph in a language, from an import that a user made; one row a language."""

    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="texts",
        help_text=_("Whose text it is."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("One of the four.")
    )
    text = models.TextField(_("text"), help_text=_("As the source prints it."))
    source = models.CharField(_("source"), max_length=300, help_text=_("The file or page the text was taken from."))

    objects = ParagraphTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("source text")
        verbose_name_plural = _("source texts")
        constraints = [models.UniqueConstraint(fields=["paragraph", "language"], name="documents_text_language_once")]

    def __str__(self) -> str:
        return f"{self.paragraph}, {self.get_language_display()}"


class QuotationQuerySet(RecordQuerySet["Quotation"]):
    """Both ends must be readable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "paragraph__document__"), readable(viewer, "by__"))


class Quotation(Record):
    """That a document quotes a paragraph of another; one row a quotation."""

    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="quotations",
        help_text=_("What is quoted."),
    )
    by = models.ForeignKey(
        Document,
        verbose_name=_("quoted by"),
        on_delete=models.PROTECT,
        related_name="quotations",
        help_text=_("The document that quotes it."),
    )

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        constraints = [models.UniqueConstraint(fields=["paragraph", "by"], name="documents_quotation_once")]

    def __str__(self) -> str:
        return f"{self.paragraph} ← {self.by}"
