"""The files of documents."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import MediaType, TextState
from secretariat.documents.models.documents import Document, readable


class DocumentFileQuerySet(RecordQuerySet["DocumentFile"]):
    """As visible as the document; what was replaced or taken out of a draft stays inside the secretariat."""

    def visible_to(self, viewer: Viewer) -> Self:
        rows = self.filter(readable(viewer, "document__"))
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return rows
        return rows.filter(is_current=True)

    def current(self) -> Self:
        """Leave out what was replaced or taken out while the document was a draft."""
        return self.filter(is_current=True)

    def waiting(self) -> Self:
        """Keep those whose words are still to be read."""
        return self.filter(text_state=TextState.WAITING)


class DocumentFile(Record):
    """A file of a document in a language; one row a file that was ever attached.

    What is issued is sealed: it stays the current file of its language and kind for good.
    """

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="files",
        help_text=_("Of which document."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("The language it is written in.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("What the file is called; never a path."))
    key = models.CharField(
        _("kept as"), max_length=120, unique=True, editable=False, help_text=_("Where it lies; random.")
    )
    media_type = models.CharField(
        _("kind of file"),
        max_length=5,
        choices=MediaType,
        help_text=_("Found by looking into it, not by its name."),
    )
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(
        _("digest"), max_length=64, help_text=_("SHA-256 of the file, by which a copy is compared.")
    )
    pages = models.PositiveIntegerField(
        _("pages"), null=True, blank=True, help_text=_("How many; empty where the kind of file does not say.")
    )
    brought_at = models.DateTimeField(_("attached at"), default=timezone.now, help_text=_("When it was attached."))
    is_current = models.BooleanField(
        _("current"), default=True, help_text=_("Not replaced by another, and not taken out.")
    )
    is_sealed = models.BooleanField(
        _("sealed"), default=False, help_text=_("The document was issued with it: it is never replaced.")
    )
    text_state = models.CharField(
        _("words"),
        max_length=8,
        choices=TextState,
        default=TextState.WAITING,
        help_text=_("Whether its words were read, so that they can be found."),
    )
    text_problem = models.CharField(
        _("why not read"), max_length=300, blank=True, help_text=_("Why its words could not be read.")
    )
    text_key = models.CharField(
        _("words kept as"), max_length=120, blank=True, editable=False, help_text=_("Where the words lie; random.")
    )

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "media_type"],
                condition=models.Q(is_current=True),
                name="documents_file_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_current=True) | models.Q(is_sealed=False),
                name="documents_file_sealed_stays",
                violation_error_message=_("The document was issued with this file: it stays."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text_state=TextState.READ) | ~models.Q(text_key=""),
                name="documents_file_read_has_words",
                violation_error_message=_("What was read has words."),
            ),
        ]
        indexes = [models.Index(fields=["text_state", "id"], name="documents_file_by_text")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where it is given, as an attachment."""
        return reverse("document-file", args=(self.pk,))

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.document.open_since(viewer)
