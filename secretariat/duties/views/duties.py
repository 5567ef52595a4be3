"""Pages of duties: the list, the record, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_date, written_period
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.duties import columns, rules, services
from secretariat.duties.choices import REMIND_DAYS, DutyState
from secretariat.duties.filters import DutyFilter
from secretariat.duties.forms import EvidenceForm, FulfilForm, InstructForm, MoveForm, OweForm
from secretariat.duties.models import Duty, DutyEvidence


def _all(viewer: Viewer) -> RecordQuerySet[Duty]:
    rows: RecordQuerySet[Duty] = Duty.objects.visible_to(viewer).select_related("debtor", "creditor", "recurring")
    return rows


def _to_list() -> Crumb:
    return (_("Duties"), reverse("duties"))


class DutiesPage(ListPage):
    """What is owed, by whom and until when: due, late, kept."""

    rule = anyone
    title = gettext_lazy("Duties")
    sub = gettext_lazy("What is owed by a day, because a paragraph says so or somebody asked, and what became of it.")
    door = "work"
    columns = columns.DUTIES
    filters = DutyFilter
    order = "due"
    empty_title = gettext_lazy("Nothing is owed")
    empty_text = gettext_lazy("Nothing that you may see is on record.")

    def records(self) -> RecordQuerySet[Duty]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        made = [Action(_("What comes back"), reverse("recurring-duties"))]
        if rules.may_owe.test(self.viewer):
            made += [
                Action(_("Say what is owed"), reverse("duty-owe")),
                Action(_("Instruct a unit"), reverse("duty-instruct")),
            ]
        return made


class DutyPage(RecordPage):
    """A duty: what, by whom, until when, why, and what shows that it was kept."""

    rule = anyone
    door = "work"
    subject: Duty

    def records(self) -> RecordQuerySet[Duty]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def facts(self) -> list[Fact]:
        each = self.subject
        period = written_period(each.covers_from, each.covers_until) if each.covers_from else None
        recurring = each.recurring
        return [
            fact(_("State"), columns.state_cell(each, self.today), why=each.why_released),
            fact(_("Owed by"), Cell(str(each.debtor), each.debtor.get_absolute_url())),
            fact(_("Owed to"), columns.owed_to_cell(each)),
            fact(_("Until"), columns.due_of(each)),
            fact(_("Reminded from"), written_date(each.remind_from) if each.state == DutyState.OWED else None),
            fact(_("Kept on"), written_date(each.done_on)),
            fact(_("Period"), period),
            fact(_("Because"), columns.ground_cell(each, self.viewer)),
            fact(_("Comes back"), Cell(str(recurring), recurring.get_absolute_url()) if recurring else None),
            fact(_("Readers"), each.get_audience_display() if each.audience != Audience.PUBLIC else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        may_fulfil, may_release = rules.may_fulfil.test(self.viewer, each), rules.may_release.test(self.viewer, each)
        is_owed = each.state == DutyState.OWED
        ways = (
            (_("Record as kept"), "duty-fulfil", may_fulfil and is_owed),
            (_("Attach evidence"), "duty-evidence", may_fulfil),
            (_("Move its day"), "duty-move", may_release and is_owed),
            (_("Release"), "duty-release", may_release and is_owed),
            (_("Owe again"), "duty-owe-again", may_release and not is_owed),
        )
        return [Action(label, reverse(name, args=(each.pk,))) for label, name, offered in ways if offered]


class OwingPage(FormPage):
    """A form that makes a duty, and then leads to it."""

    abstract = True
    door = "work"
    made: Duty | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def done_url(self) -> str:
        return str(self.made.get_absolute_url()) if self.made else reverse("duties")


class DutyOwePage(OwingPage):
    """Say that a party owes something by a day."""

    rule = rules.may_owe
    title = gettext_lazy("Say what is owed")
    intro = gettext_lazy("Documents for events and reports for a semester need no entry: they are owed by themselves.")
    form_class = OweForm

    def perform(self, form: Any) -> None:
        self.made = services.owe_by_hand(**form.cleaned_data, by=self.viewer)


class DutyInstructPage(OwingPage):
    """Tell a unit to do something by a day."""

    rule = rules.may_instruct
    title = gettext_lazy("Instruct a unit")
    intro = gettext_lazy(
        "A dated task for a unit. Only the secretariat sees it; those who work there are told at once."
    )
    form_class = InstructForm

    def perform(self, form: Any) -> None:
        self.made = services.instruct(**form.cleaned_data, by=self.viewer, on=self.today)


class OfDuty(FormPage):
    """A form about one duty."""

    abstract = True
    rule = rules.may_fulfil
    door = "work"
    subject: Duty

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]


class DutyFulfilPage(OfDuty):
    """Record that a duty was kept, with what shows it."""

    title = gettext_lazy("Record as kept")
    form_class = FulfilForm

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def initial(self) -> dict[str, Any]:
        return {"done_on": self.today}

    def perform(self, form: Any) -> None:
        services.fulfil(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class DutyEvidencePage(DutyFulfilPage):
    """Attach what shows that a duty is being kept or was."""

    title = gettext_lazy("Attach evidence")
    form_class = EvidenceForm

    def perform(self, form: Any) -> None:
        said = dict(form.cleaned_data)
        services.attach_evidence(self.subject, on=said.pop("done_on"), **said, by=self.viewer)


class DutyMovePage(OfDuty):
    """Give a duty another day."""

    rule = rules.may_release
    title = gettext_lazy("Move its day")
    form_class = MoveForm

    def initial(self) -> dict[str, Any]:
        each = self.subject
        days = (each.due_on - each.remind_from).days if each.due_on and each.remind_from else REMIND_DAYS
        return {"due_on": each.due_on, "remind_days": days}

    def perform(self, form: Any) -> None:
        services.move_due_day(self.subject, **form.cleaned_data, by=self.viewer)


class DutyReleasePage(ConfirmPage):
    """Say that a duty is not owed any more."""

    rule = rules.may_release
    door = "work"
    title = gettext_lazy("Release")
    submit_label = gettext_lazy("Release")
    subject: Duty

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.question = _("Is “%(duty)s” not owed any more?") % {"duty": self.subject}

    def consequences(self) -> list[Words]:
        return [_("Nobody is reminded of it. Everyone who sees it sees why.")]

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.release(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class DutyOweAgainPage(DutyReleasePage):
    """Take back that a duty was kept or released."""

    title = gettext_lazy("Owe again")
    submit_label = gettext_lazy("Owe again")

    def load(self) -> None:
        super().load()
        self.question = _("Is “%(duty)s” owed after all?") % {"duty": self.subject}

    def consequences(self) -> list[Words]:
        return [_("It counts as not done. What shows that it was kept stays on record.")]

    def perform(self, form: Any) -> None:
        services.owe_again(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class EvidenceWithdrawPage(ConfirmPage):
    """Say that a piece of evidence does not show it after all."""

    rule = rules.may_fulfil
    door = "work"
    title = gettext_lazy("Take back evidence")
    submit_label = gettext_lazy("Take back")
    subject: DutyEvidence

    def load(self) -> None:
        rows = DutyEvidence.objects.visible_to(self.viewer).select_related("duty__debtor", "document")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.question = _("Does “%(what)s” not show that “%(duty)s” was kept?") % {
            "what": self.subject,
            "duty": self.subject.duty,
        }

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject.duty), self.subject.duty.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.withdraw_evidence(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return str(self.subject.duty.get_absolute_url())
