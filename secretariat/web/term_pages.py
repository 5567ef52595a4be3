"""The page of the controlled terms."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, Words, table
from secretariat.core.pages import BoardPage
from secretariat.core.rules import holds
from secretariat.parties.choices import RoleKind
from secretariat.topics.rules import may_keep_topics
from secretariat.web.terms import Term, Vocabulary, topic_terms, vocabularies

FEW = 3  # fields named over a list


class TermsForm(forms.Form):
    """Which of the terms."""

    text = forms.CharField(label=gettext_lazy("Word or code"), required=False, max_length=100)
    lacking = forms.BooleanField(label=gettext_lazy("Only those that lack a language"), required=False)


class TermsPage(BoardPage):
    """The terms that the product offers to choose from, in four languages, with what is missing."""

    rule = holds(RoleKind.ADMINISTRATOR, RoleKind.PLANNING_OFFICER)
    title = gettext_lazy("Controlled terms")
    sub = gettext_lazy("The words that forms offer to choose from, in four languages, with what is missing.")
    template_name = "web/terms.html"

    def crumbs(self) -> list[tuple[Words, str]]:
        return [(_("Languages"), reverse("languages"))]

    def get_context(self) -> dict[str, Any]:
        form = TermsForm(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {"text": "", "lacking": False}
        lists = [each for each in map(partial(_narrowed, asked), vocabularies()) if each.terms]
        topics = [each for each in topic_terms(self.viewer) if _fits(each, asked)]
        terms = [*topics, *(term for each in lists for term in each.terms)]
        return {
            **super().get_context(),
            "form": form,
            "summary": self._summary(terms),
            "topics": table(self._topic_columns(), topics, empty=_("No topic fits.")),
            "lists": [{"title": _named(each), "table": table(WORDS, each.terms)} for each in lists],
            "may_correct": may_keep_topics.test(self.viewer),
        }

    def _summary(self, terms: list[Term]) -> str:
        lacking = sum(1 for each in terms if each.missing)
        said = {"all": len(terms), "lacking": lacking}
        if not lacking:
            return _("Terms: %(all)s; all of them stand in four languages.") % said
        return _("Terms: %(all)s; without all four languages: %(lacking)s.") % said

    def _topic_columns(self) -> list[Column]:
        if not may_keep_topics.test(self.viewer):
            return [*WORDS]
        return [*WORDS, Column("correct", "", _correct)]


def _correct(term: Term) -> Cell:
    return Cell(_("Correct"), href=reverse("topic-correct", args=(term.code,)))


def _code(term: Term) -> Cell:
    return Cell(term.code, href=term.topic.get_absolute_url() if term.topic else "", css="symbol")


def _said(language: str, term: Term) -> Cell:
    words = term.words.get(language)
    if not words:
        return Cell(_("missing"), tone="wait")
    return Cell(_("%(words)s (our translation)") % {"words": words} if language in term.ours else words)


def _narrowed(asked: dict[str, Any], one: Vocabulary) -> Vocabulary:
    """Return a list with those of its terms that fit; all of them where the list's own name does."""
    by_name = bool(asked["text"]) and any(asked["text"].casefold() in each.casefold() for each in one.fields)
    wanted = {**asked, "text": ""} if by_name else asked
    return Vocabulary(tuple(term for term in one.terms if _fits(term, wanted)), one.fields)


def _fits(term: Term, asked: dict[str, Any]) -> bool:
    words = " ".join([term.code, *term.words.values()]).casefold()
    return asked["text"].casefold() in words and (not asked["lacking"] or bool(term.missing))


def _named(one: Vocabulary) -> str:
    """Return the fields that use a list: the first of them where they are many."""
    first, rest = one.fields[:FEW], len(one.fields) - FEW
    names = "; ".join(name[:1].upper() + name[1:] for name in first)
    return _("%(names)s and %(count)s more") % {"names": names, "count": rest} if rest > 0 else names


WORDS = (
    Column("code", gettext_lazy("Code"), _code),
    *(Column(code, name, partial(_said, code)) for code, name in settings.LANGUAGES),
)
