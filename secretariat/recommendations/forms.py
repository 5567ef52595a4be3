"""What people send about recommendations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.documents.queries import the_document
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Placement, Unit
from secretariat.parties.models import Party
from secretariat.recommendations import rules
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import FACTS
from secretariat.recommendations.services.making import OWNERS
from secretariat.topics.models import Topic

DAY = {"type": "date"}


class DocumentField(forms.CharField):
    """A document named by its symbol, as a person types it."""

    def __init__(self, *, viewer: Viewer | None = None, **options: Any) -> None:
        self.viewer = viewer
        super().__init__(max_length=160, **options)

    def clean(self, value: Any) -> Document | None:
        typed = super().clean(value)
        if not typed or self.viewer is None:
            return None
        try:
            return the_document(typed, self.viewer)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def units_for(viewer: Viewer) -> Any:
    """Return the units for which a viewer may record recommendations."""
    issued = Placement.objects.visible_to(viewer).filter(order__state=OrderState.ISSUED)
    units = Unit.objects.visible_to(viewer).filter(pk__in=issued.values("unit"))
    if not rules.is_planning_officer.test(viewer):
        units = units.filter(party__in=viewer.parties_as(*rules.WORKS))
    return units.select_related("party").order_by(alphabetical("party__name"))


def owners_for(viewer: Viewer) -> Any:
    """Return the States and units to which something can be recommended."""
    rows = Party.objects.visible_to(viewer).filter(kind__in=OWNERS)
    return rows.order_by("kind", alphabetical("name"))


def audience_field() -> forms.TypedChoiceField:
    """Return the choice of who may see it."""
    return forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=Audience.choices,
        coerce=lambda value: Audience(int(value)),
        initial=int(Audience.SECRETARIAT),
        help_text=_("Its owner and the unit that follows it up always see it."),
    )


class ToRecommendForm(forms.Form):
    """What is recommended, to whom and by when."""

    text = TranslatedFormField(label=_("What should be done"), long=True)
    owner = forms.ModelChoiceField(label=_("Addressed to"), queryset=Party.objects.none())
    due_on = forms.DateField(label=_("Due on"), required=False, widget=forms.DateInput(attrs=DAY))
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)
    audience = audience_field()

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        self.fields["topics"].queryset = Topic.objects.visible_to(viewer).order_by(alphabetical("label"))  # type: ignore[attr-defined]
        if "owner" in self.fields:
            self.fields["owner"].queryset = owners_for(viewer)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the form says, by fact, with owner and topics."""
        said = {name: self.cleaned_data[name] for name in (*FACTS, "owner") if name in self.cleaned_data}
        return {**said, "topics": self.cleaned_data["topics"]}


class RecommendForm(ToRecommendForm):
    """A recommendation from a source that has no page of its own here."""

    unit = forms.ModelChoiceField(
        label=_("Followed up by"), queryset=Unit.objects.none(), help_text=_("The unit that asks what became of it.")
    )
    made_on = forms.DateField(label=_("Made on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    document = DocumentField(
        label=_("Source document"), required=False, help_text=_("Its symbol or key, where it stands in one.")
    )
    field_order: tuple[str, ...] = ("text", "owner", "unit", "made_on", "due_on", "document", "topics", "audience")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, viewer=viewer, **options)
        self.fields["unit"].queryset = units_for(viewer)  # type: ignore[attr-defined]
        self.fields["document"].viewer = viewer  # type: ignore[attr-defined]


class ChangeRecommendationForm(RecommendForm):
    """What is known of a recommendation, and why it changes; to whom it is addressed stays."""

    reason = ReasonForm.base_fields["reason"]

    def __init__(self, *args: Any, viewer: Viewer, subject: Recommendation, **options: Any) -> None:
        super().__init__(*args, viewer=viewer, **options)
        del self.fields["owner"], self.fields["made_on"]
        if subject.responded_on:
            self.fields["text"].disabled = True


class RespondForm(forms.Form):
    """What the owner of a recommendation says to it."""

    response = TranslatedFormField(
        label=_("Response"), long=True, required=False, help_text=_("What will be done; why not, where it will not be.")
    )
    authority = forms.CharField(
        label=_("On the authority of"),
        max_length=200,
        required=False,
        help_text=_("The note or decision with which its owner answered, where you enter it for them."),
    )

    def __init__(self, *args: Any, speaks: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if speaks:
            del self.fields["authority"]


class FollowUpForm(forms.Form):
    """What happened with a recommendation."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    text = TranslatedFormField(label=_("What happened"), long=True)
    evidence = DocumentField(
        label=_("Evidence"), required=False, help_text=_("Symbol or key of the document that shows it.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["evidence"].viewer = viewer  # type: ignore[attr-defined]
