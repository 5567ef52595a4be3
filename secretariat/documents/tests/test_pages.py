"""Pages of documents and paragraphs, as those who may open them and those who may not."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panels_for
from secretariat.documents.choices import RelationKind
from secretariat.documents.models import Document, DocumentRelation, Paragraph, ParagraphText
from secretariat.documents.services import import_text
from secretariat.documents.tests.factories import a_document, a_paragraph, words
from secretariat.parties.models import Party
from secretariat.parties.queries import loader

SignIn = Callable[[str], Client]
EVERYONE = ("anyone", "delegate", "planning_officer")
P_4B = "/documents/ag-res-2619-xli-o-11/4.b/"


@pytest.fixture
def english(as_person: SignIn) -> SignIn:
    """Return how to sign in and read in English."""

    def sign_in(name: str) -> Client:
        client = as_person(name)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def queries_for(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize(
    "url",
    [
        "/documents/",
        "/documents/?sort=symbol",
        "/documents/?sort=-symbol&kind=resolution",
        "/documents/find/",
        "/documents/find/?symbol=EO+16-01",
        "/documents/find/?symbol=2619+4z",
        "/documents/cicte-doc-5-16/",
        "/documents/eo-16-01-rev-1/",
        "/documents/unknown-source-15/",
        P_4B,
        f"{P_4B}?text=es",
        f"{P_4B}?text=xx",
        "/documents/cicte-doc-12-08/unnumbered/",
        "/documents/eo-16-01-rev-1/IV.B.5/",
    ],
)
def test_page_opens_for_everyone(english: SignIn, who: str, url: str) -> None:
    assert english(who).get(url).status_code == 200


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("number", ["4.z", "4", "..", "4.b.c", "4~2e~b", "4b"])
def test_number_that_no_paragraph_has_is_not_found(english: SignIn, who: str, number: str) -> None:
    status = english(who).get(f"/documents/ag-res-2619-xli-o-11/{number}/").status_code
    assert status == (200 if number == "4" else 404)


def test_paragraph_says_what_the_organ_said_under_its_chapeau(english: SignIn) -> None:
    page = english("anyone").get(P_4B)
    reading = page.context["reading"]
    assert (str(page.context["record_title"]), reading.own.number) == ("Paragraph 4.b", "4.b")
    assert [piece.number for piece in reading.above] == ["4"]
    assert page.context["sub"] == "Special Security Concerns of the Small Island States of the Caribbean · 2011"
    crumbs = [(str(label), url) for label, url in page.context["crumbs"]]
    assert crumbs == [
        ("Documents", "/documents/"),
        ("AG", "/bodies/general-assembly/"),
        ("AG/RES. 2619 (XLI-O/11)", "/documents/ag-res-2619-xli-o-11/"),
    ]


def test_tab_shows_the_text_in_its_language_and_says_what_it_is(english: SignIn) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    import_text(paragraph, "es", "Fortalezca los sistemas.", "res.pdf", by=loader())
    page = english("anyone").get(f"{P_4B}?text=es")
    notes = {tab.lang: (tab.note, tab.current) for tab in page.context["tabs"]}
    assert notes == {
        "en": ("summary", False),
        "es": ("source", True),
        "pt": ("summary", False),
        "fr": ("summary", False),
    }
    assert "Fortalezca los sistemas." in text_of(page)
    assert "Source text, taken from res.pdf." in text_of(page)


def test_uncertain_paragraph_says_so_with_its_note(english: SignIn) -> None:
    page = english("anyone").get("/documents/ag-res-2735-xlii-o-12/70/")
    assert len(page.context["uncertain_notes"]) == 1
    assert "Uncertain." in text_of(page)
    assert "Uncertain." not in text_of(english("anyone").get(P_4B))


def test_markup_in_words_is_shown_as_words(english: SignIn) -> None:
    evil = "<script>alert(1)</script>"
    document = a_document(title=words(evil), note=words(evil), is_uncertain=True, printed_as=[evil])
    paragraph = a_paragraph(document, summary=words(evil), heading=words(evil), note=words(evil))
    import_text(paragraph, "fr", evil, evil, by=loader())
    for url in ("/documents/", document.get_absolute_url(), paragraph.get_absolute_url() + "?text=fr"):
        assert b"<script>alert" not in english("anyone").get(url).content


def test_document_shows_where_it_comes_from_both_ways(english: SignIn) -> None:
    earlier, later = a_document(), a_document()
    link = DocumentRelation(document=later, kind=RelationKind.REPLACES, to=earlier)
    link.full_clean()
    from_loader(link)
    facts = {str(each.label): [cell.text for cell in each.values] for each in page_facts(english, earlier)}
    assert facts["Is replaced by"] == [later.symbol]
    facts = {str(each.label): [cell.text for cell in each.values] for each in page_facts(english, later)}
    assert facts["Replaces"] == [earlier.symbol]


def from_loader(record: Any) -> None:
    record._history_user = loader().person
    record.save()


def page_facts(english: SignIn, document: Document) -> list[Any]:
    facts: list[Any] = english("anyone").get(document.get_absolute_url()).context["facts"]
    return facts


def test_long_document_is_shown_in_parts(english: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.documents.views.documents.SHOWN_AT_ONCE", 2)
    document = a_document()
    for number in ("1", "2", "3"):
        a_paragraph(document, number)
    first = english("anyone").get(document.get_absolute_url())
    rest = english("anyone").get(document.get_absolute_url() + first.context["next_url"].split("#")[0])
    shown = [[line.paragraph.number for line in page.context["lines"]] for page in (first, rest)]
    assert (shown, rest.context["next_url"]) == ([["1", "2"], ["3"]], "")


@pytest.mark.parametrize("start", ["x", "-1", "9" * 30, "²", "1.5"])
def test_part_that_is_no_place_is_the_first(english: SignIn, start: str) -> None:
    page = english("anyone").get("/documents/ag-res-2619-xli-o-11/", {"from": start})
    assert (page.status_code, page.context["lines"][0].paragraph.number) == (200, "4")


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ({"text": "2619"}, ["AG/RES. 2619 (XLI-O/11)"]),
        ({"text": "pequeños estados", "year": "2011"}, ["AG/RES. 2619 (XLI-O/11)"]),
        ({"text": "UNSCR 1540"}, ["S/RES/1540 (2004)"]),
        ({"kind": "decision"}, ["CICTE/doc.12/08"]),
        ({"issuer": "un-security-council", "year": "1999"}, ["S/RES/1267 (1999)"]),
        ({"text": "100%"}, []),
    ],
)
def test_list_is_narrowed_by_filters(english: SignIn, query: dict[str, str], symbols: list[str]) -> None:
    page = english("anyone").get("/documents/", query)
    assert [row[0]["text"] for row in page.context["rows"]] == symbols


@pytest.mark.parametrize(
    "query", [{"year": "99999"}, {"year": "x"}, {"kind": "x"}, {"issuer": "x"}, {"text": "x" * 101}]
)
def test_filter_that_makes_no_sense_shows_nothing_and_says_why(english: SignIn, query: dict[str, str]) -> None:
    page = english("anyone").get("/documents/", query)
    assert (page.status_code, page.context["rows"], bool(page.context["filter_form"].errors)) == (200, [], True)


def test_list_is_read_page_by_page_to_its_end(english: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.documents.views.DocumentsPage.page_size", 7)
    for sort in ("date", "-date", "symbol"):
        seen, url, client = [], f"/documents/?sort={sort}", english("anyone")
        while url:
            page = client.get(url)
            seen += [row[0]["href"] for row in page.context["rows"]]
            url = page.context["pager"]["next_url"]
        assert (len(seen), len(set(seen))) == (Document.objects.count(), Document.objects.count())


def test_list_asks_as_much_for_one_row_as_for_thirty(english: SignIn) -> None:
    issuer = Party.objects.get(slug="cicte")
    for _number in range(30):
        a_document(issuer=issuer, title=words("thirty herons"))
    a_document(issuer=issuer, title=words("single heron"))
    client = english("planning_officer")
    assert queries_for(client, "/documents/?text=single") == queries_for(client, "/documents/?text=thirty")


def test_document_asks_as_much_for_one_paragraph_as_for_thirty(english: SignIn) -> None:
    short, long = a_document(), a_document()
    a_paragraph(short)
    for number in range(30):
        a_paragraph(long, str(number + 1))
    client = english("planning_officer")
    assert queries_for(client, short.get_absolute_url()) == queries_for(client, long.get_absolute_url())


@pytest.mark.parametrize("who", EVERYONE)
def test_every_panel_of_documents_and_paragraphs_opens(english: SignIn, who: str) -> None:
    client = english(who)
    for record in (
        Document.objects.get(slug="cicte-doc-5-16"),
        Paragraph.objects.get(document__slug="cicte-doc-12-08"),
    ):
        for panel in (each for each in panels_for(type(record)) if each.shown_to is None):
            url = f"/panels/{record._meta.label_lower}/{record.pk}/{panel.key}/"
            statuses = {client.get(url).status_code, client.get(url, headers={"HX-Request": "true"}).status_code}
            assert (panel.key, statuses) == (panel.key, {200})


def test_find_goes_straight_to_what_was_meant(english: SignIn) -> None:
    answer = english("anyone").get("/documents/find/", {"symbol": "2619 4b"})
    assert (answer.status_code, answer.headers["Location"]) == (302, P_4B)


@pytest.mark.parametrize("typed", ["", "\0", "nothing", "EO 16-01", "2619 4z", "x" * 3000])
def test_find_helps_where_nothing_or_several_fit(english: SignIn, typed: str) -> None:
    assert english("anyone").get("/documents/find/", {"symbol": typed}).status_code == 200


FORMS = ("/documents/enter/", "/documents/ag-res-2619-xli-o-11/-/relate/", f"{P_4B}text/")


@pytest.mark.parametrize("url", FORMS)
def test_form_opens_for_those_who_keep_documents(english: SignIn, url: str) -> None:
    opened = [
        english(who).get(url).status_code for who in ("planning_officer", "conference_officer", "knowledge_officer")
    ]
    assert opened == [200, 200, 200]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("url", FORMS)
def test_form_is_closed_to_others(english: SignIn, url: str, method: str) -> None:
    answer = getattr(english("anyone"), method)(url)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={url}")
    closed = [
        getattr(english(who), method)(url).status_code for who in ("delegate", "program_officer", "administrator")
    ]
    assert closed == [403, 403, 403]


ENTRY = {
    "symbol": "AG/RES. 3000 (LI-O/21)",
    "title_en": "A resolution",
    "kind": "resolution",
    "issuer": "general-assembly",
    "date": "2021-11",
    "state": "issued",
    "audience": "0",
}


def test_document_is_entered_from_the_form(english: SignIn) -> None:
    answer = english("conference_officer").post("/documents/enter/", {**ENTRY, "languages": ["en", "es"]}, follow=True)
    assert answer.redirect_chain == [("/documents/ag-res-3000-li-o-21/", 302)]
    entered = Document.objects.get(slug="ag-res-3000-li-o-21")
    assert (str(entered.date), entered.date_precision, entered.issuer.slug) == (  # type: ignore[union-attr]
        "2021-11-01",
        "month",
        "general-assembly",
    )
    assert [each.language for each in entered.versions.order_by("language")] == ["en", "es"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"symbol": "AG/RES. (LI-O/21)"}, "symbol"),
        ({"symbol": "AG/RES. 2619 (XLI-O/11)"}, "symbol"),
        ({"symbol": "AG/RES. 3000 (LI-O/13)"}, "doubts_seen"),
        ({"title_en": ""}, "title"),
        ({"date": "11/2021"}, "date"),
        ({"audience": ""}, "audience"),
        ({"audience": "7"}, "audience"),
        ({"issuer": "nobody"}, "issuer"),
        ({"is_uncertain": "on"}, "note"),
    ],
)
def test_entry_with_a_fault_keeps_what_was_typed_and_says_where(
    english: SignIn, change: dict[str, str], field: str
) -> None:
    before = Document.objects.count()
    answer = english("planning_officer").post("/documents/enter/", {**ENTRY, **change})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert (Document.objects.count(), answer.context["form"]["series"].value()) == (before, None)


def test_doubtful_symbol_is_entered_once_the_writer_says_it_is_right(english: SignIn) -> None:
    doubtful = {**ENTRY, "symbol": "AG/RES. 3000 (LI-O/13)", "doubts_seen": "on"}
    answer = english("planning_officer").post("/documents/enter/", doubtful, follow=True)
    warnings = [str(each) for each in answer.context["messages"] if each.level_tag == "warning"]
    assert answer.redirect_chain == [("/documents/ag-res-3000-li-o-13/", 302)]
    assert warnings == ["About the symbol: The session named in it did not meet in that year."]


def test_relation_is_made_from_the_form(english: SignIn) -> None:
    later = a_document()
    answer = english("planning_officer").post(
        f"/documents/{later.slug}/-/relate/", {"kind": "cites", "to": "2619", "detail": "4", "reason": "Preamble"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, later.get_absolute_url())
    made = [(each.kind, str(each.to), each.detail) for each in later.relations.select_related("to")]
    assert made == [("cites", "AG/RES. 2619 (XLI-O/11)", "4")]


@pytest.mark.parametrize("to", ["EO 16-01", "nothing", "2619 4.b"])
def test_relation_to_what_is_no_one_document_is_refused_beside_the_field(english: SignIn, to: str) -> None:
    answer = english("planning_officer").post(
        "/documents/cicte-doc-5-16/-/relate/", {"kind": "cites", "to": to, "reason": "x"}
    )
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["to"])


def test_text_is_imported_from_the_form(english: SignIn) -> None:
    said = {"language": "fr", "text": "Renforcer les systèmes.", "source": "res.pdf"}
    answer = english("knowledge_officer").post(f"{P_4B}text/", said)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{P_4B}?text=fr")
    held = ParagraphText.objects.get(paragraph__document__slug="ag-res-2619-xli-o-11", paragraph__number="4.b")
    assert (held.language, held.text, held.source) == ("fr", "Renforcer les systèmes.", "res.pdf")


def test_text_imported_meanwhile_is_not_undone(english: SignIn) -> None:
    client = english("planning_officer")
    opened = client.get(f"{P_4B}text/").context["version"]
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    import_text(paragraph, "en", "Somebody else's.", "res.pdf", by=loader())
    mine = {"language": "en", "text": "Mine.", "source": "res.pdf", "reason": "better", "version": opened}
    answer = client.post(f"{P_4B}text/", mine)
    assert (answer.status_code, answer.context["form"]["text"].value()) == (409, "Mine.")
    assert ParagraphText.objects.get(paragraph=paragraph).text == "Somebody else's."


def test_import_form_begins_with_the_text_that_is_held(english: SignIn) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    import_text(paragraph, "es", "Fortalezca.", "res.pdf", by=loader())
    initial = english("planning_officer").get(f"{P_4B}text/?text=es").context["form"].initial
    assert initial == {"language": "es", "text": "Fortalezca.", "source": "res.pdf"}


def test_buttons_are_shown_to_those_who_may(english: SignIn) -> None:
    shown = {}
    for who in ("anyone", "delegate", "program_officer", "knowledge_officer"):
        pages = [english(who).get(url) for url in ("/documents/", "/documents/cicte-doc-5-16/", P_4B)]
        shown[who] = [[action.url for action in page.context["actions"]] for page in pages]
    nothing: list[list[str]] = [[], [], []]
    doc = "/documents/cicte-doc-5-16/-/"
    inside = ["/documents/translations/", "/documents/series/"]
    own = [f"{doc}{verb}/" for verb in ("paragraphs/add", "files/attach", "translate", "later-form", "relate")]
    keeper = [[*inside, "/documents/enter/"], own, [f"{P_4B}correct/", f"{P_4B}text/"]]
    officer = [inside, [f"{doc}later-form/", "/distributions/new/?document=cicte-doc-5-16"], []]
    expected = {"anyone": nothing, "delegate": nothing, "program_officer": officer, "knowledge_officer": keeper}
    assert shown == expected


def test_title_in_our_own_translation_says_so(english: SignIn) -> None:
    document = a_document(title=Labels({"en": "Title", "es": "Título"}, ours=("es",)))
    client = english("anyone")
    in_english = client.get(document.get_absolute_url()).context["sub_note"]
    in_spanish = client.get(document.get_absolute_url() + "?language=es").context["sub_note"]
    assert (in_english, bool(in_spanish)) == ("", True)
