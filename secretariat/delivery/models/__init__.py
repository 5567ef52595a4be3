"""What is kept of deliveries."""

from secretariat.delivery.models.deliverables import (
    Deliverable,
    DeliverableQuerySet,
    Involvement,
    InvolvementQuerySet,
    of_open_plans,
    open_deliverables,
)
from secretariat.delivery.models.documents import EventDistribution, EventDocument
from secretariat.delivery.models.duties import DeliverableDuty, DutyRule
from secretariat.delivery.models.feeds import Feed
from secretariat.delivery.models.links import AlsoServes
from secretariat.delivery.models.objections import Objection

__all__ = [
    "AlsoServes",
    "Deliverable",
    "DeliverableDuty",
    "DeliverableQuerySet",
    "DutyRule",
    "EventDistribution",
    "EventDocument",
    "Feed",
    "Involvement",
    "InvolvementQuerySet",
    "Objection",
    "of_open_plans",
    "open_deliverables",
]
