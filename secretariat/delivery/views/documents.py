"""The documents of a deliverable: add one, enter one, send those of a part."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.pages import ConfirmPage
from secretariat.core.pages.base import Crumb
from secretariat.correspondence.models import Distribution
from secretariat.delivery import rules, services
from secretariat.delivery.choices import EventPart
from secretariat.delivery.forms import DistributeForm, EventDocumentForm, NewEventDocumentForm
from secretariat.delivery.models import EventDocument
from secretariat.delivery.queries.documents import documents_of_part, participating_states
from secretariat.delivery.views.deliverables import OfDeliverable

TITLES: dict[str, Words] = {
    EventPart.IN_ADVANCE: gettext_lazy("Send documents in advance"),
    EventPart.AFTERWARDS: gettext_lazy("Send the conclusions"),
    EventPart.OTHER: gettext_lazy("Send documents"),
}


class EventDocumentAddPage(OfDeliverable):
    """Say that a document on record belongs to a deliverable."""

    title = gettext_lazy("Add a document")
    form_class = EventDocumentForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("Added.")

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        part = EventPart(said["part"])
        services.add_event_document(self.subject, said["document"], part=part, by=self.viewer)


class EventDocumentEnterPage(OfDeliverable):
    """Enter a document of the unit, with its files, and add it to a deliverable in one step."""

    title = gettext_lazy("Enter a document")
    intro = gettext_lazy(
        "A document of the unit without a symbol, such as an agenda or a concept note. It is issued at once; attach "
        "its file in each language you have."
    )
    form_class = NewEventDocumentForm
    submit_label = gettext_lazy("Enter")
    done = gettext_lazy("The document is on record.")

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.enter_event_document(
            self.subject,
            part=EventPart(said["part"]),
            title=said["title"],
            kind=said["kind"],
            audience=said["audience"],
            files=form.files_given(),
            by=self.viewer,
            on=self.today,
        )


class EventDocumentDropPage(ConfirmPage):
    """Take back that a document belongs to a deliverable."""

    rule = rules.may_deliver
    door = "work"
    title = gettext_lazy("Take a document back")
    submit_label = gettext_lazy("Take back")
    subject: EventDocument

    def load(self) -> None:
        rows = EventDocument.objects.visible_to(self.viewer).select_related("deliverable__owner", "document")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        words = {"document": self.subject.document, "what": self.subject.deliverable}
        self.question = _("Does %(document)s not belong to “%(what)s”?") % words

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject.deliverable), self.subject.deliverable.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.drop_event_document(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return str(self.subject.deliverable.get_absolute_url())


class DistributePage(OfDeliverable):
    """Send the documents of a part to the participating Member States, in one step."""

    rule = rules.may_send_for
    form_class = DistributeForm
    submit_label = gettext_lazy("Send")
    done = gettext_lazy("On its way: what becomes of it shows here.")
    intro = gettext_lazy(
        "Nobody is sent what they may not read. What is sent cannot be taken back; once it has gone out, the duty is "
        "kept."
    )

    def load(self) -> None:
        if self.kwargs["part"] not in EventPart.values:
            raise Http404
        super().load()
        self.part = EventPart(self.kwargs["part"])
        self.title = TITLES[self.part]
        self.made: Distribution | None = None

    def initial(self) -> dict[str, Any]:
        return {
            "documents": [each.pk for each in documents_of_part(self.subject, self.part, self.viewer)],
            "recipients": [each.slug for each in participating_states(self.subject, on=self.today)],
            "subject": self.subject.title,
        }

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        prefilled = {each.pk for each in participating_states(self.subject, on=self.today)}
        chosen = list(said["recipients"])
        self.made = services.distribute_part(
            self.subject,
            self.part,
            subject=said["subject"],
            text=said["text"],
            documents=list(said["documents"]),
            recipients=None if {each.pk for each in chosen} == prefilled else chosen,
            send_at=None if said["is_draft"] else timezone.now(),
            by=self.viewer,
            on=self.today,
        )

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("deliverable", args=(self.subject.pk,))
