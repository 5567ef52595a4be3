"""Words of documents and paragraphs."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class DocumentKind(models.TextChoices):
    DECLARATION = "declaration", _("declaration")
    RESOLUTION = "resolution", _("resolution")
    DECISION = "decision", _("decision")
    EXECUTIVE_ORDER = "executive_order", _("executive order")
    WORK_PLAN = "work_plan", _("work plan")
    REPORT = "report", _("report")
    TREATY = "treaty", _("treaty")
    STATUTE = "statute", _("statute")
    AGENDA = "agenda", _("agenda")
    CONCEPT_NOTE = "concept_note", _("concept note")
    INFORMATION_NOTE = "information_note", _("information note")
    SESSION_DOCUMENT = "session_document", _("working document of a session")
    CONCLUSIONS = "conclusions", _("conclusions")
    AIDE_MEMOIRE = "aide_memoire", _("aide-mémoire")
    MINUTES = "minutes", _("minutes")
    PARTICIPANTS = "participants", _("list of participants")
    PRESENTATION = "presentation", _("presentation")
    NOTE_VERBALE = "note_verbale", _("note verbale")
    LETTER = "letter", _("letter")
    TRAINING_MATERIAL = "training_material", _("training material")
    CERTIFICATE = "certificate", _("certificate")
    AGREEMENT = "agreement", _("agreement")
    UNKNOWN = "unknown", _("not known")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RelationKind(models.TextChoices):
    REVISES = "revises", _("revises")
    CORRECTS = "corrects", _("corrects")
    ADDS_TO = "adds_to", _("adds to")
    REPLACES = "replaces", _("replaces")
    CONSIDERS = "considers", _("considers")
    CITES = "cites", _("cites")
    BASED_ON = "based_on", _("is based on")
    ADOPTS = "adopts", _("adopts")

    @property
    def passive(self) -> str | Promise:
        """How the other document says it."""
        return _PASSIVE[self]


_PASSIVE = {
    RelationKind.REVISES: _("is revised by"),
    RelationKind.CORRECTS: _("is corrected by"),
    RelationKind.ADDS_TO: _("is added to by"),
    RelationKind.REPLACES: _("is replaced by"),
    RelationKind.CONSIDERS: _("is considered by"),
    RelationKind.CITES: _("is cited by"),
    RelationKind.BASED_ON: _("is the basis of"),
    RelationKind.ADOPTS: _("is adopted by"),
}


class ParagraphKind(models.TextChoices):
    PREAMBULAR = "preambular", _("preambular paragraph")
    OPERATIVE = "operative", _("operative paragraph")
    CHAPEAU = "chapeau", _("chapeau")
    DUTY = "duty", _("standing duty")
    PROVISION = "provision", _("provision")


class VersionStatus(models.TextChoices):
    ORIGINAL = "original", _("original")
    OFFICIAL = "official", _("official version")
    TRANSLATION = "translation", _("translation")
    REQUESTED = "requested", pgettext_lazy("state of a translation", "requested")
    IN_WORK = "in_work", _("in translation")
    REVIEWED = "reviewed", pgettext_lazy("state of a translation", "reviewed")
    DROPPED = "dropped", pgettext_lazy("state of a translation", "not made")


IN_HAND = (VersionStatus.REQUESTED, VersionStatus.IN_WORK, VersionStatus.REVIEWED)  # somebody is still at it
UNFINISHED = (*IN_HAND, VersionStatus.DROPPED)
VERSION_TONES = {
    VersionStatus.ORIGINAL: Tone.DONE,
    VersionStatus.OFFICIAL: Tone.DONE,
    VersionStatus.TRANSLATION: Tone.DONE,
    VersionStatus.REQUESTED: Tone.WAIT,
    VersionStatus.IN_WORK: Tone.GOING,
    VersionStatus.REVIEWED: Tone.GOING,
    VersionStatus.DROPPED: Tone.NONE,
}


class MediaType(models.TextChoices):
    """Kinds of file that are taken, by what they hold."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word document (DOCX)")
    XLSX = "xlsx", _("Excel workbook (XLSX)")
    PPTX = "pptx", _("PowerPoint presentation (PPTX)")
    ODT = "odt", _("OpenDocument text (ODT)")
    TXT = "txt", _("plain text")

    @property
    def sent_as(self) -> str:
        """The type under which it is given."""
        return _SENT_AS[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_SENT_AS = {
    MediaType.PDF: "application/pdf",
    MediaType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    MediaType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    MediaType.PPTX: f"{_OFFICE}.presentationml.presentation",
    MediaType.ODT: "application/vnd.oasis.opendocument.text",
    MediaType.TXT: "text/plain; charset=utf-8",
}


class TextState(models.TextChoices):
    """How far the words of a file are."""

    WAITING = "waiting", pgettext_lazy("words of a file", "waiting to be read")
    READ = "read", pgettext_lazy("words of a file", "read")
    NO_TEXT = "no_text", pgettext_lazy("words of a file", "no text layer")
    FAILED = "failed", pgettext_lazy("words of a file", "could not be read")


class Restart(models.TextChoices):
    """When the numbers of a series begin anew."""

    YEAR = "year", pgettext_lazy("numbers begin anew", "each year")
    SESSION = "session", pgettext_lazy("numbers begin anew", "each session")
    NEVER = "never", pgettext_lazy("numbers begin anew", "never")


class NumberState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("state of a number", "requested")
    RESERVED = "reserved", pgettext_lazy("state of a number", "reserved")
    ASSIGNED = "assigned", pgettext_lazy("state of a number", "assigned")
    CANCELLED = "cancelled", pgettext_lazy("state of a number", "cancelled")


NUMBER_TONES = {
    NumberState.REQUESTED: Tone.WAIT,
    NumberState.RESERVED: Tone.GOING,
    NumberState.ASSIGNED: Tone.DONE,
    NumberState.CANCELLED: Tone.NONE,
}


class Step(models.TextChoices):
    """What a later form of a document does to it."""

    REVISION = "rev", _("revision (Rev.)")
    CORRECTION = "corr", _("correction (Corr.)")
    ADDENDUM = "add", _("addendum (Add.)")

    @property
    def relation(self) -> RelationKind:
        """What the later document does to the earlier."""
        return _RELATIONS[self]


_RELATIONS = {
    Step.REVISION: RelationKind.REVISES,
    Step.CORRECTION: RelationKind.CORRECTS,
    Step.ADDENDUM: RelationKind.ADDS_TO,
}
