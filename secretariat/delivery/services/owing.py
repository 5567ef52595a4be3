"""What is owed for a deliverable: its duties exist, move, end and come back with it."""

from __future__ import annotations

import datetime
import uuid

from django.db.models import Q
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, COUNTING
from secretariat.delivery.models import Deliverable, DeliverableDuty, DutyRule
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.services import bring_in_line, owe
from secretariat.organization.queries import unit_descendants
from secretariat.plans.models import Plan

OWING = (*COMING, *COUNTING)


def owe_for(deliverable: Deliverable, *, by: Viewer, reason: str) -> list[DeliverableDuty]:
    """Bring the duties of a deliverable in line with it: made, moved, released, owed again. Twice changes nothing.

    It owes what the rules of its level say for events of its unit, from “planned” on, until it is postponed or
    cancelled. What somebody released by hand stays released; what was kept stays kept.
    """
    rules = {rule.kind: rule for rule in _rules_for(deliverable)}
    links = {link.kind: link for link in deliverable.duty_links.select_related("duty__debtor", "rule")}
    made = [_begin(deliverable, rule, by, reason) for kind, rule in rules.items() if kind not in links]
    for kind, link in links.items():
        _follow(link, deliverable, rules.get(kind), by, reason)
    return [*links.values(), *made]


def _rules_for(deliverable: Deliverable) -> list[DutyRule]:
    """Return the rules that hold for a deliverable as it is now; the nearest unit's where several say the same.

    One that was withdrawn still holds for what was planned under it.
    """
    is_event = deliverable.needs.people and not deliverable.is_standing
    if deliverable.state not in OWING or not is_event:
        return []
    holding = Q(is_withdrawn=False) | Q(pk__in=deliverable.duty_links.values("rule"))
    rows = DutyRule.objects.filter(holding, level=deliverable.level).select_related("unit", "paragraph")
    day, owner = _day_of(deliverable), deliverable.owner.party_id
    held = [(each, _beneath(each.unit.party_id, day)) for each in rows]
    found = [(each, below) for each, below in held if owner == each.unit.party_id or owner in below]
    return [rule for rule, _below in sorted(found, key=lambda pair: len(pair[1]), reverse=True)]


def _beneath(party: uuid.UUID, day: datetime.date) -> set[uuid.UUID]:
    return unit_descendants({party}, day)


def _day_of(deliverable: Deliverable) -> datetime.date:
    """Return the day whose structure says which units lie beneath another: the last of the plan."""
    return _plan_of(deliverable).ends_on


def _begin(deliverable: Deliverable, rule: DutyRule, by: Viewer, reason: str) -> DeliverableDuty:
    duty = owe(
        slot=f"deliverable {deliverable.pk} {rule.kind}",
        kind=DutyKind(rule.kind),
        subject=deliverable.title,
        debtor=deliverable.owner.party,
        due_on=rule.day_for(deliverable),
        remind_days=rule.remind_days,
        creditor_words=rule.creditor_words,
        paragraph=rule.paragraph,
        audience=_audience_of(deliverable),
        is_demonstration=deliverable.is_demonstration,
        by=by,
        reason=reason,
    )
    link = DeliverableDuty(deliverable=deliverable, kind=rule.kind, duty=duty, rule=rule)
    link.is_demonstration = deliverable.is_demonstration
    return keep(link, by=by, reason=reason)


def _follow(link: DeliverableDuty, deliverable: Deliverable, rule: DutyRule | None, by: Viewer, reason: str) -> None:
    """Let one duty follow its deliverable; one that a person released is left as it is."""
    duty = link.duty
    if duty.state == DutyState.RELEASED and not link.is_stopped:
        return
    link.duty = bring_in_line(
        duty,
        is_owed=rule is not None,
        subject=deliverable.title,
        debtor=deliverable.owner.party,
        due_on=(rule or link.rule).day_for(deliverable),
        remind_days=(rule or link.rule).remind_days,
        audience=_audience_of(deliverable),
        by=by,
        reason=reason or _("What it is owed for has changed"),
    )
    _mark(link, rule or link.rule, by, reason)


def _mark(link: DeliverableDuty, rule: DutyRule, by: Viewer, reason: str) -> None:
    """Note by which rule it is owed now, and whether it ended with its deliverable."""
    stopped = link.duty.state == DutyState.RELEASED
    if (stopped, rule.pk) != (link.is_stopped, link.rule_id):
        link.is_stopped, link.rule = stopped, rule
        keep(link, by=by, reason=reason)


def _audience_of(deliverable: Deliverable) -> int:
    """Return who may see its duties: Member States, or fewer where the deliverable or its plan is for fewer."""
    return max(Audience.STATES, deliverable.audience, _plan_of(deliverable).document.audience)


def _plan_of(deliverable: Deliverable) -> Plan:
    part = deliverable.activity or deliverable.project
    assert part is not None  # a constraint of the database
    return part.plan
