"""What was done: by area and program with the numbers of the plan, by kind, and what was not held and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from secretariat.delivery.models import Deliverable
from secretariat.delivery.queries import Progress, total_of
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Area, Plan, Program
from secretariat.reports.content import Bar, Block, Chart, Head, Heading, Note, Said
from secretariat.reports.desk import Desk, table


@dataclass(frozen=True)
class _Sorted:
    """What a plan holds by program: deliverables of the period in their states, lines and hidden ones."""

    desk: Desk
    plan: Plan

    def progress(self, programs: Iterable[Program]) -> Progress:
        """Return how far the lines of programs are on the last day."""
        wanted = {each.pk for each in programs}
        lines = [each.activity for each in self.desk.work.lines[self.plan.pk]]
        found = self.desk.work.program_of_part
        return total_of(self.desk.work.progress[each.pk] for each in lines if found.get(each.pk) in wanted)

    def of(self, rows: list[Deliverable], programs: Iterable[Program]) -> list[Deliverable]:
        sorted_ = self.desk.work.by_program(rows)
        return [each for program in programs for each in sorted_.get(program.pk, ())]

    def hidden(self, programs: Iterable[Program]) -> int:
        """Return how many were held in the period that are not for every reader."""
        wanted, work = {each.pk for each in programs}, self.desk.work
        found = work.hidden(work.held)
        return sum(number for part, number in found.items() if work.program_of_part.get(part) in wanted)


def by_area_and_program(desk: Desk) -> list[Block]:
    """Return a table and a chart for each plan that the period touches, then what was held by kind."""
    blocks: list[Block] = []
    for plan in desk.work.plans:
        if len(desk.work.plans) > 1:
            blocks.append(Heading(desk.said(plan.title, invented=plan.is_demonstration)))
        blocks += _of_plan(desk, plan)
    blocks.append(by_kind(desk))
    blocks.append(
        Note(
            _(
                "A deliverable counts to one line of the plan, once it is held; what is held beyond the number planned "
                "is not carried over to other lines. “Planned” adds the whole numbers of the lines as they stood on "
                "the last day of the period; lines upon request have none."
            )
        )
    )
    return blocks


def _of_plan(desk: Desk, plan: Plan) -> list[Block]:
    sort = _Sorted(desk, plan)
    rows: list[Sequence[Said | str]] = []
    bars: list[Bar] = []
    areas = desk.work.programs.get(plan.pk, [])
    for area, programs in areas:
        key = f"plan.{plan.pk}.{area.number}"
        rows.append(_row(sort, key, _area_words(desk, area), programs, tone="strong"))
        bars.append(_bar(desk, area, sort.progress(programs)))
        if len(programs) > 1:
            rows += [_row(sort, f"{key}.{each.letter}", _program_words(desk, area, each), [each]) for each in programs]
    every = [each for _area, programs in areas for each in programs]
    total = _row(sort, f"plan.{plan.pk}", Said(_("Total")), every, tone="strong") if areas else ()
    caption = _("%(plan)s by area and program") % {"plan": plan.document.symbol or plan}
    made = table(caption, _heads(), rows, empty=_("The plan has no areas."), total=total)
    return [made, _chart(plan, bars)] if bars else [made]


def _heads() -> tuple[Head, ...]:
    return (
        Head(_("Area or program"), width=3),
        Head(_("Planned"), numeric=True),
        Head(_("Held in the period"), numeric=True),
        Head(_("Held so far"), numeric=True),
        Head(_("Of the plan"), numeric=True),
        Head(_("To come"), numeric=True),
        Head(_("Late"), numeric=True),
        Head(_("Postponed or cancelled"), numeric=True, width=1.3),
    )


def _area_words(desk: Desk, area: Area) -> Said:
    words = desk.said(area.title, invented=area.is_demonstration)
    return Said(f"{area.number}. {words.words}", words.language, words.invented, tone="strong")


def _program_words(desk: Desk, area: Area, program: Program) -> Said:
    words = desk.said(program.title, invented=program.is_demonstration)
    return Said(f"{area.number}.{program.letter} {words.words}", words.language, words.invented)


def _row(sort: _Sorted, key: str, words: Said, programs: list[Program], tone: str = "") -> list[Said | str]:
    desk, work, progress = sort.desk, sort.desk.work, sort.progress(programs)
    named = {"what": words.words}
    held = sort.of(work.held, programs)
    so_far = sort.of(work.held_so_far, programs)
    total = progress.held + _without_line(sort, programs)
    stopped = [*sort.of(work.postponed, programs), *sort.of(work.cancelled, programs)]
    return [
        words,
        Said(desk.number(progress.planned) if progress.planned else "–", tone=tone),
        desk.count(f"{key}.held", _("Held in the period: %(what)s") % named, held, hidden=sort.hidden(programs)),
        desk.count(f"{key}.so_far", _("Held so far: %(what)s") % named, so_far, hidden=max(total - len(so_far), 0)),
        Said(desk.share(progress.counted, progress.planned or 0), tone=tone),
        desk.count(f"{key}.coming", _("To come: %(what)s") % named, sort.of(work.coming, programs)),
        desk.count(f"{key}.late", _("Late: %(what)s") % named, sort.of(work.late, programs)),
        desk.count(f"{key}.stopped", _("Postponed or cancelled: %(what)s") % named, stopped),
    ]


def _without_line(sort: _Sorted, programs: list[Program]) -> int:
    """Return how many were held by the last day of projects without a line, as far as everyone may see them."""
    return sum(each.activity_id is None for each in sort.of(sort.desk.work.held_so_far, programs))


def _bar(desk: Desk, area: Area, progress: Progress) -> Bar:
    left = max((progress.planned or 0) - progress.counted, 0)
    late = min(progress.late, left)
    return Bar(f"{area.number}. {desk.said(area.title).words}", (progress.counted, late, left - late))


def _chart(plan: Plan, bars: list[Bar]) -> Chart:
    said = "; ".join(
        _("%(area)s: %(held)s held, %(late)s late, %(left)s still planned")
        % {"area": each.label, "held": each.values[0], "late": each.values[1], "left": each.values[2]}
        for each in bars
    )
    title = _("How far %(plan)s is") % {"plan": plan.document.symbol or plan}
    return Chart(title, said, (_("held"), _("late"), _("still planned")), tuple(bars))


def by_kind(desk: Desk) -> Block:
    """Return what was held in the period by kind."""
    kinds: dict[str, list[Deliverable]] = {}
    for each in desk.work.held:
        kinds.setdefault(each.kind, []).append(each)
    ordered = sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [
        (str(DeliverableKind(kind).label).capitalize(), desk.count(f"kind.{kind}", _label_of(kind), members))
        for kind, members in ordered
    ]
    heads = (Head(_("Kind"), width=3), Head(_("Held in the period"), numeric=True))
    return table(_("Held in the period by kind"), heads, rows, empty=_("Nothing was held in the period."))


def _label_of(kind: str) -> str:
    return _("Held in the period: %(what)s") % {"what": DeliverableKind(kind).label}


def not_held(desk: Desk) -> list[Block]:
    """Return what was planned for the period and not held, with the reason where somebody gave one."""
    work = desk.work
    rows = [*work.late, *work.postponed, *work.cancelled]
    heads = (
        *(Head(_("What"), width=3), Head(_("Planned for"), width=1.4)),
        *(Head(_("State")), Head(_("Why"), width=2)),
    )
    late: set[uuid.UUID] = {each.pk for each in work.late}
    shown = [
        (
            desk.said(each.title, invented=each.is_demonstration),
            desk.days(each),
            _("late") if each.pk in late else desk.chosen(each, "state"),
            each.why_not or "–",
        )
        for each in rows
    ]
    empty = _("Whatever was planned for the period was held.")
    return [table(_("Planned for the period and not held"), heads, shown, empty=empty)]
