"""The sections that reports are made of: each turns the record of a period into blocks."""

from secretariat.reports.sections.annex import every_deliverable
from secretariat.reports.sections.changes import since_last
from secretariat.reports.sections.delivered import by_area_and_program, not_held
from secretariat.reports.sections.documents import documents_and_duties
from secretariat.reports.sections.evaluations import evaluations, evaluations_of_unit, recommendations
from secretariat.reports.sections.followed import followed
from secretariat.reports.sections.instructions import instructions
from secretariat.reports.sections.mandated import mandates_in_force
from secretariat.reports.sections.markers import markers
from secretariat.reports.sections.opening import main_figures
from secretariat.reports.sections.oversight import oversight
from secretariat.reports.sections.people import participants
from secretariat.reports.sections.planning import planning
from secretariat.reports.sections.staff import staff
from secretariat.reports.sections.states import by_state_and_group

__all__ = [
    "by_area_and_program",
    "by_state_and_group",
    "documents_and_duties",
    "evaluations",
    "evaluations_of_unit",
    "every_deliverable",
    "followed",
    "instructions",
    "main_figures",
    "mandates_in_force",
    "markers",
    "not_held",
    "oversight",
    "participants",
    "planning",
    "recommendations",
    "since_last",
    "staff",
]
