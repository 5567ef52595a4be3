"""Pages of nominations: the list, one of them, naming somebody and deciding."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.participation import columns, rules, services
from secretariat.participation.choices import NominationState
from secretariat.participation.filters import NominationFilter
from secretariat.participation.forms import AnswerForm, NominateForm
from secretariat.participation.models import Invitation, Nomination
from secretariat.participation.queries import attended, places_of
from secretariat.participation.views.events import OfEvent, crumbs_of
from secretariat.participation.views.invitations import sentence
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party

WITH = ("deliverable__owner__party", "party", "participant")


def _all(viewer: Viewer) -> RecordQuerySet[Any]:
    rows: RecordQuerySet[Any] = Nomination.objects.visible_to(viewer).select_related(*WITH)
    return rows


class NominationsPage(ListPage):
    """Who is named for what, as far as the reader may know; figures on participants lead here."""

    rule = rules.knows_names
    title = gettext_lazy("Nominations")
    sub = gettext_lazy("People whom States and organizations named for events.")
    door = "work"
    columns = columns.NOMINATIONS
    filters = NominationFilter
    order = "who"
    empty_title = gettext_lazy("Nobody is named yet")

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)


class NominationPage(RecordPage):
    """One nomination."""

    rule = rules.knows_names
    door = "work"
    subject: Nomination

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return crumbs_of(self.subject.deliverable)

    def facts(self) -> list[Fact]:
        each = self.subject
        person = each.participant
        return [
            fact(_("State"), columns.nomination_state(each), self._in_line(), why=each.why),
            fact(_("For what"), columns.event_cell(each)),
            fact(_("Person"), Cell(str(person), person.get_absolute_url())),
            fact(_("Named by"), Cell(str(each.party), each.party.get_absolute_url())),
            fact(_("Sex"), str(each.get_sex_display())),
            fact(_("Kind of institution"), str(each.get_institution_kind_display())),
            fact(_("Institution"), person.institution),
            fact(_("Position"), person.position),
            fact(_("Nominated"), written_date(each.nominated_on), each.note),
            fact(_("Attended"), self._attended()),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _in_line(self) -> str:
        each = self.subject
        if each.state != NominationState.WAITING:
            return ""
        before = Nomination.objects.filter(deliverable=each.deliverable, party=each.party).in_line()
        return _("place %(number)s") % {"number": before.filter(place__lte=each.place).count()}

    def _attended(self) -> str:
        found = attended(self.subject.deliverable).get(self.subject.pk)
        if found is None or not found.held:
            return ""
        return _("%(present)s of %(held)s sessions") % {"present": found.present, "held": found.held}

    def actions(self) -> list[Action]:
        moves = rules.NOMINATION_CHANGES.open_to(self.viewer, self.subject)
        return [
            Action(sentence(row.label), reverse("nomination-move", args=(self.subject.pk, row.verb))) for row in moves
        ]


class NominatePage(OfEvent):
    """Name somebody for a deliverable: for the own State, or as a note says."""

    rule = rules.runs_event | rules.is_a_delegate
    title = gettext_lazy("Nominate")
    submit_label = gettext_lazy("Nominate")
    form_class = NominateForm
    made: Nomination | None = None

    def load(self) -> None:
        super().load()
        runs = rules.runs_event.test(self.viewer, self.subject)
        invited = Invitation.objects.visible_to(self.viewer).filter(deliverable=self.subject)
        if not runs and self._is_delegate() and not invited.exists():
            raise Http404  # nobody asks this State
        self.party = self._party()
        self.intro = self._offer()

    def _party(self) -> Party | None:
        """Return for whom somebody is named, where the address says it or only one State can be meant."""
        rows = Party.objects.visible_to(self.viewer)
        if slug := self.request.GET.get("party", ""):
            return rows.filter(slug=slug).first()
        own = self.viewer.parties_as(RoleKind.DELEGATE) if self._is_delegate() else frozenset()
        return rows.filter(pk__in=own).first() if len(own) == 1 else None

    def _is_delegate(self) -> bool:
        return bool(rules.is_a_delegate.test(self.viewer))

    def _offer(self) -> str:
        """Say how many places there are, and until when."""
        invitation = (
            Invitation.objects.visible_to(self.viewer).filter(deliverable=self.subject, party=self.party).first()
        )
        if invitation is None:
            return ""
        said = [_("Places: %(offer)s.") % {"offer": columns.offer_of(invitation)}]
        left = places_of(self.subject, invitation.party_id).left
        if left == 0:
            said.append(_("All are taken: who is named now goes to the waiting list."))
        elif left is not None:
            said.append(_("Left: %(left)s.") % {"left": left})
        if invitation.deadline:
            said.append(_("Answer by %(day)s.") % {"day": written_date(invitation.deadline)})
        return " ".join(said)

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "subject": self.subject, "party": self.party}

    def initial(self) -> dict[str, Any]:
        return {"party": self.party.pk if self.party else None}

    def perform(self, form: Any) -> None:
        self.made = services.nominate(self.subject, **form.facts(), by=self.viewer, on=self.today)
        waits = self.made.state == NominationState.WAITING
        self.done = _("Nominated: on the waiting list.") if waits else _("Nominated.")

    def done_url(self) -> str:
        return str((self.made or self.subject).get_absolute_url())


class NominationMovePage(ConfirmPage):
    """Accept, decline or withdraw somebody who is named."""

    rule = rules.may_nominate
    door = "work"
    form_class = AnswerForm
    done = gettext_lazy("Done.")
    subject: Nomination

    def load(self) -> None:
        if self.kwargs["verb"] not in rules.NOMINATION_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.NOMINATION_CHANGES.rows[self.kwargs["verb"]]
        self.title = self.submit_label = sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}

    def consequences(self) -> list[Any]:
        said: dict[str, list[Any]] = {
            NominationState.ACCEPTED: [_("The State takes part in the event from now on.")],
            NominationState.DECLINED: [_("The State is told, and reads why. Who waits moves up.")],
            NominationState.WITHDRAWN: [_("Who waits moves up.")],
        }
        return said[self.row.target]

    def crumbs(self) -> list[Crumb]:
        return [*crumbs_of(self.subject.deliverable), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        said = {name: form.cleaned_data[name] for name in ("note", "reason")}
        services.move_nomination(self.subject, self.row.verb, **said, by=self.viewer, on=self.today)
