"""Any record as it stood at the end of a day, and what differs between two days, read from its history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import How
from secretariat.core.columns import Column, table
from secretariat.core.dates import written_date
from secretariat.core.differences import NOT_SHOWN, FieldDifference, compare_records
from secretariat.core.history import Entry, as_of, timeline
from secretariat.core.in_words import in_words
from secretariat.core.pages.base import Crumb, Page
from secretariat.core.panel_registry import find_panel, told
from secretariat.core.records import Record
from secretariat.core.rules import anyone

COLUMNS = (
    Column("field", gettext_lazy("What"), lambda row: row[0]),
    Column("value", gettext_lazy("On that day"), lambda row: row[1]),
)


class DayForm(forms.Form):
    """The day asked for."""

    on = forms.DateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The record is shown as it stood at the end of this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class BetweenForm(forms.Form):
    """The two days asked for."""

    since = forms.DateField(
        label=gettext_lazy("From the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("To the end of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "since" in given and "until" in given and given["until"] < given["since"]:
            self.add_error("until", _("The last day lies before the first."))
        return given


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the last moment of a day, in universal time."""
    return datetime.datetime.combine(day, datetime.time.max, datetime.UTC)


class PastPage(Page):
    """The past of a record; only of one that the viewer sees today, and of it only what leads to what they see."""

    abstract = True
    rule = anyone
    read_as = How.PAST

    def load(self) -> None:
        found = find_panel(self.kwargs["label"], "history")
        # SECURITY: an account is no record; its fields hold the hash of a password and an address that few may see.
        if found is None or not issubclass(found[0], Record):
            raise Http404
        rows: Any = found[0]._default_manager.all()
        self.subject = get_object_or_404(rows.visible_to(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject), self.subject.get_absolute_url())]

    def not_before(self) -> str:
        """Say since when the record is known, or known to this viewer."""
        first = timeline(self.subject, limit=1000, viewer=self.viewer)[-1].at.date()
        return _("Not recorded before %(day)s.") % {"day": written_date(first)}


class AsOfPage(PastPage):
    """A record as it stood at the end of a day."""

    template_name = "pages/as_of.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DayForm(request.GET if "on" in request.GET else {"on": self.today})
        shown: dict[str, Any] = {
            "title": _("%(record)s, as of a day") % {"record": self.subject},
            "form": form,
        }
        if not form.is_valid():
            return self.answer(status=422, **shown)
        return self.answer(**shown, **self._on(form.cleaned_data["on"]))

    def _on(self, day: datetime.date) -> dict[str, Any]:
        """Return the table of the record on a day, or since when it is recorded."""
        then = as_of(self.subject, end_of(day), viewer=self.viewer)
        if then is None:
            return {"since": self.not_before()}
        return {"day": written_date(day), "table": table(COLUMNS, list(self._rows(then)))}

    def _rows(self, then: models.Model) -> Iterator[tuple[str, str]]:
        for field in then._meta.concrete_fields:
            if field.name not in NOT_SHOWN:
                yield str(field.verbose_name), in_words(then, field, self.viewer) or "–"


class BetweenPage(PastPage):
    """What differs in a record between the ends of two days, and who changed it in between."""

    template_name = "pages/between.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        month_ago = self.today - datetime.timedelta(days=30)
        form = BetweenForm(request.GET if "since" in request.GET else {"since": month_ago, "until": self.today})
        shown: dict[str, Any] = {"title": _("%(record)s, between two days") % {"record": self.subject}, "form": form}
        if not form.is_valid():
            return self.answer(status=422, **shown)
        return self.answer(**shown, **self._between(**form.cleaned_data))

    def _between(self, since: datetime.date, until: datetime.date) -> dict[str, Any]:
        """Return the differences, the entries in between, and what to say where the record was not there yet."""
        before, after = (as_of(self.subject, end_of(day), viewer=self.viewer) for day in (since, until))
        found = compare_records(before, after, self.viewer)
        entries = [each for each in self._entries() if end_of(since) < each.at <= end_of(until)]
        days = {"since": written_date(since), "until": written_date(until)}
        return {
            "summary": self._summary(found, entries, days),
            "not_before": "" if before is not None else self.not_before(),
            "differences": found,
            "history": told(self.viewer, entries),
        }

    def _entries(self) -> list[Entry]:
        return timeline(self.subject, limit=1000, viewer=self.viewer)

    def _summary(self, found: list[FieldDifference], entries: list[Entry], days: dict[str, str]) -> str:
        if not found:
            return _("Nothing differs between %(since)s and %(until)s.") % days
        fields = len({each.name for each in found})
        words = ngettext("%(count)s field differs", "%(count)s fields differ", fields) % {"count": fields}
        times = ngettext("in %(count)s step", "in %(count)s steps", len(entries)) % {"count": len(entries)}
        return _("Between %(since)s and %(until)s: %(fields)s, %(times)s.") % {**days, "fields": words, "times": times}
