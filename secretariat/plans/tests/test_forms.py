from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from secretariat.core.history import keep
from secretariat.core.panel_registry import panel_url
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Evidence, Mandate
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import Activity, Amendment, Answer, Plan, Project
from secretariat.plans.tests.conftest import DAY, AsPerson, add_drills, address, panel_of
from secretariat.topics.models import Topic


def test_an_amendment_goes_from_reason_to_adoption(
    as_person: AsPerson, plan: Plan, workshops: Activity, authority: Document
) -> None:
    client = as_person("planning_officer")
    begun = client.post(address("amendment-begin"), {"reason": "Funds came in"})
    draft = Amendment.objects.get(plan=plan)
    assert begun["Location"] == draft.get_absolute_url()
    change = reverse("amendment-change", args=(draft.pk, workshops.pk))
    terms = {"kind": "workshop", "how_many": "number", "quantity": "8", "counts_en": "workshops", "reason": "Asked"}
    assert client.post(change, terms)["Location"] == draft.get_absolute_url()
    adopt = reverse("amendment-adopt", args=(draft.pk,))
    assert client.post(adopt, {"on": DAY}).status_code == 409  # no authority
    assert client.post(adopt, {"on": "2999-01-01", "symbol": authority.symbol}).status_code == 422
    assert client.post(adopt, {"on": DAY, "symbol": "CICTE/DEC.99/99"}).status_code == 422
    assert client.post(adopt, {"on": DAY, "symbol": authority.symbol})["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.state, draft.authority) == (AmendmentState.ADOPTED, authority)
    assert client.get(address("plan")).context["kpis"][0]["value"] == 137


def test_authority_may_be_chosen_among_the_body_s_decisions(
    as_person: AsPerson, draft: Amendment, planner: Viewer, authority: Document
) -> None:
    add_drills(draft, planner)
    client, adopt = as_person("planning_officer"), reverse("amendment-adopt", args=(draft.pk,))
    form = client.get(adopt).context["form"]
    assert (authority.pk, draft.plan.document_id) in [
        (key, draft.plan.document_id) for key, _label in form.fields["authority"].choices
    ]
    both = {"on": DAY, "authority": authority.pk, "symbol": authority.symbol}
    assert client.post(adopt, both).status_code == 422
    assert client.post(adopt, {"on": DAY, "authority": authority.pk}).status_code == 302


def test_a_line_and_a_project_are_added_dropped_and_undone_by_forms(
    as_person: AsPerson, plan: Plan, draft: Amendment, workshops: Activity
) -> None:
    client = as_person("planning_officer")
    program = workshops.project.program
    sent = {"program": program.pk, "title_en": "Drills", "reason": "Asked"}
    assert client.post(reverse("amendment-add-project", args=(draft.pk,)), sent).status_code == 302
    project = Project.objects.get(plan=plan, address="1.A.4")
    line = {
        "project": project.pk,
        "title_en": "Drills in ports",
        "kind": "exercise",
        "how_many": "request",
        "owner": plan.owner_id,
        "topics": [Topic.objects.get(slug="maritime-security").pk],
        "reason": "Asked",
    }
    assert client.post(reverse("amendment-add", args=(draft.pk,)), line).status_code == 302
    added = Activity.objects.get(plan=plan, address="1.A.4.1")
    assert (added.on_request, [link.topic.slug for link in added.topic_links.all()]) == (True, ["maritime-security"])
    for name, what, part in (
        ("amendment-drop", "line", workshops),
        ("amendment-undo", "line", workshops),
        ("amendment-undo", "project", project),
    ):
        response = client.post(reverse(name, args=(draft.pk, what, part.pk)), {"reason": "Tried"})
        assert response["Location"] == draft.get_absolute_url()
    assert client.get(draft.get_absolute_url()).context["sections"] == []
    assert client.post(reverse("amendment-withdraw", args=(draft.pk,)), {"reason": "Tried"}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == AmendmentState.WITHDRAWN


def test_a_form_without_a_number_keeps_what_was_typed(
    as_person: AsPerson, draft: Amendment, workshops: Activity
) -> None:
    sent = {"kind": "course", "how_many": "number", "quantity": "", "reason": "Typed with care"}
    response = as_person("planning_officer").post(reverse("amendment-change", args=(draft.pk, workshops.pk)), sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["quantity"]
    assert "Typed with care" in response.content.decode()


def test_parts_of_another_plan_are_not_found(
    as_person: AsPerson, plan: Plan, draft: Amendment, workshops: Activity, planner: Viewer
) -> None:
    document = Document.objects.get(symbol="CICTE/DEC.1/07")
    other = Plan(document=document, body=plan.body, owner=plan.owner, title=plan.title, starts_on=DAY, ends_on=DAY)
    keep(other, by=planner, reason="Another")
    Amendment.objects.filter(pk=draft.pk).update(plan=other)
    client = as_person("planning_officer")
    for page in (
        reverse("amendment-change", args=(draft.pk, workshops.pk)),
        reverse("amendment-drop", args=(draft.pk, "line", workshops.pk)),
        reverse("amendment-drop", args=(draft.pk, "plan", workshops.pk)),
        reverse("amendment-undo", args=(draft.pk, "project", workshops.project_id)),
    ):
        assert client.post(page, {"reason": "Mine"}).status_code == 404


def test_confirming_a_suggestion_needs_a_reason_and_becomes_evidence(
    as_person: AsPerson, workshops: Activity, cast: dict[str, Any]
) -> None:
    link = Answer.objects.suggested().select_related("mandate__paragraph__document").get(activity=workshops)
    client, page = as_person("chief"), reverse("answer-decide", args=(link.pk, "confirm"))
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"reason": "Ports are in the plan"})["Location"] == workshops.get_absolute_url()
    link.refresh_from_db()
    assert (link.state, link.decided_by, link.decided_on) == ("confirmed", cast["chief"], timezone.localdate())
    assert Evidence.objects.filter(mandate=link.mandate, source=workshops.pk, is_ended=False).count() == 1
    assert client.post(page, {"reason": "Again"}).status_code == 409
    refuse = reverse("answer-decide", args=(link.pk, "refuse")) + "?from=mandate"
    assert client.post(refuse, {"reason": "On second thought"})["Location"] == link.mandate.get_absolute_url()


def test_proposing_from_a_line_and_from_a_mandate(
    as_person: AsPerson, plan: Plan, workshops: Activity, tourism: Mandate
) -> None:
    officer, planner = as_person("finance_officer"), as_person("planning_officer")
    page = reverse("answer-propose", args=(workshops.pk,))
    assert "confirm" not in officer.get(page).context["form"].fields
    officer.post(page, {"mandate": tourism.pk, "reason": "Cruise ports", "confirm": "on"})
    assert Answer.objects.get(activity=workshops, mandate=tourism).state == "suggested"
    other = Activity.objects.get(plan=plan, address="1.B.1.1")
    page = reverse("line-propose", args=(tourism.pk,))
    response = planner.post(page, {"activity": other.pk, "reason": "Tourists fly", "confirm": "on"})
    assert response["Location"] == tourism.get_absolute_url()
    assert Answer.objects.get(activity=other, mandate=tourism).state == "confirmed"
    assert planner.post(page, {"activity": other.pk, "reason": "Again"}).status_code == 422


def test_looking_for_links_adds_suggestions(as_person: AsPerson, plan: Plan) -> None:
    before = Answer.objects.suggested().count()
    response = as_person("planning_officer").post(address("plan-suggest"))
    assert (response.status_code, Answer.objects.suggested().count() - before) == (302, 2)


def test_suggestions_look_unlike_facts(as_person: AsPerson, workshops: Activity) -> None:
    page = as_person("chief").get(panel_url(workshops, panel_of(Activity, "mandates"))).content.decode()
    assert (page.count('class="suggestion"'), page.count("Confirm<"), page.count('class="chip done"')) == (1, 1, 2)
    page = as_person("anyone").get(panel_url(workshops, panel_of(Activity, "mandates"))).content.decode()
    assert (page.count('class="suggestion"'), page.count("Confirm<"), page.count('class="chip done"')) == (0, 0, 2)
