"""A mandate, or what is tied to one, of a document that a reader may not read shows nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.panel_registry import panels_for
from secretariat.documents.models import Paragraph
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, Mandate, MandateTopic
from secretariat.mandates.tests.factories import (
    a_chain,
    a_document,
    a_mandate,
    a_paragraph,
    a_suggested_owner,
    an_exclusion,
    an_overruling,
    an_owner,
    made,
    some_evidence,
    unit,
    words,
)
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

SignIn = Callable[[str], Client]
CANARY = "heron"
READERS = {
    Audience.STATES: {"delegate", "program_officer", "chief", "planning_officer"},
    Audience.SECRETARIAT: {"program_officer", "chief", "planning_officer"},
    Audience.NAMED: {"chief"},
}
CAST = ("anyone", "partner", "expert", "delegate", "program_officer", "chief", "planning_officer")
CASES = [(audience, who) for audience in READERS for who in CAST]
STRANGERS = [(audience, who) for audience, who in CASES if who not in READERS[audience]]


@pytest.fixture
def public(db: None) -> Mandate:
    """Keep a mandate that everyone may read, of a unit, a topic and a party that has no other."""
    mandate = a_mandate(addressee=Party.objects.get(slug="grenada"), program_area=Topic.objects.get(slug="mine-action"))
    an_owner(mandate, "mem-unit")
    return mandate


def hidden_with(audience: Audience, public: Mandate) -> Mandate:
    """Keep a mandate of a document of S/CICTE for an audience, tied in every way to a public one."""
    document = a_document(
        symbol=f"CICTE/{CANARY}.9417/16",
        slug=f"cicte-{CANARY}-9417-16",
        title=words(f"{CANARY} title"),
        issuer=Party.objects.get(slug="s-cicte"),
        audience=audience,
    )
    paragraph = a_paragraph(document, "7.z", summary=words(f"{CANARY} summary"))
    hidden = a_mandate(
        paragraph, verb=words(f"to {CANARY}"), addressee=public.addressee, program_area=public.program_area
    )
    made(MandateTopic(mandate=hidden, topic=Topic.objects.get(slug="mine-action")))
    an_owner(hidden, "mem-unit", reason=words(f"{CANARY} reason"))
    a_suggested_owner(hidden, "dps", reason=words(f"{CANARY} reason"))
    an_overruling(hidden, reason=f"{CANARY} reason")
    some_evidence(hidden, label=words(f"{CANARY} line"))
    some_evidence(public, label=words(f"{CANARY} line"), document=document)
    an_exclusion(public.paragraph, "mem-unit", by=document, words=words(f"{CANARY} words"))
    an_exclusion(paragraph, "mem-unit", words=words(f"{CANARY} words"))
    a_chain(paragraph, public.paragraph, ChainKind.SUPERSEDES, reason=words(f"{CANARY} reason"))
    a_chain(public.paragraph, paragraph, ChainKind.CITES, reason=words(f"{CANARY} reason"))
    return hidden


def panel_urls(record: models.Model) -> list[str]:
    return [f"/panels/{record._meta.label_lower}/{record.pk}/{panel.key}/" for panel in panels_for(type(record))]


def _read(client: Client, url: str) -> bytes:
    answer = client.get(url)
    return answer.content or answer.headers.get("Location", "").encode()


@pytest.mark.parametrize(("audience", "who"), CASES)
def test_hidden_mandate_never_shows_beside_others(
    as_person: SignIn, public: Mandate, audience: Audience, who: str
) -> None:
    hidden_with(audience, public)
    own_unit = unit("mem-unit")
    assert public.program_area is not None
    urls = [
        "/mandates/",
        "/mandates/?sort=-paragraph",
        "/mandates/?addressee=grenada",
        "/mandates/?owner=mem-unit",
        "/mandates/?topic=mine-action",
        "/mandates/?text=9417",
        "/documents/find/?symbol=9417+7z",
        public.get_absolute_url(),
        public.paragraph.document.get_absolute_url(),
        own_unit.get_absolute_url(),
        public.addressee.get_absolute_url(),
        public.program_area.get_absolute_url(),
        *panel_urls(public.paragraph),
        *panel_urls(public.paragraph.document),
        *panel_urls(own_unit),
        *panel_urls(public.addressee),
        *panel_urls(public.program_area),
    ]
    client = as_person(who)
    telling = [url for url in urls if CANARY.encode() in _read(client, url)]
    if who not in READERS[audience]:
        assert telling == []
    else:
        sure = {"/mandates/", public.get_absolute_url(), f"/panels/documents.paragraph/{public.paragraph_id}/chains/"}
        assert sure <= {*telling}


@pytest.mark.parametrize(("audience", "who"), STRANGERS)
def test_what_is_done_with_a_hidden_mandate_is_not_found(
    as_person: SignIn, public: Mandate, audience: Audience, who: str
) -> None:
    hidden = hidden_with(audience, public)
    address = f"/mandates/{hidden.paragraph.document.slug}/7.z"
    verbs = ("describe", "overrule", "overrule/end", "retire", "units/propose", "chains/propose")
    links = [f"/mandates/units/{link.pk}/confirm/" for link in hidden.ownerships.all()]
    links += [f"/mandates/chains/{link.pk}/refuse/" for link in Chain.objects.filter(paragraph=hidden.paragraph)]
    urls = [*[f"{address}/{verb}/" for verb in verbs], *links]
    client = as_person(who)
    for method in (client.get, client.post):
        assert {url: method(url).status_code for url in urls} == dict.fromkeys(urls, 404)


@pytest.mark.parametrize("who", ["anyone", "delegate"])
def test_register_counts_only_what_its_reader_may_see(as_person: SignIn, public: Mandate, who: str) -> None:
    client = as_person(who)
    before = len(client.get("/mandates/").context["rows"])
    hidden_with(Audience.SECRETARIAT, public)
    assert len(client.get("/mandates/").context["rows"]) == before


@pytest.mark.parametrize("who", ["anyone", "delegate"])
def test_filters_offer_only_what_its_reader_may_see(as_person: SignIn, public: Mandate, who: str) -> None:
    def offered() -> dict[str, list[str]]:
        form = as_person(who).get("/mandates/").context["filter_form"]
        names = ("addressee", "owner", "topic", "area")
        return {name: [str(row.pk) for row in form.fields[name].queryset] for name in names}

    before = offered()
    hidden = hidden_with(Audience.SECRETARIAT, public)
    hidden.addressee = Party.objects.get(slug="chile")
    hidden._history_user = hidden.overrulings.get().decided_by  # type: ignore[attr-defined]
    hidden.save()
    assert offered() == before


def test_status_of_a_public_mandate_is_not_changed_for_those_who_may_not_know_why(
    as_person: SignIn, public: Mandate
) -> None:
    hidden_with(Audience.SECRETARIAT, public)
    said = {}
    for who in ("anyone", "delegate", "planning_officer"):
        client = as_person(who)
        client.cookies["django_language"] = "en"
        facts = client.get(public.get_absolute_url()).context["facts"]
        said[who] = next(str(each.values[0].text) for each in facts if str(each.label) == "Status")
    assert said == {"anyone": "active", "delegate": "active", "planning_officer": "not ours"}


def test_chain_form_names_a_hidden_paragraph_and_a_missing_one_in_the_same_words(
    as_person: SignIn, public: Mandate
) -> None:
    hidden = hidden_with(Audience.NAMED, public)
    client, said = as_person("planning_officer"), []
    for name in (hidden.paragraph.document.slug, "cicte-stork-9417-16"):
        url = f"/mandates/{public.paragraph.document.slug}/1/chains/propose/"
        answer = client.post(url, {"kind": "cites", "to": f"{name} 7.z", "reason": "x"})
        said.append(str(answer.context["form"].errors["to"]).replace("stork", CANARY))
    assert (said[0] == said[1], Paragraph.objects.filter(number="7.z").count()) == (True, 1)
