"""Tell people, let them read and choose, and mail what they wish to get by mail."""

from secretariat.notices.services.choosing import choose_ways, switch_off
from secretariat.notices.services.reading import mark_all_read, mark_read
from secretariat.notices.services.telling import notify

__all__ = ["choose_ways", "mark_all_read", "mark_read", "notify", "switch_off"]
