"""What this app shows on the pages of topics: their history."""

from secretariat.core.panel_registry import show_records_of
from secretariat.topics.models import Topic

show_records_of(Topic)
