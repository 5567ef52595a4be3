"""Keep the lists that documents give, and whom States and organizations named."""

from secretariat.directory.services.collaborators import correct_collaborator, list_collaborator
from secretariat.directory.services.designations import (
    confirm_designation,
    correct_designee,
    designate,
    end_designation,
    erase_designee,
)

__all__ = [
    "confirm_designation",
    "correct_collaborator",
    "correct_designee",
    "designate",
    "end_designation",
    "erase_designee",
    "list_collaborator",
]
