"""What people send about reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.languages import alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.reports.registry import find_kind, report_kinds

DAY = {"type": "date"}


class ReportForm(forms.Form):
    """Which report, on which body or unit, for which period."""

    kind = forms.ChoiceField(label=_("Report"))
    body = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Body.objects.none(),
        required=False,
        help_text=_("For a report to States; empty for an internal one."),
    )
    unit = forms.ModelChoiceField(
        label=_("On the unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("For an internal report to the Secretary; empty for the others."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DAY))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY), help_text=_("Included."))
    owner = forms.ModelChoiceField(
        label=_("Prepared by"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_(
            "Empty for the unit that carries out the body's plan, or the unit itself. "
            "Its chief reviews and issues the report."
        ),
    )
    audience = forms.TypedChoiceField(
        label=_("Who may read it"),
        choices=[each for each in Audience.choices if each[0] <= Audience.STATES],
        coerce=lambda value: Audience(int(value)),
        initial=int(Audience.STATES),
        help_text=_("Once it is issued. An internal report is for the secretariat alone, whatever stands here."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(each.name, f"{each.title}. {each.about}") for each in report_kinds()]  # type: ignore[attr-defined]
        bodies = Body.objects.visible_to(viewer).select_related("party").order_by(alphabetical("party__name"))
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        units = Unit.objects.visible_to(viewer).select_related("party").order_by(alphabetical("party__name"))
        for name in ("unit", "owner"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind = find_kind(said.get("kind", ""))
        if kind is not None and kind.of_unit:
            said["audience"] = kind.audience
        return said


class NarrativeForm(forms.Form):
    """What a section says, in one language."""

    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "An empty line begins a new paragraph. Figures are not typed: they stand beneath, from the record."
        ),
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["lang"] = language


class IssueForm(ReasonForm):
    """Under which symbol a report is issued, and why."""

    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=120,
        help_text=_(
            "As the body prints it, such as CICTE/INF.3/17. A number in reserve for the body or unit stands here."
        ),
    )
    language = forms.ChoiceField(
        label=_("Original language"), choices=settings.LANGUAGES, help_text=_("The language it was written in.")
    )

    field_order: tuple[str, ...] = ("symbol", "language", "reason")
