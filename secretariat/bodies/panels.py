"""What this app shows on the pages of sessions: their history. That of a body stands with its party's."""

from secretariat.bodies.models import Session
from secretariat.core.panel_registry import show_records_of

show_records_of(Session)
