"""What people type to enter people and to give and end roles."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.accounts.forms import time_zones
from secretariat.core.date_fields import DayInput
from secretariat.core.languages import alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.parties.choices import HELD_FOR, PartyKind, RoleKind
from secretariat.parties.models import Party

KINDS = (PartyKind.UNIT, PartyKind.STATE, PartyKind.ORGANIZATION)
AT_ONCE, ON_DAY = "at_once", "on_day"


class PersonForm(forms.Form):
    """A person who is entered."""

    full_name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Signs in with it and is sent a link there to set a password. You vouch for it."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("as the browser asks")), *settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones, initial="UTC")


class CorrectionForm(ReasonForm):
    """A person's name and address as they should be."""

    full_name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("With the old one nobody can sign in any more.")
    )
    field_order = ("full_name", "email", "reason")


class RoleForm(forms.Form):
    """A role that is given."""

    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", ""), *RoleKind.choices])
    party = forms.ChoiceField(
        label=gettext_lazy("For"),
        help_text=gettext_lazy(
            "A unit for a role of the secretariat, a State for a delegate, else whoever sends the person."
        ),
    )
    on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    authority = forms.CharField(
        label=gettext_lazy("Authority"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The note or decision that names the person."),
    )

    def __init__(self, *args: Any, parties: list[Party], today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.parties = {party.slug: party for party in parties}
        self.fields["party"].choices = _grouped(parties)  # type: ignore[attr-defined]

    def clean_on(self) -> datetime.date:
        first: datetime.date = self.cleaned_data["on"]
        if first < self.today:
            raise forms.ValidationError(_("A role gives rights from today at the earliest, not in the past."))
        return first

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, party = given.get("kind"), self.parties.get(given.get("party", ""))
        if kind and party and PartyKind(party.kind) not in HELD_FOR[RoleKind(kind)]:
            self.add_error("party", _("This role is not held for a party of this kind."))
        return given


def choosable() -> list[Party]:
    """Return the parties for which a role can be held, by kind and name."""
    return list(Party.objects.filter(kind__in=KINDS).order_by("kind", alphabetical("name")))


def _grouped(parties: list[Party]) -> list[Any]:
    empty: list[Any] = [("", "")]
    return empty + [
        (kind.label, [(party.slug, _named(party)) for party in parties if party.kind == kind]) for kind in KINDS
    ]


def _named(party: Party) -> str:
    return f"{party} ({party.acronym})" if party.acronym else str(party)


class EraseForm(forms.Form):
    """The name once more, so that nobody is erased by a slip of the hand."""

    name = forms.CharField(
        label=gettext_lazy("Name of the person"),
        max_length=150,
        help_text=gettext_lazy("Type it as it stands above."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = name

    def clean_name(self) -> str:
        given: str = self.cleaned_data["name"]
        if given.strip().casefold() != self.expected.strip().casefold():
            raise forms.ValidationError(_("This is not the name of the person. Nothing was erased."))
        return given


class LastDayForm(ReasonForm):
    """Until when a role lasts."""

    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Later to extend the role, earlier to shorten it. Empty: until further notice."),
    )
    field_order = ("until", "reason")

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_until(self) -> datetime.date | None:
        until: datetime.date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(_("This day has passed. What was done under the role stays done."))
        return until


class EndRoleForm(ReasonForm):
    """When a role ends, and why."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        widget=forms.RadioSelect,
        choices=[
            (AT_ONCE, gettext_lazy("At once: from this moment it gives no rights")),
            (ON_DAY, gettext_lazy("At the end of a day")),
        ],
    )
    last_day = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput)
    field_order = ("when", "last_day", "reason")

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == ON_DAY and "last_day" in given:
            if given["last_day"] is None:
                self.add_error("last_day", _("Say which day."))
            elif given["last_day"] < self.today:
                self.add_error("last_day", _("This day has passed. What was done under the role stays done."))
        return given
