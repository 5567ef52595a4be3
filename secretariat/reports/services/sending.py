"""The distribution of an issued report: a draft to the Member States of its body, which a person sends."""

from __future__ import annotations

import datetime

from secretariat.bodies.models import Body
from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import ChosenAs, Purpose
from secretariat.correspondence.models import Distribution
from secretariat.correspondence.services import compose_distribution
from secretariat.documents.models import Document
from secretariat.parties.models import Party
from secretariat.parties.queries import served_organization
from secretariat.reports.models import Report


def draft_distribution(
    report: Report, body: Body, document: Document, *, by: Viewer, on: datetime.date, reason: str
) -> Distribution:
    """Draft the distribution of a report's document to the members of its body, else of the organization.

    Nothing is sent: a person looks at it first. Errors: as ``correspondence.services.compose_distribution``.
    """
    through, chosen_as = _through(body.party, on)
    return compose_distribution(
        unit=report.owner,
        purpose=Purpose.REPORT,
        subject=document.title,
        audience=Audience(report.audience),
        documents=[document],
        recipients=[through] if through else [],
        chosen_as=chosen_as,
        by=by,
        on=on,
        reason=reason,
    )


def _through(body: Party, on: datetime.date) -> tuple[Party | None, ChosenAs]:
    """Return through whom the recipients are found; nobody where no member of either is known."""
    organization = served_organization()
    if Party.objects.states().taking_part(body, on=on).exists():
        return body, ChosenAs.BODY
    known = organization is not None and Party.objects.states().taking_part(organization, on=on).exists()
    return (organization if known else None), ChosenAs.MEMBER
