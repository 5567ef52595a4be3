"""Progress to the Committee on Hemispheric Security: mandate by mandate."""

from django.utils.translation import gettext_lazy as _

from secretariat.reports import sections
from secretariat.reports.registry import ReportKind, SectionKind

HEMISPHERIC_SECURITY = ReportKind(
    name="hemispheric-security",
    title=_("Progress report to the Committee on Hemispheric Security"),
    about=_("What became of each mandate in force: its status, the lines that answer it, and what was held."),
    months=12,
    sections=(
        SectionKind("introduction", _("Introduction"), sections.main_figures, narrative=True, required=True),
        SectionKind("mandated", _("Progress by mandate"), sections.mandates_in_force, narrative=True),
        SectionKind("states", _("By State and group of States"), sections.by_state_and_group, narrative=True),
        SectionKind("not_held", _("What was not held"), sections.not_held, narrative=True),
        SectionKind("changes", _("What changed since the last report"), sections.since_last, narrative=True),
        SectionKind("conclusions", _("Conclusions"), narrative=True),
        SectionKind("deliverables", _("Every deliverable of the period"), sections.every_deliverable, is_annex=True),
    ),
)
