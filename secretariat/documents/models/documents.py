"""Documents by symbol, their language versions and lineage."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Session
from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience, Precision
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import IN_HAND, DocumentKind, DocumentState, RelationKind, VersionStatus
from secretariat.parties.models import Party


class KnownDay(models.Func):
    """A day that is never null, for sorting: what bears no date comes before everything else.

    The day stands in the words of the statement, not beside them, so that SQLite finds the index made from it.
    """

    template = "COALESCE(%(expressions)s, '0001-01-01')"
    output_field = models.DateField()


def readable(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may read a document; ``prefix`` leads to the document."""
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    own = models.Q(**{f"{prefix}issuer__in": viewer.party_ids}) if viewer.party_ids else models.Q(pk__in=[])
    return models.Q(**{f"{prefix}audience__lte": viewer.clearance}) | own


class DocumentQuerySet(RecordQuerySet["Document"]):
    """Questions on documents."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer))

    def issued(self) -> Self:
        return self.filter(state=DocumentState.ISSUED)


class Document(Record):
    """Anything with a symbol; one row a symbol. Session is part of the symbol: numbers restart at special sessions.

    The slug is made from the symbol so that no two symbols share one; a document whose symbol is not known keeps an
    empty symbol and is never shown under another's.
    """

    symbol = models.CharField(
        _("symbol"), max_length=120, blank=True, help_text=_("In the body's own spelling; empty if it is not known.")
    )
    slug = models.SlugField(_("key"), max_length=160, unique=True, help_text=_("Names it in addresses; never changes."))
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind, help_text=_("What sort of document it is."))
    title = TranslatedField(_("title"), help_text=_("As printed; translations of ours are marked."))
    issuer = models.ForeignKey(
        Party,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        help_text=_("The body, organization or unit whose document it is."),
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        help_text=_("The session it belongs to."),
    )
    date = models.DateField(_("date"), null=True, blank=True, help_text=_("The day it bears; empty if not known."))
    date_precision = models.CharField(
        _("precision of the date"),
        max_length=8,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("How exactly it is known."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("The language it was written in."),
    )
    series = models.CharField(
        _("series"), max_length=60, blank=True, help_text=_("The official series, such as OEA/Ser.L/X.2.16.")
    )
    printed_as = models.JSONField(
        _("other spellings"),
        default=list,
        blank=True,
        help_text=_("Spellings of the symbol that stand in other documents."),
    )
    note = TranslatedField(
        _("note"), long=True, blank=True, help_text=_("What a reader should know about the sources.")
    )
    is_uncertain = models.BooleanField(
        _("uncertain"), default=False, help_text=_("The sources are unclear; the note says how.")
    )
    audience = models.PositiveSmallIntegerField(
        _("who may read it"),
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("Each audience includes those before it."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DocumentState,
        default=DocumentState.ISSUED,
        help_text=_("An issued document never changes."),
    )
    issued_content = models.JSONField(
        _("issued content"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The facts and the digests of the files as they were issued; empty where it was issued elsewhere."),
    )
    content_hash = models.CharField(
        _("seal"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("The SHA-256 digest of the issued content, by which a copy is compared."),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["symbol", "id"], name="documents_by_symbol"),
            models.Index(KnownDay("date"), "id", name="documents_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"], condition=~models.Q(symbol=""), name="documents_document_symbol_once"
            ),
            models.CheckConstraint(
                condition=models.Q(content_hash="", issued_content__isnull=True)
                | (~models.Q(content_hash="") & models.Q(issued_content__isnull=False, state=DocumentState.ISSUED)),
                name="documents_sealed_once_issued",
                violation_error_message=_("What is sealed was issued, and stays so."),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.title)

    def get_absolute_url(self) -> str:
        return address_of("document", self.slug)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.issuer_id} if self.issuer_id else ())

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when its readers are as many as today: what it said to fewer of them stays theirs."""
        if viewer.reads_everything or self.issuer_id in viewer.party_ids:
            return None
        return since_last(self, models.Q(audience__gt=viewer.clearance))


class LanguageVersionQuerySet(RecordQuerySet["LanguageVersion"]):
    """As visible as the document."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"))

    def in_hand(self) -> Self:
        """Keep the translations that somebody is still at."""
        return self.filter(status__in=IN_HAND)


class LanguageVersion(Record):
    """A document in a language; one row a language, with its status."""

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="versions",
        help_text=_("Of which document."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("One of the four.")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=VersionStatus, help_text=_("How this version came to be.")
    )
    translator = models.CharField(
        _("translated by"), max_length=120, blank=True, help_text=_("The office, company or person who translates.")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("By when it is to be translated."))

    objects = LanguageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="documents_version_language_once")]
        indexes = [models.Index(fields=["status", "due_on"], name="documents_version_by_due")]

    def __str__(self) -> str:
        return f"{self.document}, {self.get_language_display()}"

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()


class RelationQuerySet(RecordQuerySet["DocumentRelation"]):
    """Both ends must be readable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"), readable(viewer, "to__"))


class DocumentRelation(Record):
    """That a document revises, replaces, cites … another; one row a relation, from the later to the earlier."""

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="relations",
        help_text=_("The one that says so."),
    )
    kind = models.CharField(
        _("relation"), max_length=12, choices=RelationKind, help_text=_("What it does to the other.")
    )
    to = models.ForeignKey(
        Document,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="related_by",
        help_text=_("The other document."),
    )
    detail = models.CharField(_("detail"), max_length=120, blank=True, help_text=_("Articles or paragraphs concerned."))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "to"], name="documents_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(document=models.F("to")), name="documents_relation_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_kind_display()} {self.to}"
