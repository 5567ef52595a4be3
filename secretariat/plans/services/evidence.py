"""What plan lines tell the mandates below: which lines answer them, and with how many."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate
from secretariat.mandates.services import end_evidence, record_evidence
from secretariat.plans.models import TODAY, Activity, Answer
from secretariat.plans.queries import effective_terms


def tell_mandate(activity: Activity, mandate: Mandate, *, by: Viewer, reason: str) -> None:
    """Tell a mandate that a line answers it, on the terms that hold today."""
    terms = effective_terms(activity, TODAY)
    record_evidence(
        mandate,
        source=activity.pk,
        label=activity.title,
        address=activity.address,
        url=activity.get_absolute_url(),
        planned=terms.quantity,
        is_standing=activity.is_standing,
        on_request=terms.on_request,
        document=activity.plan.document,
        by=by,
        reason=reason,
    )


def tell_mandates(activities: Iterable[Activity], *, by: Viewer, reason: str) -> None:
    """Tell the mandates that these lines answer which terms hold now."""
    for answer in _confirmed(activities):
        tell_mandate(answer.activity, answer.mandate, by=by, reason=reason)


def take_back(activities: Iterable[Activity], *, by: Viewer, reason: str) -> None:
    """Tell the mandates that these lines answered them and no longer do."""
    for answer in _confirmed(activities):
        end_evidence(answer.mandate, source=answer.activity.pk, by=by, reason=reason)


def _confirmed(activities: Iterable[Activity]) -> Iterable[Answer]:
    links = Answer.objects.confirmed().filter(activity__in=[each.pk for each in activities])
    return links.select_related("activity__plan__document", "mandate__paragraph__document")
