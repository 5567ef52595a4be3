"""The list of distributions, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rendering import render_pdf
from secretariat.core.rules import in_secretariat, signed_in
from secretariat.correspondence import columns, rules, services
from secretariat.correspondence.choices import OUT, DistributionState, ReceiptState
from secretariat.correspondence.filters import DistributionFilter
from secretariat.correspondence.forms import ChangeDistributionForm, DistributionForm, units_of
from secretariat.correspondence.models import Distribution, Receipt
from secretariat.correspondence.proof import TEMPLATE, proof_of
from secretariat.correspondence.queries import outgoing_of
from secretariat.documents.models import Document


def all_of(viewer: Any) -> RecordQuerySet[Distribution]:
    """Return the distributions that a viewer may see, with what pages read."""
    rows: RecordQuerySet[Distribution] = Distribution.objects.visible_to(viewer).select_related("unit__party")
    return rows


def crumbs_to(distribution: Distribution | None = None) -> list[Crumb]:
    """Return the way to a distribution, or to the list."""
    own: list[Crumb] = [(str(distribution), distribution.get_absolute_url())] if distribution else []
    return [(_("Distributions"), reverse("distributions")), *own]


class DistributionsPage(ListPage):
    """What was sent to whom; delegates find here what was sent to their State."""

    rule = signed_in
    title = gettext_lazy("Distributions")
    sub = gettext_lazy("Documents sent to States and organizations, with what became of each.")
    door = "work"
    columns = columns.DISTRIBUTIONS
    filters = DistributionFilter
    order = "-sent"
    empty_title = gettext_lazy("Nothing was sent yet")
    empty_text = gettext_lazy("Choose documents and recipients; nothing goes out before you have it sent.")

    def records(self) -> RecordQuerySet[Distribution]:
        return all_of(self.viewer)

    def actions(self) -> list[Action]:
        if not rules.may_compose.test(self.viewer):
            return []
        return [Action(_("Distribute documents"), reverse("distribution-new"), primary=True)]


class DistributionPage(RecordPage):
    """A distribution: what, to whom, and what became of it."""

    rule = signed_in
    door = "work"
    subject: Distribution

    def records(self) -> RecordQuerySet[Distribution]:
        return all_of(self.viewer)

    def load(self) -> None:
        if self.viewer.is_signed_in:  # who is not is first sent to sign in
            super().load()

    def crumbs(self) -> list[Crumb]:
        return crumbs_to()

    def facts(self) -> list[Fact]:
        each = self.subject
        return [
            fact(_("State"), columns.state_cell(each), why=each.why_not),
            fact(_("Purpose"), str(each.get_purpose_display())),
            fact(_("From"), Cell(str(each.unit.party), each.unit.get_absolute_url())),
            fact(_("Text"), str(each.text)),
            fact(_("Sent"), columns.moment(each.sent_at)),
            fact(_("Gone out"), columns.moment(each.done_at)),
            fact(_("Parts"), *self._parts()),
            fact(_("Readers"), each.get_audience_display() if in_secretariat.test(self.viewer) else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _parts(self) -> list[str]:
        """Return how many parts are in which state; for the secretariat alone."""
        if not in_secretariat.test(self.viewer):
            return []
        rows: QuerySet[Any, Any] = Receipt.objects.filter(recipient__distribution=self.subject).order_by("state")
        counted = rows.values_list("state").annotate(number=Count("pk"))
        return [f"{ReceiptState(state).label}: {number}" for state, number in counted]

    def actions(self) -> list[Action]:
        each, found = self.subject, []
        if rules.may_distribute.test(self.viewer, each) and each.state == DistributionState.DRAFT:
            ways = {
                _("Send"): "distribution-send",
                _("Add documents"): "distribution-add-documents",
                _("Add recipients"): "distribution-add-recipients",
                _("Change"): "distribution-change",
                _("Cancel"): "distribution-cancel",
            }
            for label, name in ways.items():
                found.append(Action(label, reverse(name, args=(each.pk,)), primary=name == "distribution-send"))
        if each.state in OUT:
            found.append(Action(_("Proof as PDF"), reverse("distribution-proof", args=(each.pk,))))
        return found


class DistributionNewPage(FormPage):
    """Begin a distribution; ``?document=`` names one to begin with."""

    rule = rules.may_compose
    door = "work"
    title = gettext_lazy("Distribute documents")
    intro = gettext_lazy("Nothing is sent yet: next you choose documents and recipients and see who would get what.")
    form_class = DistributionForm
    submit_label = gettext_lazy("Next")
    done = gettext_lazy("Drafted. Nothing was sent yet.")

    def load(self) -> None:
        self.made: Distribution | None = None
        named = self.request.GET.get("document", "").replace("\0", "")
        self.document = Document.objects.visible_to(self.viewer).filter(slug=named).first() if named else None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def initial(self) -> dict[str, Any]:
        unit = units_of(self.viewer).filter(party__in=self.viewer.parties_as(*rules.WORKS)).first()
        subject = self.document.title if self.document else None
        return {"unit": unit.pk if unit else None, "subject": subject, "audience": int(Audience.SECRETARIAT)}

    def crumbs(self) -> list[Crumb]:
        return crumbs_to()

    def perform(self, form: Any) -> None:
        documents = [self.document] if self.document else []
        self.made = services.compose_distribution(**form.facts(), documents=documents, by=self.viewer, on=self.today)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("distributions")


class OfDistribution(FormPage):
    """A form about one distribution."""

    abstract = True
    rule = rules.may_distribute
    door = "work"
    subject: Distribution

    def load(self) -> None:
        self.subject = get_object_or_404(all_of(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject)

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}


class DistributionChangePage(OfDistribution):
    """Change what a draft says."""

    title = gettext_lazy("Change a distribution")
    form_class = ChangeDistributionForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in services.FACTS}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.change_distribution(self.subject, **form.facts(), by=self.viewer, reason=reason)


class DistributionSendPage(ConfirmPage):
    """Have a distribution sent, after a look at who gets what."""

    rule = rules.may_distribute
    door = "work"
    title = gettext_lazy("Send")
    submit_label = gettext_lazy("Send")
    done = gettext_lazy("It is being sent. What became of each part shows here.")
    subject: Distribution

    def load(self) -> None:
        self.subject = get_object_or_404(all_of(self.viewer), pk=self.kwargs["id"])
        self.question = _("Send “%(subject)s”?") % {"subject": self.subject}

    def consequences(self) -> list[Words]:
        outgoing = outgoing_of(self.subject, on=self.today)
        withheld = sum(bool(parcel.withheld) for each in outgoing for parcel in each.parcels)
        silent = sum(not each.contacts for each in outgoing)
        found = [
            ngettext("%(count)s recipient gets it.", "%(count)s recipients get it.", len(outgoing))
            % {"count": len(outgoing)}
        ]
        if withheld:
            words = ngettext(
                "%(count)s document is withheld from a recipient who may not read it.",
                "%(count)s documents are withheld from recipients who may not read them.",
                withheld,
            )
            found.append(words % {"count": withheld})
        if silent:
            words = ngettext(
                "%(count)s recipient has no mail address and finds it in the inbox alone.",
                "%(count)s recipients have no mail address and find it in the inbox alone.",
                silent,
            )
            found.append(words % {"count": silent})
        return [*found, _("What is sent cannot be taken back and changes no more.")]

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject)

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.send_distribution(self.subject, by=self.viewer, at=timezone.now(), reason=reason)


class DistributionCancelPage(ConfirmPage):
    """Cancel a draft."""

    rule = rules.may_distribute
    door = "work"
    title = gettext_lazy("Cancel a distribution")
    submit_label = gettext_lazy("Cancel it")
    done = gettext_lazy("Cancelled.")
    danger = True
    subject: Distribution

    def load(self) -> None:
        self.subject = get_object_or_404(all_of(self.viewer), pk=self.kwargs["id"])
        self.question = _("Not send “%(subject)s” after all?") % {"subject": self.subject}

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject)

    def perform(self, form: Any) -> None:
        services.cancel_distribution(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class DistributionProofPage(RecordPage):
    """The proof of a distribution as PDF: what was sent when to whom, and what became of it."""

    rule = signed_in
    subject: Distribution

    def records(self) -> RecordQuerySet[Distribution]:
        return all_of(self.viewer).filter(state__in=OUT)

    def load(self) -> None:
        if self.viewer.is_signed_in:
            super().load()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = render_pdf(TEMPLATE, proof_of(self.subject, self.viewer, at=timezone.now()))
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="distribution-{self.subject.pk}.pdf"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
