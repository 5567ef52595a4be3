"""Which state of a plan is meant."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import models

from secretariat.plans.choices import AmendmentState

LATEST = 32767  # the highest number an amendment can have


@dataclass(frozen=True)
class Version:
    """A state of a plan: as adopted, after amendment ``through``, today, or today with one draft applied to it."""

    key: str
    through: int = LATEST
    draft: uuid.UUID | None = None

    def applied(self, prefix: str = "") -> models.Q:
        """Return the condition under which an amendment counts; ``prefix`` leads to the amendment."""
        counted = models.Q(**{f"{prefix}state": AmendmentState.ADOPTED, f"{prefix}number__lte": self.through})
        return counted | models.Q(**{f"{prefix}id": self.draft}) if self.draft else counted


ADOPTED = Version("adopted", through=0)
TODAY = Version("today")
