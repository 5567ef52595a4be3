from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document
from secretariat.mandates.models import Evidence
from secretariat.plans.choices import AmendmentState, PlanState
from secretariat.plans.models import (
    ADOPTED,
    TODAY,
    Activity,
    AmendedTerms,
    Amendment,
    Plan,
    Program,
    Project,
    line_place,
)
from secretariat.plans.queries import difference_of, effective_terms, plan_tree, version_with
from secretariat.plans.services import (
    add_activities,
    add_activity,
    add_project,
    adopt_amendment,
    begin_amendment,
    change_terms,
    drop_activity,
    drop_project,
    undo_change,
    withdraw_amendment,
)
from secretariat.plans.tests.conftest import DAY, promised


def test_begin_amendment_opens_a_numbered_draft_with_its_history(plan: Plan, planner: Viewer) -> None:
    amendment = begin_amendment(plan, by=planner, reason="Funds came in")
    assert (amendment.number, amendment.state, amendment.reason) == (1, AmendmentState.DRAFT, "Funds came in")
    entry = timeline(amendment)[0]
    assert (entry.who, entry.kind, entry.reason) == (planner.name, "+", "Funds came in")


def test_begin_amendment_is_refused_while_a_draft_is_open(plan: Plan, planner: Viewer, draft: Amendment) -> None:
    with pytest.raises(Refused):
        begin_amendment(plan, by=planner, reason="Another")
    withdraw_amendment(draft, by=planner, reason="Not needed")
    assert begin_amendment(plan, by=planner, reason="Another").number == 2


def test_begin_amendment_is_refused_without_a_reason_or_on_a_plan_in_draft(plan: Plan, planner: Viewer) -> None:
    with pytest.raises(Refused):
        begin_amendment(plan, by=planner, reason=" ")
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    with pytest.raises(Refused):
        begin_amendment(plan, by=planner, reason="Funds came in")


@pytest.mark.parametrize("name", ["anyone", "delegate", "program_officer", "chief", "administrator"])
def test_amending_is_for_the_planning_officer(
    viewers: dict[str, Viewer], plan: Plan, draft: Amendment, workshops: Activity, authority: Document, name: str
) -> None:
    by = viewers[name]
    verbs: list[Callable[[], Any]] = [
        lambda: begin_amendment(plan, by=by, reason="Mine"),
        lambda: change_terms(draft, workshops, terms=promised(1), by=by, reason="Mine"),
        lambda: add_project(draft, workshops.project.program, title=Labels({"en": "Mine"}), by=by, reason="Mine"),
        lambda: add_activity(
            draft,
            workshops.project,
            title=Labels({"en": "Mine"}),
            terms=promised(1),
            owner=plan.owner,
            by=by,
            reason="x",
        ),
        lambda: drop_activity(draft, workshops, by=by, reason="Mine"),
        lambda: drop_project(draft, workshops.project, by=by, reason="Mine"),
        lambda: undo_change(draft, workshops, by=by, reason="Mine"),
        lambda: adopt_amendment(draft, authority=authority, by=by, on=DAY),
        lambda: withdraw_amendment(draft, by=by, reason="Mine"),
    ]
    for verb in verbs:
        with pytest.raises(NotPermitted):
            verb()
    assert difference_of(draft, viewers["planning_officer"]).is_empty


def test_change_terms_leaves_the_adopted_line_alone(draft: Amendment, planner: Viewer, workshops: Activity) -> None:
    row = change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    workshops.refresh_from_db()
    assert (workshops.quantity, row.quantity) == (6, 4)
    assert timeline(row)[0].reason == "Fewer funds"


def test_change_terms_again_replaces_what_the_draft_said(
    draft: Amendment, planner: Viewer, workshops: Activity
) -> None:
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    change_terms(draft, workshops, terms=promised(5), by=planner, reason="One more after all")
    assert [row.quantity for row in AmendedTerms.objects.filter(amendment=draft)] == [5]


def test_change_terms_is_refused_where_nothing_changes(draft: Amendment, planner: Viewer, workshops: Activity) -> None:
    with pytest.raises(Refused):
        change_terms(draft, workshops, terms=effective_terms(workshops, TODAY), by=planner, reason="None")


def test_change_terms_with_number_and_request_names_the_fault(
    draft: Amendment, planner: Viewer, workshops: Activity
) -> None:
    with pytest.raises(ValidationError):
        change_terms(draft, workshops, terms=promised(2, on_request=True), by=planner, reason="Both")


def test_added_project_and_line_get_the_next_addresses(plan: Plan, draft: Amendment, planner: Viewer) -> None:
    program = Program.objects.get(plan=plan, area__number=1, letter="A")
    project = add_project(draft, program, title=Labels({"en": "Harbor drills"}), by=planner, reason="Asked")
    line = add_activity(
        draft, project, title=Labels({"en": "Drills"}), terms=promised(2), owner=plan.owner, by=planner, reason="Asked"
    )
    assert (project.address, project.number, line.address, line.position) == ("1.A.4", 4, "1.A.4.1", 67)
    assert (project.added_by, line.added_by) == (draft, draft)


def test_an_address_is_never_given_twice(plan: Plan, draft: Amendment, planner: Viewer) -> None:
    project = Project.objects.get(plan=plan, address="1.A.3")
    addresses = []
    for _round in range(3):
        line = add_activity(
            draft, project, title=Labels({"en": "Drills"}), terms=promised(2), owner=plan.owner, by=planner, reason="x"
        )
        undo_change(draft, line, by=planner, reason="No")
        addresses.append(line.address)
    assert addresses == ["1.A.3.2", "1.A.3.3", "1.A.3.4"]


def test_every_line_knows_its_place(plan: Plan, draft: Amendment, planner: Viewer) -> None:
    program = Program.objects.get(plan=plan, area__number=1, letter="A")
    project = add_project(draft, program, title=Labels({"en": "Drills"}), by=planner, reason="Asked")
    asked: dict[str, Any] = {"title": Labels({"en": "Drills"}), "owner": plan.owner, "by": planner, "reason": "Asked"}
    one = add_activity(draft, project, terms=promised(2), **asked)
    row = {"amendment": draft, "project": project, "title": one.title, "owner": plan.owner, "kind": one.kind}
    two, three = add_activities([row, row], by=planner, reason="Asked")
    assert (one.place, two.place, three.place) == (2016001001004067, 2016001001004068, 2016001001004069)
    lines = list(Activity.objects.select_related("project__plan", "project__program__area"))
    assert [each.place for each in lines] == [line_place(each.project, each.position) for each in lines]
    by_place = [each.address for each in sorted(lines, key=lambda each: each.place) if each.plan_id == plan.pk]
    assert by_place[:10] == [each.address for each in Activity.objects.filter(plan=plan).order_by("place")[:10]]
    first = [address for address in by_place if address.startswith("1.A.")]
    assert by_place[: len(first)] == first
    assert first[-3:] == ["1.A.4.1", "1.A.4.2", "1.A.4.3"]


def test_a_place_is_no_part_of_the_history() -> None:
    assert "place" not in {field.name for field in Activity.history.model._meta.concrete_fields}


def test_lines_that_stood_before_places_were_kept_are_given_theirs(plan: Plan) -> None:
    migration = importlib.import_module("secretariat.plans.migrations.0002_places_of_lines")
    places = dict(Activity.objects.values_list("pk", "place"))
    Activity.objects.update(place=0)
    migration.place_lines(apps, connection.schema_editor())
    assert dict(Activity.objects.values_list("pk", "place")) == places


def test_add_activity_is_refused_under_another_units_function(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity
) -> None:
    assert workshops.owner_function is not None
    other = type(workshops.owner_function).objects.exclude(unit=plan.owner).select_related("paragraph").first()
    with pytest.raises(Refused):
        add_activity(
            draft,
            workshops.project,
            title=Labels({"en": "Drills"}),
            terms=promised(2),
            owner=plan.owner,
            owner_function=other,
            by=planner,
            reason="Asked",
        )


def test_drop_project_takes_its_lines_along_and_undo_brings_them_back(
    plan: Plan, draft: Amendment, planner: Viewer
) -> None:
    project = Project.objects.get(plan=plan, address="1.A.1")
    drop_project(draft, project, by=planner, reason="Done by the port authority")
    found = difference_of(draft, planner)
    assert [change.line.activity.address for change in found.dropped] == ["1.A.1.1", "1.A.1.2"]
    assert found.projects_dropped == [project]
    line = Activity.objects.select_related("project").get(plan=plan, address="1.A.1.1")
    with pytest.raises(Refused):
        undo_change(draft, line, by=planner, reason="Keep one")
    project.refresh_from_db()
    undo_change(draft, project, by=planner, reason="Keep all")
    assert difference_of(draft, planner).is_empty


def test_undo_takes_back_changed_terms_and_added_projects(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity
) -> None:
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    program = workshops.project.program
    project = add_project(draft, program, title=Labels({"en": "Harbor drills"}), by=planner, reason="Asked")
    add_activity(
        draft, project, title=Labels({"en": "Drills"}), terms=promised(2), owner=plan.owner, by=planner, reason="Asked"
    )
    undo_change(draft, workshops, by=planner, reason="Keep")
    undo_change(draft, project, by=planner, reason="Not now")
    assert difference_of(draft, planner).is_empty
    with pytest.raises(Refused):
        undo_change(draft, workshops, by=planner, reason="Again")


def test_dropping_twice_is_refused(draft: Amendment, planner: Viewer, workshops: Activity) -> None:
    drop_activity(draft, workshops, by=planner, reason="No funds")
    with pytest.raises(Refused):
        drop_activity(draft, workshops, by=planner, reason="No funds")


def test_adopt_amendment_is_refused_without_authority_or_change(
    draft: Amendment, planner: Viewer, workshops: Activity, authority: Document
) -> None:
    with pytest.raises(Refused):
        adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    with pytest.raises(Refused):
        adopt_amendment(draft, authority=None, by=planner, on=DAY)
    with pytest.raises(Refused):
        adopt_amendment(draft, authority=draft.plan.document, by=planner, on=DAY)
    with pytest.raises(Refused):
        adopt_amendment(draft, authority=authority, by=planner, on=datetime.date(2016, 2, 25))
    Document.objects.filter(pk=authority.pk).update(state=DocumentState.DRAFT)
    authority.refresh_from_db()
    with pytest.raises(Refused):
        adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    assert effective_terms(workshops, TODAY).quantity == 6


def test_adopt_amendment_changes_today_and_keeps_what_was_adopted(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity, authority: Document
) -> None:
    before = plan_tree(plan, planner, ADOPTED)
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    adopted = adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    assert (adopted.state, adopted.authority, adopted.adopted_on) == (AmendmentState.ADOPTED, authority, DAY)
    assert timeline(adopted)[0].who == planner.name
    assert plan_tree(plan, planner, ADOPTED).areas == before.areas
    assert plan_tree(plan, planner, TODAY).figures.planned == 133


def test_an_adopted_or_withdrawn_amendment_no_longer_changes(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity, authority: Document
) -> None:
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    with pytest.raises(Refused):
        change_terms(draft, workshops, terms=promised(2), by=planner, reason="Fewer still")
    with pytest.raises(Refused):
        withdraw_amendment(draft, by=planner, reason="After all")
    second = begin_amendment(plan, by=planner, reason="Second")
    drop_activity(second, workshops, by=planner, reason="No funds")
    withdraw_amendment(second, by=planner, reason="Funds came")
    assert plan_tree(plan, planner, TODAY).figures.planned == 133
    with pytest.raises(Refused):
        adopt_amendment(second, authority=authority, by=planner, on=DAY)


def test_adoption_tells_the_mandates_of_changed_and_dropped_lines(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity, authority: Document
) -> None:
    exercises = Activity.objects.get(plan=plan, address="1.A.2.1")
    change_terms(draft, workshops, terms=promised(4), by=planner, reason="Fewer funds")
    drop_activity(draft, exercises, by=planner, reason="Held by another")
    assert {(row.planned, row.is_ended) for row in Evidence.objects.filter(source=workshops.pk)} == {(6, False)}
    adopt_amendment(draft, authority=authority, by=planner, on=DAY)
    assert {(row.planned, row.is_ended) for row in Evidence.objects.filter(source=workshops.pk)} == {(4, False)}
    assert {row.is_ended for row in Evidence.objects.filter(source=exercises.pk)} == {True}


def test_version_with_a_draft_shows_what_it_would_change(
    plan: Plan, draft: Amendment, planner: Viewer, workshops: Activity
) -> None:
    drop_activity(draft, workshops, by=planner, reason="No funds")
    assert plan_tree(plan, planner, version_with(draft)).figures.planned == 129
    assert plan_tree(plan, planner, TODAY).figures.planned == 135
