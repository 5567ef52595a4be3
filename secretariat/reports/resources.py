"""What reports offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by, made_by
from secretariat.core.resources import (
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_for,
    asked_of,
    facts_of,
    secretariat_only,
)
from secretariat.core.viewer import Viewer
from secretariat.reports.models import Narrative, Report, ReportEdition
from secretariat.reports.rules import may_draft_reports, may_issue, may_review, may_see_drafts, may_send_back
from secretariat.reports.services import (
    draft_report,
    issue_report,
    move_report,
    review_narrative,
    revise_report,
    write_narrative,
)

SYMBOL = asked_for(
    "symbol", models.CharField(_("symbol"), max_length=120, help_text=_("Under which it is issued.")), required=True
)


def _move(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Report:
        return move_report(record, verb, by=by, reason=reason)

    return move


add_resource(
    Resource(
        model=Report,
        name="reports",
        facts=facts_of(
            Report,
            *(
                "kind",
                "body",
                "body.party.slug",
                "unit",
                "unit.party.slug",
                "owner",
                "owner.party.slug",
                "starts_on",
                "ends_on",
                "state",
            ),
            *("audience", "revises", "document", "document.symbol", "issued_on", "is_demonstration"),
            implied=("body.party", "unit.party", "owner.party", "document"),
        ),
        filters={
            "kind": "kind",
            "body": "body",
            "unit": "unit",
            "owner": "owner",
            "state": "state",
            "from": "starts_on__gte",
            "until": "ends_on__lte",
        },
        orders=("kind", "state"),
        expandable=("body", "unit", "owner", "revises", "document"),
        create=Creating(
            asked_of(Report, "kind", "body", "unit", "starts_on", "ends_on", "owner", "audience", optional=("owner",)),
            may_draft_reports,
            made_by(draft_report),
        ),
        operations=(
            Operation("submit", _("send to review"), may_draft_reports, _move("submit")),
            Operation("send-back", _("send back to be changed"), may_send_back, _move("send_back")),
            Operation("issue", _("issue"), may_issue, done_by(issue_report), (SYMBOL,)),
            Operation("revise", _("begin a revision"), may_draft_reports, done_by(revise_report)),
        ),
    )
)

add_resource(
    Resource(
        model=Narrative,
        name="narratives",
        facts=facts_of(
            Narrative,
            *("report", "section", "language", "text", "state", "written_by", "reviewed_by", "is_demonstration"),
            implied=("report",),
            known_to={"written_by": secretariat_only, "reviewed_by": secretariat_only},
        ),
        filters={"report": "report", "section": "section", "text_language": "language", "state": "state"},
        orders=("section", "language"),
        expandable=("report",),
        create=Creating(
            asked_of(Narrative, "report", "section", "language", "text"), may_see_drafts, made_by(write_narrative)
        ),
        operations=(Operation("review", _("say that it may stand"), may_review, done_by(review_narrative)),),
    )
)

add_resource(
    Resource(
        model=ReportEdition,
        name="report-editions",
        facts=facts_of(ReportEdition, "report", "language", "sha256", "is_demonstration", implied=("report",)),
        filters={"report": "report", "text_language": "language"},
        orders=("language",),
        expandable=("report",),
    )
)
