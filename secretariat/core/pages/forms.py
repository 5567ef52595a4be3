"""Form and confirmation pages: what a person typed is never lost, and a stale form is refused."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.errors import Refused
from secretariat.core.history import version_of
from secretariat.core.pages.base import Page


class ReasonForm(forms.Form):
    """A reason, which stays on record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Stays on record with your name and the day."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class FormPage(Page):
    """A form that calls one service. Subclasses give ``form_class``, ``perform`` and where to go afterwards."""

    abstract = True
    template_name = "pages/form.html"
    form_class: ClassVar[type[forms.BaseForm]]
    submit_label: Words = gettext_lazy("Save")
    intro: Words = ""
    done: Words = gettext_lazy("Saved.")

    def initial(self) -> dict[str, Any]:
        """Return what the form shows at first."""
        return {}

    def form_options(self) -> dict[str, Any]:
        """Return further arguments of the form."""
        return {}

    def perform(self, form: Any) -> None:
        """Call the service with what the form holds."""
        raise NotImplementedError

    def done_url(self) -> str:
        """Return where to go when it is done."""
        return str(self.subject.get_absolute_url())

    def cancel_url(self) -> str:
        return self.done_url()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class(initial=self.initial(), **self.form_options()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form_class(request.POST, request.FILES, initial=self.initial(), **self.form_options())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self._refuse_stale()
            self.perform(form)
        except ValidationError as error:
            _tell(form, error)
            return self.show(form, status=422)
        except Refused as error:
            form.add_error(None, str(error))
            return self.show(form, status=409)
        messages.success(request, str(self.done))
        return HttpResponseRedirect(self.done_url())

    def show(self, form: Any, status: int = 200) -> HttpResponse:
        return self.answer(
            status=status,
            form=form,
            version=self._version(),
            intro=self.intro,
            submit_label=self.submit_label,
            cancel_url=self.cancel_url(),
        )

    def _version(self) -> str:
        return version_of(self.subject) if self.subject is not None else ""

    def _refuse_stale(self) -> None:
        """Errors: Refused where somebody else changed the record since the form was opened."""
        seen = self.request.POST.get("version", "")
        if seen and seen != self._version():
            raise Refused(
                _(
                    "Somebody changed this record while you were writing. What you typed is kept here: "
                    "look at the record again, then save."
                )
            )


def _tell(form: Any, error: ValidationError) -> None:
    """Put a service's objections beside the fields they concern, the others on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, objections in error.message_dict.items():
        form.add_error(name if name in form.fields else None, objections)


class ConfirmPage(FormPage):
    """A question with its consequences, answered with a reason."""

    abstract = True
    template_name = "pages/confirm.html"
    form_class: ClassVar[type[forms.BaseForm]] = ReasonForm
    question: Words = ""
    danger: ClassVar[bool] = False

    def consequences(self) -> list[Words]:
        """Return what will follow, a sentence each."""
        return []

    def get_context(self) -> dict[str, Any]:
        return {
            **super().get_context(),
            "question": self.question,
            "consequences": self.consequences(),
            "danger": self.danger,
        }
