"""The jobs of notices: mail at once, the digest, reminders."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Every, Job, Progress, add_job
from secretariat.notices.choices import LetterState
from secretariat.notices.services.composing import compose_at_once, compose_digests
from secretariat.notices.services.mailing import send_letters
from secretariat.notices.services.reminding import remind_of_roles
from secretariat.parties.queries import operator


def send_mail(progress: Progress) -> str:
    """Write letters for what is to be mailed at once, and send all letters that wait."""
    compose_at_once(now=timezone.now())
    ended = send_letters(progress)
    return ", ".join(f"{LetterState(state).label}: {number}" for state, number in ended.items())


def write_digests(progress: Progress) -> str:
    """Write the digests of those for whom the hour has come; the next round of mail sends them."""
    return _("%(count)s written") % {"count": compose_digests(now=timezone.now())}


def remind(progress: Progress) -> str:
    """Remind people of roles that end."""
    return _("%(count)s written") % {"count": remind_of_roles(on=timezone.localdate(), by=operator())}


add_job(Job("notices-mail", gettext_lazy("Send mail"), send_mail, Every(1)))
add_job(Job("notices-digest", gettext_lazy("Write the daily digests"), write_digests, Every(15)))
add_job(Job("notices-roles", gettext_lazy("Remind of roles that end"), remind, Daily(datetime.time(6))))
