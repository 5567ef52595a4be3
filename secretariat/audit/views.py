"""Who looked at restricted records, and what changed since the last visit."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.columns import READINGS, name_records
from secretariat.audit.filters import ChangesForm, ReadingFilter
from secretariat.audit.models import Reading
from secretariat.audit.queries import Place, changed_since, last_visits
from secretariat.audit.rules import may_read_all_readings
from secretariat.audit.services import take_as_seen
from secretariat.core.pages import BoardPage, ListPage, Page
from secretariat.core.paging import Slice
from secretariat.core.panel_registry import told
from secretariat.core.rules import signed_in


class ReadingsPage(ListPage):
    """Who looked at records that not everyone may see; for administrators."""

    rule = may_read_all_readings
    title = gettext_lazy("Who looked")
    sub = gettext_lazy("At records that not everyone may see: at most one line a person, record, way and hour.")
    columns = READINGS
    filters = ReadingFilter
    order = "-when"
    empty_text = gettext_lazy("Nobody has looked at such a record since this is written down.")

    def records(self) -> Any:
        return Reading.objects.visible_to(self.viewer).select_related("person")

    def _slice(self, rows: Any) -> Slice:
        page = super()._slice(rows)
        name_records(page.rows, self.viewer)
        return page


class ChangesPage(BoardPage):
    """What changed since one was last there, or since a day, of all that one may see."""

    rule = signed_in
    title = gettext_lazy("What changed")
    template_name = "audit/changes.html"

    def get_context(self) -> dict[str, Any]:
        form = ChangesForm(self.request.GET)
        shown = self._changes(form.cleaned_data) if form.is_valid() else {}
        return {**super().get_context(), "form": form, **shown}

    def _changes(self, asked: dict[str, Any]) -> dict[str, Any]:
        since = last_visits(self.viewer, now=timezone.now())
        day: datetime.date | None = asked["since"]
        if day is not None:
            since = dict.fromkeys(since, datetime.datetime.combine(day, datetime.time.min, datetime.UTC))
        found = changed_since(self.viewer, since, kind=asked["kind"], place=self._place())
        entries = told(self.viewer, [row.entry for row in found.rows])["entries"]
        return {
            "sub": _("Since the day you chose.") if day else _("Since you were last in each register."),
            "entries": [_named(row.record, entry) for row, entry in zip(found.rows, entries, strict=True)],
            "older_url": self._older(found.next) if found.next else "",
            "may_take_as_seen": bool(found.rows) and day is None,
        }

    def _place(self) -> Place | None:
        given = self.request.GET.get("place", "")
        try:
            return Place.read(given) if given else None
        except ValueError as error:
            raise BadRequest(_("This place in the list does not exist. Begin at its first page.")) from error

    def _older(self, place: str) -> str:
        kept = {name: self.request.GET[name] for name in ("since", "kind") if self.request.GET.get(name)}
        return f"?{urlencode({**kept, 'place': place})}"


def _named(record: Any, entry: dict[str, Any]) -> dict[str, Any]:
    address = record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
    return {**entry, "what": f"{record._meta.verbose_name}: {record} – {entry['what']}", "href": address}


class TakeAsSeenPage(Page):
    """Take everything as seen; answers a button alone."""

    rule = signed_in

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        take_as_seen(by=self.viewer, at=timezone.now())
        messages.success(request, _("Taken as seen. What changes from now on is new to you."))
        return HttpResponseRedirect(reverse("changes"))
