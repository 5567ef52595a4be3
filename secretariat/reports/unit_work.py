"""What the record says of a unit's work in a period, as the whole secretariat may see it: for internal reports."""

from __future__ import annotations

import uuid
from collections import defaultdict
from functools import cached_property

from django.db.models import F, Q

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING
from secretariat.delivery.models import Deliverable
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.models import Duty, DutyEvidence
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.evaluation.models import ProgramEvaluation
from secretariat.organization.models import Unit
from secretariat.parties.models import Role
from secretariat.plans.models import Activity, Answer
from secretariat.recommendations.models import Recommendation
from secretariat.reports.work import Period, Work, part_of

# Whoever works in the secretariat, and nobody in particular. What is for the parties named alone stays out.
SECRETARIAT = Viewer(clearance=Audience.SECRETARIAT)
REPORTED = (ProgramEvaluationState.REPORTED, ProgramEvaluationState.RESPONDED, ProgramEvaluationState.CLOSED)


class UnitWork(Work):
    """A unit's own work in a period: what it carries out, delivers, owes and is told, without the units below it."""

    def __init__(self, unit: Unit, period: Period, viewer: Viewer = SECRETARIAT) -> None:
        super().__init__(unit, period, viewer)

    # Plans, lines and what is delivered -----------------------------------------------------------------------------

    @property
    def _own_plans(self) -> Q:
        """The plans in which it has a line or delivers something."""
        lines = Activity.objects.visible_to(self.viewer).filter(owner__party=self.party).values("plan")
        rows = Deliverable.objects.visible_to(self.viewer).filter(owner__party=self.party)
        delivers = Q(pk__in=rows.values("activity__plan")) | Q(pk__in=rows.values("project__plan"))
        return Q(pk__in=lines) | delivers

    @property
    def _own_lines(self) -> Q:
        return Q(owner__party=self.party)

    @property
    def _own(self) -> Q:
        """What it delivers, whatever the plan: that may be one of an earlier year."""
        plans = self._adopted.values("pk")
        return Q(owner__party=self.party) & (Q(activity__plan__in=plans) | Q(project__plan__in=plans))

    @cached_property
    def units(self) -> set[uuid.UUID]:
        return {self.party.pk}

    @cached_property
    def answers(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        """The lines of the unit in these plans that answer a mandate, by mandate; confirmed links alone."""
        rows = Answer.objects.visible_to(self.viewer).confirmed().filter(activity__plan__in=self.plans)
        found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        for mandate, line in rows.filter(activity__owner__party=self.party).values_list("mandate", "activity"):
            found[mandate].add(line)
        return found

    @property
    def _asked(self) -> Q:
        """The mandates that its lines answer."""
        return Q(pk__in=self.answers)

    @cached_property
    def held_on_lines(self) -> dict[uuid.UUID, list[Deliverable]]:
        """What was held towards its lines by the last day of the period, whoever delivered it, by line."""
        lines = [each.activity.pk for own in self.lines.values() for each in own]
        rows = Deliverable.objects.visible_to(self.viewer).filter(activity__in=lines).held_by(self.period.last)
        found: dict[uuid.UUID, list[Deliverable]] = defaultdict(list)
        for each in rows.select_related("owner__party").order_by("starts_on", "id"):
            found[part_of(each)].append(each)
        return found

    @cached_property
    def ahead(self) -> list[Deliverable]:
        """What is planned for days of the next period."""
        following = self.period.following
        days = ((each, each.starts_on if each.is_standing else each.last_day_planned) for each in self._all)
        found = [(day, each) for each, day in days if each.state in COMING and day is not None and following.holds(day)]
        return [each for _day, each in sorted(found, key=lambda pair: (pair[0], pair[1].pk))]

    # What it owes ---------------------------------------------------------------------------------------------------

    @cached_property
    def _owed(self) -> list[Duty]:
        """What it owes by the last day of the period and had not done before the first."""
        rows = Duty.objects.visible_to(self.viewer).filter(debtor=self.party, due_on__lte=self.period.last)
        left = Q(due_on__gte=self.period.first) | Q(state=DutyState.OWED) | Q(done_on__gte=self.period.first)
        return list(rows.filter(left).order_by("due_on", "id"))

    @cached_property
    def duties(self) -> list[Duty]:
        """What it owed by a day of the period, apart from instructions."""
        due = [each for each in self._duties if self.period.holds(each.due_on)]
        return [each for each in due if each.state != DutyState.RELEASED]

    @property
    def _duties(self) -> list[Duty]:
        return [each for each in self._owed if each.kind != DutyKind.INSTRUCTION]

    @cached_property
    def owed_before(self) -> list[Duty]:
        """What was due before the period and was not done when it began, apart from instructions."""
        return [each for each in self._duties if not self.period.holds(each.due_on)]

    @cached_property
    def instructions(self) -> list[Duty]:
        """What it was told to do by a day of the period, or by an earlier day and had not done when it began."""
        return [each for each in self._owed if each.kind == DutyKind.INSTRUCTION]

    @cached_property
    def shown_by(self) -> dict[uuid.UUID, list[DutyEvidence]]:
        """What shows that an instruction was followed, by instruction."""
        rows = DutyEvidence.objects.visible_to(self.viewer).standing().filter(duty__in=self.instructions)
        found: dict[uuid.UUID, list[DutyEvidence]] = defaultdict(list)
        for each in rows.select_related("document").order_by("day", "id"):
            found[each.duty_id].append(each)
        return found

    # What others found, and who does the work -----------------------------------------------------------------------

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """What was recommended to the unit itself by the last day: in the period, or before and still open."""
        rows = Recommendation.objects.visible_to(self.viewer).filter(owner=self.party, made_on__lte=self.period.last)
        waiting = Recommendation.objects.waiting().values("pk")
        found = rows.filter(Q(made_on__gte=self.period.first) | Q(pk__in=waiting))
        return list(found.select_related("owner").order_by("made_on", "id"))

    @cached_property
    def program_evaluations(self) -> list[ProgramEvaluation]:
        """The evaluations of programs that it has made, reported on periods that end in this one."""
        rows = ProgramEvaluation.objects.visible_to(self.viewer).filter(unit__party=self.party, state__in=REPORTED)
        between = (self.period.first, self.period.last)
        return list(rows.filter(until__range=between).select_related("program__area").order_by("until", "id"))

    @cached_property
    def roles(self) -> list[Role]:
        """The roles that people held for the unit on a day of the period."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=self.period.last)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=self.period.first)
        rows = Role.objects.visible_to(self.viewer).filter(begun, lasting, party=self.party)
        return list(rows.order_by("kind", F("valid_from").asc(nulls_first=True), "id"))


def work_on(subject: Body | Unit, period: Period) -> Work:
    """Return what the record says of a body for all Member States, or of a unit for the secretariat."""
    return UnitWork(subject, period) if isinstance(subject, Unit) else Work(subject, period)


def of_unit(work: Work) -> UnitWork:
    """Return the work that a section of an internal report is about. Errors: TypeError for that of a body."""
    if not isinstance(work, UnitWork):
        raise TypeError("this section is for reports on a unit")
    return work
