"""Columns of jobs and of their runs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_moment
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.jobs.queries import Standing

TONES = {
    RunState.WAITING: Tone.WAIT,
    RunState.RUNNING: Tone.GOING,
    RunState.DONE: Tone.DONE,
    RunState.FAILED: Tone.LATE,
    RunState.PASSED: Tone.NONE,
}


def state_cell(run: Run | None) -> Cell:
    """Return a run's state; one that waits after a failure says so."""
    if run is None:
        return Cell(_("not yet run"), tone=Tone.NONE)
    title = _("Waits after a failure") if run.state == RunState.WAITING and run.error else ""
    return Cell(run.get_state_display(), tone=TONES[RunState(run.state)], title=title)


def progress_cell(run: Run) -> Cell:
    """Return how far a run is: a bar where its whole is known, else the sentence it said last."""
    if not run.total or run.state == RunState.DONE:
        return Cell(run.saying)
    part = 100 * min(run.done, run.total) // run.total  # whole: a comma would not be read in a picture
    words = _("%(done)s of %(total)s") % {"done": run.done, "total": run.total}
    return Cell(f"{words} {run.saying}".strip(), bar=(("held", 0, part),))


def _action_cell(run: Run) -> Cell:
    if run.state != RunState.FAILED:
        return Cell("")
    return Cell(_("Run again"), href=reverse("job-retry", args=(run.pk,)))


RUNS = (
    Column("due", gettext_lazy("Due"), lambda run: written_moment(run.due_at), order="due_at"),
    Column("job", gettext_lazy("Job"), lambda run: Cell(str(run.label), title=run.argument)),
    Column("state", gettext_lazy("State"), state_cell),
    Column("progress", gettext_lazy("Progress"), progress_cell),
    Column("attempts", gettext_lazy("Attempts"), lambda run: str(run.attempts), numeric=True),
    Column(
        "ended",
        gettext_lazy("Ended"),
        lambda run: written_moment(run.finished_at) if run.finished_at else "",
    ),
    Column("error", gettext_lazy("Last error"), lambda run: run.error),
    Column("action", "", _action_cell),
)


def _job_cell(standing: Standing) -> Cell:
    return Cell(str(standing.job.label), href=f"{reverse('jobs')}?job={standing.job.name}")


def _next_cell(standing: Standing) -> str:
    return written_moment(standing.next_due) if standing.next_due else _("when asked")


STANDINGS = (
    Column("job", gettext_lazy("Job"), _job_cell),
    Column("rhythm", gettext_lazy("Rhythm"), lambda row: row.job.rhythm.words() if row.job.rhythm else ""),
    Column("state", gettext_lazy("Newest run"), lambda row: state_cell(row.run)),
    Column("next", gettext_lazy("Next due"), _next_cell),
)
