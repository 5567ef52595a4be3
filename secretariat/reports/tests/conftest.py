"""What the tests of reports begin with: half a year of work over the 2016 plan, small enough to count by hand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import involve, move_deliverable, plan_deliverable
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.plans.models import Activity, Project
from secretariat.reports.unit_work import UnitWork
from secretariat.reports.work import Period, Work

FIRST, LAST = datetime.date(2016, 7, 1), datetime.date(2016, 12, 31)
TOLD = datetime.date(2017, 1, 15)
CANARY = "Zqxcanary"
INNERMOST = "Zqxinnermost"  # for the parties named alone


def words(text: str) -> Labels:
    return Labels({"en": text, "es": f"{text} (es)"})


def line_at(address: str) -> Activity:
    rows = Activity.objects.select_related("plan__document", "owner__party", "project", "added_by", "dropped_by")
    line: Activity = rows.get(plan__document__symbol="CICTE/doc.5/16", address=address)
    return line


@dataclass
class HalfYear:
    """What was planned, held, cancelled …, by name."""

    made: dict[str, Deliverable]

    def __getitem__(self, name: str) -> Deliverable:
        return self.made[name]


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.select_related("party").get(party__acronym="CICTE")


@pytest.fixture
def planner(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["planning_officer"]


@pytest.fixture
def half_year(db: None, planner: Viewer) -> HalfYear:
    """Two workshops held, one before the period, a network kept up, one late, one cancelled, one confidential held."""
    made: dict[str, Deliverable] = {}
    grenada, chile = (Party.objects.get(slug=slug) for slug in ("grenada", "chile"))

    def make(name: str, day: datetime.date | None, address: str = "1.A.3.1", **facts: Any) -> Deliverable:
        usual = {"kind": "workshop", "level": "subregional", "starts_on": day}
        said = {**usual, **facts}
        made[name] = plan_deliverable(activity=line_at(address), title=words(name), by=planner, **said)
        return made[name]

    def move(name: str, verb: str) -> None:
        move_deliverable(made[name], verb, by=planner, on=TOLD, reason="The harbor was closed")

    make("Harbor drill", datetime.date(2016, 9, 12), gender_marker=1)
    make("Container course", datetime.date(2016, 11, 3), rights_marker=2)
    make("Spring drill", datetime.date(2016, 3, 1))
    make("Ports network", datetime.date(2016, 2, 1), kind="network")
    make("Late drill", datetime.date(2016, 10, 4))
    make("Cancelled drill", datetime.date(2016, 8, 8))
    make(CANARY, datetime.date(2016, 9, 20), audience=Audience.SECRETARIAT, place=CANARY)
    make(f"{CANARY} idea", datetime.date(2016, 9, 21), is_idea=True)
    for name in ("Harbor drill", "Container course", "Spring drill", "Ports network", CANARY):
        move(name, "hold")
    move("Cancelled drill", "cancel")
    involve(made["Harbor drill"], grenada, part=Part.HOST, by=planner)
    involve(made["Harbor drill"], chile, part=Part.PARTICIPANT, by=planner)
    involve(made["Container course"], grenada, part=Part.PARTICIPANT, by=planner)
    involve(made[CANARY], grenada, part=Part.HOST, by=planner)
    return HalfYear(made)


@pytest.fixture
def work(body: Body, half_year: HalfYear) -> Work:
    return Work(body, Period(FIRST, LAST, TOLD))


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.select_related("party").get(party__slug=line_at("1.A.3.1").owner.party.slug)


@pytest.fixture
def unit_work(unit: Unit, half_year: HalfYear, planner: Viewer) -> UnitWork:
    """The same half-year of the unit, with what it delivers without a line and what is for the parties named alone."""
    usual: dict[str, Any] = {"kind": "workshop", "level": "subregional", "by": planner}

    def make(name: str, day: datetime.date, **facts: Any) -> None:
        said = {"activity": line_at("1.A.3.1"), "title": words(name), "starts_on": day, **usual, **facts}
        half_year.made[name] = plan_deliverable(**said)

    without_line = Project.objects.filter(plan__document__symbol="CICTE/doc.5/16", activities__isnull=True)
    bare = without_line.order_by("address").first()
    if bare is not None:
        make("Study", datetime.date(2016, 10, 20), activity=None, project=bare, owner=unit)
    make("Winter drill", datetime.date(2017, 2, 10))
    make("Drill of another unit", datetime.date(2016, 11, 11), owner=Unit.objects.get(party__slug="planning-section"))
    make(INNERMOST, datetime.date(2016, 9, 22), audience=Audience.NAMED)
    for name in {"Study", "Drill of another unit", INNERMOST} & {*half_year.made}:
        move_deliverable(half_year[name], "hold", by=planner, on=TOLD, reason="Held")
    return UnitWork(unit, Period(FIRST, LAST, TOLD))
