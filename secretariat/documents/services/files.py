"""Attach files to documents, replace and take them out while they are drafts, and read their words."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.files import keep_file, open_file, remove_files
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentState, TextState, VersionStatus
from secretariat.documents.models import Document, DocumentFile, LanguageVersion
from secretariat.documents.reading import BOUNDS, look_into, read_words

FOLDER = "documents"


def attach_file(
    document: Document, *, language: str, content: bytes | IO[bytes], name: str, by: Viewer, reason: str = ""
) -> DocumentFile:
    """Attach a file to a document in a language; in a draft it replaces the one of that language and kind.

    Once issued, a document takes a file only in a language that has none, such as a translation that comes later.

    Errors: NotPermitted; Refused where the document takes no file, or holds this one; ValidationError with ``content``
    where the file cannot be taken.
    """
    if not rules.may_attach_files.test(by, document):
        raise NotPermitted(_("Only those who enter documents, and the unit that issues it, attach files to it."))
    data = content if isinstance(content, bytes) else content.read(BOUNDS.size + 1)
    try:
        looked = look_into(data)
    except ValidationError as error:
        raise ValidationError({"content": error.messages}) from error
    file = DocumentFile(
        language=language,
        name=_plain_name(name) or f"{document.slug}.{looked.kind}"[:200],
        media_type=looked.kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=looked.pages,
        key=keep_file(FOLDER, data),
    )
    try:
        return _kept(file, document, by, reason)
    except BaseException:
        remove_files(file.key)  # no row, no file
        raise


@transaction.atomic
def _kept(file: DocumentFile, document: Document, by: Viewer, reason: str) -> DocumentFile:
    file.document = _open_document(document, file.language)
    file.is_sealed = file.document.state == DocumentState.ISSUED
    before = list(file.document.files.current().filter(language=file.language))
    if any(each.sha256 == file.sha256 for each in before):
        raise Refused(_("This file is attached already, byte for byte."))
    for each in before:
        if each.media_type == file.media_type:
            _supersede(each, by, reason or _("Replaced by another file"))
    _record_version(file, by, reason)
    return keep(file, by=by, reason=reason or _("Attached"))


def _plain_name(name: str) -> str:
    """Return what a file is called, without a path and what no name prints."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:200].strip()


def _open_document(document: Document, language: str) -> Document:
    """Return a document that takes a file in a language, held until the transaction ends. Errors: Refused."""
    held = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if held.state == DocumentState.WITHDRAWN:
        raise Refused(_("%(document)s is withdrawn and takes no file.") % {"document": held})
    is_closed = held.state == DocumentState.ISSUED and held.files.current().filter(language=language).exists()
    if is_closed:
        said = _("%(document)s is issued and never changes: what is wrong in it is put right by a Rev. or a Corr.")
        raise Refused(said % {"document": held})
    return held


def _supersede(file: DocumentFile, by: Viewer, reason: str) -> None:
    file.is_current = False
    keep(file, by=by, reason=reason)


def _record_version(file: DocumentFile, by: Viewer, reason: str) -> None:
    """Record that the document exists in the language of a file, where nothing is recorded of it."""
    document = file.document
    if not LanguageVersion.objects.filter(document=document, language=file.language).exists():
        is_original = document.original_language == file.language
        status = VersionStatus.ORIGINAL if is_original else VersionStatus.TRANSLATION
        version = LanguageVersion(document=document, language=file.language, status=status)
        keep(version, by=by, reason=reason or _("A file was attached"))


@transaction.atomic
def take_out_file(file: DocumentFile, *, by: Viewer, reason: str) -> DocumentFile:
    """Take a file out of a draft; it stays on record. Errors: NotPermitted; Refused where it was issued or is out."""
    if not rules.may_attach_files.test(by, file.document):
        raise NotPermitted(_("Only those who enter documents, and the unit that issues it, take files out of it."))
    document = Document.objects.select_for_update(of=("self",)).get(pk=file.document_id)
    held = DocumentFile.objects.select_related("document").get(pk=file.pk)
    if document.state != DocumentState.DRAFT or held.is_sealed:
        raise Refused(_("%(document)s is no draft: its files stay.") % {"document": document})
    if not held.is_current:
        raise Refused(_("This file was replaced or taken out already."))
    _supersede(held, by, reason)
    return held


# Words ----------------------------------------------------------------------------------------------------------------


def read_text_of(file: DocumentFile, *, by: Viewer) -> DocumentFile:
    """Read the words of a file that waits, so that they can be found and shown; once, however often it is called."""
    if file.text_state != TextState.WAITING:
        return file
    try:
        with open_file(file.key) as kept:
            pages = read_words(kept.read())
        state, problem = TextState.READ if any(pages) else TextState.NO_TEXT, ""
    except FileNotFoundError:
        pages, state, problem = [], TextState.FAILED, _("The file is not where it was kept.")
    except ValidationError as error:
        pages, state, problem = [], TextState.FAILED, " ".join(error.messages)[:300]
    key = keep_file(FOLDER, json.dumps(pages).encode()) if state == TextState.READ else ""
    return _keep_words(file, state, problem, key, by)


@transaction.atomic
def _keep_words(file: DocumentFile, state: TextState, problem: str, key: str, by: Viewer) -> DocumentFile:
    held = DocumentFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.text_state != TextState.WAITING:  # another worker was faster
        remove_files(key)
        return held
    held.text_state, held.text_problem, held.text_key = state, problem, key
    return keep(held, by=by, reason=_("Its words were read") if key else _("Its words could not be read"))
