"""Forms that correct and issue drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.date_fields import DayInput
from secretariat.core.pages import ReasonForm
from secretariat.documents.choices import NumberState
from secretariat.documents.forms.documents import DocumentForm
from secretariat.documents.models import NumberSeries, SymbolNumber


class DraftForm(DocumentForm, ReasonForm):
    """The facts of a draft; its symbol and kind stay."""

    symbol = doubts_seen = kind = languages = state = None  # type: ignore[assignment]
    field_order = (
        *("title", "issuer", "session", "date", "original_language", "series", "audience", "is_uncertain", "note"),
        "reason",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.doubts = []


class IssueForm(ReasonForm):
    """How a draft is issued: under which day and symbol, and for whom."""

    date = forms.DateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("The day that it bears; it has come."),
        widget=DayInput,
    )
    audience = forms.TypedChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=Audience.choices,
        help_text=gettext_lazy("At least those who may read the draft."),
        coerce=lambda value: Audience(int(value)),
    )
    number = forms.ChoiceField(
        label=gettext_lazy("Symbol"),
        help_text=gettext_lazy("A number that is reserved, or the next of a series."),
        required=False,
    )
    field_order = ("date", "audience", "number", "reason")

    def __init__(self, *args: Any, may_number: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if may_number:
            self.fields["number"].choices = _numbers()  # type: ignore[attr-defined]
        else:
            del self.fields["number"]

    def chosen(self) -> SymbolNumber | NumberSeries | None:
        """Return the number that it bears, or the series whose next one it gets. Errors: ValidationError if gone."""
        kind, _between, key = str(self.cleaned_data.get("number", "")).partition(":")
        model: Any = {"number": SymbolNumber, "series": NumberSeries}.get(kind)
        if model is None:
            return None
        found: SymbolNumber | NumberSeries | None = model.objects.filter(pk=key).first()
        if found is None:
            raise ValidationError({"number": _("This number is not there any more.")})
        return found


def _numbers() -> list[tuple[str, Any]]:
    reserved = SymbolNumber.objects.filter(state=NumberState.RESERVED).order_by("symbol")
    series = NumberSeries.objects.open().order_by("template")
    return [
        ("", _("none: it bears no symbol")),
        (_("Reserved"), [(f"number:{each.pk}", f"{each.symbol} ({each.purpose})") for each in reserved]),
        (_("The next number of"), [(f"series:{each.pk}", each.template) for each in series]),
    ]
