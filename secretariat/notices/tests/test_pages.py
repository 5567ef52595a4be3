from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience, Way
from secretariat.core.history import keep
from secretariat.core.job_registry import Progress
from secretariat.core.notice_registry import Kind
from secretariat.documents.models import Document
from secretariat.notices.models import Notice
from secretariat.notices.queries import ways_of
from secretariat.notices.schedule import send_mail
from secretariat.notices.services import notify
from secretariat.notices.tokens import SALT, token_for
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def tell(kind: Kind, person: Person, number: int = 1, about: Document | None = None, first: int = 0) -> list[Notice]:
    made: list[Notice] = []
    for each in range(first, first + number):
        data = {"title": f"No {each}", "day": timezone.localdate()}
        made += notify(kind, to=[person], about=about, occasion=str(each), data=data, by=operator())
    return made


def test_head_of_every_page_counts_what_is_unread(kind: Kind, cast: dict[str, Person], as_person: AsPerson) -> None:
    tell(kind, cast["chief"], 3)
    assert '<span class="chip wait">3<' in as_person("chief").get("/topics/").content.decode()
    assert 'class="inbox"' in as_person("delegate").get("/topics/").content.decode()
    assert 'class="inbox"' not in as_person("anyone").get("/topics/").content.decode()


def test_unread_notices_stand_first_then_the_newest(kind: Kind, cast: dict[str, Person], as_person: AsPerson) -> None:
    notices = tell(kind, cast["chief"], 60)
    client = as_person("chief")
    client.post("/inbox/", {"notice": str(notices[59].pk)})
    first = client.get("/inbox/")
    shown = [each["id"] for each in first.context["notices"]]
    assert shown == [notice.pk for notice in reversed(notices[9:59])]
    second = client.get(first.context["pager"]["next_url"])
    assert [each["id"] for each in second.context["notices"]] == [
        *(notice.pk for notice in reversed(notices[:9])),
        notices[59].pk,
    ]


def test_inbox_takes_as_many_statements_for_thirty_notices_as_for_one(
    kind: Kind, cast: dict[str, Person], as_person: AsPerson
) -> None:
    client, document = as_person("chief"), Document.objects.order_by("pk")[0]
    client.get("/inbox/")
    counted = []
    for first, number in ((0, 1), (1, 29)):
        tell(kind, cast["chief"], number, document, first)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/inbox/").context["notices"]) == first + number
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_notice_leads_to_its_record_and_is_read_by_that(
    kind: Kind, cast: dict[str, Person], as_person: AsPerson
) -> None:
    document = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    notice = tell(kind, cast["delegate"], about=document)[0]
    address = f"/inbox/{notice.pk}/"
    away = as_person("anyone").get(address)
    assert (away.status_code, away["Location"]) == (302, f"/accounts/login/?next={address}")
    assert as_person("administrator").get(address).status_code == 404
    answer = as_person("delegate").get(address)
    notice.refresh_from_db()
    assert (answer["Location"], notice.read_at is not None) == (document.get_absolute_url(), True)
    document.audience = Audience.SECRETARIAT
    keep(document, by=operator(), reason="for the test")
    assert as_person("delegate").get(address)["Location"] == "/inbox/"


def test_all_are_marked_as_read_at_once_and_nobody_elses(
    kind: Kind, cast: dict[str, Person], as_person: AsPerson
) -> None:
    theirs = tell(kind, cast["delegate"])[0]
    tell(kind, cast["chief"], 3)
    client = as_person("chief")
    assert client.post("/inbox/", {"notice": str(theirs.pk)}).status_code == 404
    assert client.post("/inbox/", {"notice": "no key"}).status_code == 400
    assert client.post("/inbox/", {"all": "1"}).status_code == 302
    assert list(Notice.objects.unread().values_list("pk", flat=True)) == [theirs.pk]


def test_empty_inbox_says_what_will_stand_there(as_person: AsPerson) -> None:
    page = as_person("expert").get("/inbox/?language=en").content.decode()
    assert "What concerns your units, roles and account appears here." in page


def test_person_chooses_how_to_be_told(kind: Kind, cast: dict[str, Person], as_person: AsPerson) -> None:
    client = as_person("delegate")
    shown = client.get("/inbox/preferences/").context["form"]
    assert ("job-failed" in shown.fields, "role-ending" in shown.fields) == (False, True)
    sent = dict.fromkeys(shown.fields, Way.NONE)
    assert client.post("/inbox/preferences/", {**sent, "sample": "pigeon"}).status_code == 422
    assert client.post("/inbox/preferences/", sent).status_code == 302
    ways = ways_of(cast["delegate"])
    assert {name for name, way in ways.items() if way == Way.NONE} >= set(sent)


def test_administrator_chooses_for_jobs_too(as_person: AsPerson) -> None:
    assert "job-failed" in as_person("administrator").get("/inbox/preferences/").context["form"].fields


def test_mail_of_a_kind_is_switched_off_from_the_message_without_signing_in(
    kind: Kind, cast: dict[str, Person]
) -> None:
    person = cast["delegate"]
    tell(kind, person)
    send_mail(Progress())
    link = str(mail.outbox[0].message()["List-Unsubscribe"])[1:-1].removeprefix("https://testserver")
    program = Client(enforce_csrf_checks=True)
    assert (program.get(link).status_code, ways_of(person)["sample"]) == (200, Way.AT_ONCE)
    answer = program.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, ways_of(person)["sample"]) == (200, Way.NONE)
    assert [way for name, way in ways_of(person).items() if name == "role-ending"] == [Way.AT_ONCE]


@pytest.mark.parametrize("change", ["other salt", "cut", "not ours"])
def test_link_that_we_did_not_sign_switches_off_nothing(cast: dict[str, Person], change: str) -> None:
    token = token_for(cast["delegate"], "role-ending")
    tokens = {
        "other salt": signing.dumps([str(cast["delegate"].pk), "role-ending"], salt=f"{SALT}.other"),
        "cut": token[:-1],
        "not ours": "x" * 60,
    }
    assert Client().post(f"/inbox/off/{tokens[change]}/").status_code == 404
    assert ways_of(cast["delegate"])["role-ending"] == Way.AT_ONCE
