from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.core.csv_files import csv_file
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Order
from secretariat.organization.services import PlacementFacts, add_unit, draft_order, put_in_force
from secretariat.organization.tests.conftest import placed, words

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def next_order(viewers: dict[str, Viewer]) -> Order:
    """An order that adds a unit from tomorrow, issued today."""
    by = viewers["planning_officer"]
    order = draft_order(symbol="EO 26-01", title=words("New"), by=by, on=TODAY, reason="x")
    facts = PlacementFacts(name=words("=Section of trials"), level="section", parent=placed(order, "s-cicte").unit)
    add_unit(order, facts, by=by, reason="x")
    signatory = words("Secretary General")
    return put_in_force(
        order, by=by, on=TODAY, signed_on=TODAY, effective_on=TODAY + DAY, signatory=signatory, reason="Signed"
    )


def ask(client: Client, route: str = "structure-between", **asked: Any) -> tuple[int, str]:
    page = client.get(reverse(route), {name: str(value) for name, value in {**asked, "language": "en"}.items()})
    return page.status_code, unescape(page.content.decode())


def test_what_an_order_brings_is_told_between_two_days(next_order: Order, as_person: AsPerson) -> None:
    status, page = ask(as_person("anyone"), since=TODAY, until=TODAY + DAY)
    assert (status, "1 unit is new" in page, "=Section of trials" in page) == (200, True, True)
    assert "what held on each day, as we know it today" in page
    assert "Nothing differs between" in ask(as_person("anyone"), since=TODAY, until=TODAY)[1]


def test_what_we_knew_is_another_question_than_what_held(next_order: Order, as_person: AsPerson) -> None:
    Order.history.update(history_date=timezone.now() - 10 * DAY)
    newest = next_order.history.latest()
    next_order.history.filter(pk=newest.pk).update(history_date=timezone.now() + 2 * DAY)
    days: dict[str, Any] = {"since": TODAY, "until": TODAY + DAY}
    assert "1 unit is new" in ask(as_person("anyone"), **days, axis="held")[1]
    assert "Nothing differs between" in ask(as_person("anyone"), **days, axis="known")[1]
    later: dict[str, Any] = {"since": TODAY + DAY, "until": TODAY + 3 * DAY, "axis": "known"}
    assert "1 unit is new" in ask(as_person("anyone"), **later)[1]


def test_before_anything_is_recorded_the_page_says_so(as_person: AsPerson) -> None:
    page = ask(as_person("anyone"), since="1950-01-01", until=TODAY)[1]
    assert "No structure is recorded for January 1, 1950." in page


def test_the_file_holds_every_change_and_no_formula(next_order: Order, as_person: AsPerson) -> None:
    answer = as_person("anyone").get(
        reverse("structure-between-csv"), {"since": str(TODAY), "until": str(TODAY + DAY), "language": "en"}
    )
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert (answer["Content-Type"], rows[0][:2]) == ("text/csv; charset=utf-8", ["Change", "What"])
    assert [row[1] for row in rows[1:]] == ["'=Section of trials"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(start: str) -> None:
    answer = csv_file("x.csv", ["a"], [[f"{start}1+1"], ["1"]])
    cells = [row[0] for row in csv.reader(answer.content.decode("utf-8-sig").splitlines(keepends=True))]
    assert cells == ["a", f"'{start}1+1", "1"]


@pytest.mark.parametrize("route", ["structure-between", "structure-between-csv"])
@pytest.mark.parametrize(("since", "until"), [("", TODAY), (TODAY, TODAY - DAY), ("x", "y")])
def test_days_that_are_none_are_told(route: str, since: object, until: object, as_person: AsPerson) -> None:
    assert ask(as_person("anyone"), route, since=since, until=until)[0] == 422


def test_an_unknown_axis_is_told(as_person: AsPerson) -> None:
    assert ask(as_person("anyone"), since=TODAY, until=TODAY, axis="x")[0] == 422


def test_a_draft_is_not_compared(viewers: dict[str, Viewer], as_person: AsPerson) -> None:
    by = viewers["planning_officer"]
    draft_order(symbol="EO 26-02", title=words("Draft"), by=by, on=TODAY, reason="x")
    for axis in ("held", "known"):
        page = ask(as_person("planning_officer"), since=TODAY, until=TODAY + 365 * DAY, axis=axis)[1]
        assert "EO 26-02" not in page
