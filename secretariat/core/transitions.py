"""Changes of state as data: from where, to where, by whom; asked by one service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rules.predicates import Predicate

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer

AnyModel = TypeVar("AnyModel", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """A verb that takes a record from one of ``sources`` to ``target``, and who may do it."""

    verb: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    rule: Predicate


class Transitions:
    """The table of a record's changes of state; ``field`` holds the state."""

    def __init__(self, *rows: Transition, field: str = "state") -> None:
        self.rows = {row.verb: row for row in rows}
        self.field = field

    def open_to(self, viewer: Viewer, record: models.Model) -> list[Transition]:
        """Return the changes that this viewer could make to the record now."""
        state = getattr(record, self.field)
        return [row for row in self.rows.values() if state in row.sources and row.rule.test(viewer, record)]

    def check(self, record: models.Model, verb: str, *, by: Viewer) -> Transition:
        """Return the transition named ``verb``.

        Errors: NotPermitted where the viewer may not; Refused where the record is not in a state to.
        """
        row = self.rows[verb]
        if not row.rule.test(by, record):
            raise NotPermitted(_("You may not do this: %(verb)s.") % {"verb": row.label})
        state = getattr(record, self.field)
        if state not in row.sources:
            raise Refused(
                _("“%(record)s” is %(state)s, so this cannot be done: %(verb)s.")
                % {"record": record, "state": _display(record, self.field), "verb": row.label}
            )
        return row


def _display(record: models.Model, field: str) -> str:
    return str(getattr(record, f"get_{field}_display")())


def change_state(
    record: AnyModel, table: Transitions, verb: str, *, by: Viewer, reason: str, **values: object
) -> AnyModel:
    """Take a record to another state, with the fields that change along with it.

    Errors: NotPermitted, Refused (see ``Transitions.check``), ValidationError.
    """
    with transaction.atomic():
        row = table.check(record, verb, by=by)
        setattr(record, table.field, row.target)
        for name, value in values.items():
            setattr(record, name, value)
        return keep(record, by=by, reason=reason)
