"""Forms of mandates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.date_fields import DayInput, PartialDateField
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.documents.queries import Found, find_typed, the_document
from secretariat.mandates.choices import ChainKind, Nature, Priority, Status
from secretariat.organization.models import Function, Unit
from secretariat.organization.queries import Structure, structure_on
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic

CHOOSE = ("", gettext_lazy("choose"))
INDENT = "\u2003"


class DescriptionForm(ReasonForm):
    """What is said of a mandate."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        choices=Nature.choices,
        help_text=gettext_lazy("Only the status of an instruction to the secretariat is computed."),
    )
    verb = TranslatedFormField(
        label=gettext_lazy("Action verb"), help_text=gettext_lazy("What is to be done, in a word or two.")
    )
    addressee = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("Addressee"),
        to_field_name="slug",
        empty_label=None,
        help_text=gettext_lazy("Of whom it is asked."),
    )
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), choices=Priority.choices)
    program_area = forms.ModelChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Program area"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("none"),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Topics"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Of what it speaks; it is found under each of them."),
    )
    valid_from = PartialDateField(
        label=gettext_lazy("From"),
        max_length=10,
        required=False,
        help_text=gettext_lazy(
            "First day on which it holds, as exactly as it is known: 2011, 2011-06 or 2011-06-07; empty if it is not."
        ),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Last day on which it holds; empty if it has no end date."),
    )
    is_standing = forms.BooleanField(
        label=gettext_lazy("Standing"),
        required=False,
        help_text=gettext_lazy("Goes on without end: never fulfilled by counting."),
    )
    field_order = (
        "nature", "verb", "addressee", "priority", "program_area", "valid_from", "valid_until", "is_standing", "topics",
        "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = Party.objects.exclude(kind=PartyKind.PERSON).order_by(alphabetical("name"))
        kinds = (TopicKind.WORK_AREA, TopicKind.PROGRAM)
        areas = Topic.objects.filter(kind__in=kinds).order_by(alphabetical("label"))
        self.fields["addressee"].queryset = parties  # type: ignore[attr-defined]
        self.fields["program_area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.order_by(alphabetical("label"))  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the form says, for the services."""
        said = dict(self.cleaned_data)
        first, precision = said.pop("valid_from")
        return {
            **said,
            "nature": Nature(said["nature"]),
            "priority": Priority(said["priority"]),
            "valid_from": first,
            "from_precision": precision,
        }


class RegistrationForm(DescriptionForm):
    """What is said of a new mandate."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stays on record with your name and the day."),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        nature, addressee = self.fields["nature"], self.fields["addressee"]
        nature.choices = [CHOOSE, *Nature.choices]  # type: ignore[attr-defined]
        addressee.empty_label = CHOOSE[1]  # type: ignore[attr-defined]


class OverrulingForm(ReasonForm):
    """A status set by a person."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=[CHOOSE, *Status.choices])
    field_order = ("status", "reason")


class RetirementForm(ReasonForm):
    """The decision that ends a mandate."""

    decision = forms.CharField(
        label=gettext_lazy("Decision"),
        max_length=200,
        help_text=gettext_lazy("The symbol of the document that says so, whole or in part."),
    )
    on = forms.DateField(
        label=gettext_lazy("From"), widget=DayInput, help_text=gettext_lazy("First day on which it is retired.")
    )
    field_order = ("decision", "on", "reason")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_decision(self) -> Document:
        try:
            return the_document(self.cleaned_data["decision"], self.viewer)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class OwnershipForm(ReasonForm):
    """A unit to answer for a mandate, on the ground of one of its functions."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit"),
        to_field_name="party__slug",
        help_text=gettext_lazy("Of the structure in force today."),
    )
    function = forms.ModelChoiceField(
        Function.objects.none(),
        label=gettext_lazy("Function"),
        required=False,
        help_text=gettext_lazy("The function that makes the unit answer for it."),
    )
    is_lead = forms.BooleanField(
        label=gettext_lazy("Owns the mandate"),
        required=False,
        help_text=gettext_lazy("One unit owns a mandate; others contribute."),
    )
    field_order = ("unit", "function", "is_lead", "reason")

    def __init__(self, *args: Any, viewer: Viewer, on: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        structure = structure_on(on, viewer)
        unit, function = self.fields["unit"], self.fields["function"]
        placed = [node.placement.unit_id for node in structure.walk()] if structure else []
        unit.queryset = Unit.objects.filter(pk__in=placed)  # type: ignore[attr-defined]
        unit.choices = [CHOOSE, *_units(structure)]  # type: ignore[attr-defined]
        functions = Function.objects.filter(order=structure.order if structure else None)
        function.queryset = functions  # type: ignore[attr-defined]
        rows = functions.select_related("paragraph__document").order_by("paragraph__position")
        grouped = _functions(structure, list(rows))
        function.choices = [("", gettext_lazy("none named")), *grouped]  # type: ignore[attr-defined]


def _units(structure: Structure | None) -> Iterator[tuple[str, str]]:
    """Yield the units of a structure, each indented under the one it belongs to."""
    for root in structure.roots if structure else ():
        for node in root.walk():
            depth = len(structure.path_to(node.placement.unit_id)) if structure else 0
            yield node.placement.unit.party.slug, INDENT * depth + str(node.placement.name)


def _functions(structure: Structure | None, functions: list[Function]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the functions of each unit under its name."""
    for node in structure.walk() if structure else ():
        own = [each for each in functions if each.unit_id == node.placement.unit_id]
        if own:
            yield node.placement.short, [(str(each.pk), f"{each.address} {_short(str(each.summary))}") for each in own]


def _short(words: str) -> str:
    return words if len(words) <= 90 else words[:88].rsplit(" ", 1)[0] + " …"


class ChainForm(ReasonForm):
    """What a paragraph does to an earlier one."""

    kind = forms.ChoiceField(label=gettext_lazy("This paragraph"), choices=[CHOOSE, *ChainKind.choices])
    to = forms.CharField(
        label=gettext_lazy("the earlier paragraph or document"),
        max_length=200,
        help_text=gettext_lazy("Symbol and number of the paragraph; the symbol alone means the whole document."),
    )
    field_order = ("kind", "to", "reason")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_to(self) -> Found:
        found = find_typed(self.cleaned_data["to"], self.viewer)
        if found.target is not None:
            return found
        if found.document is not None:
            said = {"document": found.document, "number": found.rest}
            raise ValidationError(_("%(document)s has no paragraph “%(number)s” on record.") % said)
        if found.choices:
            said = {"choices": ", ".join(str(each) for each in found.choices[:4])}
            raise ValidationError(_("Several fit: %(choices)s. Write the symbol in full.") % said)
        raise ValidationError(_("There is nothing called “%(typed)s” to see.") % {"typed": found.typed})
