from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.utils import translation

from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.organization.chart import Card, Drawing, draw, functions_in_words, svg, width_of, wrap
from secretariat.organization.models import Order, Placement
from secretariat.organization.queries import structure_of
from secretariat.organization.services import add_unit, change_placement
from secretariat.organization.tests.conftest import facts_of, placed, words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(order: Order, **options: object) -> Drawing:
    return draw(structure_of(order), href=lambda each: f"/{each.unit.party.slug}/", **options)  # type: ignore[arg-type]


def overlap(one: Card, other: Card) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_holds_every_unit_apart_and_inside(in_force: Order, language: str) -> None:
    with translation.override(language):
        drawing = drawn(in_force)
    assert len(drawing.cards) == 21
    for place, card in enumerate(drawing.cards):
        assert card.x >= 0
        assert card.x + card.width <= drawing.width
        assert card.y + card.height <= drawing.height
        assert [other.title for other in drawing.cards[place + 1 :] if overlap(card, other)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stay_inside_their_cards(in_force: Order, language: str) -> None:
    with translation.override(language):
        drawing = drawn(in_force)
    wide = [
        line.words
        for card in drawing.cards
        for line in card.lines
        if width_of(line.words, line.size, line.weight) > card.width
    ]
    assert wide == []


def test_chart_fits_a_landscape_page(in_force: Order) -> None:
    drawing = drawn(in_force)
    assert 1.2 < drawing.width / drawing.height < 1.7


def test_departments_are_columns_of_one_height(in_force: Order) -> None:
    columns = [card for card in drawn(in_force).cards if card.depth == 1]
    assert len(columns) == 5
    assert len({card.y for card in columns}) == 1
    assert len({card.height for card in columns}) == 1


def test_many_departments_stand_in_rows(draft: Order, officer: Viewer) -> None:
    for number in range(9):
        facts = facts_of(placed(draft, "dtoc"), acronym=f"D{number}", address=f"X.{number}")
        add_unit(draft, facts, by=officer, reason="")
    rows = {card.y for card in drawn(draft).cards if card.depth == 1}
    assert len(rows) == 3


def test_svg_is_well_formed_and_leads_to_every_unit(in_force: Order) -> None:
    root = ElementTree.fromstring(svg(drawn(in_force)))  # noqa: S314 - our own file
    links = sorted(each.get("href", "") for each in root.iter(f"{SVG}a"))
    assert links == sorted(f"/{node.placement.unit.party.slug}/" for node in structure_of(in_force).walk())
    assert [each.tag for each in root.iter() if "style" in each.attrib or each.tag == f"{SVG}style"] == []


def test_svg_escapes_what_people_typed(draft: Order, officer: Viewer) -> None:
    placement = placed(draft, "dps")
    hostile = words('</text><script>alert("1")</script>&amp; {{ 7 }}')
    change_placement(placement, facts_of(placement, name=hostile, acronym="<b>"), by=officer, reason="")
    text = svg(drawn(draft))
    root = ElementTree.fromstring(text)  # noqa: S314 - our own file
    assert "<script" not in text
    assert [each for each in root.iter() if each.tag.endswith("script")] == []
    shown = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert '</text><script>alert("1")</script>&amp;' in shown


def test_svg_speaks_the_language_of_the_reader(in_force: Order) -> None:
    with translation.override("es"):
        text = svg(drawn(in_force))
    assert "Secretaría de Seguridad Multidimensional" in text
    assert 'lang="es"' in text


def test_marks_are_words_too(draft: Order) -> None:
    unit = placed(draft, "dtoc").unit_id
    drawing = drawn(draft, marks={unit: "changed"})
    (card,) = [each for each in drawing.cards if each.mark]
    assert [line.words for line in card.lines if line.css == "change"] == ["changed"]


def test_empty_structure_is_drawn_as_nothing(draft: Order) -> None:
    Placement.objects.filter(order=draft).delete()
    assert drawn(draft).cards == ()


def test_functions_are_counted_in_words(in_force: Order) -> None:
    (root,) = structure_of(in_force).roots
    said = {node.placement.short: functions_in_words(node) for node in root.walk()}
    assert said["SMS"] == "88 functions in all"
    assert said["SMS/EO"] == "10 functions · 25 in all"
    assert said["DTOC"] == "10 functions"
    assert said["MEM"] == ""


def test_wrap_breaks_between_words_only() -> None:
    assert wrap("one two three", 40, 14, 400) == ["one", "two", "three"]
    assert wrap("one two three", 1000, 14, 400) == ["one two three"]
    assert wrap("", 100, 14, 400) == []
