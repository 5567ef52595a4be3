"""Keep the versions of documents in other languages: ask for translations and say how far they are."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentState, VersionStatus
from secretariat.documents.models import Document, LanguageVersion


@transaction.atomic
def add_version(
    *,
    document: Document,
    language: str,
    status: VersionStatus,
    translator: str = "",
    due_on: datetime.date | None = None,
    by: Viewer,
    reason: str = "",
) -> LanguageVersion:
    """Record that a document exists in a language, and how this version came to be.

    Errors: NotPermitted; ValidationError where the language is recorded already.
    """
    _require_keeper(by)
    version = LanguageVersion(document=document, language=language, status=status, translator=translator, due_on=due_on)
    return keep(version, by=by, reason=reason or _("Entered"))


@transaction.atomic
def request_translation(
    document: Document,
    *,
    language: str,
    translator: str = "",
    due_on: datetime.date | None = None,
    by: Viewer,
    reason: str = "",
) -> LanguageVersion:
    """Ask that a document be translated; one that was not made after all is asked for anew.

    Errors: NotPermitted; Refused where the document is withdrawn, or the language is recorded already.
    """
    if not rules.may_have_translated.test(by, document):
        raise NotPermitted(_("Only those who enter documents, and the unit that issues it, have it translated."))
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("%(document)s is withdrawn and is not translated.") % {"document": document})
    held = LanguageVersion.objects.select_for_update().filter(document=document, language=language).first()
    if held is not None and held.status != VersionStatus.DROPPED:
        said = {"version": held, "status": held.get_status_display()}
        raise Refused(_("This is on record already: %(version)s (%(status)s).") % said)
    version = held or LanguageVersion(document=document, language=language)
    version.status, version.translator, version.due_on = VersionStatus.REQUESTED, translator, due_on
    return keep(version, by=by, reason=reason or _("Requested"))


@transaction.atomic
def move_version(version: LanguageVersion, verb: str, *, by: Viewer, reason: str, **facts: Any) -> LanguageVersion:
    """Take a translation to another status by a verb of ``rules.VERSION_CHANGES``.

    ``facts`` may say who translates and by when. Errors: NotPermitted; Refused where its status does not allow it.
    """
    held = LanguageVersion.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if set(facts) - {"translator", "due_on"}:
        raise TypeError(f"a translation has no {', '.join(sorted(facts))}")
    return change_state(held, rules.VERSION_CHANGES, verb, by=by, reason=reason, **facts)


@transaction.atomic
def change_version(
    version: LanguageVersion,
    *,
    status: VersionStatus,
    translator: str = "",
    due_on: datetime.date | None = None,
    by: Viewer,
    reason: str,
) -> LanguageVersion:
    """Say how far a version in a language is, who translates it and by when; the status moves by the table.

    Errors: NotPermitted; Refused for the original, which stays so, and where its status does not lead there.
    """
    _require_keeper(by)
    held = LanguageVersion.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if held.status == status:
        held.translator, held.due_on = translator, due_on
        return keep(held, by=by, reason=reason)
    if VersionStatus.ORIGINAL in {held.status, status}:
        raise Refused(_("Which version is the original does not change."))
    for row in rules.VERSION_CHANGES.rows.values():
        if held.status in row.sources and row.target == status:
            return move_version(held, row.verb, by=by, reason=reason, translator=translator, due_on=due_on)
    said = {"now": held.get_status_display(), "then": VersionStatus(status).label}
    raise Refused(_("What is “%(now)s” does not become “%(then)s”.") % said)


def _require_keeper(by: Viewer) -> None:
    if not rules.may_enter_documents.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers keep the versions of documents."))
