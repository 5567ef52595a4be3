"""The paragraphs of a document by hand: add, correct, move, take out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.errors import Refused
from secretariat.core.history import version_of_all
from secretariat.core.languages import reworded
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.documents import rules, services
from secretariat.documents.choices import DocumentState, ParagraphKind
from secretariat.documents.forms import MoveForm, NewParagraphForm, ParagraphForm, ParagraphWordsForm
from secretariat.documents.models import Document, Paragraph, ParagraphQuerySet
from secretariat.documents.views.crumbs import Crumbs, crumbs_below

WORDS = ("summary", "note", "is_uncertain")
FACTS = ("number", "kind", "heading", *WORDS)


class ParagraphAddPage(FormPage):
    """Add a paragraph to a document."""

    rule = rules.may_keep_paragraphs
    title = gettext_lazy("Add a paragraph")
    door = "sessions"
    form_class = NewParagraphForm
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("The paragraph is on record.")
    subject: Document

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    @property
    def is_draft(self) -> bool:
        return self.subject.state == DocumentState.DRAFT

    @property
    def intro(self) -> Words:  # type: ignore[override]
        if self.is_draft:
            return ""
        return _("The document is issued: record what it says, at the end. What is recorded no longer changes.")

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_add_paragraphs_to(self.viewer, self.subject):
            raise Refused(_("Paragraphs cannot be added to %(document)s here.") % {"document": self.subject})
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        last = self._paragraphs().last()
        return {"after": last.pk if last else None}

    def form_options(self) -> dict[str, Any]:
        return {"others": self._paragraphs(), "is_draft": self.is_draft}

    def _paragraphs(self) -> ParagraphQuerySet:
        own: ParagraphQuerySet = Paragraph.objects.visible_to(self.viewer).filter(document=self.subject)
        return own.order_by("position")

    def perform(self, form: Any) -> None:
        said = {**form.cleaned_data, "kind": ParagraphKind(form.cleaned_data["kind"])}
        after = said.pop("after", None)
        if self.is_draft:
            services.insert_paragraph(self.subject, after=after, by=self.viewer, **said)
        else:
            services.add_paragraph(document=self.subject, by=self.viewer, **said)


class OneParagraph(FormPage):
    """A form about one paragraph."""

    abstract = True
    rule = rules.may_keep_paragraphs
    door = "sessions"
    subject: Paragraph

    def load(self) -> None:
        visible = Paragraph.objects.visible_to(self.viewer).select_related("document__issuer", "parent")
        self.subject = get_object_or_404(visible, document__slug=self.kwargs["slug"], number=self.kwargs["number"])

    def crumbs(self) -> Crumbs:
        own = (self.subject.display_number, self.subject.get_absolute_url())
        return [*crumbs_below(self.subject.document), own]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_closed()
        return super().get(request, *args, **kwargs)

    def refuse_closed(self) -> None:
        """Errors: Refused where the document is no draft, so that nobody fills in a form in vain."""
        document = self.subject.document
        if not rules.may_arrange_paragraphs_of(self.viewer, document):
            said = {"document": document, "state": document.get_state_display()}
            raise Refused(_("%(document)s is %(state)s and does not change.") % said)

    def others(self) -> ParagraphQuerySet:
        """Return the other paragraphs of the document, in their order."""
        rows: ParagraphQuerySet = Paragraph.objects.visible_to(self.viewer).filter(document=self.subject.document)
        return rows.exclude(pk=self.subject.pk).order_by("position")


class ParagraphCorrectPage(OneParagraph):
    """Correct a paragraph of a draft; of an issued document, our own words about it."""

    rule = rules.may_keep_paragraphs
    title = gettext_lazy("Correct the paragraph")

    @property
    def is_draft(self) -> bool:
        return self.subject.document.state == DocumentState.DRAFT

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        return ParagraphForm if self.is_draft else ParagraphWordsForm

    @property
    def intro(self) -> Words:  # type: ignore[override]
        return "" if self.is_draft else _("The document is issued: only our own words about it can be put better.")

    def refuse_closed(self) -> None:
        if not rules.may_add_paragraphs_to(self.viewer, self.subject.document):
            super().refuse_closed()

    def initial(self) -> dict[str, Any]:
        return {**{name: getattr(self.subject, name) for name in FACTS}, "parent": self.subject.parent_id}

    def form_options(self) -> dict[str, Any]:
        others = self.others()
        return {"others": others, "wholes": others.filter(position__lt=self.subject.position)} if self.is_draft else {}

    def perform(self, form: Any) -> None:
        now = {name: getattr(self.subject, name) for name in ("number", "position", "kind", "parent", "heading")}
        said = {name: reworded(getattr(self.subject, name, None), value) for name, value in form.cleaned_data.items()}
        facts = {**now, **said}
        facts["kind"] = ParagraphKind(facts["kind"])
        self.subject = services.correct_paragraph(self.subject, by=self.viewer, **facts)


class ParagraphMovePage(OneParagraph):
    """Move a paragraph of a draft, with its parts."""

    rule = rules.may_keep_paragraphs
    title = gettext_lazy("Move the paragraph")
    form_class = MoveForm
    submit_label = gettext_lazy("Move")
    done = gettext_lazy("The paragraph is moved.")
    intro = gettext_lazy("Its parts move with it. Its number stays: correct it where the new place asks for another.")

    def initial(self) -> dict[str, Any]:
        before = self.others().filter(position__lt=self.subject.position).last()
        return {"after": before.pk if before else None}

    def form_options(self) -> dict[str, Any]:
        return {"others": self.others()}

    def _version(self) -> str:
        """Return a mark of the order of the whole document: two who rearrange it do not undo each other unseen."""
        return version_of_all(Paragraph, document=self.subject.document)

    def perform(self, form: Any) -> None:
        services.move_paragraph(self.subject, by=self.viewer, **form.cleaned_data)

    def done_url(self) -> str:
        return f"{self.subject.document.get_absolute_url()}#paragraphs"


class ParagraphWithdrawPage(OneParagraph, ConfirmPage):
    """Take a paragraph out of a draft."""

    rule = rules.may_keep_paragraphs
    title = gettext_lazy("Take the paragraph out")
    submit_label = gettext_lazy("Take out")
    done = gettext_lazy("The paragraph is taken out.")
    danger = True

    @property
    def question(self) -> Words:  # type: ignore[override]
        return _("Take %(paragraph)s out of the draft?") % {"paragraph": self.subject}

    def consequences(self) -> list[Words]:
        return [
            _("What it said stays in the history of the draft, with your reason."),
            _("It stays in the draft where parts or other records refer to it."),
        ]

    def perform(self, form: Any) -> None:
        services.withdraw_paragraph(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return f"{self.subject.document.get_absolute_url()}#paragraphs"

    def cancel_url(self) -> str:
        return self.subject.get_absolute_url()
