"""Pages of the rules by which something is owed for events."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.delivery import columns, rules, services
from secretariat.delivery.forms import RuleForm
from secretariat.delivery.models import DutyRule


def _all(viewer: Viewer) -> RecordQuerySet[DutyRule]:
    rows: RecordQuerySet[DutyRule] = DutyRule.objects.visible_to(viewer).select_related(
        "unit__party", "paragraph__document"
    )
    return rows


def _to_list() -> Crumb:
    return (_("What is owed for events"), reverse("duty-rules"))


class DutyRulesPage(ListPage):
    """What is owed for events of which levels, and by how many days."""

    rule = anyone
    title = gettext_lazy("What is owed for events")
    sub = gettext_lazy(
        "Who delivers an event of these levels owes this by itself. National events concern their State alone. "
        "Where the source gives no number of days, the number is a setting of this installation."
    )
    door = "work"
    columns = columns.DUTY_RULES
    order = "level"

    def records(self) -> RecordQuerySet[DutyRule]:
        rows: RecordQuerySet[DutyRule] = _all(self.viewer).filter(is_withdrawn=False)
        return rows

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables"))]


class DutyRulePage(RecordPage):
    """A rule: what is owed for events of a level, and by how many days."""

    rule = anyone
    door = "work"
    subject: DutyRule

    def records(self) -> RecordQuerySet[DutyRule]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def facts(self) -> list[Fact]:
        each = self.subject
        ours = _("A setting of this installation: the source gives no number of days.") if each.days_are_ours else ""
        return [
            fact(_("Events of"), Cell(str(each.unit.party), each.unit.get_absolute_url())),
            fact(_("Level"), each.get_level_display()),
            fact(_("What is owed"), each.get_kind_display()),
            fact(_("Owed to"), str(each.creditor_words)),
            fact(_("When due"), columns.days_words(each), why=ours),
            fact(_("Because"), Cell(str(each.paragraph), each.paragraph.get_absolute_url(), css="symbol")),
            fact(_("State"), _("holds no more") if each.is_withdrawn else None),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        if each.is_withdrawn or not rules.may_rule_duties.test(self.viewer):
            return []
        ways = {_("Change the days"): "duty-rule-change", _("Holds no more"): "duty-rule-withdraw"}
        return [Action(label, reverse(name, args=(each.pk,))) for label, name in ways.items()]


class DutyRuleChangePage(FormPage):
    """Set by how many days something is due."""

    rule = rules.may_rule_duties
    door = "work"
    title = gettext_lazy("Change the days")
    intro = gettext_lazy("Duties of what is still to come move along.")
    form_class = RuleForm
    subject: DutyRule

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in ("days", "days_are_ours", "remind_days")}

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.change_rule(self.subject, **form.cleaned_data, by=self.viewer)


class DutyRuleWithdrawPage(ConfirmPage):
    """Say that a rule holds no more."""

    rule = rules.may_rule_duties
    door = "work"
    title = gettext_lazy("Holds no more")
    submit_label = gettext_lazy("Withdraw the rule")
    subject: DutyRule

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.question = _("Does this rule hold no more: %(rule)s?") % {"rule": self.subject}

    def consequences(self) -> list[Words]:
        return [_("What is planned from now on owes nothing by it. Duties that exist stay.")]

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.withdraw_rule(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])
