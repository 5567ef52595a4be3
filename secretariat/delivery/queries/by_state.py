"""Progress by State and by group of States: what they are involved in, as far as the viewer may see it."""

from __future__ import annotations

import datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.models import Deliverable, Involvement, InvolvementQuerySet
from secretariat.delivery.queries.boards import Board, Heading, ProgressRow, Tally
from secretariat.delivery.queries.progress import LAST_DAY, counts_on, progress_from
from secretariat.parties.choices import Capacity, PartyKind
from secretariat.parties.models import Participation, Party
from secretariat.parties.queries import served_organization
from secretariat.plans.models import Plan

TO = "deliverable__"
MEMBER = Q(party__participations__capacity=Capacity.MEMBER)


def of_plan(plan: Plan, prefix: str = "") -> Q:
    """Return the condition under which a deliverable counts to a plan; ``prefix`` leads to it."""
    return Q(**{f"{prefix}activity__plan": plan}) | Q(**{f"{prefix}project__plan": plan})


def progress_by_state(plan: Plan, viewer: Viewer, *, on: datetime.date) -> Board:
    """Return what each member State is involved in on a day; those in nothing stand there with zeros."""
    rows = _involved(plan, viewer)
    counts = {each["party"]: each for each in rows.values("party").annotate(**_counts(plan, on))}
    members = Party.objects.visible_to(viewer).states().select_related("state")
    taking_part = Q(pk__in=members.taking_part(served_organization(), on=on)) | Q(pk__in=counts)
    found = [
        ProgressRow(_state(each), Tally(progress_from(None, counts.get(each.pk))))
        for each in members.filter(taking_part)
    ]
    return Board(plan, ProgressBy.STATE, on, _sorted(found), _total(plan, viewer, on), is_overlapping=True)


def progress_by_group(plan: Plan, viewer: Viewer, *, on: datetime.date) -> Board:
    """Return what members of each group of States are involved in on a day, each deliverable once in a group."""
    valid = Participation.objects.valid_on(on).filter(capacity=Capacity.MEMBER, party__kind=PartyKind.STATE)
    rows = _involved(plan, viewer).filter(party__participations__in=valid.values("pk"))
    grouped = rows.values(of=F("party__participations__of")).annotate(**_counts(plan, on))
    counts = {each["of"]: each for each in grouped}
    served = served_organization()
    groups = Party.objects.visible_to(viewer).organizations().filter(pk__in=valid.values("of"))
    found = [
        ProgressRow(_group(each), Tally(progress_from(None, counts.get(each.pk)))) for each in groups if each != served
    ]
    return Board(plan, ProgressBy.GROUP, on, _sorted(found), _total(plan, viewer, on), is_overlapping=True)


def _involved(plan: Plan, viewer: Viewer) -> InvolvementQuerySet:
    rows = Involvement.objects.visible_to(viewer).filter(of_plan(plan, TO), is_withdrawn=False)
    last_day = Coalesce(f"{TO}ends_on", f"{TO}starts_on")
    return rows.filter(party__kind=PartyKind.STATE).annotate(last_day=last_day).order_by()


def _counts(plan: Plan, on: datetime.date) -> dict[str, object]:
    return {**counts_on(on, until=plan.ends_on, prefix=TO)}


def _total(plan: Plan, viewer: Viewer, on: datetime.date) -> Tally:
    """Return what any State is involved in, each deliverable once."""
    involved = _involved(plan, viewer).values("deliverable")
    rows = Deliverable.objects.filter(pk__in=involved).annotate(last_day=LAST_DAY)
    return Tally(progress_from(None, rows.aggregate(**counts_on(on, until=plan.ends_on))))


def _state(party: Party) -> Heading:
    code, asked = party.state.m49, (("party", party.slug),)
    return Heading(party.slug, str(party), asked, party.get_absolute_url(), code, (str(party).casefold(),))


def _group(party: Party) -> Heading:
    asked = (("group", party.slug),)
    return Heading(party.slug, str(party), asked, party.get_absolute_url(), place=(str(party).casefold(),))


def _sorted(rows: list[ProgressRow]) -> list[ProgressRow]:
    return sorted(rows, key=lambda row: row.heading.place)
