"""What is done with one mandate: register, describe, overrule, let the rules decide again, retire."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.dates import typed_date
from secretariat.core.history import version_of
from secretariat.core.languages import current_language, reworded
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.documents.models import Paragraph
from secretariat.documents.queries import read_paragraph
from secretariat.mandates import rules, services
from secretariat.mandates.choices import Priority, Status
from secretariat.mandates.forms import DescriptionForm, OverrulingForm, RegistrationForm, RetirementForm
from secretariat.mandates.models import Mandate, Overruling
from secretariat.mandates.queries import status_of, with_status
from secretariat.mandates.views.base import Crumbs, MandateForm, crumbs_to


class MandateRegisterPage(FormPage):
    """Say what a paragraph asks, and of whom."""

    rule = rules.may_make_mandate
    title = gettext_lazy("Register a mandate")
    door = "mandates"
    form_class = RegistrationForm
    submit_label = gettext_lazy("Register")
    done = gettext_lazy("The mandate is registered. Now propose the unit that answers for it.")
    subject: Paragraph

    def load(self) -> None:
        visible = Paragraph.objects.visible_to(self.viewer).select_related("document__issuer", "parent__parent__parent")
        self.subject = get_object_or_404(visible, document__slug=self.kwargs["slug"], number=self.kwargs["number"])

    @property
    def intro(self) -> Words:  # type: ignore[override]
        """Say the words of the paragraph, so that nobody has to turn back."""
        words = " ".join(line for line in read_paragraph(self.subject, current_language(), self.viewer).own.lines)
        said = {"paragraph": self.subject, "words": words}
        return _("%(paragraph)s: “%(words)s”") % said if words else _("What does %(paragraph)s ask?") % said

    def crumbs(self) -> Crumbs:
        return crumbs_to(self.subject)

    def initial(self) -> dict[str, Any]:
        return {"priority": Priority.NORMAL}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on where the paragraph has a mandate: whoever opens an old link describes that."""
        if self._mandate() is not None:
            return HttpResponseRedirect(reverse("mandate-describe", kwargs=self.kwargs))
        services.refuse_unissued(self.subject)
        return super().get(request, *args, **kwargs)

    def _mandate(self) -> Mandate | None:
        return Mandate.objects.visible_to(self.viewer).filter(paragraph=self.subject).first()

    def _version(self) -> str:
        """Return a mark of the paragraph and of its mandate, which somebody else may register meanwhile."""
        mandate = self._mandate()
        return version_of(self.subject) + (f".{version_of(mandate)}" if mandate else "")

    def perform(self, form: Any) -> None:
        services.make_mandate(paragraph=self.subject, by=self.viewer, **form.facts())


class MandateDescribePage(MandateForm):
    """Change what is said of a mandate."""

    rule = rules.may_describe_mandate
    title = gettext_lazy("Describe the mandate")
    form_class = DescriptionForm

    def initial(self) -> dict[str, Any]:
        mandate = self.subject
        return {
            "nature": mandate.nature,
            "verb": mandate.verb,
            "addressee": mandate.addressee.slug,
            "priority": mandate.priority,
            "program_area": mandate.program_area.slug if mandate.program_area else "",
            "topics": [link.topic.slug for link in mandate.topic_links.select_related("topic")],
            "valid_from": typed_date(mandate.valid_from, mandate.from_precision),
            "valid_until": mandate.valid_until,
            "is_standing": mandate.is_standing,
        }

    def _version(self) -> str:
        """Return a mark of the mandate and of its topics, which others set by themselves."""
        links = self.subject.topic_links.order_by("pk").values_list("pk", flat=True)
        return ".".join([version_of(self.subject), *map(str, links)])

    def perform(self, form: Any) -> None:
        said = form.facts()
        said["verb"] = reworded(self.subject.verb, said["verb"])
        services.correct_mandate(self.subject, by=self.viewer, **said)


class MandateOverrulePage(MandateForm):
    """Set a status against the computed one."""

    rule = rules.may_overrule_status
    title = gettext_lazy("Overrule the status")
    form_class = OverrulingForm
    submit_label = gettext_lazy("Overrule")
    done = gettext_lazy("The status is overruled; the reason is on record for everyone.")

    @property
    def intro(self) -> Words:  # type: ignore[override]
        """Say what the rules find, so that one knows what one overrules."""
        mandate = with_status(Mandate.objects.filter(pk=self.subject.pk), self.viewer).get()
        said = {"why": status_of(mandate, on=self.today).why}
        return _("%(why)s Your word stands in its place, with your reason, until somebody ends it.") % said

    def perform(self, form: Any) -> None:
        status = Status(form.cleaned_data["status"])
        reason = form.cleaned_data["reason"]
        services.overrule_status(self.subject, status=status, by=self.viewer, on=self.today, reason=reason)


class MandateEndOverrulingPage(MandateForm, ConfirmPage):
    """Let the rules decide again."""

    rule = rules.may_overrule_status
    title = gettext_lazy("Let the rules decide again")
    submit_label = gettext_lazy("End the overruling")
    done = gettext_lazy("The computed status holds again.")
    overruling: Overruling

    def load(self) -> None:
        super().load()
        standing = Overruling.objects.standing().filter(mandate=self.subject).select_related("mandate").first()
        if standing is None:
            raise Http404
        self.overruling = standing

    @property
    def question(self) -> Words:  # type: ignore[override]
        said = {"status": self.overruling.get_status_display()}
        return _("End the overruling that holds this mandate to be “%(status)s”?") % said

    def consequences(self) -> list[Words]:
        return [
            _("The status follows from the evidence again, from today."),
            _("The overruling stays in the history, with its reason: %(reason)s") % {"reason": self.overruling.reason},
        ]

    def _version(self) -> str:
        return version_of(self.overruling)

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.end_overruling(self.overruling, by=self.viewer, on=self.today, reason=reason)


class MandateRetirePage(MandateForm):
    """Retire a mandate on a decision."""

    rule = rules.may_retire_mandate
    title = gettext_lazy("Retire the mandate")
    form_class = RetirementForm
    submit_label = gettext_lazy("Retire")
    done = gettext_lazy("The mandate is retired.")
    intro = gettext_lazy(
        "A mandate is retired on a decision of an organ. It stays on record, and everything done for it does too."
    )

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        services.retire_mandate(self.subject, by=self.viewer, **form.cleaned_data)
