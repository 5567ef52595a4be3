"""What a reader may not see closes no gap and moves no count: a row that is missing would tell of it."""

from __future__ import annotations

import datetime

import pytest

from secretariat.core.choices import Audience
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.tests.factories import a_document, a_mandate, a_paragraph, an_exclusion, an_owner, words
from secretariat.organization.models import Function, Order, Unit
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Activity, Plan, Project
from secretariat.plans.queries import Promised
from secretariat.plans.services import add_activity, begin_amendment, propose_answer
from secretariat.trace.queries import Coverage, coverage

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


def seen_by(viewer: Viewer) -> Coverage:
    order = Order.objects.get(document__slug="eo-16-01-rev-1")
    return coverage(order, Plan.objects.get(document__symbol="CICTE/doc.5/16"), viewer)


def test_lines_that_a_draft_adds_close_no_gap(viewers: dict[str, Viewer]) -> None:
    before = seen_by(ANYONE)
    planner, plan = viewers["planning_officer"], Plan.objects.get(document__symbol="CICTE/doc.5/16")
    idle = Function.objects.get(order__document__slug="eo-16-01-rev-1", paragraph__number="II.B.5")
    add_activity(
        begin_amendment(plan, by=planner, reason="x"),
        Project.objects.filter(plan=plan, activities__isnull=True)[0],
        title=words("Drills"),
        terms=Promised(DeliverableKind.WORKSHOP, 2, words("workshops"), on_request=False),
        owner=idle.unit,
        owner_function=idle,
        by=planner,
        reason="x",
    )
    assert seen_by(ANYONE) == before


def test_what_rests_on_a_hidden_document_closes_no_gap(viewers: dict[str, Viewer]) -> None:
    before, planner = seen_by(ANYONE), viewers["planning_officer"]
    issuer = Party.objects.get(slug="s-cicte")
    hidden = a_mandate(a_paragraph(a_document(audience=Audience.SECRETARIAT, issuer=issuer)))
    unit = next(unit for unit in Unit.objects.all() if str(unit) == before.gaps["units_without_work"][0])
    an_owner(hidden, unit.party.slug, function=Function.objects.get(paragraph__number="II.B.5"))
    line = Activity.objects.get(plan__document__symbol="CICTE/doc.5/16", address="1.A.1.1")
    propose_answer(line, hidden, by=planner, reason="x", language="en", confirmed_on=DAY)
    quoted = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    an_exclusion(quoted, by=hidden.paragraph.document)
    assert seen_by(ANYONE) == before
    assert seen_by(planner) != before
