"""The page on which participants answer. It works without signing in, and forgets who was there."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.accounts.limits import too_many
from secretariat.core.pages import BoardPage, FormPage
from secretariat.core.rules import anyone
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.evaluation import services
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.evaluation.forms import AnswerForm
from secretariat.evaluation.queries import Opened, find_link

ANSWERED = "answered"  # a cookie of one link's address alone
REMEMBERED = 60 * 60 * 24 * 90


def exceeds(request: HttpRequest, what: str) -> bool:
    """Count what a network does, and tell whether it was too much."""
    most, seconds = settings.ANSWER_LIMITS[what]
    return too_many(request, f"answer-{what}", most=most, seconds=seconds)


# SECURITY: who answers is nobody here, signed in or not: so no ledger of readers and of visits hears of them, and no
# message is kept in their session.
class AnswerPage(FormPage):
    """A questionnaire under a link."""

    rule = anyone
    template_name = "evaluation/answer.html"
    form_class = AnswerForm
    title = gettext_lazy("Your opinion of this event")
    submit_label = gettext_lazy("Send")

    @property
    def viewer(self) -> Viewer:
        return ANYONE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.opened = find_link(self.kwargs["token"])
        if self.opened is None and exceeds(request, "failed"):
            return render(request, "429.html", status=429)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        """Find what the link opens; what takes no answers today is as if it did not exist."""
        if self.opened is None or self.opened.evaluation.stage_on(self.today) != Stage.OPEN:
            raise Http404

    @property
    def found(self) -> Opened:
        assert self.opened is not None  # ``load`` refuses others
        return self.opened

    def form_options(self) -> dict[str, Any]:
        questions = self.found.evaluation.version.questions.order_by("position").prefetch_related("options")
        return {"questions": questions}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_shared = self.found.evaluation.link == LinkKind.SHARED
        if self.found.is_spent or (is_shared and ANSWERED in request.COOKIES):
            return self.problem(409, _("Somebody has answered with this link already. Thank you."))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if exceeds(request, "sent"):
            return render(request, "429.html", status=429)
        form = AnswerForm(request.POST, **self.form_options())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.perform(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.show(form, status=422)
        answer = HttpResponseRedirect(reverse("evaluation-thanks"))
        if self.found.evaluation.link == LinkKind.SHARED:
            self._remember(answer)
        return answer

    def perform(self, form: Any) -> None:
        given = {uuid.UUID(name): value for name, value in form.cleaned_data.items()}
        services.answer_event(self.kwargs["token"], given=given, on=self.today)

    def _remember(self, answer: HttpResponse) -> None:
        """Let this browser know that it has answered: it says so of this address to nobody else."""
        answer.set_cookie(
            ANSWERED,
            "1",
            max_age=REMEMBERED,
            path=self.request.path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )

    def cancel_url(self) -> str:
        return ""

    def get_context(self) -> dict[str, Any]:
        evaluation = self.found.evaluation
        return {
            **super().get_context(),
            "event": str(evaluation.deliverable),
            "words": str(evaluation.version.intro),
            "action": self.request.path,
        }


class ThanksPage(BoardPage):
    """What somebody sees who has answered."""

    rule = anyone
    template_name = "evaluation/thanks.html"
    title = gettext_lazy("Thank you")

    @property
    def viewer(self) -> Viewer:
        return ANYONE
