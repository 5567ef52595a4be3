from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.core.languages import Labels
from secretariat.documents.models import Document, Paragraph
from secretariat.trace.gaps import GAPS

pytestmark = pytest.mark.django_db
SLUG = "ag-res-2619-xli-o-11"
AsPerson = Callable[[str], Client]


def place(name: str) -> str:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    return reverse(name, args=(document.slug, "4.b"))


def test_trace_page_shows_units_and_lines(as_person: AsPerson) -> None:
    page = as_person("anyone").get(place("trace")).content.decode()
    assert "S/CICTE" in page
    assert "1.A.1.1" in page


def test_trace_of_a_paragraph_that_is_not_there_is_not_found(as_person: AsPerson) -> None:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    assert as_person("anyone").get(reverse("trace", args=(document.slug, "4.z"))).status_code == 404


def test_trace_of_a_hidden_document_is_not_found(as_person: AsPerson) -> None:
    Document.objects.filter(symbol="AG/RES. 2619 (XLI-O/11)").update(audience=2)
    for name in ("trace", "trace-json", "trace-picture"):
        assert as_person("anyone").get(place(name)).status_code == 404
        assert as_person("delegate").get(place(name)).status_code == 404
        assert as_person("planning_officer").get(place(name)).status_code == 200


def test_picture_is_well_formed_and_runs_nothing(as_person: AsPerson) -> None:
    Paragraph.objects.filter(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b").update(
        summary=Labels({"en": '<script>alert(1)</script> & "more"'})
    )
    response = as_person("anyone").get(place("trace-picture"))
    tree = ElementTree.fromstring(response.content)  # noqa: S314 - our own output
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert [each for each in tree.iter() if each.tag.endswith("script")] == []
    assert "sandbox" in response["Content-Security-Policy"]


def test_coverage_counts_each_quoted_paragraph_once(as_person: AsPerson) -> None:
    for name in ("anyone", "delegate", "planning_officer"):
        matrix = as_person(name).get(reverse("coverage")).context["matrix"]
        assert sum(int(cell["text"] or 0) for row in matrix["rows"] for cell in row["cells"]) == 35


def test_coverage_offers_actions_to_the_secretariat_only(as_person: AsPerson) -> None:
    def offered(name: str) -> bool:
        gaps = as_person(name).get(reverse("coverage")).context["gaps"]
        return any("action_url" in task for gap in gaps for task in gap["tasks"])

    assert offered("planning_officer")
    assert not offered("anyone")
    assert not offered("delegate")


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.slug)
def test_every_gap_lists_as_many_rows_as_the_board_counts(gap: object, as_person: AsPerson) -> None:
    client = as_person("anyone")
    board = {each["key"]: each["count"] for each in client.get(reverse("coverage")).context["gaps"]}
    listed = client.get(reverse("gap", args=(gap.slug,)))  # type: ignore[attr-defined]
    shown = len(listed.context["rows"])
    assert shown == min(board[gap.slug], 50)  # type: ignore[attr-defined]


def test_unknown_gap_is_not_found(as_person: AsPerson) -> None:
    assert as_person("anyone").get(reverse("gap", args=("nothing",))).status_code == 404
