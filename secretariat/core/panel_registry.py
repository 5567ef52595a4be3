"""Panels: an app shows what it knows on another app's record page, without either importing the other.

A closed registry: panels are registered when the program starts, and listed by ``panels_for``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.dates import written_moment
from secretariat.core.history import Entry, timeline
from secretariat.core.viewer import Viewer

Contents = Callable[[Viewer, Any], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """A part of a record's page that is fetched when the page is shown.

    ``template`` finds what ``contents`` returns as ``data``; the shared ones lie in ``templates/panels``. One that is
    not for every reader of the record says for whom: to others it does not exist.
    """

    key: str
    title: str | Promise
    template: str
    contents: Contents
    order: int = 50
    shown_to: Callable[[Viewer, Any], bool] | None = None

    def is_for(self, viewer: Viewer, record: models.Model) -> bool:
        """Tell whether a reader of the record is shown this panel."""
        return self.shown_to is None or self.shown_to(viewer, record)


_panels: dict[type[models.Model], dict[str, Panel]] = {}


def add_panel(model: type[models.Model], panel: Panel) -> None:
    """Contribute a panel to the page of a model's records."""
    own = _panels.setdefault(model, {})
    if panel.key in own:
        raise ValueError(f"{model.__name__} has a panel “{panel.key}” already")
    own[panel.key] = panel


def show_records_of(*models_: type[models.Model]) -> None:
    """Give the records of these models a page of panels, with their history as the last panel."""
    for model in models_:
        add_panel(model, Panel("history", _("History"), "panels/timeline.html", _history, order=99))


def panels_for(model: type[models.Model]) -> list[Panel]:
    """Return a model's panels in the order they are shown."""
    return sorted(_panels.get(model, {}).values(), key=lambda panel: panel.order)


def find_panel(label: str, key: str) -> tuple[type[models.Model], Panel] | None:
    """Return the model named ``app.model`` and its panel, or None."""
    for model, own in _panels.items():
        if model._meta.label_lower == label and key in own:
            return model, own[key]
    return None


def shown_models() -> list[type[models.Model]]:
    """Return the models that have a page of panels."""
    return [*_panels]


def panel_url(record: models.Model, panel: Panel) -> str:
    """Return the address of a record's panel."""
    return reverse("panel", args=(record._meta.label_lower, record.pk, panel.key))


def _history(viewer: Viewer, record: models.Model) -> dict[str, Any]:
    return told(viewer, timeline(record, viewer=viewer))


def told(viewer: Viewer, entries: Iterable[Entry]) -> dict[str, Any]:
    """Return entries of a history as the template of histories shows them.

    Names of those who wrote are shown to the secretariat only.
    """
    named = viewer.is_operator or viewer.clearance >= Audience.SECRETARIAT
    return {"entries": [_told(entry, named=named) for entry in entries]}


def _told(entry: Entry, *, named: bool) -> dict[str, Any]:
    return {
        "when": written_moment(entry.at),
        "iso": entry.at.isoformat(),
        "what": _("Entered") if entry.kind == "+" else _("Changed"),
        "who": entry.who if named else _("the secretariat"),
        "why": entry.reason,
        "changes": [(change.field, change.before, change.after) for change in entry.changes],
    }
