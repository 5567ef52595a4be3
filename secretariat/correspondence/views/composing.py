"""Add documents and recipients to a draft, and take them out again."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.core.pages.base import Crumb
from secretariat.correspondence import rules, services
from secretariat.correspondence.forms import DocumentsForm, LanguageForm, PreferredLanguageForm, RecipientsForm
from secretariat.correspondence.models import DistributionDocument, PreferredLanguage, Recipient
from secretariat.correspondence.queries import RECEIVE
from secretariat.correspondence.views.distributions import OfDistribution, crumbs_to
from secretariat.parties.models import Party


class DistributionAddDocumentsPage(OfDistribution):
    """Choose what is sent."""

    title = gettext_lazy("Add documents")
    form_class = DocumentsForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("Added.")

    def perform(self, form: Any) -> None:
        services.add_documents(self.subject, form.cleaned_data["documents"], by=self.viewer)


class DistributionAddRecipientsPage(OfDistribution):
    """Choose who gets it."""

    title = gettext_lazy("Add recipients")
    intro = gettext_lazy("Each is written to in the language it prefers; you can choose another afterwards.")
    form_class = RecipientsForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("Added.")

    def perform(self, form: Any) -> None:
        for chosen_as, parties in form.chosen():
            services.add_recipients(self.subject, parties, chosen_as=chosen_as, by=self.viewer, on=self.today)


class OfPart(ConfirmPage):
    """A question about a document or a recipient of a draft."""

    abstract = True
    rule = rules.may_distribute
    door = "work"

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject.distribution)

    def done_url(self) -> str:
        return str(self.distribution.get_absolute_url())

    def load(self) -> None:
        rows = self.rows().visible_to(self.viewer).select_related("distribution__unit__party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.distribution = self.subject.distribution

    def rows(self) -> Any:
        raise NotImplementedError


class DistributionDocumentDropPage(OfPart):
    """Take a document out of a draft."""

    title = gettext_lazy("Leave a document out")
    submit_label = gettext_lazy("Leave out")

    def rows(self) -> Any:
        return DistributionDocument.objects.select_related("document")

    def load(self) -> None:
        super().load()
        self.question = _("Leave %(what)s out?") % {"what": self.subject}

    def perform(self, form: Any) -> None:
        services.drop_document(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class RecipientDropPage(OfPart):
    """Take a recipient out of a draft."""

    title = gettext_lazy("Leave a recipient out")
    submit_label = gettext_lazy("Leave out")

    def rows(self) -> Any:
        return Recipient.objects.select_related("party")

    def load(self) -> None:
        super().load()
        self.question = _("Leave %(what)s out?") % {"what": self.subject}

    def perform(self, form: Any) -> None:
        services.drop_recipient(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class RecipientLanguagePage(FormPage):
    """Choose the language of a recipient for one distribution."""

    rule = rules.may_distribute
    door = "work"
    title = gettext_lazy("Choose a language")
    intro = gettext_lazy("For this distribution alone. What a State prefers is recorded on its page.")
    form_class = LanguageForm
    subject: Recipient

    def load(self) -> None:
        rows = Recipient.objects.visible_to(self.viewer).select_related("distribution__unit__party", "party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def initial(self) -> dict[str, Any]:
        return {"language": self.subject.language}

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject.distribution)

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.choose_language(self.subject, language=said["language"], by=self.viewer, reason=said["reason"])

    def done_url(self) -> str:
        return self.subject.distribution.get_absolute_url()


class PreferredLanguagePage(FormPage):
    """Record in which language a State or organization wishes to be written to."""

    rule = rules.may_prefer_language
    door = "states"
    title = gettext_lazy("Preferred language")
    form_class = PreferredLanguageForm
    subject: Party

    def load(self) -> None:
        rows = Party.objects.visible_to(self.viewer).filter(kind__in=RECEIVE)
        self.subject = get_object_or_404(rows, slug=self.kwargs["slug"])

    def initial(self) -> dict[str, Any]:
        known = PreferredLanguage.objects.filter(party=self.subject).first()
        return {"language": known.language, "source": known.source} if known else {}

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.prefer_language(self.subject, **form.cleaned_data, by=self.viewer)
