"""Whom States and organizations name for a deliverable."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.participation.choices import InstitutionKind, NominationState, Sex
from secretariat.participation.models.people import KEEPERS, OF_UNITS, Participant
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party


def open_names(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may know who was nominated; ``prefix`` leads to the nomination.

    The State's own mission; of the secretariat the unit that runs the event, planning and conference officers and
    administrators, as far as they may see the event. Never another State.
    """
    seen = open_deliverables(viewer, f"{prefix}deliverable__")
    if viewer.reads_everything or viewer.holds(*KEEPERS):
        return seen
    own = models.Q(**{f"{prefix}party__in": viewer.parties_as(RoleKind.DELEGATE)})
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, show no names.
    return seen & (own | models.Q(**{f"{prefix}deliverable__owner__party__in": viewer.parties_as(*OF_UNITS)}))


class NominationQuerySet(RecordQuerySet["Nomination"]):
    """Questions on nominations."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those whose names one may see: of one's own State, and those of events that one's unit runs."""
        return self.filter(open_names(viewer))

    def in_line(self) -> Self:
        """Keep those on a waiting list, in its order."""
        return self.filter(state=NominationState.WAITING).order_by("place")


class Nomination(Record):
    """That a State or organization names a person for a deliverable; one row each.

    State, sex and kind of institution are kept as they were then: counts are made of them, whoever the person is.
    """

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="nominations",
        help_text=_("For what."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="nominations",
        help_text=_("Who names."),
    )
    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        on_delete=models.PROTECT,
        related_name="nominations",
        help_text=_("Who is named."),
    )
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, help_text=_("As it was then, for counts."))
    institution_kind = models.CharField(
        _("kind of institution"), max_length=20, choices=InstitutionKind, help_text=_("As it was then, for counts.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=NominationState,
        default=NominationState.NOMINATED,
        help_text=_("How far it is."),
    )
    place = models.PositiveIntegerField(
        _("place in line"),
        null=True,
        blank=True,
        help_text=_("On the waiting list: the lower goes first; empty elsewhere."),
    )
    nominated_on = models.DateField(_("nominated on"), help_text=_("The day on which the person was named."))
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Number of the note, where it came by one.")
    )
    why = models.CharField(_("why"), max_length=500, blank=True, help_text=_("Why it was declined or withdrawn."))

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "participant"],
                name="participation_nominated_once",
                violation_error_message=_("This person is nominated already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=NominationState.WAITING, place__isnull=False)
                | (~models.Q(state=NominationState.WAITING) & models.Q(place__isnull=True)),
                name="participation_waiting_has_place",
            ),
            models.UniqueConstraint(fields=["deliverable", "party", "place"], name="participation_place_in_line_once"),
        ]
        indexes = [models.Index(fields=["deliverable", "state", "party"], name="participation_of_event")]

    def __str__(self) -> str:
        return f"{self.participant}, {self.party}"

    def get_absolute_url(self) -> str:
        return address_of("nomination", self.pk)
