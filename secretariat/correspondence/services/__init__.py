"""Verbs of distributions: compose, send, cancel, send again; what is received, opened, taken, and what bounces."""

from secretariat.correspondence.services.bouncing import note_bounce, record_bounce
from secretariat.correspondence.services.composing import (
    FACTS,
    add_documents,
    add_recipients,
    change_distribution,
    choose_language,
    compose_distribution,
    drop_document,
    drop_recipient,
    prefer_language,
)
from secretariat.correspondence.services.finishing import tell_when_done
from secretariat.correspondence.services.receiving import open_receipt, take_document
from secretariat.correspondence.services.sending import (
    cancel_distribution,
    record_as_sent,
    resend_receipt,
    send_distribution,
)

__all__ = [
    "FACTS",
    "add_documents",
    "add_recipients",
    "cancel_distribution",
    "change_distribution",
    "choose_language",
    "compose_distribution",
    "drop_document",
    "drop_recipient",
    "note_bounce",
    "open_receipt",
    "prefer_language",
    "record_as_sent",
    "record_bounce",
    "resend_receipt",
    "send_distribution",
    "take_document",
    "tell_when_done",
]
