"""Documents and paragraphs as people type them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.core.choices import Audience
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.queries import find_document, find_paragraph, find_typed, plain_number, the_document
from secretariat.documents.tests.factories import a_document, a_paragraph, words


@pytest.mark.parametrize(
    ("typed", "document", "number"),
    [
        ("AG/RES. 2619 (XLI-O/11)", "ag-res-2619-xli-o-11", ""),
        ("AG/RES.2619", "ag-res-2619-xli-o-11", ""),
        ("  ag/res 2619 ", "ag-res-2619-xli-o-11", ""),
        ("2619", "ag-res-2619-xli-o-11", ""),
        ("2619 4b", "ag-res-2619-xli-o-11", "4.b"),
        ("AG/RES. 2619 (XLI-O/11), para. 4(b)", "ag-res-2619-xli-o-11", "4.b"),
        ("AG/RES. 2619 párrafo 4.b", "ag-res-2619-xli-o-11", "4.b"),
        ("CICTE/DEC. 1/07 11", "cicte-dec-1-07", "11"),
        ("1/07 11", "cicte-dec-1-07", "11"),
        ("CICTE/doc.12./08 unnumbered", "cicte-doc-12-08", "unnumbered"),
        ("EO 16-01 IV.B.5", "eo-16-01-rev-1", "IV.B.5"),
        ("Resolution 1540", "s-res-1540-2004", ""),
        ("S/RES/1373", "s-res-1373-2001", ""),
        ("AG/RES.2735 (XLII-O/13) 70", "ag-res-2735-xlii-o-12", "70"),
        ("oas-charter", "oas-charter", ""),
    ],
)
def test_typed_name_leads_to_what_was_meant(db: None, typed: str, document: str, number: str) -> None:
    found = find_typed(typed, ANYONE)
    meant: Document | Paragraph = Document.objects.get(slug=document)
    if number:
        meant = Paragraph.objects.get(document__slug=document, number=number)
    assert found.target == meant


def test_name_of_several_documents_leads_to_a_choice(db: None) -> None:
    found = find_typed("EO 16-01", ANYONE)
    assert (found.target, [str(each) for each in found.choices]) == (None, ["EO 16-01 Corr. 1", "EO 16-01 Rev. 1"])


def test_words_of_a_title_lead_to_a_choice_in_any_language(db: None) -> None:
    found = find_typed("carta organización", ANYONE)
    assert [each.get_absolute_url() for each in found.choices] == ["/documents/oas-charter/"]


def test_paragraph_that_is_not_on_record_leads_to_its_document_alone(db: None) -> None:
    found = find_typed("2619 4z", ANYONE)
    assert (found.target, str(found.document), found.rest) == (None, "AG/RES. 2619 (XLI-O/11)", "4z")


@pytest.mark.parametrize("typed", ["", "   ", "nothing like this", "99999", "§", "(((", "0"])
def test_name_of_nothing_finds_nothing(db: None, typed: str) -> None:
    found = find_typed(typed, ANYONE)
    assert (found.target, found.document, found.choices) == (None, None, ())


def test_number_that_two_paragraphs_could_have_finds_neither(db: None) -> None:
    document = a_document()
    a_paragraph(document, "1.11")
    a_paragraph(document, "11.1")
    assert find_typed(f"{document.slug} 111", ANYONE).target is None
    assert str(find_typed(f"{document.slug} 11.1", ANYONE).target) == f"{document} · 11.1"


def test_hidden_document_is_found_by_those_who_may_read_it(viewers: dict[str, Viewer]) -> None:
    hidden = a_document(symbol="AG/RES. 9417 (L-O/20)", slug="ag-res-9417-l-o-20", audience=Audience.STATES)
    for typed in ("9417", "AG/RES. 9417", "AG/RES. 9417 (L-O/20)", hidden.slug, f"{hidden.title} no more"):
        assert (find_typed(typed, viewers["anyone"]).document, find_typed(typed, viewers["partner"]).choices) == (
            None,
            (),
        )
    assert find_typed("9417", viewers["delegate"]).target == hidden


def test_find_document_by_symbol_and_by_key(db: None) -> None:
    charter = Document.objects.get(slug="oas-charter")
    plan = Document.objects.get(slug="cicte-doc-5-16")
    assert (find_document("oas-charter", ANYONE), find_document("CICTE/doc. 5/16", ANYONE)) == (charter, plan)
    assert find_document("CICTE/doc.99/16", ANYONE) is None


def test_find_paragraph_as_people_write_its_number(db: None) -> None:
    meant = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    written = [find_paragraph("AG/RES. 2619 (XLI-O/11)", number, ANYONE) for number in ("4.b", "4b", "4(b)", "4 B")]
    assert written == [meant] * 4
    assert find_paragraph("AG/RES. 9999 (XLI-O/11)", "4.b", ANYONE) is None


def test_plain_number_leaves_out_what_people_write_differently() -> None:
    assert [plain_number(number) for number in ("4.b", "4(B)", "II.A.10", "§ 4")] == ["4b", "4b", "iia10", "4"]


def test_document_named_in_a_form_must_be_one(db: None) -> None:
    assert the_document("AG/RES. 2619", ANYONE).slug == "ag-res-2619-xli-o-11"
    with pytest.raises(ValueError, match=r"Several documents fit: EO 16-01 Corr\. 1, EO 16-01 Rev\. 1\."):
        the_document("EO 16-01", ANYONE)


def test_document_named_in_a_form_is_missing_or_hidden_in_the_same_words(viewers: dict[str, Viewer]) -> None:
    a_document(symbol="AG/RES. 9417 (L-O/20)", slug="ag-res-9417-l-o-20", audience=Audience.SECRETARIAT)
    said = []
    for number in ("9417", "9418"):
        with pytest.raises(ValueError, match="There is no document") as refusal:
            the_document(f"AG/RES. {number} (L-O/20)", viewers["delegate"])
        said.append(str(refusal.value).replace(number, "…"))
    assert said[0] == said[1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_gives_an_answer(db: None, typed: str) -> None:
    found = find_typed(typed.replace("\0", ""), ANYONE)
    assert found.target is None or found.document is not None


def test_long_input_is_read_in_part(db: None) -> None:
    assert find_typed("AG/RES. " * 50_000, ANYONE).target is None


def test_spelling_of_other_documents_finds_it(db: None) -> None:
    known = a_document(printed_as=["Res. No. 77 of the Council"], title=words("Nothing of the sort"))
    assert find_typed("res no 77 of the council", ANYONE).target == known
