"""Tell the structure which of its functions plan lines carry out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from secretariat.core.viewer import Viewer
from secretariat.organization.queries import carried_out_by
from secretariat.plans.queries import functions_with_lines


@carried_out_by
def functions_of_lines(functions: Collection[uuid.UUID], viewer: Viewer) -> Iterable[uuid.UUID]:
    """Return those of these functions under which a line of today's plans is carried out."""
    return functions_with_lines(functions, viewer)
