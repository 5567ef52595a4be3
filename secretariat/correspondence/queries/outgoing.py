"""What each recipient would get of a distribution, and what would be withheld: asked before it is sent and then."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from secretariat.core.languages import FALLBACK
from secretariat.correspondence.choices import Withheld
from secretariat.correspondence.models import Distribution, Enclosure, Recipient
from secretariat.correspondence.queries.contacts import Contact, contacts_of
from secretariat.documents.choices import UNFINISHED, DocumentState, MediaType
from secretariat.documents.models import Document, DocumentFile, LanguageVersion
from secretariat.parties.models import Party
from secretariat.parties.queries import viewer_of_party

PRINTED_FIRST = {kind: place for place, kind in enumerate(MediaType)}  # a PDF looks the same everywhere
Versions = Mapping[uuid.UUID, Mapping[str, DocumentFile | None]]


@dataclass(frozen=True)
class Parcel:
    """A document for one recipient: in which language ("" where no version is on record), or why it is withheld.

    ``file`` is the one that is given; None where the version has none here.
    """

    document: Document
    language: str = ""
    withheld: Withheld | None = None
    file: DocumentFile | None = None

    @property
    def sha256(self) -> str:
        return self.file.sha256 if self.file else ""


@dataclass(frozen=True)
class Outgoing:
    """What one recipient gets, and where."""

    recipient: Recipient
    contacts: Sequence[Contact]
    parcels: Sequence[Parcel]


def documents_of(distribution: Distribution) -> list[Document]:
    """Return the documents of a distribution in their order."""
    rows = Document.objects.filter(distributions__distribution=distribution).order_by("distributions__position", "pk")
    return list(rows)


def outgoing_of(distribution: Distribution, *, on: datetime.date) -> list[Outgoing]:
    """Return what each recipient would get on a day, by key of the party."""
    recipients = list(distribution.recipients.select_related("party", "of").order_by("party__kind", "party__slug"))
    documents = documents_of(distribution)
    known = versions_of(documents)
    contacts = _contacts_of(recipients, on)
    return [
        Outgoing(
            each,
            contacts.get(each.party_id, []),
            _parcels(each.party, documents, known, language=each.language, on=on),
        )
        for each in recipients
    ]


def _contacts_of(recipients: Sequence[Recipient], on: datetime.date) -> dict[uuid.UUID, list[Contact]]:
    """Return the addresses of recipients; the members of a body are reached as that."""
    by_body: dict[Party | None, list[uuid.UUID]] = defaultdict(list)
    for each in recipients:
        by_body[each.body].append(each.party_id)
    found: dict[uuid.UUID, list[Contact]] = {}
    for body, parties in by_body.items():
        found |= contacts_of(parties, on=on, body=body)
    return found


def parcels_for(party: Party, documents: Sequence[Document], *, language: str, on: datetime.date) -> list[Parcel]:
    """Return what a party gets of some documents on a day, in a language or the next best.

    SECURITY: asked again whenever something is given: what the party may not read by then is withheld.
    """
    return _parcels(party, documents, versions_of(documents), language=language, on=on)


def _parcels(
    party: Party, documents: Sequence[Document], versions: Versions, *, language: str, on: datetime.date
) -> list[Parcel]:
    reader = viewer_of_party(party, on=on)
    keys = [each.pk for each in documents]
    seen = set(Document.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))
    return [_parcel(each, versions.get(each.pk, {}), is_seen=each.pk in seen, language=language) for each in documents]


def _parcel(document: Document, versions: Mapping[str, DocumentFile | None], *, is_seen: bool, language: str) -> Parcel:
    if not is_seen:
        return Parcel(document, withheld=Withheld.NOT_READABLE)
    if document.state != DocumentState.ISSUED:
        return Parcel(document, withheld=Withheld.NOT_ISSUED)
    found = next_best(language, versions)
    return Parcel(document, found, file=versions.get(found))


def versions_of(documents: Collection[Document]) -> Versions:
    """Return the languages in which documents can be given, each with its file, a PDF first; by identifier."""
    found: dict[uuid.UUID, dict[str, DocumentFile | None]] = defaultdict(dict)
    ready = LanguageVersion.objects.filter(document__in=documents).exclude(status__in=UNFINISHED)
    for document, language in ready.values_list("document_id", "language"):
        found[document][language] = None
    files = DocumentFile.objects.current().filter(document__in=documents).order_by("pk")
    for file in sorted(files, key=lambda each: PRINTED_FIRST[MediaType(each.media_type)]):
        if found[file.document_id].get(file.language) is None:
            found[file.document_id][file.language] = file
    return found


def next_best(wanted: str, languages: Collection[str]) -> str:
    """Return the language wanted where there is a version in it, else the first of the usual order; "" without any."""
    return next((each for each in (wanted, *FALLBACK) if each in languages), "")


def file_of(enclosure: Enclosure) -> DocumentFile | None:
    """Return the file that was given with a document, found by its digest; None where there was none."""
    files = DocumentFile.objects.filter(document=enclosure.document_id, language=enclosure.language)
    return files.filter(sha256=enclosure.sha256).order_by("pk").first() if enclosure.sha256 else None
