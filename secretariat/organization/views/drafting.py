"""Draft an order, put it in force, lay it aside."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.dates import written_date
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.organization import rules, services
from secretariat.organization.forms import OrderForm, PutInForceForm
from secretariat.organization.models import Order
from secretariat.organization.queries import difference, faults_of, structure_of
from secretariat.organization.views.dates import issued
from secretariat.organization.views.orders import compared_with, crumbs_to
from secretariat.organization.wording import summary_of, told


class OrderDraftPage(FormPage):
    """Begin a draft from the order in force."""

    rule = rules.may_draft_order
    title = gettext_lazy("Draft an order")
    door = "structure"
    form_class = OrderForm
    submit_label = gettext_lazy("Make the draft")
    done = gettext_lazy("The draft is ready. Only the secretariat sees it until it is put in force.")
    intro = gettext_lazy(
        "The draft begins as a copy: units, functions, counterparts. Change what the new order changes; the difference "
        "is shown at every step."
    )
    made: Order | None = None

    def crumbs(self) -> list[tuple[Words, str]]:
        return crumbs_to()

    def form_options(self) -> dict[str, Any]:
        return {"orders": issued(self.viewer)}

    def initial(self) -> dict[str, Any]:
        current = Order.objects.visible_to(self.viewer).select_related("document").in_force_on(self.today)
        return {"based_on": current, "title": current.document.title} if current else {}

    def perform(self, form: Any) -> None:
        self.made = services.draft_order(
            symbol=form.cleaned_data["symbol"],
            title=form.cleaned_data["title"],
            based_on=form.cleaned_data.get("based_on"),
            by=self.viewer,
            on=self.today,
            reason=form.cleaned_data["reason"] or _("Drafted"),
        )

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("orders")


class OrderVerbPage(ConfirmPage):
    """A question about one order."""

    abstract = True
    door = "structure"

    def load(self) -> None:
        orders = Order.objects.visible_to(self.viewer).select_related("document", "based_on__document")
        self.subject = get_object_or_404(orders, document__slug=self.kwargs["slug"])

    def crumbs(self) -> list[tuple[Words, str]]:
        return crumbs_to((str(self.subject), self.subject.get_absolute_url()))


class OrderPutInForcePage(OrderVerbPage):
    """Issue a draft: shows what it changes before it does."""

    rule = rules.may_put_in_force
    title = gettext_lazy("Put in force")
    template_name = "organization/put_in_force.html"
    form_class = PutInForceForm
    submit_label = gettext_lazy("Put in force")
    done = gettext_lazy("The order is issued. The structure of earlier days stays as it was.")

    def initial(self) -> dict[str, Any]:
        return {"signed_on": self.today, "effective_on": self.today, "signatory": self.subject.signatory}

    def get_context(self) -> dict[str, Any]:
        before = compared_with(self.subject)
        self.found = difference(self.subject, before) if before else None
        return {
            **super().get_context(),
            "question": _("Put %(order)s in force?") % {"order": self.subject},
            "groups": told(self.found) if self.found is not None else [],
            "faults": faults_of(self.subject, structure_of(self.subject)),
            "before": before,
        }

    def consequences(self) -> list[Words]:
        current = Order.objects.select_related("document").in_force_on(self.today)
        lines: list[Words] = [
            _("The order and its document become public and never change again."),
            _("From the day it takes effect it draws the structure; earlier days stay as they were."),
        ]
        if current is not None:
            said = {"order": current, "since": written_date(current.effective_on)}
            lines.append(_("It replaces %(order)s, in force since %(since)s.") % said)
            if self.subject.based_on_id not in {None, current.pk}:
                lines.append(_("It was drafted from another order than the one in force: look at what it changes."))
        found = getattr(self, "found", None)
        if found is not None:
            changes = "; ".join(summary_of(found)) or _("nothing in the structure")
            lines.append(_("It changes: %(changes)s.") % {"changes": changes})
        return lines

    def perform(self, form: Any) -> None:
        services.put_in_force(
            self.subject,
            by=self.viewer,
            on=self.today,
            signed_on=form.cleaned_data["signed_on"],
            effective_on=form.cleaned_data["effective_on"],
            signatory=form.cleaned_data["signatory"],
            reason=form.cleaned_data["reason"],
        )


class OrderWithdrawPage(OrderVerbPage):
    """Lay a draft aside."""

    rule = rules.may_draft_order
    title = gettext_lazy("Withdraw the draft")
    submit_label = gettext_lazy("Withdraw")
    done = gettext_lazy("The draft is laid aside.")
    danger = True

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "question": _("Withdraw the draft %(order)s?") % {"order": self.subject}}

    def consequences(self) -> list[Words]:
        return [
            _("The draft stays readable for the secretariat, with its whole history."),
            _("It can be taken up again."),
        ]

    def perform(self, form: Any) -> None:
        services.withdraw_order(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class OrderResumePage(OrderVerbPage):
    """Take up a draft again that was laid aside."""

    rule = rules.may_draft_order
    title = gettext_lazy("Take up the draft again")
    submit_label = gettext_lazy("Take up again")
    done = gettext_lazy("The draft can be changed again.")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "question": _("Take up the draft %(order)s again?") % {"order": self.subject}}

    def perform(self, form: Any) -> None:
        services.resume_order(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])
