"""Who keeps the lists of those with whom the secretariat works."""

from __future__ import annotations

from secretariat.documents.rules import keeps_documents

may_keep_lists = keeps_documents
