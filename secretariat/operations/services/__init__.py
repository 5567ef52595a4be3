"""Back up, verify, restore, upgrade."""

from secretariat.operations.services.backup import back_up, verify
from secretariat.operations.services.restore import restore

__all__ = ["back_up", "restore", "verify"]
