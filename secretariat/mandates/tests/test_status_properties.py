"""Whatever holds of a mandate, its status is that of the first rule that applies."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from secretariat.core.choices import SuggestionState
from secretariat.core.languages import Labels
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import ChainKind, Nature, Status, StatusRule
from secretariat.mandates.models import Chain, Evidence, Exclusion, Mandate, Overruling, Ownership
from secretariat.mandates.queries import RULES, status_of
from secretariat.organization.models import Unit
from secretariat.parties.models import Party

TODAY = datetime.date(2016, 7, 1)
DAYS = st.dates(TODAY - datetime.timedelta(days=2), TODAY + datetime.timedelta(days=2))
UNITS = [Unit(party=Party(acronym=name, slug=name)) for name in ("A", "B")]


def evidence() -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        planned=st.none() | st.integers(1, 3),
        held=st.integers(0, 4),
        is_standing=st.booleans(),
        on_request=st.booleans(),
    )


def overrulings() -> st.SearchStrategy[Overruling]:
    return st.builds(
        Overruling,
        status=st.sampled_from(Status),
        reason=st.just("Said so"),
        decided_on=DAYS,
        ended_on=st.none() | DAYS,
    )


def later_ones(earlier: Paragraph) -> st.SearchStrategy[Chain]:
    """Draw chains to a paragraph, to another one of its document, or to the whole of it."""
    documents = st.builds(Document, symbol=st.just("A/1"), date=st.none() | DAYS)
    paragraphs = st.builds(Paragraph, number=st.just("1"), document=documents)
    to = st.sampled_from([earlier, None, Paragraph(document=earlier.document, number="2")])
    return st.builds(Chain, kind=st.just(ChainKind.SUPERSEDES), paragraph=paragraphs, to_paragraph=to)


def exclusions() -> st.SearchStrategy[Exclusion]:
    by = st.just(Document(symbol="A/2"))
    return st.builds(Exclusion, unit=st.sampled_from(UNITS), by=by, footnote=st.just("1"))


def owners() -> st.SearchStrategy[Ownership]:
    states = st.sampled_from([SuggestionState.CONFIRMED, SuggestionState.SUGGESTED])
    return st.builds(Ownership, unit=st.sampled_from(UNITS), state=states)


@st.composite
def mandates(draw: st.DrawFn) -> Mandate:
    """Draw a mandate as ``with_status`` reads it, without a database."""
    document = Document(symbol="A/3")
    paragraph = Paragraph(document=document, number="1")
    retired_on = draw(st.none() | DAYS)
    mandate = Mandate(
        paragraph=paragraph,
        nature=draw(st.sampled_from(Nature)),
        verb=Labels({"en": "to do"}),
        is_standing=draw(st.booleans()),
        valid_until=draw(st.none() | DAYS),
        retired_on=retired_on,
        retired_by=Document(symbol="A/4") if retired_on else None,
    )
    fetched: Any = mandate
    fetched.shows_decision = draw(st.booleans())
    fetched.told_overrulings = draw(st.lists(overrulings(), max_size=2))
    fetched.told_evidence = draw(st.lists(evidence(), max_size=3))
    fetched.told_owners = draw(st.lists(owners(), max_size=2))
    read: Any = paragraph
    read.told_exclusions = draw(st.lists(exclusions(), max_size=2))
    asked_about: Any = document
    asked_about.superseding_chains = draw(st.lists(later_ones(paragraph), max_size=2))
    return mandate


def applies(rule: StatusRule, mandate: Any, on: datetime.date, unit: Unit | None) -> bool:
    """Say whether a rule applies, told anew from the words of the glossary."""
    lines = mandate.told_evidence
    excluded = [each.unit for each in mandate.paragraph.told_exclusions]
    owning = [each.unit for each in mandate.told_owners if each.state == "confirmed"]
    chains = mandate.paragraph.document.superseding_chains
    later = [each for each in chains if each.to_paragraph is None or each.to_paragraph is mandate.paragraph]
    ended = [each.ended_on or datetime.date.max for each in mandate.told_overrulings]
    begun = [each.decided_on for each in mandate.told_overrulings]
    applying: dict[StatusRule, bool] = {
        StatusRule.OVERRULED: any(first <= on < end for first, end in zip(begun, ended, strict=True)),
        StatusRule.NOT_OURS: unit in excluded if unit else bool(excluded) and set(owning) <= set(excluded),
        StatusRule.SUPERSEDED: any((each.paragraph.document.date or on) <= on for each in later),
        StatusRule.RETIRED: mandate.retired_on is not None and mandate.retired_on <= on,
        StatusRule.EXPIRED: mandate.valid_until is not None and mandate.valid_until < on,
        StatusRule.NOT_COMPUTED: mandate.nature != Nature.INSTRUCTION_SECRETARIAT,
        StatusRule.FULFILLED: bool(lines)
        and not mandate.is_standing
        and not any(each.is_standing or each.on_request or each.planned is None for each in lines)
        and all(each.held >= (each.planned or 0) for each in lines),
        StatusRule.ACTIVE: True,
    }
    return applying[rule]


@given(mandates(), DAYS, st.none() | st.sampled_from(UNITS))
def test_status_is_that_of_the_first_rule_that_applies(mandate: Mandate, on: datetime.date, unit: Unit | None) -> None:
    finding = status_of(mandate, on=on, unit=unit)
    expected = next(rule for rule in RULES if applies(rule, mandate, on, unit))
    assert finding.rule == expected
    if expected != StatusRule.OVERRULED:
        assert finding.status.value == expected.value


@given(mandates(), DAYS, st.none() | st.sampled_from(UNITS))
def test_every_status_says_why_and_keeps_what_it_rests_on(
    mandate: Mandate, on: datetime.date, unit: Unit | None
) -> None:
    finding = status_of(mandate, on=on, unit=unit)
    fetched: Any = mandate
    assert (finding.why.strip() != "", [*finding.evidence]) == (True, fetched.told_evidence)
    assert (finding.computed is not None) == (finding.rule == StatusRule.OVERRULED)


@given(mandates(), DAYS, st.booleans(), st.integers(0, 9))
def test_counting_never_fulfills_what_has_no_end(
    mandate: Mandate, on: datetime.date, standing: bool, held: int
) -> None:
    fetched: Any = mandate
    line = Evidence(source=uuid.uuid4(), planned=1, held=held, is_standing=standing, on_request=not standing)
    fetched.told_evidence.append(line)
    finding = status_of(mandate, on=on)
    assert (finding.computed or finding).status != Status.FULFILLED
