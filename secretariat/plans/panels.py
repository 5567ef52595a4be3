"""What pages of other apps show of plans, and the panels of a plan line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import SuggestionState, Tone
from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.models import Mandate
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.plans import columns, rules
from secretariat.plans.models import TODAY, Activity, ActivityQuerySet, Amendment, Answer, PlanCounterpart
from secretariat.plans.queries import LINK_ORDER, Promised, figures_of, lines_of
from secretariat.topics.models import Topic

MANDATE, LINE = "mandate", "line"  # where a link is seen
SHOWN = 20  # lines in a panel; the rest is one link away


# Links between lines and mandates -------------------------------------------------------------------------------


def _links(viewer: Viewer, **where: Any) -> list[Answer]:
    """Return links with what showing them needs, in the order of the plan."""
    rows = (
        Answer.objects.visible_to(viewer)
        .filter(**where)
        .select_related(
            *("activity__plan__document", "activity__owner__party", "activity__project__program__area"),
            *("mandate__paragraph__document", "mandate__addressee"),
        )
    )
    return list(rows.order_by(*LINK_ORDER))


def _in_state(links: Sequence[Answer], state: SuggestionState) -> list[Answer]:
    return [link for link in links if link.state == state]


def _decide_url(viewer: Viewer, link: Answer, verb: str, seen: str) -> str:
    """Return where this viewer confirms or refuses a link, to come back to what they saw; nothing if they may not."""
    may = rules.may_decide_answer.test(viewer, link)
    return f"{reverse('answer-decide', args=(link.pk, verb))}?from={seen}" if may else ""


def _suggestion(viewer: Viewer, link: Answer, text: str, href: str, seen: str) -> dict[str, Any]:
    return {
        "text": text,
        "href": href,
        "reason": str(link.reason),
        "source": _("proposed by %(who)s") % {"who": link.proposed_by},
        "score": "" if link.confidence is None else str(link.confidence),
        "confirm_url": _decide_url(viewer, link, "confirm", seen),
        "refuse_url": _decide_url(viewer, link, "refuse", seen),
    }


def _state_column(viewer: Viewer, seen: str) -> tuple[Column, ...]:
    """Return the columns that say how a link stands, and what the viewer can do about it."""

    def state(link: Answer) -> Cell:
        tone = Tone.DONE if link.state == SuggestionState.CONFIRMED else Tone.NONE
        return Cell(str(link.get_state_display()), tone=tone.value, title=str(link.reason))

    def decide(link: Answer) -> Cell:
        verb, words = ("refuse", _("refuse")) if link.state == SuggestionState.CONFIRMED else ("confirm", _("confirm"))
        url = _decide_url(viewer, link, verb, seen)
        return Cell(words if url else "", url)

    may = viewer.is_operator or viewer.is_signed_in
    shown = (Column("state", gettext_lazy("Link"), state),)
    return (*shown, Column("decide", "", decide)) if may else shown


# Which lines answer a paragraph, or carry a function out -----------------------------------------------------------


def _answered_by(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    """Return the lines that answer the mandate of a paragraph, and those that carry its function out."""
    mandate = Mandate.objects.visible_to(viewer).filter(paragraph=paragraph).first()
    links = _links(viewer, mandate=mandate) if mandate else []
    now = _terms_of([link.activity for link in links], viewer)
    own = Activity.objects.filter(owner_function__paragraph=paragraph)
    propose = mandate is not None and rules.may_propose_answer.test(viewer)
    return {
        "table": _lines_table(viewer, _in_state(links, SuggestionState.CONFIRMED), now),
        "refused": _lines_table(viewer, _in_state(links, SuggestionState.REFUSED), now),
        "carried": _lines_of(own, viewer),
        "suggestions": [_suggested_line(viewer, each, now) for each in _in_state(links, SuggestionState.SUGGESTED)],
        "propose_url": reverse("line-propose", args=(mandate.pk,)) if mandate and propose else "",
        "propose_label": _("Propose a line"),
        "empty": _no_line(mandate),
    }


def _suggested_line(viewer: Viewer, link: Answer, now: dict[Any, Promised]) -> dict[str, Any]:
    terms = now.get(link.activity.pk)
    text = f"{link.activity} ({terms.words})" if terms else str(link.activity)
    return _suggestion(viewer, link, text, link.activity.get_absolute_url(), MANDATE)


def _no_line(mandate: Mandate | None) -> str:
    if mandate is None:
        return _("No plan line stands under this paragraph.")
    return _("No plan line answers this paragraph yet.")


def _terms_of(activities: Sequence[Activity], viewer: Viewer) -> dict[Any, Promised]:
    """Return what lines promise today; those that no longer stand are missing."""
    lines = lines_of(Activity.objects.filter(pk__in=[each.pk for each in activities]), viewer, TODAY)
    return {line.activity.pk: line.terms for line in lines}


def _lines_table(viewer: Viewer, links: Sequence[Answer], now: dict[Any, Promised]) -> Table:
    def planned(link: Answer) -> Cell:
        terms = now.get(link.activity.pk)
        return columns.promise_cell(terms) if terms else Cell(_("dropped"), tone=Tone.LATE.value)

    def progress(link: Answer) -> str:
        terms = now.get(link.activity.pk)
        return columns.progress_words(link.activity, terms) if terms else ""

    return table(
        (
            Column("line", gettext_lazy("Line"), lambda each: _line_cell(each.activity)),
            Column("title", gettext_lazy("What"), lambda each: str(each.activity.title)),
            Column("planned", gettext_lazy("Planned"), planned, numeric=True),
            Column("progress", gettext_lazy("Progress"), progress),
            *_state_column(viewer, MANDATE),
        ),
        links,
    )


def _line_cell(activity: Activity) -> Cell:
    return Cell(activity.address, activity.get_absolute_url(), css="symbol")


# Which mandates a line answers ------------------------------------------------------------------------------------


def _answers(viewer: Viewer, activity: Activity) -> dict[str, Any]:
    """Return the mandates that a line answers, suggestions apart from facts."""
    links = _links(viewer, activity=activity)
    propose = rules.may_propose_answer.test(viewer, activity)
    return {
        "table": _mandates_table(viewer, _in_state(links, SuggestionState.CONFIRMED)),
        "refused": _mandates_table(viewer, _in_state(links, SuggestionState.REFUSED)),
        "suggestions": [_suggested_mandate(viewer, each) for each in _in_state(links, SuggestionState.SUGGESTED)],
        "propose_url": reverse("answer-propose", args=(activity.pk,)) if propose else "",
        "propose_label": _("Propose a mandate"),
        "empty": _("This line answers no mandate yet."),
    }


def _suggested_mandate(viewer: Viewer, link: Answer) -> dict[str, Any]:
    text = f"{link.mandate} – {link.mandate.paragraph.summary}"
    return _suggestion(viewer, link, text, link.mandate.get_absolute_url(), LINE)


def _mandates_table(viewer: Viewer, links: Sequence[Answer]) -> Table:
    return table(
        (
            Column("mandate", gettext_lazy("Paragraph"), _mandate_cell),
            Column("summary", gettext_lazy("What it asks"), lambda each: str(each.mandate.paragraph.summary)),
            Column("reason", gettext_lazy("Why the line answers it"), lambda each: str(each.reason)),
            *_state_column(viewer, LINE),
        ),
        links,
    )


def _mandate_cell(link: Answer) -> Cell:
    return Cell(str(link.mandate), link.mandate.get_absolute_url(), css="symbol")


# Lines of a unit, of a topic, with a party ------------------------------------------------------------------------


def _lines_of(activities: ActivityQuerySet, viewer: Viewer, more: str = "") -> dict[str, Any]:
    """Return lines of today's plans with what they come to; ``more`` is the filter of the list that has them all."""
    lines = lines_of(activities, viewer, TODAY)
    found = figures_of(lines)
    words = _("%(planned)s planned in %(lines)s lines") % {"planned": found.planned, "lines": found.lines}
    shown = [line.activity for line in lines[:SHOWN]]
    return {
        "table": table(
            columns.PANEL_COLUMNS,
            shown,
            empty=_("No plan line."),
            caption=words if lines else "",
            more_url=f"{reverse('activities')}?{more}" if more and lines else "",
            more_label=_("All in a list"),
        )
    }


def _lines_of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    more = urlencode({"owner": unit.party.slug})
    return _lines_of(Activity.objects.filter(owner=unit), viewer, more)


def _lines_on_topic(viewer: Viewer, topic: Topic) -> dict[str, Any]:
    return _lines_of(Activity.objects.filter(topic_links__topic=topic), viewer, urlencode({"topic": topic.slug}))


def _with_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return what is carried out in coordination with a party: lines, and projects none of whose lines names it."""
    found = PlanCounterpart.objects.visible_to(viewer).filter(party=party)
    found = found.select_related("activity__plan__document", "project__plan__document")
    places = ("plan", "program__area__position", "program__position", "position")
    rows = list(found.order_by(*(f"project__{place}" for place in places), "activity__position"))
    named = {each.project_id for each in rows if each.activity}
    return {
        "table": table(
            (
                Column("address", gettext_lazy("Where"), _counterpart_cell),
                Column("title", gettext_lazy("What"), lambda each: str((each.activity or each.project).title)),
                Column("plan", gettext_lazy("Plan"), lambda each: _plan_cell(each.project)),
            ),
            [each for each in rows if each.activity or each.project_id not in named],
            empty=_("No project or line of a plan names this party."),
        )
    }


def _counterpart_cell(counterpart: PlanCounterpart) -> Cell:
    if counterpart.activity:
        return _line_cell(counterpart.activity)
    return Cell(_("project %(address)s") % {"address": counterpart.project.address}, css="symbol")


def _plan_cell(project: Any) -> Cell:
    return Cell(str(project.plan.document), project.plan.get_absolute_url())


# History ----------------------------------------------------------------------------------------------------------


ANSWERS = "plans/panels/answers.html"
TABLE = "panels/table.html"
add_panel(Activity, Panel("mandates", gettext_lazy("Mandates it answers"), ANSWERS, _answers, order=20))
show_records_of(Activity, Amendment)
add_panel(Paragraph, Panel("plan-lines", gettext_lazy("Answered by these plan lines"), ANSWERS, _answered_by, order=20))
add_panel(Unit, Panel("plan-lines", gettext_lazy("Plan lines"), TABLE, _lines_of_unit, order=40))
add_panel(Topic, Panel("plan-lines", gettext_lazy("Plan lines"), TABLE, _lines_on_topic, order=40))
add_panel(Party, Panel("plan-coordination", gettext_lazy("In coordination with"), TABLE, _with_party, order=60))
