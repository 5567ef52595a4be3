"""What a field of a record holds, in words: as the reader may know it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date, written_moment
from secretariat.core.viewer import Viewer


def in_words(record: models.Model, field: Any, viewer: Viewer | None = None) -> str:
    """Return a value in the reader's language; "" where there is none.

    A record that ``viewer`` may not see is not named; without a viewer, as the program writes for itself, all are.
    """
    if isinstance(field, models.ForeignKey):
        return _name_of(field.related_model, getattr(record, field.attname), viewer)
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")() or "")
    return _plainly(getattr(record, field.name))


def _name_of(model: Any, key: Any, viewer: Viewer | None) -> str:
    if key is None:
        return ""
    rows = model._default_manager.all()
    found = (rows if viewer is None else rows.visible_to(viewer)).filter(pk=key).first()
    return "" if found is None else str(found)


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return written_moment(value)
    if isinstance(value, datetime.date):
        return written_date(value)
    return "" if value in (None, "", [], {}) else str(value)
