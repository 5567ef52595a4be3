from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import ChosenAs, LanguageRule, Via, Withheld
from secretariat.correspondence.models import Distribution, Recipient
from secretariat.correspondence.queries import contacts_of, languages_for, outgoing_of
from secretariat.correspondence.services import (
    add_documents,
    add_recipients,
    cancel_distribution,
    change_distribution,
    choose_language,
    compose_distribution,
    drop_document,
    drop_recipient,
    prefer_language,
    send_distribution,
)
from secretariat.correspondence.tests.conftest import DAY, NOW, document, words
from secretariat.directory.choices import DesignationRole
from secretariat.directory.services import designate
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.documents.services import attach_file
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.parties.queries import operator

CICTE = "cicte"


@pytest.mark.parametrize("who", ["anyone", "delegate", "finance_officer", "knowledge_officer"])
def test_only_those_who_send_compose(unit: Unit, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        compose_distribution(unit=unit, purpose="other", subject=words("x"), by=viewers[who], on=DAY)  # type: ignore[arg-type]
    assert Distribution.objects.count() == 0


def test_a_chief_sends_for_their_own_unit_alone(viewers: dict[str, Viewer], unit: Unit) -> None:
    said: dict[str, Any] = {"purpose": "other", "subject": words("x"), "by": viewers["chief"], "on": DAY}
    draft = compose_distribution(unit=unit, **said)
    other = Unit.objects.exclude(party__in=viewers["chief"].party_ids).order_by("party__slug")[0]
    with pytest.raises(NotPermitted):
        compose_distribution(unit=other, **said)
    with pytest.raises(NotPermitted):
        change_distribution(draft, unit=other, by=viewers["chief"], reason="x")


def test_a_subject_is_one_line(draft: Distribution, officer: Viewer) -> None:
    with pytest.raises(ValidationError, match="one line"):
        change_distribution(draft, subject=words("One\r\nBcc: all@example.org"), by=officer, reason="x")


def test_recipients_are_members_of_a_group_a_body_and_the_organization(draft: Distribution, officer: Viewer) -> None:
    rows = {}
    for slug, rule in (("caricom", ChosenAs.GROUP), (CICTE, ChosenAs.BODY)):
        party = Party.objects.get(slug=slug)
        rows[slug] = add_recipients(draft, [party], chosen_as=rule, by=officer, on=DAY)
    members = set(Party.objects.states().taking_part(Party.objects.get(slug="oas"), on=DAY))
    assert {each.chosen_as for each in rows["caricom"]} == {"group"}
    assert {each.party for each in Recipient.objects.filter(distribution=draft)} >= members
    assert Recipient.objects.get(distribution=draft, party__slug="grenada").chosen_as == "chosen"  # was there before
    assert {each.of.slug for each in rows[CICTE] if each.of} == {CICTE}


def test_bodies_units_and_people_receive_nothing_themselves(draft: Distribution, officer: Viewer, unit: Unit) -> None:
    for party in (unit.party, Party.objects.get(slug=CICTE)):
        with pytest.raises(Refused, match="receive documents"):
            add_recipients(draft, [party], by=officer, on=DAY)


def test_who_may_not_read_a_document_cannot_send_it(draft: Distribution, viewers: dict[str, Viewer]) -> None:
    hidden = document("Zqx", Audience.NAMED, issuer=Party.objects.get(slug="planning-section"))
    with pytest.raises(ValidationError, match="no such document"):
        add_documents(draft, [hidden], by=viewers["chief"])


def test_what_is_twice_is_once(draft: Distribution, officer: Viewer, public: Document, states: list[Party]) -> None:
    assert add_documents(draft, [public, public], by=officer) == []
    assert add_recipients(draft, [*states, *states], by=officer, on=DAY) == []
    assert (draft.documents.count(), draft.recipients.count()) == (2, 2)


def test_nothing_is_sent_without_documents_or_recipients(draft: Distribution, officer: Viewer) -> None:
    for row in draft.recipients.all():
        drop_recipient(row, by=officer, reason="x")
    with pytest.raises(Refused, match="no recipient"):
        send_distribution(draft, by=officer, at=NOW)
    for each in draft.documents.all():
        drop_document(each, by=officer, reason="x")
    with pytest.raises(Refused, match="no document"):
        send_distribution(draft, by=officer, at=NOW)


def test_what_is_sent_or_cancelled_changes_no_more(draft: Distribution, officer: Viewer, public: Document) -> None:
    send_distribution(draft, by=officer, at=NOW)
    refused: list[Any] = [
        lambda: send_distribution(draft, by=officer, at=NOW),
        lambda: cancel_distribution(draft, by=officer, reason="x"),
        lambda: change_distribution(draft, purpose="other", by=officer, reason="x"),
        lambda: add_documents(draft, [public], by=officer),
        lambda: drop_recipient(draft.recipients.all()[0], by=officer, reason="x"),
        lambda: choose_language(draft.recipients.all()[0], language="fr", by=officer, reason="x"),
    ]
    for attempt in refused:
        with pytest.raises(Refused):
            attempt()


def test_a_cancelled_draft_says_why(draft: Distribution, officer: Viewer) -> None:
    done = cancel_distribution(draft, by=officer, reason="The workshop was postponed")
    assert (done.state, done.why_not, done.sent_at) == ("cancelled", "The workshop was postponed", None)


# Languages --------------------------------------------------------------------------------------------------------


def test_the_language_follows_what_is_known(
    cast: dict[str, Any], officer: Viewer, states: list[Party], draft: Distribution
) -> None:
    chile, grenada = states
    prefer_language(chile, language="es", source="Note 7", by=officer)
    cast["delegate"].language = "fr"
    cast["delegate"].save()
    haiti = Party.objects.get(slug="haiti")
    found = languages_for([chile.pk, grenada.pk, haiti.pk], on=DAY)
    assert [(found[each.pk].language, found[each.pk].rule) for each in (chile, grenada, haiti)] == [
        ("es", LanguageRule.PREFERRED),
        ("fr", LanguageRule.READERS),
        ("en", LanguageRule.USUAL),
    ]
    row = choose_language(draft.recipients.get(party=chile), language="pt", by=officer, reason="Asked for it")
    assert (row.language, row.language_rule) == ("pt", LanguageRule.CHOSEN)


def test_a_version_that_is_missing_is_replaced_by_the_next_best(
    draft: Distribution, officer: Viewer, states: list[Party]
) -> None:
    recipient = draft.recipients.get(party=states[0])
    given = {}
    for code in ("es", "pt"):
        choose_language(recipient, language=code, by=officer, reason="x")
        outgoing = next(each for each in outgoing_of(draft, on=DAY) if each.recipient.party == states[0])
        given[code] = [parcel.language for parcel in outgoing.parcels]
    assert given == {"es": ["es", "es"], "pt": ["en", "en"]}


def test_each_gets_the_file_of_its_language(
    draft: Distribution, officer: Viewer, unit: Unit, states: list[Party]
) -> None:
    made = document("With files", state=DocumentState.DRAFT, issuer=unit.party)
    files = {
        code: attach_file(made, language=code, content=code.encode() * 9, name=f"{code}.txt", by=operator())
        for code in ("en", "es")
    }
    made.state = DocumentState.ISSUED
    made._history_user = officer.person  # type: ignore[attr-defined]
    made.save()
    add_documents(draft, [made], by=officer)
    choose_language(draft.recipients.get(party=states[0]), language="es", by=officer, reason="x")
    found = {each.recipient.party.slug: each.parcels[-1].sha256 for each in outgoing_of(draft, on=DAY)}
    assert found == {"chile": files["es"].sha256, "grenada": files["en"].sha256}


# Contacts ---------------------------------------------------------------------------------------------------------


def test_missions_are_reached_at_the_addresses_they_named(officer: Viewer, states: list[Party]) -> None:
    chile = states[0]
    named: dict[str, Any] = {"party": chile, "name": "A person", "note": "Note 1", "by": officer, "on": DAY}
    designate(role=DesignationRole.PERMANENT_MISSION, mail="mission@example.org", language="es", **named)
    body = Party.objects.get(slug=CICTE)
    designate(role=DesignationRole.PRINCIPAL, mail="principal@example.org", body=body.body, **named)
    usual = {each.address: each.via for each in contacts_of([chile.pk], on=DAY)[chile.pk]}
    as_body = [each.address for each in contacts_of([chile.pk], on=DAY, body=body)[chile.pk]]
    assert usual["mission@example.org"] == Via.DESIGNATION
    assert sorted(set(as_body) - set(usual)) == ["principal@example.org"]
    assert len(usual) == 2  # the mission and the delegate's account


def test_the_preview_says_what_is_withheld(draft: Distribution, officer: Viewer) -> None:
    inside = document("Zqx inside", Audience.SECRETARIAT)
    add_documents(draft, [inside], by=officer)
    withheld = {(each.recipient.party.slug, each.parcels[-1].withheld) for each in outgoing_of(draft, on=DAY)}
    assert withheld == {("chile", Withheld.NOT_READABLE), ("grenada", Withheld.NOT_READABLE)}
