"""Pages of whom States and organizations named: the register, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.dates import known_date, written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.directory import rules, services
from secretariat.directory.columns import DESIGNATIONS
from secretariat.directory.filters import DesignationFilter
from secretariat.directory.forms import CorrectWhoForm, DesignateForm, EndForm
from secretariat.directory.models import Designation
from secretariat.parties.choices import RoleKind

WITH = ("party", "body__party", "topic", "designee")


def told_designations(viewer: Viewer) -> RecordQuerySet[Any]:
    """Return the designations with whom they name, and whether the reader may know it (``who_is_told``)."""
    rows: RecordQuerySet[Any] = Designation.objects.visible_to(viewer).select_related(*WITH).telling(viewer)
    return rows


class DesignationsPage(ListPage):
    """Whom States and organizations named to the secretariat; who it is is told to those who may know."""

    rule = anyone
    title = gettext_lazy("Directory")
    sub = gettext_lazy(
        "Missions, representatives, authorities and points of contact that States and organizations name."
    )
    door = "states"
    columns = DESIGNATIONS
    filters = DesignationFilter
    order = "party"
    empty_title = gettext_lazy("Nobody is named yet")
    empty_text = gettext_lazy("A delegate names people for the own State; the secretariat records what a note says.")

    def records(self) -> RecordQuerySet[Any]:
        return told_designations(self.viewer)

    def actions(self) -> list[Action]:
        if not rules.may_designate.test(self.viewer):
            return []
        return [Action(_("Name somebody"), reverse("designation-new"), primary=True)]


class DesignationPage(RecordPage):
    """One designation."""

    rule = anyone
    door = "states"
    subject: Any

    def records(self) -> RecordQuerySet[Any]:
        return told_designations(self.viewer).select_related("designee__document")

    def crumbs(self) -> list[Crumb]:
        return [(_("Directory"), reverse("designations"))]

    def facts(self) -> list[Fact]:
        each = self.subject
        named = [Cell(str(what), what.get_absolute_url()) for what in (each.body, each.topic) if what]
        known = self._who() if self.subject.who_is_told else []
        return [
            fact(_("Who names"), Cell(str(each.party), each.party.get_absolute_url())),
            fact(_("As what"), str(each.get_role_display())),
            fact(_("To what"), *named),
            fact(_("Institution"), each.institution),
            fact(_("From"), known_date(each.valid_from, each.from_precision)),
            fact(_("Until"), written_date(each.valid_until)),
            *known,
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _who(self) -> list[Fact]:
        who = self.subject.designee
        if who.is_erased:
            return [fact(_("Person"), _("erased on request"))]
        note = ", ".join(each for each in (who.note, written_date(who.note_date)) if each)
        return [
            fact(_("Person"), f"{who.name}, {who.title}" if who.title else who.name),
            fact(_("E-mail address"), Cell(who.mail, f"mailto:{who.mail}") if who.mail else None),
            fact(_("Telephone"), who.phone),
            fact(_("Language"), who.get_language_display() if who.language else None),
            fact(_("Note"), note, who.end_note),
            fact(_("Confirmed"), written_date(who.confirmed_on)),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        if not rules.may_designate.test(self.viewer, each):
            return []
        if each.designee.is_erased:
            return []
        verbs = (
            {}
            if each.valid_until and each.valid_until < self.today
            else {
                _("Still so"): "designation-confirm",
                _("Correct"): "designation-correct",
                _("End"): "designation-end",
            }
        )
        verbs[_("Erase who it is")] = "designation-erase"
        return [Action(label, reverse(name, args=(each.pk,))) for label, name in verbs.items()]


class DesignateNewPage(FormPage):
    """Name somebody, or record whom a note names."""

    rule = rules.may_designate
    door = "states"
    title = gettext_lazy("Name somebody")
    intro = gettext_lazy(
        "Everyone sees who names, as what and for which institution. "
        "The person is known to the State and the secretariat."
    )
    form_class = DesignateForm
    done = gettext_lazy("Recorded.")
    made: Designation | None = None

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def initial(self) -> dict[str, Any]:
        own = self.viewer.parties_as(RoleKind.DELEGATE) if rules.is_of_mission.test(self.viewer) else frozenset()
        return {"party": next(iter(own)) if len(own) == 1 else None}

    def crumbs(self) -> list[Crumb]:
        return [(_("Directory"), reverse("designations"))]

    def perform(self, form: Any) -> None:
        self.made = services.designate(**form.cleaned_data, by=self.viewer, on=self.today)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("designations")


class OfDesignation(FormPage):
    """A form about one designation; only those who may know who is named find it."""

    abstract = True
    rule = rules.may_designate
    door = "states"
    subject: Designation

    def load(self) -> None:
        rows = told_designations(self.viewer).filter(who_is_told=True)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Directory"), reverse("designations")), (str(self.subject), self.subject.get_absolute_url())]


class DesignationCorrectPage(OfDesignation):
    """Correct who is named and how they are reached."""

    title = gettext_lazy("Correct who is named")
    intro = gettext_lazy("Another person is named anew, and this one ends.")
    form_class = CorrectWhoForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject.designee, name) for name in ("name", "title", "mail", "phone", "language")}

    def perform(self, form: Any) -> None:
        services.correct_designee(self.subject.designee, **form.cleaned_data, by=self.viewer, on=self.today)


class OneStep(ConfirmPage, OfDesignation):
    """A question about one designation."""

    abstract = True


class DesignationConfirmPage(OneStep):
    """Say that it still holds."""

    title = gettext_lazy("Still so")
    submit_label = gettext_lazy("Confirm")
    question = gettext_lazy("Does this designation still hold, with this person and these addresses?")

    def perform(self, form: Any) -> None:
        services.confirm_designation(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])


class DesignationEndPage(OneStep):
    """End it."""

    title = gettext_lazy("End a designation")
    submit_label = gettext_lazy("End")
    question = gettext_lazy("Until when does this designation hold?")
    form_class = EndForm

    def initial(self) -> dict[str, Any]:
        return {"last_day": self.today}

    def perform(self, form: Any) -> None:
        services.end_designation(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class DesignationErasePage(OneStep):
    """Forget who it is, as the person may ask."""

    title = gettext_lazy("Erase who it is")
    submit_label = gettext_lazy("Erase")
    question = gettext_lazy("Erase who is named here, in its history too?")
    danger = True

    def consequences(self) -> list[Words]:
        return [
            _("Name, title, addresses and the number of the note go, for good."),
            _("That somebody was named, as what, when and for which institution stays."),
        ]

    def perform(self, form: Any) -> None:
        services.erase_designee(self.subject.designee, by=self.viewer, reason=form.cleaned_data["reason"])
