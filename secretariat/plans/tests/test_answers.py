from __future__ import annotations

import pytest

from secretariat.core.choices import SuggestionState
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Evidence, Mandate
from secretariat.plans import rules
from secretariat.plans.models import Activity, Amendment, Answer, Plan
from secretariat.plans.services import (
    adopt_amendment,
    change_terms,
    confirm_answer,
    drop_activity,
    propose_answer,
    refuse_answer,
)
from secretariat.plans.tests.conftest import DAY, promised


@pytest.fixture
def suggested(workshops: Activity) -> Answer:
    return Answer.objects.suggested().select_related("activity__owner").filter(activity=workshops).get()


@pytest.fixture
def confirmed(workshops: Activity) -> Answer:
    links = Answer.objects.confirmed().select_related("activity__owner", "mandate").filter(activity=workshops)
    return links.order_by("mandate__paragraph__number")[0]


def evidence_of(answer: Answer) -> list[tuple[int | None, bool]]:
    rows = Evidence.objects.filter(mandate=answer.mandate, source=answer.activity.pk)
    return [(row.planned, row.is_ended) for row in rows]


def test_confirm_answer_decides_and_tells_the_mandate(suggested: Answer, planner: Viewer) -> None:
    assert evidence_of(suggested) == []
    confirm_answer(suggested, by=planner, on=DAY, reason="Seaports are in the paragraph")
    suggested.refresh_from_db()
    assert (suggested.state, suggested.decided_by, suggested.decided_on) == ("confirmed", planner.person, DAY)
    assert evidence_of(suggested) == [(6, False)]
    told = Evidence.objects.get(mandate=suggested.mandate, source=suggested.activity.pk)
    assert (told.address, told.document) == ("1.A.3.1", suggested.activity.plan.document)
    entry = timeline(suggested)[0]
    assert (entry.who, entry.reason) == (planner.name, "Seaports are in the paragraph")


def test_confirm_answer_tells_what_holds_today(
    suggested: Answer, draft: Amendment, planner: Viewer, authority: Document
) -> None:
    change_terms(draft, suggested.activity, terms=promised(2), by=planner, reason="Fewer funds")
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    confirm_answer(suggested, by=planner, on=DAY, reason="Yes")
    assert evidence_of(suggested) == [(2, False)]


def test_refuse_answer_takes_the_evidence_back(confirmed: Answer, planner: Viewer) -> None:
    assert evidence_of(confirmed) == [(6, False)]
    refuse_answer(confirmed, by=planner, on=DAY, reason="Only on islands")
    assert confirmed.state == SuggestionState.REFUSED
    assert evidence_of(confirmed) == [(6, True)]
    confirm_answer(confirmed, by=planner, on=DAY, reason="Islands take part")
    assert evidence_of(confirmed) == [(6, False)]


def test_deciding_the_same_again_is_refused(confirmed: Answer, planner: Viewer) -> None:
    with pytest.raises(Refused):
        confirm_answer(confirmed, by=planner, on=DAY, reason="Again")


def test_a_dropped_line_answers_nothing(
    suggested: Answer, draft: Amendment, planner: Viewer, authority: Document, tourism: Mandate
) -> None:
    drop_activity(draft, suggested.activity, by=planner, reason="No funds")
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    with pytest.raises(Refused):
        confirm_answer(suggested, by=planner, on=DAY, reason="Yes")
    with pytest.raises(Refused):
        propose_answer(suggested.activity, tourism, by=planner, reason="Yes", language="en")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("planning_officer", True),
        ("chief", True),  # of S/CICTE, which carries the line out
        ("program_officer", False),  # of a section below it
        ("finance_officer", False),
        ("delegate", False),
        ("anyone", False),
    ],
)
def test_who_may_decide_on_a_line_of_the_secretariat_of_cicte(
    suggested: Answer, viewers: dict[str, Viewer], name: str, may: bool
) -> None:
    assert rules.may_decide_answer.test(viewers[name], suggested) is may
    if not may:
        with pytest.raises(NotPermitted):
            confirm_answer(suggested, by=viewers[name], on=DAY, reason="Mine")
        with pytest.raises(NotPermitted):
            refuse_answer(suggested, by=viewers[name], on=DAY, reason="Mine")
        assert evidence_of(suggested) == []


def test_officers_of_a_section_decide_on_the_lines_of_their_section(
    suggested: Answer, viewers: dict[str, Viewer]
) -> None:
    section = suggested.activity.owner.party.unit.placements_below.order_by("position")[0].unit
    suggested.activity.owner = section
    assert rules.may_decide_answer.test(viewers["program_officer"], suggested)
    assert rules.may_decide_answer.test(viewers["chief"], suggested)


def test_propose_answer_waits_for_a_decision(workshops: Activity, tourism: Mandate, viewers: dict[str, Viewer]) -> None:
    officer = viewers["knowledge_officer"]
    link = propose_answer(workshops, tourism, by=officer, reason="Puertos de cruceros", language="es")
    assert (link.state, link.proposed_by, link.reason) == (
        "suggested",
        officer.name,
        Labels({"es": "Puertos de cruceros"}),
    )
    assert evidence_of(link) == []
    assert timeline(link)[0].who == officer.name


def test_propose_answer_is_confirmed_at_once_by_those_who_may(
    workshops: Activity, tourism: Mandate, viewers: dict[str, Viewer]
) -> None:
    with pytest.raises(NotPermitted):
        propose_answer(
            workshops, tourism, by=viewers["finance_officer"], reason="Ports", language="en", confirmed_on=DAY
        )
    assert not Answer.objects.filter(activity=workshops, mandate=tourism).exists()
    link = propose_answer(workshops, tourism, by=viewers["chief"], reason="Ports", language="en", confirmed_on=DAY)
    assert (link.state, evidence_of(link)) == ("confirmed", [(6, False)])


def test_propose_answer_is_refused_for_a_pair_that_is_linked(
    workshops: Activity, confirmed: Answer, planner: Viewer
) -> None:
    with pytest.raises(Refused):
        propose_answer(workshops, confirmed.mandate, by=planner, reason="Again", language="en")


@pytest.mark.parametrize("name", ["anyone", "delegate", "expert", "partner"])
def test_only_the_secretariat_proposes(
    workshops: Activity, tourism: Mandate, viewers: dict[str, Viewer], name: str
) -> None:
    with pytest.raises(NotPermitted):
        propose_answer(workshops, tourism, by=viewers[name], reason="Mine", language="en")


def test_the_public_sees_confirmed_links_only(plan: Plan, viewers: dict[str, Viewer]) -> None:
    links = Answer.objects.filter(activity__plan=plan)
    seen = {name: links.visible_to(viewers[name]).count() for name in ("anyone", "delegate", "program_officer")}
    assert seen == {"anyone": 41, "delegate": 41, "program_officer": 207}
