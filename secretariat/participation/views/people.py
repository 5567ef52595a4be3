"""Pages of one participant: what is kept, correcting it, giving it to the person, erasing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.csv_files import csv_file
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, Page, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.participation import rules, services
from secretariat.participation.forms import CorrectPersonForm
from secretariat.participation.models import Participant
from secretariat.participation.queries import personal_record
from secretariat.participation.services import PERSON


def _all(viewer: Viewer) -> RecordQuerySet[Any]:
    rows: RecordQuerySet[Any] = Participant.objects.visible_to(viewer).select_related("party")
    return rows


class ParticipantPage(RecordPage):
    """One participant."""

    rule = rules.knows_names
    door = "work"
    subject: Participant

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [(_("Nominations"), reverse("nominations"))]

    def facts(self) -> list[Fact]:
        each = self.subject
        asked = _("yes") if each.may_be_asked else _("no")
        return [
            fact(_("Named by"), Cell(str(each.party), each.party.get_absolute_url())),
            fact(_("Sex"), str(each.get_sex_display())),
            fact(_("Institution"), each.institution),
            fact(_("Kind of institution"), str(each.get_institution_kind_display())),
            fact(_("Position"), each.position),
            fact(_("E-mail address"), Cell(each.mail, f"mailto:{each.mail}") if each.mail else None),
            fact(_("Language"), each.get_language_display() if each.language else None),
            fact(_("Agrees to be asked later"), None if each.is_erased else asked),
            fact(_("Erased"), _("on request") if each.is_erased else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        each, found = self.subject, {}
        if not each.is_erased and rules.may_correct_people.test(self.viewer, each):
            found[_("Correct")] = reverse("participant-correct", args=(each.pk,))
        if rules.may_erase_people.test(self.viewer):
            for format_ in ("json", "csv"):
                label = _("All that is kept, as %(format)s") % {"format": format_.upper()}
                found[label] = reverse("participant-data", args=(each.pk, format_))
            if not each.is_erased:
                found[_("Erase")] = reverse("participant-erase", args=(each.pk,))
        return [Action(label, url) for label, url in found.items()]


class OfParticipant(FormPage):
    """A form about one participant."""

    abstract = True
    door = "work"
    subject: Participant

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Nominations"), reverse("nominations")), (str(self.subject), self.subject.get_absolute_url())]


class ParticipantCorrectPage(OfParticipant):
    """Correct what is recorded of somebody."""

    rule = rules.may_correct_people
    title = gettext_lazy("Correct what is recorded of a person")
    form_class = CorrectPersonForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in PERSON}

    def perform(self, form: Any) -> None:
        services.correct_participant(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class ParticipantErasePage(ConfirmPage, OfParticipant):
    """Forget who somebody was, as the person may ask."""

    rule = rules.may_erase_people
    title = gettext_lazy("Erase a person")
    submit_label = gettext_lazy("Erase")
    danger = True
    done = gettext_lazy("Erased.")

    def load(self) -> None:
        super().load()
        self.question = _("Erase who “%(person)s” is, in all histories too?") % {"person": self.subject}

    def consequences(self) -> list[Any]:
        return [
            _("Name, institution, position, address and what was written of the person go, for good."),
            _("Counts by State, sex and kind of institution stay; certificates confirm no name any more."),
        ]

    def perform(self, form: Any) -> None:
        services.erase_participant(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class ParticipantDataPage(Page):
    """All that is kept of a participant, as a file for the person who asks for it."""

    rule = rules.may_erase_people
    subject: Participant

    def load(self) -> None:
        if self.kwargs["format"] not in {"json", "csv"}:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record, name = personal_record(self.subject), f"person-{self.subject.pk}.{self.kwargs['format']}"
        if self.kwargs["format"] == "csv":
            return csv_file(name, ("section", "number", "name", "value"), _lines(record))
        file = HttpResponse(json.dumps(record, ensure_ascii=False, indent=2), content_type="application/json")
        file["Content-Disposition"] = f'attachment; filename="{name}"'
        return file


def _lines(record: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, int, str, Any]]:
    """Yield a record line by line: section, number, name, value."""
    for section, rows in record.items():
        for number, row in enumerate(rows, 1):
            yield from ((section, number, name, value) for name, value in row.items())
