"""Enter documents, one or many, and relate them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.models import Session
from secretariat.core.choices import Audience, Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.many import checked_rows, keep_many
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentKind, DocumentState, RelationKind, VersionStatus
from secretariat.documents.models import Document, DocumentRelation, LanguageVersion
from secretariat.documents.queries import slug_for
from secretariat.documents.services.claims import claim_reserved, refuse_cancelled
from secretariat.documents.symbols import Symbol, SymbolError, parse_symbol
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party

PLACED = ("symbol", "title", "kind", "issuer")


@transaction.atomic
def enter_document(
    symbol: str,
    title: Labels,
    kind: DocumentKind,
    issuer: Party | None,
    *,
    by: Viewer,
    reason: str = "",
    session: Session | None = None,
    date: datetime.date | None = None,
    date_precision: Precision = Precision.DAY,
    original_language: str = "",
    languages: Iterable[str] = (),
    series: str = "",
    note: Labels | None = None,
    is_uncertain: bool = False,
    audience: Audience = Audience.PUBLIC,
    state: DocumentState = DocumentState.ISSUED,
) -> Document:
    """Enter a document under its symbol, which is kept as its body prints it; another spelling stays findable.

    ``languages`` are those it exists in officially. Without a symbol the key is made from the title.
    Who works for a unit enters its documents that bear no symbol.
    Errors: NotPermitted; ValidationError with ``symbol`` where it cannot be read or is taken.
    """
    document = _new_document(
        symbol,
        title,
        kind,
        issuer,
        session=session,
        date=date,
        date_precision=date_precision,
        original_language=original_language,
        series=series,
        note=note or Labels(),
        is_uncertain=is_uncertain,
        audience=audience,
        state=state,
    )
    if not rules.may_enter_for_unit.test(by, document):
        raise NotPermitted(_("Only planning, conference and knowledge officers enter documents."))
    _refuse_known(document)
    said = reason or _("Entered")
    keep(document, by=by, reason=said)
    claim_reserved([document], by=by, reason=said)
    for version in _versions(document, original_language, languages):
        keep(version, by=by, reason=said)
    return document


@transaction.atomic
def enter_documents(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str = "") -> Sequence[Document]:
    """Enter many documents, all or none; each row as ``enter_document`` takes it. Errors: NotPermitted; WrongRows."""
    _require_keeper(by)
    said = reason or _("Entered")
    taken: set[str] = set()
    documents: dict[int, Document] = {}
    wrong: dict[int, Exception] = {}
    for number, row in enumerate(rows):
        facts = {name: value for name, value in row.items() if name not in {*PLACED, "languages"}}
        try:
            document = _new_document(*(row.get(name) for name in PLACED), taken=taken, **facts)
        except (ValidationError, Refused) as error:
            wrong[number] = error
            continue
        taken.add(document.slug)
        documents[number] = document
    wrong |= _known(documents) | refuse_cancelled(documents)
    checked_rows(wrong)
    kept = keep_many([*documents.values()], by=by, reason=said)
    claim_reserved(kept, by=by, reason=said)
    versions = [
        version
        for document, row in zip(kept, rows, strict=True)
        for version in _versions(document, document.original_language, row.get("languages") or ())
    ]
    keep_many(versions, by=by, reason=said)
    return kept


def _known(documents: Mapping[int, Document]) -> dict[int, ValidationError]:
    """Return the objections to documents whose symbol is on record, by the number of the row."""
    slugs = {each.slug for each in documents.values() if each.symbol}
    known = set(Document.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return {number: _taken(each) for number, each in documents.items() if each.symbol and each.slug in known}


def _new_document(
    symbol: str | None,
    title: Labels | None,
    kind: DocumentKind | None,
    issuer: Party | None,
    *,
    taken: Collection[str] = (),
    **facts: Any,
) -> Document:
    """Return a document not yet kept. Errors: ValidationError with ``symbol``; Refused where a person issues it."""
    if issuer is not None and issuer.kind == PartyKind.PERSON:
        raise Refused(_("Bodies, organizations, units and States issue documents, not people."))
    typed, words = " ".join((symbol or "").split()), title or Labels()
    parsed = read_symbol(typed)
    return Document(
        symbol=parsed.canonical if parsed else "",
        slug=slug_for(parsed, words, taken),
        kind=kind or "",
        title=words,
        issuer=issuer,
        printed_as=[typed] if parsed and typed != parsed.canonical else [],
        **facts,
    )


def _versions(document: Document, original: str, languages: Iterable[str]) -> list[LanguageVersion]:
    """Return the language versions of a new document: the original and those it exists in officially."""
    return [
        LanguageVersion(
            document=document,
            language=language,
            status=VersionStatus.ORIGINAL if language == original else VersionStatus.OFFICIAL,
        )
        for language in dict.fromkeys([*filter(None, [original]), *languages])
    ]


def _require_keeper(by: Viewer) -> None:
    if not rules.may_enter_documents.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers enter documents."))


def read_symbol(typed: str) -> Symbol | None:
    """Return a symbol as a value, or None where none was typed.

    Errors: ValidationError with ``symbol``, saying where reading stopped and what was expected there.
    """
    if not typed:
        return None
    try:
        return parse_symbol(typed)
    except SymbolError as error:
        raise ValidationError({"symbol": str(error)}) from error


def _refuse_known(document: Document) -> None:
    """Errors: ValidationError with ``symbol``, the same whether the writer may read the other document or not."""
    if document.symbol and Document.objects.filter(slug=document.slug).exists():
        raise _taken(document)
    for objection in refuse_cancelled({0: document}).values():
        raise objection


def _taken(document: Document) -> ValidationError:
    said = _("A document with the symbol %(symbol)s is on record already.") % {"symbol": document.symbol}
    return ValidationError({"symbol": said})


@transaction.atomic
def relate_documents(
    document: Document, *, kind: RelationKind, to: Document, by: Viewer, reason: str, detail: str = ""
) -> DocumentRelation:
    """Say that a document revises, replaces, cites … an earlier one.

    Errors: NotPermitted; Refused where it is the same document, is said already, or the other says so of this one.
    """
    if not rules.may_relate_documents.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers relate documents."))
    if document.pk == to.pk:
        raise Refused(_("A document is not related to itself: name another one."))
    said = {"document": document, "relation": RelationKind(kind).label, "other": to}
    if DocumentRelation.objects.filter(document=document, kind=kind, to=to).exists():
        raise Refused(_("That %(document)s %(relation)s %(other)s is on record already.") % said)
    if DocumentRelation.objects.filter(document=to, kind=kind, to=document).exists():
        raise Refused(_("It is on record the other way round: %(other)s %(relation)s %(document)s.") % said)
    return keep(DocumentRelation(document=document, kind=kind, to=to, detail=detail), by=by, reason=reason)
