"""A history begins for a reader when the record opened to them: what was drafted or refused before stays inside."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from secretariat.core.choices import Audience
from secretariat.core.errors import Refused
from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.documents.tests.factories import a_document
from secretariat.mandates.models import Mandate
from secretariat.mandates.services import decide_ownership, propose_owner
from secretariat.organization.models import Order, Unit
from secretariat.organization.services import (
    PlacementFacts,
    add_counterpart,
    add_unit,
    change_function,
    draft_order,
    put_in_force,
)
from secretariat.organization.tests.conftest import function_at, function_facts, placed, words
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Plan, Project
from secretariat.plans.queries import Promised
from secretariat.plans.services import add_activity, adopt_amendment, begin_amendment

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
SECRET = "Zqxdeliberation"
OUTSIDE = ("anyone", "delegate", "expert")


def a_draft(by: Viewer) -> Order:
    on = timezone.localdate()
    return draft_order(symbol="EO 26-01", title=words("New"), by=by, on=on, reason=SECRET)


def issue(order: Order, by: Viewer) -> Order:
    on = timezone.localdate()
    return put_in_force(
        order,
        by=by,
        on=on,
        signed_on=on,
        effective_on=on + datetime.timedelta(days=1),
        signatory=words("Secretary General"),
        reason="Signed",
    )


def told(client: Client, *records: models.Model) -> str:
    """Return all that the histories of some records say, and each as it stood today and in days to come."""
    urls = [
        panel_url(record, panel) for record in records for panel in panels_for(type(record)) if "history" in panel.key
    ]
    urls += [f"/history/{record._meta.label_lower}/{record.pk}/" for record in records]
    pages = [client.get(url, headers={"Accept-Language": "en"}) for url in urls]
    assert {page.status_code for page in pages} == {200}
    return "".join(page.content.decode() for page in pages)


@pytest.mark.parametrize("who", OUTSIDE)
def test_an_issued_order_does_not_tell_how_it_was_drafted(
    as_person: SignIn, viewers: dict[str, Viewer], who: str
) -> None:
    by = viewers["planning_officer"]
    order = a_draft(by)
    function = function_at(order, "IV.B.2")
    for summary in (SECRET, "Said in the end"):
        change_function(function, function_facts(function, summary=Labels({"en": summary})), by=by, reason=SECRET)
    facts = PlacementFacts(name=words("Section"), level="section", parent=placed(order, "s-cicte").unit)
    unit = add_unit(order, facts, by=by, reason=SECRET).unit
    issue(order, by)
    order, party = Order.objects.get(pk=order.pk), Party.objects.get(pk=unit.party_id)
    records = (order, order.document, function.paragraph, unit, party)
    assert SECRET not in told(as_person(who), *records)
    assert "Said in the end" in told(as_person(who), function.paragraph)
    assert SECRET in told(as_person("chief"), *records)


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_paragraph_before_its_order_was_issued_is_not_recorded_for_others(
    as_person: SignIn, viewers: dict[str, Viewer], who: str
) -> None:
    order = a_draft(viewers["planning_officer"])
    paragraph = function_at(order, "IV.B.2").paragraph
    yesterday = timezone.now() - datetime.timedelta(days=1)
    paragraph.history.update(history_date=yesterday)
    order.document.history.update(history_date=yesterday)
    issue(order, viewers["planning_officer"])
    url = f"/history/documents.paragraph/{paragraph.pk}/?on={yesterday:%Y-%m-%d}"
    said = [str(paragraph.summary) in as_person(name).get(url).content.decode() for name in (who, "chief")]
    assert said == [False, True]


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_confirmed_link_does_not_tell_why_it_was_refused_before(
    as_person: SignIn, viewers: dict[str, Viewer], who: str
) -> None:
    by, on = viewers["planning_officer"], timezone.localdate()
    mandate = Mandate.objects.get(paragraph__document__symbol="AG/RES. 2619 (XLI-O/11)", paragraph__number="4.b")
    unit = Unit.objects.get(party__slug="mem-unit")
    link = propose_owner(mandate, unit=unit, function=None, is_lead=False, by=by, on=on, reason="x", language="en")
    decide_ownership(link, "refuse", by=by, on=on, reason=SECRET)
    decide_ownership(link, "confirm", by=by, on=on, reason="Confirmed in the end")
    url = f"/panels/documents.paragraph/{mandate.paragraph_id}/mandate-history/"
    pages = [as_person(name).get(url).content.decode() for name in (who, "chief")]
    assert [(SECRET in page, "Confirmed in the end" in page) for page in pages] == [(False, True), (True, True)]


@pytest.mark.parametrize("who", OUTSIDE)
def test_an_adopted_amendment_does_not_tell_how_it_was_drafted(
    as_person: SignIn, viewers: dict[str, Viewer], who: str
) -> None:
    by, plan = viewers["planning_officer"], Plan.objects.get(document__symbol="CICTE/doc.5/16")
    amendment = begin_amendment(plan, by=by, reason="Funds came in")
    line = add_activity(
        amendment,
        Project.objects.filter(plan=plan)[0],
        title=words("Drills"),
        terms=Promised(DeliverableKind.WORKSHOP, 2, words("workshops"), on_request=False),
        owner=plan.owner,
        by=by,
        reason=SECRET,
    )
    authority = Document.objects.get(symbol="CICTE/DEC.1/13")
    amendment = adopt_amendment(amendment, authority=authority, by=by, on=timezone.localdate())
    assert SECRET not in told(as_person(who), amendment, line)
    assert SECRET in told(as_person("chief"), line)


def test_an_order_that_names_a_document_not_everyone_may_read_is_not_put_in_force(viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    order, hidden = a_draft(by), a_document(kind="treaty", audience=Audience.STATES)
    add_counterpart(function_at(order, "IV.B.2"), relation="serves", document=hidden, by=by, reason="x")
    with pytest.raises(Refused, match=r"IV\.B\.2 names a document that not everyone may read"):
        issue(order, by)
