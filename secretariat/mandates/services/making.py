"""Make mandates of paragraphs, describe them, say of what they speak, retire them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, take_out
from secretariat.core.languages import Labels
from secretariat.core.many import checked_rows, keep_many
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates import rules
from secretariat.mandates.choices import Nature, Priority
from secretariat.mandates.models import Exclusion, Mandate, MandateTopic
from secretariat.organization.models import Unit
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


def describe_mandate(
    mandate: Mandate,
    *,
    nature: Nature,
    verb: Labels,
    addressee: Party,
    priority: Priority,
    program_area: Topic | None,
    valid_until: datetime.date | None,
    is_standing: bool,
    by: Viewer,
    reason: str,
) -> Mandate:
    """Change what is said of a mandate: its nature, verb and addressee; priority, program area, last day, standing.

    Errors: NotPermitted; Refused without a reason; ValidationError where the last day lies before the first.
    """
    _require_describer(mandate, by, reason)
    mandate.nature, mandate.verb, mandate.addressee = nature, verb, addressee
    mandate.priority, mandate.program_area = priority, program_area
    mandate.valid_until, mandate.is_standing = valid_until, is_standing
    return keep(mandate, by=by, reason=reason)


@transaction.atomic
def correct_mandate(
    mandate: Mandate,
    *,
    nature: Nature,
    verb: Labels,
    addressee: Party,
    priority: Priority,
    program_area: Topic | None,
    valid_from: datetime.date | None,
    from_precision: Precision,
    valid_until: datetime.date | None,
    is_standing: bool,
    topics: Iterable[Topic],
    by: Viewer,
    reason: str,
) -> Mandate:
    """Say anew all that is said of a mandate at once: what ``describe_mandate`` takes, its first day and its topics.

    Errors: NotPermitted; Refused without a reason; ValidationError where the last day lies before the first.
    """
    _require_describer(mandate, by, reason)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate.valid_from, mandate.from_precision = valid_from, from_precision
    describe_mandate(
        mandate,
        nature=nature,
        verb=verb,
        addressee=addressee,
        priority=priority,
        program_area=program_area,
        valid_until=valid_until,
        is_standing=is_standing,
        by=by,
        reason=reason,
    )
    return set_topics(mandate, topics=topics, by=by, reason=reason)


@transaction.atomic
def retire_mandate(mandate: Mandate, *, decision: Document, by: Viewer, on: datetime.date, reason: str) -> Mandate:
    """Retire a mandate on a decision; ``on`` is the first day on which it is retired.

    Errors: NotPermitted; Refused where it is retired already, or the decision is not issued, is the mandate's own
    document, or is hidden from some who may read the mandate.
    """
    if not rules.may_retire_mandate.test(by, mandate):
        raise NotPermitted(_("Only a planning officer retires mandates, on a decision."))
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.retired_on is not None:
        raise Refused(_("This mandate is retired already."))
    own = mandate.paragraph.document
    if fault := _unissued(decision):
        raise fault
    if decision.pk == own.pk:
        raise Refused(_("A document does not retire its own paragraphs: name the decision that does."))
    if decision.audience > own.audience:
        raise Refused(_("Some who may read this mandate may not read that decision: it cannot be its ground."))
    mandate.retired_on, mandate.retired_by = on, decision
    return keep(mandate, by=by, reason=reason)


@transaction.atomic
def make_mandate(
    *,
    paragraph: Paragraph,
    nature: Nature,
    verb: Labels,
    addressee: Party,
    by: Viewer,
    priority: Priority = Priority.NORMAL,
    program_area: Topic | None = None,
    is_standing: bool = False,
    valid_from: datetime.date | None = None,
    from_precision: Precision = Precision.DAY,
    valid_until: datetime.date | None = None,
    topics: Iterable[Topic] = (),
    reason: str = "",
) -> Mandate:
    """Say what a paragraph asks, and of whom; who answers for it is proposed afterwards (see ``propose_owner``).

    Errors: NotPermitted; Refused where the document is not issued or the addressee is a person; ValidationError where
    the paragraph has a mandate already or its last day lies before its first.
    """
    _require_maker(by)
    row = {"paragraph": paragraph, "nature": nature, "verb": verb, "addressee": addressee, "priority": priority}
    if fault := _fault(row):
        raise fault
    mandate = Mandate(
        **row,
        program_area=program_area,
        is_standing=is_standing,
        valid_from=valid_from,
        from_precision=from_precision,
        valid_until=valid_until,
    )
    said = reason or _("Entered")
    keep(mandate, by=by, reason=said)
    keep_many(_links(mandate, topics), by=by, reason=said)
    return mandate


@transaction.atomic
def make_mandates(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str = "") -> Sequence[Mandate]:
    """Make many mandates, all or none; each row as ``make_mandate`` takes it. Errors: NotPermitted; WrongRows."""
    _require_maker(by)
    checked_rows({number: fault for number, row in enumerate(rows) if (fault := _fault(row))})
    said = reason or _("Entered")
    mandates = [Mandate(**{name: value for name, value in row.items() if name != "topics"}) for row in rows]
    keep_many(mandates, by=by, reason=said)
    links = [
        link for mandate, row in zip(mandates, rows, strict=True) for link in _links(mandate, row.get("topics") or ())
    ]
    keep_many(links, by=by, reason=said)
    return mandates


@transaction.atomic
def set_first_day(
    mandate: Mandate, *, valid_from: datetime.date | None, from_precision: Precision, by: Viewer, reason: str
) -> Mandate:
    """Say from which day a mandate holds, as exactly as it is known.

    Errors: NotPermitted; ValidationError where its last day lies before.
    """
    _require_maker(by)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate.valid_from, mandate.from_precision = valid_from, from_precision
    return keep(mandate, by=by, reason=reason)


@transaction.atomic
def set_topics(mandate: Mandate, *, topics: Iterable[Topic], by: Viewer, reason: str) -> Mandate:
    """Say of which topics a mandate speaks: those given, and no others.

    A topic is a heading of ours under which a mandate is found, not a fact that held: the link that falls leaves its
    history with who and why, and no row. Errors: NotPermitted.
    """
    _require_maker(by)
    Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    wanted = {topic.pk: topic for topic in topics}
    held = {link.topic_id: link for link in mandate.topic_links.all()}
    for key, link in held.items():
        if key not in wanted:
            take_out(link, by=by, reason=reason)
    keep_many(_links(mandate, [topic for key, topic in wanted.items() if key not in held]), by=by, reason=reason)
    return mandate


@transaction.atomic
def exclude_unit(
    paragraph: Paragraph,
    *,
    unit: Unit,
    document: Document,
    footnote: str,
    words: Labels,
    by: Viewer,
    reason: str = "",
) -> Exclusion:
    """Record that a document's footnote says that a paragraph does not concern a unit.

    Errors: NotPermitted; Refused where the document is not issued; ValidationError where it is recorded already.
    """
    _require_maker(by)
    if fault := _unissued(document):
        raise fault
    exclusion = Exclusion(paragraph=paragraph, unit=unit, by=document, footnote=footnote, words=words)
    return keep(exclusion, by=by, reason=reason or _("Entered"))


def _links(mandate: Mandate, topics: Iterable[Topic]) -> list[MandateTopic]:
    return [MandateTopic(mandate=mandate, topic=topic) for topic in dict.fromkeys(topics)]


def refuse_unissued(paragraph: Paragraph) -> None:
    """Errors: Refused where the paragraph's document is not issued, so that no mandate can rest on it."""
    if fault := _unissued(paragraph.document):
        raise fault


def _unissued(document: Document) -> Refused | None:
    if document.state == DocumentState.ISSUED:
        return None
    return Refused(_("%(document)s is not issued, so nothing can rest on it.") % {"document": document})


def _fault(row: Mapping[str, Any]) -> Refused | None:
    """Return why a paragraph cannot have this mandate, if it cannot."""
    if fault := _unissued(row["paragraph"].document):
        return fault
    if row["addressee"].kind == PartyKind.PERSON:
        return Refused(_("A mandate is addressed to a State, an organization, a body or a unit, not to a person."))
    return None


def _require_describer(mandate: Mandate, by: Viewer, reason: str) -> None:
    if not rules.may_describe_mandate.test(by, mandate):
        raise NotPermitted(_("Only a planning officer describes mandates."))
    if not reason.strip():
        raise Refused(_("A mandate is described anew with a reason."))


def _require_maker(by: Viewer) -> None:
    if not rules.may_make_mandate.test(by):
        raise NotPermitted(_("Only a planning officer makes mandates of paragraphs."))
