"""What is done with one mandate: describe, overrule, let the rules decide again, retire."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.history import version_of
from secretariat.core.pages import ConfirmPage
from secretariat.mandates import rules, services
from secretariat.mandates.choices import Nature, Priority, Status
from secretariat.mandates.forms import DescriptionForm, OverrulingForm, RetirementForm
from secretariat.mandates.models import Mandate, Overruling
from secretariat.mandates.queries import status_of, with_status
from secretariat.mandates.views.base import MandateForm


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
            "valid_until": mandate.valid_until,
            "is_standing": mandate.is_standing,
        }

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        nature, priority = Nature(said.pop("nature")), Priority(said.pop("priority"))
        services.describe_mandate(self.subject, nature=nature, priority=priority, by=self.viewer, **said)


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
