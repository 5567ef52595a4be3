from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import involve, move_deliverable, plan_deliverable
from secretariat.delivery.tests.conftest import words
from secretariat.directory.choices import DesignationRole
from secretariat.directory.services import designate
from secretariat.notices.models import Notice
from secretariat.participation.models import EventTerms, Invitation
from secretariat.participation.services import (
    change_invitation,
    invite,
    invite_all,
    lapse_unanswered,
    move_invitation,
    send_invitations,
    set_terms,
)
from secretariat.participation.tests.conftest import BEFORE, DEADLINE, LATE, SENT, invited
from secretariat.parties.models import Party
from secretariat.plans.models import Activity

pytestmark = pytest.mark.django_db


def named(party: Party, by: Viewer, role: DesignationRole, **facts: Any) -> Any:
    return designate(party=party, role=role, name="A Person", note="Note 1", by=by, on=SENT, **facts)


def test_an_invitation_goes_through_whom_the_state_named(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    named(grenada, planner, DesignationRole.ALTERNATE, language="en")
    mission = named(grenada, planner, DesignationRole.PERMANENT_MISSION, language="fr")
    made = invite(event, grenada, by=planner, on=SENT)
    assert (made.designation, made.language, made.state) == (mission, "fr", "drafted")


def test_many_are_invited_at_once_and_none_twice(
    event: Deliverable, planner: Viewer, grenada: Party, chile: Party
) -> None:
    invite(event, chile, by=planner, on=SENT, places=7)
    made = invite_all(event, [grenada, chile, grenada], by=planner, on=SENT, places=2, deadline=DEADLINE)
    assert [(each.party, each.places) for each in made] == [(grenada, 2)]
    with pytest.raises(ValidationError, match="invited already"):
        invite(event, grenada, by=planner, on=SENT)


@pytest.mark.parametrize("who", ["delegate", "finance_officer", "conference_officer", "program_officer", "anyone"])
def test_only_who_delivers_invites(event: Deliverable, viewers: dict[str, Viewer], grenada: Party, who: str) -> None:
    with pytest.raises(NotPermitted):
        invite(event, grenada, by=viewers[who], on=SENT)
    with pytest.raises(NotPermitted):
        set_terms(event, share_needed=50, follow_up_months=6, by=viewers[who], reason="x")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "objection"),
    [
        ({"places": 2, "women_aimed": 3}, "more places for women"),
        ({"women_aimed": 1}, "more places for women"),
        ({"places": 2, "is_aim_kept": True}, "how many places are kept"),
    ],
)
def test_aims_fit_the_places(
    event: Deliverable, planner: Viewer, grenada: Party, facts: dict[str, Any], objection: str
) -> None:
    with pytest.raises(ValidationError, match=objection):
        invite(event, grenada, by=planner, on=SENT, **facts)


def test_a_state_that_could_not_see_it_is_not_invited(workshops: Activity, planner: Viewer, grenada: Party) -> None:
    inside = plan_deliverable(
        activity=workshops,
        kind="workshop",
        title=words("x"),
        level="regional",
        audience=Audience.SECRETARIAT,
        by=planner,
    )
    with pytest.raises(Refused, match="could not see this"):
        invite(inside, grenada, by=planner, on=SENT)
    involve(inside, grenada, part=Part.HOST, by=planner)
    assert invite(inside, grenada, by=planner, on=SENT).party == grenada


def test_units_are_not_invited_and_nobody_to_what_is_over(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    with pytest.raises(Refused, match="States and organizations are invited"):
        invite(event, event.owner.party, by=planner, on=SENT)
    over = move_deliverable(event, "cancel", by=planner, on=SENT, reason="No funds")
    with pytest.raises(Refused, match="cancelled"):
        invite(over, grenada, by=planner, on=SENT)


def test_sending_tells_the_delegates_once(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    sent = invited(event, grenada, planner)
    assert (sent.state, sent.sent_on, sent.note) == ("sent", SENT, "Note 3")
    told = Notice.objects.filter(kind="invited")
    assert [each.person for each in told] == [viewers["delegate"].person]
    with pytest.raises(Refused):
        send_invitations([sent], by=planner, on=SENT)


def test_a_delegate_answers_until_the_deadline(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    sent, delegate = invited(event, grenada, planner), viewers["delegate"]
    with pytest.raises(NotPermitted):
        move_invitation(sent, "accept", by=viewers["second_delegate"], on=BEFORE)
    with pytest.raises(NotPermitted):
        move_invitation(sent, "accept", by=viewers["expert"], on=BEFORE)
    with pytest.raises(Refused, match="The deadline was"):
        move_invitation(sent, "accept", by=delegate, on=LATE)
    accepted = move_invitation(sent, "accept", by=delegate, on=DEADLINE)
    assert (accepted.state, accepted.answered_on) == ("accepted", DEADLINE)
    declined = move_invitation(sent, "decline", by=viewers["conference_officer"], on=LATE, reason="Note 9")
    assert declined.state == "declined"


def test_what_nobody_answers_lapses_after_the_deadline(
    event: Deliverable, planner: Viewer, grenada: Party, chile: Party
) -> None:
    invited(event, grenada, planner)
    invited(event, chile, planner, deadline=None)
    assert lapse_unanswered(by=planner, on=DEADLINE) == []
    assert [each.party for each in lapse_unanswered(by=planner, on=LATE)] == [grenada]
    again = move_invitation(Invitation.objects.get(party=grenada), "renew", by=planner, on=LATE, reason="They asked")
    assert (again.state, again.sent_on, again.answered_on) == ("sent", LATE, None)


def test_a_draft_is_for_the_secretariat_and_another_states_is_hidden(
    event: Deliverable, planner: Viewer, viewers: dict[str, Viewer], grenada: Party
) -> None:
    made = invite(event, grenada, by=planner, on=SENT, reason="Zqx")

    def seen() -> dict[str, bool]:
        people = ("anyone", "delegate", "second_delegate", "expert", "chief", "finance_officer")
        return {who: Invitation.objects.visible_to(viewers[who]).exists() for who in people}

    staff = {"chief": True, "finance_officer": True}
    assert seen() == {**dict.fromkeys(("anyone", "delegate", "second_delegate", "expert"), False), **staff}
    sent = send_invitations([made], by=planner, on=SENT)[0]
    assert seen() == {"anyone": False, "delegate": True, "second_delegate": False, "expert": False, **staff}
    assert [each.reason for each in timeline(sent, viewer=viewers["delegate"])] == ["Sent"]


def test_terms_are_changed_and_not_doubled(event: Deliverable, planner: Viewer) -> None:
    set_terms(event, share_needed=50, follow_up_months=6, by=planner, reason="Short")
    again = set_terms(event, share_needed=60, follow_up_months=12, by=planner, reason="Longer")
    assert (EventTerms.objects.get().share_needed, again.follow_up_months) == (60, 12)
    with pytest.raises(ValidationError):
        set_terms(event, share_needed=101, follow_up_months=6, by=planner, reason="x")


def test_an_offer_is_changed_with_a_reason(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    sent = invited(event, grenada, planner, places=1)
    later = datetime.date(2016, 8, 15)
    changed = change_invitation(sent, places=3, deadline=later, by=planner, on=BEFORE, reason="More funds")
    assert (changed.places, changed.deadline, timeline(changed)[0].reason) == (3, later, "More funds")
