"""What people send about plans: amendments, and links from lines to mandates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.languages import TranslatedFormField
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.documents.queries import find_document
from secretariat.mandates.models import Mandate
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Function, Placement, Unit
from secretariat.plans.choices import DeliverableKind, HowMany, Level
from secretariat.plans.models import TODAY, Activity, Plan, Program, Project, Version
from secretariat.plans.queries import PLAN_ORDER, Promised
from secretariat.topics.models import Topic

NEWEST = 50  # decisions offered for choice; any other is named by its symbol

Naming = Callable[[Any], str]


def grouped(rows: Iterable[Any], group: Naming, label: Naming) -> list[Any]:
    """Return the choices of a select in groups; ``rows`` come in the order of their groups."""
    groups = [(name, [(each.pk, label(each)) for each in members]) for name, members in groupby(rows, group)]
    return [("", "—"), *groups]


class TermsForm(ReasonForm):
    """What a line promises: a kind, and a number of what, or upon request."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DeliverableKind.choices)
    how_many = forms.ChoiceField(
        label=gettext_lazy("How many"), choices=HowMany.choices, widget=forms.RadioSelect, initial=HowMany.NUMBER
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Only with “by number”."),
    )
    counts = TranslatedFormField(
        label=gettext_lazy("What is counted"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("In the plural, such as workshops, ports, States; empty: deliverables of the kind."),
    )

    field_order: tuple[str, ...] = ("kind", "how_many", "quantity", "counts", "reason")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("how_many") == HowMany.NUMBER and found.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Say how many, or choose “upon request” or “without a number”."))
        return found

    def terms(self) -> Promised:
        """Return what the form says."""
        found = self.cleaned_data
        by_number = found["how_many"] == HowMany.NUMBER
        return Promised(
            kind=DeliverableKind(found["kind"]),
            quantity=found["quantity"] if by_number else None,
            counts=found["counts"],
            on_request=found["how_many"] == HowMany.REQUEST,
        )

    @staticmethod
    def initial_of(terms: Promised) -> dict[str, Any]:
        """Return what the form shows for terms that hold."""
        how_many = HowMany.REQUEST if terms.on_request else HowMany.NONE if terms.quantity is None else HowMany.NUMBER
        return {"kind": terms.kind, "how_many": how_many, "quantity": terms.quantity, "counts": terms.counts}


class AddActivityForm(TermsForm):
    """A new line of a project."""

    project = forms.ModelChoiceField(label=gettext_lazy("Project"), queryset=Project.objects.none())
    title = TranslatedFormField(label=gettext_lazy("Title"), max_length=300)
    owner = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    owner_function = forms.ModelChoiceField(
        label=gettext_lazy("Function"),
        queryset=Function.objects.none(),
        required=False,
        help_text=gettext_lazy("The function under which the unit carries it out; it must be the unit's own."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=[("", "—"), *Level.choices], required=False)
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"), queryset=Topic.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    is_standing = forms.BooleanField(
        label=gettext_lazy("Standing: a network, pool or system that is kept up"), required=False
    )

    field_order: tuple[str, ...] = (
        *("project", "title", "kind", "how_many", "quantity", "counts", "owner", "owner_function"),
        *("level", "is_standing", "topics", "reason"),
    )

    def __init__(self, *args: Any, plan: Plan, version: Version, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        projects = Project.objects.filter(plan=plan).visible_to(viewer).at(version)
        projects = projects.select_related("program__area").order_by(
            "program__area__position", "program__position", "position"
        )
        _offer(self, "project", projects, lambda each: _program_name(each.program), _named)
        issued = Placement.objects.visible_to(viewer).filter(order__state=OrderState.ISSUED)
        units = Unit.objects.visible_to(viewer).filter(pk__in=issued.values("unit")).select_related("party")
        _offer_plain(self, "owner", units, str)
        functions = Function.objects.visible_to(viewer).numbered().filter(order__state=OrderState.ISSUED)
        functions = functions.select_related("paragraph__document", "unit__party")
        ordered = functions.order_by("order", "paragraph__position")
        _offer(self, "owner_function", ordered, lambda each: str(each.unit), lambda each: _short(str(each)))
        _offer_plain(self, "topics", Topic.objects.visible_to(viewer), str)


class AddProjectForm(ReasonForm):
    """A new project of a program."""

    program = forms.ModelChoiceField(label=gettext_lazy("Program"), queryset=Program.objects.none())
    title = TranslatedFormField(label=gettext_lazy("Title"), max_length=300)
    on_request = forms.BooleanField(label=gettext_lazy("Carried out upon request"), required=False)

    field_order = ("program", "title", "on_request", "reason")

    def __init__(self, *args: Any, plan: Plan, version: Version, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        programs = Program.objects.filter(plan=plan).visible_to(viewer).at(version).select_related("area")
        ordered = programs.order_by("area__position", "position")
        _offer(self, "program", ordered, lambda each: f"{each.area.number} {each.area.title}", _program_name)


class AdoptForm(forms.Form):
    """The decision that adopts an amendment, chosen or named by its symbol, and the day it takes effect."""

    authority = forms.ModelChoiceField(
        label=gettext_lazy("Authority"),
        queryset=Document.objects.none(),
        required=False,
        help_text=gettext_lazy("The newest issued documents of the body that adopted the plan."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Or its symbol"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The symbol of any other document of the register."),
    )
    on = forms.DateField(
        label=gettext_lazy("Takes effect on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Today or an earlier day; not before what it amends was adopted."),
    )

    def __init__(self, *args: Any, plan: Plan, viewer: Viewer, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer, self.today = viewer, today
        issued = Document.objects.visible_to(viewer).issued().filter(audience__lte=plan.document.audience)
        issued = issued.filter(issuer=plan.body.party_id).exclude(plan=plan)
        newest = issued.order_by("-date", "symbol")[:NEWEST]
        field = self.fields["authority"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = issued
        field.choices = [("", "—"), *[(each.pk, _short(f"{each} {each.title}")) for each in newest]]

    def clean_on(self) -> datetime.date:
        on: datetime.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day lies ahead: an amendment is recorded once it is adopted."))
        return on

    def clean_symbol(self) -> str:
        symbol: str = self.cleaned_data["symbol"]
        self.named = find_document(symbol, self.viewer) if symbol else None
        if symbol and (self.named is None or self.named.state != DocumentState.ISSUED):
            raise forms.ValidationError(_("No issued document with this symbol is in the register."))
        return symbol

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("authority") and found.get("symbol"):
            self.add_error("symbol", _("Choose a document or write a symbol, one of the two."))
        return found

    def document(self) -> Document | None:
        """Return the decision chosen or named; None where the form names none."""
        chosen: Document | None = self.cleaned_data["authority"]
        return chosen or self.named


class LinkForm(ReasonForm):
    """The reason for a link; those who may decide on it confirm it at once if they wish."""

    confirm = forms.BooleanField(label=gettext_lazy("Confirm it at once"), required=False)

    def __init__(self, *args: Any, may_confirm: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_confirm:
            del self.fields["confirm"]


class ProposeMandateForm(LinkForm):
    """The mandate that a line is said to answer."""

    mandate = forms.ModelChoiceField(label=gettext_lazy("Mandate"), queryset=Mandate.objects.none())
    field_order = ("mandate", "reason", "confirm")

    def __init__(self, *args: Any, activity: Activity, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        free = Mandate.objects.visible_to(viewer).exclude(answers__activity=activity)
        ordered = free.select_related("paragraph__document").order_by("paragraph__document", "paragraph__position")
        _offer(self, "mandate", ordered, lambda each: str(each.paragraph.document), _mandate_name)


class ProposeLineForm(LinkForm):
    """The line that is said to answer a mandate."""

    activity = forms.ModelChoiceField(label=gettext_lazy("Plan line"), queryset=Activity.objects.none())
    field_order = ("activity", "reason", "confirm")

    def __init__(self, *args: Any, mandate: Mandate, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        free = Activity.objects.visible_to(viewer).at(TODAY).exclude(answers__mandate=mandate)
        ordered = free.select_related("plan__document", "project__program__area").order_by("plan", *PLAN_ORDER)
        _offer(self, "activity", ordered, lambda each: _program_name(each.project.program), _named)


def _offer(form: forms.Form, name: str, rows: models.QuerySet[Any], group: Naming, label: Naming) -> None:
    """Offer some records for choice, in groups."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    field.choices = grouped(rows, group, label)


def _offer_plain(form: forms.Form, name: str, rows: models.QuerySet[Any], label: Naming) -> None:
    """Offer some records for choice in the order of their names."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    choices = sorted(((each.pk, label(each)) for each in rows), key=lambda choice: choice[1].casefold())
    field.choices = choices if isinstance(field, forms.ModelMultipleChoiceField) else [("", "—"), *choices]


def _program_name(program: Program) -> str:
    return f"{program.area.number}.{program.letter} {program.title}"


def _named(part: Project | Activity) -> str:
    return _short(f"{part.address} {part.title}")


def _mandate_name(mandate: Mandate) -> str:
    return _short(f"{mandate.paragraph.display_number} – {mandate.paragraph.summary or _('not quoted')}")


def _short(words: str) -> str:
    return Truncator(words).chars(110)
