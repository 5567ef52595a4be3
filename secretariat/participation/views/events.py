"""What the pages about the people of one deliverable share."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.core.pages.base import Crumb
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.participation import rules, services
from secretariat.participation.forms import InviteForm, SendForm, SessionForm, TermsForm
from secretariat.participation.models import Invitation
from secretariat.participation.queries import terms_of


def events(viewer: Viewer) -> Any:
    """Return the deliverables that a viewer may see, with what their pages read."""
    return Deliverable.objects.visible_to(viewer).select_related("owner__party", "activity", "project")


def crumbs_of(deliverable: Deliverable) -> list[Crumb]:
    """Return the way to a deliverable."""
    return [(_("Work"), reverse("deliverables")), (str(deliverable), deliverable.get_absolute_url())]


class OfEvent(FormPage):
    """A form about the people of one deliverable."""

    abstract = True
    rule = rules.may_invite
    door = "work"
    subject: Deliverable

    def load(self) -> None:
        self.subject = get_object_or_404(events(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return crumbs_of(self.subject)


class InvitePage(OfEvent):
    """Invite many States and organizations in one go."""

    title = gettext_lazy("Invite")
    intro = gettext_lazy("The invitations are drafted; nobody is told before they are sent.")
    submit_label = gettext_lazy("Draft the invitations")
    form_class = InviteForm
    done = gettext_lazy("Drafted.")

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "subject": self.subject}

    def perform(self, form: Any) -> None:
        facts = {**form.offered(), "language": form.cleaned_data["language"]}
        services.invite_all(self.subject, form.chosen(self.today), by=self.viewer, on=self.today, **facts)


class SendAllPage(OfEvent):
    """Record that all drafted invitations went out; delegates find them in their inbox."""

    title = gettext_lazy("Send the invitations")
    intro = gettext_lazy("All drafted invitations count as sent today; the delegates of these States are told.")
    submit_label = gettext_lazy("Send")
    form_class = SendForm
    done = gettext_lazy("Sent.")

    def perform(self, form: Any) -> None:
        drafted = Invitation.objects.visible_to(self.viewer).filter(deliverable=self.subject, state="drafted")
        services.send_invitations(drafted, note=form.cleaned_data["note"], by=self.viewer, on=self.today)


class SessionNewPage(OfEvent):
    """Add a day or a part of a day for which attendance is recorded."""

    rule = rules.may_record_attendance
    title = gettext_lazy("Add a session")
    form_class = SessionForm
    done = gettext_lazy("Added.")

    def initial(self) -> dict[str, Any]:
        return {"day": self.subject.starts_on}

    def perform(self, form: Any) -> None:
        services.add_session(self.subject, **form.cleaned_data, by=self.viewer)


class TermsPage(OfEvent):
    """Say how much one must attend for a certificate, and when people are asked what became of it."""

    title = gettext_lazy("Certificates and follow-up")
    form_class = TermsForm

    def initial(self) -> dict[str, Any]:
        terms = terms_of(self.subject)
        return {"share_needed": terms.share_needed, "follow_up_months": terms.follow_up_months}

    def perform(self, form: Any) -> None:
        services.set_terms(self.subject, **form.cleaned_data, by=self.viewer)


class CertificatesIssuePage(ConfirmPage, OfEvent):
    """Issue certificates to those who attended enough."""

    rule = rules.may_certify
    title = gettext_lazy("Issue certificates")
    submit_label = gettext_lazy("Issue")
    question = gettext_lazy("Issue a certificate to each who attended enough and has none?")
    done = gettext_lazy("Issued.")

    def consequences(self) -> list[Any]:
        share = terms_of(self.subject).share_needed
        return [
            _("Enough is %(share)s percent of the sessions.") % {"share": share},
            _("Each gets a code under which anyone who has it can check the certificate."),
        ]

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.issue_certificates(self.subject, by=self.viewer, on=self.today, reason=reason)
