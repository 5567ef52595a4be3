"""The sheet of who is there, for a phone at the door: it works without a script, and with a bad connection."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.identifiers import new_identifier
from secretariat.core.pages import Action, BoardPage, FormPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.viewer import Viewer
from secretariat.participation import rules, services
from secretariat.participation.choices import Kept, NominationState
from secretariat.participation.forms import ChangeSessionForm
from secretariat.participation.models import Attendance, EventSession, Nomination
from secretariat.participation.schemas import read_batch, told
from secretariat.participation.services import Mark
from secretariat.participation.views.events import crumbs_of

HERE, AWAY = "here", "away"


def sheet_of(session: EventSession) -> str:
    return reverse("attendance", args=(session.pk,))


def _sessions(viewer: Viewer) -> Any:
    return EventSession.objects.visible_to(viewer).select_related("deliverable__owner__party")


class OfSession(Page):
    """A page about one session of an event."""

    abstract = True
    rule = rules.may_record_attendance
    door = "work"
    subject: EventSession

    def load(self) -> None:
        self.subject = get_object_or_404(_sessions(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return crumbs_of(self.subject.deliverable)


class AttendancePage(OfSession, BoardPage):
    """Who is there: two large buttons for each participant."""

    template_name = "participation/attendance.html"
    title = gettext_lazy("Attendance")

    def get_context(self) -> dict[str, Any]:
        rows = self._rows()
        return {
            **super().get_context(),
            "title": _("Attendance: %(session)s") % {"session": self.subject},
            "sub": str(self.subject.deliverable),
            "rows": rows,
            "here": sum(1 for row in rows if row["state"] == HERE),
            "sync_url": reverse("attendance-sync", args=(self.subject.pk,)),
            "others": self._others(),
        }

    def actions(self) -> list[Action]:
        return [Action(_("Change the session"), reverse("attendance-change", args=(self.subject.pk,)))]

    def _rows(self) -> list[dict[str, Any]]:
        """Return the people accepted for the event, by family name, each with what is recorded."""
        known = dict(Attendance.objects.filter(session=self.subject).values_list("nomination", "is_present"))
        return [
            {
                "id": each.pk,
                "name": f"{each.participant.family_names}, {each.participant.given_names}",
                "party": str(each.party),
                "institution": each.participant.institution,
                "state": {True: HERE, False: AWAY}.get(known.get(each.pk), ""),  # type: ignore[arg-type]
                "key": new_identifier(),
            }
            for each in self._accepted()
        ]

    def _accepted(self) -> Any:
        rows = Nomination.objects.visible_to(self.viewer).filter(deliverable=self.subject.deliverable)
        accepted = rows.filter(state=NominationState.ACCEPTED).select_related("participant", "party")
        return accepted.order_by("participant__family_names", "participant__given_names", "pk")

    def _others(self) -> list[dict[str, Any]]:
        rows = EventSession.objects.filter(deliverable=self.subject.deliverable).order_by("day", "pk")
        return [{"label": str(each), "url": sheet_of(each), "current": each.pk == self.subject.pk} for each in rows]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the whole sheet as a plain form: what is marked is recorded, what is not stays."""
        now = timezone.now()
        marks = [
            mark for mark in (self._typed(name, value, now) for name, value in request.POST.dict().items()) if mark
        ]
        results = services.record_attendance(self.subject, marks, by=self.viewer, at=now)
        messages.success(request, _("%(count)s recorded.") % {"count": results.count(Kept.KEPT)})
        return HttpResponseRedirect(sheet_of(self.subject))

    def _typed(self, name: str, value: object, now: Any) -> Mark | None:
        """Return the mark that a field of the form is; None for other fields and for what is so already."""
        kind, _dash, identifier = name.partition("-")
        if kind != "mark" or value not in {HERE, AWAY}:
            return None
        try:
            nomination = uuid.UUID(identifier)
            key = uuid.UUID(self.request.POST.get(f"key-{identifier}", ""))
        except ValueError:
            return None
        said = Attendance.objects.filter(session=self.subject, nomination=nomination, is_present=value == HERE)
        return None if said.exists() else Mark(key, nomination, value == HERE, now)


class AttendanceSyncPage(OfSession):
    """What a device recorded, taken as a batch; the answer says what became of each mark."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            marks = read_batch(request.body)
        except ValueError:
            return JsonResponse({"detail": _("This is no list of marks.")}, status=400)
        results = services.record_attendance(self.subject, marks, by=self.viewer, at=timezone.now())
        return JsonResponse(told(marks, results))


class SessionChangePage(OfSession, FormPage):
    """Change when a session is held, or what it is about."""

    title = gettext_lazy("Change the session")
    form_class = ChangeSessionForm
    submit_label: Words = gettext_lazy("Save")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in ("day", "part", "title")}

    def crumbs(self) -> list[Crumb]:
        return [*crumbs_of(self.subject.deliverable), (str(self.subject), sheet_of(self.subject))]

    def perform(self, form: Any) -> None:
        services.change_session(self.subject, **form.cleaned_data, by=self.viewer)
