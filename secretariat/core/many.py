"""Make many records at once: their fields are checked here, what they must not share or break by the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from secretariat.core.history import keep_all
from secretariat.core.viewer import Viewer

AnyModel = TypeVar("AnyModel", bound=models.Model)
MOST_SAID = 20  # objections in words; ``rows`` has them all


class WrongRows(ValidationError):
    """What is wrong with some of many rows; nothing was kept. ``rows``: objections by the number of the row, from 0."""

    def __init__(self, rows: Mapping[int, ValidationError]) -> None:
        self.rows = dict(sorted(rows.items()))
        said = [
            _("Row %(number)s: %(objections)s") % {"number": number + 1, "objections": " ".join(_named(error))}
            for number, error in [*self.rows.items()][:MOST_SAID]
        ]
        super().__init__(said)


def _named(error: ValidationError) -> Iterable[str]:
    """Yield the objections, each after the field it is about."""
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        yield " ".join(messages) if name == NON_FIELD_ERRORS else f"{name}: {' '.join(messages)}"


def keep_many(records: Sequence[AnyModel], *, by: Viewer, reason: str) -> Sequence[AnyModel]:
    """Check and keep many new records of one model with their history, all or none.

    One by one every record asks the database whether it is alone of its kind; many together are written at once, and
    only if the database refuses are they asked one by one, to say which.

    Errors: WrongRows.
    """
    if not records:
        return records
    _refuse({number: error for number, each in enumerate(records) if (error := _faults(each))})
    try:
        with transaction.atomic():
            return keep_all(records, by=by, reason=reason)
    except IntegrityError:
        wrong = {number: error for number, each in enumerate(records) if (error := _conflicts(each))}
        _refuse({**_twice(records), **wrong})
        raise


def checked_rows(found: Mapping[int, Exception]) -> None:
    """Refuse rows with what services said of each. Errors: WrongRows where there is any."""
    _refuse(
        {
            number: error if isinstance(error, ValidationError) else ValidationError(str(error))
            for number, error in found.items()
        }
    )


def _refuse(wrong: Mapping[int, ValidationError]) -> None:
    if wrong:
        raise WrongRows(wrong)


def _faults(record: models.Model) -> ValidationError | None:
    """Return what is wrong with the fields alone; whether the records referred to are there, the database says."""
    keys = [each.name for each in record._meta.concrete_fields if each.is_relation]
    try:
        record.clean_fields(exclude=keys)
    except ValidationError as error:
        return error
    missing = [
        each.name
        for each in record._meta.concrete_fields
        if each.is_relation and not each.null and getattr(record, each.attname) is None
    ]
    return ValidationError({name: _("This field is required.") for name in missing}) if missing else None


def _conflicts(record: models.Model) -> ValidationError | None:
    try:
        record.full_clean()
    except ValidationError as error:
        return error
    return None


def _twice(records: Sequence[models.Model]) -> dict[int, ValidationError]:
    """Return the rows that say again what an earlier row says."""
    wrong: dict[int, ValidationError] = {}
    for names in _alone(type(records[0])):
        keys = [tuple(getattr(each, name) for name in names) for each in records]
        counted: Counter[Any] = Counter()
        for number, key in enumerate(keys):
            counted[key] += 1
            if counted[key] > 1 and None not in key and "" not in key:
                wrong[number] = ValidationError(_("An earlier row says the same already."))
    return wrong


def _alone(model: type[models.Model]) -> list[list[str]]:
    """Return the columns whose values no two records of a model share."""
    single = [[each.attname] for each in model._meta.concrete_fields if each.unique and not each.primary_key]
    together = [
        [model._meta.get_field(name).attname for name in each.fields]  # type: ignore[union-attr]
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint) and each.fields and each.condition is None
    ]
    return single + together
