"""What documents offer to programs and spreadsheets: declared when these are imported."""

from secretariat.documents.resources import documents, files

__all__ = ["documents", "files"]
