"""Evaluations of events and of programs, what they found, and what they recommend."""

from secretariat.evaluation.models.events import EvaluationToken, EventEvaluation
from secretariat.evaluation.models.findings import EvaluationRecommendation, Finding
from secretariat.evaluation.models.programs import ProgramEvaluation, open_program_evaluations

__all__ = [
    "EvaluationRecommendation",
    "EvaluationToken",
    "EventEvaluation",
    "Finding",
    "ProgramEvaluation",
    "open_program_evaluations",
]
