"""Why a status is what it is: the rules in their order, the one that decided, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.columns import Head, rows_of
from secretariat.core.dates import written_date
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.choices import StatusRule
from secretariat.mandates.columns import EVIDENCE
from secretariat.mandates.models import Overruling
from secretariat.mandates.panels.facts import mandate_of
from secretariat.mandates.queries import RULES, Finding, status_of


@dataclass(frozen=True)
class Asked:
    """A rule as the panel shows it: passed over, the one that decided, or no longer asked."""

    name: str
    explained: str
    state: str  # "passed", "applied", "open"
    why: str = ""


def contents(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    """Return the rules with the one that applied, and the evidence with its way to each row."""
    mandate = mandate_of(paragraph, viewer)
    if mandate is None:
        return {"empty": _("This paragraph asks nothing on record.")}
    finding = status_of(mandate, on=timezone.localdate())
    return {
        "finding": finding,
        "rules": asked(finding),
        "columns": [Head(column.label, column.numeric) for column in EVIDENCE],
        "rows": rows_of(EVIDENCE, finding.evidence),
        "overruling": _told(finding.overruling, viewer) if finding.overruling else "",
        "computed": finding.computed,
        "ended": [_told(each, viewer) for each in mandate.told_overrulings if each.ended_on],
    }


def asked(finding: Finding) -> list[Asked]:
    """Return the rules in their order: those before the one that applied were asked, those after it were not."""
    place = RULES.index(finding.rule)
    states = ["passed"] * place + ["applied"] + ["open"] * (len(RULES) - place - 1)
    return [
        Asked(str(rule.label), str(StatusRule(rule).explained), state, finding.why if state == "applied" else "")
        for rule, state in zip(RULES, states, strict=True)
    ]


def _told(overruling: Overruling, viewer: Viewer) -> str:
    """Return who overruled, when and why; names are for the secretariat."""
    named = viewer.is_operator or viewer.clearance >= Audience.SECRETARIAT
    said = {
        "status": overruling.get_status_display(),
        "who": overruling.decided_by if named else _("the secretariat"),
        "day": written_date(overruling.decided_on),
        "reason": overruling.reason,
    }
    if overruling.ended_on:
        ended = {**said, "end": written_date(overruling.ended_on)}
        return _("Held to be “%(status)s” by %(who)s from %(day)s until %(end)s: %(reason)s") % ended
    return _("Held to be “%(status)s” by %(who)s since %(day)s: %(reason)s") % said
