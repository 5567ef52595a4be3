"""Remove what was invented: every marked row with its history, but the people of the cast and their roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.core.errors import Refused
from secretariat.core.files import remove_files
from secretariat.core.history import remove_invented
from secretariat.core.ledgers import drop
from secretariat.core.records import Record
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import count_held
from secretariat.documents.models import DocumentFile
from secretariat.evaluation.models import EventEvaluation
from secretariat.parties.models import Role
from secretariat.questionnaires.models import Answer, AnswerSet

CAST = (Person, Role)


@transaction.atomic
def remove_half_year(*, by: Viewer, on: datetime.date) -> dict[str, int]:
    """Remove all that is marked as invented, but the cast; return how many rows of each kind of record.

    What was real is closed or withdrawn, never removed; what never took place goes, with all that was said of it. The
    mandates are told how many deliverables are left.

    Errors: Refused outside a demonstration, and where a row that is not invented leads to one that is, naming it;
    nothing is removed then.
    """
    if not settings.DEMONSTRATION:
        raise Refused(_("The invented half-year exists in demonstrations only."))
    _refuse_ties()
    for model, name, to in _beside():
        rows = model._base_manager.filter(**{f"{name}__in": to._base_manager.filter(is_demonstration=True)})
        drop(rows)
    _remove_forms()
    _leave_files()
    lines = set(
        Deliverable.objects.filter(is_demonstration=True, activity__isnull=False).values_list("activity", flat=True)
    )
    removed = {model._meta.label_lower: remove_invented(model) for model in _records()}
    connection.check_constraints()
    count_held(lines, by=by, on=on, reason=_("The invented half-year was removed"))
    return {name: count for name, count in removed.items() if count}


def _records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record) and not issubclass(model, CAST)]


def _remove_forms() -> None:
    """Drop the filled forms of invented evaluations: they know by an identifier alone what they belong to."""
    asked = EventEvaluation.objects.filter(is_demonstration=True).values("pk")
    forms = AnswerSet.objects.filter(source__in=asked)
    drop(Answer.objects.filter(answer_set__in=forms))
    drop(forms)


def _leave_files() -> None:
    """Delete the files of invented documents once their removal is kept."""
    files = DocumentFile.objects.filter(is_demonstration=True)
    keys = [key for pair in files.values_list("key", "text_key") for key in pair]
    transaction.on_commit(partial(remove_files, *keys))


def _keys(model: type[models.Model]) -> Iterator[tuple[str, type[Record]]]:
    """Name the foreign keys of a model that lead to a record which may be removed, and that record."""
    for field in model._meta.concrete_fields:
        to = field.related_model
        if isinstance(to, type) and issubclass(to, Record) and not issubclass(to, CAST):
            yield field.name, to


def _beside() -> Iterator[tuple[type[models.Model], str, type[Record]]]:
    """Name the keys of what is no record, such as links by mail and files' texts: it goes with what it belongs to."""
    histories = {model.history.model for model in _records()}
    for model in apps.get_models():
        if model not in histories and not issubclass(model, Record):
            yield from ((model, name, to) for name, to in _keys(model))


def _refuse_ties() -> None:
    """Errors: Refused with the first row that is not invented and leads to one that is."""
    for model in _records():
        for name, _to in _keys(model):
            tied = model._base_manager.filter(is_demonstration=False, **{f"{name}__is_demonstration": True}).first()
            if tied is not None:
                said = {"kind": model._meta.verbose_name, "row": tied, "invented": getattr(tied, name)}
                raise Refused(_("%(kind)s “%(row)s” is not invented and leads to “%(invented)s”, which is.") % said)
