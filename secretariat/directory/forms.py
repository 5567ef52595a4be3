"""What people send about whom a State or organization named."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.languages import alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.directory import rules
from secretariat.directory.choices import DesignationRole
from secretariat.directory.services.designations import NAMING
from secretariat.documents.models import Document
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

LANGUAGES = [("", _("not known")), *settings.LANGUAGES]
DAY = forms.DateInput(attrs={"type": "date"})


class WhoForm(forms.Form):
    """Who is named, and how they are reached."""

    name = forms.CharField(label=_("Name"), max_length=150)
    title = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("Such as Ambassador or Director.")
    )
    mail = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Where invitations and documents go.")
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, help_text=_("With the code of the country.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)


class DesignateForm(WhoForm):
    """Who is named by whom, for what, and on whose authority."""

    party = forms.ModelChoiceField(label=_("State or organization"), queryset=Party.objects.none())
    role = forms.ChoiceField(label=_("As what"), choices=DesignationRole.choices)
    body = forms.ModelChoiceField(label=_("To which body"), queryset=Body.objects.none(), required=False)
    topic = forms.ModelChoiceField(label=_("For which topic"), queryset=Topic.objects.none(), required=False)
    institution = forms.CharField(
        label=_("Institution"),
        max_length=200,
        required=False,
        help_text=_("The ministry, agency or mission; everyone sees it."),
    )
    note = forms.CharField(
        label=_("Number of the note"),
        max_length=120,
        required=False,
        help_text=_("The secretariat names nobody without one."),
    )
    note_date = forms.DateField(label=_("Date of the note"), required=False, widget=DAY)
    document = forms.ModelChoiceField(
        label=_("The note, where it is on record"), queryset=Document.objects.none(), required=False
    )
    valid_from = forms.DateField(label=_("From"), required=False, widget=DAY, help_text=_("Empty: from today."))
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=DAY, help_text=_("Last day; empty: until further notice.")
    )

    field_order = (
        *("party", "role", "body", "topic", "institution", "name", "title", "mail", "phone", "language"),
        *("note", "note_date", "document", "valid_from", "valid_until"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = Party.objects.visible_to(viewer).filter(kind__in=NAMING)
        if not rules.may_designate_on_note.test(viewer):
            parties = parties.filter(pk__in=viewer.parties_as(RoleKind.DELEGATE))
        self._offer("party", parties.order_by("-kind", alphabetical("name")))
        bodies = Body.objects.visible_to(viewer).select_related("party").order_by(alphabetical("party__name"))
        self._offer("body", bodies)
        self._offer("topic", Topic.objects.visible_to(viewer).order_by(alphabetical("label")))
        self._offer("document", Document.objects.visible_to(viewer).filter(kind="note").order_by("-date", "id"))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


class CorrectWhoForm(WhoForm):
    """Who is named, and why what is recorded of them changes."""

    reason = ReasonForm.base_fields["reason"]


class EndForm(ReasonForm):
    """Until when it holds, and by which note it ends."""

    last_day = forms.DateField(label=_("Last day"), widget=DAY)
    note = forms.CharField(
        label=_("Number of the note"),
        max_length=120,
        required=False,
        help_text=_("The secretariat ends nothing without one."),
    )

    field_order = ("last_day", "note", "reason")
