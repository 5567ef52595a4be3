"""Load the invented half-year: through the same verbs as real work, as the people of the cast, once."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import Refused
from secretariat.delivery.choices import EventPart
from secretariat.delivery.models import Deliverable
from secretariat.founding.half_year.answers import ask_and_answer
from secretariat.founding.half_year.papers import send_papers
from secretariat.founding.half_year.people import bring_people, certify_people, record_people
from secretariat.founding.half_year.stage import DAY, INVENTED, Stage, days_of
from secretariat.founding.half_year.works import plan_work, steps_of, take_step
from secretariat.founding.schema import Founding, Work


@transaction.atomic
def load_half_year(founding: Founding) -> int:
    """Load what of the half-year is not loaded yet; return how many works that were.

    Errors: Refused outside a demonstration; FoundingError where an entry names what does not exist. Nothing is kept
    then.
    """
    if not settings.DEMONSTRATION:
        raise Refused(_("The invented half-year exists in demonstrations only."))
    stage = Stage(founding, loaded_works())
    new = [work for work in founding.half_year if work.key not in stage.made]
    for work in new:
        stage.made[work.key] = plan_work(stage, work)
    for work in new:
        _live_through(stage, work)
    return len(new)


def _live_through(stage: Stage, work: Work) -> None:
    """Let a planned work come to what it became, with all that happens on the way."""
    if work.women + work.men:
        bring_people(stage, work, stage.made[work.key])
    for verb, day in steps_of(work):
        stage.made[work.key] = take_step(stage, work, stage.made[work.key], verb, day)
        for what in BESIDE.get(verb, ()):
            what(stage, work, stage.made[work.key])


def _send_before(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    if work.sent_before is not None:
        send_papers(stage, work, deliverable, EventPart.IN_ADVANCE, days_of(work)[0] - work.sent_before * DAY)


def _send_after(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    if work.sent_after is not None:
        send_papers(stage, work, deliverable, EventPart.AFTERWARDS, days_of(work)[1] + work.sent_after * DAY)


# What happens after a step, by its verb.
BESIDE: dict[str, tuple[Callable[[Stage, Work, Deliverable], None], ...]] = {
    "confirm": (_send_before,),
    "hold": (record_people, ask_and_answer, _send_after),
    "report": (certify_people,),
}


def loaded_works() -> dict[str, Deliverable]:
    """Return the works that were loaded, by key."""
    said = f"{INVENTED}: "
    first = Deliverable.history.filter(history_type="+", history_change_reason__startswith=said)
    keys = {key: reason.removeprefix(said) for key, reason in first.values_list("id", "history_change_reason")}
    return {keys[each.pk]: each for each in Deliverable.objects.filter(pk__in=keys)}
