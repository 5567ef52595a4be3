"""The documents of what is delivered, and their sendings."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Distribution, open_distributions
from secretariat.delivery.choices import EventPart
from secretariat.delivery.models.deliverables import Deliverable, open_deliverables
from secretariat.documents.models import Document, readable


class EventDocumentQuerySet(RecordQuerySet["EventDocument"]):
    """Questions on the documents of deliverables."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those of deliverables that one may see, as far as one may read them."""
        return self.filter(open_deliverables(viewer, "deliverable__"), readable(viewer, "document__"))

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(is_withdrawn=False)


class EventDocument(Record):
    """That a document belongs to a deliverable, and to which part of it; one row a document."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="event_documents",
        help_text=_("To what it belongs."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="event_documents",
        help_text=_("Which one."),
    )
    part = models.CharField(
        _("part"), max_length=12, choices=EventPart, help_text=_("Whether it goes out before, afterwards, or neither.")
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It does not belong to it after all.")
    )

    objects = EventDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a deliverable")
        verbose_name_plural = _("documents of deliverables")
        constraints = [models.UniqueConstraint(fields=["deliverable", "document"], name="delivery_document_once")]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_part_display()}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        days = [each for each in (self.deliverable.open_since(viewer), self.document.open_since(viewer)) if each]
        return max(days, default=None)


class EventDistributionQuerySet(RecordQuerySet["EventDistribution"]):
    """Questions on the distributions of deliverables."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those of deliverables and distributions that one may see."""
        return self.filter(open_deliverables(viewer, "deliverable__"), open_distributions(viewer, "distribution__"))


class EventDistribution(Record):
    """That a distribution sends the documents of a part of a deliverable; one row a distribution."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="event_distributions",
        help_text=_("Whose documents are sent."),
    )
    distribution = models.OneToOneField(
        Distribution,
        verbose_name=_("distribution"),
        on_delete=models.PROTECT,
        related_name="event",
        help_text=_("The sending."),
    )
    part = models.CharField(_("part"), max_length=12, choices=EventPart, help_text=_("Of which part."))

    objects = EventDistributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution of a deliverable")
        verbose_name_plural = _("distributions of deliverables")

    def __str__(self) -> str:
        return f"{self.deliverable}: {self.get_part_display()}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        days = [each for each in (self.deliverable.open_since(viewer), self.distribution.open_since(viewer)) if each]
        return max(days, default=None)
