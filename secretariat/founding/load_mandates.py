"""Mandate sources: paragraphs, what they ask, who answers for them, chains and exclusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from secretariat.core.dates import partial_date, partial_end
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph, Quotation
from secretariat.founding import schema
from secretariat.founding.entries import Words
from secretariat.founding.known import Known, labels, slug_of
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync
from secretariat.mandates.models import Chain, Exclusion, Mandate, MandateTopic, Ownership

Entry = tuple[schema.Mandates, schema.Source, schema.Paragraph]
DECIDED = ("decided_by", "decided_on")


def mandates(founding: Founding, sync: Sync, known: Known) -> None:
    """Load paragraphs first, then everything that leads from or to one."""
    _paragraphs(founding, sync, known)
    _mandates(founding, sync, known)
    sync.rows(Quotation, _quotations(founding, known), lambda row: (row.paragraph_id, row.by_id))
    sync.rows(Exclusion, _exclusions(founding, known), lambda row: (row.paragraph_id, row.unit_id))
    sync.rows(MandateTopic, _topics(founding, known), lambda row: (row.mandate_id, row.topic_id))
    sync.rows(
        Ownership, _owners(founding, known, sync.by), lambda row: (row.mandate_id, row.unit_id), with_state=DECIDED
    )
    sync.rows(
        Chain,
        _chains(founding, known, sync.by),
        lambda row: (row.paragraph_id, row.kind, row.to_document_id, row.to_paragraph_id),
        with_state=DECIDED,
    )


def link(each: schema.Link, reasons: Mapping[str, Words], known: Known, by: Viewer) -> dict[str, Any]:
    """Return the values that every suggested or confirmed link has; a package's own confirmation is the loader's."""
    reason = reasons.get(each.reason)
    if reason is None:
        known.faults.append(f"{each.at}: there is no reason “{each.reason}”")
    confirmed = each.state == "confirmed"
    return {
        "state": each.state,
        "proposed_by": "founding data",
        "confidence": each.confidence,
        "reason": labels(reason) if reason else Labels({"en": each.reason}),
        "decided_by": by.person if confirmed else None,
        "decided_on": timezone.localdate() if confirmed else None,
    }


def _entries(founding: Founding) -> Iterator[Entry]:
    for group in founding.mandates:
        for source in group.sources:
            for paragraph in source.paragraphs:
                yield group, source, paragraph


def _asking(founding: Founding, known: Known) -> Iterator[tuple[schema.Mandates, schema.Mandate, Mandate | None]]:
    """Each paragraph that asks something, with the row of what it asks."""
    for group, source, paragraph in _entries(founding):
        if paragraph.mandate:
            yield group, paragraph.mandate, known.mandates.get((slug_of(source.document), paragraph.number))


def _paragraphs(founding: Founding, sync: Sync, known: Known) -> None:
    wanted = []
    last: Counter[str] = Counter()  # a document may be a source of several plans, in a file each
    for _group, source, each in _entries(founding):
        document = known.document(source.document, source.at)
        last[source.document] += 1
        wanted.append(_paragraph(each, document, last[source.document]))
    rows = sync.rows(Paragraph, wanted, lambda row: (row.document_id, row.number), place="position")
    slugs = {document.pk: slug for slug, document in known.documents.items()}
    known.paragraphs = {(slugs[row.document_id], row.number): row for row in rows.values() if row.document_id in slugs}


def _paragraph(each: schema.Paragraph, document: Document | None, position: int) -> Row:
    above = each.number.rpartition(".")[0]

    def parent(rows: Mapping[Any, Any]) -> Paragraph | None:
        return rows.get((document.pk, above)) if document else None

    return Row(
        each.at,
        {
            "document": document,
            "number": each.number,
            "position": position,
            "parent": parent,
            "kind": each.kind,
            "heading": labels(each.heading),
            "summary": labels(each.summary),
            "note": labels(each.note),
            "is_uncertain": each.uncertain,
        },
    )


def _mandates(founding: Founding, sync: Sync, known: Known) -> None:
    wanted = []
    for _group, source, paragraph in _entries(founding):
        if paragraph.mandate:
            row = known.paragraph(source.document, paragraph.number, paragraph.at)
            wanted.append(_mandate(paragraph.mandate, row, known))
    rows = sync.rows(Mandate, wanted, lambda row: row.paragraph_id)
    keys = {row.pk: key for key, row in known.paragraphs.items()}
    known.mandates = {keys[row.paragraph_id]: row for row in rows.values() if row.paragraph_id in keys}


def _mandate(each: schema.Mandate, paragraph: Paragraph | None, known: Known) -> Row:
    since, precision = partial_date(each.since)
    return Row(
        each.at,
        {
            "paragraph": paragraph,
            "nature": each.nature.value,
            "verb": labels(each.verb),
            "addressee": known.party(each.addressee, each.at),
            "priority": each.priority.value,
            "program_area": known.topic(each.program_area, each.at),
            "is_standing": each.standing,
            "valid_from": since,
            "from_precision": precision.value,
            "valid_until": partial_end(each.until)[0],
        },
    )


def _quotations(founding: Founding, known: Known) -> Iterator[Row]:
    for _group, source, each in _entries(founding):
        if each.quoted_in:
            paragraph = known.paragraph(source.document, each.number, each.at)
            yield Row(each.at, {"paragraph": paragraph, "by": known.document(each.quoted_in, each.at)})


def _exclusions(founding: Founding, known: Known) -> Iterator[Row]:
    for _group, source, paragraph in _entries(founding):
        for each in paragraph.exclusions:
            values = {
                "paragraph": known.paragraph(source.document, paragraph.number, each.at),
                "unit": known.unit(each.unit, each.at),
                "by": known.document(each.document, each.at),
                "footnote": each.footnote,
                "words": labels(each.words),
            }
            yield Row(each.at, values)


def _topics(founding: Founding, known: Known) -> Iterator[Row]:
    for _group, each, mandate in _asking(founding, known):
        for key in each.topics:
            yield Row(each.at, {"mandate": mandate, "topic": known.topic(key, each.at)})


def _owners(founding: Founding, known: Known, by: Viewer) -> Iterator[Row]:
    for group, asked, mandate in _asking(founding, known):
        for each in asked.owners:
            values = {
                "mandate": mandate,
                "unit": known.unit(each.unit, each.at),
                "function": known.function(each.function, each.at),
                "is_lead": each.lead,
                **link(each, group.reasons, known, by),
            }
            yield Row(each.at, values)


def _chains(founding: Founding, known: Known, by: Viewer) -> Iterator[Row]:
    for group, source, paragraph in _entries(founding):
        for each in paragraph.mandate.chains if paragraph.mandate else ():
            values = {
                "paragraph": known.paragraph(source.document, paragraph.number, each.at),
                "kind": each.kind.value,
                "to_document": known.document(each.document, each.at),
                "to_paragraph": known.paragraph(each.document, each.number, each.at) if each.number else None,
                **link(each, group.reasons, known, by),
            }
            yield Row(each.at, values)
