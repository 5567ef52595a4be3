"""The internal report of a unit to the Secretary."""

from django.utils.translation import gettext_lazy as _

from secretariat.reports import sections
from secretariat.reports.registry import ReportKind, SectionKind

INTERNAL = ReportKind(
    name="internal",
    title=_("Internal report to the Secretary"),
    about=_("What a unit planned, did, owed and was told, and who works in it; for the secretariat alone."),
    months=6,
    of_unit=True,
    sections=(
        SectionKind("introduction", _("Introduction"), sections.main_figures, narrative=True, required=True),
        SectionKind("planning", _("Planning"), sections.planning, narrative=True),
        SectionKind("followed", _("Follow-up"), sections.followed, narrative=True),
        SectionKind("oversight", _("Oversight"), sections.oversight, narrative=True),
        SectionKind("evaluations", _("Evaluations"), sections.evaluations_of_unit, narrative=True),
        SectionKind("instructions", _("Instructions and what became of them"), sections.instructions, narrative=True),
        SectionKind("staff", _("Staff"), sections.staff, narrative=True),
        SectionKind("changes", _("What changed since the last report"), sections.since_last, narrative=True),
        SectionKind("outlook", _("Outlook"), narrative=True),
        SectionKind("deliverables", _("Every deliverable of the period"), sections.every_deliverable, is_annex=True),
    ),
)
