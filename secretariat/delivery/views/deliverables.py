"""Pages of deliverables: the list, the record, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, Page, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.delivery import columns, rules, services
from secretariat.delivery.choices import (
    DeliverableState,
    EventPart,
    Part,
)
from secretariat.delivery.clash_words import (
    clash_sentence,
)
from secretariat.delivery.filters import DeliverableFilter
from secretariat.delivery.forms import (
    ChangeDeliverableForm,
    DaysForm,
    DeliverableForm,
    InvolveForm,
    ServeAlsoForm,
)
from secretariat.delivery.models import AlsoServes, Deliverable, Involvement
from secretariat.delivery.queries import clashes_of
from secretariat.organization.models import Unit
from secretariat.plans.models import Activity

WITH = ("activity__plan__document", "project__plan__document", "owner__party")


def _all(viewer: Any) -> RecordQuerySet[Deliverable]:
    rows: RecordQuerySet[Deliverable] = Deliverable.objects.visible_to(viewer).select_related(*WITH)
    return rows


def point_at_clashes(page: Page, deliverable: Deliverable) -> None:
    """Say after saving what else lies in the same week, on the same topic or on a holiday; it is saved in any case."""
    words = clash_sentence(clashes_of(deliverable, page.viewer))
    if words:
        messages.warning(page.request, words)


class DeliverablesPage(ListPage):
    """What is delivered: planned, held, late; every figure about it leads here."""

    rule = anyone
    title = gettext_lazy("Work")
    sub = gettext_lazy("Workshops, missions, reports and whatever else is delivered towards the plans.")
    door = "work"
    columns = columns.DELIVERABLES
    filters = DeliverableFilter
    order = "-day"
    empty_title = gettext_lazy("Nothing is on record yet")
    empty_text = gettext_lazy("Plan a deliverable from the line of a plan towards which it counts.")

    def records(self) -> RecordQuerySet[Deliverable]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        return [
            Action(_("Progress"), reverse("progress")),
            Action(_("Calendar"), reverse("calendar")),
            Action(_("Duties"), reverse("duties")),
            Action(_("What is owed for events"), reverse("duty-rules")),
        ]


class DeliverablePage(RecordPage):
    """A deliverable: when, where, with whom, and towards what it counts."""

    rule = anyone
    door = "work"
    subject: Deliverable

    def records(self) -> RecordQuerySet[Deliverable]:
        return _all(self.viewer).select_related("follows", "cloned_from", "activity__project__program__area")

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables"))]

    def get_context(self) -> dict[str, Any]:
        shown = self.subject
        return {
            **super().get_context(),
            "sub": " · ".join(each for each in (str(shown.get_kind_display()), columns.days_of(shown)) if each),
        }

    def facts(self) -> list[Fact]:
        each = self.subject
        return [
            fact(_("State"), columns.state_cell(each, self.today), why=each.why_not),
            fact(_("When"), columns.days_of(each)),
            fact(_("Where"), columns.where_of(each)),
            fact(_("Site"), f"{each.site} ({each.get_site_kind_display()})" if each.site else None),
            fact(_("Presence"), str(each.get_presence_display()) if each.needs.people else None),
            fact(_("Level"), str(each.get_level_display())),
            fact(_("Counts to"), columns.line_cell(each)),
            fact(_("Unit"), Cell(str(each.owner.party), each.owner.get_absolute_url())),
            fact(_("Follows from"), self._other(each.follows)),
            fact(_("Made from"), self._other(each.cloned_from)),
            fact(_("Standing"), _("kept up without end") if each.is_standing else None),
            fact(_("Gender equality"), each.get_gender_marker_display()),
            fact(_("Human rights"), each.get_rights_marker_display()),
            fact(_("Readers"), each.get_audience_display() if each.audience != Audience.PUBLIC else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _other(self, other: Deliverable | None) -> Cell | None:
        """Lead to another deliverable, if the reader may see it."""
        if other is None or not Deliverable.objects.visible_to(self.viewer).filter(pk=other.pk).exists():
            return None
        return Cell(str(other), other.get_absolute_url())

    def actions(self) -> list[Action]:
        each = self.subject
        if not rules.may_deliver.test(self.viewer, each):
            return self._sendings()
        verbs = rules.DELIVERABLE_CHANGES.open_to(self.viewer, each)
        moves = [Action(_sentence(row.label), reverse("deliverable-move", args=(each.pk, row.verb))) for row in verbs]
        kept = {
            _("Change"): "deliverable-change",
            _("Say who is involved"): "deliverable-involve",
            _("Serves another line"): "deliverable-serve",
            _("Plan another like it"): "deliverable-clone",
            _("Add a document"): "deliverable-document-add",
            _("Enter a document"): "deliverable-document-enter",
        }
        own = [Action(label, reverse(name, args=(each.pk,))) for label, name in kept.items()]
        return [*moves, *own, *self._sendings()]

    def _sendings(self) -> list[Action]:
        """Return the ways to send documents, where the kind of deliverable has people to whom they go."""
        each = self.subject
        if not each.needs.people or not rules.may_send_for.test(self.viewer, each):
            return []
        ways = {
            EventPart.IN_ADVANCE: _("Send documents in advance"),
            EventPart.AFTERWARDS: _("Send the conclusions"),
        }
        return [Action(label, reverse("deliverable-distribute", args=(each.pk, part))) for part, label in ways.items()]


def _sentence(words: Words) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class DeliverableNewPage(FormPage):
    """Plan a deliverable towards a line."""

    rule = rules.may_plan_deliverables
    door = "work"
    title = gettext_lazy("Plan a deliverable")
    form_class = DeliverableForm
    done = gettext_lazy("Planned.")

    def load(self) -> None:
        rows = Activity.objects.visible_to(self.viewer).select_related("plan__document", "owner__party", "project")
        self.line = get_object_or_404(rows, pk=self.kwargs["id"])
        self.made: Deliverable | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def initial(self) -> dict[str, Any]:
        line = self.line
        return {
            "kind": line.kind,
            "owner": self._own_unit(),
            "level": line.level,
            "is_standing": line.is_standing,
            "audience": int(Audience.PUBLIC),
        }

    def _own_unit(self) -> Any:
        """Return the unit of the line where the viewer works for it, else one that they work for."""
        if rules.may_deliver.test(self.viewer, self.line):
            return self.line.owner_id
        own = Unit.objects.filter(party__in=self.viewer.parties_as(*rules.WORKS)).order_by("party__slug").first()
        return own.pk if own else None

    def crumbs(self) -> list[Crumb]:
        return [(str(self.line), self.line.get_absolute_url())]

    def perform(self, form: Any) -> None:
        kind = form.cleaned_data["kind"]
        self.made = services.plan_deliverable(activity=self.line, kind=kind, **form.facts(), by=self.viewer)
        point_at_clashes(self, self.made)

    def done_url(self) -> str:
        return str((self.made or self.line).get_absolute_url())


class OfDeliverable(FormPage):
    """A form about one deliverable."""

    abstract = True
    rule = rules.may_deliver
    door = "work"
    subject: Deliverable

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables")), (str(self.subject), self.subject.get_absolute_url())]

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "subject": self.subject}


class DeliverableChangePage(OfDeliverable):
    """Change what is known of a deliverable."""

    title = gettext_lazy("Change a deliverable")
    form_class = ChangeDeliverableForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in services.FACTS}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        changed = services.change_deliverable(
            self.subject, **form.facts(), by=self.viewer, on=self.today, reason=reason
        )
        point_at_clashes(self, changed)


class DeliverableClonePage(OfDeliverable):
    """Plan another deliverable that begins with the facts of this one."""

    title = gettext_lazy("Plan another like it")
    intro = gettext_lazy("It begins with the same facts and the same parties, without days.")
    form_class = DeliverableForm
    done = gettext_lazy("Planned.")

    def load(self) -> None:
        super().load()
        self.made: Deliverable | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in ("kind", *services.OF_A_CLONE)}

    def perform(self, form: Any) -> None:
        facts = {**form.facts(), "kind": form.cleaned_data["kind"]}
        self.made = services.clone_deliverable(self.subject, **facts, by=self.viewer)
        point_at_clashes(self, self.made)

    def done_url(self) -> str:
        return str((self.made or self.subject).get_absolute_url())


class DeliverableMovePage(ConfirmPage):
    """Take a deliverable to another state, with a reason and, where they are set or known now, its days."""

    rule = rules.may_deliver
    door = "work"
    subject: Deliverable
    dated = frozenset({"plan", "confirm", "hold"})

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.DELIVERABLE_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.DELIVERABLE_CHANGES.rows[verb]
        self.title = self.submit_label = _sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}
        self.done = _("Done.")
        self.form_class = DaysForm if verb in self.dated else ConfirmPage.form_class  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.subject.starts_on, "ends_on": self.subject.ends_on}

    def consequences(self) -> list[Words]:
        said: dict[str, list[Words]] = {
            DeliverableState.HELD: [_("It counts towards its line, and the mandates that the line answers see it.")],
            DeliverableState.CANCELLED: [_("It counts no more and cannot be taken up again. Everyone sees why.")],
            DeliverableState.POSTPONED: [_("Its days no longer hold. Everyone sees why.")],
            DeliverableState.CLOSED: [_("It changes no more.")],
        }
        return said.get(self.row.target, [])

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables")), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        days = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on") if name in form.cleaned_data}
        reason = form.cleaned_data["reason"]
        services.move_deliverable(self.subject, self.row.verb, by=self.viewer, on=self.today, reason=reason, **days)


class DeliverableInvolvePage(OfDeliverable):
    """Say which States and organizations have a part in it."""

    title = gettext_lazy("Say who is involved")
    form_class = InvolveForm

    def perform(self, form: Any) -> None:
        part = Part(form.cleaned_data["part"])
        services.involve_all(self.subject, form.cleaned_data["parties"], part=part, by=self.viewer)
        point_at_clashes(self, self.subject)


class InvolvementWithdrawPage(ConfirmPage):
    """Say that a party is not involved after all."""

    rule = rules.may_deliver
    door = "work"
    title = gettext_lazy("Not involved after all")
    submit_label = gettext_lazy("Withdraw")
    subject: Involvement

    def load(self) -> None:
        rows = Involvement.objects.visible_to(self.viewer).select_related("deliverable__owner", "party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        words = {"party": self.subject.party, "what": self.subject.deliverable}
        self.question = _("Is %(party)s not involved in “%(what)s”?") % words

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject.deliverable), self.subject.deliverable.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.withdraw_party(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return str(self.subject.deliverable.get_absolute_url())


class DeliverableServePage(OfDeliverable):
    """Say that it also serves another line, where it is shown and not counted."""

    title = gettext_lazy("Serves another line")
    intro = gettext_lazy("It is shown there and counts to its own line alone.")
    form_class = ServeAlsoForm

    def perform(self, form: Any) -> None:
        line, reason = form.cleaned_data["activity"], form.cleaned_data["reason"]
        services.serve_also(self.subject, activity=line, by=self.viewer, reason=reason)


class AlsoServesDropPage(ConfirmPage):
    """Take back that it serves something beside its line."""

    rule = rules.may_deliver
    door = "work"
    title = gettext_lazy("Take back that it serves this too")
    submit_label = gettext_lazy("Take back")
    subject: AlsoServes

    def load(self) -> None:
        rows = AlsoServes.objects.visible_to(self.viewer).select_related(
            *("deliverable__owner", "activity__plan__document", "mandate__paragraph__document")
        )
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        served = {"what": self.subject.deliverable, "served": self.subject.activity or self.subject.mandate}
        self.question = _("Does “%(what)s” not serve %(served)s?") % served

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject.deliverable), self.subject.deliverable.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.serve_no_more(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return str(self.subject.deliverable.get_absolute_url())
