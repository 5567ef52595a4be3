"""What waits for a person today, by their roles: each card is one kind of work, each row one action from done."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.predicates import Predicate

from secretariat.core.choices import SuggestionState
from secretariat.core.dates import written_date
from secretariat.core.rules import holds
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING
from secretariat.duties.choices import DutyState
from secretariat.duties.columns import state_cell
from secretariat.duties.models import Duty
from secretariat.duties.rules import may_fulfil
from secretariat.mandates.choices import Nature
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Order
from secretariat.participation.choices import INVITATION_TONES, InvitationState, NominationState
from secretariat.participation.models import Invitation, Nomination
from secretariat.parties.choices import SECRETARIAT_ROLES, PartyKind, RoleKind
from secretariat.parties.models import Participation, Role
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import Activity, Amendment, Answer
from secretariat.recommendations.columns import state_cell as recommendation_state
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.queries import owed_by

SHOWN = 8
LATELY = datetime.timedelta(days=30)
SOON = datetime.timedelta(days=60)
Tasks = tuple[int, list[dict[str, Any]]]


@dataclass(frozen=True)
class Card:
    """A kind of work: for whom, which rows, and where all of them are."""

    key: str
    title: str | Promise
    rule: Predicate
    tasks: Callable[[Viewer, datetime.date], Tasks]
    none: str | Promise
    why: str | Promise = ""
    all_of: tuple[str, str] = ("", "")  # the page that lists them all, and what is asked there


def cards(viewer: Viewer, *, on: datetime.date) -> list[dict[str, Any]]:
    """Return the cards of a viewer on a day."""
    return [_shown(card, viewer, on) for card in CARDS if card.rule.test(viewer)]


def _shown(card: Card, viewer: Viewer, on: datetime.date) -> dict[str, Any]:
    count, tasks = card.tasks(viewer, on)
    page, asked = card.all_of
    return {
        "key": card.key,
        "title": card.title,
        "count": count,
        "tasks": tasks,
        "empty": card.none,
        "why": card.why,
        "all_url": f"{reverse(page)}?{asked}" if page else "",
    }


def _listed(rows: QuerySet[Any], task: Callable[[Any], dict[str, Any]]) -> Tasks:
    return rows.count(), [task(row) for row in rows[:SHOWN]]


def _answers(viewer: Viewer, on: datetime.date) -> Tasks:
    """Suggested answers: all of them for a planning officer, those of their own units' lines for others."""
    rows = Answer.objects.visible_to(viewer).suggested().order_by("-confidence", "activity__position")
    if not viewer.holds(RoleKind.PLANNING_OFFICER):
        rows = rows.filter(activity__owner__party__in=viewer.party_ids)
    rows = rows.select_related("activity", "mandate__paragraph__document")
    return _listed(
        rows,
        lambda row: {
            "text": _("%(line)s answers %(paragraph)s") % {"line": row.activity.address, "paragraph": row.mandate},
            "href": row.activity.get_absolute_url(),
            "note": str(row.reason),
            "tone": "wait",
            "tone_word": f"{row.confidence or ''}",
            "action_url": reverse("answer-decide", args=(row.pk, "confirm")),
            "action_label": _("Confirm"),
        },
    )


def _owners(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = Ownership.objects.visible_to(viewer).suggested().order_by("-confidence")
    return _listed(
        rows.select_related("unit__party", "mandate__paragraph__document"),
        lambda row: {
            "text": _("%(unit)s answers for %(paragraph)s") % {"unit": row.unit, "paragraph": row.mandate},
            "href": row.mandate.get_absolute_url(),
            "note": str(row.reason),
            "tone": "wait",
            "tone_word": f"{row.confidence or ''}",
            "action_url": reverse("ownership-decide", args=(row.pk, "confirm")),
            "action_label": _("Confirm"),
        },
    )


def _chains(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = Chain.objects.visible_to(viewer).suggested().order_by("-confidence")
    return _listed(
        rows.select_related("paragraph__document", "to_paragraph__document", "to_document"),
        lambda row: {
            "text": str(row),
            "href": row.paragraph.get_absolute_url(),
            "note": str(row.reason),
            "tone": "wait",
            "tone_word": f"{row.confidence or ''}",
            "action_url": reverse("chain-decide", args=(row.pk, "confirm")),
            "action_label": _("Confirm"),
        },
    )


def _unowned(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = (
        Mandate.objects.visible_to(viewer)
        .binding_secretariat()
        .filter(paragraph__exclusions__isnull=True)
        .exclude(ownerships__state=SuggestionState.CONFIRMED)
    )
    return _listed(rows.select_related("paragraph__document"), _mandate_task)


def _mine(viewer: Viewer, on: datetime.date) -> Tasks:
    """Mandates that the viewer's units own."""
    rows = Mandate.objects.visible_to(viewer).filter(
        ownerships__state=SuggestionState.CONFIRMED,
        ownerships__is_lead=True,
        ownerships__unit__party__in=viewer.party_ids,
        nature=Nature.INSTRUCTION_SECRETARIAT,
    )
    return _listed(rows.select_related("paragraph__document").order_by("paragraph__document__symbol"), _mandate_task)


def _mandate_task(row: Mandate) -> dict[str, Any]:
    return {"text": str(row), "href": row.get_absolute_url(), "note": str(row.paragraph.summary)}


def _lines(viewer: Viewer, on: datetime.date) -> Tasks:
    """Plan lines that the viewer's units carry out."""
    rows = Activity.objects.visible_to(viewer).current().filter(owner__party__in=viewer.party_ids)
    return _listed(
        rows.order_by("position"),
        lambda row: {
            "text": str(row),
            "href": row.get_absolute_url(),
            "note": f"{row.quantity or ''} {row.counts}".strip() if not row.on_request else _("upon request"),
        },
    )


def _drafts(viewer: Viewer, on: datetime.date) -> Tasks:
    orders = Order.objects.visible_to(viewer).filter(state=OrderState.DRAFT).select_related("document")
    amendments = Amendment.objects.visible_to(viewer).filter(state=AmendmentState.DRAFT).select_related("plan")
    tasks = [{"text": str(row), "href": row.get_absolute_url(), "note": _("draft order")} for row in orders] + [
        {"text": f"{row.plan}: {row}", "href": row.get_absolute_url(), "note": row.reason} for row in amendments
    ]
    return len(tasks), tasks[:SHOWN]


def _for_states(viewer: Viewer, on: datetime.date) -> Tasks:
    """Paragraphs in which States committed themselves, or are invited."""
    rows = Mandate.objects.visible_to(viewer).filter(nature__in=(Nature.COMMITMENT, Nature.INVITATION))
    rows = rows.select_related("paragraph__document").order_by("-paragraph__document__date")
    return _listed(rows, _mandate_task)


def _upon_request(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = Activity.objects.visible_to(viewer).current().filter(on_request=True).order_by("position")
    return _listed(rows, lambda row: {"text": str(row), "href": row.get_absolute_url(), "note": str(row.counts)})


def _asked(viewer: Viewer, on: datetime.date) -> Tasks:
    """Invitations of one's own State that wait for an answer, or under which people can still be named."""
    own = viewer.parties_as(RoleKind.DELEGATE)
    rows = Invitation.objects.visible_to(viewer).open().filter(party__in=own, deliverable__state__in=COMING)
    rows = rows.filter(Q(deadline__isnull=True) | Q(deadline__gte=on)).select_related("deliverable", "party")
    return _listed(rows.order_by("deadline", "pk"), _asked_task)


def _asked_task(row: Invitation) -> dict[str, Any]:
    until = _("Answer by %(day)s") % {"day": written_date(row.deadline)} if row.deadline else ""
    return {
        "text": str(row.deliverable),
        "href": row.get_absolute_url(),
        "note": " · ".join(each for each in (str(row.party), until) if each),
        "tone": INVITATION_TONES[InvitationState(row.state)].value,
        "tone_word": str(row.get_state_display()),
        "action_url": reverse("event-nominate", args=(row.deliverable_id,)),
        "action_label": _("Nominate"),
    }


def _to_decide(viewer: Viewer, on: datetime.date) -> Tasks:
    """People whom States named for the events of one's own units, and on whom nobody has decided."""
    rows = Nomination.objects.visible_to(viewer).filter(state=NominationState.NOMINATED)
    if not viewer.holds(RoleKind.PLANNING_OFFICER):
        rows = rows.filter(deliverable__owner__party__in=viewer.parties_as(RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER))
    rows = rows.select_related("participant", "party", "deliverable").order_by("deliverable__starts_on", "pk")
    return _listed(
        rows,
        lambda row: {
            "text": str(row),
            "href": row.get_absolute_url(),
            "note": str(row.deliverable),
            "action_url": reverse("nomination-move", args=(row.pk, "accept")),
            "action_label": _("Accept"),
        },
    )


def _own_state(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = Participation.objects.visible_to(viewer).valid_on(on).filter(party__in=viewer.party_ids)
    return _listed(
        rows.select_related("party", "of").order_by("valid_from"),
        lambda row: {
            "text": str(row),
            "href": row.party.get_absolute_url(),
            "note": written_date(row.valid_from, row.from_precision),
        },
    )


def _recommended(viewer: Viewer, on: datetime.date) -> Tasks:
    """Recommendations that wait for a State or unit that the viewer acts for, the most urgent first."""
    rows = owed_by(viewer).order_by(F("due_on").asc(nulls_last=True), "made_on", "id")
    return _listed(rows.select_related("owner"), lambda row: _recommendation_task(row, on))


def _recommendation_task(row: Recommendation, on: datetime.date) -> dict[str, Any]:
    state = recommendation_state(row, on)
    due = _("due on %(day)s") % {"day": written_date(row.due_on)} if row.due_on else ""
    return {
        "text": str(row),
        "href": row.get_absolute_url(),
        "note": " · ".join(each for each in (str(row.owner), due) if each),
        "tone": state.tone,
        "tone_word": state.text,
    }


def _ending_roles(viewer: Viewer, on: datetime.date) -> Tasks:
    rows = Role.objects.visible_to(viewer).valid_on(on).filter(valid_until__lte=on + SOON)
    return _listed(
        rows.select_related("person", "party").order_by("valid_until"),
        lambda row: {"text": str(row), "href": row.person.get_absolute_url(), "note": written_date(row.valid_until)},
    )


def _owed(viewer: Viewer, on: datetime.date) -> Tasks:
    """Return what the viewer's units or State owe: late first, then what is due soon, then what was kept lately."""
    rows = Duty.objects.visible_to(viewer).filter(debtor__in=viewer.party_ids).select_related("debtor", "creditor")
    waiting = rows.owed().filter(remind_from__lte=on)
    shown = list(waiting.order_by("due_on", "pk")[:SHOWN])
    done = rows.done().filter(done_on__gt=on - LATELY, done_on__lte=on).order_by("-done_on", "pk")
    return waiting.count(), [_duty_task(row, viewer, on) for row in (*shown, *done[: SHOWN - len(shown)])]


def _late(viewer: Viewer, on: datetime.date) -> Tasks:
    """Return what anybody in the house owes and has not done by its day."""
    rows = Duty.objects.visible_to(viewer).late(on).filter(debtor__kind=PartyKind.UNIT).order_by("due_on", "pk")
    return _listed(rows.select_related("debtor", "creditor"), lambda row: _duty_task(row, viewer, on))


def _duty_task(row: Duty, viewer: Viewer, on: datetime.date) -> dict[str, Any]:
    day = row.done_on or row.due_on
    state = state_cell(row, on)
    may = row.state == DutyState.OWED and may_fulfil.test(viewer, row)
    words = _("%(debtor)s, kept on %(day)s") if row.done_on else _("%(debtor)s, until %(day)s")
    return {
        "text": str(row),
        "href": row.get_absolute_url(),
        "note": words % {"debtor": row.debtor.short, "day": written_date(day)},
        "tone": state.tone,
        "tone_word": state.text,
        "action_url": reverse("duty-fulfil", args=(row.pk,)) if may else "",
        "action_label": _("Record as kept"),
    }


PLANNING = holds(RoleKind.PLANNING_OFFICER)
OF_UNIT = holds(RoleKind.PROGRAM_OFFICER, RoleKind.CHIEF)
DELEGATE = holds(RoleKind.DELEGATE)
NOT_COUNTED = gettext_lazy("A suggestion counts for nothing until it is confirmed.")
CARDS = (
    Card(
        "owed",
        gettext_lazy("Due, late and kept lately"),
        OF_UNIT | DELEGATE | holds(*SECRETARIAT_ROLES),
        _owed,
        gettext_lazy("Nothing is due soon, and nothing is late."),
        gettext_lazy("What your unit or your State owes by a day."),
        ("duties", "state=owed"),
    ),
    Card(
        "late-duties",
        gettext_lazy("Late duties of the house"),
        PLANNING,
        _late,
        gettext_lazy("Nothing is late."),
        all_of=("duties", "state=late"),
    ),
    Card("drafts", gettext_lazy("Drafts"), PLANNING, _drafts, gettext_lazy("No order and no amendment is in draft.")),
    Card(
        "answers",
        gettext_lazy("Suggested: plan lines that answer paragraphs"),
        PLANNING | OF_UNIT,
        _answers,
        gettext_lazy("Nothing waits for a decision."),
        NOT_COUNTED,
    ),
    Card(
        "owners",
        gettext_lazy("Suggested: units that answer for paragraphs"),
        PLANNING,
        _owners,
        gettext_lazy("Nothing waits for a decision."),
        NOT_COUNTED,
    ),
    Card(
        "chains",
        gettext_lazy("Suggested: paragraphs that belong together"),
        PLANNING,
        _chains,
        gettext_lazy("Nothing waits for a decision."),
        NOT_COUNTED,
    ),
    Card(
        "unowned",
        gettext_lazy("Instructions to the secretariat without a unit"),
        PLANNING,
        _unowned,
        gettext_lazy("Every instruction to the secretariat has a unit."),
    ),
    Card("mine", gettext_lazy("Mandates of your unit"), OF_UNIT, _mine, gettext_lazy("Your unit owns no mandate.")),
    Card(
        "lines",
        gettext_lazy("Plan lines of your unit"),
        OF_UNIT,
        _lines,
        gettext_lazy("Your unit carries out no line."),
    ),
    Card(
        "asked",
        gettext_lazy("Asked of you: nominate"),
        DELEGATE,
        _asked,
        gettext_lazy("No invitation waits for your State."),
    ),
    Card(
        "nominations",
        gettext_lazy("Nominations to decide"),
        PLANNING | OF_UNIT,
        _to_decide,
        gettext_lazy("Nobody who is named waits for a decision."),
    ),
    Card(
        "recommended",
        gettext_lazy("Recommendations that wait for you"),
        OF_UNIT | DELEGATE,
        _recommended,
        gettext_lazy("No recommendation waits for your unit or State."),
    ),
    Card("own-state", gettext_lazy("Your State"), DELEGATE, _own_state, gettext_lazy("Nothing is recorded.")),
    Card(
        "for-states",
        gettext_lazy("What States committed themselves or are invited to"),
        DELEGATE,
        _for_states,
        gettext_lazy("Nothing is recorded."),
    ),
    Card(
        "upon-request",
        gettext_lazy("What your State can ask for"),
        DELEGATE,
        _upon_request,
        gettext_lazy("The plan has no line upon request."),
    ),
    Card(
        "ending-roles",
        gettext_lazy("Roles that end within sixty days"),
        holds(RoleKind.ADMINISTRATOR),
        _ending_roles,
        gettext_lazy("No role ends soon."),
    ),
)
