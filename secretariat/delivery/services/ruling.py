"""Say what is owed for events of a level; the number of days is a setting."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery import rules
from secretariat.delivery.choices import COMING
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, DutyRule
from secretariat.delivery.services.owing import owe_for
from secretariat.documents.models import Paragraph
from secretariat.duties.choices import REMIND_DAYS, DutyKind
from secretariat.organization.models import Unit


@transaction.atomic
def rule_duty(
    *,
    unit: Unit,
    level: str,
    kind: DutyKind,
    days: int,
    creditor_words: Labels,
    paragraph: Paragraph,
    days_are_ours: bool = True,
    remind_days: int = REMIND_DAYS,
    by: Viewer,
    reason: str = "",
) -> DutyRule:
    """Say that something is owed for each event of a level that a unit, or one beneath it, delivers.

    A rule that was withdrawn for the same unit, level and kind is taken up again. What is planned owes it at once.
    Errors: NotPermitted but for planning officers; ValidationError, as where this rule stands already.
    """
    _require(by)
    withdrawn = DutyRule.objects.filter(unit=unit, level=level, kind=kind, is_withdrawn=True).first()
    rule = withdrawn or DutyRule(unit=unit, level=level, kind=kind)
    rule.days, rule.days_are_ours, rule.remind_days = days, days_are_ours, remind_days
    rule.creditor_words, rule.paragraph, rule.is_withdrawn = creditor_words, paragraph, False
    keep(rule, by=by, reason=reason or _("Entered"))
    owe_for_planned(by=by, reason=reason or _("Entered"))
    return rule


@transaction.atomic
def change_rule(
    rule: DutyRule, *, days: int, days_are_ours: bool, remind_days: int, by: Viewer, reason: str
) -> DutyRule:
    """Set by how many days something is due; duties of what is still to come move along.

    Errors: NotPermitted but for planning officers; Refused for a rule that was withdrawn; ValidationError.
    """
    _require(by)
    if rule.is_withdrawn:
        raise Refused(_("This rule holds no more."))
    rule.days, rule.days_are_ours, rule.remind_days = days, days_are_ours, remind_days
    keep(rule, by=by, reason=reason)
    for each in _coming().filter(duty_links__rule=rule):
        owe_for(each, by=by, reason=reason)
    return rule


@transaction.atomic
def withdraw_rule(rule: DutyRule, *, by: Viewer, reason: str) -> DutyRule:
    """Say that a rule holds no more: what is planned from now on owes nothing by it; duties that exist stay.

    Errors: NotPermitted but for planning officers; Refused where it was withdrawn.
    """
    _require(by)
    if rule.is_withdrawn:
        raise Refused(_("This was taken back already."))
    rule.is_withdrawn = True
    return keep(rule, by=by, reason=reason)


def owe_for_planned(*, by: Viewer, reason: str) -> int:
    """Make the duties that what is still to come lacks, as after a rule came in; return how many were made."""
    made = 0
    for rule in DutyRule.objects.standing():
        for each in _coming().filter(level=rule.level).exclude(duty_links__kind=rule.kind):
            before = each.duty_links.count()
            made += len(owe_for(each, by=by, reason=reason)) - before
    return made


def _coming() -> DeliverableQuerySet:
    rows = Deliverable.objects.filter(state__in=COMING)
    return rows.select_related("owner__party", "activity__plan__document", "project__plan__document").order_by("pk")


def _require(by: Viewer) -> None:
    if not rules.may_rule_duties.test(by):
        raise NotPermitted(_("Only planning officers say what is owed for events."))
