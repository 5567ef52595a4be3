"""Functions: the list, the two boards, and the forms of a draft."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Words
from secretariat.core.pages import Action, BoardPage, ConfirmPage, FormPage, ListPage
from secretariat.core.pages.base import Page
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.organization import rules, services
from secretariat.organization.columns import FUNCTIONS, unit_cell
from secretariat.organization.filters import FunctionFilters
from secretariat.organization.forms import CounterpartForm, FunctionForm
from secretariat.organization.models import Counterpart, Function, FunctionQuerySet, Order
from secretariat.organization.queries import next_address, similar_functions, unassigned_functions
from secretariat.organization.services import FunctionFacts
from secretariat.organization.views.orders import CRUMB
from secretariat.organization.views.placements import InDraft, unit_anchor
from secretariat.organization.wording import counterpart_words

# What a list reads of each function; the rest of the related records stays in the database.
READ = (
    "paragraph__number",
    "paragraph__summary",
    "paragraph__document__slug",
    "unit__party__slug",
)


class OfOrder(Page):
    """A page about the functions of one order: the one asked for, or the one in force today."""

    abstract = True

    @cached_property
    def shown(self) -> Order | None:
        visible = Order.objects.visible_to(self.viewer).select_related("document")
        asked = self.request.GET.get("order", "")
        return get_object_or_404(visible, document__slug=asked) if asked else visible.in_force_on(self.today)

    def crumbs(self) -> list[tuple[Words, str]]:
        return [(CRUMB[0], reverse(CRUMB[1]))]

    def said_of(self) -> str:
        """Return a line on which order is shown."""
        if self.shown is None:
            return _("No order is in force.")
        return _("As %(order)s gives them. Summaries in our own words.") % {"order": self.shown}


class FunctionsPage(OfOrder, ListPage):
    """What an order tells the units to do."""

    rule = anyone
    title = gettext_lazy("Functions")
    door = "structure"
    template_name = "organization/functions.html"
    columns = FUNCTIONS
    filters = FunctionFilters
    order = "address"
    empty_title = gettext_lazy("No function fits")
    empty_text = gettext_lazy("Clear a filter, or choose another order.")

    def records(self) -> RecordQuerySet[Any]:
        rows = Function.objects.visible_to(self.viewer).filter(order=self.shown)
        return rows.with_unit_names().select_related("paragraph__document", "unit__party").with_counterparts()

    def actions(self) -> list[Action]:
        query = f"?order={self.shown.document.slug}" if self.request.GET.get("order") and self.shown else ""
        return [
            Action(_("Nobody carries out"), f"{reverse('functions-unassigned')}{query}"),
            Action(_("Same in two units"), f"{reverse('functions-similar')}{query}"),
        ]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "sub": self.said_of()}


class FunctionsBoard(OfOrder, BoardPage):
    """A board of functions."""

    abstract = True
    door = "structure"

    def crumbs(self) -> list[tuple[Words, str]]:
        return [*super().crumbs(), (gettext_lazy("Functions"), reverse("functions"))]

    def rows(self) -> FunctionQuerySet:
        """Return the functions of the order shown, as the board reads them."""
        rows = Function.objects.visible_to(self.viewer).filter(order=self.shown)
        return rows.with_unit_names().select_related("paragraph__document", "unit__party")


class UnassignedFunctionsPage(FunctionsBoard):
    """The numbered functions that nobody carries out, by unit."""

    rule = anyone
    title = gettext_lazy("Functions nobody carries out")

    def get_context(self) -> dict[str, Any]:
        total = self.rows().numbered().count()
        found = unassigned_functions(self.shown, self.viewer) if self.shown else Function.objects.none()
        rows = list(self.rows().filter(pk__in=found.values("pk")).order_by("paragraph__position"))
        by_unit: dict[Any, list[Any]] = {}
        for each in rows:
            by_unit.setdefault(each.unit_id, []).append(each)
        return {
            **super().get_context(),
            "sub": _("No mandate is confirmed as theirs and no plan line rests on them. %(order)s")
            % {"order": self.said_of()},
            "kpis": self._figures(len(rows), total),
            "gaps": [_gap(each[0], each) for each in by_unit.values()],
        }

    def _figures(self, nobody: int, total: int) -> list[dict[str, Any]]:
        listed = f"{reverse('functions')}?kind=function"
        if self.request.GET.get("order") and self.shown:
            listed += f"&order={self.shown.document.slug}"
        return [
            {
                "value": nobody,
                "label": ngettext("function nobody carries out", "functions nobody carries out", nobody),
                "url": f"{listed}&nobody=on",
                "tone": "wait" if nobody else "",
            },
            {
                "value": total - nobody,
                "label": ngettext("function carried out", "functions carried out", total - nobody),
                "url": listed,
            },
        ]


def _gap(first: Any, functions: list[Any]) -> dict[str, Any]:
    unit = unit_cell(first)
    return {
        "key": f"unit-{first.unit.party.slug}",
        "title": str(first.unit_name or unit.text),
        "count": len(functions),
        "tasks": [{"text": f"{each.address} {each.summary}", "href": each.get_absolute_url()} for each in functions],
    }


class SimilarFunctionsPage(FunctionsBoard):
    """The same function in two units: read side by side, so that work is not done twice unknowingly."""

    rule = anyone
    title = gettext_lazy("The same function in two units")

    def get_context(self) -> dict[str, Any]:
        groups = similar_functions(self.shown) if self.shown else ()
        wanted = [each for group in groups for each in group.functions]
        known = {each.pk: each for each in self.rows().filter(pk__in=wanted)}
        shown = [([known[each] for each in group.functions if each in known], group.score) for group in groups]
        return {
            **super().get_context(),
            "sub": _("Found by comparing our English summaries. %(order)s") % {"order": self.said_of()},
            "gaps": [_group(number, rows, score) for number, (rows, score) in enumerate(shown, 1) if rows],
        }


def _group(number: int, rows: list[Any], score: int) -> dict[str, Any]:
    why = _("Said in the same words.") if score == 100 else _("Alike by %(score)d of 100.") % {"score": score}
    return {
        "key": f"group-{number}",
        "title": str(rows[0].summary),
        "count": len(rows),
        "why": why,
        "tasks": [{"text": f"{each.address} {each.unit_name}", "href": each.get_absolute_url()} for each in rows],
    }


# Forms of a draft -----------------------------------------------------------------------------------------------------


def facts_from(form: Any) -> FunctionFacts:
    """Return what the form says, for the services."""
    said = form.cleaned_data
    return FunctionFacts(
        unit=said["unit"],
        address=said["address"],
        kind=said["kind"],
        summary=said["summary"],
        note=said["note"],
        topics=tuple(said["topics"]),
    )


class FunctionAddPage(InDraft, FormPage):
    """Give a unit a function in a draft."""

    rule = rules.may_draft_order
    title = gettext_lazy("Add a function")
    form_class = FunctionForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The function stands in the draft.")

    def load(self) -> None:
        self.order = self.subject = self.load_order()

    def form_options(self) -> dict[str, Any]:
        return {"structure": self.structure}

    def initial(self) -> dict[str, Any]:
        placement = self.order.placements.filter(unit__party__slug=self.request.GET.get("unit", "")).first()
        if placement is None:
            return {"kind": "function"}
        taken = list(self.order.document.paragraphs.values_list("number", flat=True))
        return {"kind": "function", "unit": placement.unit_id, "address": next_address(placement, taken)}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"] or _("Drafted")
        services.add_function(self.order, facts_from(form), by=self.viewer, reason=reason)

    def done_url(self) -> str:
        return unit_anchor(self.order, self.request.GET.get("unit", ""))


class OneFunction(InDraft):
    """A page about one function of a draft."""

    abstract = True
    subject: Any

    def load(self) -> None:
        self.order = self.load_order()
        functions = Function.objects.visible_to(self.viewer).select_related(
            "paragraph__document", "unit__party", "order__document"
        )
        self.function = self.subject = get_object_or_404(
            functions, order=self.order, paragraph__number=self.kwargs["number"]
        )

    def own_url(self) -> str:
        """Return where the function is changed."""
        return reverse("order-function-change", args=(self.order.document.slug, self.function.address))

    def done_url(self) -> str:
        return unit_anchor(self.order, self.function.unit.party.slug)


class FunctionChangePage(OneFunction, FormPage):
    """Change a function of a draft, and with whom it is carried out."""

    rule = rules.may_draft_order
    template_name = "organization/function_form.html"
    form_class = FunctionForm
    done = gettext_lazy("The draft is changed.")

    def form_options(self) -> dict[str, Any]:
        return {"structure": self.structure}

    def initial(self) -> dict[str, Any]:
        function: Function = self.function
        return {
            "unit": function.unit_id,
            "address": function.address,
            "kind": function.kind,
            "summary": function.summary,
            "note": function.paragraph.note,
            "topics": [link.topic_id for link in function.topic_links.all()],
        }

    def actions(self) -> list[Action]:
        where = (self.order.document.slug, self.function.address)
        return [
            Action(_("Add a counterpart"), reverse("order-counterpart-add", args=where)),
            Action(_("Drop from the draft"), reverse("order-function-drop", args=where)),
        ]

    def get_context(self) -> dict[str, Any]:
        counterparts = self.function.counterparts.select_related("party", "document").order_by("id")
        slug = self.order.document.slug
        return {
            **super().get_context(),
            "title": _("Change %(address)s") % {"address": self.function.address},
            "sub": str(self.function.summary),
            "counterparts": [
                {
                    "text": counterpart_words(each),
                    "action_url": reverse("order-counterpart-drop", args=(slug, self.function.address, each.pk)),
                    "action_label": _("Drop"),
                }
                for each in counterparts
            ],
        }

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"] or _("Drafted")
        services.change_function(self.function, facts_from(form), by=self.viewer, reason=reason)


class FunctionDropPage(OneFunction, ConfirmPage):
    """Take a function out of a draft."""

    rule = rules.may_draft_order
    submit_label = gettext_lazy("Drop from the draft")
    done = gettext_lazy("The function is out of the draft.")
    danger = True

    def get_context(self) -> dict[str, Any]:
        named = {"address": self.function.address, "order": self.order}
        return {
            **super().get_context(),
            "title": _("Drop %(address)s") % named,
            "sub": str(self.function.summary),
            "question": _("Drop %(address)s from the draft %(order)s?") % named,
        }

    def consequences(self) -> list[Words]:
        return [_("What it said, and with whom, stays in the draft's history.")]

    def perform(self, form: Any) -> None:
        services.drop_function(self.function, by=self.viewer, reason=form.cleaned_data["reason"])

    def cancel_url(self) -> str:
        return self.own_url()


class CounterpartAddPage(OneFunction, FormPage):
    """Say with whom a function of a draft is carried out."""

    rule = rules.may_draft_order
    title = gettext_lazy("Add a counterpart")
    form_class = CounterpartForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The counterpart stands in the draft.")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "sub": f"{self.function.address} {self.function.summary}"}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.add_counterpart(
            self.function,
            relation=said["relation"],
            party=said["party"],
            document=said["document"],
            detail=said["detail"],
            by=self.viewer,
            reason=said["reason"] or _("Drafted"),
        )

    def done_url(self) -> str:
        return self.own_url()


class CounterpartDropPage(OneFunction, ConfirmPage):
    """Take a counterpart out of a draft."""

    rule = rules.may_draft_order
    title = gettext_lazy("Drop a counterpart")
    submit_label = gettext_lazy("Drop from the draft")
    done = gettext_lazy("The counterpart is out of the draft.")
    danger = True

    def load(self) -> None:
        super().load()
        counterparts = Counterpart.objects.visible_to(self.viewer).select_related(
            "party", "document", "function__order__document"
        )
        self.subject = get_object_or_404(counterparts, function=self.function, pk=self.kwargs["id"])

    def get_context(self) -> dict[str, Any]:
        question = _("Drop “%(counterpart)s” from %(address)s?")
        said = {"counterpart": counterpart_words(self.subject), "address": self.function.address}
        return {**super().get_context(), "question": question % said}

    def perform(self, form: Any) -> None:
        services.drop_counterpart(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return self.own_url()
