"""Fields of forms for days and for dates known less exactly."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from secretariat.core.choices import Precision
from secretariat.core.dates import partial_date


class DayInput(forms.DateInput):
    """A day, chosen by the browser's own calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PartialDateField(forms.CharField):
    """A date as exactly as it is known: a year, a month of a year, or a day."""

    def clean(self, value: Any) -> tuple[datetime.date | None, Precision]:
        typed = super().clean(value)
        try:
            return partial_date(typed)
        except ValueError as error:
            raise ValidationError(_("Write a year, a month or a day: 2011, 2011-06 or 2011-06-07.")) from error
