"""Pages of invitations: the list, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.participation import columns, rules, services
from secretariat.participation.filters import InvitationFilter
from secretariat.participation.forms import AnswerForm, ChangeOfferForm
from secretariat.participation.models import Invitation
from secretariat.participation.queries import places_of
from secretariat.participation.services.invitations import FACTS
from secretariat.participation.views.events import crumbs_of

WITH = ("deliverable__owner__party", "party", "designation__party", "designation__body__party", "designation__topic")


def _all(viewer: Viewer) -> RecordQuerySet[Any]:
    rows: RecordQuerySet[Any] = Invitation.objects.visible_to(viewer).select_related(*WITH)
    return rows


class InvitationsPage(ListPage):
    """Who is invited to what; a delegate sees what the own State is invited to."""

    rule = in_secretariat | rules.is_of_mission
    title = gettext_lazy("Invitations")
    door = "work"
    columns = columns.INVITATIONS
    filters = InvitationFilter
    order = "party"
    empty_title = gettext_lazy("Nobody is invited yet")
    empty_text = gettext_lazy("Invite from the page of a deliverable.")

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)


class InvitationPage(RecordPage):
    """One invitation: what is offered, until when, and how the places are taken."""

    rule = in_secretariat | rules.is_of_mission
    door = "work"
    subject: Invitation

    def records(self) -> RecordQuerySet[Any]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return crumbs_of(self.subject.deliverable)

    def facts(self) -> list[Fact]:
        each = self.subject
        places = places_of(each.deliverable, each.party_id)
        through = Cell(str(each.designation), each.designation.get_absolute_url()) if each.designation else None
        return [
            fact(_("State"), columns.invitation_state(each)),
            fact(_("To what"), columns.event_cell(each)),
            fact(_("Who"), Cell(str(each.party), each.party.get_absolute_url())),
            fact(_("Through"), through),
            fact(_("Places"), columns.offer_of(each)),
            fact(_("Taken"), _("%(taken)s, %(women)s by women") % {"taken": places.taken, "women": places.women}),
            fact(_("Waiting list"), str(places.waiting) if places.waiting else None),
            fact(_("Answer by"), written_date(each.deadline)),
            fact(_("Language"), str(each.get_language_display())),
            fact(_("Sent"), written_date(each.sent_on), each.note),
            fact(_("Answered"), written_date(each.answered_on)),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        moves = rules.INVITATION_CHANGES.open_to(self.viewer, each)
        found = [Action(sentence(row.label), reverse("invitation-move", args=(each.pk, row.verb))) for row in moves]
        if rules.may_nominate.test(self.viewer, each):
            asked = urlencode({"party": each.party.slug})
            address = f"{reverse('event-nominate', args=(each.deliverable_id,))}?{asked}"
            found.insert(0, Action(_("Nominate"), address, primary=True))
        if rules.may_invite.test(self.viewer, each):
            found.append(Action(_("Change the offer"), reverse("invitation-change", args=(each.pk,))))
        return found


def sentence(words: Any) -> str:
    """Return words as the label of a button begins."""
    text = str(words)
    return text[:1].upper() + text[1:]


class InvitationMovePage(ConfirmPage):
    """Send, accept, decline, let lapse or renew an invitation."""

    rule = rules.may_answer
    door = "work"
    form_class = AnswerForm
    done = gettext_lazy("Done.")
    subject: Invitation

    def load(self) -> None:
        if self.kwargs["verb"] not in rules.INVITATION_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.INVITATION_CHANGES.rows[self.kwargs["verb"]]
        self.title = self.submit_label = sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}

    def crumbs(self) -> list[Crumb]:
        return [*crumbs_of(self.subject.deliverable), (str(self.subject.party), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        said = {name: form.cleaned_data[name] for name in ("note", "reason")}
        services.move_invitation(self.subject, self.row.verb, **said, by=self.viewer, on=self.today)


class InvitationChangePage(FormPage):
    """Change what an invitation offers."""

    rule = rules.may_invite
    door = "work"
    title = gettext_lazy("Change the offer")
    form_class = ChangeOfferForm
    subject: Invitation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [*crumbs_of(self.subject.deliverable), (str(self.subject.party), self.subject.get_absolute_url())]

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in FACTS}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.change_invitation(self.subject, **form.offered(), by=self.viewer, on=self.today, reason=reason)
