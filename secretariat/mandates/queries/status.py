"""The status of a mandate: computed from evidence by stated rules, each with its why.

Source: product glossary, “Status of a mandate”: the first rule that applies decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.core.choices import SuggestionState, Tone
from secretariat.core.dates import written_date
from secretariat.core.prepared import by_key, prepared
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document
from secretariat.mandates.choices import Nature, Status, StatusRule
from secretariat.mandates.models import (
    Chain,
    Evidence,
    Exclusion,
    Mandate,
    MandateQuerySet,
    Overruling,
    Ownership,
)
from secretariat.mandates.queries.chains import superseding
from secretariat.organization.models import Unit

TONES = {
    Status.ACTIVE: Tone.GOING,
    Status.FULFILLED: Tone.DONE,
    Status.NOT_COMPUTED: Tone.NONE,
    Status.EXPIRED: Tone.NONE,
    Status.RETIRED: Tone.NONE,
    Status.SUPERSEDED: Tone.NONE,
    Status.NOT_OURS: Tone.NONE,
}


@dataclass(frozen=True)
class Finding:
    """A mandate's status on a day, the rule that decided, why it is so, and the evidence it rests on."""

    status: Status
    why: str
    rule: StatusRule
    evidence: Sequence[Evidence] = ()
    overruling: Overruling | None = None
    computed: Finding | None = None  # what the rules alone would say, where a person overruled

    @property
    def label(self) -> str:
        return str(self.status.label)

    @property
    def tone(self) -> str:
        return TONES[self.status].value


def with_status(mandates: MandateQuerySet, viewer: Viewer = ANYONE) -> MandateQuerySet:
    """Fetch along what ``status_of`` reads, in the same few statements for one row and for a hundred.

    What the viewer may not see does not count for them: a status never tells of a hidden document. The links stand in
    ``told_overrulings``, ``told_evidence``, ``told_owners``, and at the paragraph in ``told_exclusions``.
    """
    return _telling(mandates, viewer, _owners)


def _telling(
    mandates: MandateQuerySet, viewer: Viewer, owners: Callable[[Viewer, list[UUID]], list[Ownership]]
) -> MandateQuerySet:
    decision = Document.objects.visible_to(viewer).filter(pk=OuterRef("retired_by"))
    rows = mandates.select_related("paragraph__document", "retired_by").annotate(shows_decision=Exists(decision))
    return rows.fetching_along(partial(_tell, viewer, owners))


def _tell(viewer: Viewer, owners: Callable[[Viewer, list[UUID]], list[Ownership]], mandates: list[Mandate]) -> None:
    """Give mandates what their status is told by."""
    keys = [each.pk for each in mandates]
    overruled = by_key(_overrulings(viewer, keys), "mandate_id")
    spoken = by_key(_evidence(viewer, keys), "mandate_id")
    owned = by_key(owners(viewer, keys), "mandate_id")
    excluded = by_key(_exclusions(viewer, [each.paragraph_id for each in mandates]), "paragraph_id")
    chains = by_key(_superseding(viewer, [each.paragraph.document_id for each in mandates]), "to_document_id")
    for mandate in mandates:
        paragraph: Any = mandate.paragraph
        mandate.told_overrulings = overruled[mandate.pk]
        mandate.told_evidence = spoken[mandate.pk]
        mandate.told_owners = owned[mandate.pk]
        paragraph.told_exclusions = excluded[paragraph.pk]
        paragraph.document.superseding_chains = chains[paragraph.document_id]


@prepared
def _overrulings(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Overruling]:
    told = Overruling.objects.filter(mandate__in=mandates)
    return told.select_related("decided_by").order_by("-decided_on", "-id")


@prepared
def _evidence(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Evidence]:
    return Evidence.objects.visible_to(viewer).counting().filter(mandate__in=mandates).order_by("address")


@prepared
def _exclusions(viewer: Viewer, paragraphs: list[UUID]) -> QuerySet[Exclusion]:
    said = Exclusion.objects.visible_to(viewer).filter(paragraph__in=paragraphs)
    return said.select_related("unit__party", "by").defer("words")


@prepared
def _superseding(viewer: Viewer, documents: list[UUID]) -> QuerySet[Chain]:
    return superseding(viewer).filter(to_document__in=documents)


@prepared
def _owners(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Ownership]:
    return _standing(viewer, mandates).select_related("unit__party", "function__order")


@prepared
def _owners_in_lists(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Ownership]:
    rows = _standing(viewer, mandates).select_related("unit__party")
    return rows.defer("reason", "unit__party__note", "unit__party__variants")


def _standing(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Ownership]:
    rows = Ownership.objects.visible_to(viewer).standing().filter(mandate__in=mandates)
    return rows.order_by("state", "-is_lead", "decided_on", "id").defer("reason")


_UNREAD_IN_LISTS = (
    "verb",
    "paragraph__heading",
    "paragraph__note",
    "paragraph__document__note",
    "paragraph__document__printed_as",
    "retired_by__note",
    "retired_by__printed_as",
    "addressee__note",
    "addressee__variants",
)


def for_list(mandates: MandateQuerySet, viewer: Viewer) -> MandateQuerySet:
    """Fetch what a row of a list shows: the status, the addressee and who answers, without the words it leaves out."""
    rows = mandates.select_related("addressee").defer(*_UNREAD_IN_LISTS)
    return _telling(rows, viewer, _owners_in_lists)


@prepared
def mandates_listed(viewer: Viewer, mandates: list[UUID]) -> QuerySet[Mandate]:
    """Return some mandates as ``for_list`` does; in no order."""
    return for_list(Mandate.objects.visible_to(viewer).filter(pk__in=mandates), viewer)


def owners_in(mandate: Mandate, state: SuggestionState = SuggestionState.CONFIRMED) -> list[Ownership]:
    """Return the units linked to a mandate read through ``with_status``: those confirmed, or those only suggested."""
    return [each for each in mandate.told_owners if each.state == state]


def status_of(mandate: Mandate, *, on: datetime.date, unit: Unit | None = None) -> Finding:
    """Return a mandate's status on a day, for the whole secretariat or as it concerns one unit.

    The first that applies: overruled, not ours, superseded, retired, expired, not computed, fulfilled, active. Read
    mandates through ``with_status``. Evidence counts as it stands now, whatever the day.
    """
    computed = _computed(mandate, on, unit)
    overruling = next((each for each in mandate.told_overrulings if _holds(each, on)), None)
    if overruling is None:
        return computed
    why = _("Overruled by a person: %(reason)s") % {"reason": overruling.reason}
    status = Status(overruling.status)
    return Finding(status, why, StatusRule.OVERRULED, computed.evidence, overruling, computed)


def _holds(overruling: Overruling, on: datetime.date) -> bool:
    """Whether a person's word holds on a day: from the day of the decision to the day before it ended."""
    return overruling.decided_on <= on and (overruling.ended_on is None or on < overruling.ended_on)


Ruling = tuple[Status, str] | None


def _computed(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Finding:
    evidence = mandate.told_evidence
    for name, rule in _RULINGS:
        found = rule(mandate, on, unit)
        if found is not None:
            return Finding(found[0], found[1], name, evidence)
    return _by_counting(mandate, evidence)


def _not_ours(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Ruling:
    """For a unit: where a footnote excludes it. For all: where it excludes some and no other unit owns the mandate."""
    told: list[Exclusion] = mandate.paragraph.told_exclusions  # type: ignore[attr-defined]
    said = [each for each in told if unit is None or each.unit_id == unit.pk]
    excluded = {each.unit_id for each in said}
    if not said or (unit is None and any(each.unit_id not in excluded for each in owners_in(mandate))):
        return None
    words = _("Not relevant to %(unit)s: footnote %(number)s of %(document)s. Another unit may own it.")
    return Status.NOT_OURS, words % {"unit": said[0].unit, "number": said[0].footnote, "document": said[0].by}


def _superseded(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Ruling:
    """From the day that the later document bears; a later document without a date supersedes at once."""
    chains: list[Chain] = mandate.paragraph.document.superseding_chains  # type: ignore[attr-defined]
    for chain in chains:
        day = chain.paragraph.document.date
        concerns = chain.to_paragraph_id in {None, mandate.paragraph_id}
        if concerns and (day is None or day <= on):
            return Status.SUPERSEDED, _("Superseded by %(paragraph)s.") % {"paragraph": chain.paragraph}
    return None


def _retired(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Ruling:
    if mandate.retired_on is None or mandate.retired_on > on:
        return None
    if not mandate.shows_decision:  # type: ignore[attr-defined]
        return Status.RETIRED, _("Retired by a decision.")
    return Status.RETIRED, _("Retired by %(document)s.") % {"document": mandate.retired_by}


def _expired(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Ruling:
    if mandate.valid_until is None or mandate.valid_until >= on:
        return None
    return Status.EXPIRED, _("Its period ended on %(day)s.") % {"day": written_date(mandate.valid_until)}


def _not_binding(mandate: Mandate, on: datetime.date, unit: Unit | None) -> Ruling:
    if mandate.nature == Nature.INSTRUCTION_SECRETARIAT:
        return None
    words = _("Not computed: its nature is “%(nature)s”, so it does not bind the secretariat.")
    return Status.NOT_COMPUTED, words % {"nature": mandate.get_nature_display()}


_RULINGS: tuple[tuple[StatusRule, Callable[[Mandate, datetime.date, Unit | None], Ruling]], ...] = (
    (StatusRule.NOT_OURS, _not_ours),
    (StatusRule.SUPERSEDED, _superseded),
    (StatusRule.RETIRED, _retired),
    (StatusRule.EXPIRED, _expired),
    (StatusRule.NOT_COMPUTED, _not_binding),
)
RULES = tuple(StatusRule)  # in the order in which they are asked


def _by_counting(mandate: Mandate, evidence: Sequence[Evidence]) -> Finding:
    """Fulfilled when every confirmed activity reached its quantity; what has no end is never fulfilled by counting."""
    counted = [each for each in evidence if each.planned is not None]
    open_ended = mandate.is_standing or len(counted) < len(evidence)
    open_ended = open_ended or any(each.is_standing or each.on_request for each in evidence)
    if counted and not open_ended and all(each.held >= (each.planned or 0) for each in counted):
        why = _("Fulfilled: every confirmed plan line reached its quantity.")
        return Finding(Status.FULFILLED, why, StatusRule.FULFILLED, evidence)
    return Finding(Status.ACTIVE, _still_active(evidence, counted, open_ended=open_ended), StatusRule.ACTIVE, evidence)


def _still_active(evidence: Sequence[Evidence], counted: Sequence[Evidence], *, open_ended: bool) -> str:
    if not evidence:
        return _("Active: no plan line is confirmed as answering it.")
    lines = ngettext("%(count)s plan line", "%(count)s plan lines", len(evidence)) % {"count": len(evidence)}
    if not counted:
        return _("Active: %(lines)s, none with a number.") % {"lines": lines}
    planned = sum(each.planned or 0 for each in counted)
    held = sum(min(each.held, each.planned or 0) for each in counted)
    said = {"held": held, "planned": planned, "lines": lines}
    why = _("Active: %(held)s of %(planned)s planned deliveries held, in %(lines)s.") % said
    if open_ended:
        why += " " + _("It also counts on what has no end or waits for requests, so counting alone never fulfills it.")
    return why
