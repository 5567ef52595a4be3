"""The facts and panels of mandates on the pages of paragraphs, documents, units, topics and parties."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.choices import SuggestionState
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import Status
from secretariat.mandates.models import Exclusion, Ownership
from secretariat.mandates.tests.factories import (
    a_chain,
    a_mandate,
    a_paragraph,
    a_suggested_owner,
    an_exclusion,
    an_overruling,
    an_owner,
    some_evidence,
    unit,
)
from secretariat.mandates.tests.pages import facts_of, panel, statements
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

SignIn = Callable[[str], Client]
P_4B = "/documents/ag-res-2619-xli-o-11/4.b/"


def test_paragraph_shows_the_facts_of_its_mandate_at_once(english: SignIn) -> None:
    facts = facts_of(english("anyone").get(P_4B))
    assert {
        label: facts[label] for label in ("Status", "Nature", "Addressee", "Owner", "Priority", "Period", "Reiterates")
    } == {
        "Status": ["active"],
        "Nature": ["instruction to the secretariat"],
        "Addressee": ["General Secretariat"],
        "Owner": ["S/CICTE since July 19, 2016"],
        "Priority": ["normal"],
        "Period": ["no end date"],
        "Reiterates": ["AG/RES. 2397 (XXXVIII-O/08), §\u00a06.b"],
    }


def test_earlier_paragraph_shows_what_reiterates_it(english: SignIn) -> None:
    facts = facts_of(english("anyone").get("/documents/ag-res-2397-xxxviii-o-08/6.b/"))
    assert facts["Reiterated by"] == ["AG/RES. 2619 (XLI-O/11), §\u00a04.b"]


def test_excluded_paragraph_carries_its_footnote_and_names_its_family(english: SignIn) -> None:
    exclusion = Exclusion.objects.get(paragraph__document__slug="ag-res-2619-xli-o-11", paragraph__number="4.c")
    page = english("anyone").get("/documents/ag-res-2619-xli-o-11/4.c/")
    said = ["".join(str(cell.text) for cell in remark.words) for remark in page.context["remarks"]]
    assert (page.context["signs"], said) == (
        [(1, "1")],
        [
            f"Excluded for S/CICTE: footnote 1 of CICTE/doc.5/16. {exclusion.words}",
            "Excluded for S/CICTE in this paragraph's family: 4.d, 4.e, 4.f, 4.j (footnote 1)",
        ],
    )
    assert facts_of(page)["Status"] == ["not ours"]


def test_period_is_said_as_exactly_as_it_is_known(english: SignIn) -> None:
    periods: list[dict[str, Any]] = [
        {"valid_from": datetime.date(2011, 6, 1), "from_precision": "month"},
        {"valid_from": datetime.date(2011, 6, 7), "valid_until": datetime.date(2013, 1, 31)},
        {"valid_until": datetime.date(2013, 1, 31), "is_standing": True},
    ]
    made = [a_mandate(**values) for values in periods]
    said = [facts_of(english("anyone").get(each.get_absolute_url()))["Period"] for each in made]
    assert said == [
        ["from June 2011, no end date"],
        ["June 7, 2011 to January 31, 2013"],
        ["until January 31, 2013", "standing"],
    ]


def test_paragraph_that_asks_nothing_has_no_panels_of_mandates(english: SignIn) -> None:
    keys = [
        panel["key"] for panel in english("planning_officer").get("/documents/eo-16-01-rev-1/I.B/").context["panels"]
    ]
    assert {"status", "owners", "chains", "carried", "mandate-history"} & {*keys} == set()


def test_function_shows_the_mandates_it_is_the_ground_of(english: SignIn) -> None:
    page = english("anyone").get("/documents/eo-16-01-rev-1/IV.B.5/")
    assert "carried" in [panel["key"] for panel in page.context["panels"]]
    paragraph = Paragraph.objects.get(document__slug="eo-16-01-rev-1", number="IV.B.5")
    panel = english("anyone").get(f"/panels/documents.paragraph/{paragraph.pk}/carried/")
    grounded = Ownership.objects.confirmed().filter(function__paragraph=paragraph).count()
    assert (len(panel.context["data"]["rows"]), grounded > 0) == (grounded, True)


def test_panel_marks_the_rule_that_applied_and_lists_the_evidence(english: SignIn) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    data = panel(english("anyone"), paragraph, "status")
    assert [rule.state for rule in data["rules"]] == ["passed"] * 7 + ["applied"]
    assert (data["rules"][-1].why, len(data["rows"])) == (
        "Active: 0 of 24 planned deliveries held, in 9 plan lines.",
        9,
    )
    assert all(row[0]["href"].startswith("/plans/activities/") for row in data["rows"])


def test_panel_tells_of_an_overruling_what_the_rules_say_and_names_nobody_to_the_public(english: SignIn) -> None:
    mandate = a_mandate()
    an_overruling(mandate, Status.RETIRED, ended_on=datetime.date(2016, 8, 1))
    an_overruling(mandate, Status.FULFILLED, decided_on=datetime.date(2016, 9, 1))
    public = panel(english("anyone"), mandate.paragraph, "status")
    assert (
        public["overruling"] == "Held to be “fulfilled” by the secretariat since September 1, 2016: The organ said so"
    )
    assert [rule.state for rule in public["rules"]] == ["applied"] + ["open"] * 7
    assert public["computed"].why == "Active: no plan line is confirmed as answering it."
    assert public["ended"] == [
        "Held to be “retired” by the secretariat from July 1, 2016 until August 1, 2016: The organ said so"
    ]
    assert "by Founding data" in panel(english("chief"), mandate.paragraph, "status")["overruling"]


def test_owners_are_facts_suggestions_and_refusals_with_what_each_reader_may_do(english: SignIn) -> None:
    mandate = a_mandate()
    sure, unsure = an_owner(mandate, "s-cicte"), a_suggested_owner(mandate, "dps")
    refused = an_owner(mandate, "dtoc", is_lead=False, state=SuggestionState.REFUSED)
    seen = {who: panel(english(who), mandate.paragraph, "owners") for who in ("anyone", "chief", "planning_officer")}
    counts = {who: [len(data[part]) for part in ("confirmed", "suggestions", "refused")] for who, data in seen.items()}
    assert counts == {"anyone": [1, 0, 0], "chief": [1, 1, 1], "planning_officer": [1, 1, 1]}
    assert [bool(seen[who]["propose_url"]) for who in seen] == [False, True, True]
    chief, planner = seen["chief"], seen["planning_officer"]
    assert (chief["confirmed"][0]["decide_url"], chief["suggestions"][0]["confirm_url"]) == ("", "")
    assert planner["confirmed"][0]["decide_url"] == f"/mandates/units/{sure.pk}/refuse/"
    assert planner["suggestions"][0]["confirm_url"] == f"/mandates/units/{unsure.pk}/confirm/"
    assert planner["refused"][0]["decide_url"] == f"/mandates/units/{refused.pk}/confirm/"


def test_chains_are_a_picture_and_a_list(english: SignIn) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.g")
    public, planner = (panel(english(who), paragraph, "chains") for who in ("anyone", "planning_officer"))
    assert (len(public["confirmed"]), len(public["suggestions"]), public["propose_url"]) == (2, 0, "")
    assert (len(planner["confirmed"]), len(planner["suggestions"])) == (2, 2)
    assert (len(public["picture"].boxes), len(planner["picture"].boxes)) == (3, 4)
    assert planner["suggestions"][0]["confirm_url"].startswith("/mandates/chains/")


def test_history_of_a_mandate_tells_of_its_links_and_names_nobody_to_the_public(english: SignIn) -> None:
    paragraph = Paragraph.objects.get(document__slug="ag-res-2619-xli-o-11", number="4.b")
    entries = panel(english("anyone"), paragraph, "mandate-history")["entries"]
    assert sorted(entry["what"] for entry in entries) == [
        "Mandate: Entered",
        "Reiterates AG/RES. 2397 (XXXVIII-O/08) · 6.b: Entered",
        "S/CICTE: Entered",
    ]
    assert {entry["who"] for entry in entries} == {"the secretariat"}
    named = panel(english("planning_officer"), paragraph, "mandate-history")["entries"]
    assert {entry["who"] for entry in named} == {"Founding data"}


def test_document_lists_its_mandates_and_marks_its_paragraphs(english: SignIn) -> None:
    document = Document.objects.get(slug="cicte-dec-1-07")
    assert [row[0]["text"] for row in panel(english("anyone"), document, "mandates")["rows"]] == ["CICTE/DEC.1/07 · 11"]
    line = english("anyone").get(document.get_absolute_url()).context["lines"][0]
    assert [str(mark.text) for mark in line.marks] == ["instruction to the secretariat", "active"]


def test_document_without_mandates_has_no_panel_of_them(english: SignIn) -> None:
    keys = {
        slug: "mandates" in [panel["key"] for panel in english("anyone").get(f"/documents/{slug}/").context["panels"]]
        for slug in ("oas-charter", "cicte-dec-1-07")
    }
    assert keys == {"oas-charter": False, "cicte-dec-1-07": True}


def test_unit_shows_what_it_answers_for_as_it_concerns_the_unit(english: SignIn) -> None:
    mandate = a_mandate()
    an_owner(mandate, "mem-unit", is_lead=False)
    an_exclusion(mandate.paragraph, "mem-unit")
    data = panel(english("anyone"), unit("mem-unit"), "mandates")
    assert [[cell["text"] for cell in row] for row in data["rows"]] == [
        [str(mandate), "Summary of 1", "", "contributes", "not ours"]
    ]
    assert [cell.text for cell in data["excluded"]] == [str(mandate.paragraph)]


def test_topic_and_party_show_their_mandates(english: SignIn) -> None:
    mandate = a_mandate(addressee=Party.objects.get(slug="grenada"), program_area=Topic.objects.get(slug="mine-action"))
    for record in (mandate.addressee, mandate.program_area):
        assert [row[0]["text"] for row in panel(english("anyone"), record, "mandates")["rows"]] == [str(mandate)]


def test_long_panel_leads_to_the_register(english: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.mandates.panels.elsewhere.SHOWN", 2)
    document = Document.objects.get(slug="ag-res-2619-xli-o-11")
    data = panel(english("anyone"), document, "mandates")
    assert (len(data["rows"]), data["more_url"]) == (2, "/mandates/?source=ag-res-2619-xli-o-11")


def test_page_of_a_paragraph_asks_as_much_for_one_link_as_for_many(english: SignIn) -> None:
    few, many = a_mandate(), a_mandate()
    for mandate, count in ((few, 1), (many, 9)):
        for slug in ("dps", "dtoc", "mem-unit", "sms", "sms-eo", "es-cicad", "oid-unit", "planning-section", "s-cicte")[
            :count
        ]:
            a_suggested_owner(mandate, slug)
            some_evidence(mandate)
            a_chain(mandate.paragraph, a_paragraph())
        an_owner(mandate, "knowledge-section")
    client = english("planning_officer")
    assert statements(client, few.get_absolute_url()) == statements(client, many.get_absolute_url())
