"""The jobs of plans."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.parties.queries import operator
from secretariat.plans.choices import PlanState
from secretariat.plans.models import Plan
from secretariat.plans.services import suggest_answers


def suggest_links(progress: Progress) -> str:
    """Look in every adopted plan for links to mandates that nobody has suggested or decided yet."""
    plans = list(Plan.objects.filter(state=PlanState.ADOPTED).order_by("pk"))
    found = sum(len(suggest_answers(plan, by=operator())) for plan in progress.over(plans))
    return _("%(count)s suggested") % {"count": found}


add_job(
    Job("plans-suggest", gettext_lazy("Suggest which lines answer mandates"), suggest_links, Daily(datetime.time(3)))
)
