"""Pages of mandates: the register, and what is done with one. A mandate itself is shown on its paragraph's page."""

from __future__ import annotations

from secretariat.mandates.views.links import (
    ChainDecidePage,
    ChainProposePage,
    OwnershipDecidePage,
    OwnershipProposePage,
)
from secretariat.mandates.views.register import MandatesPage
from secretariat.mandates.views.verbs import (
    MandateDescribePage,
    MandateEndOverrulingPage,
    MandateOverrulePage,
    MandateRegisterPage,
    MandateRetirePage,
)

__all__ = [
    "ChainDecidePage",
    "ChainProposePage",
    "MandateDescribePage",
    "MandateEndOverrulingPage",
    "MandateOverrulePage",
    "MandateRegisterPage",
    "MandateRetirePage",
    "MandatesPage",
    "OwnershipDecidePage",
    "OwnershipProposePage",
]
