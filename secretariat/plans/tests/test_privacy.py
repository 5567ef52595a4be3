"""Plans tell nothing of drafts, of restricted documents, or of what is only suggested to those who may not see it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from secretariat.core.choices import Audience
from secretariat.core.errors import Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Holding, Viewer
from secretariat.documents.models import Document
from secretariat.documents.tests.factories import a_document
from secretariat.mandates.models import Evidence, Mandate
from secretariat.organization.models import Function, Unit
from secretariat.organization.services import FunctionFacts, PlacementFacts, add_function, add_unit, draft_order
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.plans import rules
from secretariat.plans.forms import AddActivityForm, AdoptForm
from secretariat.plans.models import Activity, Amendment, Answer, Plan, Project
from secretariat.plans.queries import version_with
from secretariat.plans.services import add_activity, adopt_amendment, confirm_answer
from secretariat.plans.tests.conftest import DAY, add_drills, address, promised
from secretariat.topics.models import Topic

SignIn = Callable[[str], Client]
NOW = datetime.date(2026, 11, 2)


def of_a_draft(by: Viewer) -> tuple[Unit, Function]:
    """Draft an order with a unit and a function that no other order knows."""
    order = draft_order(symbol="EO 26-01", title=Labels({"en": "Draft"}), by=by, on=NOW, reason="x")
    facts = PlacementFacts(name=Labels({"en": "Section"}), level="section", address="IV.Z")
    unit = add_unit(order, facts, by=by, reason="x").unit
    said = FunctionFacts(unit, "IV.Z.1", "function", Labels({"en": "Hidden work"}))
    return unit, add_function(order, said, by=by, reason="x")


def test_a_line_does_not_rest_on_what_a_draft_order_alone_knows(plan: Plan, draft: Amendment, planner: Viewer) -> None:
    unit, function = of_a_draft(planner)
    copied = Function.objects.select_related("order", "unit").get(order=function.order, paragraph__number="IV.B.2")
    for owner, under in ((unit, None), (unit, function), (copied.unit, copied)):
        with pytest.raises(Refused, match="of an issued order, not of a draft"):
            add_activity(
                draft,
                Project.objects.filter(plan=plan)[0],
                title=Labels({"en": "Drills"}),
                terms=promised(2),
                owner=owner,
                owner_function=under,
                by=planner,
                reason="x",
            )
    form = AddActivityForm(plan=plan, version=version_with(draft), viewer=planner)
    fields: dict[str, Any] = dict(form.fields)
    offered = [{each.pk for each in fields[name].queryset} for name in ("owner", "owner_function")]
    assert [unit.pk in offered[0], function.pk in offered[1], copied.pk in offered[1]] == [False] * 3


def test_an_authority_that_readers_of_the_plan_may_not_read_is_refused(
    plan: Plan, draft: Amendment, planner: Viewer
) -> None:
    add_drills(draft, planner)
    hidden = a_document(audience=Audience.STATES, issuer=plan.body.party)
    fields: dict[str, Any] = dict(AdoptForm(plan=plan, viewer=planner, today=DAY).fields)
    assert hidden.pk not in {each.pk for each in fields["authority"].queryset}
    with pytest.raises(Refused, match="may not read that decision"):
        adopt_amendment(draft, authority=hidden, by=planner, on=DAY)


def test_evidence_of_a_line_is_as_hidden_as_its_plan(
    as_person: SignIn, workshops: Activity, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    Document.objects.filter(pk=workshops.plan.document_id).update(audience=Audience.SECRETARIAT)
    link = Answer.objects.suggested().filter(activity=workshops).select_related("activity__plan__document")[0]
    confirm_answer(link, by=planner, on=DAY, reason="x")
    said = Evidence.objects.filter(mandate=link.mandate, source=workshops.pk)
    assert [said.visible_to(viewers[name]).count() for name in ("anyone", "delegate", "chief")] == [0, 0, 1]


def test_filters_offer_no_unit_and_no_topic_of_hidden_lines_alone(
    as_person: SignIn, plan: Plan, draft: Amendment, planner: Viewer
) -> None:
    def offered() -> list[list[tuple[str, str]]]:
        form = as_person("anyone").get(address("activities")).context["filter_form"]
        return [list(form.fields[name].choices) for name in ("owner", "topic", "version")]

    before = offered()
    add_activity(
        draft,
        Project.objects.filter(plan=plan)[0],
        title=Labels({"en": "Drills"}),
        terms=promised(2),
        owner=Unit.objects.get(party__slug="mem-unit"),
        topics=[Topic.objects.get(slug="mine-action")],
        by=planner,
        reason="x",
    )
    assert offered() == before


def test_filter_of_versions_does_not_tell_of_the_amendments_of_a_hidden_plan(
    as_person: SignIn, plan: Plan, draft: Amendment, planner: Viewer, authority: Document
) -> None:
    add_drills(draft, planner)
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    Document.objects.filter(pk=plan.document_id).update(audience=Audience.SECRETARIAT)
    asked = {"plan": plan.document.slug}
    offered = [
        [
            key
            for key, _name in as_person(who)
            .get(address("activities"), asked)
            .context["filter_form"]
            .fields["version"]
            .choices
        ]
        for who in ("anyone", "chief")
    ]
    assert offered == [["today", "adopted"], ["today", "adopted", "1"]]


def test_another_role_for_the_whole_secretariat_gives_no_say_on_a_line(
    workshops: Activity, viewers: dict[str, Viewer], tourism: Mandate
) -> None:
    chief, top = viewers["chief"], Party.objects.get(slug="sms")
    elsewhere = Holding(RoleKind.PROGRAM_OFFICER, Party.objects.get(slug="mem-unit").pk)
    both = Viewer(
        person=chief.person,
        holdings=frozenset({elsewhere, Holding(RoleKind.FINANCE_OFFICER, top.pk)}),
        party_ids=frozenset({*chief.party_ids, elsewhere.party_id, top.pk}),
        clearance=Audience.SECRETARIAT,
    )
    assert [rules.may_decide_answer.test(each, workshops) for each in (chief, both)] == [True, False]
