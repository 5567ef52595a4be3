"""Chains of a paragraph, and their picture."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.chain_picture import BOX_HEIGHT, BOX_WIDTH, draw
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.queries import chain_graph, chains_of, exclusions_near
from secretariat.mandates.tests.factories import a_chain, a_document, a_paragraph, an_exclusion
from secretariat.parties.queries import operator

SUGGESTED: dict[str, Any] = {"state": SuggestionState.SUGGESTED, "decided_on": None, "decided_by": None}


def levels(paragraph: Paragraph, viewer: Viewer = ANYONE) -> dict[str, int]:
    graph = chain_graph(paragraph, viewer)
    return {str(graph.nodes[key]): level for key, level in graph.levels.items()}


@pytest.fixture
def line(db: None) -> list[Paragraph]:
    """Six paragraphs, each of which reiterates the one before it."""
    paragraphs = [a_paragraph() for _number in range(6)]
    for earlier, later in pairwise(paragraphs):
        a_chain(later, earlier)
    return paragraphs


def test_graph_goes_three_steps_back_and_on(line: list[Paragraph]) -> None:
    assert levels(line[1]) == {str(line[0]): -1, str(line[1]): 0, str(line[2]): 1, str(line[3]): 2, str(line[4]): 3}
    assert levels(line[5]) == {str(line[5]): 0, str(line[4]): -1, str(line[3]): -2, str(line[2]): -3}


def test_graph_ends_where_chains_go_round(line: list[Paragraph]) -> None:
    a_chain(line[0], line[2], ChainKind.CITES)
    assert set(levels(line[1])) == {str(each) for each in line[:5]}


def test_node_reached_two_ways_stands_at_the_farther_step(line: list[Paragraph]) -> None:
    a_chain(line[3], line[1], ChainKind.CITES)
    assert levels(line[3])[str(line[1])] == -2


def test_whole_document_is_a_node_and_does_not_lead_on(db: None) -> None:
    later, earlier, earliest = a_paragraph(), a_paragraph(), a_paragraph()
    a_chain(earlier, earliest)
    a_chain(later, earlier.document)
    assert levels(later) == {str(later): 0, str(earlier.document): -1}
    assert levels(earlier) == {str(earlier): 0, str(earliest): -1, str(later): 1}


def test_refused_chains_are_left_out_and_suggested_ones_are_for_the_secretariat(viewers: dict[str, Viewer]) -> None:
    later, earlier, other = a_paragraph(), a_paragraph(), a_paragraph()
    a_chain(later, earlier, state=SuggestionState.REFUSED)
    a_chain(later, other, **SUGGESTED)
    seen = {who: [*levels(later, viewers[who])] for who in ("anyone", "delegate", "program_officer")}
    assert seen == {"anyone": [str(later)], "delegate": [str(later)], "program_officer": [str(later), str(other)]}


def test_chain_to_a_hidden_paragraph_is_hidden(db: None) -> None:
    later, hidden = a_paragraph(), a_paragraph(a_document(audience=Audience.STATES))
    a_chain(later, hidden)
    assert (chains_of(later, ANYONE), [*levels(later)]) == ([], [str(later)])
    assert [*levels(later, operator())] == [str(later), str(hidden)]


def test_chains_of_a_paragraph_hold_both_ways_and_its_whole_document(line: list[Paragraph]) -> None:
    citing = a_paragraph()
    whole = a_chain(citing, line[1].document, ChainKind.CITES)
    own = chains_of(line[1], ANYONE)
    assert [each.paragraph for each in own][:1] == [line[1]]
    assert {each.pk for each in own} == {line[1].chains.get().pk, line[2].chains.get().pk, whole.pk}


def test_picture_puts_earlier_boxes_left_and_draws_every_chain(line: list[Paragraph]) -> None:
    picture = draw(chain_graph(line[2], ANYONE))
    order = [box.title for box in sorted(picture.boxes, key=lambda box: box.x)]
    assert order == [str(each) for each in line]
    assert (len(picture.lines), [box.title for box in picture.boxes if box.is_here]) == (5, [str(line[2])])


def test_boxes_of_a_picture_lie_inside_it_and_apart(db: None) -> None:
    later = a_paragraph()
    for _number in range(7):
        a_chain(later, a_paragraph())
    picture = draw(chain_graph(later, ANYONE))
    places = [(box.x, box.y) for box in picture.boxes]
    assert len(set(places)) == 8
    assert all(0 <= x <= picture.width - BOX_WIDTH and 0 <= y <= picture.height - BOX_HEIGHT for x, y in places)
    rows = sorted(y for x, y in places if x == min(x for x, _y in places))
    assert min(after - before for before, after in pairwise(rows)) >= BOX_HEIGHT


def test_line_to_the_whole_document_ends_at_the_paragraph_asked_about(db: None) -> None:
    earlier, later = a_paragraph(), a_paragraph()
    a_chain(later, earlier.document)
    picture = draw(chain_graph(earlier, ANYONE))
    assert ([box.title for box in picture.boxes], len(picture.lines)) == ([str(earlier), str(later)], 1)


def test_box_is_suggested_where_no_confirmed_chain_reaches_it(viewers: dict[str, Viewer]) -> None:
    later, sure, unsure = a_paragraph(), a_paragraph(), a_paragraph()
    a_chain(later, sure)
    a_chain(later, unsure, **SUGGESTED)
    picture = draw(chain_graph(later, viewers["chief"]))
    assert {box.title: box.is_suggested for box in picture.boxes} == {
        str(later): False,
        str(sure): False,
        str(unsure): True,
    }


def test_exclusions_near_are_those_of_the_whole_family(db: None) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    assert [each.paragraph.number for each in exclusions_near(paragraph, ANYONE)] == ["4.c", "4.d", "4.e", "4.f", "4.j"]
    assert paragraph.parent is not None
    assert len(exclusions_near(paragraph.parent, ANYONE)) == 5


def test_exclusion_by_a_hidden_document_is_hidden(db: None) -> None:
    paragraph = a_paragraph()
    an_exclusion(paragraph, by=a_document(audience=Audience.SECRETARIAT))
    assert (exclusions_near(paragraph, ANYONE), len(exclusions_near(paragraph, operator()))) == ([], 1)
