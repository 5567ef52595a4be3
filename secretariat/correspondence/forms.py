"""What people send about distributions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.choices import ChosenAs, Purpose
from secretariat.correspondence.queries import RECEIVE
from secretariat.correspondence.services import FACTS
from secretariat.documents.models import Document
from secretariat.documents.queries import the_document
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Placement, Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import served_organization

LONGEST_LIST = 4000  # characters of symbols


def units_of(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units for which a viewer may send."""
    issued = Placement.objects.visible_to(viewer).filter(order__state=OrderState.ISSUED)
    units = Unit.objects.visible_to(viewer).filter(pk__in=issued.values("unit"))
    if not rules.sends_for_all.test(viewer):
        units = units.filter(party__in=viewer.parties_as(*rules.WORKS))
    return units.select_related("party").order_by(alphabetical("party__name"))


class DistributionForm(forms.Form):
    """What a distribution says."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose.choices)
    subject = TranslatedFormField(
        label=gettext_lazy("Subject"), max_length=200, help_text=gettext_lazy("Stands in mail as you write it here.")
    )
    text = TranslatedFormField(
        label=gettext_lazy("Text"),
        long=True,
        required=False,
        help_text=gettext_lazy("Goes with the documents. Each recipient gets it in one language."),
    )
    audience = forms.TypedChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=Audience.choices,
        initial=Audience.SECRETARIAT,
        coerce=lambda value: Audience(int(value)),
        help_text=gettext_lazy("The unit always sees it; recipients see their own part."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        self.fields["unit"].queryset = units_of(viewer)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the form says, by fact."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class ChangeDistributionForm(DistributionForm):
    """What a distribution says, and why it changes."""

    reason = ReasonForm.base_fields["reason"]


class DocumentsForm(forms.Form):
    """Documents by their symbols."""

    documents = forms.CharField(
        label=gettext_lazy("Documents"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_LIST,
        help_text=gettext_lazy("Their symbols or keys, whole or in part, one a line."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_documents(self) -> list[Document]:
        lines = [line.strip() for line in str(self.cleaned_data["documents"]).splitlines() if line.strip()]
        found, objections = [], []
        for line in lines:
            try:
                found.append(self._named(line))
            except ValueError as error:
                objections.append(f"{line}: {error}")
        if objections:
            raise ValidationError(objections)
        return found

    def _named(self, line: str) -> Document:
        keyed = Document.objects.visible_to(self.viewer).filter(slug=line).first()
        return keyed or the_document(line, self.viewer)


class RecipientsForm(forms.Form):
    """Recipients: members of what is named, or chosen one by one."""

    members = forms.ModelMultipleChoiceField(
        label=gettext_lazy("All members of"),
        queryset=Party.objects.none(),
        required=False,
        to_field_name="slug",
        help_text=gettext_lazy("An organization, a group of States or a body."),
    )
    parties = forms.ModelMultipleChoiceField(
        label=gettext_lazy("States and organizations"),
        queryset=Party.objects.none(),
        required=False,
        to_field_name="slug",
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Party.objects.visible_to(viewer)
        groups = rows.with_members() | rows.filter(body__isnull=False)
        self.fields["members"].queryset = groups.distinct().order_by("kind", "slug")  # type: ignore[attr-defined]
        self.fields["parties"].queryset = rows.filter(kind__in=RECEIVE).order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("members") and not said.get("parties") and not self.errors:
            raise ValidationError(_("Choose who gets it."))
        return said

    def chosen(self) -> list[tuple[ChosenAs, list[Party]]]:
        """Return who is chosen by which rule."""
        by_rule: dict[ChosenAs, list[Party]] = {}
        served = served_organization()
        for party in self.cleaned_data["members"]:
            by_rule.setdefault(_rule_of(party, served), []).append(party)
        if self.cleaned_data["parties"]:
            by_rule[ChosenAs.CHOSEN] = list(self.cleaned_data["parties"])
        return list(by_rule.items())


def _rule_of(party: Party, served: Party | None) -> ChosenAs:
    if party == served:
        return ChosenAs.MEMBER
    return ChosenAs.BODY if party.kind == "body" else ChosenAs.GROUP


class LanguageForm(ReasonForm):
    """A recipient's language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    field_order: tuple[str, ...] = ("language", "reason")


class PreferredLanguageForm(forms.Form):
    """In which language a State or organization wishes to be written to."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where this is known from, such as a note."),
    )


class BounceForm(forms.Form):
    """What a returned message says."""

    said = forms.CharField(
        label=gettext_lazy("What it says"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The words of the mail server, such as “550 no such mailbox”."),
    )
