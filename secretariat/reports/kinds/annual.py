"""The annual report on the work of a body to the General Assembly."""

from django.utils.translation import gettext_lazy as _

from secretariat.reports import sections
from secretariat.reports.registry import ReportKind, SectionKind

ANNUAL = ReportKind(
    name="annual",
    title=_("Annual report to the General Assembly"),
    about=_("A year of a body's work for the General Assembly: shorter, without the list of every deliverable."),
    months=12,
    sections=(
        SectionKind("introduction", _("Introduction"), sections.main_figures, narrative=True, required=True),
        SectionKind("done", _("What was done by area and program"), sections.by_area_and_program, narrative=True),
        SectionKind("states", _("By State and group of States"), sections.by_state_and_group, narrative=True),
        SectionKind("people", _("Participants"), sections.participants, narrative=True),
        SectionKind("evaluations", _("Evaluations"), sections.evaluations, narrative=True),
        SectionKind("advice", _("Recommendations"), sections.recommendations, narrative=True),
        SectionKind("markers", _("Gender equality and human rights"), sections.markers, narrative=True),
        SectionKind("changes", _("What changed since the last report"), sections.since_last, narrative=True),
        SectionKind("recommendations", _("Recommendations to the General Assembly"), narrative=True),
        SectionKind("mandates", _("Mandates in force"), sections.mandates_in_force, is_annex=True),
    ),
)
