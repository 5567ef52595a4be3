"""What pages of other apps show of recommendations, and the panels of a recommendation."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.dates import written_date
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.recommendations import columns
from secretariat.recommendations.choices import WAITING
from secretariat.recommendations.models import (
    FollowUp,
    Recommendation,
    RecommendationFollowUpQuerySet,
    RecommendationQuerySet,
)
from secretariat.topics.models import Topic

SHOWN = 20  # recommendations in a panel; the rest is one link away
TABLE = "panels/table.html"


def listed(rows: RecommendationQuerySet, viewer: Viewer, more: dict[str, str], **options: Any) -> dict[str, Any]:
    """Return recommendations, the latest first, and the list that has them all."""
    found = rows.visible_to(viewer).select_related("owner", "unit__party").order_by("-made_on", "id")
    shown = list(found[: SHOWN + 1])
    options.setdefault("empty", _("Nothing is on record yet."))
    more_url = f"{reverse('recommendations')}?{urlencode(more)}" if more and len(shown) > SHOWN else ""
    options |= {"more_url": more_url, "more_label": _("All in a list")}
    return {"table": table(columns.PANEL, shown[:SHOWN], **options)}


def _of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    """Return what waits for a unit, and what it follows up."""
    rows = Recommendation.objects.filter(Q(owner=unit.party_id) | Q(unit=unit), state__in=WAITING)
    more = {"unit": unit.party.slug, "state": "waiting"}
    return listed(rows, viewer, more, empty=_("No recommendation is open."))


def _of_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    return listed(Recommendation.objects.filter(owner=party), viewer, {"owner": party.slug})


def _on_topic(viewer: Viewer, topic: Topic) -> dict[str, Any]:
    return listed(Recommendation.objects.filter(topic_links__topic=topic), viewer, {"topic": topic.slug})


def _in_document(viewer: Viewer, document: Document) -> dict[str, Any]:
    return listed(Recommendation.objects.filter(document=document), viewer, {})


def _in_paragraph(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    return listed(Recommendation.objects.filter(paragraph=paragraph), viewer, {})


def _any_to(viewer: Viewer, party: Party) -> bool:
    """Tell whether the reader may see anything recommended to a party: most pages have none."""
    return Recommendation.objects.visible_to(viewer).filter(owner=party).exists()


def _any_in(viewer: Viewer, document: Document) -> bool:
    return Recommendation.objects.visible_to(viewer).filter(document=document).exists()


def _any_of(viewer: Viewer, paragraph: Paragraph) -> bool:
    return Recommendation.objects.visible_to(viewer).filter(paragraph=paragraph).exists()


def _followed(viewer: Viewer, recommendation: Recommendation) -> dict[str, Any]:
    """Return what happened, the latest first; evidence where the reader may read it."""
    rows: RecommendationFollowUpQuerySet = FollowUp.objects.visible_to(viewer)
    own = rows.filter(recommendation=recommendation).select_related("evidence")
    found = list(own.order_by("-day", "-id"))
    readable = set(
        Document.objects.visible_to(viewer)
        .filter(follow_ups__in=[each.pk for each in found])
        .values_list("pk", flat=True)
    )

    def shown(each: FollowUp) -> Cell:
        if each.evidence is None or each.evidence_id not in readable:
            return Cell("")
        return Cell(str(each.evidence), each.evidence.get_absolute_url(), css="symbol")

    what = (
        Column("day", gettext_lazy("Day"), lambda each: written_date(each.day)),
        Column("text", gettext_lazy("What happened"), lambda each: str(each.text)),
        Column("evidence", gettext_lazy("Evidence"), shown),
    )
    return {"table": table(what, found, empty=_("Nothing has happened yet."))}


add_panel(Unit, Panel("recommendations", gettext_lazy("Recommendations open"), TABLE, _of_unit, order=50))
add_panel(
    Party, Panel("recommendations", gettext_lazy("Recommendations"), TABLE, _of_party, order=58, shown_to=_any_to)
)
add_panel(Topic, Panel("recommendations", gettext_lazy("Recommendations"), TABLE, _on_topic, order=50))
add_panel(
    Document, Panel("recommendations", gettext_lazy("Recommendations"), TABLE, _in_document, order=50, shown_to=_any_in)
)
add_panel(
    Paragraph,
    Panel("recommendations", gettext_lazy("Recommendations"), TABLE, _in_paragraph, order=50, shown_to=_any_of),
)
add_panel(Recommendation, Panel("follow-up", gettext_lazy("What happened since"), TABLE, _followed, order=10))
show_records_of(Recommendation)
