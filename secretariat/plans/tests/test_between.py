from __future__ import annotations

import csv
import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.plans.choices import DeliverableKind
from secretariat.plans.models import Activity, Amendment, Answer, Plan, Project
from secretariat.plans.queries import Promised
from secretariat.plans.services import add_activity, adopt_amendment, confirm_answer, drop_activity, refuse_answer
from secretariat.plans.tests.conftest import SLUG, AsPerson

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
OLD: dict[str, Any] = {"since": TODAY - DAY, "until": TODAY}


@pytest.fixture
def yesterday(db: None) -> None:
    """What was loaded was known the day before yesterday."""
    for model in (Activity, Answer, Amendment, Plan):
        model.history.update(history_date=timezone.now() - 2 * DAY)


@pytest.fixture
def adopted(
    yesterday: None, plan: Plan, draft: Amendment, planner: Viewer, authority: Document, workshops: Activity
) -> Amendment:
    """An amendment that takes effect today: one line dropped, one added."""
    drop_activity(draft, workshops, by=planner, reason="not now")
    add_activity(
        draft,
        Project.objects.filter(plan=plan)[0],
        title=Labels({"en": "=Drills"}),
        terms=Promised(DeliverableKind.WORKSHOP, 2, Labels({"en": "workshops"}), on_request=False),
        owner=plan.owner,
        by=planner,
        reason="funds",
    )
    return adopt_amendment(draft, authority=authority, by=planner, on=TODAY)


def ask(client: Client, route: str = "plan-between", **days: object) -> tuple[int, str]:
    asked = {name: str(day) for name, day in days.items()}
    page = client.get(reverse(route, args=(SLUG,)), {**asked, "language": "en"})
    return page.status_code, unescape(page.content.decode())


def test_what_an_amendment_changed_is_told_between_the_days(adopted: Amendment, as_person: AsPerson) -> None:
    status, page = ask(as_person("anyone"), **OLD)
    assert (status, "1 line is new, 1 line is dropped." in page, "=Drills" in page) == (200, True, True)
    assert "Nothing differs between" in ask(as_person("anyone"), since=TODAY - 2 * DAY, until=TODAY - DAY)[1]


def test_a_corrected_title_is_told_by_the_day_we_knew(
    yesterday: None, workshops: Activity, planner: Viewer, as_person: AsPerson
) -> None:
    workshops.title = Labels({**workshops.title, "en": "Said anew"})
    keep(workshops, by=planner, reason="a slip")
    page = ask(as_person("anyone"), **OLD)[1]
    assert ("1 correction." in page, "Said anew" in page) == (True, True)


def test_a_decided_link_is_told_and_to_outsiders_not_what_it_was_before(
    yesterday: None, planner: Viewer, as_person: AsPerson
) -> None:
    link = Answer.objects.suggested().select_related("activity", "mandate")[0]
    confirm_answer(link, by=planner, on=TODAY, reason="it does")
    inside, outside = (ask(as_person(who), **OLD)[1] for who in ("chief", "anyone"))
    assert ["1 link changed" in page for page in (inside, outside)] == [True, True]
    row = 'data-label="Before">'
    assert [page.split(row)[1].split("<")[0] for page in (inside, outside)] == ["suggested", "–"]


def test_a_refused_link_is_told_inside_only(yesterday: None, planner: Viewer, as_person: AsPerson) -> None:
    link = Answer.objects.suggested().select_related("activity", "mandate")[0]
    refuse_answer(link, by=planner, on=TODAY, reason="it does not")
    inside, outside = (ask(as_person(who), **OLD)[1] for who in ("chief", "anyone"))
    assert ["1 link changed" in page for page in (inside, outside)] == [True, False]


def test_the_file_holds_every_change_and_no_formula(adopted: Amendment, as_person: AsPerson) -> None:
    answer = as_person("anyone").get(
        reverse("plan-between-csv", args=(SLUG,)), {"since": str(TODAY - DAY), "until": str(TODAY), "language": "en"}
    )
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert [(row["Change"], row["What"]) for row in rows if row["Change"] == "added"] == [("added", "'=Drills")]
    assert [row["Line"] for row in rows if row["Change"] == "dropped"] == ["1.A.3.1"]


@pytest.mark.parametrize("route", ["plan-between", "plan-between-csv"])
def test_days_in_the_wrong_order_are_told(route: str, plan: Plan, as_person: AsPerson) -> None:
    assert ask(as_person("anyone"), route, since=TODAY, until=TODAY - DAY)[0] == 422
