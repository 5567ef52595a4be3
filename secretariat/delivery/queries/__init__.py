"""Questions across deliverables: how far lines are, and what is coming."""

from secretariat.delivery.queries.progress import Progress, late_on, progress_of_lines, total_of

__all__ = ["Progress", "late_on", "progress_of_lines", "total_of"]
