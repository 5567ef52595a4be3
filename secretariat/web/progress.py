"""The figures of the public home."""

from __future__ import annotations

import datetime

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import Capacity
from secretariat.parties.models import Participation
from secretariat.plans.models import Activity, Answer, Plan
from secretariat.trace.queries import quoted_paragraphs


def paragraphs_with_work(plan: Plan | None, viewer: Viewer) -> int:
    """Return how many quoted paragraphs have at least one confirmed plan line."""
    answered = Answer.objects.visible_to(viewer).confirmed().filter(mandate__paragraph=OuterRef("pk"))
    return quoted_paragraphs(plan, viewer).filter(Exists(answered)).count()


def taking_part(viewer: Viewer, *, on: datetime.date) -> str:
    """Return how many member States take part, of how many, on a day."""
    rows = (
        Participation.objects.visible_to(viewer)
        .valid_on(on)
        .filter(of__organization__is_served=True, party__kind="state")
    )
    members = set(rows.filter(capacity=Capacity.MEMBER).values_list("party", flat=True))
    absent = set(rows.filter(capacity=Capacity.NOT_PARTICIPATING).values_list("party", flat=True))
    return _("%(part)s of %(all)s") % {"part": len(members - absent), "all": len(members)}


def areas_of(plan: Plan, viewer: Viewer) -> Table:
    """Return the work areas of a plan with what each has planned; a line a work area, in the plan's order."""
    lines = Activity.objects.visible_to(viewer).real().current().filter(plan=plan)
    rows = (
        lines.values("project__program__area__number", "project__program__area__title")
        .annotate(lines=Count("pk"), planned=Sum("quantity"), asked=Count("pk", filter=Q(on_request=True)))
        .order_by("project__program__area__number")
    )
    most = max((row["planned"] or 0 for row in rows), default=0)
    address = plan.get_absolute_url()
    columns = (
        Column("area", _("Work area"), lambda row: Cell(str(row["project__program__area__title"]), address)),
        Column("lines", _("Lines"), lambda row: str(row["lines"]), numeric=True),
        Column("bar", _("Planned"), lambda row: _bar(row["planned"], most)),
        Column("planned", _("Deliverables"), lambda row: str(row["planned"] or "–"), numeric=True),
    )
    return table(columns, list(rows), more_url=reverse("plan-numbers", args=(plan.document.slug,)))


def _bar(planned: int | None, most: int) -> Cell:
    if not planned:
        return Cell(_("no number in the plan"), tone="none")
    return Cell(
        _("%(planned)s planned, none held yet") % {"planned": planned}, bar=(("planned", 0, 100 * planned / most),)
    )
