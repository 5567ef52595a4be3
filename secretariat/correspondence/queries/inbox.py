"""What lies in the inbox of a State or organization."""

from __future__ import annotations

from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import ReceiptState
from secretariat.correspondence.models import Receipt


def unread_receipts(viewer: Viewer) -> int:
    """Return how many distributions nobody has opened yet in the inboxes of those for whom the viewer acts."""
    return Receipt.objects.in_inbox_of(viewer).filter(state=ReceiptState.IN_INBOX).count()
