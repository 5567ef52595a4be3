"""The pages on which something is done with a mandate."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from secretariat.core.choices import Audience, Precision
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.models import Chain, Mandate
from secretariat.mandates.services import set_topics
from secretariat.mandates.tests.factories import (
    a_chain,
    a_document,
    a_mandate,
    a_paragraph,
    a_suggested_owner,
    an_owner,
    last_entry,
)
from secretariat.mandates.tests.pages import facts_of
from secretariat.topics.models import Topic

SignIn = Callable[[str], Client]
P_4B = "/documents/ag-res-2619-xli-o-11/4.b/"
M_4B = "/mandates/ag-res-2619-xli-o-11/4.b/"


VERBS = ("describe", "overrule", "retire")


@pytest.mark.parametrize("verb", [*VERBS, "units/propose", "chains/propose"])
def test_form_opens_for_the_planning_officer(english: SignIn, verb: str) -> None:
    assert english("planning_officer").get(f"{M_4B}{verb}/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("verb", "open_to"),
    [
        ("describe", set()),
        ("overrule", {"chief"}),
        ("retire", set()),
        ("units/propose", {"chief", "program_officer", "administrator"}),
        ("chains/propose", {"chief", "program_officer", "administrator"}),
    ],
)
def test_form_is_closed_to_others(english: SignIn, verb: str, open_to: set[str], method: str) -> None:
    url = f"{M_4B}{verb}/"
    answer = getattr(english("anyone"), method)(url)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={url}")
    people = ("delegate", "partner", "expert", "chief", "program_officer", "administrator")
    statuses = {who: getattr(english(who), method)(url).status_code for who in people}
    allowed = 200 if method == "get" else 422
    assert statuses == {who: allowed if who in open_to else 403 for who in people}


@pytest.mark.parametrize("verb", [*VERBS, "overrule/end", "units/propose", "chains/propose"])
@pytest.mark.parametrize("number", ["4.z", "4"])
def test_paragraph_that_asks_nothing_has_no_such_form(english: SignIn, verb: str, number: str) -> None:
    has_paragraph = number == "4" and verb == "chains/propose"
    status = english("planning_officer").get(f"/mandates/ag-res-2619-xli-o-11/{number}/{verb}/").status_code
    assert status == (200 if has_paragraph else 404)


FACTS = {"nature": "invitation", "verb_en": "to hold", "addressee": "cicte", "priority": "high"}


def test_mandate_is_registered_from_its_paragraph(english: SignIn) -> None:
    paragraph = a_paragraph()
    client = english("planning_officer")
    url = f"/mandates/{paragraph.document.slug}/1/register/"
    page = client.get(paragraph.get_absolute_url())
    assert url in [action.url for action in page.context["actions"]]
    assert facts_of(page)["Mandate"] == ["none on record", "register what it asks"]
    assert "Summary of 1" in str(client.get(url).context["intro"])
    said = {**FACTS, "topics": ["cyber-security", "drugs"], "valid_from": "2016-03", "valid_until": "2018-12-31"}
    answer = client.post(url, {**said, "program_area": "", "is_standing": "on"})
    mandate = Mandate.objects.get(paragraph=paragraph)
    assert (answer.status_code, answer.headers["Location"]) == (302, paragraph.get_absolute_url())
    assert {link.topic.slug for link in mandate.topic_links.all()} == {"cyber-security", "drugs"}
    period = (str(mandate.valid_from), mandate.from_precision, str(mandate.valid_until), mandate.is_standing)
    assert period == ("2016-03-01", "month", "2018-12-31", True)
    assert last_entry(mandate)[1] == "Entered"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"nature": ""}, "nature"),
        ({"nature": "wish"}, "nature"),
        ({"verb_en": " "}, "verb"),
        ({"addressee": "nobody"}, "addressee"),
        ({"topics": ["cyber-security", "nothing"]}, "topics"),
        ({"valid_from": "in spring"}, "valid_from"),
        ({"valid_from": "2016", "valid_until": "2015-01-01"}, "__all__"),
    ],
)
def test_registration_that_cannot_be_is_refused_and_nothing_is_lost(
    english: SignIn, wrong: dict[str, str], named: str
) -> None:
    paragraph = a_paragraph()
    url = f"/mandates/{paragraph.document.slug}/1/register/"
    answer = english("planning_officer").post(url, {**FACTS, "reason": "A long reason", **wrong})
    form = answer.context["form"]
    assert (answer.status_code, [*form.errors], form["reason"].value()) == (422, [named], "A long reason")
    assert not Mandate.objects.filter(paragraph=paragraph).exists()


def test_paragraph_is_not_registered_twice(english: SignIn) -> None:
    paragraph = a_paragraph()
    url = f"/mandates/{paragraph.document.slug}/1/register/"
    client = english("planning_officer")
    seen = client.get(url).context["version"]
    assert client.post(url, {**FACTS, "version": seen}).status_code == 302
    late = client.post(url, {**FACTS, "priority": "low", "version": seen})
    assert (late.status_code, late.context["form"]["priority"].value()) == (409, "low")
    assert client.post(url, {**FACTS, "priority": "low"}).status_code == 422
    opened = client.get(url)
    assert (opened.status_code, opened.headers["Location"]) == (302, url.replace("register", "describe"))
    assert Mandate.objects.get(paragraph=paragraph).priority == "high"


def test_draft_bears_no_mandate_and_says_so(english: SignIn) -> None:
    paragraph = a_paragraph(a_document(state=DocumentState.DRAFT))
    client = english("planning_officer")
    url = f"/mandates/{paragraph.document.slug}/1/register/"
    assert [getattr(client, method)(url, FACTS).status_code for method in ("get", "post")] == [409, 409]
    page = client.get(paragraph.get_absolute_url())
    assert facts_of(page)["Mandate"] == ["none; one can be registered once the document is issued"]
    assert url not in [action.url for action in page.context["actions"]]


def test_only_the_planning_officer_registers_mandates(english: SignIn) -> None:
    paragraph = a_paragraph()
    url = f"/mandates/{paragraph.document.slug}/1/register/"
    people = ("delegate", "partner", "chief", "program_officer", "knowledge_officer", "administrator")
    statuses = {(english(who).get(url).status_code, english(who).post(url, FACTS).status_code) for who in people}
    assert (statuses, english("anyone").post(url, FACTS).status_code) == ({(403, 403)}, 302)
    page = english("chief").get(paragraph.get_absolute_url())
    assert ("Mandate" in facts_of(page), [action.url for action in page.context["actions"]]) == (False, [])
    assert not Mandate.objects.filter(paragraph=paragraph).exists()
    hidden = a_paragraph(a_document(audience=Audience.SECRETARIAT))
    assert english("delegate").get(f"/mandates/{hidden.document.slug}/1/register/").status_code == 404


def test_first_day_and_topics_are_corrected_with_the_rest(english: SignIn) -> None:
    mandate = a_mandate(valid_from=datetime.date(2016, 1, 1), from_precision=Precision.YEAR)
    client = english("planning_officer")
    url = f"/mandates/{mandate.paragraph.document.slug}/1/describe/"
    page = client.get(url)
    assert (page.context["form"].initial["valid_from"], page.context["form"].initial["topics"]) == ("2016", [])
    said = {**FACTS, "valid_from": "2010", "valid_until": "2011-12-31", "topics": ["drugs"], "reason": "Read again"}
    seen = page.context["version"]
    assert client.post(url, {**said, "version": seen}).status_code == 302
    mandate.refresh_from_db()
    assert (str(mandate.valid_from), [link.topic.slug for link in mandate.topic_links.all()]) == (
        "2010-01-01",
        ["drugs"],
    )
    assert (mandate.history.count(), last_entry(mandate)[1]) == (2, "Read again")


def test_topics_that_somebody_set_meanwhile_are_not_undone(english: SignIn, planner: Viewer) -> None:
    mandate = a_mandate()
    client = english("planning_officer")
    url = f"/mandates/{mandate.paragraph.document.slug}/1/describe/"
    seen = client.get(url).context["version"]
    set_topics(mandate, topics=[Topic.objects.get(slug="drugs")], by=planner, reason="Elsewhere")
    assert client.post(url, {**FACTS, "reason": "x", "version": seen}).status_code == 409
    assert mandate.topic_links.count() == 1


def test_translation_of_ours_stays_marked_when_it_is_not_reworded(english: SignIn) -> None:
    mandate = a_mandate(verb=Labels({"en": "to hold", "pt": "realizar"}, ours=("pt",)))
    url = f"/mandates/{mandate.paragraph.document.slug}/1/describe/"
    said = {**FACTS, "verb_en": "to convene", "verb_pt": "realizar", "reason": "Read again"}
    assert english("planning_officer").post(url, said).status_code == 302
    mandate.refresh_from_db()
    assert mandate.verb == Labels({"en": "to convene", "pt": "realizar"}, ours=("pt",))


def test_mandate_is_described_from_the_form(english: SignIn) -> None:
    mandate = a_mandate()
    client = english("planning_officer")
    url = f"/mandates/{mandate.paragraph.document.slug}/1/describe/"
    said = {**client.get(url).context["form"].initial, "verb_en": "to hold", "priority": "high", "reason": "Read again"}
    said = {name: value for name, value in said.items() if name != "verb" and value not in (None, False)}
    answer = client.post(url, said)
    assert (answer.status_code, answer.headers["Location"]) == (302, mandate.get_absolute_url())
    mandate.refresh_from_db()
    assert (str(mandate.verb), mandate.priority, mandate.nature) == ("to hold", "high", "instruction_secretariat")


def test_description_that_somebody_changed_meanwhile_is_refused(english: SignIn) -> None:
    mandate = a_mandate()
    url = f"/mandates/{mandate.paragraph.document.slug}/1/describe/"
    client = english("planning_officer")
    facts = {"nature": "invitation", "verb_en": "to hold", "addressee": "cicte", "priority": "high", "reason": "x"}
    stale = client.get(url).context["version"]
    assert client.post(url, {**facts, "priority": "low"}).status_code == 302
    answer = client.post(url, {**facts, "version": stale})
    mandate.refresh_from_db()
    assert (answer.status_code, mandate.priority, answer.context["form"]["priority"].value()) == (409, "low", "high")


def test_status_is_overruled_and_given_back_by_its_pages(english: SignIn) -> None:
    mandate = a_mandate()
    client = english("planning_officer")
    url = f"/mandates/{mandate.paragraph.document.slug}/1/overrule/"
    assert client.post(url, {"status": "fulfilled", "reason": "Noted by the organ"}).status_code == 302
    shown = facts_of(client.get(mandate.get_absolute_url()))
    assert shown["Status"] == ["fulfilled", "set by a person; the rules say active"]
    actions = [action.url for action in client.get(mandate.get_absolute_url()).context["actions"]]
    assert (f"{url}end/" in actions, url in actions) == (True, False)
    question = client.get(f"{url}end/")
    assert question.context["question"] == "End the overruling that holds this mandate to be “fulfilled”?"
    assert client.post(f"{url}end/", {"reason": "Evidence is in"}).status_code == 302
    assert [(each.ended_on, each.decided_on) for each in mandate.overrulings.all()] == [(timezone.localdate(),) * 2]
    assert client.get(f"{url}end/").status_code == 404


@pytest.mark.parametrize(
    "said", [{"status": "fulfilled"}, {"status": "", "reason": "x"}, {"status": "x", "reason": "x"}]
)
def test_overruling_needs_a_status_and_a_reason(english: SignIn, said: dict[str, str]) -> None:
    answer = english("planning_officer").post(f"{M_4B}overrule/", said)
    mandate = Mandate.objects.get(paragraph__document__slug="ag-res-2619-xli-o-11", paragraph__number="4.b")
    assert (answer.status_code, mandate.overrulings.count()) == (422, 0)


def test_mandate_is_retired_from_the_form(english: SignIn) -> None:
    mandate = a_mandate()
    url = f"/mandates/{mandate.paragraph.document.slug}/1/retire/"
    answer = english("planning_officer").post(url, {"decision": "2866", "on": "2014-06-05", "reason": "Closed"})
    mandate.refresh_from_db()
    assert (answer.status_code, str(mandate.retired_by), str(mandate.retired_on)) == (
        302,
        "AG/RES. 2866 (XLIV-O/14)",
        "2014-06-05",
    )
    page = english("planning_officer").get(mandate.get_absolute_url())
    assert (facts_of(page)["Status"], url in [action.url for action in page.context["actions"]]) == (["retired"], False)


@pytest.mark.parametrize("decision", ["nothing", "EO 16-01", ""])
def test_decision_that_is_no_one_document_is_refused_beside_the_field(english: SignIn, decision: str) -> None:
    answer = english("planning_officer").post(
        f"{M_4B}retire/", {"decision": decision, "on": "2014-06-05", "reason": "x"}
    )
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["decision"])


def test_owner_is_proposed_confirmed_and_refused_by_its_pages(english: SignIn) -> None:
    mandate = a_mandate()
    url = f"/mandates/{mandate.paragraph.document.slug}/1/units/propose/"
    officer, planner = english("program_officer"), english("planning_officer")
    options = [value for value, _label in officer.get(url).context["form"].fields["unit"].choices]
    assert ("dps" in options, "legal-affairs" in options) == (True, False)
    assert officer.post(url, {"unit": "dps", "is_lead": "on", "reason": "Its work"}).status_code == 302
    link = mandate.ownerships.get()
    assert (link.state, link.is_lead, dict(link.reason)) == ("suggested", True, {"en": "Its work"})
    for verb, state in (("confirm", "confirmed"), ("refuse", "refused")):
        page = f"/mandates/units/{link.pk}/{verb}/"
        assert (officer.get(page).status_code, officer.post(page, {"reason": "x"}).status_code) == (403, 403)
        assert planner.get(page).status_code == 200
        answer = planner.post(page, {"reason": "So it is"})
        link.refresh_from_db()
        assert (answer.headers["Location"], link.state) == (f"{mandate.get_absolute_url()}#panel-owners", state)


def test_button_without_a_reason_leads_to_the_question(english: SignIn) -> None:
    link = a_suggested_owner(a_mandate())
    answer = english("planning_officer").post(f"/mandates/units/{link.pk}/confirm/")
    link.refresh_from_db()
    assert (answer.status_code, link.state, [*answer.context["form"].errors]) == (200, "suggested", [])


def test_decision_made_already_is_refused_and_says_so(english: SignIn) -> None:
    link = an_owner(a_mandate())
    answer = english("planning_officer").post(f"/mandates/units/{link.pk}/confirm/", {"reason": "x"})
    assert (answer.status_code, "is confirmed, so this cannot be done" in str(answer.context["form"].errors)) == (
        409,
        True,
    )


@pytest.mark.parametrize("kind", ["units", "chains"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_verb_or_link_that_does_not_exist_is_not_found(english: SignIn, kind: str, method: str) -> None:
    mandate = a_mandate()
    link = a_suggested_owner(mandate) if kind == "units" else a_chain(mandate.paragraph, a_paragraph())
    client = english("planning_officer")
    urls = (f"/mandates/{kind}/{link.pk}/delete/", f"/mandates/{kind}/{mandate.pk}/confirm/")
    assert [getattr(client, method)(url).status_code for url in urls] == [404, 404]


@pytest.mark.parametrize(
    ("typed", "document", "number"),
    [("AG/RES. 2397 6b", "ag-res-2397-xxxviii-o-08", "6.b"), ("CICTE/DEC.1/13", "cicte-dec-1-13", None)],
)
def test_chain_is_proposed_and_confirmed_by_its_pages(
    english: SignIn, typed: str, document: str, number: str | None
) -> None:
    later = a_paragraph()
    url = f"/mandates/{later.document.slug}/1/chains/propose/"
    said = {"kind": "supersedes", "to": typed, "reason": "It says so"}
    assert english("program_officer").post(url, said).status_code == 302
    link = Chain.objects.select_related("to_document", "to_paragraph").get(paragraph=later)
    reached = link.to_paragraph.number if link.to_paragraph else None
    assert (link.kind, link.to_document.slug, reached) == (ChainKind.SUPERSEDES, document, number)
    answer = english("planning_officer").post(f"/mandates/chains/{link.pk}/confirm/", {"reason": "Read both"})
    link.refresh_from_db()
    assert (answer.headers["Location"], link.state) == (f"{later.get_absolute_url()}#panel-chains", "confirmed")


@pytest.mark.parametrize("to", ["nothing", "EO 16-01", "2619 4z", ""])
def test_chain_to_what_is_no_one_thing_is_refused_beside_the_field(english: SignIn, to: str) -> None:
    answer = english("planning_officer").post(f"{M_4B}chains/propose/", {"kind": "cites", "to": to, "reason": "x"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["to"])


def test_what_a_service_refuses_is_told_and_nothing_is_lost(english: SignIn) -> None:
    said = {"kind": "reiterates", "to": "AG/RES. 2619 4.b", "reason": "A long reason"}
    answer = english("planning_officer").post(f"{M_4B}chains/propose/", said)
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (409, "A long reason")


def test_buttons_are_shown_to_those_who_may(english: SignIn) -> None:
    shown = {}
    for who in ("anyone", "delegate", "program_officer", "chief", "planning_officer"):
        urls = [action.url for action in english(who).get(P_4B).context["actions"]]
        shown[who] = [url.removeprefix(M_4B) for url in urls if url.startswith(M_4B)]
    assert shown == {
        "anyone": [],
        "delegate": [],
        "program_officer": [],
        "chief": ["overrule/"],
        "planning_officer": ["describe/", "overrule/", "retire/"],
    }
