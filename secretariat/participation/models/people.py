"""Who takes part: all that is personal of a participant stands here and nowhere else."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.participation.choices import InstitutionKind, Sex
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party

KEEPERS = (RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.ADMINISTRATOR)
OF_UNITS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)


def events_run_by(viewer: Viewer) -> models.QuerySet[Deliverable]:
    """Return the deliverables whose participants a viewer of the secretariat knows by name.

    Those of the own units; all that they may see, for planning and conference officers and administrators.
    """
    rows: models.QuerySet[Deliverable] = Deliverable.objects.filter(open_deliverables(viewer))
    if viewer.reads_everything or viewer.holds(*KEEPERS):
        return rows
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, show no names.
    return rows.filter(owner__party__in=viewer.parties_as(*OF_UNITS))


class ParticipantQuerySet(RecordQuerySet["Participant"]):
    """Questions on people who take part."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those of the own State to its delegates; to the secretariat those of the events they run."""
        own = models.Q(party__in=viewer.parties_as(RoleKind.DELEGATE))
        if viewer.reads_everything or viewer.holds(*KEEPERS):
            return self.all()
        if not viewer.parties_as(*OF_UNITS):
            return self.filter(own)
        run = events_run_by(viewer).values("pk")
        named = self.model.objects.filter(nominations__deliverable__in=run).values("pk")
        return self.filter(own | models.Q(pk__in=named))


class Participant(Record):
    """A person whom a State or organization names for events; one row a person, erased on request.

    What counts (State, sex, kind of institution) stands with each nomination too, and stays when this is erased.
    """

    party = models.ForeignKey(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="participants_named",
        help_text=_("Who names the person."),
    )
    given_names = models.CharField(_("given names"), max_length=120, help_text=_("As the person writes them."))
    family_names = models.CharField(_("family names"), max_length=120, help_text=_("As the person writes them."))
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, default=Sex.UNKNOWN, help_text=_("For counts alone."))
    institution = models.CharField(_("institution"), max_length=200, blank=True, help_text=_("Where the person works."))
    institution_kind = models.CharField(
        _("kind of institution"), max_length=20, choices=InstitutionKind, help_text=_("For counts.")
    )
    position = models.CharField(_("position"), max_length=160, blank=True, help_text=_("What the person does there."))
    mail = models.EmailField(_("e-mail address"), blank=True, help_text=_("Where the person is written to."))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("In which the person is written to, and the certificate is."),
    )
    may_be_asked = models.BooleanField(
        _("agrees to be asked later"),
        default=False,
        help_text=_("The person agrees to be asked, months after an event, what became of it."),
    )
    is_erased = models.BooleanField(
        _("erased"), default=False, editable=False, help_text=_("Who it was is no longer kept.")
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                "party",
                Lower("mail"),
                condition=~models.Q(mail=""),
                name="participation_person_once",
                violation_error_message=_("Somebody with this address is on record for this State or organization."),
            )
        ]

    def __str__(self) -> str:
        return _now("erased person") if self.is_erased else f"{self.given_names} {self.family_names}"

    def get_absolute_url(self) -> str:
        return address_of("participant", self.pk)
