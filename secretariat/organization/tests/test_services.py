from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document, DocumentRelation, Paragraph
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement, Unit
from secretariat.organization.queries import difference, structure_of, structure_on
from secretariat.organization.services import (
    FunctionFacts,
    PlacementFacts,
    add_counterpart,
    add_function,
    add_unit,
    change_function,
    change_placement,
    draft_order,
    drop_counterpart,
    drop_function,
    drop_placement,
    put_in_force,
    resume_order,
    withdraw_order,
)
from secretariat.organization.tests.conftest import TODAY, facts_of, function_at, function_facts, placed, words
from secretariat.parties.models import Party, PartyName
from secretariat.parties.queries import operator
from secretariat.topics.models import Topic

NOT_PLANNING = ["anyone", "program_officer", "chief", "finance_officer", "delegate", "administrator", "partner"]
Enforce = Callable[..., Order]
DAY = datetime.timedelta(days=1)


# Drafting -------------------------------------------------------------------------------------------------------------


def test_draft_order_copies_the_structure_in_force(draft: Order, in_force: Order) -> None:
    assert [node.placement.unit_id for node in structure_of(draft).walk()] == [
        node.placement.unit_id for node in structure_of(in_force).walk()
    ]
    assert Function.objects.filter(order=draft).numbered().count() == 88
    assert difference(draft, in_force).count == 0
    assert draft.based_on == in_force


def test_draft_order_copies_counterparts_and_topics(draft: Order, in_force: Order) -> None:
    for model in (Counterpart, FunctionTopic):
        copied = model.objects.filter(function__order=draft).count()
        assert copied == model.objects.filter(function__order=in_force).count() > 0


def test_draft_order_leaves_out_preamble_and_final_clauses(draft: Order, in_force: Order) -> None:
    missing = set(in_force.document.paragraphs.values_list("number", flat=True)) - set(
        draft.document.paragraphs.values_list("number", flat=True)
    )
    assert missing == {"B.1", "R.1", "E.1", "E.2"}


def test_draft_order_is_for_the_secretariat_alone(draft: Order) -> None:
    document = Document.objects.get(pk=draft.document_id)
    assert (document.symbol, document.slug, document.state, document.audience) == (
        "EO 26-01",
        "eo-26-01",
        "draft",
        Audience.SECRETARIAT,
    )


def test_draft_order_reads_the_symbol_as_people_write_it(officer: Viewer) -> None:
    order = draft_order(symbol="eo 26-02 rev. 1", title=words("x"), by=officer, on=TODAY, reason="")
    assert order.document.symbol == "EO 26-02 Rev. 1"


@pytest.mark.parametrize("symbol", ["order nine", "", "EO 16-01 Rev.1"])
def test_draft_order_refuses_a_symbol_that_is_none_or_taken(officer: Viewer, symbol: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft_order(symbol=symbol, title=words("x"), by=officer, on=TODAY, reason="")
    assert [*refusal.value.message_dict] == ["symbol"]


@pytest.mark.parametrize("name", NOT_PLANNING)
def test_draft_order_is_not_permitted_to_others(viewers: dict[str, Viewer], name: str) -> None:
    with pytest.raises(NotPermitted):
        draft_order(symbol="EO 26-01", title=words("x"), by=viewers[name], on=TODAY, reason="")
    assert not Document.objects.filter(symbol="EO 26-01").exists()


def test_draft_order_is_permitted_to_the_operator(db: None) -> None:
    order = draft_order(symbol="EO 26-01", title=words("x"), by=operator(), on=TODAY, reason="")
    assert order.state == "draft"


def test_draft_order_is_kept_in_history(draft: Order, officer: Viewer) -> None:
    entry = timeline(draft)[0]
    assert (entry.kind, entry.who, entry.reason) == ("+", officer.name, "The Secretary asked for it")
    copy = timeline(placed(draft, "dps"))[0]
    assert (copy.kind, copy.who, copy.reason) == ("+", officer.name, "The Secretary asked for it")


def test_draft_order_without_an_order_before_is_empty(officer: Viewer) -> None:
    order = draft_order(symbol="EO 15-01", title=words("x"), by=officer, on=datetime.date(2015, 1, 1), reason="")
    assert (order.based_on, structure_of(order).roots) == (None, ())


# Units ----------------------------------------------------------------------------------------------------------------


def new_unit(draft: Order, **changes: Any) -> PlacementFacts:
    known: dict[str, Any] = {
        "name": words("Cyber-security Section"),
        "level": "section",
        "acronym": "CYB",
        "parent": placed(draft, "s-cicte").unit,
        "address": "IV.E",
    }
    return PlacementFacts(**{**known, **changes})


def test_add_unit_places_a_new_unit(draft: Order, officer: Viewer) -> None:
    placement = add_unit(draft, new_unit(draft), by=officer, reason="Asked by CICTE")
    node = structure_of(draft).find(placement.unit_id)
    assert node is not None
    assert [above.placement.short for above in structure_of(draft).path_to(placement.unit_id)] == ["SMS", "S/CICTE"]
    assert timeline(placement)[0].reason == "Asked by CICTE"


def test_add_unit_keeps_the_new_name_from_the_public_party(draft: Order, officer: Viewer) -> None:
    placement = add_unit(draft, new_unit(draft), by=officer, reason="")
    party = Party.objects.get(unit=placement.unit)
    shown = f"{party.slug} {party.name} {party.acronym}"
    assert "yber" not in shown
    assert "CYB" not in shown


def test_add_unit_takes_back_a_unit_that_was_dropped(draft: Order, officer: Viewer) -> None:
    gone = placed(draft, "mem-unit")
    unit, facts = gone.unit, facts_of(gone)
    drop_placement(gone, by=officer, reason="")
    again = add_unit(draft, facts, by=officer, reason="", unit=unit)
    assert again.unit == unit


def test_add_unit_refuses_a_unit_twice(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "dps")
    with pytest.raises(Refused, match="places the unit already"):
        add_unit(draft, facts_of(placement), by=officer, reason="", unit=placement.unit)


@pytest.mark.parametrize("name", NOT_PLANNING)
def test_add_unit_is_not_permitted_to_others(draft: Order, viewers: dict[str, Viewer], name: str) -> None:
    before = Unit.objects.count()
    with pytest.raises(NotPermitted):
        add_unit(draft, new_unit(draft), by=viewers[name], reason="")
    assert Unit.objects.count() == before


def test_change_placement_renames_and_moves(draft: Order, in_force: Order, officer: Viewer) -> None:
    placement = placed(draft, "violence-prevention-section")
    facts = facts_of(placement, name=words("Prevention Section"), parent=placed(draft, "dtoc").unit)
    change_placement(placement, facts, by=officer, reason="Merged")
    found = difference(draft, in_force)
    assert [str(each.after.name) for each in found.renamed] == ["Prevention Section"]
    assert [each.after.parent_id for each in found.moved] == [placed(draft, "dtoc").unit_id]
    entry = timeline(placement)[0]
    assert (entry.kind, entry.who, entry.reason) == ("~", officer.name, "Merged")


def test_change_placement_takes_functions_to_the_new_address(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "violence-prevention-section")
    change_placement(placement, facts_of(placement, address="VI.C"), by=officer, reason="")
    rows = Function.objects.filter(order=draft, unit=placement.unit).numbered().order_by("paragraph__position")
    assert [each.address for each in rows] == ["VI.C.1", "VI.C.2"]


def test_change_placement_keeps_paragraphs_in_sequence(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "violence-prevention-section")
    change_placement(placement, facts_of(placement, address="VI.C"), by=officer, reason="")
    numbers = [*draft.document.paragraphs.order_by("position").values_list("number", flat=True)]
    assert numbers[numbers.index("VI.B.10") :] == ["VI.B.10", "VI.C.1", "VI.C.2"]


def test_change_placement_refuses_an_address_whose_functions_are_taken(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "violence-prevention-section")
    with pytest.raises(Refused, match=r"VI\.B\.1, VI\.B\.2"):
        change_placement(placement, facts_of(placement, address="VI.B"), by=officer, reason="")
    assert function_at(draft, "V.C.1").unit == placement.unit


@pytest.mark.parametrize("parent", ["s-cicte", "ct-policy-section"])
def test_change_placement_refuses_a_circle(draft: Order, officer: Viewer, parent: str) -> None:
    placement = placed(draft, "s-cicte")
    with pytest.raises(Refused, match="beneath it"):
        change_placement(placement, facts_of(placement, parent=placed(draft, parent).unit), by=officer, reason="")


def test_drop_placement_keeps_what_was_said_in_history(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "mem-unit")
    identifier = placement.pk
    drop_placement(placement, by=officer, reason="No longer a unit")
    last = Placement.history.filter(id=identifier).order_by("-history_id").first()
    assert (last.history_type, last.history_user, last.history_change_reason, last.acronym) == (
        "-",
        officer.person,
        "No longer a unit",
        "MEM",
    )
    assert structure_of(draft).find(placement.unit_id) is None


def test_drop_placement_refuses_while_units_belong_to_it(draft: Order, officer: Viewer) -> None:
    with pytest.raises(Refused, match="MEM, OID"):
        drop_placement(placed(draft, "drug-policy-section"), by=officer, reason="", with_functions=True)


def test_drop_placement_refuses_to_drop_functions_unasked(draft: Order, officer: Viewer) -> None:
    with pytest.raises(Refused, match="has functions"):
        drop_placement(placed(draft, "dtoc"), by=officer, reason="")


def test_drop_placement_drops_functions_where_asked(draft: Order, in_force: Order, officer: Viewer) -> None:
    drop_placement(placed(draft, "dtoc"), by=officer, reason="", with_functions=True)
    found = difference(draft, in_force)
    assert [each.acronym for each in found.dropped] == ["DTOC"]
    assert len([each for each in found.functions_dropped if each.kind == "function"]) == 10


# Functions ------------------------------------------------------------------------------------------------------------


def new_function(draft: Order, **changes: Any) -> FunctionFacts:
    known: dict[str, Any] = {
        "unit": placed(draft, "s-cicte").unit,
        "address": "IV.B.12",
        "kind": "function",
        "summary": words("Watches over the new network."),
        "topics": tuple(Topic.objects.filter(slug="cyber-security")),
    }
    return FunctionFacts(**{**known, **changes})


def test_add_function_stands_after_its_kin(draft: Order, officer: Viewer) -> None:
    function = add_function(draft, new_function(draft), by=officer, reason="New")
    numbers = [*draft.document.paragraphs.order_by("position").values_list("number", flat=True)]
    place = numbers.index("IV.B.12")
    assert numbers[place - 1 : place + 2] == ["IV.B.11", "IV.B.12", "IV.C.1"]
    assert [link.topic.slug for link in function.topic_links.all()] == ["cyber-security"]
    assert timeline(function)[0].reason == "New"


def test_add_function_finds_room_however_often(draft: Order, officer: Viewer) -> None:
    for number in range(40, 11, -1):
        add_function(draft, new_function(draft, address=f"IV.B.{number}"), by=officer, reason="")
    numbers = [*draft.document.paragraphs.order_by("position").values_list("number", flat=True)]
    start = numbers.index("IV.B.1")
    assert numbers[start : start + 41] == [*(f"IV.B.{number}" for number in range(1, 41)), "IV.C.1"]


def test_add_function_refuses_an_address_that_is_taken(draft: Order, officer: Viewer) -> None:
    with pytest.raises(Refused, match=r"IV\.B\.3 is taken"):
        add_function(draft, new_function(draft, address="IV.B.3"), by=officer, reason="")


def test_add_function_refuses_a_unit_the_draft_does_not_place(draft: Order, officer: Viewer) -> None:
    outside = Unit.objects.get(party__slug="legal-affairs")
    with pytest.raises(Refused, match="does not place"):
        add_function(draft, new_function(draft, unit=outside), by=officer, reason="")


def test_change_function_goes_on_continuing(draft: Order, in_force: Order, officer: Viewer) -> None:
    function = function_at(draft, "IV.C.2")
    facts = function_facts(function, address="IV.B.12", unit=placed(draft, "s-cicte").unit, summary=words("Anew"))
    change_function(function, facts, by=officer, reason="Moved up")
    found = difference(draft, in_force)
    assert [(each.before.address, each.after.address) for each in found.functions_moved] == [("IV.C.2", "IV.B.12")]
    assert [str(each.after.summary) for each in found.functions_reworded] == ["Anew"]
    assert timeline(function)[0].reason == "Moved up"
    assert function.continues == function_at(in_force, "IV.C.2")


def test_change_function_sets_topics(draft: Order, officer: Viewer) -> None:
    function = function_at(draft, "IV.C.2")
    topics = tuple(Topic.objects.filter(slug__in=["drugs", "cyber-security"]))
    change_function(function, function_facts(function, topics=topics), by=officer, reason="")
    assert set(function.topic_links.values_list("topic__slug", flat=True)) == {"drugs", "cyber-security"}


def test_drop_function_takes_its_paragraph_along(draft: Order, officer: Viewer) -> None:
    function = function_at(draft, "II.B.5")
    drop_function(function, by=officer, reason="Given up")
    assert not Paragraph.objects.filter(document=draft.document, number="II.B.5").exists()
    last = Paragraph.history.filter(document=draft.document, number="II.B.5").order_by("-history_id").first()
    assert (last.history_type, last.history_user, last.history_change_reason) == ("-", officer.person, "Given up")


def test_drop_function_frees_its_address(draft: Order, officer: Viewer) -> None:
    drop_function(function_at(draft, "IV.B.11"), by=officer, reason="")
    function = add_function(draft, new_function(draft, address="IV.B.11"), by=officer, reason="")
    assert function.address == "IV.B.11"


def test_add_counterpart_of_a_party(draft: Order, in_force: Order, officer: Viewer) -> None:
    function = function_at(draft, "IV.C.1")
    party = Party.objects.get(slug="iadb")
    add_counterpart(function, relation="in_coordination_with", party=party, by=officer, reason="")
    assert [each.after.address for each in difference(draft, in_force).functions_otherwise] == ["IV.C.1"]


def test_add_counterpart_needs_one_target(draft: Order, officer: Viewer) -> None:
    with pytest.raises(ValidationError):
        add_counterpart(function_at(draft, "IV.C.1"), relation="serves", by=officer, reason="")


def test_add_counterpart_refuses_it_twice(draft: Order, officer: Viewer) -> None:
    counterpart = Counterpart.objects.filter(function__order=draft, party__isnull=False).first()
    assert counterpart is not None
    with pytest.raises(Refused, match="already"):
        add_counterpart(
            counterpart.function, relation=counterpart.relation, party=counterpart.party, by=officer, reason=""
        )


def test_drop_counterpart_shows_as_a_difference(draft: Order, in_force: Order, officer: Viewer) -> None:
    counterpart = Counterpart.objects.filter(function__order=draft).first()
    assert counterpart is not None
    address = counterpart.function.address
    drop_counterpart(counterpart, by=officer, reason="")
    assert [each.after.address for each in difference(draft, in_force).functions_otherwise] == [address]


# Issued orders never change -------------------------------------------------------------------------------------------


def on_issued(in_force: Order, by: Viewer) -> dict[str, Callable[[], object]]:
    placement, function = placed(in_force, "dps"), function_at(in_force, "IV.C.2")
    counterpart = Counterpart.objects.filter(function__order=in_force).select_related("function__order").first()
    assert counterpart is not None
    return {
        "add_unit": lambda: add_unit(in_force, new_unit(in_force), by=by, reason=""),
        "change_placement": lambda: change_placement(placement, facts_of(placement, acronym="X"), by=by, reason=""),
        "drop_placement": lambda: drop_placement(placement, by=by, reason="", with_functions=True),
        "add_function": lambda: add_function(in_force, new_function(in_force), by=by, reason=""),
        "change_function": lambda: change_function(
            function, function_facts(function, kind="mission"), by=by, reason=""
        ),
        "drop_function": lambda: drop_function(function, by=by, reason=""),
        "add_counterpart": lambda: add_counterpart(
            function, relation="advises", party=Party.objects.first(), by=by, reason=""
        ),
        "drop_counterpart": lambda: drop_counterpart(counterpart, by=by, reason=""),
        "withdraw_order": lambda: withdraw_order(in_force, by=by, reason=""),
        "resume_order": lambda: resume_order(in_force, by=by, reason=""),
        "put_in_force": lambda: put_in_force(
            in_force, by=by, on=TODAY, signed_on=TODAY, effective_on=TODAY, signatory=words("x"), reason=""
        ),
    }


@pytest.mark.parametrize(
    "verb",
    "add_unit change_placement drop_placement add_function change_function drop_function add_counterpart "
    "drop_counterpart withdraw_order resume_order put_in_force".split(),
)
def test_issued_order_is_never_changed(in_force: Order, officer: Viewer, verb: str) -> None:
    before = Placement.history.count(), Function.history.count(), Counterpart.history.count(), Order.history.count()
    with pytest.raises(Refused):
        on_issued(in_force, officer)[verb]()
    after = Placement.history.count(), Function.history.count(), Counterpart.history.count(), Order.history.count()
    assert after == before


# Putting in force -----------------------------------------------------------------------------------------------------


def test_put_in_force_issues_order_and_document(draft: Order, in_force: Order, enforce: Enforce) -> None:
    order = enforce(draft)
    document = Document.objects.get(pk=order.document_id)
    assert (order.state, order.signed_on, order.effective_on) == ("issued", TODAY, TODAY + DAY)
    assert (document.state, document.audience, document.date) == ("issued", Audience.PUBLIC, TODAY)
    relation = DocumentRelation.objects.get(document=document)
    assert (relation.kind, relation.to) == ("replaces", in_force.document)
    entry = timeline(order)[0]
    assert (entry.kind, entry.reason, {change.field.partition(" (")[0] for change in entry.changes}) == (
        "~",
        "Signed",
        {"state", "signed on", "takes effect on", "signed by"},
    )


def test_put_in_force_leaves_earlier_days_as_they_were(draft: Order, in_force: Order, enforce: Enforce) -> None:
    enforce(draft, TODAY + 10 * DAY)
    before, after = structure_on(TODAY + 9 * DAY, ANYONE), structure_on(TODAY + 10 * DAY, ANYONE)
    assert before is not None
    assert after is not None
    assert (before.order, after.order) == (in_force, draft)


def test_put_in_force_names_new_units(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    placement = add_unit(draft, new_unit(draft), by=officer, reason="")
    enforce(draft, TODAY + 10 * DAY)
    party = Party.objects.get(unit=placement.unit)
    assert (str(party.name), party.acronym, party.slug) == ("Cyber-security Section", "CYB", "cyb")


def test_put_in_force_keeps_former_names(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    placement = placed(draft, "dps")
    change_placement(placement, facts_of(placement, acronym="DSP"), by=officer, reason="")
    enforce(draft, TODAY)
    party = Party.objects.get(slug="dps")
    former = PartyName.objects.get(party=party, acronym="DPS")
    assert (party.acronym, former.valid_until, former.source) == ("DSP", TODAY - DAY, "EO 26-01")


def test_put_in_force_leaves_names_alone_until_the_day(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    placement = placed(draft, "dps")
    change_placement(placement, facts_of(placement, acronym="DSP"), by=officer, reason="")
    enforce(draft, TODAY + DAY)
    assert Party.objects.get(slug="dps").acronym == "DPS"


@pytest.mark.parametrize("name", NOT_PLANNING)
def test_put_in_force_is_not_permitted_to_others(draft: Order, viewers: dict[str, Viewer], name: str) -> None:
    with pytest.raises(NotPermitted):
        put_in_force(
            draft, by=viewers[name], on=TODAY, signed_on=TODAY, effective_on=TODAY, signatory=words("x"), reason=""
        )
    assert Order.objects.get(pk=draft.pk).state == "draft"


@pytest.mark.parametrize(
    ("signed", "effective", "why"),
    [
        (TODAY + DAY, TODAY + DAY, "has not come yet"),
        (TODAY, TODAY - DAY, "before it is signed"),
        (datetime.date(2016, 7, 1), datetime.date(2016, 7, 18), "the past is not rewritten"),
        (datetime.date(2016, 7, 1), datetime.date(2016, 7, 19), "takes effect on that day already"),
    ],
)
def test_put_in_force_refuses_days(
    draft: Order, officer: Viewer, signed: datetime.date, effective: datetime.date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        put_in_force(
            draft, by=officer, on=TODAY, signed_on=signed, effective_on=effective, signatory=Labels(), reason=""
        )
    assert Order.objects.get(pk=draft.pk).state == "draft"


def second_root(draft: Order) -> None:
    Placement.objects.filter(order=draft, unit__party__slug="dtoc").update(parent=None)


def orphan(draft: Order) -> None:
    Placement.objects.filter(order=draft, unit__party__slug="dps").delete()


def circle(draft: Order) -> None:
    below = placed(draft, "violence-prevention-section").unit
    Placement.objects.filter(order=draft, unit__party__slug="dps").update(parent=below)


def same_address(draft: Order) -> None:
    Placement.objects.filter(order=draft, unit__party__slug="dps").update(address="VI.B")


def no_root(draft: Order) -> None:
    Function.objects.filter(order=draft).first()
    Placement.objects.filter(order=draft).delete()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (second_root, "More than one unit stands at the top: SMS, DTOC"),
        (orphan, "belongs to a unit that this order does not place"),
        (circle, "in a circle"),
        (same_address, "Two units stand at the address VI.B"),
        (orphan, "V.B.1 is given to a unit that this order does not place"),
        (no_root, "No unit stands at the top"),
    ],
)
def test_put_in_force_refuses_what_is_not_whole(
    draft: Order, enforce: Enforce, damage: Callable[[Order], None], why: str
) -> None:
    damage(draft)
    with pytest.raises(Refused, match=why):
        enforce(draft)
    assert Order.objects.get(pk=draft.pk).state == "draft"


# Laying aside ---------------------------------------------------------------------------------------------------------


def test_withdraw_order_keeps_it_for_the_secretariat(draft: Order, officer: Viewer) -> None:
    order = withdraw_order(draft, by=officer, reason="Not now")
    document = Document.objects.get(pk=order.document_id)
    assert (order.state, document.state, document.audience) == ("withdrawn", "withdrawn", Audience.SECRETARIAT)
    assert timeline(order)[0].reason == "Not now"


def test_withdrawn_order_can_be_taken_up_again(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    resume_order(withdraw_order(draft, by=officer, reason="Not now"), by=officer, reason="Now")
    assert enforce(draft).state == "issued"


def test_withdrawn_order_is_not_put_in_force(draft: Order, officer: Viewer, enforce: Enforce) -> None:
    withdraw_order(draft, by=officer, reason="Not now")
    with pytest.raises(Refused, match="is withdrawn"):
        enforce(draft)


def test_withdraw_order_is_not_permitted_to_others(draft: Order, viewers: dict[str, Viewer]) -> None:
    with pytest.raises(NotPermitted):
        withdraw_order(draft, by=viewers["chief"], reason="")
