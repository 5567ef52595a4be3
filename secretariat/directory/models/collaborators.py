"""With whom the secretariat works: the lists its documents give."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.directory.choices import CollaboratorGroup
from secretariat.documents.models import Document, readable
from secretariat.parties.choices import OrganizationForm
from secretariat.parties.models import Party


class CollaboratorQuerySet(RecordQuerySet["Collaborator"]):
    """Questions on collaborators."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"))

    def classes(self) -> Self:
        """Return the entries that name a whole class, such as all permanent observers."""
        return self.filter(models.Q(party__isnull=True) | models.Q(party__organization__form=OrganizationForm.GROUP))


class Collaborator(Record):
    """An entry in a document's list of those with whom the secretariat works; one row an entry, as the list has it.

    An entry names a party, a post in a body, or, without a party, a whole class.
    """

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="collaborators",
        help_text=_("The document whose list it is."),
    )
    group = models.CharField(
        _("group"), max_length=20, choices=CollaboratorGroup, help_text=_("The heading it stands under.")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("As the list numbers it; empty for a whole class.")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the whole list, from 1."))
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="collaborations",
        help_text=_("Who it is; empty where a whole class is named."),
    )
    post = TranslatedField(_("post"), blank=True, help_text=_("The post in the body, such as its chair."))
    printed = models.CharField(
        _("as printed"), max_length=300, blank=True, help_text=_("The name as the list prints it.")
    )
    note = TranslatedField(_("note"), long=True, blank=True, help_text=_("What a reader should know."))

    objects = CollaboratorQuerySet.as_manager()

    class Meta:
        verbose_name = _("collaborator")
        verbose_name_plural = _("collaborators")
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="directory_collaborator_place_once")
        ]

    def __str__(self) -> str:
        if self.party is None:
            return str(self.get_group_display())
        return f"{self.post}, {self.party}" if self.post else str(self.party)
