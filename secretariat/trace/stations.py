"""The thread of a record: seven stations from paragraph to results, found in one statement a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, UUIDField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.choices import SuggestionState, Tone
from secretariat.core.prepared import prepared
from secretariat.core.thread import Station
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COUNTING
from secretariat.delivery.models import Deliverable, of_open_plans
from secretariat.documents.models import Paragraph
from secretariat.mandates.choices import Nature
from secretariat.mandates.models import Evidence, Mandate, Ownership
from secretariat.organization.models import Function, Unit
from secretariat.plans.models import Activity, Answer

SHORT_NATURE = {
    Nature.INSTRUCTION_SECRETARIAT: (gettext_lazy("Instruction"), gettext_lazy("to the secretariat")),
    Nature.INSTRUCTION_OTHER: (gettext_lazy("Instruction"), gettext_lazy("to another organ")),
    Nature.INVITATION: (gettext_lazy("Invitation"), ""),
    Nature.COMMITMENT: (gettext_lazy("Commitment"), gettext_lazy("of States")),
    Nature.REAFFIRMATION: (gettext_lazy("Reaffirmation"), ""),
}
CONFIRMED = Q(state=SuggestionState.CONFIRMED)
SUGGESTED = Q(state=SuggestionState.SUGGESTED)


def _number(rows: QuerySet[Any], what: Any) -> Coalesce:
    """Return a figure over the rows of another table as part of one statement."""
    return Coalesce(Subquery(rows.order_by().values(figure=what)[:1], output_field=IntegerField()), Value(0))


def _count(rows: QuerySet[Any]) -> Coalesce:
    return _number(rows, Func(F("pk"), function="COUNT", output_field=IntegerField()))


def _sum(rows: QuerySet[Any], field: str) -> Coalesce:
    return _number(rows, Func(F(field), function="SUM", output_field=IntegerField()))


def _held(viewer: Viewer, **where: Any) -> QuerySet[Deliverable]:
    """Return what was held in plans that a viewer may read: the number is theirs to know, not all rows behind it."""
    return Deliverable.objects.filter(of_open_plans(viewer), state__in=COUNTING, **where)


def of_paragraph(viewer: Viewer, paragraph: Paragraph) -> list[Station]:
    """Return the stations of a paragraph: as a mandate, or as a function of a unit."""
    mandate = next(iter(_mandates(viewer, paragraph.pk)), None)
    here = Station(_("Paragraph"), paragraph.display_number, str(paragraph.document), tone=Tone.GOING, here=True)
    if mandate is None:
        return [here, *_of_function(viewer, paragraph)]
    value, note = (str(words) for words in SHORT_NATURE[Nature(mandate.nature)])
    url = reverse("trace", args=(paragraph.document.slug, paragraph.number))
    return [
        here,
        Station(_("Mandate"), value, note, f"{paragraph.get_absolute_url()}#facts-title", Tone.DONE),
        _owner_station(viewer, mandate, f"{url}#units"),
        _lines_station(mandate.confirmed, mandate.suggested, f"{url}#lines"),  # type: ignore[attr-defined]
        *_delivered(mandate.held, mandate.planned, f"{url}#delivered"),  # type: ignore[attr-defined]
    ]


@prepared
def _mandates(viewer: Viewer, paragraph: UUID) -> QuerySet[Mandate]:
    """Return the mandate of a paragraph with what is linked to it, counted."""
    answers = Answer.objects.visible_to(viewer).filter(mandate=OuterRef("pk"))
    owners = Ownership.objects.visible_to(viewer).standing().filter(mandate=OuterRef("pk"))
    first = owners.order_by("state", "-is_lead").values("unit")[:1]
    evidence = Evidence.objects.visible_to(viewer).counting().filter(mandate=OuterRef("pk"))
    return (
        Mandate.objects.visible_to(viewer)
        .filter(paragraph=paragraph)
        .annotate(
            confirmed=_count(answers.filter(CONFIRMED)),
            suggested=_count(answers.filter(SUGGESTED)),
            planned=_sum(answers.filter(CONFIRMED), "activity__quantity"),
            held=_sum(evidence, "held"),
            owners=_count(owners.filter(CONFIRMED)),
            owners_suggested=_count(owners.filter(SUGGESTED)),
            owner=Subquery(first, output_field=UUIDField()),
        )
    )


@prepared
def _units(viewer: Viewer, unit: UUID) -> QuerySet[Unit]:
    return Unit.objects.visible_to(viewer).filter(pk=unit).select_related("party")


def _owner_station(viewer: Viewer, mandate: Any, url: str) -> Station:
    if mandate.owner is None:
        return Station(_("Units"), "–", _("nobody answers for it"), url)
    unit = _units(viewer, mandate.owner)[0]
    if not mandate.owners:
        return Station(_("Units"), unit.party.short, _("suggested"), url, Tone.WAIT)
    others = mandate.owners - 1
    note = ngettext("and %(count)s more", "and %(count)s more", others) % {"count": others} if others else ""
    return Station(_("Units"), unit.party.short, note, url, Tone.DONE)


def _lines_station(confirmed: int, suggested: int, url: str) -> Station:
    note = _("%(count)s suggested") % {"count": suggested} if suggested else ""
    tone = Tone.DONE if confirmed else Tone.WAIT if suggested else Tone.NONE
    return Station(_("Plan lines"), str(confirmed), note, url, tone)


def _delivered(held: int, planned: int, url: str = "") -> list[Station]:
    """Return how much of what was planned was held; money and results are not recorded yet, and the stations say so."""
    words = _("%(held)s of %(planned)s") % {"held": held, "planned": planned} if planned else str(held or "–")
    note = "" if held else _("none recorded")
    return [
        Station(_("Delivered"), words, note, url, _present(held)),
        Station(_("Spent"), "–", _("not recorded")),
        Station(_("Results"), "–", _("not recorded")),
    ]


def _of_function(viewer: Viewer, paragraph: Paragraph) -> list[Station]:
    owned = Ownership.objects.visible_to(viewer).confirmed().filter(function=OuterRef("pk"))
    lines = Activity.objects.visible_to(viewer).current().filter(owner_function=OuterRef("pk"))
    function = (
        Function.objects.visible_to(viewer)
        .filter(paragraph=paragraph)
        .select_related("unit__party")
        .annotate(
            mandates=_count(owned),
            lines=_count(lines),
            planned=_number(lines, Func(F("quantity"), function="SUM", output_field=IntegerField())),
            held=_count(_held(viewer, activity__owner_function=OuterRef("pk"))),
        )
        .first()
    )
    if function is None:
        return []
    found: Any = function
    return [
        Station(_("Mandate"), str(found.mandates), _("rest on this function"), tone=_present(found.mandates)),
        Station(_("Units"), function.unit.party.short, "", function.unit.get_absolute_url(), Tone.DONE),
        Station(_("Plan lines"), str(found.lines), _("under this function"), tone=_present(found.lines)),
        *_delivered(found.held, found.planned),
    ]


def of_activity(viewer: Viewer, activity: Activity) -> list[Station]:
    """Return the stations of a plan line, seen from the line."""
    answers = Answer.objects.visible_to(viewer).standing().filter(activity=activity)
    found = answers.aggregate(
        paragraphs=Count("pk", filter=CONFIRMED),
        suggested=Count("pk", filter=SUGGESTED),
        documents=Count("mandate__paragraph__document", filter=CONFIRMED, distinct=True),
    )
    url, delivered = (f"{activity.get_absolute_url()}#panel-{panel}" for panel in ("answers", "delivered"))
    note = _("%(count)s suggested") % {"count": found["suggested"]} if found["suggested"] else ""
    sources = ngettext("from %(count)s source", "from %(count)s sources", found["documents"])
    return [
        Station(
            _("Paragraphs"), str(found["paragraphs"]), note, url, _present(found["paragraphs"], found["suggested"])
        ),
        Station(
            _("Mandates"),
            str(found["paragraphs"]),
            sources % {"count": found["documents"]} if found["documents"] else "",
            url,
            _present(found["paragraphs"], found["suggested"]),
        ),
        Station(_("Units"), activity.owner.party.short, "", activity.owner.get_absolute_url(), Tone.DONE),
        Station(_("Plan line"), activity.address, str(activity.plan), tone=Tone.GOING, here=True),
        *_delivered(_held(viewer, activity=activity).count(), activity.quantity or 0, delivered),
    ]


def of_unit(viewer: Viewer, unit: Unit) -> list[Station]:
    """Return the stations of a unit: what it answers for, and what it does about it."""
    owned = Ownership.objects.visible_to(viewer).standing().filter(unit=unit)
    found = owned.aggregate(confirmed=Count("pk", filter=CONFIRMED), suggested=Count("pk", filter=SUGGESTED))
    lines = Activity.objects.visible_to(viewer).current().filter(owner=unit)
    work = lines.aggregate(lines=Count("pk"), planned=Sum("quantity"))
    note = _("%(count)s suggested") % {"count": found["suggested"]} if found["suggested"] else ""
    present = _present(found["confirmed"], found["suggested"])
    register = f"{reverse('mandates')}?owner={unit.pk}"
    return [
        Station(_("Paragraphs"), str(found["confirmed"]), note, register, present),
        Station(_("Mandates"), str(found["confirmed"]), note, register, present),
        Station(_("Unit"), unit.party.short, "", tone=Tone.GOING, here=True),
        Station(_("Plan lines"), str(work["lines"]), "", "", _present(work["lines"])),
        *_delivered(
            _held(viewer, owner=unit).count(), work["planned"] or 0, f"{unit.get_absolute_url()}#panel-delivered"
        ),
    ]


def _present(sure: int, perhaps: int = 0) -> str:
    return Tone.DONE if sure else Tone.WAIT if perhaps else Tone.NONE


def of_deliverable(viewer: Viewer, deliverable: Deliverable) -> list[Station]:
    """Return the stations of a deliverable: where it was asked for, and the line towards which it counts."""
    line = deliverable.activity
    answers = Answer.objects.visible_to(viewer).confirmed().filter(activity=line) if line else Answer.objects.none()
    found = answers.aggregate(paragraphs=Count("pk"), documents=Count("mandate__paragraph__document", distinct=True))
    url = f"{line.get_absolute_url()}#panel-mandates" if line else ""
    sources = ngettext("from %(count)s source", "from %(count)s sources", found["documents"])
    note = sources % {"count": found["documents"]} if found["documents"] else ""
    towards = Station(_("Plan line"), "–", _("a project without one"))
    if line:
        towards = Station(_("Plan line"), line.address, str(line.title), line.get_absolute_url(), Tone.DONE)
    state = str(deliverable.get_state_display())
    return [
        Station(_("Paragraphs"), str(found["paragraphs"]), note, url, _present(found["paragraphs"])),
        Station(_("Units"), deliverable.owner.party.short, "", deliverable.owner.get_absolute_url(), Tone.DONE),
        towards,
        Station(_("Delivered"), state, tone=Tone.GOING, here=True),
        Station(_("Spent"), "–", _("not recorded")),
        Station(_("Results"), "–", _("not recorded")),
    ]
