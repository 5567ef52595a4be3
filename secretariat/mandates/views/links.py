"""Who answers for a mandate and what it is chained to: propose and decide."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.languages import current_language
from secretariat.core.pages import FormPage
from secretariat.documents.models import Paragraph
from secretariat.mandates import rules, services
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.forms import ChainForm, OwnershipForm
from secretariat.mandates.models import Chain, Ownership
from secretariat.mandates.views.base import Crumbs, DecisionPage, MandateForm, crumbs_to

VERBS = frozenset(services.OWNERSHIP_DECISIONS.rows)


class OwnershipProposePage(MandateForm):
    """Propose a unit that answers for a mandate."""

    rule = rules.may_propose_links
    title = gettext_lazy("Propose a unit")
    form_class = OwnershipForm
    submit_label = gettext_lazy("Propose")
    done = gettext_lazy("The unit is proposed; a planning officer confirms or refuses.")
    intro = gettext_lazy("A proposal counts for nothing until a planning officer confirms it.")

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "on": self.today}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.propose_owner(self.subject, by=self.viewer, on=self.today, language=current_language(), **said)


class OwnershipDecidePage(DecisionPage):
    """Confirm or refuse that a unit answers for a mandate."""

    rule = rules.may_decide_ownership
    subject: Ownership

    def load(self) -> None:
        if self.verb not in VERBS:
            raise Http404
        visible = Ownership.objects.visible_to(self.viewer)
        rows = visible.select_related("mandate__paragraph__document", "unit__party", "function__paragraph")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Confirm a unit") if self.is_confirming else _("Refuse a unit")

    @property
    def submit_label(self) -> Words:  # type: ignore[override]
        return _("Confirm") if self.is_confirming else _("Refuse")

    @property
    def question(self) -> Words:  # type: ignore[override]
        said = {"unit": self.subject.unit.party, "mandate": self.subject.mandate}
        if not self.is_confirming:
            return _("%(unit)s does not answer for %(mandate)s?") % said
        return (
            _("%(unit)s owns %(mandate)s?") if self.subject.is_lead else _("%(unit)s contributes to %(mandate)s?")
        ) % said

    def consequences(self) -> list[Words]:
        link = self.subject
        said: list[Words] = [_("Proposed by %(name)s: %(reason)s") % {"name": link.proposed_by, "reason": link.reason}]
        if link.function:
            said.append(_("By function %(function)s") % {"function": link.function})
        if self.is_confirming:
            said.append(_("Everyone sees the unit on the mandate, and the mandate on the unit."))
        else:
            said.append(_("The link counts for nothing, stays on record with your reason, and can be confirmed later."))
        return said

    def crumbs(self) -> Crumbs:
        return crumbs_to(self.subject.mandate.paragraph)

    def done_url(self) -> str:
        return f"{self.subject.mandate.get_absolute_url()}#panel-owners"

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.decide_ownership(self.subject, self.verb, by=self.viewer, on=self.today, reason=reason)


class ChainProposePage(FormPage):
    """Propose what a paragraph does to an earlier one."""

    rule = rules.may_propose_links
    title = gettext_lazy("Propose a chain")
    door = "mandates"
    form_class = ChainForm
    submit_label = gettext_lazy("Propose")
    done = gettext_lazy("The chain is proposed; a planning officer confirms or refuses.")
    intro = gettext_lazy("From the later paragraph, which this is, to an earlier one.")
    subject: Paragraph

    def load(self) -> None:
        visible = Paragraph.objects.visible_to(self.viewer).select_related("document")
        self.subject = get_object_or_404(visible, document__slug=self.kwargs["slug"], number=self.kwargs["number"])

    def crumbs(self) -> Crumbs:
        return crumbs_to(self.subject)

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.propose_chain(
            self.subject,
            kind=ChainKind(said["kind"]),
            to_document=said["to"].document,
            to_paragraph=said["to"].paragraph,
            by=self.viewer,
            reason=said["reason"],
            language=current_language(),
        )


class ChainDecidePage(DecisionPage):
    """Confirm or refuse a chain."""

    rule = rules.may_decide_chain
    subject: Chain

    def load(self) -> None:
        if self.verb not in VERBS:
            raise Http404
        visible = Chain.objects.visible_to(self.viewer)
        rows = visible.select_related("paragraph__document", "to_document", "to_paragraph__document")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Confirm a chain") if self.is_confirming else _("Refuse a chain")

    @property
    def submit_label(self) -> Words:  # type: ignore[override]
        return _("Confirm") if self.is_confirming else _("Refuse")

    @property
    def question(self) -> Words:  # type: ignore[override]
        if self.is_confirming:
            return _("Confirm that %(chain)s?") % {"chain": self.subject}
        return _("Refuse that %(chain)s?") % {"chain": self.subject}

    def consequences(self) -> list[Words]:
        link = self.subject
        said: list[Words] = [_("Proposed by %(name)s: %(reason)s") % {"name": link.proposed_by, "reason": link.reason}]
        if link.kind == ChainKind.SUPERSEDES and self.is_confirming:
            earlier = link.to_paragraph or link.to_document
            said.append(_("%(earlier)s is superseded from the day of the later document.") % {"earlier": earlier})
        if not self.is_confirming:
            said.append(_("The link counts for nothing, stays on record with your reason, and can be confirmed later."))
        return said

    def crumbs(self) -> Crumbs:
        return crumbs_to(self.subject.paragraph)

    def done_url(self) -> str:
        return f"{self.subject.paragraph.get_absolute_url()}#panel-chains"

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.decide_chain(self.subject, self.verb, by=self.viewer, on=self.today, reason=reason)
