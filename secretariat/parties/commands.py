"""Who acts on the command line."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.viewer import Viewer
from secretariat.parties.queries import operator, viewer_by_email


def viewer_of_command(email: str | None) -> Viewer:
    """Return the operator, or the person named by ``--as``. Errors: CommandError where nobody has that address."""
    if email is None:
        return operator()
    viewer = viewer_by_email(email, on=timezone.localdate())
    if viewer is None:
        raise CommandError(f"Nobody who may sign in has the address {email}.")
    return viewer
