"""What people send about duties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.duties import rules
from secretariat.duties.choices import REMIND_DAYS, Rhythm
from secretariat.parties.choices import PartyKind, RoleKind
from secretariat.parties.models import Party, PartyQuerySet

AUDIENCES = [each for each in Audience.choices if each[0] != Audience.NAMED]


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def _audience(value: Any) -> Audience:
    return Audience(int(value))


def _remind_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Days of reminding"),
        min_value=0,
        max_value=366,
        initial=REMIND_DAYS,
        help_text=_("How many days before that day people are reminded."),
    )


class _OfDebtor(forms.Form):
    """A form that names who owes: all parties for planning officers, the own units for chiefs."""

    subject = TranslatedFormField(label=_("What"), max_length=300)
    debtor = forms.ModelChoiceField(label=_("Owed by"), queryset=Party.objects.none())

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = self.debtors(viewer)
        if not rules.is_planning_officer.test(viewer):
            rows = rows.filter(pk__in=viewer.parties_as(RoleKind.CHIEF))
        self.fields["debtor"].queryset = rows.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]

    def debtors(self, viewer: Viewer) -> PartyQuerySet:
        """Return who can owe it."""
        return Party.objects.visible_to(viewer).exclude(kind=PartyKind.PERSON)


class _WithGround(_OfDebtor):
    """To whom it is owed, and who says so."""

    creditor = forms.ModelChoiceField(
        label=_("Owed to"), queryset=Party.objects.none(), required=False, empty_label=_("several, in words below")
    )
    creditor_words = TranslatedFormField(
        label=_("Owed to, in words"),
        max_length=300,
        required=False,
        help_text=_("Such as: the Member States that take part."),
    )
    document = forms.CharField(
        label=_("Document that says so"),
        max_length=160,
        required=False,
        help_text=_("Its key, as in its address: cicte-doc-5-16. Empty where a person asked."),
    )
    number = forms.CharField(
        label=_("Number of the paragraph"), max_length=40, required=False, help_text=_("Such as 4.h.")
    )
    asked_by = forms.CharField(
        label=_("Asked by"),
        max_length=200,
        required=False,
        help_text=_("Who asked for it, where no paragraph says so."),
    )
    audience = forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=AUDIENCES,
        coerce=_audience,
        initial=int(Audience.SECRETARIAT),
        help_text=_("Who owes it and who is owed always see it."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, viewer=viewer, **options)
        self.viewer = viewer
        rows = Party.objects.visible_to(viewer).exclude(kind=PartyKind.PERSON)
        self.fields["creditor"].queryset = rows.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the paragraph that is named."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        slug, number = said.pop("document", "").strip(), said.pop("number", "").strip()
        said["paragraph"] = None
        if slug or number:
            rows = Paragraph.objects.visible_to(self.viewer).select_related("document")
            said["paragraph"] = rows.filter(document__slug=slug, number=number).first()
            if said["paragraph"] is None:
                self.add_error("number", _("There is no such paragraph."))
        return said


class OweForm(_WithGround):
    """Something that a party owes by a day."""

    due_on = day_field(_("Until"), help_text=_("The last day on which it is in time."))
    remind_days = _remind_field()

    field_order: tuple[str, ...] = ("subject", "debtor", "due_on", "remind_days")


class InstructForm(_OfDebtor):
    """What a unit is told to do by a day."""

    due_on = day_field(_("Until"), help_text=_("The last day on which it is in time."))
    remind_days = _remind_field()
    asked_by = forms.CharField(
        label=_("Whose instruction"),
        max_length=200,
        required=False,
        help_text=_("Such as the Secretary; your own where it is empty."),
    )

    def debtors(self, viewer: Viewer) -> PartyQuerySet:
        return super().debtors(viewer).filter(kind=PartyKind.UNIT)


class RepeatForm(_WithGround):
    """Something that a party owes period after period."""

    rhythm = forms.ChoiceField(label=_("Rhythm"), choices=Rhythm.choices, initial=Rhythm.SEMESTER)
    starts_on = day_field(_("From"), help_text=_("It is owed for the period of this day and those after."))
    ends_on = day_field(_("Until"), required=False, help_text=_("No period that begins later; empty if it goes on."))
    days_after = forms.IntegerField(
        label=_("Days after the period"),
        min_value=0,
        max_value=366,
        initial=30,
        help_text=_("By how many days after the last day of a period it is owed."),
    )
    remind_days = _remind_field()


class FulfilForm(ReasonForm):
    """The day on which a duty was kept, and what shows it."""

    done_on = day_field(_("Kept on"))
    document = forms.CharField(
        label=_("Document that shows it"),
        max_length=160,
        required=False,
        help_text=_("Its key, as in its address: cicte-doc-5-16."),
    )
    text = forms.CharField(
        label=_("What shows it, in words"),
        max_length=500,
        required=False,
        help_text=_("Such as a note with its number."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Stays on record with your name and the day."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    field_order: tuple[str, ...] = ("done_on", "document", "text", "reason")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_document(self) -> Document | None:
        """Return the document of the key, if the reader may see one."""
        slug = self.cleaned_data["document"].strip()
        if not slug:
            return None
        found: Document | None = Document.objects.visible_to(self.viewer).filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(_("There is no such document."))
        return found


class EvidenceForm(FulfilForm):
    """What shows that a duty is being kept or was."""

    done_on = day_field(_("Day"), help_text=_("The day of what shows it."))


class MoveForm(ReasonForm):
    """Another day until which it is owed, and why."""

    due_on = day_field(_("Until"), help_text=_("The last day on which it is in time."))
    remind_days = _remind_field()

    field_order: tuple[str, ...] = ("due_on", "remind_days", "reason")


class EndForm(ReasonForm):
    """The last day of what comes back, and why."""

    ends_on = day_field(_("Until"), help_text=_("No period that begins later."))

    field_order: tuple[str, ...] = ("ends_on", "reason")
