"""The job that delivers distributions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Every, Job, Progress, add_job
from secretariat.correspondence.choices import ReceiptState
from secretariat.correspondence.services.delivering import deliver


def send_documents(progress: Progress) -> str:
    """Lay documents into inboxes and send them by mail."""
    ended = deliver(progress)
    return ", ".join(f"{ReceiptState(state).label}: {number}" for state, number in ended.items())


add_job(Job("distribution", gettext_lazy("Send documents"), send_documents, Every(1)))
