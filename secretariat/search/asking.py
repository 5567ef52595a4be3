"""Ask the index: from words to a question, from the question to keys, counts and marked passages.

SECURITY: a question is built from words, term by term; what was typed is never read as a language with fields and
operators. Who may see is part of every question, and what is shown is fetched again through ``visible_to``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import DocAddress, Document, Occur, Query, Searcher, Snippet, SnippetGenerator

from secretariat.core.gates import tokens_held
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.search.index import FILTERS, READER, SCHEMA
from secretariat.search.words import is_filler, pieces, plain_words, reduced, written_as_one

EXACT, NAME, TITLE, BEGUN = 1000.0, 6.0, 3.0, 0.5  # what a hit in these places weighs, against 1 in a text
MOST_VALUES = {"kind": 20}  # of one filter; of others fewer
FEW_VALUES = 8
PASSAGE = 240  # characters
TIE = 0.1  # what further languages in which a word is found add to the best of them


@dataclass(frozen=True)
class Question:
    """What is asked: words, and the values of filters by their names.

    ``is_typing``: the last word may be unfinished.
    """

    words: Sequence[str]
    filters: Mapping[str, str] = field(default_factory=dict)
    is_typing: bool = False


@dataclass(frozen=True)
class Answer:
    """What the index knows: keys in the order of rank with the kind of each, how many there are, counts by filter.

    ``is_loose``: no entry holds all the words; these hold some of them.
    """

    searcher: Searcher
    keys: Sequence[str]
    kinds: Sequence[str]
    count: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    is_loose: bool = False


def ask(question: Question, viewer: Viewer, *, first: int = 0, most: int = 10, with_counts: bool = True) -> Answer:
    """Return what a viewer may find, ``most`` entries from the ``first``. Errors: NoIndex."""
    searcher = READER.searcher()
    is_loose, count = False, 0
    hits: list[DocAddress] = []
    for words, is_loose in _ways(question):  # noqa: B007 - the way that found something is told
        query = _bounded(words, question.filters, viewer)
        hits, count = _found(searcher, query, first, most)
        if count:
            break
    found = [searcher.doc(address) for address in hits]
    keys, kinds = ([str(each.get_first(name)) for each in found] for name in ("key", "kind"))
    counts = _counts(searcher, query) if with_counts and count else {}
    return Answer(searcher, keys, kinds, count, counts, is_loose and bool(count))


def _found(searcher: Searcher, query: Query, first: int, most: int) -> tuple[list[DocAddress], int]:
    """Return where the best entries stand, and how many there are in all."""
    result: Any = searcher.search(query, most, offset=first)
    return [address for _score, address in result.hits], int(result.count)


def _ways(question: Question) -> Iterator[tuple[Query, bool]]:
    """Yield the ways to understand the words, the strictest first, and whether a way is loose."""
    words = [word for word in question.words if not is_filler(word)] or list(question.words)
    if not words:
        yield Query.all_query(), False
        return
    if not question.is_typing:
        yield _all_of(words, begun=False), False
    yield _all_of(words, begun=True), False
    if len(words) > 1:
        yield Query.boolean_query([(Occur.Should, _word(word, begun=False)) for word in words]), True


def _all_of(words: Sequence[str], *, begun: bool) -> Query:
    """Return the question for entries that hold all words; one whose name is written just so stands first."""
    parts = [(Occur.Must, _word(word, begun=begun and word is words[-1])) for word in words]
    named = Query.term_query(SCHEMA, "exact", written_as_one(" ".join(words)))
    return Query.boolean_query([*parts, (Occur.Should, Query.const_score_query(named, EXACT))])


def _word(word: str, *, begun: bool) -> Query:
    """Return the question for one word in any language: in a name piece by piece, in a title, in a text."""
    tokens = plain_words(word)
    alternatives = [_every([_token(token) for token in tokens])] if tokens else []
    alternatives.append(
        Query.boost_query(_every([Query.term_query(SCHEMA, "name", each) for each in pieces(word)]), NAME)
    )
    if begun:
        alternatives += [Query.boost_query(each, BEGUN) for each in _begun(word, tokens)]
    return Query.disjunction_max_query(alternatives, TIE)


def _token(token: str) -> Query:
    terms = {(code, term) for code in LANGUAGES for term in reduced(token, code)}
    places: list[Query] = [Query.term_query(SCHEMA, "folded", token)]
    for code, term in sorted(terms):
        places.append(Query.boost_query(Query.term_query(SCHEMA, f"title_{code}", term), TITLE))
        places.append(Query.term_query(SCHEMA, f"text_{code}", term))
    return Query.disjunction_max_query(places, TIE)


def _begun(word: str, tokens: Sequence[str]) -> list[Query]:
    """Return the questions for a word of which only the beginning was typed: in titles and in names."""
    texts = [(f"text_{code}", tokens) for code in LANGUAGES]  # a beginning of a reduced word is one of the whole
    found = []
    for name, parts in (("folded", tokens), ("name", pieces(word)), *texts):
        if parts:
            *whole, last = parts
            prefix = Query.phrase_prefix_query(SCHEMA, name, [last])
            found.append(_every([*(Query.term_query(SCHEMA, name, each) for each in whole), prefix]))
    return found


def _every(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, each) for each in queries])


def _bounded(words: Query, filters: Mapping[str, str], viewer: Viewer) -> Query:
    """Return the question within what a viewer may see and within the filters."""
    # SECURITY: this part stands outside of whatever was typed, and no entry without a token is ever found.
    bounds = [Query.term_set_query(SCHEMA, "visible_to", tokens_held(viewer))]
    bounds += [Query.term_query(SCHEMA, name, filters[name]) for name in FILTERS if filters.get(name)]
    return Query.boolean_query(
        [(Occur.Must, words), *((Occur.Must, Query.const_score_query(each, 0.0)) for each in bounds)]
    )


def _counts(searcher: Searcher, query: Query) -> dict[str, list[tuple[str, int]]]:
    asked = {name: {"terms": {"field": name, "size": MOST_VALUES.get(name, FEW_VALUES)}} for name in FILTERS}
    told = searcher.aggregate(query, asked)
    return {name: [(each["key"], int(each["doc_count"])) for each in told[name]["buckets"]] for name in FILTERS}


@dataclass(frozen=True)
class Span:
    """A piece of a passage, and whether it is what was looked for."""

    text: str
    is_marked: bool


class Marker:
    """Cuts passages out of texts and marks the words that were looked for in them; made once for an answer."""

    def __init__(self, searcher: Searcher, words: Sequence[str]) -> None:
        self._searcher = searcher
        self._tokens = [token for word in words for token in plain_words(word)]
        self._made: dict[str, SnippetGenerator] = {}

    def title(self, words: str, language: str) -> list[Span]:
        """Return a whole title with its marks."""
        snippet = self._snippet(f"title_{language}", words, language, len(words) + 1)
        return _spans(words, snippet, 0, len(words.encode())) if snippet else [Span(words, is_marked=False)]

    def passage(self, text: str, language: str, *, place: str = "text") -> list[Span]:
        """Return the best passage of a text with its marks; nothing where no word stands in it."""
        snippet = self._snippet(f"{place}_{language}", text, language, PASSAGE)
        if snippet is None:
            return []
        cut = snippet.fragment_range()
        spans = _spans(text, snippet, cut.start, cut.end)
        before = [Span("… ", is_marked=False)] if cut.start else []
        return [*before, *spans, *([Span(" …", is_marked=False)] if len(text.encode()) > cut.end + 1 else [])]

    def _snippet(self, name: str, text: str, language: str, length: int) -> Snippet | None:
        """Return where the words stand in a text; words of which the index has none in such a place are not sought."""
        if not self._tokens:
            return None
        if name not in self._made:
            terms = sorted({term for token in self._tokens for term in reduced(token, language)})
            any_of = Query.boolean_query([(Occur.Should, Query.term_query(SCHEMA, name, each)) for each in terms])
            self._made[name] = SnippetGenerator.create(self._searcher, any_of, SCHEMA, name)
        self._made[name].set_max_num_chars(length)
        snippet = self._made[name].snippet_from_doc(Document(**{name: text}))
        return snippet if snippet.highlighted() else None


def _spans(text: str, snippet: Snippet, begin: int, end: int) -> list[Span]:
    """Return a part of a text piece by piece; places are counted in bytes, those of marks from the snippet's first."""
    words, base, here = text.encode(), snippet.fragment_range().start, begin
    found = []
    for place in snippet.highlighted():
        first, last = base + place.start, base + place.end
        if first >= here:
            found.append(Span(words[here:first].decode(), is_marked=False))
            found.append(Span(words[first:last].decode(), is_marked=True))
            here = last
    found.append(Span(words[here:end].decode(), is_marked=False))
    return [span for span in found if span.text]
