"""What was received: the inbox of a State, one receipt, and what those who send do with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.files import attached, open_file
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, Page, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, in_secretariat, signed_in
from secretariat.core.viewer import Viewer
from secretariat.correspondence import columns, rules, services
from secretariat.correspondence.choices import Channel, ReceiptState
from secretariat.correspondence.forms import BounceForm
from secretariat.correspondence.models import Enclosure, Receipt
from secretariat.correspondence.queries import file_of
from secretariat.correspondence.services.bouncing import MAY_BOUNCE
from secretariat.correspondence.services.sending import AGAIN
from secretariat.correspondence.tokens import find_receipt
from secretariat.correspondence.views.distributions import crumbs_to
from secretariat.documents.choices import MediaType
from secretariat.documents.models import Document
from secretariat.parties.queries import operator, viewer_of_party

WITH = ("recipient__distribution__unit__party", "recipient__party")


class ReceivedPage(ListPage):
    """The documents that lie in the inbox of those for whom the reader acts."""

    rule = signed_in
    title = gettext_lazy("Documents received")
    sub = gettext_lazy("What the secretariat sent to your State, the newest first.")
    door = "today"
    columns = columns.INBOX
    order = "-came"
    empty_title = gettext_lazy("Nothing was received yet")
    empty_text = gettext_lazy("What the secretariat sends to your State appears here, and goes to its addresses.")

    def records(self) -> RecordQuerySet[Receipt]:
        rows: RecordQuerySet[Receipt] = Receipt.objects.visible_to(self.viewer).in_inbox_of(self.viewer)
        return rows.select_related(*WITH)


class ReceiptPage(RecordPage):
    """One receipt: its documents. Opened by who acts for the recipient, it says so from then on."""

    rule = signed_in
    door = "work"
    subject: Receipt

    def records(self) -> RecordQuerySet[Receipt]:
        rows: RecordQuerySet[Receipt] = Receipt.objects.visible_to(self.viewer)
        return rows.select_related(*WITH)

    def load(self) -> None:
        if self.viewer.is_signed_in:
            super().load()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._is_own():
            services.open_receipt(self.subject, by=self.viewer, at=timezone.now())
            super().load()
        return super().get(request, *args, **kwargs)

    def _is_own(self) -> bool:
        return self.subject.channel == Channel.INBOX and self.subject.recipient.party_id in self.viewer.party_ids

    def crumbs(self) -> list[Crumb]:
        if in_secretariat.test(self.viewer):
            return crumbs_to(self.subject.recipient.distribution)
        return [(_("Documents received"), reverse("received"))]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "record_title": str(self.subject.recipient.distribution)}

    def facts(self) -> list[Fact]:
        each, distribution = self.subject, self.subject.recipient.distribution
        inside = in_secretariat.test(self.viewer)
        return [
            fact(_("State"), columns.receipt_state(each), why=each.said if inside else ""),
            fact(_("Recipient"), Cell(str(each.recipient.party), each.recipient.party.get_absolute_url())),
            fact(_("From"), Cell(str(distribution.unit.party), distribution.unit.get_absolute_url())),
            fact(_("Text"), distribution.text.in_language(each.recipient.language)),
            fact(_("Channel"), str(each.get_channel_display())),
            fact(_("Address"), each.address if rules.may_distribute.test(self.viewer, each) else None),
            fact(_("Language"), columns.language_words(each.recipient) if inside else None),
            fact(_("Sent"), columns.moment(each.sent_at)),
            fact(_("Opened"), columns.moment(each.opened_at)),
            fact(_("Downloaded"), columns.moment(each.downloaded_at)),
            fact(_("Attempts"), str(each.attempts) if inside and each.attempts else None),
        ]

    def actions(self) -> list[Action]:
        each, found = self.subject, []
        if not rules.may_distribute.test(self.viewer, each):
            return []
        if each.state in AGAIN:
            found.append(Action(_("Send again"), reverse("receipt-resend", args=(each.pk,))))
        if each.channel == Channel.MAIL and each.state in MAY_BOUNCE:
            found.append(Action(_("Record that it came back"), reverse("receipt-bounce", args=(each.pk,))))
        return found


class OfReceipt(FormPage):
    """A form about one receipt."""

    abstract = True
    rule = rules.may_distribute
    door = "work"
    subject: Receipt

    def load(self) -> None:
        rows = Receipt.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject.recipient.distribution)

    def done_url(self) -> str:
        return self.subject.recipient.distribution.get_absolute_url()


class ReceiptBouncePage(OfReceipt):
    """Record that mail came back."""

    title = gettext_lazy("Record that it came back")
    form_class = BounceForm
    done = gettext_lazy("Recorded.")

    def perform(self, form: Any) -> None:
        services.record_bounce(self.subject, said=form.cleaned_data["said"], by=self.viewer)


class ReceiptResendPage(ConfirmPage):
    """Have one part sent again, with a reason."""

    rule = rules.may_distribute
    door = "work"
    title = gettext_lazy("Send again")
    submit_label = gettext_lazy("Send again")
    done = gettext_lazy("It is being sent again.")
    subject: Receipt

    def load(self) -> None:
        rows = Receipt.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        words = {"subject": self.subject.recipient.distribution, "party": self.subject.recipient.party}
        self.question = _("Send “%(subject)s” to %(party)s again?") % words

    def consequences(self) -> list[Words]:
        if self.subject.state != ReceiptState.UNCONFIRMED:
            return []
        return [_("Nobody knows whether it arrived: the recipient may get it twice.")]

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.subject.recipient.distribution)

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.resend_receipt(self.subject, by=self.viewer, at=timezone.now(), reason=reason)

    def done_url(self) -> str:
        return self.subject.recipient.distribution.get_absolute_url()


class EnclosurePage(Page):
    """From a receipt to one of its documents, for who acts for the recipient: the receipt says that it was opened."""

    rule = signed_in
    subject: Enclosure

    def load(self) -> None:
        if not self.viewer.is_signed_in:
            return
        rows = Enclosure.objects.visible_to(self.viewer).given()
        rows = rows.filter(receipt__recipient__party__in=self.viewer.party_ids)
        self.subject = get_object_or_404(rows.select_related("document", "receipt"), pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        services.take_document(self.subject, by=self.viewer, at=timezone.now(), is_file=False)
        return HttpResponseRedirect(self.subject.document.get_absolute_url())


class EnclosureFilePage(EnclosurePage):
    """The file of a document that was received; the receipt says that it was taken."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return given_file(self.subject, by=self.viewer)


def given_file(enclosure: Enclosure, *, by: Viewer) -> HttpResponseBase:
    """Answer with the file that was given, and note that it was taken. Errors: Http404 where there is none."""
    file = file_of(enclosure)
    if file is None:
        raise Http404
    try:
        content = open_file(file.key)
    except FileNotFoundError as error:
        raise Http404 from error
    services.take_document(enclosure, by=by, at=timezone.now(), is_file=True)
    return attached(content, name=file.name, kind=MediaType(file.media_type).sent_as)


class OpenByLinkPage(Page):
    """From the link in mail: what was sent, without signing in, as far as the recipient may see it now.

    SECURITY: to look at the page opens nothing, for programs that guard mailboxes follow every link; the button does.
    """

    rule = anyone
    title = gettext_lazy("Documents from the secretariat")
    template_name = "correspondence/opened.html"
    subject: None = None

    def load(self) -> None:
        found = find_receipt(self.kwargs["token"], on=self.today)
        if found is None:
            raise Http404
        self.receipt = found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(is_opened=False)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        given = {str(each.pk): each for each in self._given()}
        asked = request.POST.get("file")
        if asked is not None:
            if asked not in given:
                raise Http404
            return given_file(given[asked], by=operator())
        services.open_receipt(self.receipt, by=operator(), at=timezone.now())
        documents = [{"enclosure": each, "has_file": bool(each.sha256)} for each in given.values()]
        return self.answer(is_opened=True, documents=documents, is_more=self._is_more(len(given)))

    def _given(self) -> list[Enclosure]:
        """Return what the recipient may read now and the link may open.

        SECURITY: mail is passed on. What is for fewer readers than all Member States asks to sign in.
        """
        seen = Document.objects.visible_to(viewer_of_party(self.receipt.recipient.party, on=self.today))
        rows = self.receipt.enclosures.given().filter(document__in=seen, document__audience__lte=Audience.STATES)
        return list(rows.select_related("document", "receipt").order_by("pk"))

    def _is_more(self, shown: int) -> bool:
        """Tell whether something was given that the link does not open."""
        return self.receipt.enclosures.given().count() > shown

    def get_context(self) -> dict[str, Any]:
        recipient = self.receipt.recipient
        distribution = recipient.distribution
        return {
            **super().get_context(),
            "sub": str(recipient.party),
            "distribution": distribution,
            "text": distribution.text.in_language(recipient.language),
            "recipient": recipient.party,
            "sender": distribution.unit.party,
        }
