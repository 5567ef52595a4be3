"""Records that the tests of mandates make up."""

from __future__ import annotations

import datetime
import uuid
from itertools import count
from typing import Any

from secretariat.core.choices import SuggestionState
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.documents.choices import DocumentKind, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import ChainKind, Nature, Status
from secretariat.mandates.models import Chain, Evidence, Exclusion, Mandate, Overruling, Ownership
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import loader

DAY = datetime.date(2016, 7, 1)
_numbers = count(1001)  # of one length, so that symbols sort as numbers do
OUTSIDE = ("anyone", "delegate", "second_delegate", "expert", "analyst", "partner")


def words(text: str) -> Labels:
    return Labels({"en": text, "es": f"{text} (es)"})


def made(record: Any) -> Any:
    return keep(record, by=loader(), reason="made up by a test")


def a_document(**values: Any) -> Document:
    number = next(_numbers)
    facts = {
        "symbol": f"TRIAL/RES. {number}",
        "slug": f"trial-res-{number}",
        "kind": DocumentKind.RESOLUTION,
        "title": words(f"Title {number}"),
        "date": datetime.date(2015, 6, 1),
    }
    document: Document = made(Document(**{**facts, **values}))
    return document


def a_paragraph(document: Document | None = None, number: str = "1", **values: Any) -> Paragraph:
    stands_in = document or a_document()
    facts = {
        "document": stands_in,
        "number": number,
        "position": stands_in.paragraphs.count() + 1,
        "kind": ParagraphKind.OPERATIVE,
        "summary": words(f"Summary of {number}"),
    }
    paragraph: Paragraph = made(Paragraph(**{**facts, **values}))
    return paragraph


def a_mandate(paragraph: Paragraph | None = None, **values: Any) -> Mandate:
    """Keep an instruction to the secretariat, or what ``values`` say."""
    facts = {
        "paragraph": paragraph or a_paragraph(),
        "nature": Nature.INSTRUCTION_SECRETARIAT,
        "verb": words("to do"),
        "addressee": Party.objects.get(slug="general-secretariat"),
    }
    mandate: Mandate = made(Mandate(**{**facts, **values}))
    return mandate


def unit(slug: str) -> Unit:
    return Unit.objects.select_related("party").get(party__slug=slug)


def decided(**values: Any) -> dict[str, Any]:
    """Return the values of a link that was confirmed."""
    return {
        "state": SuggestionState.CONFIRMED,
        "decided_on": DAY,
        "decided_by": loader().person,
        "proposed_by": "a test",
        "reason": words("Because"),
        **values,
    }


def an_owner(mandate: Mandate, slug: str = "s-cicte", **values: Any) -> Ownership:
    facts = decided(mandate=mandate, unit=unit(slug), is_lead=True)
    ownership: Ownership = made(Ownership(**{**facts, **values}))
    return ownership


def a_suggested_owner(mandate: Mandate, slug: str = "s-cicte", **values: Any) -> Ownership:
    facts = {"mandate": mandate, "unit": unit(slug), "proposed_by": "a test", "reason": words("Because")}
    ownership: Ownership = made(Ownership(**{**facts, **values}))
    return ownership


def a_chain(
    later: Paragraph, earlier: Paragraph | Document, kind: ChainKind = ChainKind.REITERATES, **values: Any
) -> Chain:
    document, part = (earlier, None) if isinstance(earlier, Document) else (earlier.document, earlier)
    facts = decided(paragraph=later, kind=kind, to_document=document, to_paragraph=part)
    chain: Chain = made(Chain(**{**facts, **values}))
    return chain


def an_exclusion(paragraph: Paragraph, slug: str = "s-cicte", **values: Any) -> Exclusion:
    facts = {
        "paragraph": paragraph,
        "unit": unit(slug),
        "by": Document.objects.get(slug="cicte-doc-5-16"),
        "footnote": "1",
        "words": words("Not theirs"),
    }
    exclusion: Exclusion = made(Exclusion(**{**facts, **values}))
    return exclusion


def some_evidence(mandate: Mandate, planned: int | None = 2, held: int = 0, **values: Any) -> Evidence:
    facts = {
        "mandate": mandate,
        "source": uuid.uuid4(),
        "label": words("Workshops"),
        "address": "1.A.1.1",
        "url": "/plans/",
        "planned": planned,
        "held": held,
    }
    evidence: Evidence = made(Evidence(**{**facts, **values}))
    return evidence


def an_overruling(mandate: Mandate, status: Status = Status.FULFILLED, **values: Any) -> Overruling:
    facts = {
        "mandate": mandate,
        "status": status,
        "reason": "The organ said so",
        "decided_by": loader().person,
        "decided_on": DAY,
    }
    overruling: Overruling = made(Overruling(**{**facts, **values}))
    return overruling


def last_entry(record: Any) -> tuple[str, str]:
    """Return who wrote a record last, and why."""
    entry = record.history.first()
    return str(entry.history_user), entry.history_change_reason
