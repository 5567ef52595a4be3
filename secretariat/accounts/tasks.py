"""Work of the worker for the accounts."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.core.mail.utils import DNS_NAME
from django_tasks import TaskContext, task


@task(takes_context=True)
def send_mail(context: TaskContext, subject: str, body: str, to: list[str], html: str = "") -> None:
    """Send one message.

    A worker may die after it has sent and before it says so; the message then goes out again, under the same
    identifier, by which mail programs know it for the same.
    """
    headers = {"Message-ID": f"<{context.task_result.id}@{DNS_NAME}>"}
    message = EmailMultiAlternatives(subject, body, to=to, headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
