"""Questions on distributions: who is meant, where they are reached, in which language, and what each may get."""

from secretariat.correspondence.queries.contacts import Contact, contacts_of
from secretariat.correspondence.queries.inbox import unread_receipts
from secretariat.correspondence.queries.languages import Chosen, languages_for
from secretariat.correspondence.queries.outgoing import (
    Outgoing,
    Parcel,
    documents_of,
    file_of,
    outgoing_of,
    parcels_for,
)
from secretariat.correspondence.queries.recipients import RECEIVE, members_of, without_members

__all__ = [
    "RECEIVE",
    "Chosen",
    "Contact",
    "Outgoing",
    "Parcel",
    "contacts_of",
    "documents_of",
    "file_of",
    "languages_for",
    "members_of",
    "outgoing_of",
    "parcels_for",
    "unread_receipts",
    "without_members",
]
