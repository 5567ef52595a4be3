"""Which lines may answer which mandates: a score from shared topics, the work area and the words.

The weights and the threshold were chosen on the links that ship with the 2016 plan of CICTE: of the pairs above the
threshold nearly all are linked there by a person, confirmed or as a suggestion (``tests/test_matching.py`` holds the
figures). They are a ranking, not a probability.
"""

from __future__ import annotations

import math
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, utils

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate
from secretariat.plans.models import TODAY, Activity, Answer, Plan
from secretariat.plans.queries.lines import PLAN_ORDER
from secretariat.topics.models import Topic

METHOD = "matching of words and topics"
TOPICS, AREA, WORDS = 0.5, 0.3, 0.2
THRESHOLD = 0.65


@dataclass(frozen=True)
class Proposal:
    """That a line may answer a mandate, how sure the method is, and why, in four languages."""

    activity: Activity
    mandate: Mandate
    confidence: Decimal
    reason: Labels


@dataclass(frozen=True)
class Subject:
    """What a line or a mandate is about: its topics, its work area, its words in English."""

    topics: frozenset[Topic]
    area: Topic | None
    words: str


def proposals_for(plan: Plan, viewer: Viewer) -> list[Proposal]:
    """Return the pairs above the threshold that are not linked in any state, in the order of the plan."""
    linked = set(Answer.objects.filter(activity__plan=plan).values_list("activity", "mandate"))
    return [
        each for each in scored(plan, viewer) if _is_new(each, linked) and each.confidence >= Decimal(str(THRESHOLD))
    ]


def scored(plan: Plan, viewer: Viewer) -> list[Proposal]:
    """Return every pair of a line and a binding mandate that share a topic, with its score; in eight statements."""
    lines = [(line, _of_line(line)) for line in _lines(plan, viewer)]
    mandates = [(mandate, _of_mandate(mandate)) for mandate in _mandates(plan, viewer)]
    weights = _weights([subject for _each, subject in [*lines, *mandates]])
    return [
        Proposal(line, mandate, _score(of_line, of_mandate, weights), _reason(of_line, of_mandate))
        for line, of_line in lines
        for mandate, of_mandate in mandates
        if of_line.topics & of_mandate.topics and not _is_excluded(line, mandate)
    ]


def _lines(plan: Plan, viewer: Viewer) -> Sequence[Activity]:
    rows = Activity.objects.filter(plan=plan).visible_to(viewer).at(TODAY)
    rows = rows.select_related("plan__document", "project__program__area__topic").order_by(*PLAN_ORDER)
    return list(rows.prefetch_related("topic_links__topic"))


def _mandates(plan: Plan, viewer: Viewer) -> Sequence[Mandate]:
    """Return the mandates that bind the secretariat, say something, and were not over before the plan began."""
    rows = Mandate.objects.visible_to(viewer).binding_secretariat().filter(retired_on__isnull=True)
    rows = rows.exclude(valid_until__lt=plan.starts_on).select_related("paragraph__document", "program_area")
    rows = rows.prefetch_related("topic_links__topic", "paragraph__exclusions").order_by("id")
    return [mandate for mandate in rows if mandate.paragraph.summary]


def _of_line(line: Activity) -> Subject:
    project = line.project
    words = [each.in_language("en") for each in (line.title, project.title, project.program.title)]
    return Subject(_topics(line), project.program.area.topic, " ".join(words))


def _of_mandate(mandate: Mandate) -> Subject:
    words = [each.in_language("en") for each in (mandate.paragraph.summary, mandate.paragraph.heading)]
    return Subject(_topics(mandate), mandate.program_area, " ".join(words))


def _topics(record: Activity | Mandate) -> frozenset[Topic]:
    return frozenset(link.topic for link in record.topic_links.all())


def _weights(subjects: Iterable[Subject]) -> dict[Topic, float]:
    """Return how telling each topic is: the rarer, the more (inverse document frequency)."""
    known = list(subjects)
    counts = Counter(topic for subject in known for topic in subject.topics)
    return {topic: math.log(len(known) / count) for topic, count in counts.items()}


def _score(line: Subject, mandate: Subject, weights: dict[Topic, float]) -> Decimal:
    """Return a score from 0 to 1: how much of the line's topics the mandate shares, its work area, its words."""
    own = sum(weights[topic] for topic in line.topics)
    shared = sum(weights[topic] for topic in line.topics & mandate.topics)
    words = fuzz.token_set_ratio(line.words, mandate.words, processor=utils.default_process) / 100
    score = TOPICS * (shared / own if own else 0) + AREA * _same_area(line, mandate) + WORDS * words
    return Decimal(score).quantize(Decimal("0.01"))


def _same_area(line: Subject, mandate: Subject) -> float:
    """Return 1 for the same work area, 0 for another, and half where the mandate is of none."""
    if mandate.area is None:
        return 0.5
    return 1.0 if mandate.area == line.area else 0.0


def _is_excluded(line: Activity, mandate: Mandate) -> bool:
    """Whether a document says that the mandate does not concern the unit of the line or of the plan."""
    return any(each.unit_id in (line.owner_id, line.plan.owner_id) for each in mandate.paragraph.exclusions.all())


def _is_new(proposal: Proposal, linked: set[tuple[uuid.UUID, uuid.UUID]]) -> bool:
    return (proposal.activity.pk, proposal.mandate.pk) not in linked


def _reason(line: Subject, mandate: Subject) -> Labels:
    """Return the reason in the four languages, each topic named in that language."""
    return Labels({language: _reason_in(language, line, mandate) for language in LANGUAGES})


def _reason_in(language: str, line: Subject, mandate: Subject) -> str:
    with translation.override(language):
        shared = ", ".join(sorted(str(topic) for topic in line.topics & mandate.topics))
        reason = _("The line and the paragraph share these topics: %(topics)s.") % {"topics": shared}
        if line.area is not None and line.area == mandate.area:
            reason += " " + _("Both belong to the work area “%(area)s”.") % {"area": line.area}
        return reason
