"""What people send about deliverables."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import one_line
from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.delivery import rules
from secretariat.delivery.choices import (
    EventPart,
    FeedOf,
    Marker,
    Part,
    Presence,
    SiteKind,
)
from secretariat.delivery.models import (
    Deliverable,
    EventDocument,
)
from secretariat.delivery.services import FACTS
from secretariat.delivery.services.involving import INVOLVED
from secretariat.documents.choices import DocumentKind
from secretariat.documents.models import Document
from secretariat.documents.queries import the_document
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Placement, Unit
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.plans.models import Activity

MARKERS = [("", _("nobody has looked")), *Marker.choices]


def _marker(value: Any) -> Marker | None:
    return None if value in (None, "") else Marker(int(value))


class DeliverableForm(forms.Form):
    """What is known of a deliverable; its line is known from where the form was opened."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DeliverableKind.choices)
    title = TranslatedFormField(label=_("Title"), max_length=300)
    summary = TranslatedFormField(label=_("What it is for"), long=True, required=False)
    owner = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    starts_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty while no day is set."),
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Included; empty for one day."),
    )
    is_standing = forms.BooleanField(label=_("Standing: a network, pool or system that is kept up"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("choose")), *Level.choices])
    presence = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
    place = forms.CharField(label=_("City"), max_length=120, required=False)
    site_kind = forms.ChoiceField(label=_("Kind of site"), choices=[("", "—"), *SiteKind.choices], required=False)
    site = forms.CharField(
        label=_("Site"), max_length=160, required=False, help_text=_("Such as the name of a port or an airport.")
    )
    follows = forms.ModelChoiceField(
        label=_("Follows from"),
        queryset=Deliverable.objects.none(),
        required=False,
        help_text=_("An earlier one it builds on: an assessment, then a course, then a follow-up."),
    )
    gender_marker = forms.TypedChoiceField(
        label=_("Gender equality"), choices=MARKERS, coerce=_marker, empty_value=None, required=False
    )
    rights_marker = forms.TypedChoiceField(
        label=_("Human rights"), choices=MARKERS, coerce=_marker, empty_value=None, required=False
    )
    audience = forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=[each for each in Audience.choices if each[0] != Audience.NAMED],
        coerce=lambda value: Audience(int(value)),
        help_text=_("The States involved and the unit always see it; a national assessment concerns its State."),
    )

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        issued = Placement.objects.visible_to(viewer).filter(order__state=OrderState.ISSUED)
        units = Unit.objects.visible_to(viewer).filter(pk__in=issued.values("unit"))
        if not rules.is_planning_officer.test(viewer):
            units = units.filter(party__in=viewer.parties_as(*rules.WORKS))
        self.fields["owner"].queryset = units.select_related("party").order_by(alphabetical("party__name"))  # type: ignore[attr-defined]
        earlier = Deliverable.objects.visible_to(viewer).order_by("-starts_on", "id")
        self.fields["follows"].queryset = earlier.exclude(pk=subject.pk) if subject else earlier  # type: ignore[attr-defined]
        if subject is not None:
            del self.fields["kind"]

    def facts(self) -> dict[str, Any]:
        """Return what the form says, by fact."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class ChangeDeliverableForm(DeliverableForm):
    """What is known of a deliverable, and why it changes."""

    reason = ReasonForm.base_fields["reason"]


class DaysForm(ReasonForm):
    """A reason, and the days on which it is held or was."""

    starts_on = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Included; empty for one day."),
    )

    field_order: tuple[str, ...] = ("starts_on", "ends_on", "reason")


class InvolveForm(forms.Form):
    """States and organizations with a part in a deliverable."""

    parties = forms.ModelMultipleChoiceField(label=_("States and organizations"), queryset=Party.objects.none())
    part = forms.ChoiceField(label=_("As what"), choices=Part.choices, initial=Part.PARTICIPANT)

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Party.objects.visible_to(viewer).filter(kind__in=INVOLVED)
        self.fields["parties"].queryset = rows.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]


class ServeAlsoForm(ReasonForm):
    """Another line that a deliverable serves."""

    activity = forms.ModelChoiceField(label=_("Plan line"), queryset=Activity.objects.none())

    field_order: tuple[str, ...] = ("activity", "reason")

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Activity.objects.visible_to(viewer).current().exclude(pk=subject.activity_id)
        self.fields["activity"].queryset = rows.select_related("plan__document").order_by("plan", "position")  # type: ignore[attr-defined]


class RuleForm(ReasonForm):
    """By how many days something is due for an event: a setting, and why it changes."""

    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=366)
    days_are_ours = forms.BooleanField(label=_("A setting of ours: the source gives no number of days"), required=False)
    remind_days = forms.IntegerField(
        label=_("Days of reminding"),
        min_value=0,
        max_value=366,
        help_text=_("How many days before the due day people are reminded."),
    )

    field_order: tuple[str, ...] = ("days", "days_are_ours", "remind_days", "reason")


class EventDocumentForm(forms.Form):
    """A document on record, and to which part of a deliverable it belongs."""

    document = forms.CharField(label=_("Document"), max_length=200, help_text=_("Its symbol or key, whole or in part."))
    part = forms.ChoiceField(label=_("Goes out"), choices=EventPart.choices)

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_document(self) -> Document:
        typed = str(self.cleaned_data["document"]).strip()
        keyed = Document.objects.visible_to(self.viewer).filter(slug=typed).first()
        try:
            return keyed or the_document(typed, self.viewer)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class NewEventDocumentForm(forms.Form):
    """A document of the unit without a symbol, with its files by language."""

    title = TranslatedFormField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("choose")), *DocumentKind.choices])
    part = forms.ChoiceField(label=_("Goes out"), choices=EventPart.choices)
    audience = forms.TypedChoiceField(
        label=_("Who may read it"),
        choices=[("", _("choose")), *Audience.choices],
        coerce=lambda value: Audience(int(value)),
    )

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, name in settings.LANGUAGES:
            self.fields[f"file_{code}"] = forms.FileField(
                label=_("File: %(language)s") % {"language": name},
                required=False,
                widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.xlsx,.pptx,.odt,.txt"}),
            )

    def files_given(self) -> dict[str, tuple[str, Any]]:
        """Return the files that were given, by language."""
        given = {code: self.cleaned_data.get(f"file_{code}") for code, _name in settings.LANGUAGES}
        return {code: (file.name, file) for code, file in given.items() if file}


class DistributeForm(forms.Form):
    """What is sent of a deliverable, to whom, with which words."""

    documents = forms.ModelMultipleChoiceField(
        label=_("Documents"), queryset=Document.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    recipients = forms.ModelMultipleChoiceField(
        label=_("Recipients"),
        queryset=Party.objects.none(),
        to_field_name="slug",
        help_text=_("The participating Member States are chosen; each gets it in the language that it prefers."),
    )
    subject = TranslatedFormField(
        label=_("Subject"), max_length=200, help_text=_("Stands in mail as you write it here.")
    )
    text = TranslatedFormField(label=_("Text"), long=True, required=False)
    is_draft = forms.BooleanField(
        label=_("Keep it as a draft: send nothing yet"),
        required=False,
        help_text=_("The draft shows who would get what, in which language."),
    )

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        own = EventDocument.objects.visible_to(viewer).standing().filter(deliverable=subject)
        self.fields["documents"].queryset = Document.objects.filter(pk__in=own.values("document")).order_by("pk")  # type: ignore[attr-defined]
        rows = Party.objects.visible_to(viewer).filter(kind__in=INVOLVED)
        self.fields["recipients"].queryset = rows.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]


class FeedForm(forms.Form):
    """A calendar address."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Where it is read, such as “My telephone”."), validators=[one_line]
    )
    of = forms.ChoiceField(label=_("What it holds"), choices=FeedOf, initial=FeedOf.MINE)


class ObjectionForm(forms.Form):
    """What the number should be, and why."""

    should_be = forms.IntegerField(label=_("How many should be held by today"), min_value=0, max_value=100_000)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What is missing or counted wrongly. Stays on record with your name and the day."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
