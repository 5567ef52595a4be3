"""What holds for the people of a deliverable: its terms, and who was invited to it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.directory.models import Designation
from secretariat.participation.choices import FOLLOW_UP_MONTHS, OPEN_INVITATIONS, SHARE_NEEDED, InvitationState
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party


class EventTermsQuerySet(RecordQuerySet["EventTerms"]):
    """As visible as the deliverable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_deliverables(viewer, "deliverable__"))


class EventTerms(Record):
    """What holds for the people of one deliverable, where it differs from the usual; one row a deliverable."""

    deliverable = models.OneToOneField(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="event_terms",
        help_text=_("For which."),
    )
    share_needed = models.PositiveSmallIntegerField(
        _("share of the sessions"),
        default=SHARE_NEEDED,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Percent of the sessions that one must attend to get a certificate."),
    )
    follow_up_months = models.PositiveSmallIntegerField(
        _("months until the follow-up"),
        default=FOLLOW_UP_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("After the last day; then those who agreed are asked what became of it."),
    )

    objects = EventTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of an event")
        verbose_name_plural = _("terms of events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share_needed__range=(1, 100)),
                name="participation_share_in_percent",
                violation_error_message=_("A share lies between 1 and 100 percent."),
            )
        ]

    def __str__(self) -> str:
        return str(self.deliverable)


class InvitationQuerySet(RecordQuerySet["Invitation"]):
    """Questions on invitations."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return to the secretariat those of what it may see, to a delegate those sent to the own State."""
        rows = self.filter(open_deliverables(viewer, "deliverable__"))
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return rows
        own = viewer.parties_as(RoleKind.DELEGATE)
        return rows.filter(party__in=own).exclude(state=InvitationState.DRAFTED)

    def open(self) -> Self:
        """Keep those under which people can be nominated."""
        return self.filter(state__in=OPEN_INVITATIONS)


class Invitation(Record):
    """That a State or organization is asked to name people for a deliverable; one row each."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="invitations",
        help_text=_("To what."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="invitations",
        help_text=_("Who is invited."),
    )
    designation = models.ForeignKey(
        Designation,
        verbose_name=_("through"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
        help_text=_("To whom it goes there; empty where nobody is named."),
    )
    places = models.PositiveSmallIntegerField(
        _("places offered"), null=True, blank=True, help_text=_("How many people; empty: as many as are named.")
    )
    women_aimed = models.PositiveSmallIntegerField(
        _("of them for women"), null=True, blank=True, help_text=_("How many places should go to women.")
    )
    is_aim_kept = models.BooleanField(
        _("kept free for women"),
        default=False,
        help_text=_("Those places are kept free for women; otherwise the number is an aim and no more."),
    )
    deadline = models.DateField(
        _("answer by"), null=True, blank=True, help_text=_("Last day on which the State names people by itself.")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("In which it is written.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InvitationState,
        default=InvitationState.DRAFTED,
        help_text=_("How far it is."),
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True, help_text=_("The day on which it went out."))
    answered_on = models.DateField(_("answered on"), null=True, blank=True, help_text=_("The day of the answer."))
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Number of the note with which it was sent.")
    )

    objects = InvitationQuerySet.as_manager()
    kept_inside: ClassVar[models.Q] = models.Q(state=InvitationState.DRAFTED)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "party"],
                name="participation_invited_once",
                violation_error_message=_("It is invited already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationState.DRAFTED) | models.Q(sent_on__isnull=False),
                name="participation_sent_on_a_day",
                violation_error_message=_("What was sent has a day."),
            ),
            models.CheckConstraint(
                condition=models.Q(women_aimed__isnull=True)
                | models.Q(places__isnull=False, women_aimed__lte=models.F("places")),
                name="participation_aim_within_places",
                violation_error_message=_("There cannot be more places for women than places."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_aim_kept=False) | models.Q(women_aimed__isnull=False),
                name="participation_kept_aim_is_a_number",
                violation_error_message=_("Say how many places are kept free for women."),
            ),
        ]
        indexes = [models.Index(fields=["party", "state", "deadline"], name="participation_asked_of")]

    def __str__(self) -> str:
        return f"{self.party}: {self.deliverable}"

    def get_absolute_url(self) -> str:
        return address_of("invitation", self.pk)
