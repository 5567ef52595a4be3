"""Load a package of founding data: idempotent, in one transaction, with a report of what was done."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from secretariat.core.viewer import Viewer
from secretariat.founding import (
    load_duties,
    load_mandates,
    load_parties,
    load_plans,
    load_questionnaires,
    load_structure,
)
from secretariat.founding.known import Known
from secretariat.founding.reading import FoundingError, read_package
from secretariat.founding.schema import Founding
from secretariat.founding.sync import Report, Sync
from secretariat.parties.models import Party

STEPS = (
    load_parties.topics,
    load_parties.parties,
    load_parties.bodies,
    load_parties.participations,
    load_parties.documents,
    load_parties.series,
    load_parties.collaborators,
    load_structure.orders,
    load_mandates.mandates,
    load_plans.plans,
    load_duties.duties,
    load_questionnaires.questionnaires,
    load_parties.cast,
)


def load(folder: Path, *, by: Viewer) -> Report:
    """Load the package in ``folder``.

    Errors: FoundingError with a line for each fault; nothing of the package is written then.
    """
    return load_founding(read_package(folder), by=by)


@transaction.atomic
def load_founding(founding: Founding, *, by: Viewer) -> Report:
    """Load a package that was read.

    Errors: FoundingError where it refers to what it does not hold, says a thing twice, or is another secretariat's.
    """
    _refuse_another(founding)
    faults: list[str] = []
    sync, known = Sync(by, f"Founding data: {founding.package.key}", faults), Known(faults)
    for step in STEPS:
        step(founding, sync, known)
    if faults:
        raise FoundingError("\n".join(dict.fromkeys(faults)))
    return sync.report


def _refuse_another(founding: Founding) -> None:
    """One installation serves one secretariat: two would share keys, symbols and counts."""
    served = Party.objects.filter(organization__is_served=True).first()
    package = founding.package
    if served and served.slug != package.organization:
        raise FoundingError(
            f"{package.at}: this database serves “{served.slug}”, the package “{package.organization}”:"
            " a second secretariat needs a database of its own"
        )
