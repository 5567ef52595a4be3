"""The sections that reports are made of: each turns the record of a period into blocks."""

from secretariat.reports.sections.annex import every_deliverable
from secretariat.reports.sections.changes import since_last
from secretariat.reports.sections.delivered import by_area_and_program, not_held
from secretariat.reports.sections.documents import documents_and_duties
from secretariat.reports.sections.evaluations import evaluations, recommendations
from secretariat.reports.sections.mandated import mandates_in_force
from secretariat.reports.sections.markers import markers
from secretariat.reports.sections.opening import main_figures
from secretariat.reports.sections.people import participants
from secretariat.reports.sections.states import by_state_and_group

__all__ = [
    "by_area_and_program",
    "by_state_and_group",
    "documents_and_duties",
    "evaluations",
    "every_deliverable",
    "main_figures",
    "mandates_in_force",
    "markers",
    "not_held",
    "participants",
    "recommendations",
    "since_last",
]
