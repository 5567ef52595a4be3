"""What pages of other apps show of deliverables, and the panels of a deliverable."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.delivery import columns, rules
from secretariat.delivery.models import AlsoServes, Deliverable, DeliverableQuerySet, Involvement
from secretariat.delivery.queries import progress_of_lines
from secretariat.documents.models import Paragraph
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.plans.models import TODAY, Activity
from secretariat.plans.queries import effective_terms
from secretariat.topics.models import Topic

SHOWN = 20  # deliverables in a panel; the rest is one link away
TABLE = "panels/table.html"


def _listed(rows: DeliverableQuerySet, viewer: Viewer, more: dict[str, str], **options: Any) -> dict[str, Any]:
    """Return deliverables newest first, and the list that has them all."""
    found = rows.visible_to(viewer).select_related("owner__party", "activity", "project").order_by("-starts_on", "id")
    shown = list(found[: SHOWN + 1])
    options.setdefault("empty", _("Nothing is on record yet."))
    options["more_url"] = f"{reverse('deliverables')}?{urlencode(more)}" if len(shown) > SHOWN else ""
    return {"table": table(columns.PANEL, shown[:SHOWN], more_label=_("All in a list"), **options)}


# On a plan line ---------------------------------------------------------------------------------------------------


def _of_line(viewer: Viewer, line: Activity) -> dict[str, Any]:
    """Return what was delivered towards a line, how far it is, and what serves it beside."""
    today = timezone.localdate()
    progress = progress_of_lines({line.pk: effective_terms(line, TODAY).quantity}, viewer, on=today)[line.pk]
    words = columns.progress_cell(progress).text
    hidden = progress.held - Deliverable.objects.visible_to(viewer).filter(activity=line).held_by(today).count()
    if hidden:
        words = _("%(words)s; %(hidden)s of them are not for every reader") % {"words": words, "hidden": hidden}
    more = {"plan": line.plan.document.slug, "line": line.address}
    served = AlsoServes.objects.visible_to(viewer).standing().filter(activity=line)
    own = _listed(Deliverable.objects.filter(activity=line), viewer, more)
    beside = Deliverable.objects.filter(pk__in=served.values("deliverable"))
    return {
        **own,
        "progress": words,
        "beside": _listed(beside, viewer, more)["table"] if served else None,
        "plan_url": reverse("deliverable-new", args=(line.pk,)) if rules.may_plan_deliverables.test(viewer) else "",
    }


# On paragraphs, units, topics and parties -------------------------------------------------------------------------


def _of_paragraph(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    """Return what was delivered towards the lines that answer a paragraph, and what serves its mandate beside."""
    lines = Activity.objects.visible_to(viewer).filter(
        answers__mandate__paragraph=paragraph, answers__state="confirmed"
    )
    also = AlsoServes.objects.visible_to(viewer).standing().filter(mandate__paragraph=paragraph)
    rows = Deliverable.objects.filter(activity__in=lines.values("pk"))
    return _listed(rows | Deliverable.objects.filter(pk__in=also.values("deliverable")), viewer, {})


def _of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    return _listed(Deliverable.objects.filter(owner=unit), viewer, {"unit": unit.party.slug})


def _on_topic(viewer: Viewer, topic: Topic) -> dict[str, Any]:
    rows = Deliverable.objects.filter(activity__in=Activity.objects.filter(topic_links__topic=topic).values("pk"))
    return _listed(rows, viewer, {"topic": topic.slug})


def _of_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return what a State or organization is involved in."""
    own = Involvement.objects.filter(party=party, is_withdrawn=False)
    return _listed(Deliverable.objects.filter(pk__in=own.values("deliverable")), viewer, {"party": party.slug})


# On a deliverable -------------------------------------------------------------------------------------------------


def _involved(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    rows = Involvement.objects.visible_to(viewer).filter(deliverable=deliverable, is_withdrawn=False)
    may = rules.may_deliver.test(viewer, deliverable)

    def end(each: Involvement) -> Cell:
        return Cell(_("not after all"), reverse("involvement-withdraw", args=(each.pk,)))

    shown = (
        Column("party", gettext_lazy("Who"), lambda each: Cell(str(each.party), each.party.get_absolute_url())),
        Column("part", gettext_lazy("As what"), lambda each: str(each.get_part_display())),
        *((Column("end", "", end),) if may else ()),
    )
    ordered = rows.select_related("party").order_by("part", "party__kind", "party__slug")
    return {"table": table(shown, list(ordered), empty=_("No State or organization is named yet."))}


def _serves(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    rows = AlsoServes.objects.visible_to(viewer).standing().filter(deliverable=deliverable)
    may = rules.may_deliver.test(viewer, deliverable)

    def served(each: AlsoServes) -> Cell:
        what: Any = each.activity or each.mandate
        return Cell(str(what), what.get_absolute_url())

    def drop(each: AlsoServes) -> Cell:
        return Cell(_("take back"), reverse("also-serves-drop", args=(each.pk,)))

    shown = (
        Column("what", gettext_lazy("What"), served),
        *((Column("drop", "", drop),) if may else ()),
    )
    found = rows.select_related("activity__plan__document", "mandate__paragraph__document").order_by("id")
    return {"table": table(shown, list(found), empty=_("It serves its own line alone."))}


def _followed_by(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    return _listed(Deliverable.objects.filter(follows=deliverable), viewer, {}, empty=_("Nothing follows from it yet."))


add_panel(Activity, Panel("delivered", gettext_lazy("Delivered"), "delivery/panels/of_line.html", _of_line, order=10))
add_panel(Paragraph, Panel("delivered", gettext_lazy("Delivered"), TABLE, _of_paragraph, order=25))
add_panel(Unit, Panel("delivered", gettext_lazy("Work"), TABLE, _of_unit, order=45))
add_panel(Topic, Panel("delivered", gettext_lazy("Work"), TABLE, _on_topic, order=45))
add_panel(Party, Panel("delivered", gettext_lazy("Takes part in"), TABLE, _of_party, order=55))
add_panel(Deliverable, Panel("involved", gettext_lazy("States and organizations"), TABLE, _involved, order=10))
add_panel(Deliverable, Panel("serves", gettext_lazy("Also serves"), TABLE, _serves, order=20))
add_panel(Deliverable, Panel("follows", gettext_lazy("What follows from it"), TABLE, _followed_by, order=30))
show_records_of(Deliverable)
