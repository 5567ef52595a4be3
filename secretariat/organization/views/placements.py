"""Place, change and drop units in a draft."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Words
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.core.pages.base import Page
from secretariat.organization import rules, services
from secretariat.organization.forms import NewUnitForm, PlacementForm
from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.queries import Structure, structure_of
from secretariat.organization.views.orders import crumbs_to


class InDraft(Page):
    """A page inside a draft: its way, its structure, and back to it when done."""

    abstract = True
    door = "structure"
    order: Order

    def load_order(self) -> Order:
        """Return the order named in the address, where the viewer may see it."""
        orders = Order.objects.visible_to(self.viewer).select_related("document")
        return get_object_or_404(orders, document__slug=self.kwargs["slug"])

    @cached_property
    def structure(self) -> Structure:
        return structure_of(self.order)

    def crumbs(self) -> list[tuple[Words, str]]:
        return crumbs_to((str(self.order), self.order.get_absolute_url()))

    def done_url(self) -> str:
        return self.order.get_absolute_url()


class PlacementAddPage(InDraft, FormPage):
    """Place a unit in a draft."""

    rule = rules.may_draft_order
    title = gettext_lazy("Add a unit")
    form_class = NewUnitForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The unit stands in the draft.")

    def load(self) -> None:
        self.order = self.subject = self.load_order()

    def form_options(self) -> dict[str, Any]:
        return {"structure": self.structure}

    def initial(self) -> dict[str, Any]:
        above = self.order.placements.filter(unit__party__slug=self.request.GET.get("within", "")).first()
        return {"parent": above.unit_id if above else None, "level": "section"}

    def perform(self, form: Any) -> None:
        services.add_unit(
            self.order,
            form.facts(),
            unit=form.cleaned_data["unit"],
            by=self.viewer,
            reason=form.cleaned_data["reason"] or _("Drafted"),
        )


class OnePlacement(InDraft):
    """A page about one unit in a draft."""

    abstract = True

    def load(self) -> None:
        self.order = self.load_order()
        placements = Placement.objects.visible_to(self.viewer).select_related("unit__party", "order__document")
        self.subject = get_object_or_404(placements, order=self.order, unit__party__slug=self.kwargs["unit"])


class PlacementChangePage(OnePlacement, FormPage):
    """Change what a draft says of a unit."""

    rule = rules.may_draft_order
    form_class = PlacementForm
    done = gettext_lazy("The draft is changed.")
    intro = gettext_lazy("A new address takes the unit's numbered functions along.")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "title": _("Change %(unit)s") % {"unit": self.subject.short}}

    def form_options(self) -> dict[str, Any]:
        return {"structure": self.structure}

    def initial(self) -> dict[str, Any]:
        placement: Placement = self.subject
        plain = {name: getattr(placement, name) for name in ("name", "acronym", "level", "address", "head", "note")}
        return {**plain, "parent": placement.parent_id, "answers_to": placement.answers_to_id}

    def perform(self, form: Any) -> None:
        services.change_placement(
            self.subject, form.facts(), by=self.viewer, reason=form.cleaned_data["reason"] or _("Drafted")
        )


class PlacementDropPage(OnePlacement, ConfirmPage):
    """Take a unit out of a draft, with its functions."""

    rule = rules.may_draft_order
    submit_label = gettext_lazy("Drop from the draft")
    done = gettext_lazy("The unit is out of the draft.")
    danger = True

    def get_context(self) -> dict[str, Any]:
        named = {"unit": self.subject.short, "order": self.order}
        return {
            **super().get_context(),
            "title": _("Drop %(unit)s") % named,
            "question": _("Drop %(unit)s from the draft %(order)s?") % named,
        }

    def consequences(self) -> list[Words]:
        count = Function.objects.filter(order=self.order, unit=self.subject.unit).count()
        lines: list[Words] = [_("What the draft said of it stays in the draft's history.")]
        if count:
            lines.append(
                ngettext(
                    "Its %(count)d function or obligation is dropped with it.",
                    "Its %(count)d functions and obligations are dropped with it.",
                    count,
                )
                % {"count": count}
            )
        return lines

    def perform(self, form: Any) -> None:
        services.drop_placement(self.subject, by=self.viewer, reason=form.cleaned_data["reason"], with_functions=True)


def unit_anchor(order: Order, slug: str) -> str:
    """Return where a draft's page shows the functions of a unit."""
    return f"{reverse('order', args=(order.document.slug,))}#functions-{slug}"
