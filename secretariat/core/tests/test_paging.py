from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from secretariat.core.history import keep_all
from secretariat.core.languages import Labels, label_in
from secretariat.core.paging import BadCursor, Cursor, Slice, beyond, keyset_slice
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, KnownDay
from secretariat.mandates.models import Mandate
from secretariat.plans.models import Activity
from secretariat.topics.models import Topic

NUMBER = 23


@pytest.fixture
def topics(viewers: dict[str, Viewer]) -> list[Topic]:
    """Topics of which several share a label, so that the identifier must decide."""
    made = [
        Topic(slug=f"page-{number}", label=Labels({"en": f"label {number % 5}"}), kind="theme")
        for number in range(NUMBER)
    ]
    return list(keep_all(made, by=viewers["planning_officer"], reason="a list to turn over"))


def turn_over(order: object, *, size: int, descending: bool) -> list[Slice]:
    rows = Topic.objects.filter(slug__startswith="page-")
    pages = [keyset_slice(rows, order, size=size, descending=descending)]  # type: ignore[arg-type]
    while pages[-1].next:
        pages.append(keyset_slice(rows, order, size=size, descending=descending, cursor=pages[-1].next))  # type: ignore[arg-type]
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 4, 22, 23, 24])
@pytest.mark.parametrize("order", ["slug", "kind", label_in("label", "en")])
def test_every_row_stands_on_exactly_one_page(order: object, size: int, descending: bool, topics: list[Topic]) -> None:
    pages = turn_over(order, size=size, descending=descending)
    seen = [row.pk for page in pages for row in page.rows]
    assert len(seen) == NUMBER
    assert set(seen) == {topic.pk for topic in topics}


@pytest.mark.django_db
def test_going_back_shows_the_page_before(topics: list[Topic]) -> None:
    pages = turn_over("slug", size=5, descending=False)
    rows = Topic.objects.filter(slug__startswith="page-")
    back = keyset_slice(rows, "slug", size=5, cursor=pages[2].previous)
    assert [row.pk for row in back.rows] == [row.pk for row in pages[1].rows]
    first = keyset_slice(rows, "slug", size=5, cursor=back.previous)
    assert [row.pk for row in first.rows] == [row.pk for row in pages[0].rows]
    assert first.previous == ""


@pytest.mark.django_db
def test_a_row_added_meanwhile_moves_no_other(topics: list[Topic], viewers: dict[str, Viewer]) -> None:
    rows = Topic.objects.filter(slug__startswith="page-")
    first = keyset_slice(rows, "slug", size=5)
    expected = keyset_slice(rows, "slug", size=5, cursor=first.next)
    keep_all(
        [Topic(slug="page-0000", label=Labels({"en": "new"}), kind="theme")], by=viewers["chief"], reason="meanwhile"
    )
    again = keyset_slice(rows, "slug", size=5, cursor=first.next)
    assert [row.pk for row in again.rows] == [row.pk for row in expected.rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "order", "value", "index", "column"),
    [
        (Document, F("symbol"), "AG/RES. 2", "documents_by_symbol", "symbol"),
        (Document, KnownDay("date"), datetime.date(2010, 1, 1), "documents_by_day", "<expr>|COALESCE"),
        (Mandate, F("id"), uuid.UUID(int=2**120), "mandates_mandate", "id"),
        (Activity, F("place"), 0, "plans_activity_by_place", "place"),
    ],
    ids=["documents by symbol", "documents by day", "mandates as entered", "plan lines by place"],
)
def test_a_deep_page_is_found_by_the_index(model: Any, order: Any, value: Any, index: str, column: str) -> None:
    """The rows before the place are a bound of the index, not a filter over all rows (PostgreSQL reads them else)."""
    place = Cursor(value, model.objects.values_list("pk", flat=True)[0])
    rows = model.objects.order_by().annotate(order_key=order).only("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = beyond(rows, place, down=False).order_by("order_key", "id")[:50].explain()
    bound = rf"SEARCH .* \(({column})>\?" if connection.vendor == "sqlite" else rf"Index Cond: \(.*({column}).* >= "
    assert re.search(bound, plan), plan
    assert index in plan


@given(st.text(max_size=60))
def test_a_place_that_the_list_did_not_give_is_refused(text: str) -> None:
    try:
        cursor = Cursor.read(text)
    except BadCursor:
        return
    assert Cursor.read(cursor.text()) == cursor
