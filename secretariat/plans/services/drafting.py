"""What a draft amendment does to a plan: change terms, add and drop parts, and undo each of these."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.languages import Labels
from secretariat.core.many import checked_rows, keep_many
from secretariat.core.viewer import Viewer
from secretariat.organization.choices import OrderState
from secretariat.organization.models import Function, Placement, Unit
from secretariat.plans import rules
from secretariat.plans.choices import AmendmentState, Level
from secretariat.plans.models import (
    Activity,
    ActivityTopic,
    AmendedTerms,
    Amendment,
    PlanPart,
    Program,
    Project,
    Terms,
    line_place,
)
from secretariat.plans.queries import Promised, effective_terms, version_before, version_with
from secretariat.plans.services.amendments import locked
from secretariat.plans.services.telling import tell_of_draft
from secretariat.topics.models import Topic

Row = TypeVar("Row", bound=Terms)


@transaction.atomic
def change_terms(amendment: Amendment, activity: Activity, *, terms: Promised, by: Viewer, reason: str) -> AmendedTerms:
    """Let a draft change what a line promises. Again for the same line replaces what the draft said.

    Errors: NotPermitted; Refused where it is no draft, the line does not stand, or the terms are those it has;
    ValidationError where a line has both a number and “upon request”.
    """
    amendment = _drafting(amendment, by)
    _refuse_fallen(amendment, activity)
    if effective_terms(activity, version_with(amendment)) == terms:
        raise Refused(_("Line %(line)s promises exactly this already.") % {"line": activity.address})
    row = AmendedTerms.objects.filter(amendment=amendment, activity=activity).first()
    tell_of_draft(amendment, [activity], by=by)
    return keep(_filled(row or AmendedTerms(amendment=amendment, activity=activity), terms), by=by, reason=reason)


@transaction.atomic
def add_project(
    amendment: Amendment, program: Program, *, title: Labels, on_request: bool = False, by: Viewer, reason: str
) -> Project:
    """Let a draft add a project at the end of a program; its number is the next that was never used.

    Errors: NotPermitted; Refused where it is no draft or the program is another plan's.
    """
    amendment = _drafting(amendment, by)
    _refuse_fallen(amendment, program)
    number = 1 + (program.projects.aggregate(highest=Max("position"))["highest"] or 0)
    project = Project(
        plan=amendment.plan,
        program=program,
        title=title,
        number=number,
        position=number,
        address=f"{program.area.number}.{program.letter}.{number}",
        on_request=on_request,
        added_by=amendment,
    )
    return keep(project, by=by, reason=reason)


@transaction.atomic
def add_activity(
    amendment: Amendment,
    project: Project,
    *,
    title: Labels,
    terms: Promised,
    owner: Unit,
    owner_function: Function | None = None,
    is_standing: bool = False,
    level: Level | None = None,
    topics: Iterable[Topic] = (),
    by: Viewer,
    reason: str,
) -> Activity:
    """Let a draft add a line at the end of a project; its address is the next that was never used.

    Errors: NotPermitted; Refused where it is no draft, the project does not stand, the function is another unit's, or
    no issued order knows the unit or the function.
    """
    amendment = _drafting(amendment, by)
    _refuse_fallen(amendment, project)
    if owner_function is not None and owner_function.unit_id != owner.pk:
        raise Refused(_("Function %(address)s is another unit's.") % {"address": owner_function.address})
    _refuse_unissued(owner, owner_function)
    position = 1 + _last_position(amendment)
    activity = Activity(
        plan=amendment.plan,
        project=project,
        title=title,
        position=position,
        place=line_place(project, position),
        address=f"{project.address}.{1 + project.activities.count()}",
        is_standing=is_standing,
        level=level or "",
        owner=owner,
        owner_function=owner_function,
        added_by=amendment,
    )
    keep(_filled(activity, terms), by=by, reason=reason)
    tell_of_draft(amendment, [activity], by=by)
    keep_all([ActivityTopic(activity=activity, topic=topic) for topic in topics], by=by, reason=reason)
    return activity


@transaction.atomic
def add_activities(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str) -> Sequence[Activity]:
    """Let drafts add many lines, all or none; each row as ``add_activity`` takes it, with the draft as ``amendment``.

    Errors: NotPermitted; Refused where one is no draft; WrongRows.
    """
    drafts = {row["amendment"].pk: _drafting(row["amendment"], by) for row in rows}
    standing = {key: _standing_projects(draft) for key, draft in drafts.items()}
    units = {row["owner"].pk for row in rows}
    placed = Placement.objects.filter(unit__in=units, order__state=OrderState.ISSUED)
    issued = set(placed.values_list("unit_id", flat=True))
    faults = {
        number: fault
        for number, row in enumerate(rows)
        if (fault := _line_fault(row, standing[row["amendment"].pk], issued))
    }
    checked_rows(faults)
    places = {draft.plan_id: _last_position(draft) for draft in drafts.values()}
    parts = Project.objects.select_related("plan", "program__area").in_bulk({row["project"].pk for row in rows})
    counted: dict[uuid.UUID, int] = {}
    lines = []
    for row in rows:
        plan, project = drafts[row["amendment"].pk].plan, row["project"]
        places[plan.pk] += 1
        if project.pk not in counted:
            counted[project.pk] = project.activities.count()
        counted[project.pk] += 1
        lines.append(
            Activity(
                plan=plan,
                position=places[plan.pk],
                place=line_place(parts[project.pk], places[plan.pk]),
                address=f"{project.address}.{counted[project.pk]}",
                added_by=drafts[row["amendment"].pk],
                **{name: value for name, value in row.items() if name not in {"amendment", "topics"}},
            )
        )
    keep_many(lines, by=by, reason=reason)
    links = [
        ActivityTopic(activity=line, topic=topic)
        for line, row in zip(lines, rows, strict=True)
        for topic in dict.fromkeys(row.get("topics") or ())
    ]
    keep_many(links, by=by, reason=reason)
    return lines


def _standing_projects(draft: Amendment) -> set[uuid.UUID]:
    return set(Project.objects.filter(plan=draft.plan_id).at(version_with(draft)).values_list("pk", flat=True))


def _last_position(draft: Amendment) -> int:
    found: int | None = draft.plan.activity_set.aggregate(highest=Max("position"))["highest"]
    return found or 0


def _line_fault(row: Mapping[str, Any], projects: set[uuid.UUID], issued: set[uuid.UUID]) -> Refused | None:
    """Return why a draft cannot add this line, if it cannot; as ``add_activity`` refuses it."""
    project, owner, function = row["project"], row["owner"], row.get("owner_function")
    if project.pk not in projects:
        return Refused(_("“%(part)s” does not stand in this plan.") % {"part": project})
    if function is not None and function.unit_id != owner.pk:
        return Refused(_("Function %(address)s is another unit's.") % {"address": function.address})
    if owner.pk not in issued or (function is not None and function.order.state != OrderState.ISSUED):
        return Refused(_("A line rests on a unit and a function of an issued order, not of a draft."))
    if row.get("on_request") and row.get("quantity") is not None:
        return Refused(_("A line is planned by number or upon request, not both."))
    return None


@transaction.atomic
def drop_activity(amendment: Amendment, activity: Activity, *, by: Viewer, reason: str) -> Activity:
    """Let a draft drop a line. Errors: NotPermitted; Refused where it is no draft or the line does not stand."""
    amendment = _drafting(amendment, by)
    _refuse_fallen(amendment, activity)
    _drop(amendment, [activity], by, reason)
    tell_of_draft(amendment, [activity], by=by)
    return activity


@transaction.atomic
def drop_project(amendment: Amendment, project: Project, *, by: Viewer, reason: str) -> Project:
    """Let a draft drop a project with the lines that stand in it.

    Errors: NotPermitted; Refused where it is no draft or the project does not stand.
    """
    amendment = _drafting(amendment, by)
    _refuse_fallen(amendment, project)
    lines = list(project.activities.at(version_with(amendment)).select_related("owner__party"))
    _drop(amendment, [project, *lines], by, reason)
    tell_of_draft(amendment, lines, by=by)
    return project


@transaction.atomic
def undo_change(amendment: Amendment, part: Project | Activity, *, by: Viewer, reason: str) -> None:
    """Take back what a draft does to a project or a line; a project brings its lines along.

    Nothing is deleted: what was added is dropped by the same draft, and its address is not given again.
    Errors: NotPermitted; Refused where it is no draft, or the draft does nothing to the part.
    """
    amendment = _drafting(amendment, by)
    if part.added_by_id == amendment.pk and part.dropped_by_id is None:
        _drop(amendment, [part, *_lines_within(part, added_by=amendment, dropped_by=None)], by, reason)
    elif part.dropped_by_id == amendment.pk and part.added_by_id != amendment.pk:
        _refuse_fallen_project(amendment, part)
        _drop(None, [part, *_lines_within(part, dropped_by=amendment)], by, reason)
    elif isinstance(part, Activity) and _is_changed(amendment, part):
        row = AmendedTerms.objects.get(amendment=amendment, activity=part)
        keep(_filled(row, effective_terms(part, version_before(amendment))), by=by, reason=reason)
    else:
        raise Refused(_("%(amendment)s does nothing to “%(part)s”.") % {"amendment": amendment, "part": part})


def _drafting(amendment: Amendment, by: Viewer) -> Amendment:
    """Return the draft as it is now, held until the transaction ends. Errors: NotPermitted, Refused."""
    amendment = locked(amendment)
    if not rules.may_amend_plan.test(by, amendment):
        raise NotPermitted(_("Only a planning officer amends a plan."))
    if amendment.state != AmendmentState.DRAFT:
        words = {"amendment": amendment, "state": amendment.get_state_display()}
        raise Refused(_("%(amendment)s is %(state)s and no longer changes.") % words)
    return amendment


def _refuse_fallen(amendment: Amendment, part: PlanPart) -> None:
    """Errors: Refused where the part is another plan's, or does not stand with the draft."""
    standing = type(part)._default_manager.filter(pk=part.pk, plan=amendment.plan_id)
    if not standing.at(version_with(amendment)).exists():  # type: ignore[attr-defined]
        raise Refused(_("“%(part)s” does not stand in this plan.") % {"part": part})


def _refuse_unissued(owner: Unit, function: Function | None) -> None:
    """Errors: Refused where a draft order alone knows the unit or the function.

    SECURITY: a line names both to everyone who reads the plan, and a draft order is for the secretariat.
    """
    placed = Placement.objects.filter(unit=owner, order__state=OrderState.ISSUED).exists()
    if not placed or (function is not None and function.order.state != OrderState.ISSUED):
        raise Refused(_("A line rests on a unit and a function of an issued order, not of a draft."))


def _refuse_fallen_project(amendment: Amendment, part: Project | Activity) -> None:
    if isinstance(part, Activity) and part.project.dropped_by_id == amendment.pk:
        raise Refused(_("Project %(project)s is dropped too: undo that first.") % {"project": part.project.address})


def _is_changed(amendment: Amendment, activity: Activity) -> bool:
    before, after = version_before(amendment), version_with(amendment)
    return effective_terms(activity, before) != effective_terms(activity, after)


def _lines_within(part: Project | Activity, **which: Amendment | None) -> list[Activity]:
    return [*part.activities.filter(**which)] if isinstance(part, Project) else []


def _drop(amendment: Amendment | None, parts: Iterable[Project | Activity], by: Viewer, reason: str) -> None:
    for part in parts:
        part.dropped_by = amendment
        keep(part, by=by, reason=reason)


def _filled(row: Row, terms: Promised) -> Row:
    row.kind, row.quantity = terms.kind, terms.quantity
    row.counts, row.on_request = terms.counts, terms.on_request
    return row
