from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.models import AlsoServes, Deliverable, Involvement
from secretariat.delivery.services import involve, move_deliverable, serve_also
from secretariat.delivery.tests.conftest import DAY, AsPerson, hold, plan
from secretariat.mandates.models import Mandate
from secretariat.parties.models import Party
from secretariat.plans.models import Activity, Answer

NEW = {
    "kind": "workshop",
    "title_en": "Harbor drill",
    "title_es": "Ejercicio portuario",
    "level": "subregional",
    "presence": "in_person",
    "starts_on": "2016-09-12",
    "ends_on": "2016-09-13",
    "place": "Kingston",
    "audience": "0",
}


def listed(client: Client, **asked: str) -> list[str]:
    """Return the titles in the list, in its order."""
    page = client.get(reverse("deliverables"), asked)
    assert page.status_code == 200
    return [row[0]["text"] for row in page.context["rows"]]


def test_an_officer_plans_from_the_line_and_the_line_shows_it(
    as_person: AsPerson, workshops: Activity, client: Client
) -> None:
    officer = as_person("program_officer")
    place = reverse("deliverable-new", args=(workshops.pk,))
    form = officer.get(place).context["form"]
    assert (form.initial["level"], form.initial["kind"]) == (workshops.level, workshops.kind)
    answer = officer.post(place, {**NEW, "owner": str(form.initial["owner"])})
    made = Deliverable.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (str(made.title), made.place, made.activity, made.state) == (
        "Harbor drill",
        "Kingston",
        workshops,
        "planned",
    )
    panel = next(each for each in panels_for(Activity) if each.key == "delivered")
    assert "Harbor drill" in client.get(panel_url(workshops, panel)).content.decode()


def test_a_form_that_contradicts_itself_says_so_and_keeps_what_was_typed(
    as_person: AsPerson, workshops: Activity
) -> None:
    chief = as_person("chief")
    sent = {**NEW, "owner": str(workshops.owner_id), "ends_on": "2016-09-11"}
    page = chief.post(reverse("deliverable-new", args=(workshops.pk,)), sent)
    assert (page.status_code, page.context["form"]["place"].value()) == (422, "Kingston")
    assert "The last day lies before the first" in page.content.decode()
    assert Deliverable.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(as_person: AsPerson, workshops: Activity, planner: Viewer, language: str) -> None:
    made = hold(plan(workshops, planner, site="Port of Kingston", site_kind="port"), planner)
    for place in (reverse("deliverables"), made.get_absolute_url(), reverse("deliverable-change", args=(made.pk,))):
        page = as_person("chief").get(place, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


def test_the_list_is_narrowed_by_what_is_asked(
    as_person: AsPerson, workshops: Activity, planner: Viewer, state: Party
) -> None:
    other = Activity.objects.select_related("owner").get(plan=workshops.plan, address="2.A.1.1")
    drill = hold(plan(workshops, planner, title="Drill"), planner)
    involve(drill, state, part=Part.HOST, by=planner)
    plan(other, planner, title="Course", starts_on=None, ends_on=None)
    client = as_person("anyone")
    assert listed(client) == ["Course", "Drill"]
    asked = {
        ("state", "held"): ["Drill"],
        ("state", "counted"): ["Drill"],
        ("state", "coming"): ["Course"],
        ("state", "late"): [],
        ("party", "grenada"): ["Drill"],
        ("line", "1.A"): ["Drill"],
        ("line", "1"): ["Drill"],
        ("line", "2.A.1.1"): ["Course"],
        ("since", "2016-09-13"): ["Drill"],
        ("since", "2016-09-14"): [],
        ("until", "2016-09-12"): ["Drill"],
        ("level", "national"): [],
        ("unit", workshops.owner.party.slug): ["Course", "Drill"] if other.owner == workshops.owner else ["Drill"],
    }
    assert {each: listed(client, **{each[0]: each[1]}) for each in asked} == asked


def test_late_is_what_should_be_over(as_person: AsPerson, workshops: Activity, planner: Viewer) -> None:
    plan(workshops, planner, title="Late")
    plan(workshops, planner, title="No day", starts_on=None, ends_on=None)
    assert listed(as_person("anyone"), state="late") == ["Late"]


@pytest.mark.parametrize(
    ("who", "status"), [("anyone", 302), ("delegate", 403), ("finance_officer", 403), ("chief", 200)]
)
def test_who_may_plan(as_person: AsPerson, workshops: Activity, who: str, status: int) -> None:
    assert as_person(who).get(reverse("deliverable-new", args=(workshops.pk,))).status_code == status


def test_what_is_hidden_is_not_there(as_person: AsPerson, workshops: Activity, planner: Viewer, state: Party) -> None:
    inside = plan(workshops, planner, audience=Audience.SECRETARIAT)
    involve(inside, state, part=Part.HOST, by=planner)
    opened = {
        who: as_person(who).get(inside.get_absolute_url()).status_code
        for who in ("anyone", "delegate", "second_delegate")
    }
    assert opened == {"anyone": 404, "delegate": 200, "second_delegate": 404}
    assert listed(as_person("second_delegate")) == []


def test_moving_asks_why_and_for_the_days(as_person: AsPerson, workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    chief, place = as_person("chief"), reverse("deliverable-move", args=(made.pk, "hold"))
    assert chief.post(place, {"starts_on": "2016-09-12", "reason": ""}).status_code == 422
    assert chief.post(place, {"starts_on": "2016-09-14", "ends_on": "", "reason": "Held"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, str(made.starts_on), made.ends_on) == ("held", "2016-09-14", None)
    assert chief.post(place, {"starts_on": "2016-09-12", "reason": "Again"}).status_code == 409
    assert chief.get(reverse("deliverable-move", args=(made.pk, "no-such-verb"))).status_code == 404


def test_a_stale_form_is_refused(as_person: AsPerson, workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    chief, place = as_person("chief"), reverse("deliverable-change", args=(made.pk,))
    version = chief.get(place).context["version"]
    move_deliverable(made, "confirm", by=planner, on=DAY, reason="Confirmed")
    sent = {**NEW, "owner": str(workshops.owner_id), "reason": "x", "version": version}
    assert chief.post(place, sent).status_code == 409


def test_involve_withdraw_serve_and_clone(
    as_person: AsPerson, workshops: Activity, planner: Viewer, state: Party
) -> None:
    made = plan(workshops, planner)
    chief = as_person("chief")
    other = Activity.objects.get(plan=workshops.plan, address="2.A.1.1")
    sent = {"parties": [str(state.pk)], "part": "host"}
    assert chief.post(reverse("deliverable-involve", args=(made.pk,)), sent).status_code == 302
    serve = reverse("deliverable-serve", args=(made.pk,))
    assert chief.post(serve, {"activity": str(other.pk), "reason": "Same ports"}).status_code == 302
    link = AlsoServes.objects.get()
    clone = chief.post(reverse("deliverable-clone", args=(made.pk,)), {**NEW, "owner": str(workshops.owner_id)})
    assert clone.status_code == 302
    assert list(Involvement.objects.values_list("deliverable__cloned_from", "party__slug").order_by("pk")) == [
        (None, "grenada"),
        (made.pk, "grenada"),
    ]
    drop = reverse("also-serves-drop", args=(link.pk,))
    assert chief.post(drop, {"reason": "Other ports"}).status_code == 302
    end = reverse("involvement-withdraw", args=(made.involvements.get().pk,))
    assert chief.post(end, {"reason": "It withdrew"}).status_code == 302
    assert (AlsoServes.objects.standing().count(), made.involvements.filter(is_withdrawn=False).count()) == (0, 0)


def test_panels_show_it_where_it_belongs(client: Client, workshops: Activity, planner: Viewer, state: Party) -> None:
    made = plan(workshops, planner, title="Drill of the panels")
    involve(made, state, part=Part.HOST, by=planner)
    answer = Answer.objects.confirmed().select_related("mandate__paragraph").filter(activity=workshops)[0]
    aside = Mandate.objects.exclude(answers__activity=workshops).select_related("paragraph").order_by("pk")[0]
    serve_also(made, mandate=aside, by=planner, reason="x")
    topic = workshops.topic_links.select_related("topic")[0].topic
    places = [workshops, answer.mandate.paragraph, aside.paragraph, workshops.owner, state, topic]
    shown = {str(record): [each for each in panels_for(type(record)) if each.key == "delivered"] for record in places}
    assert {name: len(panels) for name, panels in shown.items()} == dict.fromkeys(shown, 1)
    for record in places:
        panel = shown[str(record)][0]
        assert "Drill of the panels" in client.get(panel_url(record, panel)).content.decode(), record


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_alike_for_one_and_thirty(
    as_person: AsPerson, workshops: Activity, planner: Viewer, count: int
) -> None:
    for number in range(count):
        plan(workshops, planner, title=f"Drill {number}")
    client = as_person("anyone")
    client.get(reverse("deliverables"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("deliverables"))
    assert len(asked) == 3


def test_a_number_that_opens_into_fewer_rows_says_so(client: Client, workshops: Activity, planner: Viewer) -> None:
    hold(plan(workshops, planner, title="For its State", audience=Audience.SECRETARIAT), planner)
    panel = next(each for each in panels_for(Activity) if each.key == "delivered")
    page = client.get(panel_url(workshops, panel)).content.decode()
    assert ("1 of 6; 1 of them are not for every reader" in page, "For its State" in page) == (True, False)
