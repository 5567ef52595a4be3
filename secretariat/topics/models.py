"""The shared list of subjects that mandates, functions, plan lines and search speak of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.languages import TranslatedField
from secretariat.core.records import PublicQuerySet, Record
from secretariat.topics.choices import TopicKind


class TopicQuerySet(PublicQuerySet["Topic"]):
    """Questions on topics."""


class Topic(Record):
    """A subject; one row a subject, in a list of at most two levels."""

    slug = models.SlugField(_("key"), max_length=80, unique=True, help_text=_("Names it in addresses; never changes."))
    label = TranslatedField(_("label"), help_text=_("What it is called."))
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind, help_text=_("Where the subject comes from."))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The wider subject."),
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return str(self.label)

    def get_absolute_url(self) -> str:
        return address_of("topic", self.slug)
