"""From a paragraph to its results and back, and what is missing on the way."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from secretariat.core.choices import SuggestionState
from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import AlsoServes, Deliverable
from secretariat.documents.choices import DocumentKind, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.models import Exclusion, Mandate, Ownership
from secretariat.mandates.queries import Finding, status_of, with_status
from secretariat.organization.models import Function, Order, Placement, Unit
from secretariat.plans.models import Activity, Answer, Area, Plan, Program, Project

NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Trace:
    """What lies on the thread of one paragraph, as one viewer may see it.

    Shape: ``owners`` and ``answers`` keep their state (confirmed or suggested); refused links are left out.
    """

    paragraph: Paragraph
    mandate: Mandate | None
    finding: Finding | None
    owners: list[Ownership]
    functions: list[Function]
    answers: list[Answer]
    deliverables: list[Deliverable] = field(default_factory=list)

    @property
    def units(self) -> list[Unit]:
        """The units that answer, confirmed ones first, each once."""
        confirmed = [each.unit for each in self.owners if each.state == SuggestionState.CONFIRMED]
        return list(dict.fromkeys(confirmed + [each.unit for each in self.owners]))

    @property
    def confirmed(self) -> list[Answer]:
        return [each for each in self.answers if each.state == SuggestionState.CONFIRMED]

    @property
    def planned(self) -> int:
        """The whole numbers of the confirmed lines, added."""
        return sum(each.activity.quantity or 0 for each in self.confirmed)


def trace_paragraph(paragraph: Paragraph, viewer: Viewer, *, on: datetime.date) -> Trace:
    """Follow a paragraph to the functions, units and plan lines that carry it out.

    Shape: a fixed number of statements, however many links there are.
    """
    mandate = next(iter(_mandates(viewer, paragraph.pk)), None)
    if mandate is None:
        own = list(functions_with_unit(Function.objects.visible_to(viewer).filter(paragraph=paragraph)))
        return Trace(paragraph, None, None, [], own, [])
    owners = _owners(viewer, mandate.pk)
    answers = list(_answers(viewer, mandate.pk))
    return Trace(
        paragraph,
        mandate,
        status_of(mandate, on=on),
        owners,
        list(dict.fromkeys(each.function for each in owners if each.function)),
        answers,
        _delivered(viewer, mandate.pk, answers),
    )


@prepared
def _mandates(viewer: Viewer, paragraph: uuid.UUID) -> QuerySet[Mandate]:
    return with_status(Mandate.objects.visible_to(viewer).filter(paragraph=paragraph), viewer)


@prepared
def _owners(viewer: Viewer, mandate: uuid.UUID) -> QuerySet[Ownership]:
    standing = Ownership.objects.visible_to(viewer).standing().filter(mandate=mandate)
    linked = standing.select_related("unit__party", "function__paragraph__document", "function__unit__party")
    return linked.order_by("-is_lead", "state")


@prepared
def _answers(viewer: Viewer, mandate: uuid.UUID) -> QuerySet[Answer]:
    return answers_of(viewer, mandate=mandate)


def _delivered(viewer: Viewer, mandate: uuid.UUID, answers: list[Answer]) -> list[Deliverable]:
    """Return what counts to the lines that answer a mandate, and what serves it beside, as they are held.

    Asked by the keys of the lines: where they are sought in the same statement, PostgreSQL reads all deliverables.
    """
    lines = [each.activity_id for each in answers if each.state == SuggestionState.CONFIRMED]
    found = {each.pk: each for each in _counted(viewer, lines)}
    found |= {each.deliverable_id: each.deliverable for each in _beside(viewer, mandate)}
    return sorted(found.values(), key=lambda each: (each.starts_on is None, each.starts_on, each.pk))


@prepared
def _counted(viewer: Viewer, lines: list[uuid.UUID]) -> QuerySet[Deliverable]:
    return Deliverable.objects.visible_to(viewer).filter(activity__in=lines).select_related("activity", "project")


@prepared
def _beside(viewer: Viewer, mandate: uuid.UUID) -> QuerySet[AlsoServes]:
    standing = AlsoServes.objects.visible_to(viewer).standing().filter(mandate=mandate)
    return standing.select_related("deliverable__activity", "deliverable__project")


def functions_with_unit(functions: QuerySet[Function]) -> QuerySet[Function]:
    """Fetch along what showing a function needs."""
    return functions.select_related("paragraph__document", "unit__party")


def answers_of(viewer: Viewer, **where: object) -> QuerySet[Answer]:
    """Return standing answers with all that showing one needs, confirmed first, in the order of the plan."""
    return (
        Answer.objects.visible_to(viewer)
        .standing()
        .filter(**where)
        .select_related(
            "activity__project__program__area",
            "activity__owner__party",
            "activity__plan__document",
            "mandate__paragraph__document",
        )
        .order_by("state", "activity__position")
    )


# Coverage ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coverage:
    """An order and a plan as adopted, counted, with what is missing. Demonstration records are apart.

    Units: ``counts`` are numbers of records; ``planned`` is the sum of the whole-number quantities.
    """

    order: Order | None
    plan: Plan | None
    counts: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, list[str]] = field(default_factory=dict)


def quoted_paragraphs(plan: Plan | None, viewer: Viewer) -> QuerySet[Paragraph]:
    """Return the paragraphs that a plan quotes as its mandates, without chapeaux and exclusions."""
    if plan is None:
        return Paragraph.objects.none()
    excluded = Exclusion.objects.visible_to(viewer).values("paragraph")
    return (
        Paragraph.objects.visible_to(viewer)
        .real()
        .filter(quotations__by=plan.document)
        .exclude(kind=ParagraphKind.CHAPEAU)
        .exclude(pk__in=excluded)
    )


def mandate_sources(plan: Plan | None, viewer: Viewer) -> QuerySet[Document]:
    """Return the known documents whose paragraphs a plan quotes."""
    quoted = quoted_paragraphs(plan, viewer).values("document")
    return Document.objects.visible_to(viewer).real().filter(pk__in=quoted).exclude(kind=DocumentKind.UNKNOWN)


def count_all(order: Order | None, plan: Plan | None, viewer: Viewer) -> dict[str, int]:
    """Return the nine numbers of an order and a plan as adopted."""
    placements = order.placements.exclude(address="") if order else Unit.objects.none()
    activities = Activity.objects.visible_to(viewer).real().as_adopted().filter(plan=plan)
    quantities = activities.filter(quantity__isnull=False).values_list("quantity", flat=True)
    return {
        "units": placements.filter(is_demonstration=False).count(),
        "functions": Function.objects.visible_to(viewer).real().numbered().filter(order=order).count(),
        "sources": mandate_sources(plan, viewer).count(),
        "paragraphs": quoted_paragraphs(plan, viewer).count(),
        "areas": Area.objects.visible_to(viewer).real().as_adopted().filter(plan=plan).count(),
        "programs": Program.objects.visible_to(viewer).real().as_adopted().filter(plan=plan).count(),
        "projects": Project.objects.visible_to(viewer).real().as_adopted().filter(plan=plan).count(),
        "activities": activities.count(),
        "planned": sum(quantity or 0 for quantity in quantities),
    }


def coverage(order: Order | None, plan: Plan | None, viewer: Viewer) -> Coverage:
    """Return the counts and the gaps of an order and a plan."""
    found = gaps(order, plan, viewer)
    return Coverage(order, plan, count_all(order, plan, viewer), {name: _named(rows) for name, rows in found.items()})


def gaps(order: Order | None, plan: Plan | None, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """Return what is missing, as rows to work through, by the name of the gap.

    What the viewer may not see closes no gap for them: that a row is missing would tell of it.
    """
    answers = Answer.objects.visible_to(viewer).confirmed()
    owned = Ownership.objects.visible_to(viewer).confirmed()
    lines = Activity.objects.visible_to(viewer).real().as_adopted()
    quoted = quoted_paragraphs(plan, viewer)
    mandates = Mandate.objects.visible_to(viewer).real().filter(paragraph__in=quoted)
    mandates = mandates.select_related("paragraph__document", "addressee")
    activities = lines.filter(plan=plan).select_related("owner__party")
    functions = functions_with_unit(Function.objects.visible_to(viewer).real().numbered().filter(order=order))
    placed = Placement.objects.visible_to(viewer).filter(order=order).exclude(address="")
    units = Unit.objects.visible_to(viewer).select_related("party").filter(pk__in=placed.values("unit"))
    projects = Project.objects.visible_to(viewer).real().as_adopted().filter(plan=plan)
    open_mandates = _without(mandates, (answers, "mandate"))
    rows: dict[str, QuerySet[Any]] = {
        "paragraphs_without_activity": open_mandates,
        "binding_paragraphs_without_activity": open_mandates.binding_secretariat(),
        "paragraphs_without_owner": _without(mandates, (owned, "mandate")),
        "activities_without_mandate": _without(activities, (answers, "activity")),
        "projects_without_line": _without(projects, (lines, "project")),
        "functions_nobody_carries_out": _without(functions, (owned, "function"), (lines, "owner_function")),
        "units_without_work": _without(units, (owned, "unit"), (lines, "owner")),
    }
    return rows


def _without(rows: Any, *links: tuple[QuerySet[Any], str]) -> Any:
    """Return the rows to which none of these links leads, each by the name of its key."""
    for linked, name in links:
        rows = rows.exclude(Exists(linked.filter(**{name: OuterRef("pk")})))
    return rows


def _named(rows: Iterable[object]) -> list[str]:
    """Return the names of rows as a person would list them, II.A.2 before II.A.10, on either database."""
    return sorted(
        map(name_of, rows), key=lambda name: [int(part) if part.isdecimal() else part for part in NUMBERS.split(name)]
    )


def name_of(row: object) -> str:
    """Return how a gap names one of its rows on the command line: symbol and number, address, or acronym."""
    if isinstance(row, Mandate):
        return f"{row.paragraph.document} {row.paragraph.number}"
    if isinstance(row, Function | Activity | Project):
        return row.address
    return str(row)


def present_order(viewer: Viewer, *, on: datetime.date) -> Order | None:
    """Return the order in force on a day."""
    return Order.objects.visible_to(viewer).real().select_related("document").in_force_on(on)
