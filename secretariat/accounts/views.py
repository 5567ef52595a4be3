"""One's own account: preferences, and the address one signs in with."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.columns import TOKENS
from secretariat.accounts.forms import PreferencesForm, TokenForm, preferences_of
from secretariat.accounts.models import Person, Token
from secretariat.accounts.rules import may_make_tokens, may_revoke_token
from secretariat.accounts.services import set_preferences
from secretariat.accounts.tokens import make_token, revoke_token
from secretariat.core.pages import Action, BoardPage, ConfirmPage, FormPage, ListPage
from secretariat.core.pages.base import Crumb
from secretariat.core.rules import signed_in


def own(person: Any) -> Person:
    """Return the account of the person signed in."""
    account: Person = Person.objects.get(pk=person.pk)
    return account


class PreferencesPage(FormPage):
    """Name, language and time zone of the person signed in."""

    rule = signed_in
    title = _("Preferences")
    form_class = PreferencesForm
    done = _("Your preferences are saved.")

    def load(self) -> None:
        if self.viewer.person is not None:
            self.subject = own(self.viewer.person)

    def initial(self) -> dict[str, Any]:
        return preferences_of(self.subject)

    def actions(self) -> list[Action]:
        return [
            Action(_("Change the password"), reverse("account_change_password")),
            Action(_("Second factor"), reverse("mfa_index")),
            Action(_("Where you are signed in"), reverse("usersessions_list")),
            Action(_("Your address"), reverse("account_email")),
            Action(_("How you are told"), reverse("notice-preferences")),
            Action(_("Tokens for programs"), reverse("tokens")),
        ]

    def perform(self, form: PreferencesForm) -> None:
        set_preferences(self.subject, **form.cleaned_data, by=self.viewer)
        translation.activate(form.cleaned_data["language"] or translation.get_language())

    def done_url(self) -> str:
        return reverse("preferences")

    def cancel_url(self) -> str:
        return reverse("today")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            # The cookie stands before the account's language: without this the choice would show elsewhere only.
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response


class AddressPage(BoardPage):
    """The address one signs in with; the administrator vouches for it, so the administrator changes it."""

    rule = signed_in
    title = _("Your address")
    template_name = "account/email.html"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "address": own(self.viewer.person).email}


class TokensPage(ListPage):
    """The tokens with which programs act for the person signed in."""

    rule = may_make_tokens
    title = _("Tokens for programs")
    sub = _("With a token a program reads and writes in your name, and may do no more than you may.")
    columns = TOKENS
    order = "-expires"
    empty_title = _("No tokens")
    empty_text = _("Make one when a program of yours needs the records.")

    def records(self) -> Any:
        own = Token.objects.visible_to(self.viewer).filter(person=self.viewer.person.pk if self.viewer.person else None)
        return own.select_related("last_use")

    def crumbs(self) -> list[Crumb]:
        return [(_("Preferences"), reverse("preferences"))]

    def actions(self) -> list[Action]:
        return [Action(_("Make a token"), reverse("token-make"), primary=True)]


class MakeTokenPage(FormPage):
    """Make a token; what it opens with is shown on the answer, once."""

    rule = may_make_tokens
    title = _("Make a token")
    form_class = TokenForm
    submit_label = _("Make the token")
    intro = _("The token is shown once, after you make it. Keep it as you keep a password.")
    secret = ""

    def initial(self) -> dict[str, Any]:
        return {"expires_on": self.today + datetime.timedelta(days=90)}

    def crumbs(self) -> list[Crumb]:
        return [(TokensPage.title, reverse("tokens"))]

    def perform(self, form: TokenForm) -> None:
        _token, self.secret = make_token(**form.cleaned_data, by=self.viewer, on=self.today)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(request, *args, **kwargs)
        return self.shown() if self.secret else response

    def shown(self) -> HttpResponse:
        """Show the secret. SECURITY: on this answer alone; nothing keeps it, and no cache may."""
        return render(self.request, "account/token.html", {**self.get_context(), "secret": self.secret})

    def done_url(self) -> str:
        return reverse("tokens")


class RevokeTokenPage(ConfirmPage):
    """Revoke a token."""

    rule = may_revoke_token
    title = _("Revoke a token")
    question = _("Revoke this token?")
    submit_label = _("Revoke")
    done = _("The token opens nothing any more.")
    danger = True

    def load(self) -> None:
        self.subject = get_object_or_404(Token.objects.visible_to(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(TokensPage.title, reverse("tokens"))]

    def consequences(self) -> list[Any]:
        return [self.subject.name, _("Programs that use it are refused from now on; what they wrote stays.")]

    def perform(self, form: Any) -> None:
        revoke_token(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return reverse("tokens")
