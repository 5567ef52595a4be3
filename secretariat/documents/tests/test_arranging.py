"""The pages on which the paragraphs of a document are added, corrected, moved and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.errors import Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.queries import neighbors_of
from secretariat.documents.services import correct_paragraph, insert_paragraph, move_paragraph
from secretariat.documents.tests.factories import a_document, a_paragraph

SignIn = Callable[[str], Client]
NEW = {"number": "1.a", "kind": "operative", "summary_en": "New words"}


@pytest.fixture
def draft(db: None) -> Document:
    """Keep a draft of the secretariat with the paragraphs 1, 2, 2.a (part of 2) and 3."""
    document = a_document(state=DocumentState.DRAFT, audience=Audience.SECRETARIAT)
    a_paragraph(document, "1")
    whole = a_paragraph(document, "2")
    a_paragraph(document, "2.a", parent=whole)
    a_paragraph(document, "3")
    return document


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def client(as_person: SignIn) -> Client:
    client = as_person("conference_officer")
    client.cookies["django_language"] = "en"
    return client


def order_of(document: Document) -> list[str]:
    return [*document.paragraphs.order_by("position").values_list("number", flat=True)]


def of(document: Document, number: str) -> Paragraph:
    return Paragraph.objects.select_related("document", "parent").get(document=document, number=number)


def url(document: Document, number: str, verb: str) -> str:
    return f"/documents/{document.slug}/{number}/{verb}/"


def adding(document: Document) -> str:
    return f"/documents/{document.slug}/-/paragraphs/add/"


def errors(answer: Any) -> list[str]:
    return [*answer.context["form"].errors]


# Services ---------------------------------------------------------------------------------------------------------


def test_paragraph_moves_with_its_parts_and_leaves_one_entry_each(draft: Document, officer: Viewer) -> None:
    move_paragraph(of(draft, "2"), after=of(draft, "3"), by=officer, reason="Better so")
    assert order_of(draft) == ["1", "3", "2", "2.a"]
    entries = {each.number: [*each.history.values_list("position", flat=True)] for each in draft.paragraphs.all()}
    assert entries == {"1": [1], "2": [3, 2], "2.a": [4, 3], "3": [2, 4]}
    assert of(draft, "3").history.first().history_change_reason == "Better so"
    move_paragraph(of(draft, "2"), after=None, by=officer, reason="Back")
    assert order_of(draft) == ["2", "2.a", "1", "3"]


@pytest.mark.parametrize(
    ("number", "after", "said"),
    [
        ("2", "2.a", "behind itself or its own parts"),
        ("2", "2", "behind itself or its own parts"),
        ("2.a", "1", "after the one that it is part of"),
        ("3", "2.a", "stands there already"),
    ],
)
def test_paragraph_does_not_move_where_it_cannot_stand(
    draft: Document, officer: Viewer, number: str, after: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        move_paragraph(of(draft, number), after=of(draft, after), by=officer, reason="x")
    assert order_of(draft) == ["1", "2", "2.a", "3"]


def test_paragraph_does_not_move_behind_one_of_another_document(draft: Document, officer: Viewer) -> None:
    other = a_paragraph(a_document(state=DocumentState.DRAFT))
    with pytest.raises(Refused, match="not in this draft any more"):
        move_paragraph(of(draft, "1"), after=other, by=officer, reason="x")


def test_inserted_paragraph_pushes_the_rest_on(draft: Document, officer: Viewer) -> None:
    kind = ParagraphKind.OPERATIVE
    insert_paragraph(draft, after=of(draft, "1"), number="1.a", kind=kind, by=officer)
    insert_paragraph(draft, after=None, number="0", kind=ParagraphKind.PREAMBULAR, by=officer)
    assert order_of(draft) == ["0", "1", "1.a", "2", "2.a", "3"]
    with pytest.raises(Refused, match="after the one that it is part of"):
        insert_paragraph(draft, after=None, number="3.a", kind=kind, by=officer, parent=of(draft, "3"))


def test_order_of_an_issued_document_stands(officer: Viewer, db: None) -> None:
    document = a_document()
    first, second = a_paragraph(document, "1"), a_paragraph(document, "2")
    with pytest.raises(Refused, match="does not change"):
        move_paragraph(first, after=second, by=officer, reason="x")
    with pytest.raises(Refused, match="does not change"):
        insert_paragraph(document, after=None, number="0", kind=ParagraphKind.OPERATIVE, by=officer)


def test_parts_do_not_become_the_whole_of_their_whole(draft: Document, officer: Viewer) -> None:
    whole = of(draft, "2")
    facts = {name: getattr(whole, name) for name in ("number", "position", "kind", "heading", "summary", "note")}
    with pytest.raises(Refused, match="after the one that it is part of"):
        correct_paragraph(whole, **facts, parent=of(draft, "2.a"), is_uncertain=False, by=officer, reason="x")


def test_neighbors_stand_on_both_sides_of_a_gap(draft: Document, officer: Viewer) -> None:
    beside = neighbors_of(officer, of(draft, "1"))
    assert (beside.before, str(beside.after and beside.after.number)) == (None, "2")
    draft.paragraphs.filter(number="2.a").delete()
    beside = neighbors_of(officer, of(draft, "3"))
    assert (beside.before and beside.before.number, beside.after, beside.parts) == ("2", None, [])


# Pages ------------------------------------------------------------------------------------------------------------


def test_paragraph_is_added_where_it_is_asked(client: Client, draft: Document) -> None:
    page = client.get(draft.get_absolute_url())
    assert adding(draft) in [action.url for action in page.context["actions"]]
    form = client.get(adding(draft)).context["form"]
    assert form.initial["after"] == of(draft, "3").pk
    answer = client.post(adding(draft), {**NEW, "after": of(draft, "1").pk, "parent": of(draft, "1").pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, draft.get_absolute_url())
    assert (order_of(draft), of(draft, "1.a").parent) == (["1", "1.a", "2", "2.a", "3"], of(draft, "1"))


def test_empty_draft_says_how_to_begin(client: Client, db: None) -> None:
    draft = a_document(state=DocumentState.DRAFT)
    assert adding(draft) in client.get(draft.get_absolute_url()).content.decode()
    assert client.post(adding(draft), NEW).status_code == 302
    assert order_of(draft) == ["1.a"]


def test_issued_document_is_completed_at_its_end(client: Client, db: None) -> None:
    document = a_document()
    a_paragraph(document, "1")
    assert "after" not in client.get(adding(document)).context["form"].fields
    assert client.post(adding(document), NEW).status_code == 302
    assert order_of(document) == ["1", "1.a"]


@pytest.mark.parametrize(
    ("wrong", "status", "named"),
    [
        ({"number": "2"}, 422, ["number"]),
        ({"number": ""}, 422, ["number"]),
        ({"kind": "wish"}, 422, ["kind"]),
        ({"after": "nowhere"}, 422, ["after"]),
        ({"is_uncertain": "on"}, 422, ["note"]),
        ({"number": "4/5"}, 409, ["__all__"]),
    ],
)
def test_paragraph_that_cannot_be_is_refused_and_nothing_is_lost(
    client: Client, draft: Document, wrong: dict[str, str], status: int, named: list[str]
) -> None:
    answer = client.post(adding(draft), {**NEW, "after": of(draft, "3").pk, **wrong})
    assert (answer.status_code, errors(answer)) == (status, named)
    assert answer.context["form"]["summary"].value()[0] == "New words"
    assert order_of(draft) == ["1", "2", "2.a", "3"]


def test_paragraph_of_a_draft_is_corrected(client: Client, draft: Document) -> None:
    page = client.get(url(draft, "2.a", "correct"))
    offered = [each.number for each in page.context["form"].fields["parent"].queryset]
    assert (page.context["form"].initial["number"], offered) == ("2.a", ["1", "2"])
    said = {"number": "2(a)", "kind": "duty", "parent": of(draft, "1").pk, "summary_es": "Palabras", "reason": "Slip"}
    answer = client.post(url(draft, "2.a", "correct"), said)
    paragraph = of(draft, "2(a)")
    assert (answer.status_code, answer.headers["Location"]) == (302, paragraph.get_absolute_url())
    assert (paragraph.kind, paragraph.parent, paragraph.position) == ("duty", of(draft, "1"), 3)
    assert (paragraph.summary, paragraph.history.first().history_change_reason) == (Labels({"es": "Palabras"}), "Slip")


@pytest.mark.parametrize(
    ("wrong", "named"), [({"number": "3"}, "number"), ({"reason": ""}, "reason"), ({"parent": "3"}, "parent")]
)
def test_correction_that_cannot_be_is_refused(
    client: Client, draft: Document, wrong: dict[str, str], named: str
) -> None:
    answer = client.post(url(draft, "1", "correct"), {"number": "1", "kind": "operative", "reason": "x", **wrong})
    assert (answer.status_code, errors(answer), order_of(draft)) == (422, [named], ["1", "2", "2.a", "3"])


def test_of_an_issued_document_only_our_words_are_corrected(client: Client, db: None) -> None:
    paragraph = a_paragraph(a_document(), summary=Labels({"en": "Old", "pt": "Velho"}, ours=("pt",)))
    page = client.get(url(paragraph.document, "1", "correct"))
    assert [*page.context["form"].fields] == ["summary", "is_uncertain", "note", "reason"]
    said = {"summary_en": "Better", "summary_pt": "Velho", "number": "9", "reason": "Clearer"}
    assert client.post(url(paragraph.document, "1", "correct"), said).status_code == 302
    paragraph.refresh_from_db()
    assert (paragraph.number, paragraph.summary.ours, str(paragraph.summary)) == ("1", ("pt",), "Better")
    statuses = [client.get(url(paragraph.document, "1", verb)).status_code for verb in ("move", "withdraw")]
    assert statuses == [409, 409]


def test_paragraph_is_moved_from_its_page(client: Client, draft: Document) -> None:
    form = client.get(url(draft, "2", "move")).context["form"]
    assert form.initial["after"] == of(draft, "1").pk
    answer = client.post(url(draft, "2", "move"), {"after": "", "reason": "First"})
    assert (answer.status_code, order_of(draft)) == (302, ["2", "2.a", "1", "3"])


def test_who_moves_in_an_order_that_changed_meanwhile_is_told(client: Client, draft: Document, officer: Viewer) -> None:
    seen = client.get(url(draft, "3", "move")).context["version"]
    move_paragraph(of(draft, "2"), after=None, by=officer, reason="Meanwhile")
    said = {"after": of(draft, "1").pk, "reason": "Mine"}
    answer = client.post(url(draft, "3", "move"), {**said, "version": seen})
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (409, "Mine")
    assert order_of(draft) == ["2", "2.a", "1", "3"]


@pytest.mark.parametrize("verb", ["correct", "withdraw"])
def test_paragraph_that_changed_meanwhile_is_not_overwritten(
    client: Client, draft: Document, officer: Viewer, verb: str
) -> None:
    said = {"number": "1", "kind": "duty", "reason": "Mine"}
    seen = client.get(url(draft, "1", verb)).context["version"]
    assert client.post(url(draft, "1", "correct"), {**said, "summary_en": "Theirs"}).status_code == 302
    answer = client.post(url(draft, "1", verb), {**said, "version": seen})
    assert (answer.status_code, str(of(draft, "1").summary)) == (409, "Theirs")


def test_paragraph_is_taken_out_and_its_words_stay_on_the_page(client: Client, draft: Document) -> None:
    assert client.post(url(draft, "2", "withdraw"), {"reason": "x"}).status_code == 409
    answer = client.post(url(draft, "2.a", "withdraw"), {"reason": "Said twice"})
    assert (answer.status_code, order_of(draft)) == (302, ["1", "2", "3"])
    panel = client.get(f"/panels/documents.document/{draft.pk}/taken-out/")
    shown = [[cell["text"] for cell in row] for row in panel.context["data"]["rows"]]
    assert [(row[0], row[1], row[4]) for row in shown] == [("2.a", "Summary of 2.a", "Said twice")]
    assert client.get(url(draft, "2.a", "withdraw")).status_code == 404


def test_what_was_taken_out_is_told_to_those_who_keep_paragraphs(
    as_person: SignIn, client: Client, draft: Document
) -> None:
    panel = f"/panels/documents.document/{draft.pk}/taken-out/"
    assert client.get(panel).status_code == 404
    client.post(url(draft, "2.a", "withdraw"), {"reason": "Said twice"})
    people = ("anyone", "delegate", "program_officer", "knowledge_officer")
    assert [as_person(who).get(panel).status_code for who in people] == [404, 404, 404, 200]


@pytest.mark.parametrize("method", ["get", "post"])
def test_forms_are_closed_to_others(as_person: SignIn, draft: Document, method: str) -> None:
    addresses = [adding(draft), *(url(draft, "1", verb) for verb in ("correct", "move", "withdraw"))]
    statuses = {
        who: {getattr(as_person(who), method)(each).status_code for each in addresses}
        for who in ("anyone", "delegate", "expert", "program_officer", "chief", "administrator")
    }
    outside = ("anyone", "delegate", "expert")
    assert statuses == {who: {404 if who in outside else 403} for who in statuses}
    public = adding(a_document())
    assert [getattr(as_person(who), method)(public).status_code for who in ("anyone", "delegate")] == [302, 403]


def test_ways_are_shown_to_those_who_may(as_person: SignIn, draft: Document) -> None:
    shown = {}
    for who in ("program_officer", "conference_officer", "knowledge_officer"):
        lines = as_person(who).get(draft.get_absolute_url()).context["lines"]
        shown[who] = [way.url.split("/")[-2] for way in lines[0].ways]
    ways = ["correct", "move", "withdraw"]
    assert shown == {"program_officer": [], "conference_officer": ways, "knowledge_officer": ways}


def test_executive_order_and_withdrawn_draft_have_no_such_forms(client: Client, db: None) -> None:
    order = a_document(kind=DocumentKind.EXECUTIVE_ORDER, state=DocumentState.DRAFT)
    withdrawn = a_document(state=DocumentState.WITHDRAWN)
    for document in (order, withdrawn):
        a_paragraph(document, "1")
        addresses = [adding(document), *(url(document, "1", verb) for verb in ("correct", "move", "withdraw"))]
        assert {client.get(each).status_code for each in addresses} == {409}
        page = client.get(document.get_absolute_url())
        assert (adding(document) in page.content.decode(), page.context["lines"][0].ways) == (False, [])
