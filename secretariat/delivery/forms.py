"""What people send about deliverables."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.delivery import rules
from secretariat.delivery.choices import Marker, Part, Presence, SiteKind
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import FACTS
from secretariat.delivery.services.involving import INVOLVED
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
