"""What is delivered towards a line of a plan."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COUNTING, NEEDS, DeliverableState, Marker, Needs, Part, Presence, SiteKind
from secretariat.documents.models import readable
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.plans.models import Activity, Project


def open_deliverables(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a deliverable; ``prefix`` leads to it.

    Whoever may not read its plan sees nothing of it. An idea is for the secretariat alone; a confidential one is also
    for the parties involved and the unit's own people.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        involved = Involvement.objects.filter(party__in=viewer.party_ids, is_withdrawn=False).values("deliverable")
        wide |= models.Q(**{f"{prefix}pk__in": involved}) | models.Q(**{f"{prefix}owner__party__in": viewer.party_ids})
    wide &= of_open_plans(viewer, prefix)
    if viewer.clearance >= Audience.SECRETARIAT:
        return wide
    return wide & ~models.Q(**{f"{prefix}state": DeliverableState.IDEA})


def of_open_plans(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may read the plan in which a deliverable counts."""
    plans = (f"{prefix}activity__plan__document__", f"{prefix}project__plan__document__")
    return readable(viewer, plans[0]) | readable(viewer, plans[1])


class DeliverableQuerySet(RecordQuerySet["Deliverable"]):
    """Questions on deliverables."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what its audience lets see, and what the viewer's own parties or units are involved in."""
        return self.filter(open_deliverables(viewer))

    def held_by(self, day: datetime.date) -> Self:
        """Keep those that count on ``day``: held by then, or kept up since then."""
        rows = self.filter(state__in=COUNTING).annotate(last_day=Coalesce("ends_on", "starts_on"))
        return rows.filter(models.Q(last_day__lte=day) | models.Q(is_standing=True, starts_on__lte=day))


class Deliverable(Record):
    """What is delivered towards a line of a plan, or a project without one; one row a workshop, a mission, a report.

    It counts to one line, as one, once it is held. “Event” is the display word for a dated one.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=DeliverableKind, help_text=_("What is delivered."))
    title = TranslatedField(_("title"), help_text=_("What it is called."))
    summary = TranslatedField(_("summary"), blank=True, help_text=_("What it is for, in a few sentences."))
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("plan line"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deliverables",
        help_text=_("The line towards which it counts."),
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deliverables",
        help_text=_("The project of the plan, where that has no line."),
    )
    owner = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="deliverables",
        help_text=_("Who delivers it."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DeliverableState,
        default=DeliverableState.PLANNED,
        help_text=_("How far it is; it counts from “held” on."),
    )
    why_not = models.CharField(
        _("why not held"), max_length=500, blank=True, help_text=_("Why it was postponed or cancelled.")
    )
    is_standing = models.BooleanField(
        _("standing"), default=False, help_text=_("A network, pool or system that is kept up.")
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty while no day is set."))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Included; empty for one day, or for what is kept up.")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, help_text=_("How many States it is for."))
    presence = models.CharField(
        _("presence"),
        max_length=10,
        choices=Presence,
        default=Presence.IN_PERSON,
        help_text=_("Whether people meet in one place."),
    )
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("The city, as it is written there."))
    site_kind = models.CharField(
        _("kind of site"), max_length=16, choices=SiteKind, blank=True, help_text=_("Where it is about one site.")
    )
    site = models.CharField(_("site"), max_length=160, blank=True, help_text=_("Such as the name of a port."))
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text=_("An earlier one it builds on: an assessment, then a course, then a follow-up."),
    )
    cloned_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="clones",
        help_text=_("The one whose facts it began with."),
    )
    gender_marker = models.PositiveSmallIntegerField(
        _("gender equality"), choices=Marker, null=True, blank=True, help_text=_("Empty until somebody has looked.")
    )
    rights_marker = models.PositiveSmallIntegerField(
        _("human rights"), choices=Marker, null=True, blank=True, help_text=_("Empty until somebody has looked.")
    )
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("The States involved and the unit always see it; a national assessment concerns its State."),
    )

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(activity__isnull=True) ^ models.Q(project__isnull=True),
                name="delivery_line_or_project",
                violation_error_message=_("It counts to a line of a plan, or to a project without one."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="delivery_days_in_order",
                violation_error_message=_("The last day lies before the first, or there is no first."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=False) | ~models.Q(state__in=COUNTING),
                name="delivery_held_on_a_day",
                violation_error_message=_("What was held has a day."),
            ),
            models.CheckConstraint(
                condition=models.Q(site_kind="", site="") | (~models.Q(site_kind="") & ~models.Q(site="")),
                name="delivery_site_has_kind_and_name",
                violation_error_message=_("A site has a kind and a name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(DeliverableState.POSTPONED, DeliverableState.CANCELLED))
                | ~models.Q(why_not=""),
                name="delivery_says_why_not",
                violation_error_message=_("Say why it is not held."),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on", "id"], name="delivery_by_day"),
            models.Index(fields=["activity", "state", "starts_on"], name="delivery_of_line"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address_of("deliverable", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.owner.party_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when it is no idea and its readers are as many as today: what it said to fewer stays theirs."""
        if viewer.reads_everything:
            return None
        hidden = models.Q(pk__in=[])
        if viewer.clearance < Audience.SECRETARIAT:
            hidden |= models.Q(state=DeliverableState.IDEA)
        if not self._is_of(viewer):
            hidden |= models.Q(audience__gt=viewer.clearance)
        return since_last(self, hidden)

    def _is_of(self, viewer: Viewer) -> bool:
        """Tell whether the viewer acts for the unit that delivers, or for a party involved."""
        if not viewer.party_ids:
            return False
        involved = self.involvements.filter(party__in=viewer.party_ids, is_withdrawn=False)
        return self.owner.party_id in viewer.party_ids or involved.exists()

    @property
    def needs(self) -> Needs:
        """What its kind needs."""
        return NEEDS[self.kind]

    @property
    def last_day_planned(self) -> datetime.date | None:
        """The day by which it should be held; None for what is kept up or has no day."""
        return None if self.is_standing else self.ends_on or self.starts_on


class InvolvementQuerySet(RecordQuerySet["Involvement"]):
    """As visible as the deliverable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_deliverables(viewer, "deliverable__"))


class Involvement(Record):
    """That a State or organization hosts, takes part in, observes or partners a deliverable; one row a party."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="involvements",
        help_text=_("In what."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="involvements",
        help_text=_("Who."),
    )
    part = models.CharField(_("part"), max_length=12, choices=Part, help_text=_("As what."))
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It is not involved after all.")
    )

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [models.UniqueConstraint(fields=["deliverable", "party"], name="delivery_party_once")]
        indexes = [models.Index(fields=["party", "deliverable"], name="delivery_of_party")]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_part_display()}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.deliverable.open_since(viewer)
