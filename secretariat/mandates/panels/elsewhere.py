"""Mandates on the pages of documents, functions, units, topics and parties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.core.columns import Cell, Column, Head, rows_of
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates import rules
from secretariat.mandates.columns import ADDRESSED, OF_DOCUMENT, OF_TOPIC, OF_UNIT, Row, row_of
from secretariat.mandates.models import Exclusion, Mandate, MandateQuerySet, MandateTopic, Ownership
from secretariat.mandates.queries import for_list
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

SHOWN = 30
Shown = dict[str, Any]


def _table(columns: Sequence[Column], rows: Sequence[Row], empty: str, more_url: str = "") -> Shown:
    """Return a table of at most ``SHOWN`` rows, and the way to all where there are more."""
    return {
        "columns": [Head(column.label, column.numeric) for column in columns],
        "rows": rows_of(columns, rows[:SHOWN]),
        "empty": empty,
        "more_url": more_url if len(rows) > SHOWN else "",
        "more_label": _("All of them, in the register"),
    }


def _rows(mandates: MandateQuerySet, viewer: Viewer) -> list[Row]:
    today = timezone.localdate()
    return [row_of(mandate, on=today) for mandate in for_list(mandates, viewer)[: SHOWN + 1]]


def of_document(viewer: Viewer, document: Document) -> Shown:
    """Return what the paragraphs of a document ask."""
    own = Mandate.objects.visible_to(viewer).filter(paragraph__document=document).order_by("paragraph__position")
    more = f"{reverse('mandates')}?source={document.slug}"
    empty = _("No paragraph of this document asks anything on record.")
    if rules.may_make_mandate.test(viewer):
        empty += " " + _("Open a paragraph that asks something, and register its mandate.")
    return _table(OF_DOCUMENT, _rows(own, viewer), empty, more)


def addressed_to(viewer: Viewer, party: Party) -> Shown:
    """Return what is asked of a party."""
    own = Mandate.objects.visible_to(viewer).filter(addressee=party).order_by("id")
    more = f"{reverse('mandates')}?addressee={party.slug}"
    return _table(ADDRESSED, _rows(own, viewer), _("No mandate on record is addressed to it."), more)


def of_topic(viewer: Viewer, topic: Topic) -> Shown:
    """Return the mandates that speak of a topic or of its parts, and those whose program area it is."""
    linked = MandateTopic.objects.filter(Q(topic=topic) | Q(topic__parent=topic)).values("mandate")
    either = Q(pk__in=linked) | Q(program_area=topic)
    own = Mandate.objects.visible_to(viewer).filter(either).order_by("id")
    more = f"{reverse('mandates')}?topic={topic.slug}"
    empty = _("No mandate on record speaks of it.")
    if rules.may_make_mandate.test(viewer):
        empty += " " + _("Choose it among the topics where a mandate is registered or described.")
    return _table(OF_TOPIC, _rows(own, viewer), empty, more)


def of_unit(viewer: Viewer, unit: Unit) -> Shown:
    """Return the mandates a unit answers for or may answer for, each with its status for the unit; its exclusions."""
    links = Ownership.objects.visible_to(viewer).standing().filter(unit=unit)
    shown = _table(
        OF_UNIT,
        _linked(links.order_by("state", "-is_lead", "mandate"), viewer, unit),
        _("No mandate is linked to this unit yet."),
        f"{reverse('mandates')}?owner={unit.party.slug}",
    )
    excluded = Exclusion.objects.visible_to(viewer).filter(unit=unit).select_related("paragraph__document", "by")
    ordered = excluded.order_by("paragraph__document__symbol", "paragraph__position")
    shown["excluded"] = [Cell(str(each.paragraph), each.paragraph.get_absolute_url()) for each in ordered[:SHOWN]]
    return shown


def of_function(viewer: Viewer, paragraph: Paragraph) -> Shown:
    """Return the mandates that units answer for on the ground of a function."""
    links = Ownership.objects.visible_to(viewer).confirmed().filter(function__paragraph=paragraph)
    columns = (OF_UNIT[0], OF_UNIT[1], Column("unit", _("Unit"), _unit), OF_UNIT[3], OF_UNIT[4])
    return _table(columns, _linked(links.order_by("-is_lead", "mandate"), viewer), _("It is no mandate's ground yet."))


def _unit(row: Row) -> Cell | str:
    return Cell(str(row.ownership.unit), row.ownership.unit.get_absolute_url()) if row.ownership else ""


def _linked(links: Any, viewer: Viewer, unit: Unit | None = None) -> list[Row]:
    """Return rows of linked mandates; the mandates are fetched with what their status reads."""
    mandates = for_list(Mandate.objects.visible_to(viewer), viewer)
    rows = links.select_related("unit__party", "function__paragraph__document").prefetch_related(
        Prefetch("mandate", mandates)
    )
    today = timezone.localdate()
    return [row_of(each.mandate, on=today, unit=unit, ownership=each) for each in rows[: SHOWN + 1]]
