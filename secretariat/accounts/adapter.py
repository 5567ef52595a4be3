"""How people sign in here: nobody signs up by themselves, and mail leaves through the worker."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.accounts.tasks import send_mail
from secretariat.core.languages import current_language


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter for a secretariat."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        # SECURITY: the same words whether or not anybody has the address.
        "email_password_mismatch": _("This address and this password do not belong together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
        "invalid_password_reset": _("This link can no longer be used. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: the administrator enters people."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a password; the history says that the person did, and not what it is. Their other sessions end."""
        user._history_user = user  # type: ignore[attr-defined]
        user._change_reason = gettext("Password set")  # type: ignore[attr-defined]
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the preferences, from where one comes."""
        return reverse("preferences")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message now and let the worker send it, so that a slow mail server keeps nobody waiting."""
        person = context.get("user")
        site = get_current_site(self.request)
        with translation.override(getattr(person, "language", "") or current_language()):
            message = self.render_mail(template_prefix, email, {"email": email, "current_site": site, **context})
        html = next((body for body, kind in getattr(message, "alternatives", ()) if kind == "text/html"), "")
        send_mail.enqueue(message.subject, message.body, [*message.to], html)

    def send_invitation(self, person: Person) -> None:
        """Write to a person who was entered, with a link under which they set a password."""
        key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
        context = {"user": person, "password_reset_url": self.get_reset_password_from_key_url(key)}
        self.send_mail("account/email/invitation", person.email, context)
