"""The structure on a day: chart, tree, files."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.dates import written_date
from secretariat.core.languages import current_language
from secretariat.core.pages import Action, BoardPage
from secretariat.core.rendering import RenderingFailed, render_pdf
from secretariat.core.rules import anyone
from secretariat.organization import rules
from secretariat.organization.chart import Drawing, draw, functions_in_words, svg
from secretariat.organization.forms import DayForm
from secretariat.organization.models import Placement
from secretariat.organization.queries import (
    Node,
    Structure,
    recorded_since,
    similar_functions,
    structure_on,
    unassigned_functions,
    until,
)
from secretariat.organization.views.dates import DatedPage

CHART_TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "chart.typ"
DAY_IN_SECONDS = 24 * 60 * 60

logger = logging.getLogger(__name__)


class OnDay(DatedPage):
    """What the pages of the structure share."""

    abstract = True

    @cached_property
    def structure(self) -> Structure | None:
        return structure_on(self.day, self.viewer)

    def chart(self, caption: str = "") -> Drawing:
        """Return the chart of the day; not found before what is recorded."""
        if self.structure is None:
            raise Http404
        label = _("Organization chart on %(day)s") % {"day": written_date(self.day)}
        return draw(self.structure, href=self.unit_url, label=label, caption=caption)

    def unit_url(self, placement: Placement) -> str:
        return f"{placement.unit.get_absolute_url()}{self.dated}"

    def caption(self) -> str:
        """Return what stands over the chart where no page does: the day and the order."""
        order = self.structure.order if self.structure else ""
        return _("Structure on %(day)s · %(order)s") % {"day": written_date(self.day), "order": order}


class StructurePage(OnDay, BoardPage):
    """Who belongs where, who directs whom, and how many functions each has, on any day."""

    rule = anyone
    title = gettext_lazy("Structure")
    door = "structure"
    template_name = "organization/structure.html"

    def actions(self) -> list[Action]:
        links = [Action(_("Orders"), reverse("orders")), Action(_("Functions"), reverse("functions"))]
        links.append(Action(_("Between two days"), reverse("structure-between")))
        if rules.may_draft_order.test(self.viewer):
            links.append(Action(_("Draft an order"), reverse("order-draft"), primary=True))
        return links

    def get_context(self) -> dict[str, Any]:
        structure = self.structure
        shown = self._shown(structure) if structure else self._not_recorded()
        form = DayForm(initial={"date": self.day})
        steps = self.steps(structure.order if structure else None)
        return {**super().get_context(), "day_form": form, "points": steps, **shown}

    def _shown(self, structure: Structure) -> dict[str, Any]:
        return {
            "sub": self._in_force(structure),
            "structure": structure,
            "order": structure.order,
            "drawing": self.chart(),
            "dated": self.dated,
            "roots": [in_words(root, structure) for root in structure.roots],
            "kpis": self._figures(structure),
        }

    def _in_force(self, structure: Structure) -> str:
        order, last = structure.order, until(structure.order)
        said = {"order": order, "day": written_date(self.day), "since": written_date(order.effective_on)}
        if last is None:
            return _("On %(day)s: %(order)s, in force since %(since)s.") % said
        return _("On %(day)s: %(order)s, in force from %(since)s to %(last)s.") % {**said, "last": written_date(last)}

    def _not_recorded(self) -> dict[str, Any]:
        first = recorded_since(self.viewer)
        empty: dict[str, Any] = {"title": _("Not recorded"), "text": _("No order is on record yet.")}
        if first is not None:
            said = {"day": written_date(self.day), "first": written_date(first)}
            empty["text"] = (
                _("The structure on %(day)s is not recorded. The earliest day on record is %(first)s.") % said
            )
            empty["action_url"] = f"{self.request.path}?date={first}"
            empty["action_label"] = _("Show %(first)s") % said
        return {"empty": empty}

    def _figures(self, structure: Structure) -> list[dict[str, Any]]:
        listed = f"{reverse('functions')}?order={structure.order.document.slug}"
        nodes = list(structure.walk())
        units = sum(1 for node in nodes if node.placement.address)
        functions = sum(node.functions for node in nodes)
        nobody = unassigned_functions(structure.order, self.viewer).count()
        shared = len(similar_functions(structure.order))
        return [
            {"value": units, "label": ngettext("unit with an address", "units with an address", units), "url": "#tree"},
            {
                "value": functions,
                "label": ngettext("numbered function", "numbered functions", functions),
                "url": f"{listed}&kind=function",
            },
            {
                "value": nobody,
                "label": ngettext("function nobody carries out", "functions nobody carries out", nobody),
                "url": f"{reverse('functions-unassigned')}?order={structure.order.document.slug}",
                "tone": "wait" if nobody else "",
            },
            {
                "value": shared,
                "label": ngettext("function in two units or more", "functions in two units or more", shared),
                "url": f"{reverse('functions-similar')}?order={structure.order.document.slug}",
            },
        ]


def in_words(node: Node, structure: Structure) -> dict[str, Any]:
    """Return a node of the tree as the list of units shows it."""
    placement = node.placement
    return {
        "placement": placement,
        "url": placement.unit.get_absolute_url(),
        "functions": functions_in_words(node),
        "superior": structure.superior_of(node),
        "children": [in_words(child, structure) for child in node.children],
    }


def _period(structure: Structure) -> str:
    order, last = structure.order, until(structure.order)
    said = {"order": order, "since": written_date(order.effective_on), "last": written_date(last)}
    if last is None:
        return _("%(order)s: structure from %(since)s") % said
    return _("%(order)s: structure from %(since)s to %(last)s") % said


class StructureChart(OnDay):
    """The chart as an SVG file."""

    rule = anyone

    def get(self, request: HttpRequest) -> HttpResponse:
        file = HttpResponse(svg(self.chart(self.caption())), content_type="image/svg+xml; charset=utf-8")
        file["Content-Disposition"] = f'inline; filename="structure-{self.day}.svg"'
        return file


class StructureChartPdf(OnDay):
    """The chart as a PDF file, on a landscape page."""

    rule = anyone

    def get(self, request: HttpRequest) -> HttpResponse:
        drawing = self.chart()
        try:
            content = self._file(drawing)
        except RenderingFailed:
            logger.exception("The organization chart could not be made")
            return self.problem(
                503, _("The file could not be made just now. The chart on the page and as SVG is there.")
            )
        file = HttpResponse(content, content_type="application/pdf")
        slug = self.structure.order.document.slug if self.structure else ""
        file["Content-Disposition"] = f'inline; filename="structure-{slug}.pdf"'
        return file

    def _file(self, drawing: Drawing) -> bytes:
        """Return the file, made once a day for each order and language: it bears the period, not the day asked for."""
        assert self.structure is not None
        key = f"organization.chart.{self.structure.order.pk}.{until(self.structure.order)}.{current_language()}"
        kept: bytes | None = caches["memory"].get(key)
        if kept is None:
            kept = render_pdf(CHART_TEMPLATE, self._data(drawing, self.structure))
            caches["memory"].set(key, kept, timeout=DAY_IN_SECONDS)
        return kept

    def _data(self, drawing: Drawing, structure: Structure) -> dict[str, str]:
        units = (f"{node.placement.name}: {functions_in_words(node)}".removesuffix(": ") for node in structure.walk())
        return {
            "title": _period(structure),
            "sub": str(structure.order.document.title),
            "svg": svg(drawing),
            "alt": "; ".join(units),
            "lang": current_language(),
        }
