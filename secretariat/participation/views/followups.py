"""The page behind the link that a participant gets months later."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.errors import Refused
from secretariat.core.pages import Page
from secretariat.core.rules import anyone
from secretariat.participation.forms import FollowUpForm
from secretariat.participation.models import FollowUp
from secretariat.participation.services import answer_follow_up, find_follow_up


class FollowUpPage(Page):
    """Three questions on what became of it, for whoever holds the link; nothing else is told there."""

    rule = anyone
    template_name = "participation/follow_up.html"
    title = gettext_lazy("What became of it?")
    found: FollowUp

    def load(self) -> None:
        found = find_follow_up(self.kwargs["token"])
        if found is None:
            raise Http404
        self.found = found

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "sub": str(self.found.nomination.deliverable)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found.answered_on or self.found.closes_on < self.today:
            return self.answer(over=_("Thank you. There is nothing more to answer."))
        return self.answer(form=FollowUpForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FollowUpForm(request.POST)
        if not form.is_valid():
            return self.answer(status=422, form=form)
        said = {name: form.cleaned_data[name] == "yes" for name in ("uses_it", "in_position")}
        try:
            answer_follow_up(self.kwargs["token"], **said, result=form.cleaned_data["result"], on=self.today)
        except Refused as error:
            return self.answer(status=409, over=str(error))
        return self.answer(over=_("Thank you. Your answer is kept."))
