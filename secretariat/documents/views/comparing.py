"""What a document changes of the one that it revises."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.pages import BoardPage
from secretariat.core.rules import anyone
from secretariat.documents.models import Document
from secretariat.documents.queries import earlier_forms, facts_changed, words_changed
from secretariat.documents.views.crumbs import Crumbs, crumbs_below


class DocumentChangesPage(BoardPage):
    """The difference between a revision and the document before it: facts, then words language by language."""

    rule = anyone
    title = gettext_lazy("What it changes")
    door = "sessions"
    template_name = "documents/changes.html"
    subject: Document

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])
        before = earlier_forms(self.subject, self.viewer)
        if not before:
            raise Http404
        asked = self.request.GET.get("before", "")
        self.before = next((each for each in before if each.slug == asked), before[0])
        self.others = [each for each in before if each != self.before]

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def get_context(self) -> dict[str, Any]:
        words = words_changed(self.before, self.subject, self.viewer)
        return {
            **super().get_context(),
            "sub": self._said(),
            "record": self.subject,
            "before": self.before,
            "others": self.others,
            "facts": facts_changed(self.before, self.subject, self.viewer),
            "words": [each for each in words if each.before != each.after],
            "unchanged": [each.language for each in words if each.before == each.after],
            "has_words": bool(words),
        }

    def _said(self) -> Words:
        return _("%(after)s against %(before)s") % {"after": self.subject, "before": self.before}
