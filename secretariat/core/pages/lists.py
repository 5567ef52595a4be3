"""List pages: filters, sorting by declared columns, pages by keyset."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _

from secretariat.core.columns import Column, Head, Words, rows_of
from secretariat.core.freshness import Kept
from secretariat.core.languages import current_language
from secretariat.core.pages.base import Page
from secretariat.core.paging import BadCursor, Slice, keyset_slice
from secretariat.core.records import RecordQuerySet
from secretariat.core.resources import Resource, resource_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer

_unset: Kept[str] = Kept(size=1000)


class ListPage(Page):
    """Records in a table. Subclasses give ``columns``, ``records`` and, if wanted, ``filters``.

    ``order`` names the column sorted by at first, with "-" for descending.
    """

    abstract = True
    template_name = "pages/list.html"
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[type[django_filters.FilterSet] | None] = None
    order: ClassVar[str]
    page_size: ClassVar[int] = 50
    sub: Words = ""
    empty_title: Words = ""
    empty_text: Words = ""

    def records(self) -> RecordQuerySet[Any]:
        """Return the rows of this list, through ``visible_to``, with the relations that the columns read.

        Where the list is ``ready``, those relations are read there.
        """
        raise NotImplementedError

    def ready(self) -> Callable[[list[uuid.UUID]], Sequence[Any]] | None:
        """Return the question that reads rows by their keys (see ``prepared``), for a list that is long and often read.

        Then ``records`` only says which rows there are, and in which order; what a row shows is asked for one page.
        """
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def get_context(self) -> dict[str, Any]:
        rows = self._filtered()
        page = self._slice(rows)
        return {
            **super().get_context(),
            "sub": self.sub,
            "columns": [self._head(column) for column in self.columns],
            "rows": rows_of(self.columns, page.rows),
            "pager": self._pager(page),
            "filter_form": SimpleLazyObject(lambda: self._filters.form) if self.filters else None,
            "filters_unset": self._filters_unset() if self.filters and not self._is_filtered else "",
            "is_filtered": self._is_filtered,
            "empty": {"title": self.empty_title or _("Nothing here yet"), "text": self.empty_text},
            "exports": self._exports(rows.model) if page.rows else [],
        }

    @classmethod
    def as_asked(cls, viewer: Viewer, address: str, query: str, names: Mapping[str, Any]) -> Self:
        """Return the page as this viewer would open it at an address, loaded, with nobody waiting for its answer.

        Errors: Http404 where what it is about is hidden.
        """
        request = HttpRequest()
        request.method, request.path, request.GET = "GET", address, QueryDict(query)
        request.user = viewer.person or AnonymousUser()  # type: ignore[assignment]
        request.viewer = viewer  # type: ignore[attr-defined]
        page = cls()
        page.setup(request, **names)
        page.load()
        return page

    @property
    def resource(self) -> Resource | None:
        """What the list can be downloaded as: the resource of its records, where they have one."""
        return resource_of(self.records().model)

    def rows_asked(self) -> models.QuerySet[Any]:
        """Return all rows of the list with the filters and in the order asked for."""
        rows = self._filtered()
        column, descending = self._sorted_by()
        sign = "-" if descending else ""
        key = F(column.order) if isinstance(column.order, str) else column.order()
        return rows.annotate(order_key=key).order_by(f"{sign}order_key", f"{sign}id")

    def words_asked(self) -> list[tuple[str, str]]:
        """Return the filters and the order asked for, each with its label, as the reader would say them."""
        form = self._filters.form if self.filters and self._filters.is_valid() else None
        words = [(str(field.label), _said(form, name)) for name, field in (form.fields.items() if form else ())]
        column, descending = self._sorted_by()
        order = _("%(column)s, descending") % {"column": column.label} if descending else str(column.label)
        return [*((label, said) for label, said in words if said), (_("Order"), order)]

    def _exports(self, model: type[models.Model]) -> list[dict[str, Any]]:
        """Return the ways to download the list as it is shown, and to bring a file; none without a resource."""
        resource = resource_of(model)
        if resource is None:
            return []
        ways = ((_("Download as XLSX"), "xlsx"), (_("as CSV"), "csv"), (_("More ways"), ""))
        asked = self._url(place="")
        downloads = [
            {"label": label, "url": f"{reverse('download')}?{urlencode({'of': asked, 'format': format_})}"}
            for label, format_ in ways
        ]
        if not in_secretariat.test(self.viewer) or not (resource.create or resource.change):
            return downloads
        return [*downloads, {"label": _("Bring a file"), "url": f"{reverse('import-new')}?register={resource.name}"}]

    @cached_property
    def _is_filtered(self) -> bool:
        return self.filters is not None and any(self.request.GET.get(name) for name in self.filters.base_filters)

    @cached_property
    def _filters(self) -> django_filters.FilterSet:
        assert self.filters is not None
        return self.filters(self.request.GET, queryset=self.records(), request=self.request)

    def _filtered(self) -> RecordQuerySet[Any]:
        if not self._is_filtered:
            return self.records()
        rows: RecordQuerySet[Any] = self._filters.qs if self._filters.is_valid() else self.records().none()
        return rows

    def _filters_unset(self) -> str:
        """Return the filters before anybody asked for something: what they offer is told by many statements."""
        person = self.viewer.person.pk if self.viewer.person else None
        key = (type(self), self._url(place=""), current_language(), self.today, person, self.viewer.scope)
        return _unset.get(key, self._render_filters)

    def _render_filters(self) -> str:
        shown = {"filter_form": self._filters.form, "is_filtered": False, "request": self.request}
        return render_to_string("parts/filters.html", shown)

    def _slice(self, rows: RecordQuerySet[Any]) -> Slice:
        column, descending = self._sorted_by()
        order = column.order if isinstance(column.order, str) else column.order()
        place, ready = self.request.GET.get("place", ""), self.ready()
        only = ("pk",) if ready else ()
        try:
            page = keyset_slice(rows, order, descending=descending, cursor=place, size=self.page_size, columns=only)
        except BadCursor as error:
            raise BadRequest(_("This place in the list does not exist. Begin at its first page.")) from error
        if ready is None:
            return page
        keys = [key for key, *_order in page.rows]
        found = {row.pk: row for row in ready(keys)}
        return replace(page, rows=[found[key] for key in keys if key in found])

    def _sorted_by(self) -> tuple[Column, bool]:
        """Return the column to sort by: the one asked for if it is one of ours, else the list's own."""
        sortable = {column.name: column for column in self.columns if column.order}
        asked = self.request.GET.get("sort", "")
        name = asked if asked.removeprefix("-") in sortable else self.order
        return sortable[name.removeprefix("-")], name.startswith("-")

    def _head(self, column: Column) -> Head:
        if not column.order:
            return Head(column.label, column.numeric)
        current, descending = self._sorted_by()
        is_current = current.name == column.name
        wanted = f"-{column.name}" if is_current and not descending else column.name
        state = ("descending" if descending else "ascending") if is_current else ""
        return Head(column.label, column.numeric, sort_url=self._url(sort=wanted, place=""), sorted=state)

    def _pager(self, page: Slice) -> dict[str, Any]:
        return {
            "next_url": self._url(place=page.next) if page.next else "",
            "previous_url": self._url(place=page.previous) if page.previous else "",
            "first_url": self._url(place="") if self.request.GET.get("place") else "",
            "shown": len(page.rows),
        }

    def _url(self, **changes: str) -> str:
        query = self.request.GET.copy()
        query.pop("language", None)
        for name, value in changes.items():
            query[name] = value
            if not value:
                del query[name]
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path


def _said(form: Any, name: str) -> str:
    """Return what a filter is set to, in words; empty where it is not."""
    value = getattr(form, "cleaned_data", {}).get(name)
    if value in (None, "", False) or (hasattr(value, "__len__") and not len(value)):
        return ""
    if value is True:
        return _("yes")
    chosen = dict(getattr(form.fields[name], "choices", ())) if isinstance(value, str) else {}
    return str(chosen.get(value, value))
