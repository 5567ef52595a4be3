"""Trace and coverage: as pages, as JSON and as a picture."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import table
from secretariat.core.pages import Action, BoardPage, ListPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.thread import stations_of
from secretariat.documents.models import Paragraph
from secretariat.mandates.rules import may_propose_links
from secretariat.organization.models import Order
from secretariat.plans.models import Plan
from secretariat.plans.queries import present_plan
from secretariat.trace.board import coverage_matrix, gap_tasks
from secretariat.trace.columns import BY_MODEL, DELIVERED_COLUMNS, LINE_COLUMNS, UNIT_COLUMNS
from secretariat.trace.gaps import BY_SLUG, GAPS
from secretariat.trace.picture import picture
from secretariat.trace.queries import (
    Trace,
    count_all,
    coverage,
    gaps,
    present_order,
    trace_paragraph,
)
from secretariat.trace.schemas import coverage_as_json, trace_as_json


class _OfParagraph(Page):
    """Whatever shows the trace of a paragraph."""

    abstract = True
    rule = anyone
    door = "mandates"
    subject: Paragraph

    def load(self) -> None:
        found = Paragraph.objects.visible_to(self.viewer).select_related("document")
        paragraph = found.filter(document__slug=self.kwargs["slug"], number=self.kwargs["number"]).first()
        if paragraph is None:
            raise Http404
        self.subject = paragraph

    def trace(self) -> Trace:
        return trace_paragraph(self.subject, self.viewer, on=self.today)


class TracePage(_OfParagraph):
    """From a paragraph to the units and plan lines that answer it."""

    template_name = "trace/trace.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        trace = self.trace()
        return self.answer(
            sub=str(self.subject.summary),
            stations=stations_of(self.viewer, self.subject),
            picture_url=reverse("trace-picture", kwargs=self.kwargs),
            units=table(UNIT_COLUMNS, trace.owners, empty=_("No unit answers for it yet.")),
            lines=table(LINE_COLUMNS, trace.answers, empty=_("No plan line answers it yet.")),
            delivered=table(DELIVERED_COLUMNS, trace.deliverables, empty=_("Nothing was delivered towards it yet.")),
        )

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "title": _("What answers %(paragraph)s") % {"paragraph": self.subject}}

    def crumbs(self) -> list[Crumb]:
        document = self.subject.document
        return [
            (gettext_lazy("Mandates"), reverse("mandates")),
            (str(document), document.get_absolute_url()),
            (self.subject.display_number, self.subject.get_absolute_url()),
        ]

    def actions(self) -> list[Action]:
        return [
            Action(gettext_lazy("Picture"), reverse("trace-picture", kwargs=self.kwargs)),
            Action(gettext_lazy("Data"), reverse("trace-json", kwargs=self.kwargs)),
        ]


class TraceData(_OfParagraph):
    """The trace of a paragraph as JSON."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return JsonResponse(trace_as_json(self.trace()))


class TracePicture(_OfParagraph):
    """The trace of a paragraph as a picture to download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(picture(self.trace()), content_type="image/svg+xml")
        # SECURITY: an SVG opened by itself runs nothing and loads nothing.
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return response


class _OfPresent(Page):
    """Whatever counts the order in force and the plan of today."""

    abstract = True
    rule = anyone
    door = "mandates"

    def present(self) -> tuple[Order | None, Plan | None]:
        return present_order(self.viewer, on=self.today), present_plan(self.viewer, on=self.today)


class CoveragePage(_OfPresent, BoardPage):
    """What is asked and what answers it, source by source, and what is missing."""

    title = gettext_lazy("Coverage")
    template_name = "pages/board.html"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), **self.kept(self._board)}

    def _board(self) -> dict[str, Any]:
        order, plan = self.present()
        found = gaps(order, plan, self.viewer)
        may_act = bool(may_propose_links.test(self.viewer))
        return {
            "sub": _("%(order)s and %(plan)s, as adopted")
            % {"order": order or "–", "plan": plan.document if plan else "–"},
            "kpis": self._figures(order, plan),
            "matrix": coverage_matrix(plan, self.viewer, on=self.today),
            "gaps": [
                {
                    "key": gap.slug,
                    "title": gap.title,
                    "why": gap.why,
                    "empty": gap.none,
                    "count": found[gap.key].count(),
                    "tasks": gap_tasks(found[gap.key], may_act=may_act),
                    "all_url": reverse("gap", args=(gap.slug,)),
                }
                for gap in GAPS
            ],
        }

    def _figures(self, order: Order | None, plan: Plan | None) -> list[dict[str, Any]]:
        counts = count_all(order, plan, self.viewer)
        structure, register = reverse("structure"), reverse("mandates")
        shown = plan.get_absolute_url() if plan else reverse("plans")
        labels = (
            ("paragraphs", _("paragraphs quoted"), register),
            ("sources", _("known sources"), reverse("documents")),
            ("units", _("units with an address"), structure),
            ("functions", _("numbered functions"), reverse("functions")),
            ("activities", _("plan lines"), reverse("activities")),
            ("planned", _("planned deliverables"), shown),
        )
        return [{"value": counts[key], "label": label, "url": url} for key, label, url in labels]

    def actions(self) -> list[Action]:
        return [Action(gettext_lazy("Data"), reverse("coverage-json"))]


class CoverageData(_OfPresent):
    """The coverage as JSON."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        order, plan = self.present()
        return JsonResponse(coverage_as_json(coverage(order, plan, self.viewer)))


class GapPage(_OfPresent, ListPage):
    """All rows of one gap."""

    order = "first"

    def load(self) -> None:
        gap = BY_SLUG.get(self.kwargs["gap"])
        if gap is None:
            raise Http404
        self.gap = gap
        self.title, self.sub, self.empty_title = gap.title, gap.why, gap.none
        self.found: RecordQuerySet[Any] = gaps(*self.present(), self.viewer)[gap.key]  # type: ignore[assignment]
        self.columns = BY_MODEL[self.found.model]  # type: ignore[misc]
        self.order = self.columns[0].name  # type: ignore[misc]

    def records(self) -> RecordQuerySet[Any]:
        return self.found

    def crumbs(self) -> list[Crumb]:
        return [(gettext_lazy("Coverage"), reverse("coverage"))]
