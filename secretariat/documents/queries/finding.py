"""Find documents and paragraphs as people name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, DocumentQuerySet, Paragraph
from secretariat.documents.symbols import Symbol, SymbolError, parse_symbol

LONGEST = 200  # characters that are read of what was typed
MOST_WORDS = 16
MOST = 20  # documents to choose from
_SIGNS = re.compile(
    r"(?i)^(?:[,;§¶]|para(?:graph|grafo|graphe)?\b\.?|párr(?:afo)?\b\.?|par[aá]grafo\b|paragraphe\b)\s*"
)
_BARE = re.compile(r"\d[\d/()., -]*")


@dataclass(frozen=True)
class Found:
    """What a typed name led to.

    Shape: one document and, if a number was typed that it has, one paragraph; or the documents that may be meant.
    ``rest`` is the number that was typed after the document, and ``choices`` hold the paragraph of that number where
    there is one.
    """

    typed: str
    document: Document | None = None
    paragraph: Paragraph | None = None
    choices: tuple[Document | Paragraph, ...] = ()
    rest: str = ""

    @property
    def target(self) -> Document | Paragraph | None:
        """What to show: nothing where several fit, or where the document has no such paragraph."""
        return self.paragraph or (None if self.rest else self.document)


def find_document(name: str, viewer: Viewer) -> Document | None:
    """Return the document with this symbol, printed as it may be, or with this key; None where there is none to see."""
    visible = Document.objects.visible_to(viewer)
    try:
        return visible.filter(slug=parse_symbol(name).slug).first()
    except SymbolError:
        return visible.filter(slug=name).first()


def find_paragraph(name: str, number: str, viewer: Viewer) -> Paragraph | None:
    """Return a paragraph by its document and number; ``4b`` and ``4(b)`` find 4.b."""
    document = find_document(name, viewer)
    return None if document is None else _numbered(document, number)


def the_document(typed: str, viewer: Viewer) -> Document:
    """Return the one document that a person named in a form.

    Errors: ValueError with words for the person where none fits or several do; the words are the same for a document
    that is hidden from them.
    """
    found = find_typed(typed, viewer)
    if found.document is not None and not found.rest:
        return found.document
    if found.choices:
        symbols = ", ".join(dict.fromkeys(str(each) for each in found.choices[:4]))
        raise ValueError(_("Several documents fit: %(symbols)s. Write the symbol in full.") % {"symbols": symbols})
    raise ValueError(
        _("There is no document “%(typed)s” to see. Write its symbol, or enter it first.") % {"typed": typed}
    )


def find_typed(typed: str, viewer: Viewer) -> Found:
    """Find what a person means by a symbol, whole or in part, with or without the number of a paragraph."""
    visible = Document.objects.visible_to(viewer)
    words = " ".join(typed.split())[:LONGEST]
    for head, rest in _splits(words):
        documents = _named(head, visible)
        if documents:
            return _with_paragraph(words, documents, rest)
    return Found(words, choices=tuple(_titled(words, visible)))


def plain_number(number: str) -> str:
    """Return a paragraph number without what people write differently: case, dots, parentheses, spaces."""
    return "".join(_parts(number))


def _parts(number: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d_]+", number.lower())


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Yield what may be a symbol with what may be a paragraph after it, the longest symbol first."""
    split = words.split(" ")[:MOST_WORDS]
    for length in range(len(split), 0, -1):
        head, rest = " ".join(split[:length]).rstrip(",;:"), " ".join(split[length:])
        if head:
            yield head, _SIGNS.sub("", _SIGNS.sub("", rest))


def _named(head: str, visible: DocumentQuerySet) -> list[Document]:
    try:
        symbol = parse_symbol(head)
    except SymbolError:
        by_key = visible.filter(slug=head.lower()).first()
        return [by_key] if by_key else _spelled(head, visible) or _bare(head, visible)
    exact = visible.filter(slug=symbol.slug).first()
    return [exact] if exact else _begun(symbol, visible) or _spelled(head, visible)


def _begun(symbol: Symbol, visible: DocumentQuerySet) -> list[Document]:
    """Return the documents that a symbol is short for; failing these, the revisions of the document it names."""
    known = [
        (each, _parsed(each)) for each in visible.filter(slug__startswith=symbol.slug).order_by("slug")[: 5 * MOST]
    ]
    same = [each for each, whole in known if whole and symbol.is_short_for(whole)]
    return (same or [each for each, whole in known if whole and symbol.is_short_for(whole.base)])[:MOST]


def _parsed(document: Document) -> Symbol | None:
    try:
        return parse_symbol(document.symbol)
    except SymbolError:
        return None


def _spelled(head: str, visible: DocumentQuerySet) -> list[Document]:
    """Return the documents whose symbol other documents print so."""
    plain = plain_number(head)
    longest = max(re.findall(r"[A-Za-z0-9]+", head), key=len, default="")
    if len(longest) < 2:
        return []
    near = visible.filter(printed_as__icontains=longest).order_by("slug")[: 5 * MOST]
    return [each for each in near if plain in {plain_number(spelling) for spelling in each.printed_as}][:MOST]


def _bare(head: str, visible: DocumentQuerySet) -> list[Document]:
    """Return the documents whose symbol holds a number that was typed alone, such as 2619 or 1/07."""
    if not _BARE.fullmatch(head):
        return []
    bare = head.strip(" ,.-")
    whole = re.compile(rf"(?<!\d){re.escape(bare)}(?!\d)")
    near = visible.filter(symbol__contains=bare).order_by("symbol")[: 10 * MOST]
    return [each for each in near if whole.search(each.symbol)][:MOST]


def _titled(words: str, visible: DocumentQuerySet) -> list[Document]:
    """Return the documents whose title holds all the words, in one of its languages."""
    split = [word for word in words.split(" ")[:MOST_WORDS] if len(word) > 2]
    if not split:
        return []
    holds = Q()
    titles = {f"title_{code}": KeyTextTransform(code, "title") for code in LANGUAGES}
    for name in titles:
        in_language = Q()
        for word in split:
            in_language &= Q(**{f"{name}__icontains": word})
        holds |= in_language
    return list(visible.annotate(**titles).filter(holds).order_by("symbol", "slug")[:MOST])


def _with_paragraph(typed: str, documents: list[Document], rest: str) -> Found:
    if not rest:
        return Found(typed, documents[0]) if len(documents) == 1 else Found(typed, choices=tuple(documents))
    if len(documents) == 1:
        return Found(typed, documents[0], _numbered(documents[0], rest), rest=rest)
    paragraphs = [(each, _numbered(each, rest)) for each in documents]
    having = [(each, paragraph) for each, paragraph in paragraphs if paragraph]
    if len(having) == 1:
        return Found(typed, having[0][0], having[0][1], rest=rest)
    return Found(typed, choices=tuple(paragraph or each for each, paragraph in having or paragraphs), rest=rest)


def _numbered(document: Document, number: str) -> Paragraph | None:
    """Return the paragraph of a visible document by number, exactly or as people write it; None where several fit."""
    own = Paragraph.objects.filter(document=document).select_related("document")
    exact = own.filter(number=number).first()
    if exact:
        return exact
    numbers = list(own.values_list("number", flat=True))
    for reading in (_parts, plain_number):
        meant = [each for each in numbers if reading(each) == reading(number)]
        if meant:
            return own.get(number=meant[0]) if len(meant) == 1 else None
    return None
