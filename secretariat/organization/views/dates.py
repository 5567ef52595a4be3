"""The day that a page of the structure is asked for, and the orders as points in time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date
from secretariat.core.pages import Page
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Order


@dataclass(frozen=True)
class Point:
    """An order as a step in time that a reader can choose."""

    when: str
    label: str
    url: str
    current: bool = False
    draft: bool = False


class DatedPage(Page):
    """A page that shows what held on a day: ``?date=2016-07-19``, or today."""

    abstract = True

    @cached_property
    def day(self) -> datetime.date:
        """The day asked for. Errors: ValueError where it is none."""
        asked = self.request.GET.get("date", "")
        return datetime.date.fromisoformat(asked) if asked else self.today

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.day  # noqa: B018 - read here, so that the page need not ask whether it can be read
        except ValueError:
            words = _("“%(text)s” is not a day. Write it as 2016-07-19.")
            return self.problem(400, words % {"text": request.GET.get("date", "")[:40]})
        return super().dispatch(request, *args, **kwargs)

    @property
    def dated(self) -> str:
        """What keeps the day in links: the query a reader came with, or nothing."""
        return f"?date={self.day}" if self.request.GET.get("date") else ""

    def steps(self, current: Order | None) -> list[Point]:
        """Return the orders the reader may see as steps of this page, the oldest first."""
        return [self._step(each, current) for each in issued(self.viewer)]

    def _step(self, order: Order, current: Order | None) -> Point:
        return Point(
            when=written_date(order.effective_on),
            label=str(order),
            url=f"{self.request.path}?date={order.effective_on}",
            current=order == current,
        )


def issued(viewer: Viewer) -> QuerySet[Order]:
    """Return the issued orders that a viewer may see, the oldest first."""
    return Order.objects.visible_to(viewer).issued().select_related("document").order_by("effective_on")
