"""Compose a distribution: its words, documents, recipients and their languages; all as long as it is a draft."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all, take_out
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.choices import ChosenAs, DistributionState, LanguageRule, Purpose
from secretariat.correspondence.models import Distribution, DistributionDocument, PreferredLanguage, Recipient
from secretariat.correspondence.queries import RECEIVE, Chosen, languages_for, members_of
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.organization.models import Unit
from secretariat.parties.models import Party

FACTS = ("unit", "purpose", "subject", "text", "audience")
THROUGH = {ChosenAs.MEMBER, ChosenAs.GROUP, ChosenAs.BODY}  # recipients are the members of what is named


@transaction.atomic
def compose_distribution(
    *,
    unit: Unit,
    purpose: Purpose,
    subject: Labels,
    by: Viewer,
    text: Labels | None = None,
    audience: Audience = Audience.SECRETARIAT,
    documents: Iterable[Document] = (),
    recipients: Iterable[Party] = (),
    on: datetime.date,
    chosen_as: ChosenAs = ChosenAs.CHOSEN,
    languages: Mapping[Any, str] | None = None,
    reason: str = "",
) -> Distribution:
    """Begin a distribution; nothing is sent yet. ``documents`` and ``recipients`` can be added here or later.

    Errors: NotPermitted for who neither works for the unit nor distributes for all; Refused and ValidationError as
    ``add_documents`` and ``add_recipients``.
    """
    distribution = Distribution(unit=unit, purpose=purpose, subject=subject, text=text or Labels(), audience=audience)
    _require(distribution, by)
    _refuse_lines(subject)
    keep(distribution, by=by, reason=reason or _("Drafted"))
    add_documents(distribution, documents, by=by, reason=reason)
    add_recipients(distribution, recipients, chosen_as=chosen_as, languages=languages, by=by, on=on, reason=reason)
    return distribution


@transaction.atomic
def change_distribution(distribution: Distribution, *, by: Viewer, reason: str, **facts: Any) -> Distribution:
    """Change what a draft says; ``facts`` are those of ``FACTS``.

    Errors: NotPermitted, also for a unit that one does not work for; Refused once it is sent or cancelled.
    """
    held = _draft(distribution, by)
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"a distribution has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(held, name, value)
    _require(held, by)
    _refuse_lines(held.subject)
    return keep(held, by=by, reason=reason)


@transaction.atomic
def add_documents(
    distribution: Distribution, documents: Iterable[Document], *, by: Viewer, reason: str = ""
) -> list[DistributionDocument]:
    """Add documents to a draft; those in it already stay. Who may not read a document cannot send it.

    Errors: NotPermitted; Refused once it is sent or cancelled, and for a document that was withdrawn; ValidationError
    for one that the person may not read, as for one that does not exist.
    """
    held = _draft(distribution, by)
    wanted = list(documents)
    _refuse_unreadable(wanted, by)
    known = set(held.documents.values_list("document_id", flat=True))
    last = held.documents.aggregate(last=Max("position"))["last"] or 0
    new = [each for each in dict.fromkeys(wanted) if each.pk not in known]
    rows = [
        DistributionDocument(distribution=held, document=each, position=place)
        for place, each in enumerate(new, last + 1)
    ]
    keep_all(rows, by=by, reason=reason or _("Added"))
    return rows


def _refuse_unreadable(documents: list[Document], by: Viewer) -> None:
    readable = set(Document.objects.visible_to(by).filter(pk__in=[each.pk for each in documents]))
    if set(documents) - readable:
        raise ValidationError({"document": _("There is no such document.")})
    for each in documents:
        if each.state == DocumentState.WITHDRAWN:
            raise Refused(_("%(document)s was withdrawn.") % {"document": each})


@transaction.atomic
def drop_document(row: DistributionDocument, *, by: Viewer, reason: str) -> DistributionDocument:
    """Take a document out of a draft. Errors: NotPermitted; Refused once it is sent or cancelled."""
    _draft(row.distribution, by)
    take_out(row, by=by, reason=reason)
    return row


@transaction.atomic
def add_recipients(
    distribution: Distribution,
    parties: Iterable[Party],
    *,
    chosen_as: ChosenAs = ChosenAs.CHOSEN,
    languages: Mapping[Any, str] | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> list[Recipient]:
    """Add recipients to a draft; those among them already stay as they are.

    Chosen through an organization, a group or a body, the recipients are its members on the day. ``languages`` may name
    a language by the party's identifier; otherwise it follows from what the party prefers.

    Errors: NotPermitted; Refused once it is sent or cancelled, where no member is known, and for bodies, units and
    people, who receive nothing themselves.
    """
    held = _draft(distribution, by)
    meant = _meant(list(parties), ChosenAs(chosen_as), on)
    known = set(held.recipients.values_list("party_id", flat=True))
    new = {party: of for party, of in meant.items() if party.pk not in known}
    found = languages_for([party.pk for party in new], on=on)
    rows = [
        _recipient(held, party, chosen_as, of, _language(party, found, languages or {})) for party, of in new.items()
    ]
    keep_all(rows, by=by, reason=reason or _("Added"))
    return rows


def _meant(parties: list[Party], chosen_as: ChosenAs, on: datetime.date) -> dict[Party, Party | None]:
    """Return who is meant, each with that through which it was chosen."""
    if chosen_as not in THROUGH:
        for each in parties:
            if each.kind not in RECEIVE:
                raise Refused(_("States and organizations receive documents, not bodies, units or people."))
        return dict.fromkeys(parties)
    found: dict[Party, Party | None] = {}
    for each in parties:
        members = list(members_of(each, on=on))
        if not members:
            raise Refused(_("No member of %(party)s is on record.") % {"party": each})
        for member in members:
            found.setdefault(member, each)
    return found


def _language(party: Party, found: Mapping[Any, Chosen], asked: Mapping[Any, str]) -> Chosen:
    return Chosen(asked[party.pk], LanguageRule.CHOSEN) if party.pk in asked else found[party.pk]


def _recipient(
    distribution: Distribution, party: Party, chosen_as: ChosenAs, of: Party | None, language: Chosen
) -> Recipient:
    return Recipient(
        distribution=distribution,
        party=party,
        chosen_as=chosen_as,
        of=of,
        language=_known(language.language),
        language_rule=language.rule,
    )


@transaction.atomic
def drop_recipient(recipient: Recipient, *, by: Viewer, reason: str) -> Recipient:
    """Take a recipient out of a draft. Errors: NotPermitted; Refused once it is sent or cancelled."""
    _draft(recipient.distribution, by)
    take_out(recipient, by=by, reason=reason)
    return recipient


@transaction.atomic
def choose_language(recipient: Recipient, *, language: str, by: Viewer, reason: str) -> Recipient:
    """Choose a recipient's language for this distribution alone. Errors: NotPermitted; Refused once it is sent."""
    _draft(recipient.distribution, by)
    recipient.language, recipient.language_rule = _known(language), LanguageRule.CHOSEN
    return keep(recipient, by=by, reason=reason)


@transaction.atomic
def prefer_language(
    party: Party, *, language: str, source: str = "", by: Viewer, reason: str = ""
) -> PreferredLanguage:
    """Record in which language a State or organization wishes to be written to; said again, it changes.

    It holds for what is composed from now on. Errors: NotPermitted; Refused for bodies, units and people.
    """
    if not rules.may_prefer_language.test(by):
        raise NotPermitted(_("Only conference, planning and knowledge officers record preferred languages."))
    if party.kind not in RECEIVE:
        raise Refused(_("States and organizations prefer a language, not bodies, units or people."))
    row = PreferredLanguage.objects.filter(party=party).first() or PreferredLanguage(party=party)
    row.language, row.source = _known(language), source
    return keep(row, by=by, reason=reason or _("Entered"))


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValidationError({"language": _("This is none of the four languages.")})
    return language


def _refuse_lines(subject: Labels) -> None:
    """Errors: ValidationError where a subject, which becomes a header of mail, is of more than one line."""
    if any(not each.isprintable() for each in subject.values()):
        raise ValidationError({"subject": _("Write it on one line.")})


def _draft(distribution: Distribution, by: Viewer) -> Distribution:
    """Return a draft as it is now, held until the transaction ends. Errors: NotPermitted; Refused if it is none."""
    held = Distribution.objects.select_for_update(of=("self",)).select_related("unit").get(pk=distribution.pk)
    _require(held, by)
    if held.state != DistributionState.DRAFT:
        raise Refused(_("It is %(state)s and changes no more.") % {"state": held.get_state_display()})
    return held


def _require(distribution: Distribution, by: Viewer) -> None:
    if not rules.may_distribute.test(by, distribution):
        raise NotPermitted(
            _("Only those who work for the unit, and conference and planning officers, distribute its documents.")
        )
