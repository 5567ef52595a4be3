"""Plans: areas, programs, projects and activities as adopted, the mandates they answer, and the evidence of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from secretariat.core.choices import SuggestionState
from secretariat.core.dates import partial_date, partial_end
from secretariat.founding import schema
from secretariat.founding.known import Known, labels, slug_of
from secretariat.founding.load_mandates import DECIDED, link
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Row, Sync
from secretariat.mandates.models import Evidence
from secretariat.plans.choices import PlanState
from secretariat.plans.models import (
    Activity,
    ActivityTopic,
    Answer,
    Area,
    Plan,
    PlanCounterpart,
    Program,
    Project,
    line_place,
)


@dataclass(frozen=True)
class Line:
    """An activity of the package with the rows it became part of."""

    given: schema.Activity
    project: Project
    activity: Activity


def plans(founding: Founding, sync: Sync, known: Known) -> None:
    """Load every plan of the package, part by part."""
    for each in founding.plans:
        plan = _plan(each, sync, known)
        if plan is not None:
            _parts(each, plan, sync, known)
    if slug_of(founding.package.plan) not in {slug_of(each.document) for each in founding.plans}:
        known.faults.append(f"{founding.package.at}: there is no plan “{founding.package.plan}” in the package")


def _plan(each: schema.Plan, sync: Sync, known: Known) -> Plan | None:
    document = known.document(each.document, each.at)
    values = {
        "document": document,
        "body": known.body(each.body, each.at),
        "owner": known.unit(each.owner, each.at),
        "title": labels(each.title),
        "starts_on": partial_date(each.since)[0],
        "ends_on": partial_end(each.until)[0],
        "state": PlanState.ADOPTED.value,
        "adopted_on": partial_date(each.adopted_on)[0],
        "adopted_at": labels(each.adopted_at),
    }
    rows = sync.rows(Plan, [Row(each.at, values)], lambda row: row.document_id)
    return rows.get(document.pk) if document else None


def _parts(each: schema.Plan, plan: Plan, sync: Sync, known: Known) -> None:
    areas = sync.rows(Area, [_area(one, plan, known) for one in each.areas], lambda row: (row.plan_id, row.number))
    programs = sync.rows(
        Program,
        [_program(one, areas[plan.pk, area.number], known) for area in each.areas for one in area.programs],
        lambda row: (row.area_id, row.letter),
    )
    projects = sync.rows(
        Project,
        [
            _project(one, programs[areas[plan.pk, area.number].pk, program.letter], address)
            for area, program, one, address in _addressed(each)
        ],
        lambda row: (row.plan_id, row.address),
    )
    given = [
        (one, projects[plan.pk, address], f"{address}.{position}")
        for _area_, _program_, project, address in _addressed(each)
        for position, one in enumerate(project.activities, 1)
    ]
    wanted = [_activity(*one, position, each, known) for position, one in enumerate(given, 1)]
    activities = sync.rows(Activity, wanted, lambda row: (row.plan_id, row.address))
    lines = [Line(one, project, activities[plan.pk, address]) for one, project, address in given]
    together = [
        _counterpart(one.at, projects[plan.pk, address], None, key, known)
        for _area_, _program_, one, address in _addressed(each)
        for key in one.in_coordination_with
    ]
    _links(lines, together, sync, known)
    _answers(each, plan, lines, sync, known)


def _addressed(each: schema.Plan) -> Iterator[tuple[schema.Area, schema.Program, schema.Project, str]]:
    """Each project with its address; a number that the plan does not print is assigned, in parentheses."""
    for area in each.areas:
        for program in area.programs:
            for position, project in enumerate(program.projects, 1):
                number = f"({position})" if project.number is None else str(project.number)
                yield area, program, project, f"{area.number}.{program.letter}.{number}"


def _area(each: schema.Area, plan: Plan, known: Known) -> Row:
    topic = known.topic(each.topic, each.at)
    values = {"plan": plan, "number": each.number, "position": each.number, "title": labels(each.title), "topic": topic}
    return Row(each.at, values)


def _program(each: schema.Program, area: Area, known: Known) -> Row:
    return Row(
        each.at,
        {
            "plan": area.plan,
            "area": area,
            "letter": each.letter,
            "position": ord(each.letter) - ord("A") + 1,
            "title": labels(each.title),
            "topic": known.topic(each.topic, each.at),
        },
    )


def _project(each: schema.Project, program: Program, address: str) -> Row:
    return Row(
        each.at,
        {
            "plan": program.plan,
            "program": program,
            "number": each.number,
            "address": address,
            "position": int(address.rsplit(".", 1)[1].strip("()")),
            "title": labels(each.title),
            "on_request": each.on_request,
            "note": labels(each.note),
        },
    )


def _activity(
    each: schema.Activity, project: Project, address: str, position: int, plan: schema.Plan, known: Known
) -> Row:
    return Row(
        each.at,
        {
            "plan": project.plan,
            "project": project,
            "address": address,
            "position": position,
            "place": line_place(project, position),
            "title": labels(each.title),
            "kind": each.kind.value,
            "quantity": each.quantity,
            "counts": labels(each.counts),
            "on_request": each.on_request,
            "is_standing": each.standing,
            "level": each.level.value if each.level else "",
            "owner": known.unit(each.owner or plan.owner, each.at),
            "owner_function": known.function(each.owner_function, each.at),
            "note": labels(each.note),
        },
    )


def _links(lines: list[Line], together: list[Row], sync: Sync, known: Known) -> None:
    """Load what the lines are about, and with whom they and their projects are carried out."""
    topics = [
        Row(line.given.at, {"activity": line.activity, "topic": known.topic(key, line.given.at)})
        for line in lines
        for key in line.given.topics
    ]
    sync.rows(ActivityTopic, topics, lambda row: (row.activity_id, row.topic_id))
    counterparts = [
        _counterpart(line.given.at, line.project, line.activity, key, known)
        for line in lines
        for key in line.given.in_coordination_with
    ]
    sync.rows(PlanCounterpart, together + counterparts, lambda row: (row.project_id, row.activity_id, row.party_id))


def _counterpart(at: str, project: Project, activity: Activity | None, key: str, known: Known) -> Row:
    return Row(at, {"project": project, "activity": activity, "party": known.party(key, at)})


def _answers(each: schema.Plan, plan: Plan, lines: list[Line], sync: Sync, known: Known) -> None:
    """Load which lines answer which mandates, and tell these of the lines that are confirmed here."""
    wanted = []
    for line in lines:
        for answer in line.given.answers:
            mandate = known.mandate(answer.document, answer.number, answer.at)
            common = link(answer, each.reasons, known, sync.by)
            wanted.append(Row(answer.at, {"activity": line.activity, "mandate": mandate, **common}))
    answers = sync.rows(Answer, wanted, lambda row: (row.activity_id, row.mandate_id), with_state=DECIDED)
    told = set(Evidence.objects.values_list("source", "mandate_id"))
    evidence = []
    for at, values in wanted:
        pair = (values["activity"].pk, values["mandate"].pk if values["mandate"] else None)
        found = answers.get(pair)
        if found is not None and (found.state == SuggestionState.CONFIRMED or pair in told):
            evidence.append(Row(at, _evidence(plan, values, found)))
    sync.rows(Evidence, evidence, lambda row: (row.mandate_id, row.source))


def _evidence(plan: Plan, wanted: Any, answer: Answer) -> dict[str, Any]:
    activity: Activity = wanted["activity"]
    return {
        "mandate": wanted["mandate"],
        "source": activity.pk,
        "document": plan.document,
        "label": activity.title,
        "address": activity.address,
        "url": activity.get_absolute_url(),
        "planned": activity.quantity,
        "is_standing": activity.is_standing,
        "on_request": activity.on_request,
        "is_ended": answer.state != SuggestionState.CONFIRMED,
    }
