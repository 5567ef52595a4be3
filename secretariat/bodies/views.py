"""Bodies and their sessions."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.bodies.columns import BODIES, FORMER_NAMES, SESSIONS, SESSIONS_OF_BODY
from secretariat.bodies.filters import BodyFilter, SessionFilter
from secretariat.bodies.models import Body, Session, SessionQuerySet
from secretariat.bodies.queries import Place, tree_of_bodies
from secretariat.core.columns import Cell, Head, Table, TreeRow, rows_of, table
from secretariat.core.dates import known_date, written_date
from secretariat.core.languages import alphabetical, wordings
from secretariat.core.pages import Action, BoardPage, Fact, ListPage, RecordPage, fact
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.rules import anyone
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party, PartyName, PartyQuerySet

Crumb = tuple[str | Promise, str]


def bodies_crumb() -> Crumb:
    return _("Bodies"), reverse("bodies")


class BodiesPage(BoardPage):
    """The bodies as a tree: each under the one it belongs to."""

    rule = anyone
    title = gettext_lazy("Bodies")
    door = "sessions"
    template_name = "bodies/bodies.html"

    def actions(self) -> list[Action]:
        return [Action(_("All sessions"), reverse("sessions"))]

    def get_context(self) -> dict[str, Any]:
        filters = BodyFilter(self.request.GET, queryset=Body.objects.visible_to(self.viewer), request=self.request)
        is_filtered = any(self.request.GET.get(name) for name in filters.form.fields)
        only = filters.qs if is_filtered and filters.is_valid() else None
        return {
            **super().get_context(),
            "filter_form": filters.form,
            "is_filtered": is_filtered,
            "columns": [Head(column.label, column.numeric) for column in BODIES],
            "rows": _rows(tree_of_bodies(self.viewer, only)),
        }


def _rows(places: list[Place]) -> list[TreeRow]:
    cells = zip(places, rows_of(BODIES, places), strict=True)
    return [TreeRow(place.level, row) for place, row in cells]


class BodyPage(RecordPage):
    """One body: where it belongs, what belongs to it, and when and where it met."""

    rule = anyone
    door = "sessions"
    template_name = "bodies/body.html"
    lookup = {"slug": "slug"}
    subject: Party

    def records(self) -> PartyQuerySet:
        bodies = Party.objects.visible_to(self.viewer).filter(kind=PartyKind.BODY, body__isnull=False)
        return bodies.select_related("body__parent")

    def crumbs(self) -> list[Crumb]:
        return [bodies_crumb()]

    def facts(self) -> list[Fact]:
        party, body = self.subject, self.subject.body
        spellings = [each for each in party.variants if each != party.acronym]
        above = Cell(str(body.parent), href=body.parent.get_absolute_url()) if body.parent else None
        return [
            fact(_("Acronym"), party.acronym),
            fact(_("Kind"), body.get_kind_display()),
            fact(_("Belongs to"), above),
            fact(_("To it belong"), *self._below()),
            fact(_("Also written"), *spellings),
        ]

    def _below(self) -> list[Cell]:
        rows = Body.objects.visible_to(self.viewer).filter(parent=self.subject).select_related("party")
        return [Cell(str(row), href=row.get_absolute_url()) for row in rows.order_by(alphabetical("party__name"))]

    def get_context(self) -> dict[str, Any]:
        body = self.subject.body
        shown = [one for one in panels_for(Body) if one.is_for(self.viewer, body)]
        own = [{"key": one.key, "title": one.title, "url": panel_url(body, one)} for one in shown]
        context = super().get_context()
        return {
            **context,
            "why": str(self.subject.note),
            "names": [{"short": each} for each in wordings(self.subject.name)],
            "former_names": self._former_names(),
            "sessions": self._sessions(),
            "panels": [*own, *context["panels"]],
        }

    def _former_names(self) -> Table | None:
        rows = list(PartyName.objects.visible_to(self.viewer).filter(party=self.subject).in_time())
        return table(FORMER_NAMES, rows) if rows else None

    def _sessions(self) -> Table:
        rows = Session.objects.visible_to(self.viewer).filter(body=self.subject.body).select_related("body__party")
        return table(
            SESSIONS_OF_BODY,
            list(rows.order_by(F("opened_on").desc(nulls_last=True), "-number")),
            empty=_("No session is recorded yet."),
        )


class SessionsPage(ListPage):
    """The sessions of all bodies, newest first."""

    rule = anyone
    title = gettext_lazy("Sessions")
    door = "sessions"
    columns = SESSIONS
    filters = SessionFilter
    order = "-opened"

    def crumbs(self) -> list[Crumb]:
        return [bodies_crumb()]

    def records(self) -> SessionQuerySet:
        unknown = Value(datetime.date.min, output_field=DateField())
        rows = Session.objects.visible_to(self.viewer).select_related("body__party")
        return rows.annotate(opened_key=Coalesce("opened_on", unknown))


class SessionPage(RecordPage):
    """One session: when and where, and what was issued there."""

    rule = anyone
    door = "sessions"
    subject: Session

    def load(self) -> None:
        rows = Session.objects.visible_to(self.viewer).select_related("body__party")
        self.subject = get_object_or_404(
            rows, body__party__slug=self.kwargs["slug"], kind=self.kwargs["kind"], number=self.kwargs["number"]
        )

    def crumbs(self) -> list[Crumb]:
        return [bodies_crumb(), (str(self.subject.body), self.subject.body.get_absolute_url())]

    def facts(self) -> list[Fact]:
        session = self.subject
        body = session.body
        return [
            fact(_("Body"), Cell(str(body), href=body.get_absolute_url())),
            fact(_("Opened"), known_date(session.opened_on, session.opened_precision)),
            fact(_("Closed"), written_date(session.closed_on)),
            fact(_("Place"), str(session.place)),
        ]
