"""Tell the chiefs of units what is suggested for their plan lines, and what amendments do to them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse

from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.organization.services.telling import tell_chiefs
from secretariat.plans.models import Activity, Amendment, Answer, Plan
from secretariat.plans.notice_kinds import AMENDMENT_ADOPTED, AMENDMENT_DRAFTED, ANSWER_SUGGESTED, ANSWERS_SUGGESTED


def tell_of_answer(answer: Answer, *, by: Viewer) -> None:
    """Tell the chief of the unit that carries out a line what it is suggested to answer."""
    line, unit = answer.activity, answer.activity.owner
    data = {"line": line.address, "unit": unit.party.name, "mandate": str(answer.mandate)}
    tell_chiefs(ANSWER_SUGGESTED, [unit.pk], about=answer, address=line.get_absolute_url(), data=data, by=by)


def tell_of_answers(plan: Plan, answers: Sequence[Answer], *, by: Viewer) -> None:
    """Tell each unit's chief how many links the program suggested for the unit's lines; one notice, not one a link."""
    by_unit: dict[Unit, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_unit[answer.activity.owner].append(answer)
    for unit, own in by_unit.items():
        tell_chiefs(
            ANSWERS_SUGGESTED,
            [unit.pk],
            about=own[0],
            address=f"{reverse('today')}#answers",
            data={"plan": plan.title, "unit": unit.party.name, "count": len(own)},
            by=by,
        )


def tell_of_draft(amendment: Amendment, activities: Iterable[Activity], *, by: Viewer) -> None:
    """Tell chiefs that a draft touches lines of their units, once a draft."""
    for unit in dict.fromkeys(activity.owner for activity in activities):
        data = {"number": amendment.number, "plan": amendment.plan.title, "unit": unit.party.name}
        tell_chiefs(AMENDMENT_DRAFTED, [unit.pk], about=amendment, data=data, by=by)


def tell_of_adoption(amendment: Amendment, units: Iterable[uuid.UUID], *, by: Viewer) -> None:
    """Tell chiefs that an adopted amendment changes lines of their units."""
    data = {"number": amendment.number, "plan": amendment.plan.title}
    tell_chiefs(AMENDMENT_ADOPTED, units, about=amendment, data=data, by=by)
