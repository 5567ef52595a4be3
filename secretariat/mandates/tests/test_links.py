"""Owners and chains: who proposes, who decides, what is refused, and what stays on record."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, Mandate, Ownership
from secretariat.mandates.services import (
    decide_chain,
    decide_ownership,
    propose_chain,
    propose_owner,
)
from secretariat.mandates.tests.factories import (
    DAY,
    OUTSIDE,
    a_document,
    a_paragraph,
    a_suggested_owner,
    an_owner,
    last_entry,
    unit,
)
from secretariat.organization.models import Function, Order
from secretariat.organization.queries import carried_functions

TODAY = datetime.date(2026, 11, 21)


def function(address: str, order: str = "eo-16-01-rev-1") -> Function:
    return Function.objects.select_related("paragraph").get(order__document__slug=order, paragraph__number=address)


# Owners -----------------------------------------------------------------------------------------------------------


def propose(mandate: Mandate, by: Viewer, slug: str = "s-cicte", **values: Any) -> Ownership:
    facts = {"function": None, "is_lead": True, "on": TODAY, "reason": "Close to its work", "language": "en"}
    return propose_owner(mandate, unit=unit(slug), by=by, **{**facts, **values})


@pytest.mark.parametrize("who", ["program_officer", "chief", "planning_officer", "finance_officer"])
def test_anyone_in_the_secretariat_proposes_an_owner(mandate: Mandate, viewers: dict[str, Viewer], who: str) -> None:
    link = propose(mandate, viewers[who], function=function("IV.B.5"))
    assert (link.state, link.is_lead, link.proposed_by, str(link.reason)) == (
        "suggested",
        True,
        viewers[who].name,
        "Close to its work",
    )
    assert last_entry(link) == (viewers[who].name, "Close to its work")


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_proposes_an_owner(mandate: Mandate, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        propose(mandate, viewers[who])
    assert mandate.ownerships.count() == 0


def test_unit_is_proposed_once(mandate: Mandate, planner: Viewer) -> None:
    propose(mandate, planner)
    with pytest.raises(Refused, match="linked to this mandate already; the link is suggested"):
        propose(mandate, planner)
    assert mandate.ownerships.count() == 1


def test_function_must_be_the_units_own(mandate: Mandate, planner: Viewer) -> None:
    with pytest.raises(Refused, match=r"Function V\.B\.1 is another unit's"):
        propose(mandate, planner, function=function("V.B.1"))


def test_function_must_be_of_the_order_in_force(mandate: Mandate, planner: Viewer) -> None:
    known = function("IV.B.5")
    draft = Order(document=a_document(audience=Audience.SECRETARIAT))
    foreign = Function(order=draft, paragraph=known.paragraph, unit=known.unit)
    with pytest.raises(Refused, match=r"Function IV\.B\.5 is not of the order in force"):
        propose(mandate, planner, function=foreign)


@pytest.mark.parametrize(("slug", "on"), [("legal-affairs", TODAY), ("s-cicte", datetime.date(2010, 1, 1))])
def test_unit_must_stand_in_the_structure_of_the_day(
    mandate: Mandate, planner: Viewer, slug: str, on: datetime.date
) -> None:
    with pytest.raises(Refused, match="not in the structure of today"):
        propose(mandate, planner, slug, on=on)


def test_planning_officer_confirms_and_refuses_an_owner(mandate: Mandate, planner: Viewer) -> None:
    link = decide_ownership(a_suggested_owner(mandate), "confirm", by=planner, on=DAY, reason="It is so")
    assert (link.state, link.decided_by, link.decided_on) == ("confirmed", planner.person, DAY)
    assert last_entry(link) == (planner.name, "It is so")
    link = decide_ownership(link, "refuse", by=planner, on=TODAY, reason="No longer")
    assert (link.state, link.decided_on, last_entry(link)) == ("refused", TODAY, (planner.name, "No longer"))
    assert decide_ownership(link, "confirm", by=planner, on=TODAY, reason="After all").state == "confirmed"


@pytest.mark.parametrize("who", [*OUTSIDE, "program_officer", "chief", "knowledge_officer", "administrator"])
@pytest.mark.parametrize("verb", ["confirm", "refuse"])
def test_others_decide_on_no_owner(mandate: Mandate, viewers: dict[str, Viewer], who: str, verb: str) -> None:
    link = a_suggested_owner(mandate)
    with pytest.raises(NotPermitted):
        decide_ownership(link, verb, by=viewers[who], on=DAY, reason="x")
    link.refresh_from_db()
    assert link.state == SuggestionState.SUGGESTED


def test_owner_is_not_decided_twice_the_same(mandate: Mandate, planner: Viewer) -> None:
    with pytest.raises(Refused, match="is confirmed, so this cannot be done"):
        decide_ownership(an_owner(mandate), "confirm", by=planner, on=DAY, reason="x")


def test_second_lead_is_refused_and_a_contributor_confirmed(mandate: Mandate, planner: Viewer) -> None:
    an_owner(mandate, "dps")
    second = a_suggested_owner(mandate, "s-cicte", is_lead=True)
    with pytest.raises(Refused, match="DPS owns this mandate: refuse that link first"):
        decide_ownership(second, "confirm", by=planner, on=DAY, reason="x")
    contributor = a_suggested_owner(mandate, "dtoc", is_lead=False)
    assert decide_ownership(contributor, "confirm", by=planner, on=DAY, reason="x").state == "confirmed"


def test_function_of_a_confirmed_owner_is_carried_out(mandate: Mandate, planner: Viewer) -> None:
    given = function("VI.B.9")
    carried = []
    link = propose(mandate, planner, "dtoc", function=given)
    for verb in ("confirm", "refuse"):
        carried.append(given.pk in carried_functions({given.pk}))
        decide_ownership(link, verb, by=planner, on=DAY, reason="x")
        link.refresh_from_db()
        carried.append(given.pk in carried_functions({given.pk}))
    assert carried == [False, True, True, False]


# Chains -----------------------------------------------------------------------------------------------------------


def chain_to(
    later: Paragraph, earlier: Paragraph | Document, by: Viewer, kind: ChainKind = ChainKind.REITERATES
) -> Chain:
    document, part = (earlier, None) if isinstance(earlier, Document) else (earlier.document, earlier)
    return propose_chain(
        later, kind=kind, to_document=document, to_paragraph=part, by=by, reason="Same words", language="es"
    )


def test_secretariat_proposes_a_chain_and_the_planning_officer_decides(
    viewers: dict[str, Viewer], planner: Viewer
) -> None:
    later, earlier = a_paragraph(), a_paragraph()
    link = chain_to(later, earlier, viewers["program_officer"])
    assert (link.state, dict(link.reason), link.proposed_by) == (
        "suggested",
        {"es": "Same words"},
        viewers["program_officer"].name,
    )
    assert last_entry(link) == (viewers["program_officer"].name, "Same words")
    link = decide_chain(link, "confirm", by=planner, on=DAY, reason="Read both")
    assert (link.state, link.decided_on, last_entry(link)) == ("confirmed", DAY, (planner.name, "Read both"))
    assert decide_chain(link, "refuse", by=planner, on=DAY, reason="No").state == "refused"


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_proposes_a_chain(viewers: dict[str, Viewer], who: str) -> None:
    later, earlier = a_paragraph(), a_paragraph()
    with pytest.raises(NotPermitted):
        chain_to(later, earlier, viewers[who])
    assert later.chains.count() == 0


@pytest.mark.parametrize("who", ["delegate", "program_officer", "chief", "administrator"])
def test_others_decide_on_no_chain(viewers: dict[str, Viewer], who: str) -> None:
    link = chain_to(a_paragraph(), a_paragraph(), viewers["planning_officer"])
    with pytest.raises(NotPermitted):
        decide_chain(link, "confirm", by=viewers[who], on=DAY, reason="x")
    link.refresh_from_db()
    assert link.state == SuggestionState.SUGGESTED


def test_chain_is_proposed_once_and_one_way(planner: Viewer) -> None:
    later, earlier = a_paragraph(), a_paragraph()
    chain_to(later, earlier, planner)
    with pytest.raises(Refused, match="is on record already; the link is suggested"):
        chain_to(later, earlier, planner)
    with pytest.raises(Refused, match="the other way round"):
        chain_to(earlier, later, planner)
    assert chain_to(later, earlier, planner, ChainKind.AMENDS).kind == "amends"


def test_chain_to_a_whole_document_is_proposed_once(planner: Viewer) -> None:
    later, document = a_paragraph(), a_document()
    assert chain_to(later, document, planner).to_paragraph is None
    with pytest.raises(Refused, match="is on record already"):
        chain_to(later, document, planner)


def test_paragraph_is_not_chained_to_itself_or_its_document(planner: Viewer) -> None:
    paragraph = a_paragraph()
    for itself in (paragraph, paragraph.document):
        with pytest.raises(Refused, match="not chained to itself or to its own document"):
            chain_to(paragraph, itself, planner)


def test_paragraph_of_a_chain_stands_in_the_document_named(planner: Viewer) -> None:
    document, elsewhere = a_document(), a_paragraph()
    with pytest.raises(Refused, match="does not stand in"):
        propose_chain(
            a_paragraph(),
            kind=ChainKind.CITES,
            to_document=document,
            to_paragraph=elsewhere,
            by=planner,
            reason="x",
            language="en",
        )


def test_decided_link_keeps_the_reason_it_was_proposed_with(mandate: Mandate, planner: Viewer) -> None:
    link = propose(mandate, planner)
    decide_ownership(link, "confirm", by=planner, on=DAY, reason="Agreed")
    link.refresh_from_db()
    assert (str(link.reason), [entry.history_change_reason for entry in link.history.all()]) == (
        "Close to its work",
        ["Agreed", "Close to its work"],
    )
