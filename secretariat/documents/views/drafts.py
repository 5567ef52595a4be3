"""The life of a draft: correct it, issue it, withdraw it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Precision
from secretariat.core.columns import Words
from secretariat.core.errors import Refused
from secretariat.core.languages import reworded
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.documents import rules, services
from secretariat.documents.choices import DocumentKind
from secretariat.documents.forms import DraftForm, IssueForm
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.documents.views.crumbs import Crumbs, crumbs_below

FACTS = ("title", "original_language", "series", "audience", "is_uncertain", "note")
_LETTERS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}  # of a date that is known so exactly


class OfDraft(FormPage):
    """A form about one draft."""

    abstract = True
    rule = rules.may_correct_drafts
    door = "sessions"
    subject: Document

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer", "session")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Errors: Refused where it is no draft that changes here, so that nobody fills in a form in vain."""
        if self.subject.kind == DocumentKind.EXECUTIVE_ORDER:
            raise Refused(_("An executive order is drafted, put in force and withdrawn with its structure, not here."))
        if not rules.is_open_to_change(self.subject):
            said = {"document": self.subject, "state": self.subject.get_state_display()}
            raise Refused(_("%(document)s is %(state)s and does not change.") % said)
        return super().get(request, *args, **kwargs)


class DocumentCorrectPage(OfDraft):
    """Correct what is recorded of a draft."""

    rule = rules.may_correct_drafts
    title = gettext_lazy("Correct the draft")
    form_class = DraftForm
    done = gettext_lazy("The draft is corrected.")

    def initial(self) -> dict[str, Any]:
        draft = self.subject
        return {
            **{name: getattr(draft, name) for name in FACTS},
            "issuer": draft.issuer.slug if draft.issuer else None,
            "session": draft.session_id,
            "date": draft.date.isoformat()[: _LETTERS[Precision(draft.date_precision)]] if draft.date else "",
        }

    def perform(self, form: Any) -> None:
        said = {name: reworded(getattr(self.subject, name, None), value) for name, value in form.cleaned_data.items()}
        date, precision = said.pop("date")
        self.subject = services.correct_draft(self.subject, date=date, date_precision=precision, by=self.viewer, **said)


class DocumentIssuePage(OfDraft, ConfirmPage):
    """Issue a draft: from then on it never changes."""

    rule = rules.may_issue
    title = gettext_lazy("Issue the document")
    submit_label = gettext_lazy("Issue")
    done = gettext_lazy("The document is issued.")
    form_class = IssueForm

    @property
    def question(self) -> Words:  # type: ignore[override]
        return _("Issue %(document)s?") % {"document": self.subject}

    def consequences(self) -> list[Words]:
        count = self.subject.files.current().count()
        return [
            _("From then on it never changes: what is wrong in it is put right by a Rev. or a Corr."),
            _("It is sealed with its facts and its files; files now: %(count)s.") % {"count": count},
            _("Whoever you name below can read it at once."),
        ]

    def initial(self) -> dict[str, Any]:
        return {"date": self.subject.date or self.today, "audience": int(self.subject.audience)}

    def form_options(self) -> dict[str, Any]:
        return {"may_number": not self.subject.symbol and rules.may_issue_documents.test(self.viewer)}

    @transaction.atomic
    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        number = self._number(form.chosen(), said["date"], said["reason"])
        facts = {"audience": said["audience"], "date": said["date"], "number": number, "reason": said["reason"]}
        self.subject = services.issue_document(self.subject, **facts, by=self.viewer, on=self.today)

    def _number(
        self, chosen: SymbolNumber | NumberSeries | None, on: datetime.date, reason: str
    ) -> SymbolNumber | None:
        """Return the number that it bears; of a series the next one, in the year of its day."""
        if not isinstance(chosen, NumberSeries):
            return chosen
        purpose = str(self.subject.title)[:300]
        request = services.request_symbol(
            series=chosen, purpose=purpose, session=self.subject.session, by=self.viewer, on=on, reason=reason
        )
        return services.reserve_symbol(request, by=self.viewer, reason=reason)


class DocumentWithdrawPage(OfDraft, ConfirmPage):
    """Withdraw a draft."""

    rule = rules.may_correct_drafts
    title = gettext_lazy("Withdraw the draft")
    submit_label = gettext_lazy("Withdraw")
    done = gettext_lazy("The draft is withdrawn.")
    danger = True

    @property
    def question(self) -> Words:  # type: ignore[override]
        return _("Withdraw %(document)s?") % {"document": self.subject}

    def consequences(self) -> list[Words]:
        return [
            _("It stays on record with your reason, and cannot be taken up again."),
            _("Its symbol, if it bears one, is not used again."),
        ]

    def perform(self, form: Any) -> None:
        self.subject = services.withdraw_document(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])
