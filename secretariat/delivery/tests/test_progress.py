from __future__ import annotations

import datetime

import pytest

from secretariat.core.choices import Audience
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.queries import Progress, progress_of_lines, total_of
from secretariat.delivery.services import involve, move_deliverable
from secretariat.delivery.tests.conftest import AFTER, DAY, hold, plan
from secretariat.parties.models import Party
from secretariat.plans.models import Activity


@pytest.fixture
def mixed(workshops: Activity, planner: Viewer, state: Party) -> Activity:
    """Two held, one of them with a State, one still planned, one postponed, one cancelled."""
    held = [hold(plan(workshops, planner, title=f"Drill {number}"), planner) for number in range(2)]
    involve(held[0], state, part=Part.PARTICIPANT, by=planner)
    plan(workshops, planner, title="To come")
    for verb in ("postpone", "cancel"):
        move_deliverable(plan(workshops, planner, title=verb), verb, by=planner, on=DAY, reason="No funds")
    return workshops


def progress(line: Activity, planned: int | None, on: datetime.date, viewer: Viewer = ANYONE) -> Progress:
    return progress_of_lines({line.pk: planned}, viewer, on=on)[line.pk]


def test_progress_counts_what_was_held_by_the_day(mixed: Activity) -> None:
    found = progress(mixed, 6, AFTER)
    known = {"held": 2, "coming": 1, "late": 1, "postponed": 1, "cancelled": 1, "invented": 2}
    assert found == Progress(planned=6, counted=2, forecast=2, **known)
    assert (found.percent, found.surplus) == (33, 0)
    assert progress(mixed, 6, DAY).held == 0  # their last day is the next


def test_a_surplus_is_shown_and_not_carried_over(mixed: Activity) -> None:
    one = progress(mixed, 1, AFTER)
    assert (one.held, one.counted, one.surplus, one.percent) == (2, 1, 1, 100)
    both = total_of([one, Progress(planned=3)])
    assert (both.planned, both.counted, both.surplus, both.percent) == (4, 1, 1, 25)


def test_a_line_without_a_number_has_no_percentage(mixed: Activity) -> None:
    found = progress(mixed, None, AFTER)
    assert (found.held, found.percent, found.surplus) == (2, None, 0)


def test_progress_of_a_state_counts_what_it_took_part_in(mixed: Activity, state: Party) -> None:
    assert progress_of_lines({mixed.pk: 6}, ANYONE, on=AFTER, states=[state.pk])[mixed.pk].held == 1


def test_what_is_kept_up_counts_from_its_first_day(workshops: Activity, planner: Viewer) -> None:
    kept = plan(workshops, planner, is_standing=True, ends_on=None)
    move_deliverable(kept, "hold", by=planner, on=DAY, reason="It runs")
    assert [progress(workshops, 6, day).held for day in (DAY - datetime.timedelta(days=1), DAY, AFTER)] == [0, 1, 1]


def test_how_many_were_held_is_public_and_nothing_else_that_is_hidden(workshops: Activity, planner: Viewer) -> None:
    hold(plan(workshops, planner, audience=Audience.SECRETARIAT), planner)
    plan(workshops, planner, audience=Audience.SECRETARIAT)
    plan(workshops, planner, is_idea=True)
    public, inside = (progress(workshops, 6, AFTER, viewer) for viewer in (ANYONE, planner))
    assert (public.held, public.coming, public.late) == (1, 0, 0)
    assert (inside.held, inside.coming, inside.late) == (1, 1, 1)
