"""The facts of a mandate on its paragraph's page, and its marks where paragraphs are listed."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.choices import SuggestionState
from secretariat.core.columns import Cell
from secretariat.core.dates import written_date
from secretariat.core.fact_registry import Contribution, Remark
from secretariat.core.pages import Action, Fact, fact
from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates import rules
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.columns import STATUS_PANEL, status_cell
from secretariat.mandates.models import Chain, Exclusion, Mandate, Ownership
from secretariat.mandates.queries import (
    Finding,
    chains_of,
    exclusions_near,
    owners_in,
    status_of,
    with_status,
)
from secretariat.mandates.queries.chains import earlier_of

OF_MANDATE = ("status", "owners", "mandate-history")
FEW = 6  # links in one fact


def mandate_of(paragraph: Paragraph, viewer: Viewer) -> Mandate | None:
    """Return what a paragraph asks, with all that its facts read."""
    return next(iter(_mandates(viewer, paragraph.pk)), None)


@prepared
def _mandates(viewer: Viewer, paragraph: uuid.UUID) -> QuerySet[Mandate]:
    visible = Mandate.objects.visible_to(viewer).filter(paragraph=paragraph)
    rows = with_status(visible.select_related("addressee", "program_area"), viewer)
    return rows.prefetch_related("topic_links__topic")


def on_paragraph(viewer: Viewer, paragraph: Paragraph, on: datetime.date) -> Contribution:
    """Return status, nature, addressee, owner … of a paragraph that asks something; its footnotes in any case."""
    mandate = mandate_of(paragraph, viewer)
    chains = chains_of(paragraph, viewer)
    remarks = _remarks(paragraph, exclusions_near(paragraph, viewer))
    if mandate is None:
        is_ground = Ownership.objects.visible_to(viewer).confirmed().filter(function__paragraph=paragraph).exists()
        hidden = [*OF_MANDATE, *([] if chains else ["chains"]), *([] if is_ground else ["carried"])]
        return Contribution(
            facts=[*_to_register(viewer, paragraph), *_chain_facts(paragraph, chains)],
            remarks=remarks,
            actions=_registering(viewer, paragraph),
            without=hidden,
        )
    finding = status_of(mandate, on=on)
    may_link = rules.may_propose_links.test(viewer)
    return Contribution(
        facts=[*_facts(mandate, finding), *_chain_facts(paragraph, chains)],
        remarks=remarks,
        actions=_actions(viewer, mandate, finding),
        without=["carried", *([] if chains or may_link else ["chains"])],
    )


def on_document(viewer: Viewer, document: Document, on: datetime.date) -> Contribution:
    """Return nothing but that a document without mandates has no panel of them, but for who registers some."""
    if rules.may_make_mandate.test(viewer) and document.state == DocumentState.ISSUED:
        return Contribution()
    has = Mandate.objects.visible_to(viewer).filter(paragraph__document=document).exists()
    return Contribution(without=() if has else ("mandates",))


def marks(viewer: Viewer, paragraphs: Sequence[Paragraph], on: datetime.date) -> Mapping[uuid.UUID, Sequence[Cell]]:
    """Return nature and status of those of many paragraphs that ask something."""
    return {
        mandate.paragraph_id: [Cell(mandate.get_nature_display()), status_cell(mandate, status_of(mandate, on=on))]
        for mandate in _marked(viewer, [each.pk for each in paragraphs])
    }


@prepared
def _marked(viewer: Viewer, paragraphs: list[uuid.UUID]) -> QuerySet[Mandate]:
    return with_status(Mandate.objects.visible_to(viewer).filter(paragraph__in=paragraphs), viewer)


def _registering(viewer: Viewer, paragraph: Paragraph) -> list[Action]:
    """Return the way to register the mandate of a paragraph that has none, for who may."""
    document = paragraph.document
    if document.state != DocumentState.ISSUED or not rules.may_make_mandate.test(viewer):
        return []
    return [Action(_("Register a mandate"), reverse("mandate-register", args=(document.slug, paragraph.number)))]


def _to_register(viewer: Viewer, paragraph: Paragraph) -> list[Fact]:
    """Return that a paragraph has no mandate and what to do about it, for who may."""
    if not rules.may_make_mandate.test(viewer):
        return []
    if paragraph.document.state != DocumentState.ISSUED:
        return [fact(_("Mandate"), _("none; one can be registered once the document is issued"))]
    address = reverse("mandate-register", args=(paragraph.document.slug, paragraph.number))
    return [fact(_("Mandate"), _("none on record"), Cell(_("register what it asks"), address))]


def _facts(mandate: Mandate, finding: Finding) -> list[Fact]:
    area = mandate.program_area
    topics = [link.topic for link in mandate.topic_links.all()]
    addressee = mandate.addressee
    return [
        fact(_("Status"), Cell(finding.label, STATUS_PANEL, finding.tone), *_overruled(finding), why=finding.why),
        fact(_("Nature"), mandate.get_nature_display()),
        fact(_("Asks to"), str(mandate.verb)),
        fact(_("Addressee"), Cell(str(addressee), addressee.get_absolute_url())),
        *_owners(mandate),
        fact(_("Priority"), mandate.get_priority_display()),
        fact(_("Program area"), Cell(str(area), area.get_absolute_url()) if area else None),
        fact(_("Topics"), *[Cell(str(topic), topic.get_absolute_url()) for topic in topics]),
        fact(_("Period"), _period(mandate), _("standing") if mandate.is_standing else None),
    ]


def _overruled(finding: Finding) -> list[Cell]:
    if finding.overruling is None or finding.computed is None:
        return []
    said = {"status": finding.computed.label}
    return [Cell(_("set by a person; the rules say %(status)s") % said)]


def _owners(mandate: Mandate) -> list[Fact]:
    """Return who owns a mandate and since when, who contributes, and who is only suggested."""
    links = owners_in(mandate)
    leads = [_since(each) for each in links if each.is_lead]
    others = [Cell(str(each.unit), each.unit.get_absolute_url()) for each in links if not each.is_lead]
    suggested = owners_in(mandate, SuggestionState.SUGGESTED)
    proposed = [Cell(_("%(unit)s, suggested") % {"unit": each.unit}, "#panel-owners", "wait") for each in suggested]
    nobody = Cell(_("nobody yet"), "#panel-owners", "wait")
    return [
        fact(_("Owner"), *(leads or ([] if others else proposed or [nobody]))),
        fact(_("With"), *others),
        *([fact(_("Suggested"), *proposed[:FEW])] if proposed and (leads or others) else []),
    ]


def _since(link: Ownership) -> Cell:
    """Return an owner, and since when: the day of the order whose function it is, else of the decision."""
    order = link.function.order if link.function else None
    day = order.effective_on if order and order.effective_on else link.decided_on
    words = _("%(unit)s since %(day)s") % {"unit": link.unit, "day": written_date(day)} if day else str(link.unit)
    return Cell(words, link.unit.get_absolute_url())


def _period(mandate: Mandate) -> str:
    if mandate.valid_until:
        last = written_date(mandate.valid_until)
        if not mandate.valid_from:
            return _("until %(last)s") % {"last": last}
        first = written_date(mandate.valid_from, mandate.from_precision)
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if mandate.valid_from:
        first = written_date(mandate.valid_from, mandate.from_precision)
        return _("from %(first)s, no end date") % {"first": first}
    return _("no end date")


def _chain_facts(paragraph: Paragraph, chains: Sequence[Chain]) -> list[Fact]:
    """Return the chains in words, a fact a kind; suggested ones amber."""
    facts: dict[str, list[Cell]] = {}
    for chain in chains:
        kind = ChainKind(chain.kind)
        is_own = chain.paragraph_id == paragraph.pk
        other = earlier_of(chain) if is_own else chain.paragraph
        words = str(kind.label if is_own else kind.passive)
        is_sure = chain.state == SuggestionState.CONFIRMED
        text = _cited(other) if is_sure else _("%(link)s, suggested") % {"link": _cited(other)}
        cell = Cell(text, other.get_absolute_url(), "" if is_sure else "wait")
        facts.setdefault(words[:1].upper() + words[1:], []).append(cell)
    return [fact(label, *cells[:FEW]) for label, cells in facts.items()]


def _cited(node: Paragraph | Document) -> str:
    """Return a paragraph or document as one cites it in a row of others."""
    if isinstance(node, Document):
        return str(node)
    sign = "" if node.number == "unnumbered" else "§\u00a0"
    return f"{node.document}, {sign}{node.display_number}"


def _remarks(paragraph: Paragraph, exclusions: Sequence[Exclusion]) -> list[Remark]:
    """Return the footnotes that exclude this paragraph, then one line for each that excludes others of its family."""
    own = [each for each in exclusions if each.paragraph_id == paragraph.pk]
    families: dict[tuple[object, object, str], list[Exclusion]] = {}
    for each in exclusions:
        if each.paragraph_id != paragraph.pk:
            families.setdefault((each.unit_id, each.by_id, each.footnote), []).append(each)
    return [*[_own_remark(each) for each in own], *[_family_remark(family) for family in families.values()]]


def _own_remark(exclusion: Exclusion) -> Remark:
    said = {"unit": exclusion.unit, "number": exclusion.footnote}
    head = _("Excluded for %(unit)s: footnote %(number)s of ") % said
    source = Cell(str(exclusion.by), exclusion.by.get_absolute_url())
    return Remark([Cell(head), source, Cell(f". {exclusion.words}")], sign=exclusion.footnote)


def _family_remark(family: Sequence[Exclusion]) -> Remark:
    first = family[0]
    words = [Cell(_("Excluded for %(unit)s in this paragraph's family: ") % {"unit": first.unit})]
    for place, each in enumerate(family):
        words += [Cell(", ")] if place else []
        words.append(Cell(each.paragraph.display_number, each.paragraph.get_absolute_url()))
    return Remark([*words, Cell(_(" (footnote %(number)s)") % {"number": first.footnote})])


def _actions(viewer: Viewer, mandate: Mandate, finding: Finding) -> list[Action]:
    """Return what this viewer may do with the mandate as a whole; links are decided in their panels."""
    names = (mandate.paragraph.document.slug, mandate.paragraph.number)
    made = []
    if rules.may_describe_mandate.test(viewer, mandate):
        made.append(Action(_("Describe"), reverse("mandate-describe", args=names)))
    if rules.may_overrule_status.test(viewer, mandate):
        ending = finding.overruling is not None
        label = _("End the overruling") if ending else _("Overrule the status")
        made.append(Action(label, reverse("mandate-end-overruling" if ending else "mandate-overrule", args=names)))
    if mandate.retired_on is None and rules.may_retire_mandate.test(viewer, mandate):
        made.append(Action(_("Retire"), reverse("mandate-retire", args=names)))
    return made
