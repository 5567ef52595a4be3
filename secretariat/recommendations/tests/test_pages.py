from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.core.choices import Audience
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.recommendations.models import FollowUp, Recommendation
from secretariat.recommendations.services import recommend, respond
from secretariat.recommendations.tests.conftest import AFTER, DAY, AsPerson, make, words
from secretariat.topics.models import Topic


def listed(client: object, **asked: str) -> list[str]:
    """Return the texts in the list, in its order."""
    page = client.get(reverse("recommendations"), asked)  # type: ignore[attr-defined]
    assert page.status_code == 200
    return [row[0]["text"] for row in page.context["rows"]]


def shown(client: object, record: object, key: str = "recommendations") -> str:
    """Return the words of a panel; empty where the reader is not shown it."""
    panel = next(each for each in panels_for(type(record)) if each.key == key)  # type: ignore[arg-type]
    answer = client.get(panel_url(record, panel))  # type: ignore[attr-defined, arg-type]
    return answer.content.decode() if answer.status_code == 200 else ""


def test_a_chief_records_a_recommendation(as_person: AsPerson, unit: Unit, state: Party) -> None:
    chief, start = as_person("chief"), reverse("recommendation-new")
    topic = Topic.objects.get(slug="maritime-security")
    sent = {
        "text_en": "Train the crews",
        "text_es": "Capacitar a las tripulaciones",
        "owner": str(state.pk),
        "unit": str(unit.pk),
        "made_on": "2016-09-14",
        "due_on": "2016-12-31",
        "document": "CICTE/doc.5/16",
        "topics": [str(topic.pk)],
        "audience": "1",
    }
    assert chief.post(start, {**sent, "document": "no such thing"}).status_code == 422
    answer = chief.post(start, sent)
    made = Recommendation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    assert (str(made.document), made.owner, made.audience) == ("CICTE/doc.5/16", state, Audience.STATES)
    page = as_person("second_delegate").get(made.get_absolute_url(), {"language": "es"})
    assert ("Capacitar a las tripulaciones" in page.content.decode(), page.status_code) == (True, 200)


def test_its_owner_answers_and_says_what_happened(
    as_person: AsPerson, unit: Unit, planner: Viewer, state: Party
) -> None:
    made = make(unit, planner, state)
    delegate = as_person("delegate")
    refuse = reverse("recommendation-move", args=(made.pk, "refuse"))
    assert delegate.post(refuse, {"response_en": ""}).status_code == 422
    accept = reverse("recommendation-move", args=(made.pk, "accept"))
    assert "authority" not in delegate.get(accept).context["form"].fields
    assert delegate.post(accept, {"response_en": "We will"}).status_code == 302
    assert delegate.post(accept, {"response_en": "Again"}).status_code == 409
    follow = reverse("recommendation-follow", args=(made.pk,))
    day = timezone.localdate().isoformat()
    sent = {"day": day, "text_en": "The law is in force", "evidence": "CICTE/doc.5/16"}
    assert delegate.post(follow, sent).status_code == 302
    assert FollowUp.objects.get().evidence == Document.objects.get(symbol="CICTE/doc.5/16")
    page = delegate.get(made.get_absolute_url(), {"language": "en"}).content.decode()
    assert ("Grenada answered on" in page, "We will" in page, "Entered by" in page) == (True, True, False)
    inside = as_person("planning_officer").get(made.get_absolute_url(), {"language": "en"}).content.decode()
    assert "Entered by" in inside
    panel = shown(delegate, made, "follow-up")
    assert ("The law is in force" in panel, "CICTE/doc.5/16" in panel) == (True, True)
    assert delegate.get(reverse("recommendation-move", args=(made.pk, "no-such-verb"))).status_code == 404


@pytest.mark.parametrize("page", ["recommendation", "recommendation-change", "recommendation-follow"])
@pytest.mark.parametrize("who", ["anyone", "second_delegate", "expert"])
def test_another_state_finds_nothing(
    as_person: AsPerson, unit: Unit, planner: Viewer, state: Party, page: str, who: str
) -> None:
    made = make(unit, planner, state)
    client = as_person(who)
    assert client.get(reverse(page, args=(made.pk,))).status_code == 404
    assert client.post(reverse("recommendation-move", args=(made.pk, "accept"))).status_code == 404
    assert (listed(client), shown(client, state)) == ([], "")


def test_staff_names_the_note_of_a_state(as_person: AsPerson, unit: Unit, planner: Viewer, state: Party) -> None:
    made = make(unit, planner, state)
    place, chief = reverse("recommendation-move", args=(made.pk, "accept")), as_person("chief")
    assert chief.post(place, {"authority": ""}).status_code == 422
    assert chief.post(place, {"authority": "Note 12/16"}).status_code == 302
    assert "Note 12/16" in chief.get(made.get_absolute_url()).content.decode()


def test_what_may_change_once_it_was_answered(
    as_person: AsPerson, unit: Unit, planner: Viewer, viewers: dict[str, Viewer]
) -> None:
    document = Document.objects.get(symbol="CICTE/doc.5/16")
    made = respond(make(unit, planner, document=document, due_on=AFTER), "accept", by=viewers["chief"], on=AFTER)
    place, chief = reverse("recommendation-change", args=(made.pk,)), as_person("chief")
    form = chief.get(place).context["form"]
    assert (form.initial["document"], form.fields["text"].disabled) == ("CICTE/doc.5/16", True)
    sent = {"unit": str(unit.pk), "due_on": "2016-10-31", "document": "", "audience": "0", "reason": "Sooner"}
    assert chief.post(place, sent).status_code == 302
    made.refresh_from_db()
    assert (str(made.due_on), made.document, str(made.text)) == ("2016-10-31", None, "Train the crews")


def test_the_list_is_narrowed_by_what_is_asked(as_person: AsPerson, unit: Unit, planner: Viewer, state: Party) -> None:
    topic = Topic.objects.get(slug="maritime-security")
    make(unit, planner, state, text="Late", audience=Audience.PUBLIC, due_on=AFTER, topics=[topic])
    make(unit, planner, text="Open", audience=Audience.PUBLIC)
    client = as_person("anyone")
    asked = {
        ("state", "waiting"): ["Late", "Open"],
        ("state", "late"): ["Late"],
        ("state", "done"): [],
        ("owner", "grenada"): ["Late"],
        ("unit", "s-cicte"): ["Late", "Open"],
        ("topic", "maritime-security"): ["Late"],
    }
    assert {each: sorted(listed(client, **{each[0]: each[1]})) for each in asked} == asked


def test_panels_show_it_where_it_belongs(as_person: AsPerson, unit: Unit, planner: Viewer, state: Party) -> None:
    paragraph = Paragraph.objects.select_related("document").get(
        document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b"
    )
    topic = Topic.objects.get(slug="maritime-security")
    make(unit, planner, state, text="To the panels", audience=Audience.PUBLIC, paragraph=paragraph, topics=[topic])
    make(unit, planner, text="Inside", paragraph=paragraph, topics=[topic])
    client = as_person("anyone")
    for record in (unit, state, topic, paragraph, paragraph.document):
        text = shown(client, record)
        assert ("To the panels" in text, "Inside" in text) == (True, False), record


def test_today_tells_who_owes_an_answer(as_person: AsPerson, unit: Unit, planner: Viewer, state: Party) -> None:
    make(unit, planner, state, text="For the State", due_on=AFTER)
    other = Unit.objects.exclude(pk=unit.pk).exclude(party__slug="sms").order_by("party__slug")[0]
    recommend(text=words("For the unit"), owner=unit.party, unit=other, by=planner, on=DAY)
    found = {}
    for who in ("delegate", "second_delegate", "chief"):
        cards = as_person(who).get("/today/").context["gaps"]
        card = next(each for each in cards if each["key"] == "recommended")
        found[who] = [task["text"] for task in card["tasks"]]
    assert found == {"delegate": ["For the State"], "second_delegate": [], "chief": ["For the unit"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(as_person: AsPerson, unit: Unit, planner: Viewer, language: str) -> None:
    made = make(unit, planner)
    places = [reverse("recommendations"), reverse("recommendation-new"), made.get_absolute_url()]
    places += [
        reverse("recommendation-change", args=(made.pk,)),
        reverse("recommendation-move", args=(made.pk, "close")),
    ]
    for place in places:
        page = as_person("chief").get(place, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_alike_for_one_and_thirty(as_person: AsPerson, unit: Unit, planner: Viewer, count: int) -> None:
    for number in range(count):
        make(unit, planner, text=f"Do {number}", audience=Audience.PUBLIC)
    client = as_person("anyone")
    client.get(reverse("recommendations"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("recommendations"))
    assert len(asked) == 2
