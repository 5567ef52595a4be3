"""Every verb on mandates: who may, what is refused, and what stays on record."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Holding, Viewer
from secretariat.documents.choices import DocumentState
from secretariat.mandates.choices import Nature, Priority, Status
from secretariat.mandates.models import Evidence, Mandate, Overruling
from secretariat.mandates.rules import directs_owner, may_overrule_status
from secretariat.mandates.services import (
    count_evidence,
    describe_mandate,
    end_evidence,
    end_overruling,
    overrule_status,
    record_evidence,
    retire_mandate,
    words_of,
)
from secretariat.mandates.tests.factories import (
    DAY,
    OUTSIDE,
    a_document,
    a_mandate,
    a_suggested_owner,
    an_overruling,
    an_owner,
    last_entry,
    unit,
    words,
)
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

TODAY = datetime.date(2026, 11, 21)


# Describe ---------------------------------------------------------------------------------------------------------


def describe(mandate: Mandate, by: Viewer, **values: Any) -> Mandate:
    facts = {
        "nature": Nature.INVITATION,
        "verb": words("to invite"),
        "addressee": Party.objects.get(slug="cicte"),
        "priority": Priority.HIGH,
        "program_area": Topic.objects.get(slug="cyber-security"),
        "valid_until": DAY,
        "is_standing": True,
        "reason": "Read again",
    }
    return describe_mandate(mandate, by=by, **{**facts, **values})


def test_planning_officer_describes_a_mandate(mandate: Mandate, planner: Viewer) -> None:
    describe(mandate, planner)
    mandate.refresh_from_db()
    assert (mandate.nature, str(mandate.verb), mandate.addressee.slug, mandate.priority) == (
        "invitation",
        "to invite",
        "cicte",
        "high",
    )
    assert (str(mandate.program_area), mandate.valid_until, mandate.is_standing) == ("Cyber-security", DAY, True)
    assert last_entry(mandate) == (planner.name, "Read again")


@pytest.mark.parametrize("who", [*OUTSIDE, "program_officer", "chief", "conference_officer", "administrator"])
def test_others_describe_no_mandate(mandate: Mandate, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        describe(mandate, viewers[who])
    mandate.refresh_from_db()
    assert mandate.nature == Nature.INSTRUCTION_SECRETARIAT


def test_mandate_is_described_with_a_reason_and_a_period_in_order(planner: Viewer) -> None:
    mandate = a_mandate(valid_from=DAY)
    with pytest.raises(Refused, match="with a reason"):
        describe(mandate, planner, reason=" ")
    with pytest.raises(ValidationError, match="The last day lies before the first"):
        describe(mandate, planner, valid_until=DAY - datetime.timedelta(days=1))


# Overrule ---------------------------------------------------------------------------------------------------------


def test_planning_officer_overrules_and_ends_it(mandate: Mandate, planner: Viewer) -> None:
    word = overrule_status(mandate, status=Status.FULFILLED, by=planner, on=DAY, reason="The organ noted it")
    assert (word.status, word.reason, word.decided_by, word.decided_on, word.ended_on) == (
        "fulfilled",
        "The organ noted it",
        planner.person,
        DAY,
        None,
    )
    ended = end_overruling(word, by=planner, on=TODAY, reason="The evidence is in")
    assert (ended.ended_on, last_entry(ended)) == (TODAY, (planner.name, "The evidence is in"))
    assert Overruling.objects.filter(mandate=mandate).count() == 1


def test_chief_of_the_unit_that_owns_it_overrules(mandate: Mandate, viewers: dict[str, Viewer]) -> None:
    with pytest.raises(NotPermitted):
        overrule_status(mandate, status=Status.FULFILLED, by=viewers["chief"], on=DAY, reason="x")
    an_owner(mandate, "s-cicte")
    assert (
        overrule_status(mandate, status=Status.FULFILLED, by=viewers["chief"], on=DAY, reason="x").status == "fulfilled"
    )


@pytest.mark.parametrize(
    ("slug", "lead", "may"), [("ct-policy-section", True, True), ("s-cicte", False, False), ("dps", True, False)]
)
def test_chief_directs_the_owner_below_but_no_contributor_or_other(
    mandate: Mandate, viewers: dict[str, Viewer], slug: str, lead: bool, may: bool
) -> None:
    an_owner(mandate, slug, is_lead=lead)
    assert may_overrule_status.test(viewers["chief"], mandate) == may


def test_owner_only_suggested_gives_its_chief_no_say(mandate: Mandate, viewers: dict[str, Viewer]) -> None:
    a_suggested_owner(mandate, "s-cicte", is_lead=True)
    assert directs_owner.test(viewers["chief"], mandate) is False


def test_chief_of_one_unit_who_serves_another_directs_the_first_alone(mandate: Mandate, db: None) -> None:
    first, other = unit("dps").party_id, unit("s-cicte").party_id
    both = frozenset({Holding(RoleKind.CHIEF, first), Holding(RoleKind.PROGRAM_OFFICER, other)})
    viewer = Viewer(holdings=both, party_ids=frozenset({first, other}), clearance=Audience.SECRETARIAT)
    an_owner(mandate, "s-cicte")
    assert directs_owner.test(viewer, mandate) is False
    assert directs_owner.test(viewer, _owned_by("dps")) is True


def _owned_by(slug: str) -> Mandate:
    mandate = a_mandate()
    an_owner(mandate, slug)
    return mandate


@pytest.mark.parametrize("who", [*OUTSIDE, "program_officer", "finance_officer", "administrator"])
def test_others_overrule_nothing_and_end_nothing(mandate: Mandate, viewers: dict[str, Viewer], who: str) -> None:
    an_owner(mandate, "s-cicte")
    with pytest.raises(NotPermitted):
        overrule_status(mandate, status=Status.FULFILLED, by=viewers[who], on=DAY, reason="x")
    word = an_overruling(mandate)
    with pytest.raises(NotPermitted):
        end_overruling(word, by=viewers[who], on=DAY, reason="x")
    assert [each.ended_on for each in Overruling.objects.filter(mandate=mandate)] == [None]


def test_status_is_overruled_once_and_with_a_reason(mandate: Mandate, planner: Viewer) -> None:
    with pytest.raises(Refused, match="with a reason"):
        overrule_status(mandate, status=Status.FULFILLED, by=planner, on=DAY, reason="  ")
    overrule_status(mandate, status=Status.FULFILLED, by=planner, on=DAY, reason="x")
    with pytest.raises(Refused, match="overruled already"):
        overrule_status(mandate, status=Status.RETIRED, by=planner, on=DAY, reason="x")


def test_overruling_ends_once_and_not_before_it_began(mandate: Mandate, planner: Viewer) -> None:
    word = an_overruling(mandate, decided_on=DAY)
    with pytest.raises(Refused, match=r"It was overruled on July 1, 2016: choose that day or a later one"):
        end_overruling(word, by=planner, on=DAY - datetime.timedelta(days=1), reason="x")
    end_overruling(word, by=planner, on=DAY, reason="x")
    with pytest.raises(Refused, match="holds again already"):
        end_overruling(word, by=planner, on=DAY, reason="x")


# Retire -----------------------------------------------------------------------------------------------------------


def test_planning_officer_retires_a_mandate_on_a_decision(mandate: Mandate, planner: Viewer) -> None:
    decision = a_document()
    retired = retire_mandate(mandate, decision=decision, by=planner, on=DAY, reason="The Assembly closed it")
    assert (retired.retired_on, retired.retired_by, last_entry(retired)) == (
        DAY,
        decision,
        (planner.name, "The Assembly closed it"),
    )
    with pytest.raises(Refused, match="retired already"):
        retire_mandate(mandate, decision=decision, by=planner, on=DAY, reason="x")


@pytest.mark.parametrize("who", [*OUTSIDE, "program_officer", "chief", "administrator"])
def test_others_retire_nothing(mandate: Mandate, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        retire_mandate(mandate, decision=a_document(), by=viewers[who], on=DAY, reason="x")
    mandate.refresh_from_db()
    assert mandate.retired_on is None


def test_decision_must_be_issued_another_document_and_open_to_the_same_readers(
    mandate: Mandate, planner: Viewer
) -> None:
    grounds = {
        "is not issued": a_document(state=DocumentState.DRAFT),
        "does not retire its own paragraphs": mandate.paragraph.document,
        "may not read that decision": a_document(audience=Audience.STATES),
    }
    for words_, decision in grounds.items():
        with pytest.raises(Refused, match=words_):
            retire_mandate(mandate, decision=decision, by=planner, on=DAY, reason="x")
    mandate.refresh_from_db()
    assert mandate.retired_by is None


# Evidence ---------------------------------------------------------------------------------------------------------


def tell(mandate: Mandate, source: uuid.UUID, by: Viewer, **values: Any) -> Evidence:
    facts = {"label": Labels({"en": "Workshops"}), "address": "1.A.1.1", "url": "/", "planned": 3, "reason": "Linked"}
    return record_evidence(mandate, source=source, by=by, **{**facts, **values})


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/", ""])
def test_evidence_lies_on_a_page_of_ours(mandate: Mandate, planner: Viewer, url: str) -> None:
    with pytest.raises(ValueError, match="a page of ours"):
        tell(mandate, uuid.uuid4(), planner, url=url)


def test_evidence_of_one_source_is_told_again_in_its_place(mandate: Mandate, planner: Viewer) -> None:
    source, plan = uuid.uuid4(), a_document()
    count_evidence(tell(mandate, source, planner, document=plan), held=2, by=planner, reason="Two were held")
    again = tell(mandate, source, planner, planned=4, on_request=True)
    assert (Evidence.objects.filter(mandate=mandate).count(), again.planned, again.held, again.on_request) == (
        1,
        4,
        2,
        True,
    )
    assert (again.document, last_entry(again)) == (plan, (planner.name, "Linked"))


def test_evidence_ends_and_stays_on_record_and_may_come_back(mandate: Mandate, planner: Viewer) -> None:
    source = uuid.uuid4()
    tell(mandate, source, planner)
    end_evidence(mandate, source=source, by=planner, reason="Dropped")
    ended = Evidence.objects.get(mandate=mandate)
    assert (ended.is_ended, last_entry(ended)) == (True, (planner.name, "Dropped"))
    end_evidence(mandate, source=source, by=planner, reason="Again")
    assert ended.history.count() == 2
    assert tell(mandate, source, planner).is_ended is False


@pytest.mark.parametrize(("language", "kept"), [("es", {"es": "Porque"}), ("de", {"en": "Porque"})])
def test_reason_is_kept_in_the_language_it_was_written_in(language: str, kept: dict[str, str]) -> None:
    assert dict(words_of("Porque", language)) == kept
