"""Under which headings a line stands: its area, its unit, each of its mandates and topics, its level."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.queries.boards import (
    Board,
    Counted,
    Heading,
    ProgressRow,
    Tally,
    counted_of_plan,
    total,
)
from secretariat.delivery.queries.by_state import progress_by_group, progress_by_state
from secretariat.organization.models import Unit
from secretariat.plans.choices import Level
from secretariat.plans.models import ActivityTopic, Answer, Plan

Under = Callable[[Counted], Sequence[Heading]]
NONE = "none"  # asks the list for what has none of it


def headings_by(by: ProgressBy, counted: Sequence[Counted], viewer: Viewer) -> Under:
    """Return the function that says under which headings each stands, in at most one more statement."""
    if by in OF_PLAN:
        return OF_PLAN[by]
    return OF_LINKS[by](counted, viewer)


def _area(each: Counted) -> list[Heading]:
    area = each.area.area
    return [_part(area.pk, f"{area.number}. {area.title}", area.position)]


def _program(each: Counted) -> list[Heading]:
    area, program = each.area.area, each.program.program
    return [_part(program.pk, f"{area.number}.{program.letter} {program.title}", area.position, program.position)]


def _project(each: Counted) -> list[Heading]:
    project = each.project.project
    places = (each.area.area.position, each.program.program.position, project.position)
    return [_part(project.pk, f"{project.address} {project.title}", *places)]


def _line(each: Counted) -> list[Heading]:
    if each.line is None:
        return _project(each)
    activity = each.line.activity
    places = (each.area.area.position, each.program.program.position, each.project.project.position, activity.position)
    return [_part(activity.pk, f"{activity.address} {activity.title}", *places, href=activity.get_absolute_url())]


def _part(key: uuid.UUID, label: str, *place: int, href: str = "") -> Heading:
    return Heading(str(key), label, (("part", str(key)),), href, place=place)


def _level(each: Counted) -> list[Heading]:
    if not each.level:
        return [Heading(NONE, _("without a level"), (("line_level", NONE),), place=(len(LEVELS),))]
    level = Level(each.level)
    return [Heading(level.value, str(level.label), (("line_level", level.value),), place=(LEVELS.index(level),))]


LEVELS = list(Level)
OF_PLAN: dict[ProgressBy, Under] = {
    ProgressBy.AREA: _area,
    ProgressBy.PROGRAM: _program,
    ProgressBy.PROJECT: _project,
    ProgressBy.LINE: _line,
    ProgressBy.LEVEL: _level,
}


# Through links, read at once ----------------------------------------------------------------------------------------


def _units(counted: Sequence[Counted], viewer: Viewer) -> Under:
    rows = Unit.objects.visible_to(viewer).filter(pk__in={each.owner for each in counted}).select_related("party")
    units = {unit.pk: unit for unit in rows}

    def under(each: Counted) -> list[Heading]:
        unit = units.get(each.owner)
        if unit is None:
            return [Heading(NONE, _("another unit"), place=("~",))]
        asked = (("responsible", unit.party.slug),)
        return [Heading(unit.party.slug, unit.party.short, asked, unit.get_absolute_url(), place=(unit.party.short,))]

    return under


def _topics(counted: Sequence[Counted], viewer: Viewer) -> Under:
    links = ActivityTopic.objects.visible_to(viewer).filter(activity__in=_lines(counted)).select_related("topic")
    found: dict[uuid.UUID, list[Heading]] = defaultdict(list)
    for link in links:
        topic = link.topic
        heading = Heading(
            topic.slug, str(topic), (("topic", topic.slug),), topic.get_absolute_url(), place=(0, str(topic).casefold())
        )
        found[link.activity_id].append(heading)
    return _linked(found, Heading(NONE, _("without a topic"), (("no_topic", "true"),), place=(1,)))


def _mandates(counted: Sequence[Counted], viewer: Viewer) -> Under:
    rows = Answer.objects.visible_to(viewer).confirmed().filter(activity__in=_lines(counted))
    found: dict[uuid.UUID, list[Heading]] = defaultdict(list)
    for link in rows.select_related("mandate__paragraph__document"):
        mandate, paragraph = link.mandate, link.mandate.paragraph
        place = (0, paragraph.document.symbol, paragraph.position)
        asked = (("mandate", str(mandate.pk)),)
        href = paragraph.get_absolute_url()
        found[link.activity_id].append(Heading(str(mandate.pk), str(paragraph), asked, href, place=place))
    return _linked(found, Heading(NONE, _("without a mandate"), (("no_mandate", "true"),), place=(1,)))


def _lines(counted: Sequence[Counted]) -> list[uuid.UUID]:
    return [each.line.activity.pk for each in counted if each.line]


def _linked(found: dict[uuid.UUID, list[Heading]], otherwise: Heading) -> Under:
    def under(each: Counted) -> list[Heading]:
        return (found.get(each.line.activity.pk) if each.line else None) or [otherwise]

    return under


OF_LINKS: dict[ProgressBy, Callable[[Sequence[Counted], Viewer], Under]] = {
    ProgressBy.UNIT: _units,
    ProgressBy.TOPIC: _topics,
    ProgressBy.MANDATE: _mandates,
}


def progress_board(plan: Plan, viewer: Viewer, *, by: ProgressBy, on: datetime.date) -> Board:
    """Return the progress of a plan on a day by what is asked, in a fixed number of statements.

    Number planned, held, surplus and lines without a number come by the rules of ``progress``. By State and group there
    is no number planned, and only what the viewer may see counts.
    """
    if by == ProgressBy.STATE:
        return progress_by_state(plan, viewer, on=on)
    if by == ProgressBy.GROUP:
        return progress_by_group(plan, viewer, on=on)
    counted = counted_of_plan(plan, viewer, on=on)
    under = headings_by(by, counted, viewer)
    tallies: dict[Heading, Tally] = defaultdict(Tally)
    for each in counted:
        for heading in under(each):
            tallies[heading] += each.tally
    rows = [ProgressRow(heading, tally) for heading, tally in tallies.items()]
    rows.sort(key=lambda row: row.heading.place)
    overlapping = by in {ProgressBy.TOPIC, ProgressBy.MANDATE}
    return Board(plan, by, on, rows, total(counted), is_overlapping=overlapping)
