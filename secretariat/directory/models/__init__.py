"""What is kept of those with whom the secretariat works."""

from secretariat.directory.models.collaborators import Collaborator, CollaboratorQuerySet
from secretariat.directory.models.designations import Designation, DesignationQuerySet, Designee, DesigneeQuerySet

__all__ = [
    "Collaborator",
    "CollaboratorQuerySet",
    "Designation",
    "DesignationQuerySet",
    "Designee",
    "DesigneeQuerySet",
]
