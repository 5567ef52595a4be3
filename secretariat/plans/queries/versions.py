"""Versions of a plan by the words in an address, and their names for readers."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from secretariat.core.viewer import Viewer
from secretariat.plans.choices import AmendmentState, PlanState
from secretariat.plans.models import ADOPTED, TODAY, Amendment, Plan, Version


def version_of(plan: Plan, words: str) -> Version | None:
    """Return the version that ``words`` name: adopted, today, or the number of an adopted amendment; else None."""
    named = {"": TODAY, TODAY.key: TODAY, ADOPTED.key: ADOPTED}
    if words in named:
        return named[words]
    is_number = words.isascii() and words.isdecimal() and len(words) < 6
    exists = is_number and Amendment.objects.adopted().filter(plan=plan, number=int(words)).exists()
    return Version(str(int(words)), through=int(words)) if exists else None


def version_before(amendment: Amendment) -> Version:
    """Return the plan as it stood when an amendment was adopted, or as it stands while the amendment is open."""
    if amendment.state == AmendmentState.ADOPTED:
        return Version(str(amendment.number - 1), through=amendment.number - 1) if amendment.number > 1 else ADOPTED
    return TODAY


def version_with(amendment: Amendment) -> Version:
    """Return the plan with an amendment: adopted, as it stood then; not adopted, today's plan with it applied."""
    if amendment.state == AmendmentState.ADOPTED:
        return Version(str(amendment.number), through=amendment.number)
    return Version("draft", draft=amendment.pk)


def version_name(version: Version) -> str:
    """Return what a reader calls the version."""
    named = {ADOPTED.key: _("As adopted"), TODAY.key: _("Today"), "draft": _("With the draft")}
    return named.get(version.key) or _("After amendment %(number)s") % {"number": version.key}


def rests_on_invention(plan: Plan, version: Version) -> bool:
    """Tell whether a version rests on an amendment that was invented for the demonstration."""
    return Amendment.objects.filter(version.applied(), plan=plan, is_demonstration=True).exists()


def present_plan(viewer: Viewer, *, on: datetime.date) -> Plan | None:
    """Return the plan of a day: the last one adopted by then."""
    adopted = Plan.objects.visible_to(viewer).real().filter(adopted_on__lte=on).exclude(state=PlanState.DRAFT)
    return adopted.select_related("document", "body__party", "owner__party").order_by("-adopted_on").first()
