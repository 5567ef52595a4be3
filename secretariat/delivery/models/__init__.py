"""What is kept of deliveries."""

from secretariat.delivery.models.deliverables import (
    Deliverable,
    DeliverableQuerySet,
    Involvement,
    of_open_plans,
    open_deliverables,
)
from secretariat.delivery.models.links import AlsoServes

__all__ = ["AlsoServes", "Deliverable", "DeliverableQuerySet", "Involvement", "of_open_plans", "open_deliverables"]
