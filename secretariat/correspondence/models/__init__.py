"""What is kept of distributions."""

from secretariat.correspondence.models.distributions import (
    Distribution,
    DistributionDocument,
    DistributionQuerySet,
    PreferredLanguage,
    Recipient,
    open_distributions,
)
from secretariat.correspondence.models.receipts import Enclosure, Receipt, ReceiptQuerySet

__all__ = [
    "Distribution",
    "DistributionDocument",
    "DistributionQuerySet",
    "Enclosure",
    "PreferredLanguage",
    "Receipt",
    "ReceiptQuerySet",
    "Recipient",
    "open_distributions",
]
