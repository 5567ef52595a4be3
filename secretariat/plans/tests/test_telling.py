from __future__ import annotations

import datetime

import pytest

from secretariat.accounts.models import Person
from secretariat.core.job_registry import Progress
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Mandate
from secretariat.mandates.services import propose_owner
from secretariat.notices.models import Notice
from secretariat.notices.queries import told
from secretariat.organization.models import Unit
from secretariat.plans.models import Activity, Amendment, Answer, Plan
from secretariat.plans.schedule import suggest_links
from secretariat.plans.services import adopt_amendment, change_terms, drop_activity, propose_answer
from secretariat.plans.tests.conftest import add_drills, promised

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 21)


def notices(kind: str, person: Person) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind, person=person))


def test_suggested_answer_is_told_to_the_chief_and_not_to_who_suggests(
    workshops: Activity, tourism: Mandate, viewers: dict[str, Viewer], cast: dict[str, Person]
) -> None:
    propose_answer(workshops, tourism, by=viewers["program_officer"], reason="It fits", language="en")
    found = notices("answer-suggested", cast["chief"])
    shown = told(found, viewers["chief"])[0]
    assert shown.words == f"It was suggested that line 1.A.3.1 of {workshops.owner.party} answers {tourism}."
    assert shown.address == workshops.get_absolute_url()
    assert told(found, viewers["delegate"])[0].words == "A link was suggested for a plan line of your unit."
    assert Notice.objects.exclude(person=cast["chief"]).count() == 0


def test_answer_confirmed_with_its_proposal_is_not_told_as_a_suggestion(
    workshops: Activity, tourism: Mandate, planner: Viewer
) -> None:
    propose_answer(workshops, tourism, by=planner, reason="It fits", language="en", confirmed_on=DAY)
    assert Notice.objects.filter(kind="answer-suggested").count() == 0


def test_suggestions_of_the_program_are_told_a_unit_at_a_time_and_added_once(cast: dict[str, Person]) -> None:
    suggest_links(Progress())
    rows = Answer.objects.count()
    found = notices("answers-suggested", cast["chief"])
    units = [each.data["unit"]["en"] for each in found]
    assert (len(units), len(set(units))) == (2, 2)
    assert suggest_links(Progress()) == "0 suggested"
    assert (Answer.objects.count(), notices("answers-suggested", cast["chief"])) == (rows, found)


def test_draft_amendment_is_told_once_and_its_adoption_too(
    plan: Plan, draft: Amendment, workshops: Activity, planner: Viewer, authority: Document, cast: dict[str, Person]
) -> None:
    change_terms(draft, workshops, terms=promised(9), by=planner, reason="More")
    add_drills(draft, planner)
    drop_activity(draft, Activity.objects.get(plan=plan, address="1.A.2.1"), by=planner, reason="Less")
    (drafted,) = notices("amendment-drafted", cast["chief"])
    assert (drafted.about_label, drafted.about_id) == ("plans.amendment", str(draft.pk))
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    (adopted,) = notices("amendment-adopted", cast["chief"])
    assert adopted.address == draft.get_absolute_url()


def test_suggested_owner_is_told_to_the_chief(viewers: dict[str, Viewer], cast: dict[str, Person]) -> None:
    unit = Unit.objects.select_related("party").get(party__slug="ct-capacity-section")
    free = Mandate.objects.exclude(ownerships__unit=unit).select_related("paragraph__document")
    mandate = free.order_by("pk")[0]
    by = viewers["planning_officer"]
    propose_owner(mandate, unit=unit, function=None, is_lead=False, by=by, on=DAY, reason="It fits", language="en")
    (notice,) = notices("ownership-suggested", cast["chief"])
    assert told([notice], viewers["chief"])[0].words == f"It was suggested that {unit.party} answers for {mandate}."
