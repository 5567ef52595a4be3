"""Plan deliverables, change what is known of them, and take them from state to state."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.delivery import rules
from secretariat.delivery.choices import COUNTING, NEEDS, DeliverableState, Presence
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.delivery.services.evidence import tell_what_was_held
from secretariat.delivery.services.owing import owe_for
from secretariat.organization.models import Unit
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import Activity, Project

# What may be said when it is planned and changed later; its line and its kind stay.
FACTS = (
    *("title", "summary", "owner", "starts_on", "ends_on", "is_standing", "level", "presence"),
    *("place", "site_kind", "site", "follows", "gender_marker", "rights_marker", "audience"),
)
OF_A_CLONE = tuple(name for name in FACTS if name not in {"starts_on", "ends_on", "follows"})
OVER = (DeliverableState.CLOSED, DeliverableState.CANCELLED)


@transaction.atomic
def plan_deliverable(
    *,
    activity: Activity | None = None,
    project: Project | None = None,
    kind: str,
    title: Labels,
    owner: Unit | None = None,
    is_idea: bool = False,
    cloned_from: Deliverable | None = None,
    by: Viewer,
    reason: str = "",
    **facts: Any,
) -> Deliverable:
    """Plan a deliverable towards a line, or towards a project without one; ``facts`` are those of ``FACTS``.

    Without an owner the unit of the line delivers it.

    Errors: NotPermitted for who works neither for the unit nor in planning; Refused where the line does not stand in
    the plan as adopted and amended, or the project has lines; ValidationError.
    """
    _refuse_unplannable(activity, project)
    owner = owner or (activity.owner if activity else None)
    if owner is None:
        raise ValidationError({"owner": _("Say which unit delivers it.")})
    deliverable = Deliverable(activity=activity, project=project, kind=kind, title=title, owner=owner)
    deliverable.state = DeliverableState.IDEA if is_idea else DeliverableState.PLANNED
    deliverable.cloned_from = cloned_from
    if not rules.may_deliver.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, plan what it delivers."))
    _fill(deliverable, {"level": _level_of(activity), **_usual(kind), **facts})
    keep(deliverable, by=by, reason=reason or _("Planned"))
    owe_for(deliverable, by=by, reason=reason or _("Planned"))
    return deliverable


def _usual(kind: str) -> dict[str, Any]:
    """Return what is so for a kind unless somebody says otherwise."""
    needs = NEEDS.get(kind)
    if needs is None:
        return {}
    return {"is_standing": needs.stands, "presence": Presence.IN_PERSON if needs.place else Presence.ONLINE}


def _level_of(activity: Activity | None) -> str:
    return activity.level if activity else ""


def _refuse_unplannable(activity: Activity | None, project: Project | None) -> None:
    part = activity or project
    if part is None or (activity and project):
        raise ValidationError(_("It counts to a line of a plan, or to a project without one."))
    drafted = part.added_by is not None and part.added_by.state != AmendmentState.ADOPTED
    dropped = part.dropped_by is not None and part.dropped_by.state == AmendmentState.ADOPTED
    if drafted or dropped:
        raise Refused(_("%(part)s does not stand in the plan today.") % {"part": part})
    if project is not None and project.activities.current().exists():
        raise Refused(_("The project has lines: choose the one towards which it counts."))


def _fill(deliverable: Deliverable, facts: dict[str, Any]) -> None:
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"a deliverable has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(deliverable, name, value)
    if deliverable.follows_id and deliverable.follows_id == deliverable.pk:
        raise ValidationError({"follows": _("It cannot follow from itself.")})


@transaction.atomic
def change_deliverable(
    deliverable: Deliverable, *, by: Viewer, on: datetime.date, reason: str, **facts: Any
) -> Deliverable:
    """Change what is known of a deliverable; its line and its kind stay.

    Errors: NotPermitted; Refused once it is closed or cancelled, or where another unit is to deliver it and the person
    works for none of both; ValidationError.
    """
    held = _locked(deliverable)
    if not rules.may_deliver.test(by, held):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, change what it delivers."))
    if held.state in OVER:
        raise Refused(_("It is %(state)s and changes no more.") % {"state": held.get_state_display()})
    days = (held.starts_on, held.ends_on)
    _fill(held, facts)
    if not rules.may_deliver.test(by, held):
        raise NotPermitted(_("Only those who work for both units, and planning officers, give it to another unit."))
    if held.state in COUNTING:
        _refuse_future(held, on)
    keep(held, by=by, reason=reason)
    if days != (held.starts_on, held.ends_on):
        tell_what_was_held(held, by=by, on=on, reason=reason)
    owe_for(held, by=by, reason=reason)
    return held


@transaction.atomic
def move_deliverable(
    deliverable: Deliverable, verb: str, *, by: Viewer, on: datetime.date, reason: str, **days: Any
) -> Deliverable:
    """Take a deliverable to another state by a verb of ``rules.DELIVERABLE_CHANGES``; ``days`` may set its days.

    Whoever postpones or cancels says why; who plans it anew may set other days. From “held” on it counts.

    Errors: NotPermitted; Refused where it is in no state to, or is to be held on a day to come; ValidationError.
    """
    held = _locked(deliverable)
    target = rules.DELIVERABLE_CHANGES.check(held, verb, by=by).target
    for name, value in days.items():
        if name not in {"starts_on", "ends_on"}:
            raise TypeError(f"{name} is no day")
        setattr(held, name, value)
    if target == DeliverableState.CONFIRMED and not held.starts_on and not held.is_standing:
        raise ValidationError({"starts_on": _("Say on which day it is held before you confirm it.")})
    if target == DeliverableState.HELD:
        _refuse_future(held, on)
    stopped = target in (DeliverableState.POSTPONED, DeliverableState.CANCELLED)
    change_state(held, rules.DELIVERABLE_CHANGES, verb, by=by, reason=reason, why_not=reason[:500] if stopped else "")
    tell_what_was_held(held, by=by, on=on, reason=reason)
    owe_for(held, by=by, reason=reason)
    return held


def _refuse_future(deliverable: Deliverable, on: datetime.date) -> None:
    """Errors: ValidationError without a first day; Refused where its last day has not come."""
    if deliverable.starts_on is None:
        raise ValidationError({"starts_on": _("What was held has a day.")})
    last = deliverable.starts_on if deliverable.is_standing else deliverable.ends_on or deliverable.starts_on
    if last > on:
        raise Refused(_("It is held on %(day)s, which has not come.") % {"day": last})


@transaction.atomic
def clone_deliverable(
    deliverable: Deliverable, *, activity: Activity | None = None, by: Viewer, reason: str = "", **facts: Any
) -> Deliverable:
    """Plan another one that begins with the facts and the parties of an earlier one, without its days.

    ``activity`` is the line of another plan where it counts there. Errors: as ``plan_deliverable``.
    """
    known = {name: getattr(deliverable, name) for name in OF_A_CLONE}
    towards = {"activity": activity or deliverable.activity, "project": None if activity else deliverable.project}
    said = {**known, **towards, "kind": deliverable.kind, **facts}
    clone = plan_deliverable(**said, cloned_from=deliverable, by=by, reason=reason or _("Made from an earlier one"))
    parties = deliverable.involvements.filter(is_withdrawn=False)
    rows = [Involvement(deliverable=clone, party_id=each.party_id, part=each.part) for each in parties]
    keep_all(rows, by=by, reason=reason or _("Made from an earlier one"))
    return clone


def _locked(deliverable: Deliverable) -> Deliverable:
    """Return the deliverable as it is now, held until the transaction ends."""
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("activity", "owner__party")
    return rows.get(pk=deliverable.pk)
