"""What people type to sign in, to set a password, and to say how they read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person
from secretariat.core.resources import resources

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
NEW_PASSWORD = _("At least 12 characters; not a common password, and not like your name or address.")

Group = tuple[str, list[tuple[str, str]]]


@cache
def time_zones() -> list[Group | tuple[str, str]]:
    """Return the time zones by part of the world, for a list to choose from."""
    known = sorted(available_timezones())
    return [("UTC", "UTC"), *((area, _zones_in(area, known)) for area in AREAS)]


def _zones_in(area: str, known: Iterable[str]) -> list[tuple[str, str]]:
    inside = [name for name in known if name.startswith(f"{area}/")]
    return [(name, name.removeprefix(f"{area}/").replace("_", " ")) for name in inside]


def _tell(field: forms.Field, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Label a field of allauth in our words; what stands inside a field is not a label."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell(self.fields["login"], _("E-mail address"), autocomplete="username")
        _tell(self.fields["password"], _("Password"))


class AskResetForm(allauth_forms.ResetPasswordForm):
    """The address to which a link is sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell(self.fields["email"], _("E-mail address"))


def _tell_new(form: forms.Form) -> None:
    _tell(form.fields["password1"], _("New password"), NEW_PASSWORD)
    _tell(form.fields["password2"], _("New password, again"))


class ResetPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, by a link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell_new(self)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """A first password, for one who is signed in without."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell_new(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """A new password in place of the present one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell(self.fields["oldpassword"], _("Present password"))
        _tell_new(self)


class PreferencesForm(forms.Form):
    """How one is called and reads."""

    full_name = forms.CharField(
        label=_("Name"), max_length=150, help_text=_("As it stands beside what you write and decide.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("as the browser asks")), *settings.LANGUAGES],
        help_text=_("Of pages and mail."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)


def preferences_of(person: Person) -> dict[str, str]:
    """Return what the form of preferences shows at first."""
    return {"full_name": person.full_name, "language": person.language, "time_zone": person.time_zone}


def families() -> list[tuple[str, str]]:
    """Return the kinds of records that a token may be narrowed to: what one part of the product keeps."""
    names: dict[str, list[str]] = {}
    for resource in resources():
        names.setdefault(resource.model._meta.app_label, []).append(str(resource.model._meta.verbose_name_plural))
    return [(label, ", ".join(sorted(names[label]))) for label in sorted(names)]


class TokenForm(forms.Form):
    """A token for a program."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What it is for, such as the program and the machine it runs on.")
    )
    access = forms.ChoiceField(
        label=_("Access"),
        choices=Access,
        initial=Access.READ,
        help_text=_("A program may never do more than you may yourself on that day."),
    )
    families = forms.MultipleChoiceField(
        label=_("Records"),
        required=False,
        choices=families,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose those that the program needs; none chosen means all."),
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        help_text=_("At most a year from today. After that day make a new one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
