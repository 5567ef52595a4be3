"""Who acts in the invented half-year, and what it acts on, by the names that its file uses."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from secretariat.accounts.models import Person
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.founding.cast import address_of
from secretariat.founding.known import slug_of
from secretariat.founding.reading import FoundingError
from secretariat.founding.schema import Founding, Work
from secretariat.organization.models import Order, Unit
from secretariat.parties.choices import Capacity
from secretariat.parties.models import Participation, Party
from secretariat.parties.queries import viewer_for
from secretariat.plans.models import Activity, Plan, Project

Thing = TypeVar("Thing")
INVENTED = "Invented for the demonstration"
DAY = datetime.timedelta(days=1)


@dataclass
class Stage:
    """What the work of the half-year is done on. Errors, of all that it finds: FoundingError naming the entry."""

    founding: Founding
    made: dict[str, Deliverable] = field(default_factory=dict)

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.get(document__slug=slug_of(self.founding.package.plan))

    @cached_property
    def since(self) -> datetime.date:
        """The first day of the structure that the package describes."""
        order = Order.objects.issued().get(document__slug=slug_of(self.founding.package.order))
        return order.effective_on or datetime.date.min

    @cached_property
    def parties(self) -> dict[str, Party]:
        return {each.slug: each for each in Party.objects.all()}

    @cached_property
    def people(self) -> dict[str, Person]:
        people = Person.objects.in_bulk([address_of(each) for each in self.founding.cast], field_name="email")
        return {each.key: people[address_of(each)] for each in self.founding.cast if address_of(each) in people}

    def viewer(self, member: str, on: datetime.date) -> Viewer:
        """Return a member of the cast as the viewer they were on a day; before there were units, on the first with."""
        return viewer_for(_found(self.people, member, "member of the cast", member), on=max(on, self.since))

    def line(self, work: Work) -> Activity | None:
        if work.line is None:
            return None
        line: Activity | None = (
            Activity.objects.filter(plan=self.plan, address=work.line).select_related("owner__party").first()
        )
        return _required(line, f"{work.at}: the plan has no line {work.line}")

    def project(self, work: Work) -> Project | None:
        if work.project is None:
            return None
        found: Project | None = next(
            (each for each in Project.objects.filter(plan=self.plan) if each.address == work.project), None
        )
        return _required(found, f"{work.at}: the plan has no project {work.project}")

    def unit(self, work: Work) -> Unit | None:
        if work.unit is None:
            return None
        return _required(
            Unit.objects.filter(party__slug=work.unit).first(), f"{work.at}: there is no unit “{work.unit}”"
        )

    def party(self, key: str, work: Work) -> Party:
        return _found(self.parties, key, "party", work.at)

    def earlier(self, work: Work) -> Deliverable | None:
        return _found(self.made, work.follows, "earlier work", work.at) if work.follows else None

    def states(self, work: Work) -> Sequence[Party]:
        """Return the States that take part beside the host, in the order of their keys."""
        keys = set(work.states)
        if work.group:
            members = Participation.objects.filter(of=self.party(work.group, work), capacity=Capacity.MEMBER)
            keys |= set(members.valid_on(days_of(work)[0]).values_list("party__slug", flat=True))
        return [self.party(key, work) for key in sorted(keys - {work.host})]


def days_of(work: Work) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a work that has days."""
    return datetime.date.fromisoformat(work.days[0]), datetime.date.fromisoformat(work.days[-1])


def _found(shelf: dict[str, Thing], key: str, what: str, where: str) -> Thing:
    return _required(shelf.get(key), f"{where}: there is no {what} “{key}”")


def _required(thing: Thing | None, said: str) -> Thing:
    if thing is None:
        raise FoundingError(said)
    return thing
