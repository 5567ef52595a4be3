"""The status of a mandate: each rule of the glossary, in its order, before and after its day, and for whom."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.mandates.choices import ChainKind, Nature, Status, StatusRule
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import RULES, Finding, status_of, with_status
from secretariat.mandates.tests.factories import (
    DAY,
    a_chain,
    a_document,
    a_mandate,
    a_paragraph,
    an_exclusion,
    an_overruling,
    an_owner,
    some_evidence,
    unit,
)
from secretariat.organization.models import Unit
from secretariat.parties.queries import operator

BEFORE, AFTER = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)


def found(mandate: Mandate, on: datetime.date = DAY, *, unit: Unit | None = None, viewer: Viewer = ANYONE) -> Finding:
    read = with_status(Mandate.objects.filter(pk=mandate.pk), viewer).get()
    return status_of(read, on=on, unit=unit)


def statuses(mandate: Mandate) -> list[Status]:
    """Return a mandate's status the day before, the day itself and the day after."""
    return [found(mandate, day).status for day in (BEFORE, DAY, AFTER)]


def test_mandate_is_active_where_no_other_rule_applies(mandate: Mandate) -> None:
    finding = found(mandate)
    assert (finding.status, finding.rule) == (Status.ACTIVE, StatusRule.ACTIVE)
    assert finding.why == "Active: no plan line is confirmed as answering it."


def test_mandate_is_fulfilled_when_every_line_reached_its_quantity(mandate: Mandate) -> None:
    some_evidence(mandate, 2, 2)
    last = some_evidence(mandate, 3, 2)
    assert found(mandate).why == "Active: 4 of 5 planned deliveries held, in 2 plan lines."
    last.held = 4
    last._history_user = operator().person  # type: ignore[attr-defined]
    last.save()
    assert (found(mandate).status, found(mandate).rule) == (Status.FULFILLED, StatusRule.FULFILLED)


def test_surplus_of_one_line_does_not_fill_another(mandate: Mandate) -> None:
    some_evidence(mandate, 2, 9)
    some_evidence(mandate, 2, 1)
    assert found(mandate).why == "Active: 3 of 4 planned deliveries held, in 2 plan lines."


@pytest.mark.parametrize(
    "open_ended",
    [
        {"is_standing": True, "planned": 1, "held": 5},
        {"on_request": True, "planned": 1, "held": 5},
        {"planned": None, "held": 5},
    ],
)
def test_line_without_an_end_never_lets_counting_fulfill(mandate: Mandate, open_ended: dict[str, bool | int]) -> None:
    some_evidence(mandate, 2, 2)
    some_evidence(mandate, **open_ended)
    assert found(mandate).status == Status.ACTIVE


def test_standing_mandate_is_never_fulfilled_by_counting(db: None) -> None:
    standing = a_mandate(is_standing=True)
    some_evidence(standing, 2, 2)
    assert found(standing).status == Status.ACTIVE


def test_lines_without_any_number_leave_it_active(mandate: Mandate) -> None:
    some_evidence(mandate, None, 3)
    assert found(mandate).why == "Active: 1 plan line, none with a number."


def test_evidence_that_ended_does_not_count(mandate: Mandate) -> None:
    some_evidence(mandate, 2, 2)
    some_evidence(mandate, 9, 0, is_ended=True)
    assert found(mandate).status == Status.FULFILLED


@pytest.mark.parametrize("nature", [nature for nature in Nature if nature != Nature.INSTRUCTION_SECRETARIAT])
def test_status_of_what_binds_others_is_not_computed(db: None, nature: Nature) -> None:
    other = a_mandate(nature=nature)
    some_evidence(other, 2, 2)
    finding = found(other)
    assert (finding.status, finding.rule, len(finding.evidence)) == (Status.NOT_COMPUTED, StatusRule.NOT_COMPUTED, 1)


def test_mandate_holds_through_its_last_day(db: None) -> None:
    assert statuses(a_mandate(valid_until=DAY)) == [Status.ACTIVE, Status.ACTIVE, Status.EXPIRED]


def test_mandate_is_retired_from_the_day_of_the_decision(db: None) -> None:
    decision = a_document()
    retired = a_mandate(retired_on=DAY, retired_by=decision)
    assert statuses(retired) == [Status.ACTIVE, Status.RETIRED, Status.RETIRED]
    assert found(retired).why == f"Retired by {decision}."


def test_mandate_is_superseded_from_the_day_of_the_later_document(mandate: Mandate) -> None:
    later = a_paragraph(a_document(date=DAY))
    a_chain(later, mandate.paragraph, ChainKind.SUPERSEDES)
    assert statuses(mandate) == [Status.ACTIVE, Status.SUPERSEDED, Status.SUPERSEDED]
    assert found(mandate).why == f"Superseded by {later}."


def test_later_document_without_a_date_supersedes_at_once(mandate: Mandate) -> None:
    a_chain(a_paragraph(a_document(date=None)), mandate.paragraph, ChainKind.SUPERSEDES)
    assert found(mandate, datetime.date(1990, 1, 1)).status == Status.SUPERSEDED


def test_superseding_a_whole_document_supersedes_its_mandates(mandate: Mandate) -> None:
    a_chain(a_paragraph(), mandate.paragraph.document, ChainKind.SUPERSEDES)
    assert found(mandate).rule == StatusRule.SUPERSEDED


@pytest.mark.parametrize("kind", [kind for kind in ChainKind if kind != ChainKind.SUPERSEDES])
def test_other_chains_do_not_supersede(mandate: Mandate, kind: ChainKind) -> None:
    a_chain(a_paragraph(), mandate.paragraph, kind)
    assert found(mandate).status == Status.ACTIVE


@pytest.mark.parametrize("state", [SuggestionState.SUGGESTED, SuggestionState.REFUSED])
def test_chain_that_nobody_confirmed_does_not_supersede(mandate: Mandate, state: SuggestionState) -> None:
    undecided = {"decided_on": None, "decided_by": None} if state == SuggestionState.SUGGESTED else {}
    a_chain(a_paragraph(), mandate.paragraph, ChainKind.SUPERSEDES, state=state, **undecided)
    assert found(mandate).status == Status.ACTIVE


def test_exclusion_holds_for_the_unit_it_names_and_not_for_others(mandate: Mandate) -> None:
    an_exclusion(mandate.paragraph, "s-cicte")
    assert found(mandate, unit=unit("s-cicte")).rule == StatusRule.NOT_OURS
    assert found(mandate, unit=unit("dps")).rule == StatusRule.ACTIVE


def test_mandate_that_one_unit_is_excluded_from_is_ours_once_another_owns_it(mandate: Mandate) -> None:
    an_exclusion(mandate.paragraph, "s-cicte")
    assert found(mandate).status == Status.NOT_OURS
    an_owner(mandate, "dps")
    assert (found(mandate).status, found(mandate, unit=unit("s-cicte")).status) == (Status.ACTIVE, Status.NOT_OURS)


def test_owner_that_is_itself_excluded_does_not_make_it_ours(mandate: Mandate) -> None:
    an_exclusion(mandate.paragraph, "s-cicte")
    an_owner(mandate, "s-cicte")
    assert found(mandate).status == Status.NOT_OURS


def test_quoted_resolution_is_not_ours_for_the_unit_that_its_plan_excludes(db: None) -> None:
    quoted = Mandate.objects.get(paragraph__document__slug="ag-res-2619-xli-o-11", paragraph__number="4.c")
    for_units = {slug: found(quoted, unit=unit(slug)).status for slug in ("s-cicte", "dps", "dtoc", "sms")}
    assert for_units == {"s-cicte": "not_ours", "dps": "active", "dtoc": "active", "sms": "active"}
    assert found(quoted).why == "Not relevant to S/CICTE: footnote 1 of CICTE/doc.5/16. Another unit may own it."


def test_overruling_holds_from_its_day_until_the_day_it_ended(mandate: Mandate) -> None:
    an_overruling(mandate, Status.FULFILLED, decided_on=DAY, ended_on=AFTER)
    assert statuses(mandate) == [Status.ACTIVE, Status.FULFILLED, Status.ACTIVE]


def test_overruling_says_who_decides_and_what_the_rules_say(mandate: Mandate) -> None:
    overruling = an_overruling(mandate, Status.RETIRED)
    finding = found(mandate)
    assert (finding.rule, finding.overruling) == (StatusRule.OVERRULED, overruling)
    assert finding.why == "Overruled by a person: The organ said so"
    assert finding.computed == found(mandate, BEFORE)


def test_overruling_ended_on_its_own_day_never_held(mandate: Mandate) -> None:
    an_overruling(mandate, decided_on=DAY, ended_on=DAY)
    assert statuses(mandate) == [Status.ACTIVE] * 3


def test_later_overruling_holds_after_an_earlier_one_ended(mandate: Mandate) -> None:
    an_overruling(mandate, Status.FULFILLED, decided_on=BEFORE, ended_on=DAY)
    an_overruling(mandate, Status.RETIRED, decided_on=DAY)
    assert statuses(mandate) == [Status.FULFILLED, Status.RETIRED, Status.RETIRED]


# Each rule alone, in the order in which they are asked.
APPLY: dict[StatusRule, Callable[[Mandate], object]] = {
    StatusRule.OVERRULED: lambda mandate: an_overruling(mandate, Status.ACTIVE),
    StatusRule.NOT_OURS: lambda mandate: an_exclusion(mandate.paragraph),
    StatusRule.SUPERSEDED: lambda mandate: a_chain(a_paragraph(), mandate.paragraph, ChainKind.SUPERSEDES),
    StatusRule.RETIRED: lambda mandate: _change(mandate, retired_on=BEFORE, retired_by=a_document()),
    StatusRule.EXPIRED: lambda mandate: _change(mandate, valid_until=BEFORE),
    StatusRule.NOT_COMPUTED: lambda mandate: _change(mandate, nature=Nature.COMMITMENT),
    StatusRule.FULFILLED: lambda mandate: some_evidence(mandate, 1, 1),
    StatusRule.ACTIVE: lambda mandate: None,
}


def _change(mandate: Mandate, **values: object) -> None:
    for name, value in values.items():
        setattr(mandate, name, value)
    mandate._history_user = operator().person  # type: ignore[attr-defined]
    mandate.save()


def test_rules_are_asked_in_the_order_of_the_glossary() -> None:
    names = ["overruled", "not_ours", "superseded", "retired", "expired", "not_computed", "fulfilled", "active"]
    assert ([rule.value for rule in RULES], [*APPLY]) == (names, [*RULES])


@pytest.mark.parametrize("first", RULES)
def test_first_rule_that_applies_decides_over_all_after_it(mandate: Mandate, first: StatusRule) -> None:
    for rule in RULES[RULES.index(first) :]:
        APPLY[rule](mandate)
    assert found(mandate).rule == first


def test_status_tells_nothing_of_what_its_reader_may_not_see(mandate: Mandate, viewers: dict[str, Viewer]) -> None:
    hidden = a_document(audience=Audience.SECRETARIAT)
    an_exclusion(mandate.paragraph, by=hidden)
    a_chain(a_paragraph(hidden), mandate.paragraph, ChainKind.SUPERSEDES)
    some_evidence(mandate, 5, 0, document=hidden)
    seen = {who: found(mandate, viewer=viewers[who]) for who in ("anyone", "delegate", "planning_officer")}
    assert {who: (finding.rule, len(finding.evidence)) for who, finding in seen.items()} == {
        "anyone": (StatusRule.ACTIVE, 0),
        "delegate": (StatusRule.ACTIVE, 0),
        "planning_officer": (StatusRule.NOT_OURS, 1),
    }


def test_decision_that_a_reader_may_not_see_is_not_named(db: None) -> None:
    hidden = a_document(audience=Audience.SECRETARIAT)
    retired = a_mandate(retired_on=DAY, retired_by=hidden)
    assert (found(retired).why, found(retired, viewer=operator()).why) == (
        "Retired by a decision.",
        f"Retired by {hidden}.",
    )


def test_status_of_many_takes_as_many_statements_as_of_one(db: None) -> None:
    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            read = list(with_status(Mandate.objects.order_by("id"))[:count])
            assert len([status_of(each, on=DAY) for each in read]) == count
        return len(queries)

    assert statements(1) == statements(30)
