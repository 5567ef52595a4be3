"""What pages of other apps show of deliverables, and the panels of a deliverable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.delivery import (
    boards,
    columns,
    document_panels,
    rules,
)
from secretariat.delivery.choices import (
    ProgressBy,
)
from secretariat.delivery.clash_words import (
    clash_table,
)
from secretariat.delivery.models import (
    AlsoServes,
    Deliverable,
    DeliverableDuty,
    DeliverableQuerySet,
    DutyRule,
    Involvement,
    Objection,
)
from secretariat.delivery.queries import (
    clashes_of,
    day_asked,
    progress_board,
    progress_of_lines,
)
from secretariat.documents.models import (
    Document,
    Paragraph,
)
from secretariat.duties import columns as duty_columns
from secretariat.mandates.models import Mandate
from secretariat.organization.models import Unit
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.plans.models import TODAY, Activity
from secretariat.plans.queries import effective_terms, present_plan
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
        "objections": _objections(viewer, line),
        "object_url": reverse("objection-new", args=(line.pk,)) if rules.may_object.test(viewer, line) else "",
        "plan_url": reverse("deliverable-new", args=(line.pk,)) if rules.may_plan_deliverables.test(viewer) else "",
    }


def _objections(viewer: Viewer, line: Activity) -> Table | None:
    """Return what was said against the number of a line, for the secretariat; None where nobody objected."""
    rows = Objection.objects.visible_to(viewer).filter(activity=line).select_related("activity", "raised_by")
    found = list(rows.order_by("state", "-on"))
    return table(columns.OBJECTIONS, found) if found else None


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


def _progress_by(by: ProgressBy, key: Callable[[Any], str]) -> Callable[[Viewer, Any], dict[str, Any]]:
    """Return the contents of a panel: how far the present plan is for one record."""

    def contents(viewer: Viewer, record: Any) -> dict[str, Any]:
        today = timezone.localdate()
        plan = present_plan(viewer, on=today)
        if plan is None:
            return {"table": Table([], [], empty=_("No plan was adopted by this day"))}
        board = progress_board(plan, viewer, by=by, on=day_asked(plan, today))
        wanted = key(record)
        own = replace(board, rows=[row for row in board.rows if row.heading.key == wanted])
        heads, rows = boards.board_rows(own)
        more = f"{reverse('progress')}?{urlencode({'plan': plan.document.slug, 'by': by.value})}"
        nothing = _("Nothing of %(plan)s is on record here.") % {"plan": plan}
        return {"table": Table(heads, rows[:-1], empty=nothing, more_url=more, more_label=_("Progress of the plan"))}

    return contents


def _mandate_of(paragraph: Paragraph) -> str:
    found = Mandate.objects.filter(paragraph=paragraph).values_list("pk", flat=True).first()
    return str(found)


def _is_state(_viewer: Viewer, party: Party) -> bool:
    return party.kind == PartyKind.STATE


def _is_group(_viewer: Viewer, party: Party) -> bool:
    return party.kind == PartyKind.ORGANIZATION and party.participants.filter(party__kind=PartyKind.STATE).exists()


def _has_mandate(viewer: Viewer, paragraph: Paragraph) -> bool:
    return Mandate.objects.visible_to(viewer).filter(paragraph=paragraph).exists()


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


def _clashes(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    return {"table": clash_table(clashes_of(deliverable, viewer))}


def _plans_it(viewer: Viewer, _deliverable: Deliverable) -> bool:
    return bool(in_secretariat.test(viewer))


def _followed_by(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    return _listed(Deliverable.objects.filter(follows=deliverable), viewer, {}, empty=_("Nothing follows from it yet."))


def _duties(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return what is owed for a deliverable, with the numbers of days by which it is due."""
    links = DeliverableDuty.objects.visible_to(viewer).filter(deliverable=deliverable)
    rows = links.select_related("duty__debtor", "duty__creditor", "rule").order_by("duty__due_on", "id")
    shown = (
        Column("what", gettext_lazy("What"), lambda each: Cell(str(each.get_kind_display()), _duty_url(each))),
        Column("creditor", gettext_lazy("Owed to"), lambda each: each.duty.owed_to),
        Column("due", gettext_lazy("Until"), lambda each: duty_columns.due_of(each.duty)),
        Column("days", gettext_lazy("By which rule"), columns.rule_cell),
        Column("state", gettext_lazy("State"), lambda each: duty_columns.state_cell(each.duty, timezone.localdate())),
    )
    return {"table": table(shown, list(rows), empty=_("Nothing is owed for it by itself."))}


def _duty_url(link: DeliverableDuty) -> str:
    return link.duty.get_absolute_url()


add_panel(Activity, Panel("delivered", gettext_lazy("Delivered"), "delivery/panels/of_line.html", _of_line, order=10))
add_panel(Paragraph, Panel("delivered", gettext_lazy("Delivered"), TABLE, _of_paragraph, order=25))
add_panel(Unit, Panel("delivered", gettext_lazy("Work"), TABLE, _of_unit, order=45))
add_panel(Topic, Panel("delivered", gettext_lazy("Work"), TABLE, _on_topic, order=45))
add_panel(Party, Panel("delivered", gettext_lazy("Takes part in"), TABLE, _of_party, order=55))
add_panel(Deliverable, Panel("involved", gettext_lazy("States and organizations"), TABLE, _involved, order=10))
add_panel(Deliverable, Panel("serves", gettext_lazy("Also serves"), TABLE, _serves, order=20))
add_panel(Deliverable, Panel("follows", gettext_lazy("What follows from it"), TABLE, _followed_by, order=30))
add_panel(Deliverable, Panel("duties", gettext_lazy("What is owed for it"), TABLE, _duties, order=15))
add_panel(
    Deliverable,
    Panel(
        "documents", gettext_lazy("Documents"), "delivery/panels/documents.html", document_panels.documents, order=12
    ),
)
add_panel(
    Document,
    Panel("events", gettext_lazy("Belongs to"), TABLE, document_panels.of_document, order=42),
)
add_panel(Deliverable, Panel("clashes", gettext_lazy("Worth a look"), TABLE, _clashes, order=12, shown_to=_plans_it))
PROGRESS = gettext_lazy("Progress")
add_panel(
    Unit, Panel("progress", PROGRESS, TABLE, _progress_by(ProgressBy.UNIT, lambda unit: unit.party.slug), order=44)
)
add_panel(Topic, Panel("progress", PROGRESS, TABLE, _progress_by(ProgressBy.TOPIC, lambda each: each.slug), order=44))
add_panel(
    Paragraph,
    Panel("progress", PROGRESS, TABLE, _progress_by(ProgressBy.MANDATE, _mandate_of), order=24, shown_to=_has_mandate),
)
add_panel(
    Party,
    Panel(
        "progress-state",
        PROGRESS,
        TABLE,
        _progress_by(ProgressBy.STATE, lambda party: party.slug),
        order=54,
        shown_to=_is_state,
    ),
)
add_panel(
    Party,
    Panel(
        "progress-group",
        PROGRESS,
        TABLE,
        _progress_by(ProgressBy.GROUP, lambda party: party.slug),
        order=54,
        shown_to=_is_group,
    ),
)
show_records_of(Deliverable, DutyRule, Objection)
