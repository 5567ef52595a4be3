"""Plan the runs of jobs, take and run them, begin them again, and clear what is long done."""

from secretariat.jobs.services.asking import ask_for, clear_old_runs, retry_run
from secretariat.jobs.services.planning import plan_runs
from secretariat.jobs.services.running import run_due, take_run

__all__ = ["ask_for", "clear_old_runs", "plan_runs", "retry_run", "run_due", "take_run"]
