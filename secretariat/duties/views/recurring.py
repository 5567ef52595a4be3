"""Pages of what is owed period after period."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.duties import columns, rules, services
from secretariat.duties.forms import EndForm, RepeatForm
from secretariat.duties.models import RecurringDuty


def _all(viewer: Viewer) -> RecordQuerySet[RecurringDuty]:
    rows: RecordQuerySet[RecurringDuty] = RecurringDuty.objects.visible_to(viewer).select_related("debtor", "creditor")
    return rows


def _crumbs() -> list[Crumb]:
    return [(_("Duties"), reverse("duties")), (_("What comes back"), reverse("recurring-duties"))]


class RecurringDutiesPage(ListPage):
    """What is owed period after period."""

    rule = anyone
    title = gettext_lazy("What comes back")
    sub = gettext_lazy("Owed period after period: the duty of each period exists by itself once the period has begun.")
    door = "work"
    columns = columns.RECURRING
    order = "debtor"

    def records(self) -> RecordQuerySet[RecurringDuty]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return _crumbs()[:1]

    def actions(self) -> list[Action]:
        if not rules.may_repeat.test(self.viewer):
            return []
        return [Action(_("Say what comes back"), reverse("recurring-duty-new"))]


class RecurringDutyPage(RecordPage):
    """What is owed period after period, and by which numbers of days."""

    rule = anyone
    door = "work"
    subject: RecurringDuty

    def records(self) -> RecordQuerySet[RecurringDuty]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return _crumbs()

    def facts(self) -> list[Fact]:
        each = self.subject
        due = ngettext("%(count)d day after the period", "%(count)d days after the period", each.days_after) % {
            "count": each.days_after
        }
        return [
            fact(_("Rhythm"), each.get_rhythm_display()),
            fact(_("Owed by"), Cell(str(each.debtor), each.debtor.get_absolute_url())),
            fact(_("Owed to"), columns.owed_to_cell(each)),
            fact(_("When due"), due, why=_("A setting of this installation, not of the source.")),
            fact(_("From"), written_date(each.starts_on)),
            fact(_("Until"), written_date(each.ends_on)),
            fact(_("Because"), columns.ground_cell(each, self.viewer)),
        ]

    def actions(self) -> list[Action]:
        if not rules.may_repeat.test(self.viewer):
            return []
        return [Action(_("Say when it ends"), reverse("recurring-duty-end", args=(self.subject.pk,)))]


class RecurringDutyNewPage(FormPage):
    """Say that a party owes something period after period."""

    rule = rules.may_repeat
    door = "work"
    title = gettext_lazy("Say what comes back")
    form_class = RepeatForm
    made: RecurringDuty | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return _crumbs()

    def perform(self, form: Any) -> None:
        self.made = services.repeat(**form.cleaned_data, by=self.viewer)

    def done_url(self) -> str:
        return str(self.made.get_absolute_url()) if self.made else reverse("recurring-duties")


class RecurringDutyEndPage(FormPage):
    """Say after which day nothing more comes back."""

    rule = rules.may_repeat
    door = "work"
    title = gettext_lazy("Say when it ends")
    form_class = EndForm
    subject: RecurringDuty

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def initial(self) -> dict[str, Any]:
        return {"ends_on": self.subject.ends_on}

    def crumbs(self) -> list[Crumb]:
        return [*_crumbs(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.end_recurring(self.subject, **form.cleaned_data, by=self.viewer)
