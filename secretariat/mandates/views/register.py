"""The register of mandates."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy

from secretariat.core.pages import ListPage
from secretariat.core.paging import Slice
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.mandates.columns import REGISTER, row_of
from secretariat.mandates.filters import MandateFilters
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import mandates_listed


class MandatesPage(ListPage):
    """What was asked, of whom, who answers for it and what became of it, in the order in which it was entered."""

    rule = anyone
    title = gettext_lazy("Mandates")
    sub = gettext_lazy("What paragraphs ask, who answers for it, and what became of it.")
    door = "mandates"
    template_name = "mandates/mandates.html"
    columns = REGISTER
    filters = MandateFilters
    order = "paragraph"
    empty_title = gettext_lazy("No mandates yet")
    empty_text = gettext_lazy(
        "A paragraph that asks something stands here once a planning officer registers its mandate on its page."
    )

    def records(self) -> RecordQuerySet[Any]:
        return Mandate.objects.visible_to(self.viewer)

    def ready(self) -> Callable[[list[uuid.UUID]], Sequence[Any]]:
        return partial(mandates_listed, self.viewer)

    def _slice(self, rows: RecordQuerySet[Any]) -> Slice:
        """Return one page of the list, each mandate with its status today."""
        page = super()._slice(rows)
        return replace(page, rows=[row_of(mandate, on=self.today) for mandate in page.rows])
