"""What the record says of a body's or a unit's work in a period, as its readers may see it: reports are made of it."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import OUT
from secretariat.correspondence.models import Distribution
from secretariat.delivery.choices import COMING, COUNTING, DeliverableState
from secretariat.delivery.models import AlsoServes, Deliverable, EventDocument, Involvement
from secretariat.delivery.queries import Progress, progress_of_lines
from secretariat.duties.choices import DutyState
from secretariat.duties.models import Duty
from secretariat.evaluation.models import EventEvaluation
from secretariat.mandates.choices import Status
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import Finding, status_of, with_status
from secretariat.organization.models import Unit
from secretariat.participation.models import Nomination
from secretariat.participation.queries import participants_of
from secretariat.parties.choices import Capacity, OrganizationForm, PartyKind
from secretariat.parties.models import Participation, Party
from secretariat.parties.queries import served_organization
from secretariat.plans.choices import AmendmentState, PlanState
from secretariat.plans.models import Activity, Amendment, Answer, Area, Plan, PlanQuerySet, Program, Project, Version
from secretariat.plans.queries import Line, lines_of
from secretariat.recommendations.models import Recommendation

# Whoever receives a report: every Member State, and none in particular. What concerns one State alone stays out.
MEMBER_STATES = Viewer(clearance=Audience.STATES)
IN_FORCE = (Status.ACTIVE, Status.FULFILLED, Status.NOT_COMPUTED)


@dataclass(frozen=True)
class Period:
    """The days of a report, both included, and the day on which it is told."""

    first: datetime.date
    last: datetime.date
    told_on: datetime.date

    def holds(self, day: datetime.date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def following(self) -> Period:
        """The next period: of as many months where this one is of whole months, else of as many days."""
        begins = self.last + datetime.timedelta(days=1)
        months = 12 * (begins.year - self.first.year) + begins.month - self.first.month
        if self.first.day == begins.day == 1:
            years, month = divmod(begins.month - 1 + months, 12)
            after = datetime.date(begins.year + years, month + 1, 1)
        else:
            after = begins + (begins - self.first)
        return Period(begins, after - datetime.timedelta(days=1), self.told_on)


class Work:
    """A body's work in a period. Each part is read once, when a section first asks for it."""

    def __init__(self, subject: Body | Unit, period: Period, viewer: Viewer = MEMBER_STATES) -> None:
        self.subject, self.party = subject, subject.party
        self.period, self.viewer = period, viewer
        self._by_program: dict[int, tuple[list[Deliverable], dict[uuid.UUID, list[Deliverable]]]] = {}

    # Plans and their lines ------------------------------------------------------------------------------------------

    @cached_property
    def plans(self) -> list[Plan]:
        """The adopted plans of the body that the period touches, in time; a period may cross two."""
        touching = self._adopted.filter(starts_on__lte=self.period.last, ends_on__gte=self.period.first)
        own = touching.filter(self._own_plans).distinct()
        return list(own.select_related("document", "owner__party").order_by("starts_on", "id"))

    @property
    def _adopted(self) -> PlanQuerySet:
        rows: PlanQuerySet = Plan.objects.visible_to(self.viewer).exclude(state=PlanState.DRAFT)
        return rows

    @property
    def _own_plans(self) -> Q:
        """The condition under which a plan is one of this work."""
        return Q(body__party=self.party)

    @cached_property
    def lines(self) -> dict[uuid.UUID, list[Line]]:
        """What each plan promised on the last day of the period, by plan; invented lines are left out."""
        return {
            plan.pk: [each for each in lines_of(rows, self.viewer, self._version(plan)) if each.is_counted]
            for plan in self.plans
            for rows in [Activity.objects.filter(self._own_lines, plan=plan)]
        }

    @property
    def _own_lines(self) -> Q:
        """The condition under which a line of these plans is one of this work."""
        return Q(plan__in=self.plans)

    def _version(self, plan: Plan) -> Version:
        adopted = [each.number for each in self.amendments if each.plan_id == plan.pk and self._is_adopted(each)]
        return Version("on the last day", through=max(adopted, default=0))

    def _is_adopted(self, amendment: Amendment) -> bool:
        return amendment.adopted_on is not None and amendment.adopted_on <= self.period.last

    @cached_property
    def amendments(self) -> list[Amendment]:
        """The adopted amendments of these plans."""
        rows = Amendment.objects.visible_to(self.viewer).filter(plan__in=self.plans, state=AmendmentState.ADOPTED)
        return list(rows.select_related("plan__document", "authority").order_by("adopted_on", "number"))

    @cached_property
    def progress(self) -> dict[uuid.UUID, Progress]:
        """How far each line is on the last day of the period, by line."""
        planned = {each.activity.pk: each.terms.quantity for lines in self.lines.values() for each in lines}
        return progress_of_lines(planned, self.viewer, on=self.period.last)

    @cached_property
    def programs(self) -> dict[uuid.UUID, list[tuple[Area, list[Program]]]]:
        """The areas of each plan with their programs, in its order, by plan."""
        rows = Program.objects.visible_to(self.viewer).filter(plan__in=self.plans).select_related("area")
        found: dict[uuid.UUID, dict[Area, list[Program]]] = defaultdict(dict)
        for program in rows.order_by("area__position", "position"):
            found[program.plan_id].setdefault(program.area, []).append(program)
        return {plan: list(areas.items()) for plan, areas in found.items()}

    @cached_property
    def program_of_part(self) -> dict[uuid.UUID, uuid.UUID]:
        """The program of every line and project of these plans, by line or project."""
        projects = Project.objects.visible_to(self.viewer).filter(plan__in=self.plans).values_list("pk", "program")
        lines = Activity.objects.visible_to(self.viewer).filter(plan__in=self.plans)
        return dict([*projects, *lines.values_list("pk", "project__program")])

    # What was delivered ---------------------------------------------------------------------------------------------

    @cached_property
    def _all(self) -> list[Deliverable]:
        """What these plans hold that the viewer may see and that is no idea, in the order of plan and day."""
        rows = Deliverable.objects.visible_to(self.viewer).filter(self._own).exclude(state=DeliverableState.IDEA)
        along = ("activity__project__program__area", "project__program__area", "owner__party")
        days = F("starts_on").asc(nulls_last=True)
        return list(rows.select_related(*along).order_by("activity__place", "project__position", days, "id"))

    @property
    def _own(self) -> Q:
        """The condition under which a deliverable is one of this work."""
        return Q(activity__plan__in=self.plans) | Q(project__plan__in=self.plans)

    @cached_property
    def held(self) -> list[Deliverable]:
        """What was held in the period: its last day lies in it; of what is kept up, that it began in it."""
        return [each for each in self.held_so_far if self.period.holds(_day_of(each))]

    @cached_property
    def held_so_far(self) -> list[Deliverable]:
        """What was held by the last day of the period."""
        days = ((each, _day_of(each)) for each in self._all if each.state in COUNTING)
        return [each for each, day in days if day is not None and day <= self.period.last]

    @cached_property
    def kept_up(self) -> list[Deliverable]:
        """What began before the period and was kept up in it."""
        return [each for each in self.held_so_far if each.is_standing and self._is_kept(each)]

    def _is_kept(self, each: Deliverable) -> bool:
        begun = each.starts_on is not None and each.starts_on < self.period.first
        return begun and (each.ends_on is None or each.ends_on >= self.period.first)

    @cached_property
    def coming(self) -> list[Deliverable]:
        """What was planned for days of the period that have not come."""
        return [each for each in self._planned_in_it if not self._is_over(each)]

    @cached_property
    def late(self) -> list[Deliverable]:
        """What was planned for days of the period that are over, and was not held."""
        return [each for each in self._planned_in_it if self._is_over(each)]

    @cached_property
    def _planned_in_it(self) -> list[Deliverable]:
        return [each for each in self._all if each.state in COMING and self.period.holds(_day_of(each))]

    def _is_over(self, each: Deliverable) -> bool:
        last = each.last_day_planned
        return last is not None and last < self.period.told_on

    @cached_property
    def postponed(self) -> list[Deliverable]:
        return self._stopped(DeliverableState.POSTPONED)

    @cached_property
    def cancelled(self) -> list[Deliverable]:
        return self._stopped(DeliverableState.CANCELLED)

    def _stopped(self, state: DeliverableState) -> list[Deliverable]:
        return [each for each in self._all if each.state == state and self.period.holds(_day_of(each))]

    @cached_property
    def listed(self) -> list[Deliverable]:
        """Every deliverable of the period, in the order of the plan."""
        parts = (self.held, self.kept_up, self.coming, self.late, self.postponed, self.cancelled)
        keys = {each.pk for part in parts for each in part}
        return [each for each in self._all if each.pk in keys]

    @cached_property
    def counted(self) -> dict[uuid.UUID, int]:
        """How many were held in the period by line or project, whoever may see them (decision 0008)."""
        rows = Deliverable.objects.filter(self._own)
        dated = rows.filter(state__in=COUNTING).annotate(last_day=Coalesce("ends_on", "starts_on"))
        between = (self.period.first, self.period.last)
        inside = Q(is_standing=False, last_day__range=between) | Q(is_standing=True, starts_on__range=between)
        part = Coalesce("activity", "project")
        found = dated.filter(inside).order_by().annotate(part=part).values("part").annotate(number=Count("pk"))
        return {each["part"]: each["number"] for each in found}

    def hidden(self, shown: Iterable[Deliverable]) -> Mapping[uuid.UUID, int]:
        """Return how many are counted beside those ``shown``, by line or project: they are not for every reader."""
        left = dict(self.counted)
        for each in shown:
            part = part_of(each)
            left[part] = left.get(part, 0) - 1
        return {part: number for part, number in left.items() if number > 0}

    def by_program(self, rows: list[Deliverable]) -> dict[uuid.UUID, list[Deliverable]]:
        """Return deliverables by program, in their order; each of the lists above is sorted once."""
        if id(rows) not in self._by_program:
            found: dict[uuid.UUID, list[Deliverable]] = defaultdict(list)
            for each in rows:
                found[self.program_of_part[part_of(each)]].append(each)
            self._by_program[id(rows)] = (rows, found)  # kept with it: an identity is one's own only as long
        return self._by_program[id(rows)][1]

    # With whom ------------------------------------------------------------------------------------------------------

    @cached_property
    def involved(self) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
        """Who is involved in each deliverable of the period: party and part, by deliverable."""
        rows = Involvement.objects.visible_to(self.viewer).filter(is_withdrawn=False, deliverable__in=self._keys())
        found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
        for deliverable, party, part in rows.order_by("part").values_list("deliverable", "party", "part"):
            found[deliverable].append((party, part))
        return found

    def _keys(self) -> list[uuid.UUID]:
        return [each.pk for each in self.listed]

    @cached_property
    def parties(self) -> dict[uuid.UUID, Party]:
        """The States and organizations involved, by identifier, and all members of the organization served."""
        wanted = {party for rows in self.involved.values() for party, _part in rows} | set(self.members)
        return {each.pk: each for each in Party.objects.filter(pk__in=wanted)}

    @cached_property
    def members(self) -> set[uuid.UUID]:
        """The Member States on the last day of the period."""
        organization = served_organization()
        states = Party.objects.states().taking_part(organization, on=self.period.last) if organization else ()
        return {each.pk for each in states}

    @cached_property
    def groups(self) -> dict[Party, set[uuid.UUID]]:
        """The groups of States with their members on the last day of the period."""
        rows = Participation.objects.filter(of__organization__form=OrganizationForm.GROUP, capacity=Capacity.MEMBER)
        states = rows.filter(party__kind=PartyKind.STATE).valid_on(self.period.last).select_related("of")
        found: dict[Party, set[uuid.UUID]] = defaultdict(set)
        for each in states.order_by("of__slug"):
            found[each.of].add(each.party_id)
        return found

    @cached_property
    def participants(self) -> list[Nomination]:
        """Who took part in what was held, as rows that are counted and never named here."""
        rows = participants_of([each.pk for each in self.held]).select_related("deliverable", "party")
        return list(rows.order_by("deliverable__starts_on", "deliverable", "id"))

    # Documents, duties, evaluations ---------------------------------------------------------------------------------

    @cached_property
    def event_documents(self) -> list[EventDocument]:
        """The documents of the period's deliverables that the viewer may read."""
        rows = EventDocument.objects.visible_to(self.viewer).standing().filter(deliverable__in=self._keys())
        return list(rows.select_related("document", "deliverable").order_by("deliverable__starts_on", "part", "id"))

    @cached_property
    def distributions(self) -> list[Distribution]:
        """What units of this work sent in the period, where all Member States may know of it."""
        rows = Distribution.objects.visible_to(self.viewer).filter(unit__party__in=self.units, state__in=OUT)
        sent = rows.filter(sent_at__date__range=(self.period.first, self.period.last))
        return list(sent.prefetch_related("documents").order_by("sent_at", "id"))

    @cached_property
    def units(self) -> set[uuid.UUID]:
        """The parties of the units that carry out these plans and deliver towards them."""
        return {each.owner.party_id for each in self.plans} | {each.owner.party_id for each in self.listed}

    @cached_property
    def duties(self) -> list[Duty]:
        """What these units owed by a day of the period."""
        between = (self.period.first, self.period.last)
        rows = Duty.objects.visible_to(self.viewer).filter(debtor__in=self.units, due_on__range=between)
        return list(rows.exclude(state=DutyState.RELEASED).order_by("due_on", "id"))

    @cached_property
    def evaluations(self) -> list[EventEvaluation]:
        """The evaluations of what was held that are closed."""
        rows = EventEvaluation.objects.visible_to(self.viewer).closed_by(self.period.told_on)
        own = rows.filter(deliverable__in=[each.pk for each in self.held])
        return list(own.select_related("deliverable").order_by("closes_on", "id"))

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """What was recommended in the period to these units, or is followed up by them."""
        rows = Recommendation.objects.visible_to(self.viewer)
        own = rows.filter(Q(owner__in=self.units) | Q(unit__party__in=self.units))
        made = own.filter(made_on__range=(self.period.first, self.period.last))
        return list(made.select_related("owner").order_by("made_on", "id"))

    # What was asked -------------------------------------------------------------------------------------------------

    @cached_property
    def mandates(self) -> list[tuple[Mandate, Finding]]:
        """The body's mandates in force on the last day of the period, each with its status.

        Those whose paragraph its plans quote, that a line of these plans answers, or that the body itself gave.
        """
        own = Mandate.objects.filter(self._asked).values("pk")
        rows = with_status(Mandate.objects.visible_to(self.viewer).filter(pk__in=own), self.viewer)
        ordered = rows.order_by("paragraph__document__symbol", "paragraph__position")
        found = [(each, status_of(each, on=self.period.last)) for each in ordered]
        return [(each, finding) for each, finding in found if finding.status in IN_FORCE]

    @property
    def _asked(self) -> Q:
        """The condition under which a mandate is one of this work."""
        quoted = Q(paragraph__quotations__by__plan__in=self.plans)
        return quoted | Q(pk__in=self.answers) | Q(paragraph__document__issuer=self.party.pk)

    @cached_property
    def answers(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        """The lines of these plans that answer a mandate, by mandate; confirmed links alone."""
        rows = Answer.objects.visible_to(self.viewer).confirmed().filter(activity__plan__in=self.plans)
        return _grouped(rows.values_list("mandate", "activity"))

    @cached_property
    def served_beside(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        """The deliverables that also serve a mandate, by mandate."""
        rows = AlsoServes.objects.visible_to(self.viewer).standing().filter(mandate__isnull=False)
        return _grouped(rows.filter(deliverable__in=self._keys()).values_list("mandate", "deliverable"))

    def held_towards(self, mandate: Mandate) -> list[Deliverable]:
        """Return what was held in the period towards the lines that answer a mandate, or serves it beside."""
        lines, beside = self.answers.get(mandate.pk, set()), self.served_beside.get(mandate.pk, set())
        return [each for each in self.held if each.activity_id in lines or each.pk in beside]


def part_of(deliverable: Deliverable) -> uuid.UUID:
    """Return the line to which it counts, or the project without one."""
    part = deliverable.activity_id or deliverable.project_id
    assert part is not None
    return part


def _day_of(deliverable: Deliverable) -> datetime.date | None:
    """Return the day by which it belongs to a period: the last; of what is kept up, the first."""
    if deliverable.is_standing:
        return deliverable.starts_on
    return deliverable.ends_on or deliverable.starts_on


def _grouped(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found
