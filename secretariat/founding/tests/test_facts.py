"""The first package holds what a careful reader finds in the two documents, and none of their sentences."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from secretariat.core.languages import LANGUAGES, TranslatedField
from secretariat.directory.models import Collaborator
from secretariat.documents.models import DocumentRelation, Paragraph
from secretariat.documents.symbols import parse_symbol
from secretariat.mandates.models import Chain, Exclusion, Ownership
from secretariat.organization.models import Counterpart, Function, Order, Placement
from secretariat.plans.models import Activity, Answer, Area, Plan, Program, Project

pytestmark = [pytest.mark.django_db, pytest.mark.seeds]
ORDER = "eo-16-01-rev-1"
PLAN = "cicte-doc-5-16"
LONGEST_QUOTE = 8  # words
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@pytest.fixture(scope="session")
def truth(seeds: Path) -> Any:
    return yaml.safe_load((seeds / "truth.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def order(truth: Any) -> Any:
    return truth["executive_order"]


@pytest.fixture
def plan(truth: Any) -> Any:
    return truth["work_plan"]


def slug(symbol: str) -> str:
    return parse_symbol(symbol).slug


def name_of(unit: dict[str, Any]) -> str:
    """Return a unit's name; one with commas stands without quotes, and YAML reads its rest as keys without value."""
    return ", ".join([unit["name"], *(key for key, value in unit.items() if value is None)])


# The order ----------------------------------------------------------------------------------------------------------


def test_order_is_signed_and_in_force_as_it_says(order: Any) -> None:
    row = Order.objects.get(document__slug=slug(order["symbol"]))
    assert (row.signed_on, row.effective_on) == (order["signed_and_in_force"], order["signed_and_in_force"])
    assert row.document.original_language == order["original_language"]


@pytest.mark.parametrize(("kind", "key"), [("replaces", "replaces"), ("considers", "considers")])
def test_order_names_the_orders_before_it(order: Any, kind: str, key: str) -> None:
    rows = DocumentRelation.objects.filter(document__slug=ORDER, kind=kind, to__kind="executive_order")
    assert sorted(row.to.slug for row in rows) == sorted(map(slug, order[key]))


def test_units_stand_where_the_order_places_them(order: Any) -> None:
    rows = Placement.objects.filter(order__document__slug=ORDER).exclude(address="").order_by("position")
    given = [(row.address, row.name["en"], row.acronym) for row in rows]
    assert given == [(unit["ref"], name_of(unit), unit.get("acronym", "")) for unit in order["units"]]


def test_units_belong_to_the_units_that_the_order_says(order: Any) -> None:
    rows = Placement.objects.filter(order__document__slug=ORDER).exclude(address="").order_by("position")
    parents = [row.parent.party.short if row.parent else "" for row in rows]
    assert parents == [unit["parent"] for unit in order["units"]]


def test_units_have_as_many_functions_as_the_order_numbers(order: Any) -> None:
    rows = Function.objects.numbered().filter(order__document__slug=ORDER).select_related("paragraph")
    counts = Counter(row.address.rpartition(".")[0] for row in rows)
    assert counts == Counter({unit["ref"]: unit["functions"] for unit in order["units"] if unit["functions"]})


def test_sub_units_are_those_that_the_order_names(order: Any) -> None:
    rows = Placement.objects.filter(order__document__slug=ORDER, address="")
    named = [name.partition(" (")[0] for unit in order["units"] for name in unit.get("units", ())]
    assert len(rows) == order["totals"]["sub_units_named_without_functions"] == len(named)
    assert [name for name in named if not any(name in row.name["en"] for row in rows)] == []


def test_spellings_that_vary_are_kept_beside_the_first(order: Any) -> None:
    rows = {row.acronym: row.unit.party.variants for row in Placement.objects.filter(order__document__slug=ORDER)}
    assert {name: rows[name] for name in order["variants"]} == order["variants"]


def test_obligations_outside_the_functions_have_addresses() -> None:
    found = set(Paragraph.objects.filter(document__slug=ORDER).values_list("number", flat=True))
    wanted = {"I.A", "I.B", "I.C", "I.D", "I.E", "I.F", "I.G", "I.G.1", "I.G.2", "I.G.3"}
    assert wanted - found == set()


@pytest.mark.parametrize("relation", ["serves", "liaison_with"])
def test_technical_secretariats_and_liaisons_are_data(order: Any, relation: str) -> None:
    rows = Counterpart.objects.filter(relation=relation, function__order__document__slug=ORDER)
    named = {str(row.party.short if row.party else row.document) for row in rows}
    wanted = order["liaison"] if relation == "liaison_with" else ["CICAD", "CICTE", "CSH"]
    assert [name for name in wanted if name not in named] == []


# The mandates -------------------------------------------------------------------------------------------------------


def test_sources_and_their_paragraphs_are_those_that_the_plan_quotes(plan: Any) -> None:
    wanted = {
        slug(source["symbol"]): sorted(source["paragraphs"]) for source in plan["mandate_sources"] if source["symbol"]
    }
    rows = Paragraph.objects.filter(quotations__by__slug=PLAN, exclusions=None).exclude(kind="chapeau")
    found: dict[str, list[str]] = {}
    for row in rows.select_related("document").exclude(document__kind="unknown"):
        found.setdefault(row.document.slug, []).append(row.number)
    assert {key: sorted(numbers) for key, numbers in found.items()} == wanted


def test_paragraph_of_unknown_source_stands_under_no_symbol() -> None:
    (row,) = Paragraph.objects.filter(quotations__by__slug=PLAN, document__kind="unknown")
    assert (row.number, row.document.symbol, row.document.is_uncertain) == ("15", "", True)


def test_excluded_paragraphs_are_excluded_for_the_unit_of_the_plan(plan: Any) -> None:
    wanted = {
        (slug(source["symbol"]), number)
        for source in plan["mandate_sources"]
        for number in source.get("not_relevant", ())
    }
    rows = Exclusion.objects.select_related("paragraph__document", "unit__party")
    assert {(row.paragraph.document.slug, row.paragraph.number) for row in rows} == wanted
    assert {row.unit.party.slug for row in rows} == {"s-cicte"}


def test_paragraph_printed_under_a_symbol_that_cannot_be_right_is_shown_as_uncertain() -> None:
    row = Paragraph.objects.get(document__slug=slug("AG/RES. 2735 (XLII-O/12)"), number="70")
    assert row.is_uncertain
    assert "2809" in row.note["en"]


# The plan -----------------------------------------------------------------------------------------------------------


def lines_of(plan: Any) -> dict[str, list[tuple[Any, str, bool]]]:
    """Return the lines of the list of facts by the address of their project: quantity, kind, upon request."""
    found = {}
    for area in plan["areas"]:
        for program in area["programs"]:
            for position, project in enumerate(program["projects"], 1):
                number = project["number"] or f"({position})"
                found[f"{area['number']}.{program['letter']}.{number}"] = [
                    (
                        None if each["quantity"] == "on_request" else each["quantity"],
                        each["kind"],
                        each["quantity"] == "on_request",
                    )
                    for each in project["activities"]
                ]
    return found


def test_document_of_the_plan_is_what_it_prints(plan: Any) -> None:
    row = Plan.objects.get(document__slug=slug(plan["symbol"]))
    document = row.document
    assert (document.series, document.original_language) == (plan["series"], plan["original_language"])
    assert f"{row.adopted_on}, {row.adopted_at['en']}" == plan["adopted"]


def test_areas_and_programs_are_those_of_the_plan(plan: Any) -> None:
    areas = {row.number: row.title["en"] for row in Area.objects.as_adopted().filter(plan__document__slug=PLAN)}
    assert areas == {area["number"]: area["title"] for area in plan["areas"]}
    programs = Program.objects.as_adopted().filter(plan__document__slug=PLAN).select_related("area")
    found = Counter((row.area.number, row.letter) for row in programs)
    assert found == Counter((area["number"], each["letter"]) for area in plan["areas"] for each in area["programs"])


def test_lines_promise_what_the_plan_promises(plan: Any) -> None:
    rows = Activity.objects.as_adopted().filter(plan__document__slug=PLAN).select_related("project")
    found: dict[str, list[tuple[Any, str, bool]]] = {
        project.address: [] for project in Project.objects.as_adopted().filter(plan__document__slug=PLAN)
    }
    for row in rows.order_by("position"):
        found[row.project.address].append((row.quantity, row.kind, row.on_request))
    assert found == lines_of(plan)


def test_collaborators_are_as_many_as_the_plan_lists(plan: Any) -> None:
    wanted = plan["collaborators"]
    counts = Counter(Collaborator.objects.values_list("group", flat=True))
    assert (counts["principals"], counts["organizations"], counts["non_governmental"]) == (
        wanted["principals_of_political_bodies"],
        wanted["organizations"],
        wanted["non_governmental"],
    )


def test_every_link_has_a_reason_of_its_own_kind() -> None:
    rows = Answer.objects.all()
    assert [row.pk for row in rows if set(row.reason) != set(LANGUAGES)] == []
    assert [row.pk for row in rows if row.state == "suggested" and row.confidence is None] == []


# Our own words ------------------------------------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return every run of one word more than a quote may have."""
    words = words_of(text)
    return {tuple(words[at : at + LONGEST_QUOTE + 1]) for at in range(len(words) - LONGEST_QUOTE)}


@pytest.mark.parametrize("model", [Paragraph, Answer, Ownership, Chain, Exclusion, Placement, Activity])
def test_no_sentence_of_the_documents_is_copied(seeds: Path, model: Any) -> None:
    source = set().union(*(runs_of(path.read_text(encoding="utf-8")) for path in seeds.glob("*.txt")))
    columns = [each.name for each in model._meta.concrete_fields if isinstance(each, TranslatedField) and each.long]
    copied = [
        (str(row), " ".join(min(shared)))
        for row in model.objects.all()
        for column in columns
        for text in getattr(row, column).values()
        if (shared := runs_of(text) & source)
    ]
    assert copied == []
