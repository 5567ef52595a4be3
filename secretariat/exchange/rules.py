"""Who may bring files in."""

from __future__ import annotations

from rules.predicates import predicate

from secretariat.core.resources import Resource, resources
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer

may_import = in_secretariat


@predicate
def may_fill(viewer: Viewer, resource: Resource) -> bool:
    """Who works in the secretariat, a register in which records can be changed, or that they may add to."""
    if not may_import.test(viewer):
        return False
    return resource.change is not None or (resource.create is not None and bool(resource.create.rule.test(viewer)))


def registers_open_to(viewer: Viewer) -> list[Resource]:
    """Return the registers that a viewer may bring a file for; each row is asked about again."""
    return [resource for resource in resources() if may_fill.test(viewer, resource)]
