"""Pages of objections to a number: raise one, read it, decide it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import in_secretariat
from secretariat.delivery import columns, rules, services
from secretariat.delivery.forms import ObjectionForm
from secretariat.delivery.models import Objection
from secretariat.plans.models import Activity


def _all(viewer: Any) -> RecordQuerySet[Objection]:
    rows: RecordQuerySet[Objection] = Objection.objects.visible_to(viewer).select_related(
        "activity__owner__party", "activity__plan__document", "raised_by"
    )
    return rows


class ObjectionsPage(ListPage):
    """What was said against numbers, and what became of it."""

    rule = in_secretariat
    title = gettext_lazy("Objections")
    sub = gettext_lazy("Who leads a unit may say that a number of its lines is wrong. It changes no number by itself.")
    columns = columns.OBJECTIONS
    order = "-day"
    door = "work"
    empty_title = gettext_lazy("Nobody objects to a number")

    def records(self) -> RecordQuerySet[Objection]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables")), (_("Progress"), reverse("progress"))]


class ObjectionPage(RecordPage):
    """An objection: the number shown, what it should be, why, and the answer."""

    rule = in_secretariat
    door = "work"
    subject: Objection

    def records(self) -> RecordQuerySet[Objection]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables")), (_("Objections"), reverse("objections"))]

    def facts(self) -> list[Fact]:
        each = self.subject
        return [
            fact(_("State"), columns.objection_state(each), why=each.answer),
            fact(_("Plan line"), Cell(str(each.activity), each.activity.get_absolute_url())),
            fact(_("Held by"), written_date(each.on)),
            fact(_("Number shown"), str(each.shown)),
            fact(_("Should be"), str(each.should_be)),
            fact(_("Why"), each.why),
            fact(_("Raised by"), str(each.raised_by)),
        ]

    def actions(self) -> list[Action]:
        open_ = rules.OBJECTION_CHANGES.open_to(self.viewer, self.subject)
        return [
            Action(str(row.label).capitalize(), reverse("objection-decide", args=(self.subject.pk, row.verb)))
            for row in open_
        ]


class ObjectionNewPage(FormPage):
    """Object to how many were held of a line."""

    rule = rules.may_object
    title = gettext_lazy("Object to this number")
    form_class = ObjectionForm
    done = gettext_lazy("Your objection is on record.")
    door = "work"
    subject: Activity

    def load(self) -> None:
        rows = Activity.objects.visible_to(self.viewer).select_related("plan__document", "owner__party", "project")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        words = _("%(held)s of “%(line)s” are shown as held today. Your objection changes no number by itself.")
        held = columns.held_of(self.subject, self.viewer, timezone.localdate())
        self.intro = words % {"held": held, "line": self.subject}

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.object_to_number(
            self.subject, should_be=said["should_be"], why=said["why"], by=self.viewer, on=self.today
        )


class ObjectionDecidePage(ConfirmPage):
    """Accept or reject an objection, with a reason."""

    rule = rules.may_decide_objections
    door = "work"
    subject: Objection

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.OBJECTION_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.OBJECTION_CHANGES.rows[verb]
        self.title = self.submit_label = str(self.row.label).capitalize()
        self.question = _("“%(objection)s”: %(verb)s?") % {"objection": self.subject, "verb": self.row.label}

    def crumbs(self) -> list[Crumb]:
        return [(_("Objections"), reverse("objections")), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.decide_objection(self.subject, self.row.verb, by=self.viewer, reason=form.cleaned_data["reason"])
