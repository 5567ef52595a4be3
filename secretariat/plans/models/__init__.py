"""Plans: work areas, programs, projects and activities, as adopted and as amended."""

from secretariat.plans.models.activities import Activity, ActivityQuerySet, AmendedTerms, Terms, line_place
from secretariat.plans.models.links import ActivityTopic, Answer, AnswerQuerySet, PlanCounterpart
from secretariat.plans.models.parts import Area, PlanPart, PlanPartQuerySet, Program, Project
from secretariat.plans.models.plan import Amendment, AmendmentQuerySet, Plan, PlanQuerySet
from secretariat.plans.models.versions import ADOPTED, LATEST, TODAY, Version

__all__ = [
    "ADOPTED",
    "LATEST",
    "TODAY",
    "Activity",
    "ActivityQuerySet",
    "ActivityTopic",
    "AmendedTerms",
    "Amendment",
    "AmendmentQuerySet",
    "Answer",
    "AnswerQuerySet",
    "Area",
    "Plan",
    "PlanCounterpart",
    "PlanPart",
    "PlanPartQuerySet",
    "PlanQuerySet",
    "Program",
    "Project",
    "Terms",
    "Version",
    "line_place",
]
