"""What a device sends about who was there, read with care: it comes from a phone that was off the line."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from secretariat.participation.services import Mark

MOST = 500  # marks in one batch


class SentMark(BaseModel):
    """One mark as a device sends it."""

    model_config = ConfigDict(extra="forbid")

    key: uuid.UUID
    nomination: uuid.UUID
    present: bool
    at: AwareDatetime


class Batch(BaseModel):
    """What a device sends at once."""

    model_config = ConfigDict(extra="forbid")

    marks: list[SentMark] = Field(max_length=MOST)

    def read(self) -> list[Mark]:
        """Return the marks as the service takes them."""
        return [Mark(each.key, each.nomination, each.present, each.at.astimezone(datetime.UTC)) for each in self.marks]


def read_batch(body: bytes) -> list[Mark]:
    """Return the marks of a request. Errors: pydantic.ValidationError, a ValueError, where it is no such batch."""
    return Batch.model_validate_json(body).read()


def told(marks: list[Mark], results: list[Any]) -> dict[str, Any]:
    """Return the answer to a batch: what became of each mark, by its key."""
    pairs = zip(marks, results, strict=True)
    return {"results": [{"key": str(mark.key), "result": str(result.value)} for mark, result in pairs]}
