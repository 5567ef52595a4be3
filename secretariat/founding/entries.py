"""What the entries of a package are made of: keys, dates as exactly as they are known, words in four languages."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from secretariat.founding.places import PLACE, without_place

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _partial_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD, in quotes")
    parts = [int(part) for part in value.split("-")]
    datetime.date(*[*parts, 1, 1][:3])  # refuses a thirteenth month
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("a time zone is named like America/New_York")
    return value


PartialDate = Annotated[str, AfterValidator(_partial_date)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]


class Strict(BaseModel):
    """An entry; ``at`` is where it stands, as file and line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str = Field(default="", alias=PLACE, exclude=True, repr=False)


Language = Literal["en", "es", "pt", "fr"]


class Words(Strict):
    """The same words in the four languages; ``ours`` names those in which the wording is our own translation."""

    en: Text
    es: Text
    pt: Text
    fr: Text
    ours: tuple[Language, ...] = ()


Reasons = Annotated[dict[Key, Words], BeforeValidator(without_place)]
