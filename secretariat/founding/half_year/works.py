"""The invented work itself: planned, given its States and partners, and taken as far as it came."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from secretariat.core.choices import Audience
from secretariat.core.languages import Labels
from secretariat.delivery.choices import DeliverableState, Part
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import involve, involve_all, move_deliverable, plan_deliverable
from secretariat.founding.half_year.stage import DAY, INVENTED, Stage, days_of
from secretariat.founding.schema import Work

PLANNED_BEFORE, CONFIRMED_BEFORE = 75 * DAY, 40 * DAY
S = DeliverableState
# What happens until a work has become what it is: the verb, and how long before its first or after its last day.
TO_HELD = (("confirm", -CONFIRMED_BEFORE), ("hold", DAY))
STEPS: dict[str, tuple[tuple[str, datetime.timedelta], ...]] = {
    S.IDEA: (),
    S.PLANNED: (),
    S.CONFIRMED: TO_HELD[:1],
    S.HELD: TO_HELD,
    S.REPORTED: (*TO_HELD, ("report", 21 * DAY)),
    S.CLOSED: (*TO_HELD, ("report", 21 * DAY), ("close", 35 * DAY)),
    S.POSTPONED: (("confirm", -CONFIRMED_BEFORE), ("postpone", -10 * DAY)),
    S.CANCELLED: (("confirm", -CONFIRMED_BEFORE), ("cancel", -12 * DAY)),
}


def plan_work(stage: Stage, work: Work) -> Deliverable:
    """Plan a work and say who is involved; the rest comes step by step."""
    first = days_of(work)[0] if work.days else stage.plan.starts_on
    by = stage.viewer(work.by, first - PLANNED_BEFORE)
    line, project = stage.line(work), stage.project(work)
    deliverable = plan_deliverable(
        activity=line,
        project=project,
        kind=work.kind or (line.kind if line else ""),
        title=_title(work, line.title if line else Labels()),
        owner=stage.unit(work),
        is_idea=work.became == S.IDEA,
        by=by,
        reason=reason_of(work),
        **_facts(stage, work),
    )
    said: dict[str, Any] = {"by": by, "reason": reason_of(work)}
    if work.host:
        involve(deliverable, stage.party(work.host, work), part=Part.HOST, **said)
    involve_all(deliverable, stage.states(work), part=Part.PARTICIPANT, **said)
    involve_all(deliverable, [stage.party(key, work) for key in work.partners], part=Part.PARTNER, **said)
    return deliverable


def steps_of(work: Work) -> Iterator[tuple[str, datetime.date]]:
    """Yield what happens until a planned work has become what it became: the verb and its day."""
    for verb, moved in STEPS[work.became]:
        first, last = days_of(work)
        yield verb, (last if moved > datetime.timedelta() else first) + moved


def take_step(stage: Stage, work: Work, deliverable: Deliverable, verb: str, day: datetime.date) -> Deliverable:
    """Take a work to its next state."""
    why = work.why if verb in {"postpone", "cancel"} else reason_of(work)
    return move_deliverable(deliverable, verb, by=stage.viewer(work.by, day), on=day, reason=why)


def reason_of(work: Work) -> str:
    """Return what the history says of a work; by its key a second load knows it again."""
    return f"{INVENTED}: {work.key}"


def _title(work: Work, line: Labels) -> Labels:
    if work.title is not None:
        return Labels(work.title.model_dump(include={"en", "es", "pt", "fr"}))
    month = work.days[0][:7] if work.days else ""
    return Labels({code: f"{words}: {work.place or month}".removesuffix(": ") for code, words in line.items()})


def _facts(stage: Stage, work: Work) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "level": work.level,
        "place": work.place,
        "site_kind": work.site_kind or "",
        "site": work.site,
        "follows": stage.earlier(work),
        "gender_marker": work.gender,
        "rights_marker": work.rights,
        "audience": Audience[work.audience.upper()],
    }
    if work.standing:
        facts["is_standing"] = True
    if work.days:
        first, last = days_of(work)
        facts |= {"starts_on": first, "ends_on": last if last != first else None}
    return facts
