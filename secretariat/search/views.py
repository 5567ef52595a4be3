"""The page of search; it answers a whole page, what was found alone, or a few hits under the box of another page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from secretariat.core.pages import Page
from secretariat.core.rules import anyone
from secretariat.search.asking import Answer, Question, ask
from secretariat.search.index import FILTERS, NoIndex
from secretariat.search.results import choices_of, hits_of
from secretariat.search.words import LONGEST, typed_words

AT_ONCE = 10
QUICK = 8
LAST_PAGE = 50  # who has read 500 hits should ask otherwise
IN_ADDRESS = {"language": "words"}  # filters named otherwise in addresses, where «language» is the reader's own
LONGEST_VALUE = 64  # characters of a filter's value


class SearchPage(Page):
    """Everything that one may see, by its words; whoever is typing sees it change."""

    rule = anyone
    title = gettext_lazy("Search")
    template_name = "search/search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.request.headers.get("HX-Request"):
            return self.answer(**self._found())
        if self.request.headers.get("HX-Target", "") != "found":
            return render(request, "search/quick.html", self._quick())
        answer = render(request, "search/found.html", self._found())
        answer.headers["HX-Replace-Url"] = self._url(page="")
        return answer

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "")

    def _question(self) -> Question:
        asked = {name: self.request.GET.get(IN_ADDRESS.get(name, name), "")[:LONGEST_VALUE] for name in FILTERS}
        is_typing = "HX-Request" in self.request.headers
        return Question(typed_words(self.typed), {name: value for name, value in asked.items() if value}, is_typing)

    def _quick(self) -> dict[str, Any]:
        question = self._question()
        try:
            answer = ask(question, self.viewer, most=QUICK, with_counts=False) if question.words else None
        except NoIndex:
            answer = None
        hits = hits_of(answer, question, self.viewer) if answer else []
        return {"hits": hits, "count": answer.count if answer else 0, "all_url": self._url(page="")}

    def _found(self) -> dict[str, Any]:
        """Return what the part of the page below its box shows."""
        question = self._question()
        kept = [(IN_ADDRESS.get(name, name), value) for name, value in question.filters.items()]
        shown: dict[str, Any] = {"query": self.typed.replace("\0", "")[:LONGEST], "kept": kept}
        if not question.words and not question.filters:
            return shown | {"begin": True, "is_nothing": bool(self.typed.strip())}
        number = self._page_number()
        try:
            answer = ask(question, self.viewer, first=(number - 1) * AT_ONCE, most=AT_ONCE)
        except NoIndex:
            return shown | {"is_missing": True}
        return shown | {
            "answer": answer,
            "hits": hits_of(answer, question, self.viewer),
            "choices": choices_of(answer, question, self.viewer, self._url),
            "pager": self._pager(number, answer),
            "clear_url": self._url(page="", **dict.fromkeys(FILTERS, "")) if question.filters else "",
        }

    def _page_number(self) -> int:
        asked = self.request.GET.get("page", "")
        return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1

    def _pager(self, number: int, answer: Answer) -> dict[str, Any]:
        has_more = answer.count > number * AT_ONCE and number < LAST_PAGE
        return {
            "first_url": self._url(page="") if number > 2 else "",
            "previous_url": self._url(page=str(number - 1) if number > 2 else "") if number > 1 else "",
            "next_url": self._url(page=str(number + 1)) if has_more else "",
            "shown": len(answer.keys),
        }

    def _url(self, **changes: str) -> str:
        """Return the address of this search with some of its parts changed; another filter begins at the first page."""
        parts = {name: values for name, values in self.request.GET.lists() if name not in {"language", "page"}}
        for name, value in changes.items():
            parameter = IN_ADDRESS.get(name, name)
            parts[parameter] = [value]
            if not value:
                del parts[parameter]
        parts["q"] = [self.typed[:LONGEST]]
        return f"{self.request.path}?{urlencode(parts, doseq=True)}"
