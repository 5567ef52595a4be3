"""The sessions of an event, and who was there."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.dates import written_date
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.participation.choices import PartOfDay
from secretariat.participation.models.nominations import Nomination, open_names


class EventSessionQuerySet(RecordQuerySet["EventSession"]):
    """As visible as the deliverable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_deliverables(viewer, "deliverable__"))


class EventSession(Record):
    """A day or a part of a day of an event, for which attendance is recorded; one row each."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="event_sessions",
        help_text=_("Of what."),
    )
    day = models.DateField(_("day"), help_text=_("On which it is held."))
    part = models.CharField(
        _("part of the day"), max_length=10, choices=PartOfDay, default=PartOfDay.WHOLE, help_text=_("When that day.")
    )
    title = TranslatedField(_("title"), blank=True, help_text=_("What it is about; may be left out."))

    objects = EventSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session of an event")
        verbose_name_plural = _("sessions of events")
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "day", "part"],
                name="participation_session_once",
                violation_error_message=_("There is a session on this part of the day."),
            )
        ]

    def __str__(self) -> str:
        when = written_date(self.day)
        if self.part != PartOfDay.WHOLE:
            when = f"{when}, {self.get_part_display()}"
        return f"{when}: {self.title}" if self.title else when

    def get_absolute_url(self) -> str:
        """Return its event's page: the sheet is for those who record, the day for everyone who sees the event."""
        return address_of("deliverable", self.deliverable_id)


class AttendanceQuerySet(RecordQuerySet["Attendance"]):
    """As visible as the nomination: it tells who was where."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_names(viewer, "nomination__"))


class Attendance(Record):
    """Whether a participant was at a session; one row for both, however often it is recorded."""

    session = models.ForeignKey(
        EventSession,
        verbose_name=_("session"),
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text=_("Where."),
    )
    nomination = models.ForeignKey(
        Nomination,
        verbose_name=_("nomination"),
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text=_("Who."),
    )
    is_present = models.BooleanField(_("present"), help_text=_("Whether the person was there."))
    key = models.UUIDField(
        _("key of the device"),
        unique=True,
        default=new_identifier,
        help_text=_("Made by the device that recorded it, so that nothing is recorded twice."),
    )
    said_at = models.DateTimeField(_("said at"), help_text=_("When it was recorded on the device; the latest holds."))

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["session", "nomination"], name="participation_attendance_once")]

    def __str__(self) -> str:
        return f"{self.nomination}, {self.session}"
