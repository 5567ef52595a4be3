"""Verbs of reports: draft, write, review, send to review and back, issue, revise."""

from secretariat.reports.services.drafting import draft_report, move_report, revise_report
from secretariat.reports.services.issuing import issue_report
from secretariat.reports.services.writing import review_narrative, write_narrative

__all__ = ["draft_report", "issue_report", "move_report", "review_narrative", "revise_report", "write_narrative"]
