"""A document that a reader may not read shows nowhere: not in lists, finds, pages, panels, nor beside others."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.panel_registry import panels_for
from secretariat.documents.choices import RelationKind
from secretariat.documents.models import Document, DocumentRelation, Paragraph, Quotation
from secretariat.documents.services import import_text
from secretariat.documents.tests.factories import a_document, a_paragraph, words
from secretariat.parties.models import Party
from secretariat.parties.queries import loader

SignIn = Callable[[str], Client]
CANARY = "heron"
READERS = {
    Audience.STATES: {"delegate", "program_officer", "chief", "planning_officer", "administrator"},
    Audience.SECRETARIAT: {"program_officer", "chief", "planning_officer", "administrator"},
    Audience.NAMED: {"chief"},
}
CAST = (
    "anyone",
    "partner",
    "expert",
    "analyst",
    "delegate",
    "program_officer",
    "chief",
    "planning_officer",
    "administrator",
)
CASES = [(audience, who) for audience in READERS for who in CAST]


@pytest.fixture
def public(db: None) -> Paragraph:
    return Paragraph.objects.select_related("document").get(document__slug="cicte-doc-12-08")


def hidden_with(audience: Audience, public: Paragraph) -> Paragraph:
    """Keep a document of S/CICTE for an audience, tied in every way to a public one; return its paragraph."""
    document = a_document(
        symbol=f"CICTE/{CANARY}.9417/16",
        slug=f"cicte-{CANARY}-9417-16",
        title=words(f"{CANARY} title"),
        note=words(f"{CANARY} note"),
        printed_as=[f"{CANARY} as printed"],
        issuer=Party.objects.get(slug="s-cicte"),
        audience=audience,
        date="2031-05-05",
    )
    paragraph = a_paragraph(document, "7.z", summary=words(f"{CANARY} summary"), heading=words(f"{CANARY} heading"))
    import_text(paragraph, "en", f"{CANARY} text", f"{CANARY} source", by=loader())
    there = DocumentRelation(document=document, kind=RelationKind.REPLACES, to=public.document, detail=CANARY)
    back = DocumentRelation(document=public.document, kind=RelationKind.CITES, to=document, detail=CANARY)
    quoted = [Quotation(paragraph=public, by=document), Quotation(paragraph=paragraph, by=public.document)]
    for record in (there, back, *quoted):
        keep(record, by=loader(), reason="made up by a test")
    return paragraph


def panel_urls(record: models.Model) -> list[str]:
    return [
        f"/panels/{record._meta.label_lower}/{record.pk}/{panel.key}/"
        for panel in panels_for(type(record))
        if not panel.shown_to
    ]


@pytest.mark.parametrize(("audience", "who"), CASES)
def test_hidden_document_and_what_belongs_to_it_are_not_found(
    as_person: SignIn, public: Paragraph, audience: Audience, who: str
) -> None:
    hidden = hidden_with(audience, public)
    own = [hidden.document.get_absolute_url(), hidden.get_absolute_url(), hidden.get_absolute_url() + "?text=en"]
    urls = [*own, *panel_urls(hidden.document), *panel_urls(hidden)]
    client = as_person(who)
    expected = 200 if who in READERS[audience] else 404
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, expected)


@pytest.mark.parametrize(("audience", "who"), CASES)
def test_hidden_document_never_shows_beside_others(
    as_person: SignIn, public: Paragraph, audience: Audience, who: str
) -> None:
    hidden_with(audience, public)
    cicte = Party.objects.get(slug="s-cicte")
    urls = [
        "/documents/",
        "/documents/?sort=symbol",
        "/documents/?sort=-symbol",
        "/documents/?text=9417",
        "/documents/?year=2031",
        "/documents/find/?symbol=9417",
        "/documents/find/?symbol=9417+7z",
        public.document.get_absolute_url(),
        public.get_absolute_url(),
        *panel_urls(public.document),
        *panel_urls(public),
        *panel_urls(cicte),
    ]
    client = as_person(who)
    telling = [url for url in urls if CANARY.encode() in _read(client, url)]
    if who not in READERS[audience]:
        assert telling == []
    else:
        assert {"/documents/", "/documents/find/?symbol=9417", public.document.get_absolute_url()} <= {*telling}


def _read(client: Client, url: str) -> bytes:
    """Return a page, or the address that it leads to."""
    answer = client.get(url)
    return answer.content or answer.headers.get("Location", "").encode()


@pytest.mark.parametrize("who", ["anyone", "delegate", "partner"])
def test_issuer_of_hidden_documents_alone_is_no_filter(as_person: SignIn, public: Paragraph, who: str) -> None:
    def issuers() -> list[str]:
        form = as_person(who).get("/documents/").context["filter_form"]
        return [party.slug for party in form.fields["issuer"].queryset]

    before = issuers()
    hidden_with(Audience.SECRETARIAT, public)
    assert issuers() == before


@pytest.mark.parametrize("verb", ["text/", ""])
def test_hidden_and_missing_answer_alike(as_person: SignIn, public: Paragraph, verb: str) -> None:
    hidden = hidden_with(Audience.SECRETARIAT, public)
    for who in ("anyone", "delegate"):
        client = as_person(who)
        answers = [
            client.get(f"/documents/{slug}/7.z/{verb}") for slug in (hidden.document.slug, "cicte-stork-9417-16")
        ]
        said = [re.sub(rb'heron|stork|value="\w{64}"', b"", answer.content) for answer in answers]
        assert ([answer.status_code for answer in answers], said[0] == said[1]) == ([404, 404], True)


def test_form_names_a_hidden_document_and_a_missing_one_in_the_same_words(as_person: SignIn, public: Paragraph) -> None:
    hidden = hidden_with(Audience.NAMED, public)
    client, said = as_person("planning_officer"), []
    for name in (hidden.document.slug, hidden.document.slug.replace("heron", "stork")):
        answer = client.post("/documents/cicte-doc-5-16/-/relate/", {"kind": "cites", "to": name, "reason": "x"})
        said.append(str(answer.context["form"].errors["to"]).replace("heron", "stork"))
    assert (
        said[0] == said[1],
        Document.objects.get(slug="cicte-doc-5-16").relations.filter(to=hidden.document).count(),
    ) == (
        True,
        0,
    )
