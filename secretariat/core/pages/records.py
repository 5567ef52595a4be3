"""Record pages: facts, the thread, and panels that other apps contribute, fetched when shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Cell, Words
from secretariat.core.pages.base import Page
from secretariat.core.panel_registry import Panel, find_panel, panel_url, panels_for
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.thread import stations_of


@dataclass(frozen=True)
class Fact:
    """A fact on a record: what it is called and its values."""

    label: Words
    values: Sequence[Cell]
    why: Words = ""


def fact(label: Words, *values: Cell | str | None, why: Words = "") -> Fact:
    """Return a fact of those values that say something."""
    return Fact(label, [each if isinstance(each, Cell) else Cell(each) for each in values if each], why)


class RecordPage(Page):
    """One record. Subclasses say where it is found (``records``, ``lookup``) and what its facts are."""

    abstract = True
    template_name = "pages/record.html"
    lookup: ClassVar[dict[str, str]] = {"id": "id"}  # field of the record: name in the URL
    sub: Words = ""

    def records(self) -> RecordQuerySet[Any]:
        """Return the rows among which the record is found, through ``visible_to``."""
        raise NotImplementedError

    def ready(self) -> Callable[..., Sequence[Any]] | None:
        """Return what finds the record by the values in its address with a ready statement; None to ask ``records``."""
        return None

    def load(self) -> None:
        names = {field: self.kwargs[name] for field, name in self.lookup.items()}
        ready = self.ready()
        if ready is None:
            self.subject = get_object_or_404(self.records(), **names)
            return
        found = ready(*names.values())
        if not found:
            raise Http404
        self.subject = found[0]

    def facts(self) -> list[Fact]:
        """Return the record's facts; those without a value are not shown."""
        return []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def get_context(self) -> dict[str, Any]:
        record: models.Model = self.subject
        own = panels_for(type(record))
        return {
            **super().get_context(),
            "record": record,
            "record_title": self.title or str(record),
            "sub": self.sub,
            "stations": stations_of(self.viewer, record),
            "facts": [each for each in self.facts() if each.values],
            "panels": [_shown(record, one) for one in own if one.is_for(self.viewer, record)],
        }


def _shown(record: models.Model, panel: Panel) -> dict[str, Any]:
    """Return a panel as the page shows it; the history leads to the record as of a day, and between two days."""
    has_past = panel.key == "history" and isinstance(record, Record)
    past = {"record-as-of": _("as of a day"), "record-between": _("between two days")} if has_past else {}
    key = (record._meta.label_lower, record.pk)
    more = [{"label": label, "url": reverse(route, args=key)} for route, label in past.items()]
    return {"key": panel.key, "title": panel.title, "url": panel_url(record, panel), "more": more}


class PanelPage(Page):
    """One panel of a record, fetched on its own; the record must be visible, and the panel shows only what is too."""

    rule = anyone
    template_name = "pages/panel.html"

    def load(self) -> None:
        found = find_panel(self.kwargs["label"], self.kwargs["key"])
        if found is None:
            raise Http404
        model, self.panel = found
        rows: RecordQuerySet[Any] = model._default_manager.all()  # type: ignore[assignment]
        try:
            self.subject = get_object_or_404(rows.visible_to(self.viewer), pk=self.kwargs["id"])
        except ValidationError as error:
            raise Http404 from error
        if not self.panel.is_for(self.viewer, self.subject):
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = {"data": self.panel.contents(self.viewer, self.subject), "record": self.subject, "panel": self.panel}
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(request, self.panel.template, shown)
        return self.answer(
            title=self.panel.title, crumbs=[(str(self.subject), self.subject.get_absolute_url())], **shown
        )
