"""Forms of drafts."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedFormField, current_language, label_in
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind
from secretariat.documents.models import Document
from secretariat.organization.choices import CounterpartRelation, FunctionKind
from secretariat.organization.models import Order, Placement, Unit
from secretariat.organization.queries import Structure
from secretariat.organization.services import PlacementFacts
from secretariat.organization.services.units import PROPOSED_SLUG
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WhyForm(forms.Form):
    """A reason that may be left out while drafting."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Stays on record with your name and the day."),
        max_length=2000,
        required=False,
    )
    field_order: list[str] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class DayForm(forms.Form):
    """The day on which the structure is shown."""

    date = forms.DateField(label=_("On"), widget=DAY, required=False)


def of_model(name: str) -> Any:
    """Return the form field of a placement's field, with the words the record gives it."""
    return Placement._meta.get_field(name).formfield()  # type: ignore[union-attr]


def offer_units(field: Any, units: QuerySet[Unit], structure: Structure) -> None:
    """Let a field choose among units, named as the draft names them."""
    names = {node.placement.unit_id: str(node.placement.name) for node in structure.walk()}
    field.queryset = units.select_related("party").order_by("party__slug")
    field.label_from_instance = lambda unit: names.get(unit.pk) or str(unit.party)


def placed_in(structure: Structure) -> QuerySet[Unit]:
    """Return the units that a structure places."""
    return Unit.objects.filter(pk__in=[node.placement.unit_id for node in structure.walk()])


class OrderForm(WhyForm):
    """A new draft."""

    symbol = forms.CharField(
        label=_("Symbol"),
        help_text=_("As the order will bear it, such as EO 26-01 or EO 16-01 Rev. 2."),
        max_length=120,
    )
    title = TranslatedFormField(label=_("Title"), help_text=_("What the order is about."))
    based_on = forms.ModelChoiceField(
        Order.objects.none(),
        label=_("Begin with the structure of"),
        help_text=_("Units, functions and counterparts are copied into the draft, where you change them."),
        empty_label=None,
    )

    def __init__(self, *args: Any, orders: QuerySet[Order], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["based_on"]
        field.queryset = orders
        if not orders:
            del self.fields["based_on"]


class PlacementForm(WhyForm):
    """What a draft says of a unit."""

    name = of_model("name")
    acronym = of_model("acronym")
    level = of_model("level")
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Within"), required=False, empty_label=_("at the top"))
    address = of_model("address")
    head = of_model("head")
    answers_to = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Answers to the head of"),
        help_text=_("The unit whose head its own head answers to."),
        required=False,
        empty_label=_("not said"),
    )
    note = of_model("note")

    def __init__(self, *args: Any, structure: Structure, **options: Any) -> None:
        super().__init__(*args, **options)
        units = placed_in(structure) | Unit.objects.filter(is_outside=True)
        for name in ("parent", "answers_to"):
            offer_units(self.fields[name], units, structure)

    def facts(self) -> PlacementFacts:
        """Return what the form says, for the services."""
        return PlacementFacts(**{each.name: self.cleaned_data[each.name] for each in fields(PlacementFacts)})


class NewUnitForm(PlacementForm):
    """A unit to place in a draft: a new one, or one that another order placed."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        help_text=_("Choose one that exists to take it back or in; leave empty for a new unit."),
        required=False,
        empty_label=_("a new unit"),
    )

    def __init__(self, *args: Any, structure: Structure, **options: Any) -> None:
        super().__init__(*args, structure=structure, **options)
        others = Unit.objects.exclude(pk__in=placed_in(structure)).exclude(party__slug__startswith=PROPOSED_SLUG)
        offer_units(self.fields["unit"], others, structure)
        self.order_fields(["unit"])


class FunctionForm(WhyForm):
    """What a draft tells a unit to do."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), help_text=_("Who carries it out."), empty_label=None
    )
    address = forms.CharField(
        label=_("Address"), help_text=_("Where it stands in the order, such as II.A.10."), max_length=40
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("A numbered function, or an obligation outside them."),
        choices=FunctionKind.choices,
    )
    summary = TranslatedFormField(label=_("What it says"), help_text=_("In our words."), long=True)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        help_text=_("The subjects it speaks of."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    note = TranslatedFormField(
        label=_("Note"), help_text=_("What a reader should know about the sources."), long=True, required=False
    )

    def __init__(self, *args: Any, structure: Structure, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_units(self.fields["unit"], placed_in(structure), structure)
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by(label_in("label", current_language()))


class CounterpartForm(WhyForm):
    """With whom, through whom or for whom a function is carried out."""

    relation = forms.ChoiceField(label=_("Relation"), choices=CounterpartRelation.choices)
    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=_("Party"),
        help_text=_("A unit, body, organization or State; leave empty for a treaty."),
        required=False,
        empty_label=_("none"),
    )
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Treaty"),
        help_text=_("The treaty whose technical secretariat it is."),
        required=False,
        empty_label=_("none"),
    )
    detail = TranslatedFormField(label=_("Detail"), help_text=_("On which matters."), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = Party.objects.visible_to(viewer).exclude(kind=PartyKind.PERSON)
        treaties = Document.objects.visible_to(viewer).filter(kind=DocumentKind.TREATY)
        party: Any = self.fields["party"]
        party.queryset = parties.exclude(slug__startswith=PROPOSED_SLUG).order_by(label_in("name", current_language()))
        document: Any = self.fields["document"]
        document.queryset = treaties.order_by(label_in("title", current_language()))
        document.label_from_instance = lambda treaty: str(treaty.title)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if bool(said.get("party")) == bool(said.get("document")):
            self.add_error("party", _("Name a party or a treaty, one of the two."))
        return said


class PutInForceForm(ReasonForm):
    """The days and the signature of an order."""

    signed_on = forms.DateField(label=_("Signed on"), help_text=_("The day it was signed."), widget=DAY)
    effective_on = forms.DateField(
        label=_("Takes effect on"), help_text=_("The first day on which it holds."), widget=DAY
    )
    signatory = TranslatedFormField(label=_("Signed by"), help_text=_("The office that signed it."), required=False)

    field_order = ("signed_on", "effective_on", "signatory", "reason")
