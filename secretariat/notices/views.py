"""The inbox, the way from a notice to its record, and how one wishes to learn of notices."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from secretariat.accounts.models import Person
from secretariat.core.columns import Column
from secretariat.core.dates import written_moment
from secretariat.core.notice_registry import find_kind
from secretariat.core.pages import Action, FormPage, ListPage, Page
from secretariat.core.rules import anyone, signed_in
from secretariat.notices.forms import WaysForm
from secretariat.notices.models import Notice
from secretariat.notices.queries import Told, told, ways_of
from secretariat.notices.services import choose_ways, mark_all_read, mark_read, switch_off
from secretariat.notices.tokens import read_token
from secretariat.parties.queries import viewer_for


def unread_first() -> Case:
    """Return what sorts unread notices first; identifiers sort the newest first within."""
    return Case(When(read_at__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())


class InboxPage(ListPage):
    """What the person signed in was told: unread first, then the newest."""

    rule = signed_in
    title = gettext_lazy("Inbox")
    door = "today"
    template_name = "notices/inbox.html"
    columns = (Column("unread", gettext_lazy("Notice"), str, order=unread_first),)
    order = "-unread"
    empty_title = gettext_lazy("Nothing was told to you yet")
    empty_text = gettext_lazy("What concerns your units, roles and account appears here.")

    def records(self) -> Any:
        return Notice.objects.visible_to(self.viewer)

    def actions(self) -> list[Action]:
        return [Action(_("How you are told"), reverse("notice-preferences"))]

    def get_context(self) -> dict[str, Any]:
        found = super().get_context()
        return {**found, "notices": [_shown(each) for each in told(self.page_rows, self.viewer)]}

    def _slice(self, rows: Any) -> Any:
        page = super()._slice(rows)
        self.page_rows = page.rows
        return page

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark one notice, or all, as read."""
        if "all" in request.POST:
            mark_all_read(by=self.viewer, at=timezone.now())
        else:
            mark_read(self._named(), by=self.viewer, at=timezone.now())
        return HttpResponseRedirect(reverse("inbox"))

    def _named(self) -> Notice:
        try:
            key = uuid.UUID(self.request.POST.get("notice", ""))
        except ValueError as error:
            raise BadRequest("no notice named") from error
        return get_object_or_404(Notice.objects.visible_to(self.viewer), pk=key)


def _shown(each: Told) -> dict[str, Any]:
    kind = find_kind(each.notice.kind)
    return {
        "id": each.notice.pk,
        "words": each.words,
        "href": each.notice.get_absolute_url() if each.address else "",
        "kind": kind.label if kind else "",
        "when": written_moment(each.notice.made_at),
        "is_unread": each.notice.read_at is None,
    }


class NoticeOpenPage(Page):
    """From a notice to the record that it is about; it is read by that. Mail leads here and names nothing."""

    rule = signed_in

    def load(self) -> None:
        if self.viewer.is_signed_in:  # who is not is first sent to sign in
            self.subject = get_object_or_404(Notice.objects.visible_to(self.viewer), pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark_read(self.subject, by=self.viewer, at=timezone.now())
        address = told([self.subject], self.viewer)[0].address
        if not address:
            messages.info(request, _("This notice leads nowhere any more."))
        return HttpResponseRedirect(address or reverse("inbox"))


class NoticePreferencesPage(FormPage):
    """How the person signed in wishes to learn of each kind of notice."""

    rule = signed_in
    title = gettext_lazy("How you are told")
    door = "today"
    form_class = WaysForm
    intro = gettext_lazy(
        "Everything stands in your inbox. Mail goes to your address, in your language; the daily message comes at "
        "seven in your time zone."
    )
    done = gettext_lazy("Your preferences are saved.")

    def crumbs(self) -> list[tuple[Any, str]]:
        return [(_("Inbox"), reverse("inbox"))]

    def _person(self) -> Person:
        assert self.viewer.person is not None  # the rule says so
        person: Person = Person.objects.get(pk=self.viewer.person.pk)
        return person

    def initial(self) -> dict[str, Any]:
        return dict(ways_of(self._person()))

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: WaysForm) -> None:
        choose_ways(self._person(), ways=form.cleaned_data, by=self.viewer)

    def done_url(self) -> str:
        return reverse("notice-preferences")

    def cancel_url(self) -> str:
        return reverse("inbox")


# SECURITY: a mail program posts here by itself and has no cookie of ours (RFC 8058). The signed token says whose mail
# of which kind is switched off; nothing else can be done with it, and no session is read.
@method_decorator(csrf_exempt, name="dispatch")
class SwitchOffPage(Page):
    """From a message: switch off mail of its kind, without signing in."""

    rule = anyone
    title = gettext_lazy("Get no more such mail")
    template_name = "notices/switch_off.html"

    def load(self) -> None:
        found = read_token(self.kwargs["token"])
        self.subject = Person.objects.people().filter(pk=found[0], is_active=True).first() if found else None
        if found is None or self.subject is None:
            raise Http404
        self.kind = found[1]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        switch_off(self.subject, kind=self.kind, by=viewer_for(self.subject, on=self.today))
        return self.answer(is_done=True)

    def get_context(self) -> dict[str, Any]:
        kind = find_kind(self.kind)
        what = kind.label if kind else _("The daily message with new notices")
        return {**super().get_context(), "what": what, "sub": what}
