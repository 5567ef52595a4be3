"""Whom States and organizations named to the secretariat, for what, and who that is."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.records import Period, PeriodQuerySet, Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.directory.choices import DesignationRole
from secretariat.documents.models import Document
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


def open_designees(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may know who is named; ``prefix`` leads to the designation."""
    if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    # SECURITY: an expert or analyst acts for a State too, but is not of its mission and reads no name there.
    return models.Q(**{f"{prefix}party__in": viewer.parties_as(RoleKind.DELEGATE)})


class DesignationQuerySet(PeriodQuerySet["Designation"]):
    """Questions on designations. That a post is filled, by which institution and since when, is public."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all()

    def telling(self, viewer: Viewer) -> Any:
        """Add whether a viewer may know who is named, as ``who_is_told``."""
        told = Designee.objects.visible_to(viewer).filter(designation=models.OuterRef("pk"))
        return self.annotate(who_is_told=models.Exists(told))


class Designation(Record, Period):
    """That a State or organization named somebody to the secretariat for something; one row each, ended and kept.

    What everyone may know stands here; who it is, and by which note, in its ``Designee``.
    """

    party = models.ForeignKey(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="designations",
        help_text=_("Who names."),
    )
    role = models.CharField(_("role"), max_length=20, choices=DesignationRole, help_text=_("As what."))
    body = models.ForeignKey(
        Body,
        verbose_name=_("body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
        help_text=_("To which body, where it is named to one."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
        help_text=_("For which topic, where it is named for one."),
    )
    institution = models.CharField(
        _("institution"), max_length=200, blank=True, help_text=_("The ministry, agency or mission; everyone sees it.")
    )

    objects = DesignationQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(role=DesignationRole.POINT_OF_CONTACT)
                | models.Q(body__isnull=False)
                | models.Q(topic__isnull=False),
                name="directory_contact_for_something",
                violation_error_message=_("A national point of contact is named to a body or for a topic."),
            ),
        ]
        indexes = [models.Index(fields=["party", "role"], name="directory_named_by")]

    def __str__(self) -> str:
        what = self.body or self.topic
        words = f"{self.party}: {self.get_role_display()}"
        return f"{words}, {what}" if what else words

    def get_absolute_url(self) -> str:
        return address_of("designation", self.pk)


class DesigneeQuerySet(RecordQuerySet["Designee"]):
    """Questions on who is named."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all to the secretariat, to delegates those of their own State."""
        return self.filter(open_designees(viewer, "designation__"))


class Designee(Record):
    """Who is named by a designation and on whose authority; one row a designation.

    All that is personal stands here, so that it can be erased while the designation stays.
    """

    designation = models.OneToOneField(
        Designation,
        verbose_name=_("designation"),
        on_delete=models.PROTECT,
        related_name="designee",
        help_text=_("To what."),
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("As the person writes it."))
    title = models.CharField(_("title"), max_length=120, blank=True, help_text=_("Such as Ambassador or Director."))
    mail = models.EmailField(_("e-mail address"), blank=True, help_text=_("Where invitations and documents go."))
    phone = models.CharField(_("telephone"), max_length=60, blank=True, help_text=_("With the code of the country."))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("In which the person is written to; empty if not known."),
    )
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Number of the note or letter that names the person.")
    )
    note_date = models.DateField(_("date of the note"), null=True, blank=True, help_text=_("As it is dated."))
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designees",
        help_text=_("The note, where it is on record."),
    )
    end_note = models.CharField(
        _("note that ends it"), max_length=120, blank=True, help_text=_("Number of the note or letter that ends it.")
    )
    confirmed_on = models.DateField(
        _("confirmed on"), null=True, blank=True, help_text=_("When somebody last said that it is still so.")
    )
    is_erased = models.BooleanField(
        _("erased"), default=False, editable=False, help_text=_("Who it was is no longer kept.")
    )

    objects = DesigneeQuerySet.as_manager()

    class Meta:
        verbose_name = _("designee")
        verbose_name_plural = _("designees")

    def __str__(self) -> str:
        return self.name
