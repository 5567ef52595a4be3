from __future__ import annotations

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from secretariat.core.choices import Audience
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable
from secretariat.delivery.queries import clashes_of
from secretariat.delivery.queries.clashes import holidays_of
from secretariat.delivery.services import involve, move_deliverable
from secretariat.delivery.tests.conftest import DAY, AsPerson, plan
from secretariat.organization.models import Unit
from secretariat.parties.models import Party, State
from secretariat.plans.models import Activity

SUNDAY = datetime.date(2016, 9, 18)  # of the week of DAY, a Monday


def with_state(line: Activity, by: Viewer, state: Party, title: str, day: datetime.date) -> Deliverable:
    made = plan(line, by, title=title, starts_on=day, ends_on=None)
    involve(made, state, part=Part.PARTICIPANT, by=by)
    return made


def test_the_same_state_in_the_same_week(workshops: Activity, planner: Viewer, state: Party) -> None:
    own = with_state(workshops, planner, state, "Own", DAY)
    with_state(workshops, planner, state, "Sunday", SUNDAY)
    with_state(workshops, planner, state, "Next Monday", SUNDAY + datetime.timedelta(days=1))
    with_state(workshops, planner, Party.objects.get(slug="chile"), "Chile", DAY)
    off = with_state(workshops, planner, state, "Cancelled", DAY)
    move_deliverable(off, "cancel", by=planner, on=DAY, reason="No funds")
    found = clashes_of(own, planner).weeks
    assert [(str(each.other), each.states) for each in found] == [("Sunday", ("Grenada",))]


def test_the_same_topic_by_another_unit(workshops: Activity, planner: Viewer) -> None:
    own = plan(workshops, planner)
    other = Unit.objects.exclude(pk=workshops.owner_id).filter(party__slug="dps")[0]
    plan(workshops, planner, title="Theirs", owner=other)
    plan(workshops, planner, title="Theirs, later", owner=other, starts_on=datetime.date(2016, 12, 1), ends_on=None)
    plan(workshops, planner, title="Ours")
    found = clashes_of(own, planner).topics
    topics = sorted(str(link.topic) for link in workshops.topic_links.select_related("topic"))
    assert [(str(each.other), list(each.topics)) for each in found] == [("Theirs", topics)]


def test_holidays_of_the_host(workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, starts_on=datetime.date(2016, 8, 5), ends_on=datetime.date(2016, 8, 8))
    jamaica, chile = (Party.objects.get(slug=slug) for slug in ("jamaica", "chile"))
    involve(made, jamaica, part=Part.HOST, by=planner)
    involve(made, chile, part=Part.PARTICIPANT, by=planner)
    found = clashes_of(made, planner).holidays
    assert [(each.day, each.name, each.state) for each in found] == [
        (datetime.date(2016, 8, 6), "Independence Day", "Jamaica")
    ]


def test_holidays_are_named_in_the_language_of_the_reader() -> None:
    day = datetime.date(2016, 9, 16)
    with translation.override("en"):
        english = holidays_of("MX", day, day)
    with translation.override("es"):
        spanish = holidays_of("MX", day, day)
    assert (english, spanish) == ([(day, "Independence Day")], [(day, "Día de la Independencia")])
    assert holidays_of("XX", day, day) == []


def test_the_holidays_of_every_state_are_known(workshops: Activity) -> None:
    year = (datetime.date(2016, 1, 1), datetime.date(2016, 12, 31))
    states = State.objects.select_related("party")
    assert [str(state.party) for state in states if not holidays_of(state.iso2, *year)] == []


def test_what_has_no_day_or_is_kept_up_clashes_with_nothing(workshops: Activity, planner: Viewer, state: Party) -> None:
    with_state(workshops, planner, state, "Other", DAY)
    undated = plan(workshops, planner, starts_on=None, ends_on=None)
    kept = plan(workshops, planner, is_standing=True, ends_on=None)
    assert not clashes_of(undated, planner)
    assert not clashes_of(kept, planner)


def test_what_is_hidden_is_not_pointed_at(
    workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    own = with_state(workshops, planner, state, "Own", DAY)
    hidden = plan(workshops, planner, title="Hidden", audience=Audience.NAMED)
    involve(hidden, state, part=Part.HOST, by=planner)
    seen = {who: bool(clashes_of(own, viewers[who]).weeks) for who in ("second_delegate", "delegate")}
    assert seen == {"second_delegate": False, "delegate": True}


def test_it_asks_alike_for_one_and_twenty(workshops: Activity, planner: Viewer, state: Party) -> None:
    own = with_state(workshops, planner, state, "Own", DAY)

    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            clashes_of(own, planner)
        return len(statements)

    with_state(workshops, planner, state, "One", DAY)
    before = asked()
    for number in range(20):
        with_state(workshops, planner, state, f"Drill {number}", DAY)
    assert asked() == before


def test_whoever_saves_is_told_and_the_page_shows_it(
    as_person: AsPerson, workshops: Activity, planner: Viewer, state: Party
) -> None:
    with_state(workshops, planner, state, "Other drill", DAY)
    made = plan(workshops, planner)
    chief = as_person("chief")
    sent = {"parties": [str(state.pk)], "part": "host"}
    page = chief.post(reverse("deliverable-involve", args=(made.pk,)), sent, follow=True)
    told = [str(each) for each in page.context["messages"]]
    assert any(words.startswith("It is saved. Worth a look: same State and week (Other drill;") for words in told)
    panel = next(each for each in panels_for(Deliverable) if each.key == "clashes")
    assert "Other drill" in chief.get(panel_url(made, panel)).content.decode()
    assert as_person("delegate").get(panel_url(made, panel)).status_code == 404
