from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Collection

import pytest
from django.core.cache import caches
from pytest_django import DjangoAssertNumQueries

from secretariat.core.viewer import ANYONE, Viewer
from secretariat.organization.models import Function, Order, Unit
from secretariat.organization.queries import (
    carried_out_by,
    carrying,
    difference,
    dropped_from,
    faults_of,
    lineages,
    mark_units,
    next_address,
    recorded_since,
    similar_functions,
    structure_of,
    structure_on,
    unassigned_functions,
    unit_descendants,
    until,
)
from secretariat.organization.queries.addresses import address_key, place_among
from secretariat.organization.services import (
    FunctionFacts,
    add_function,
    add_unit,
    change_function,
    change_placement,
    draft_order,
    drop_function,
    drop_placement,
)
from secretariat.organization.tests.conftest import TODAY, facts_of, function_at, function_facts, placed, words
from secretariat.parties.models import Party
from secretariat.parties.queries import viewer_for

FIRST = datetime.date(2016, 7, 19)
DAY = datetime.timedelta(days=1)
Enforce = Callable[..., Order]


# The tree -------------------------------------------------------------------------------------------------------------


def test_structure_is_drawn_in_two_statements(
    in_force: Order, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        structure = structure_on(TODAY, ANYONE)
    assert structure is not None
    assert len([*structure.walk()]) == 21


@pytest.mark.parametrize("day", [FIRST, TODAY, datetime.date(2999, 1, 1)])
def test_structure_holds_from_its_first_day_on(in_force: Order, day: datetime.date) -> None:
    structure = structure_on(day, ANYONE)
    assert structure is not None
    assert structure.order == in_force


@pytest.mark.parametrize("day", [FIRST - DAY, datetime.date(1, 1, 1)])
def test_structure_before_the_record_is_none(db: None, day: datetime.date) -> None:
    assert structure_on(day, ANYONE) is None
    assert recorded_since(ANYONE) == FIRST


def test_tree_counts_functions_own_and_beneath(in_force: Order) -> None:
    (root,) = structure_of(in_force).roots
    counts = {node.placement.short: (node.functions, node.all_functions) for node in (root, *root.children)}
    assert counts == {
        "SMS": (0, 88),
        "SMS/EO": (10, 25),
        "ES/CICAD": (10, 22),
        "S/CICTE": (11, 17),
        "DPS": (9, 14),
        "DTOC": (10, 10),
    }


def test_tree_says_to_whom_heads_answer(in_force: Order) -> None:
    structure = structure_of(in_force)
    said = {node.placement.short: structure.superior_of(node) for node in structure.walk() if node.placement.answers_to}
    assert said == {
        "SMS": "General Secretariat",
        "ES/CICAD": "Secretary for Multidimensional Security",
        "S/CICTE": "Secretary for Multidimensional Security",
        "DPS": "Secretary for Multidimensional Security",
        "DTOC": "Secretary for Multidimensional Security",
    }


def test_path_leads_from_the_root(in_force: Order) -> None:
    unit = placed(in_force, "mem-unit").unit
    assert [node.placement.address for node in structure_of(in_force).path_to(unit.pk)] == ["I", "III.B", "III.D"]


def test_descendants_are_found_in_one_statement(
    in_force: Order, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cicte = placed(in_force, "s-cicte").unit.party_id
    with django_assert_num_queries(1):
        found = unit_descendants([cicte], TODAY)
    assert found == set(
        Party.objects.filter(slug__in=["ct-capacity-section", "ct-policy-section"]).values_list("pk", flat=True)
    )


def test_descendants_before_the_record_are_none(in_force: Order) -> None:
    assert unit_descendants([placed(in_force, "sms").unit.party_id], FIRST - DAY) == set()


def test_viewer_acts_for_the_units_beneath_theirs(cast: dict[str, object], in_force: Order) -> None:
    viewer = viewer_for(cast["chief"], on=TODAY)  # type: ignore[arg-type]
    own = {holding.party_id for holding in viewer.holdings}
    assert viewer.party_ids == own | unit_descendants(own, TODAY)


def test_until_is_the_day_before_the_next_order(draft: Order, in_force: Order, enforce: Enforce) -> None:
    assert until(in_force) is None
    enforce(draft, TODAY + DAY)
    assert until(in_force) == TODAY


# Differences ----------------------------------------------------------------------------------------------------------


def test_difference_tells_units_apart(draft: Order, in_force: Order, officer: Viewer) -> None:
    dps = placed(draft, "dps")
    added = add_unit(draft, facts_of(dps, name=words("New"), acronym="NEW", address="VII.B"), by=officer, reason="")
    change_placement(dps, facts_of(dps, acronym="DCS", head=words("Chief"), level="office"), by=officer, reason="")
    drop_placement(placed(draft, "oid-unit"), by=officer, reason="")
    found = difference(draft, in_force)
    assert [each.pk for each in found.added] == [added.pk]
    assert [each.acronym for each in found.dropped] == ["OID"]
    for changes in (found.renamed, found.moved, found.headed):
        assert [(each.before.acronym, each.after.acronym) for each in changes] == [("DPS", "DCS")]
    assert mark_units(found) == {added.unit_id: "added", dps.unit_id: "changed"}
    assert found.count == 5


def test_difference_follows_continuation_through_orders_between(
    draft: Order, in_force: Order, officer: Viewer, enforce: Enforce
) -> None:
    enforce(draft, TODAY)
    second = draft_order(symbol="EO 26-02", title=words("Again"), by=officer, on=TODAY, reason="")
    function = function_at(second, "II.B.5")
    change_function(function, function_facts(function, summary=words("Other words")), by=officer, reason="")
    found = difference(second, in_force)
    assert [each.before.order_id for each in found.functions_reworded] == [in_force.pk]
    assert found.count == 1


def test_difference_knows_a_function_by_its_summary(draft: Order, in_force: Order, officer: Viewer) -> None:
    function = function_at(draft, "II.B.3")
    summary = function.summary
    drop_function(function, by=officer, reason="")
    facts = FunctionFacts(unit=placed(draft, "dtoc").unit, address="VI.B.11", kind="function", summary=summary)
    add_function(draft, facts, by=officer, reason="")
    found = difference(draft, in_force)
    assert [(each.before.address, each.after.address) for each in found.functions_moved] == [("II.B.3", "VI.B.11")]
    assert (found.functions_added, found.functions_dropped) == ([], [])


def test_difference_is_the_other_way_round_backwards(draft: Order, in_force: Order, officer: Viewer) -> None:
    drop_function(function_at(draft, "II.B.3"), by=officer, reason="")
    drop_placement(placed(draft, "oid-unit"), by=officer, reason="")
    found = difference(in_force, draft)
    assert [each.address for each in found.functions_added] == ["II.B.3"]
    assert [each.acronym for each in found.added] == ["OID"]


def test_difference_takes_the_same_statements_however_much_changed(
    draft: Order, in_force: Order, officer: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("II.B.1", "II.B.2", "II.B.3"):
        function = function_at(draft, address)
        change_function(function, function_facts(function, summary=words(address)), by=officer, reason="")
    with django_assert_num_queries(8):
        assert difference(draft, in_force).count == 3


def test_lineage_goes_back_to_the_first(draft: Order, in_force: Order, officer: Viewer, enforce: Enforce) -> None:
    enforce(draft, TODAY)
    second = draft_order(symbol="EO 26-02", title=words("Again"), by=officer, on=TODAY, reason="")
    chain = [function_at(order, "IV.C.1").pk for order in (second, draft, in_force)]
    assert lineages([chain[0]]) == {chain[0]: tuple(chain)}


# Who carries functions out --------------------------------------------------------------------------------------------


@pytest.fixture
def only_finder(monkeypatch: pytest.MonkeyPatch) -> set[uuid.UUID]:
    """Let one finder alone say which functions are carried out: those in the set."""
    carried: set[uuid.UUID] = set()
    monkeypatch.setattr(carrying, "_finders", [])

    def finder(functions: Collection[uuid.UUID], viewer: Viewer) -> set[uuid.UUID]:
        return carried & set(functions)

    carried_out_by(finder)
    return carried


def test_unassigned_functions_are_all_where_nobody_says_otherwise(in_force: Order, only_finder: set[uuid.UUID]) -> None:
    assert unassigned_functions(in_force).count() == 88


def test_unassigned_functions_leave_out_those_carried_out(in_force: Order, only_finder: set[uuid.UUID]) -> None:
    only_finder.add(function_at(in_force, "IV.B.2").pk)
    assert unassigned_functions(in_force).count() == 87
    assert not unassigned_functions(in_force).filter(paragraph__number="IV.B.2").exists()


def test_work_for_a_function_holds_for_the_one_that_continues_it(
    draft: Order, in_force: Order, only_finder: set[uuid.UUID]
) -> None:
    only_finder.add(function_at(in_force, "IV.B.2").pk)
    assert not unassigned_functions(draft).filter(paragraph__number="IV.B.2").exists()


# The same function in two units ---------------------------------------------------------------------------------------


def test_similar_functions_of_the_order_in_force(in_force: Order) -> None:
    caches["memory"].clear()
    addresses = dict(Function.objects.filter(order=in_force).values_list("pk", "paragraph__number"))
    found = [([addresses[each] for each in group.functions], group.score) for group in similar_functions(in_force)]
    assert found == [
        (["II.B.5", "III.B.9", "IV.B.10"], 100),
        (["II.D.3", "III.D.7"], 97),
        (["III.B.1", "IV.B.2"], 100),
        (["III.B.3", "IV.B.3", "V.B.5", "VI.B.1"], 100),
        (["III.B.7", "IV.B.7"], 100),
        (["III.B.8", "IV.B.8"], 100),
        (["III.B.10", "IV.B.11", "V.B.8", "VI.B.10"], 100),
        (["III.D.8", "IV.D.3"], 100),
        (["V.B.3", "VI.B.5"], 100),
        (["V.B.7", "VI.B.9"], 100),
    ]


def test_similar_functions_of_an_issued_order_are_found_once(
    in_force: Order, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    caches["memory"].clear()
    similar_functions(in_force)
    with django_assert_num_queries(0):
        similar_functions(in_force)


def test_similar_functions_of_a_draft_follow_its_changes(draft: Order, officer: Viewer) -> None:
    before = len(similar_functions(draft))
    function = function_at(draft, "III.D.7")
    change_function(function, function_facts(function, summary=words("Something else")), by=officer, reason="")
    assert len(similar_functions(draft)) == before - 1


def test_same_words_in_one_unit_are_no_likeness(draft: Order, officer: Viewer) -> None:
    for address in ("II.C.1", "II.C.2"):
        function = function_at(draft, address)
        change_function(function, function_facts(function, summary=words("Keeps the accounts")), by=officer, reason="")
    alike = {each for group in similar_functions(draft) for each in group.functions}
    assert function_at(draft, "II.C.1").pk not in alike


# Addresses, faults, what was dropped ----------------------------------------------------------------------------------


def test_addresses_sort_as_an_order_does() -> None:
    addresses = ["IX.A", "II.A.10", "II.A.9", "V.B", "IV.B", "B.1", "II.AA", "II.Z"]
    assert sorted(addresses, key=address_key) == [
        "B.1",
        "II.A.9",
        "II.A.10",
        "II.Z",
        "II.AA",
        "IV.B",
        "V.B",
        "IX.A",
    ]


@pytest.mark.parametrize(
    ("new", "place"),
    [("II.A.3", 6), ("II.A.1.a", 5), ("I.B", 4), ("I", 3), ("II.B.1", 6), ("VII.A", 7), ("B.2", 1), ("III", 6)],
)
def test_new_address_follows_its_nearest_kin(new: str, place: int) -> None:
    known = ["B.1", "R.1", "E.1", "I.A", "II.A.1", "II.A.2", "VI.A"]
    assert place_among(known, new) == place


def test_next_address_is_the_first_after_the_last(in_force: Order) -> None:
    taken = list(in_force.document.paragraphs.values_list("number", flat=True))
    assert next_address(placed(in_force, "s-cicte"), taken) == "IV.B.12"
    assert next_address(placed(in_force, "mem-unit"), taken) == ""


def test_order_in_force_has_no_faults(in_force: Order) -> None:
    assert faults_of(in_force) == []


def test_dropped_rows_are_told_until_they_are_back(draft: Order, officer: Viewer) -> None:
    gone = placed(draft, "mem-unit")
    unit, facts = gone.unit, facts_of(gone)
    drop_placement(gone, by=officer, reason="Not needed")
    drop_function(function_at(draft, "II.B.5"), by=officer, reason="Given up")
    assert [(each.what.split()[0], each.why) for each in dropped_from(draft)] == [
        ("II.B.5", "Given up"),
        ("MEM", "Not needed"),
    ]
    add_unit(draft, facts, by=officer, reason="", unit=unit)
    assert [each.why for each in dropped_from(draft)] == ["Given up"]


def test_unit_of_a_draft_is_hidden_until_it_is_in_force(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    placement = add_unit(draft, facts_of(placed(draft, "dps"), address="VII"), by=officer, reason="")
    hidden = Unit.objects.visible_to(ANYONE).filter(pk=placement.unit_id)
    assert not hidden.exists()
    enforce(draft, TODAY + DAY)
    assert hidden.all().exists()
