"""Begin a report, take it to review and back, and begin a revision of an issued one."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.reports import rules
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Narrative, Report
from secretariat.reports.queries import missing_sections
from secretariat.reports.registry import ReportKind, find_kind
from secretariat.reports.work import Period, Work


@transaction.atomic
def draft_report(
    *,
    kind: str,
    body: Body | None = None,
    unit: Unit | None = None,
    starts_on: datetime.date,
    ends_on: datetime.date,
    owner: Unit | None = None,
    audience: Audience | None = None,
    by: Viewer,
    reason: str = "",
) -> Report:
    """Begin a report on the work of a body, or of a unit where its kind says so, in a period.

    Unless told, the unit that carries out the body's last plan prepares it, and a unit the one on itself; what is on a
    unit is for the secretariat alone.

    Errors: NotPermitted; ValidationError for a kind that there is not, a body for a kind on units and the other way
    round, days out of order, a second one for the same period, no unit, or other readers than its kind may have.
    """
    if not rules.may_draft_reports.test(by):
        raise NotPermitted(_("Only planning officers begin a report."))
    known = find_kind(kind)
    if known is None:
        raise ValidationError({"kind": _("There is no such kind of report.")})
    _refuse_other_subject(known, body, unit)
    audience = known.audience if audience is None else Audience(audience)
    if (audience == Audience.SECRETARIAT) != known.of_unit:
        raise ValidationError({"audience": _("A report on a unit is for the secretariat alone, and no other is.")})
    owner = owner or unit or (_usual_owner(body, starts_on, ends_on) if body else None)
    if owner is None:
        raise ValidationError(
            {"owner": _("No plan of this body covers the period: say which unit prepares the report.")}
        )
    days = {"starts_on": starts_on, "ends_on": ends_on}
    report = Report(kind=kind, body=body, unit=unit, owner=owner, audience=audience, **days)
    return keep(report, by=by, reason=reason or _("Begun"))


def _refuse_other_subject(kind: ReportKind, body: Body | None, unit: Unit | None) -> None:
    """Errors: ValidationError where a report on units is not on one, or one on bodies."""
    if kind.of_unit and (unit is None or body is not None):
        raise ValidationError({"unit": _("This report is on a unit and on no body: say which unit.")})
    if not kind.of_unit and (body is None or unit is not None):
        raise ValidationError({"body": _("This report is on a body and on no unit: say which body.")})


def _usual_owner(body: Body, first: datetime.date, last: datetime.date) -> Unit | None:
    plans = Work(body, Period(first, last, last)).plans
    return plans[-1].owner if plans else None


@transaction.atomic
def move_report(report: Report, verb: str, *, by: Viewer, reason: str) -> Report:
    """Send a report to review, or back to be changed, by a verb of ``rules.REPORT_CHANGES``.

    Errors: NotPermitted; Refused where it is in no state to, or a section that must be written is empty.
    """
    now = locked(report)
    row = rules.REPORT_CHANGES.check(now, verb, by=by)
    if row.target == ReportState.ISSUED:
        raise TypeError("a report is issued by issue_report, which freezes it")
    if row.target == ReportState.IN_REVIEW:
        refuse_unwritten(now)
    return change_state(now, rules.REPORT_CHANGES, verb, by=by, reason=reason)


def refuse_unwritten(report: Report) -> None:
    """Errors: Refused where a section that must be written is empty, naming it."""
    missing = missing_sections(report)
    if missing:
        raise Refused(_("Nobody has written these sections yet: %(sections)s.") % {"sections": ", ".join(missing)})


@transaction.atomic
def revise_report(report: Report, *, by: Viewer, reason: str) -> Report:
    """Begin a revision of an issued report: a draft with the same narrative, whose figures are counted anew.

    Errors: NotPermitted; Refused where it is not issued, or a revision of it was begun already.
    """
    if not rules.may_draft_reports.test(by):
        raise NotPermitted(_("Only planning officers begin a revision."))
    issued = locked(report)
    if issued.state != ReportState.ISSUED:
        raise Refused(_("Only an issued report is revised; this one can still be changed."))
    if Report.objects.filter(revises=issued).exists():
        raise Refused(_("A revision of this report was begun already: revise that one."))
    same = ("kind", "body", "unit", "owner", "starts_on", "ends_on", "audience")
    draft = keep(Report(**{name: getattr(issued, name) for name in same}, revises=issued), by=by, reason=reason)
    texts = ("section", "language", "text", "state", "written_by", "reviewed_by")
    rows = [
        Narrative(report=draft, **{name: getattr(each, name) for name in texts}) for each in issued.narratives.all()
    ]
    keep_all(rows, by=by, reason=reason)
    return draft


def locked(report: Report) -> Report:
    """Return the report as it is now, held until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("body__party", "unit__party", "owner__party")
    return rows.get(pk=report.pk)
