"""The six-monthly report to the Member States of a body."""

from django.utils.translation import gettext_lazy as _

from secretariat.duties.choices import DutyKind
from secretariat.reports import sections
from secretariat.reports.registry import ReportKind, SectionKind

SIX_MONTHLY = ReportKind(
    name="six-monthly",
    title=_("Six-monthly report to the Member States"),
    about=_("What was mandated, what was done with whom, and what changed since the last one."),
    months=6,
    duty=DutyKind.SEMESTER_REPORT,
    sections=(
        SectionKind("introduction", _("Introduction"), sections.main_figures, narrative=True, required=True),
        SectionKind("mandated", _("What was mandated"), sections.mandates_in_force, narrative=True),
        SectionKind("done", _("What was done by area and program"), sections.by_area_and_program, narrative=True),
        SectionKind("not_held", _("What was not held"), sections.not_held, narrative=True),
        SectionKind("states", _("By State and group of States"), sections.by_state_and_group, narrative=True),
        SectionKind(
            "documents", _("Documents distributed and duties kept"), sections.documents_and_duties, narrative=True
        ),
        SectionKind("people", _("Participants"), sections.participants, narrative=True),
        SectionKind("evaluations", _("Evaluations"), sections.evaluations, narrative=True),
        SectionKind("advice", _("Recommendations"), sections.recommendations, narrative=True),
        SectionKind("markers", _("Gender equality and human rights"), sections.markers, narrative=True),
        SectionKind("changes", _("What changed since the last report"), sections.since_last, narrative=True),
        SectionKind("outlook", _("Outlook"), narrative=True),
        SectionKind("deliverables", _("Every deliverable of the period"), sections.every_deliverable, is_annex=True),
    ),
)
