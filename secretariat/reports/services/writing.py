"""Write the narrative of a report, section by section in each language, and review what others wrote."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.reports import rules
from secretariat.reports.choices import NarrativeState
from secretariat.reports.models import Narrative, Report
from secretariat.reports.registry import kind_of
from secretariat.reports.services.drafting import locked


@transaction.atomic
def write_narrative(
    report: Report, *, section: str, language: str, text: str, by: Viewer, reason: str = ""
) -> Narrative:
    """Write what a section says in a language, in the place of what stood there; it is to be reviewed anew.

    Errors: NotPermitted; Refused once the report is issued; ValidationError for a section without a narrative, an empty
    text, or a language that is none of the four.
    """
    now = locked(report)
    if not rules.may_write.test(by, now):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, write in its report."))
    _refuse_issued(now)
    kind = kind_of(now.kind).section(section)
    if kind is None or not kind.narrative:
        raise ValidationError({"section": _("Nobody writes in this section: it is made of figures.")})
    known = Narrative.objects.filter(report=now, section=section, language=language).first()
    row = known or Narrative(report=now, section=section, language=language)
    row.text, row.state = text.strip(), NarrativeState.WRITTEN
    row.written_by, row.reviewed_by = by.person, None  # type: ignore[assignment]
    return keep(row, by=by, reason=reason or _("Written"))


@transaction.atomic
def review_narrative(narrative: Narrative, *, by: Viewer, reason: str = "") -> Narrative:
    """Say that what somebody else wrote may stand. Errors: NotPermitted; Refused for one's own, or what is reviewed."""
    _refuse_issued(locked(narrative.report))
    row = Narrative.objects.select_related("report__owner").get(pk=narrative.pk)
    if not rules.may_review.test(by, row):
        raise NotPermitted(_("Only the chief of the unit reviews what its report says."))
    if row.state == NarrativeState.REVIEWED:
        raise Refused(_("This was reviewed already."))
    if row.written_by_id == getattr(by.person, "pk", None) and not by.is_operator:
        raise Refused(_("Somebody else reviews what one has written oneself."))
    row.state, row.reviewed_by = NarrativeState.REVIEWED, by.person  # type: ignore[assignment]
    return keep(row, by=by, reason=reason or _("Reviewed"))


def _refuse_issued(report: Report) -> None:
    if not report.is_open:
        raise Refused(_("What is issued never changes. Begin a revision of it."))
