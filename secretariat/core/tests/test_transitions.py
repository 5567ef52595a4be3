from __future__ import annotations

import datetime

import pytest

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.rules import holds
from secretariat.core.suggestions import decide, decisions
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind
from secretariat.plans.models import Answer

pytestmark = pytest.mark.django_db
TABLE = decisions(holds(RoleKind.PLANNING_OFFICER))
DAY = datetime.date(2016, 9, 1)


@pytest.fixture
def answer() -> Answer:
    found = Answer.objects.suggested().first()
    assert found is not None
    return found


def test_a_decision_says_who_when_and_why(answer: Answer, viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    decide(answer, TABLE, "confirm", by=by, on=DAY, reason="the line names the ports")
    answer.refresh_from_db()
    assert (answer.state, answer.decided_by, answer.decided_on) == ("confirmed", by.person, DAY)
    assert (timeline(answer)[0].who, timeline(answer)[0].reason) == (by.name, "the line names the ports")


def test_a_decision_by_another_role_is_not_permitted(answer: Answer, viewers: dict[str, Viewer]) -> None:
    for name in ("anyone", "delegate", "expert", "finance_officer"):
        with pytest.raises(NotPermitted):
            decide(answer, TABLE, "confirm", by=viewers[name], on=DAY, reason="no")
    answer.refresh_from_db()
    assert answer.state == "suggested"


def test_a_decision_made_twice_is_refused(answer: Answer, viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    decide(answer, TABLE, "refuse", by=by, on=DAY, reason="no")
    with pytest.raises(Refused):
        decide(answer, TABLE, "refuse", by=by, on=DAY, reason="no")
    decide(answer, TABLE, "confirm", by=by, on=DAY, reason="looked again")
    assert answer.state == "confirmed"
    assert len(timeline(answer)) == 3


def test_open_changes_are_those_a_viewer_could_make(answer: Answer, viewers: dict[str, Viewer]) -> None:
    assert [row.verb for row in TABLE.open_to(viewers["planning_officer"], answer)] == ["confirm", "refuse"]
    assert TABLE.open_to(viewers["delegate"], answer) == []
