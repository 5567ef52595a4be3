"""Lines of a plan in one of its versions: what each promises, and what they come to together."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from secretariat.core.languages import Labels
from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.plans.choices import COUNTED, DeliverableKind
from secretariat.plans.models import (
    TODAY,
    Activity,
    ActivityQuerySet,
    AmendedTerms,
    Amendment,
    Answer,
    AnswerQuerySet,
    Plan,
    Terms,
    Version,
)

PLAN_ORDER = ("place", "address")
LINK_ORDER = (  # of the links of many lines: two documents may hold paragraphs at one position
    *(f"activity__{place}" for place in PLAN_ORDER),
    *("mandate__paragraph__document__symbol", "mandate__paragraph__position", "pk"),
)


@dataclass(frozen=True)
class Promised:
    """What a line promises in a version: a kind, a number of what, or upon request.

    Units: ``quantity`` counts what ``counts`` names, else deliverables of the kind; None where there is no number.
    """

    kind: DeliverableKind
    quantity: int | None
    counts: Labels
    on_request: bool

    @classmethod
    def by(cls, terms: Terms) -> Self:
        """Return what a row of terms says: an activity's as adopted, or an amendment's."""
        return cls(DeliverableKind(terms.kind), terms.quantity, terms.counts, terms.on_request)

    @classmethod
    def now(cls, activity: Activity) -> Self:
        """Return what holds for an activity read through ``with_terms_at``."""
        kind = DeliverableKind(activity.now_kind)
        return cls(kind, activity.now_quantity, activity.now_counts, activity.now_on_request)

    @property
    def words(self) -> str:
        """How many of what, such as “3 workshops”; in words where there is no number."""
        if self.on_request:
            return _("upon request")
        if self.quantity is None:
            return _("without a number")
        if self.counts and self.quantity > 1:
            return f"{self.quantity} {self.counts}"
        return str(COUNTED[self.kind] % {"count": self.quantity})

    @property
    def sentence(self) -> str:
        """The words with the kind, where the words do not name it."""
        names_kind = self.quantity is not None and not (self.counts and self.quantity > 1)
        return self.words if names_kind else f"{self.kind.label}: {self.words}"


@dataclass(frozen=True)
class Line:
    """An activity in a version of its plan, with how many links to mandates are confirmed and how many suggested."""

    activity: Activity
    terms: Promised
    confirmed: int = 0
    suggested: int = 0

    @classmethod
    def now(cls, activity: Activity) -> Self:
        """Return the line of an activity read through ``lines_at``."""
        return cls(activity, Promised.now(activity), activity.confirmed_links, activity.suggested_links)

    @property
    def is_counted(self) -> bool:
        """Whether it counts: a line that was invented for the demonstration does not.

        What an amendment adds counts in the versions that rest on it; those name an invented amendment as such.
        """
        return not self.activity.is_demonstration or self.activity.added_by_id is not None


@dataclass(frozen=True)
class Figures:
    """What lines come to together. Units: planned is the sum of the whole-number quantities, whatever they count."""

    planned: int = 0
    lines: int = 0
    on_request: int = 0
    without_number: int = 0
    without_mandate: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.planned + other.planned,
            self.lines + other.lines,
            self.on_request + other.on_request,
            self.without_number + other.without_number,
            self.without_mandate + other.without_mandate,
        )


def figures_of(lines: Iterable[Line]) -> Figures:
    """Return the sums of these lines; what was invented for the demonstration is left out."""
    return sum((_figures(line) for line in lines if line.is_counted), Figures())


def _figures(line: Line) -> Figures:
    terms = line.terms
    return Figures(
        planned=terms.quantity or 0,
        lines=1,
        on_request=int(terms.on_request),
        without_number=int(terms.quantity is None and not terms.on_request),
        without_mandate=int(line.confirmed == 0),
    )


def effective_terms(activity: Activity, version: Version) -> Promised:
    """Return what an activity promises in a version of its plan."""
    return Promised.now(Activity.objects.with_terms_at(version).get(pk=activity.pk))


@dataclass(frozen=True)
class TermsStep:
    """What a line promised from a day on, and the amendment that made it so; None for the plan as adopted."""

    terms: Promised
    amendment: Amendment | None
    since: datetime.date | None


def terms_over_time(activity: Activity, viewer: Viewer) -> list[TermsStep]:
    """Return what a line promises, from its first terms to those that hold today; drafts are left out.

    A line that a draft adds begins with what the draft says, from no day yet.
    """
    added = activity.added_by
    first = TermsStep(Promised.by(activity), added, added.adopted_on if added else activity.plan.adopted_on)
    rows = AmendedTerms.objects.visible_to(viewer).filter(TODAY.applied("amendment__"), activity=activity)
    steps = [first]
    for row in rows.select_related("amendment__authority").order_by("amendment__number"):
        step = TermsStep(Promised.by(row), row.amendment, row.amendment.adopted_on)
        if step.amendment == steps[-1].amendment:
            steps.pop()
        if not steps or steps[-1].terms != step.terms:
            steps.append(step)
    return steps


def lines_of(activities: ActivityQuerySet, viewer: Viewer, version: Version) -> list[Line]:
    """Return the lines among ``activities`` that stand in a version, in the order of the plan, in one statement."""
    return [Line.now(each) for each in lines_at(activities, viewer, version).order_by(*PLAN_ORDER)]


SHOWN = (
    *("address", "title", "position", "is_demonstration", "is_standing", "added_by", "project", "plan"),
    *("owner__party__slug", "owner__party__acronym", "owner__party__name"),
)


def lines_at(activities: ActivityQuerySet, viewer: Viewer, version: Version) -> ActivityQuerySet:
    """Return the rows that ``Line.now`` reads: what stands in a version, with its terms and links.

    Only what a list shows of a line is fetched; its page reads the rest.
    """
    rows = activities.visible_to(viewer).at(version).with_terms_at(version)
    return with_links(rows.select_related("owner__party").only(*SHOWN), viewer)


@prepared
def lines_listed(viewer: Viewer, activities: list[uuid.UUID], *, version: Version) -> ActivityQuerySet:
    """Return some lines as ``lines_at`` does; in no order."""
    return lines_at(Activity.objects.filter(pk__in=activities), viewer, version)


def lines_of_plan(plan: Plan, viewer: Viewer, version: Version) -> list[Line]:
    """Return the lines of a plan that stand in a version, in its order."""
    return lines_of(Activity.objects.filter(plan=plan), viewer, version)


def lines_without_mandate(plan: Plan, viewer: Viewer, version: Version) -> list[Line]:
    """Return the lines that no confirmed link ties to a mandate; a suggestion counts for nothing."""
    return [line for line in lines_of_plan(plan, viewer, version) if line.confirmed == 0]


def with_links(activities: ActivityQuerySet, viewer: Viewer) -> ActivityQuerySet:
    """Fetch along how many links to mandates each line has: ``confirmed_links`` and ``suggested_links``."""
    links = Answer.objects.visible_to(viewer).filter(activity=OuterRef("pk")).order_by()
    states = {"confirmed_links": links.confirmed(), "suggested_links": links.suggested()}
    rows: ActivityQuerySet = activities.annotate(**{name: _number_of(each) for name, each in states.items()})
    return rows


def _number_of(links: AnswerQuerySet) -> Combinable:
    counted = links.values("activity").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def functions_with_lines(functions: Collection[uuid.UUID], viewer: Viewer) -> set[uuid.UUID]:
    """Return those of ``functions`` under which a line that stands today is carried out."""
    rows = Activity.objects.visible_to(viewer).real().at(TODAY).filter(owner_function__in=functions)
    return set(rows.values_list("owner_function", flat=True))
