"""Rules: questions on a viewer, combined with & | ~, that every page and operation declares one of.

The predicates here ask about roles alone; each app's ``rules.py`` names what they mean there.
"""

from __future__ import annotations

from rules.predicates import Predicate, predicate

from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer


def holds(*roles: str) -> Predicate:
    """Return the rule «holds one of these roles, for any party»; the operator may do what any role may."""

    def check(viewer: Viewer) -> bool:
        return viewer.is_operator or viewer.holds(*roles)

    return Predicate(check, name=f"holds({', '.join(roles)})")


@predicate
def anyone(viewer: Viewer) -> bool:
    """Everyone, signed in or not; what they see is still only what is visible to them."""
    return True


@predicate
def signed_in(viewer: Viewer) -> bool:
    """Whoever has signed in."""
    return viewer.is_signed_in


@predicate
def in_secretariat(viewer: Viewer) -> bool:
    """Whoever works in the secretariat, in any role."""
    return viewer.is_operator or viewer.clearance >= Audience.SECRETARIAT
