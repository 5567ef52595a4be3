from __future__ import annotations

import datetime
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.audit.models import Visit
from secretariat.audit.queries import Place, changed_since, kinds_told, last_visits
from secretariat.audit.services import note_visit, take_as_seen
from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.documents.tests.factories import a_document
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def now() -> datetime.datetime:
    """Return the present; what was loaded before the test lies an hour back."""
    present = timezone.now()
    for model in kinds_told():
        model.history.update(history_date=present - HOUR)
    return present


def since(moment: datetime.datetime) -> dict[str, datetime.datetime]:
    return dict.fromkeys({model._meta.app_label for model in kinds_told()}, moment)


def rename(topic: Topic, words: str, by: Viewer, reason: str = "clearer") -> None:
    topic.label = Labels({**topic.label, "en": words})
    keep(topic, by=by, reason=reason)


def test_a_change_is_told_with_who_why_and_what(viewers: dict[str, Viewer], now: datetime.datetime) -> None:
    topic, by = Topic.objects.order_by("pk")[0], viewers["planning_officer"]
    before = topic.label["en"]
    rename(topic, "Said anew", by)
    (row,) = changed_since(viewers["chief"], since(now)).rows
    assert (row.record, row.entry.who, row.entry.reason) == (topic, by.name, "clearer")
    assert [(each.before, each.after) for each in row.entry.changes] == [(before, "Said anew")]


def test_hidden_records_are_not_told(viewers: dict[str, Viewer], now: datetime.datetime) -> None:
    secret = a_document(audience=Audience.SECRETARIAT)
    found = {who: [row.record for row in changed_since(viewers[who], since(now)).rows] for who in ("chief", "delegate")}
    assert found == {"chief": [secret], "delegate": []}


def test_what_a_record_was_before_it_opened_is_not_told(viewers: dict[str, Viewer], now: datetime.datetime) -> None:
    document = a_document(audience=Audience.SECRETARIAT, series="Zqxdraft")
    document.series, document.audience = "Issued", Audience.PUBLIC
    keep(document, by=viewers["planning_officer"], reason="opened")
    rows = changed_since(viewers["delegate"], since(now)).rows
    assert [(row.entry.reason, row.entry.changes) for row in rows] == [("opened", ())]
    assert len(changed_since(viewers["chief"], since(now)).rows) == 2


def test_pages_follow_each_other_without_a_gap_even_at_one_moment(
    viewers: dict[str, Viewer], now: datetime.datetime
) -> None:
    for topic in Topic.objects.order_by("pk")[:4]:
        rename(topic, "Once", viewers["planning_officer"])
        rename(topic, "Twice", viewers["planning_officer"])
    for _number in range(3):
        a_document()
    for model in (Topic, Document):
        model.history.filter(history_date__gt=now).update(history_date=now + MINUTE)
    seen, place = [], None
    while True:
        page = changed_since(viewers["chief"], since(now), size=3, place=place)
        seen += [(row.record.pk, row.entry.reason, row.entry.changes) for row in page.rows]
        if not page.next:
            break
        place = Place.read(page.next)
    assert (len(seen), len(set(seen))) == (11, 11)


def test_statements_do_not_grow_with_the_changes(viewers: dict[str, Viewer], now: datetime.datetime) -> None:
    counts = []
    for topics in (Topic.objects.order_by("pk")[:1], Topic.objects.order_by("pk")[1:20]):
        for topic in topics:
            rename(topic, "Anew", viewers["planning_officer"])
        with CaptureQueriesContext(connection) as asked:
            changed_since(viewers["chief"], since(now))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_index_on_the_day_finds_what_changed(viewers: dict[str, Viewer], now: datetime.datetime) -> None:
    history = Topic.history.model._meta
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, history.db_table)
    assert ["history_date"] in [each["columns"] for each in found.values() if each["index"]]


def test_a_visit_is_written_once_a_quarter_hour_and_ends_after_an_hour(
    viewers: dict[str, Viewer], cast: dict[str, Person]
) -> None:
    by, start = viewers["chief"], datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
    minutes = (0, 5, 14, 15, 40, 120)
    wrote = [note_visit("documents", by=by, at=start + each * MINUTE) for each in minutes]
    assert wrote == [True, False, False, True, True, True]
    visit = Visit.objects.get(person=cast["chief"])
    assert (visit.before, visit.latest) == (start + 40 * MINUTE, start + 120 * MINUTE)
    during, after = start + 130 * MINUTE, start + 300 * MINUTE
    assert last_visits(by, now=during)["documents"] == start + 40 * MINUTE
    assert last_visits(by, now=after)["documents"] == start + 120 * MINUTE
    assert last_visits(by, now=after)["topics"] == after - datetime.timedelta(days=30)


def test_opening_pages_notes_visits_of_who_is_signed_in(as_person: AsPerson, cast: dict[str, Person]) -> None:
    for who in ("chief", "anyone"):
        as_person(who).get(reverse("documents"))
        as_person(who).get(reverse("topics"))
        as_person(who).get(reverse("today"))
    assert sorted(Visit.objects.values_list("person", "family")) == [
        (cast["chief"].pk, "documents"),
        (cast["chief"].pk, "topics"),
    ]


def test_the_page_tells_and_forgets_once_taken_as_seen(
    as_person: AsPerson, viewers: dict[str, Viewer], now: datetime.datetime
) -> None:
    take_as_seen(by=viewers["chief"], at=now)
    rename(Topic.objects.order_by("pk")[0], "Said <b>anew</b>", viewers["planning_officer"])
    client = as_person("chief")
    page = client.get(reverse("changes"), {"language": "en"}).content.decode()
    assert ("Said &lt;b&gt;anew" in page, "Said <b>anew" in page, "Take all as seen" in page) == (True, False, True)
    assert "1 changed since you were last here" in client.get(reverse("today")).content.decode()
    assert client.post(reverse("changes-seen")).status_code == 302
    assert "Nothing has changed." in client.get(reverse("changes")).content.decode()
    assert "changed since you were last here" not in client.get(reverse("today")).content.decode()


def test_an_outsider_is_not_told_who_wrote(
    as_person: AsPerson, viewers: dict[str, Viewer], now: datetime.datetime
) -> None:
    rename(Topic.objects.order_by("pk")[0], "Said anew", viewers["planning_officer"])
    page = unescape(as_person("delegate").get(reverse("changes"), {"kind": "topics.topic"}).content.decode())
    assert ("Said anew" in page, viewers["planning_officer"].name in page) == (True, False)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"place": "x"}, 400),
        ({"place": "2026-01-01T00:00:00~topics.topic~1"}, 400),
        ({"place": f"2026-01-01T00:00:00+00:00~t~{2**70}"}, 400),
        ({"since": "yesterday"}, 200),
        ({"kind": "accounts.person"}, 200),
        ({"since": "0001-01-01"}, 200),
    ],
)
def test_bad_questions_are_answered(asked: dict[str, Any], status: int, as_person: AsPerson) -> None:
    assert as_person("chief").get(reverse("changes"), asked).status_code == status


def test_who_is_not_signed_in_is_sent_to_sign_in(as_person: AsPerson) -> None:
    nobody = as_person("anyone")
    assert [nobody.get(reverse("changes")).status_code, nobody.post(reverse("changes-seen")).status_code] == [302, 302]
