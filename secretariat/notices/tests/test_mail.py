from __future__ import annotations

import datetime
import smtplib
from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience, Way
from secretariat.core.history import keep
from secretariat.core.job_registry import Progress
from secretariat.core.ledgers import renew
from secretariat.core.mail_door import PAUSES
from secretariat.core.notice_registry import Kind
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.notices.choices import LetterState
from secretariat.notices.models import Letter, LetterItem, Notice
from secretariat.notices.schedule import send_mail
from secretariat.notices.services import choose_ways, mark_read, notify
from secretariat.notices.services.composing import compose_at_once, compose_digests
from secretariat.notices.services.mailing import send_letters
from secretariat.parties.queries import operator, viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
SYMBOL = "AG/RES. 2619 (XLI-O/11)"


class Stubborn(BaseEmailBackend):
    """A mail server that answers with what stands in ``answers``, then takes everything."""

    answers: ClassVar[list[Exception]] = []
    taken: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            message.message()
            if self.answers:
                raise self.answers.pop(0)
            self.taken.append(message.extra_headers["Message-ID"])
        return len(email_messages)


@pytest.fixture
def stubborn(settings: LazySettings) -> type[Stubborn]:
    settings.EMAIL_BACKEND = f"{__name__}.Stubborn"
    Stubborn.answers, Stubborn.taken = [], []
    return Stubborn


@pytest.fixture
def person(cast: dict[str, Person]) -> Person:
    """Return the delegate, who reads Spanish and lives in Bogota, five hours behind universal time."""
    found: Person = cast["delegate"]
    found.language, found.time_zone = "es", "America/Bogota"
    found.save()
    return found


@pytest.fixture
def document() -> Document:
    found: Document = Document.objects.get(symbol=SYMBOL)
    return found


def tell(kind: Kind, person: Person, document: Document | None = None, occasion: str = "one") -> Notice:
    data = {"title": "Zqx", "day": datetime.date(2026, 11, 2)}
    return notify(kind, to=[person], about=document, occasion=occasion, data=data, by=operator())[0]


def send(at: datetime.datetime = NOW) -> dict[str, int]:
    with time_machine.travel(at, tick=False):
        compose_at_once(now=at)
        return send_letters(Progress(), clock=lambda: at)


def hide(document: Document, audience: Audience) -> None:
    document.audience = audience
    keep(document, by=operator(), reason="for the test")


def test_notice_is_mailed_at_once_in_the_persons_language(kind: Kind, person: Person, document: Document) -> None:
    notice = tell(kind, person, document)
    assert send() == {"sent": 1}
    (message,) = mail.outbox
    letter = Letter.objects.get(person=person)
    assert (message.to, message.subject) == ([person.email], "Something new")
    assert f"- Zqx is new since 2 de noviembre de 2026.\n  https://testserver/inbox/{notice.pk}/\n" in message.body
    headers = message.message()
    assert headers["Message-ID"] == f"<{letter.pk}@testserver>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<https://testserver/inbox/off/")
    assert (letter.state, letter.attempts, letter.sent_at) == (LetterState.SENT, 1, NOW)


def test_html_says_the_same_and_escapes_it(kind: Kind, person: Person, document: Document) -> None:
    data = {"title": "<script>x</script>", "day": datetime.date(2026, 11, 2)}
    notify(kind, to=[person], about=document, data=data, by=operator())
    send()
    (message,) = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    assert '<html lang="es">' in html
    assert ("<script>" in html, html.count("&lt;script&gt;x&lt;/script&gt;")) == (False, 1)


def test_nothing_is_mailed_twice(kind: Kind, person: Person, document: Document) -> None:
    tell(kind, person, document)
    assert (send(), send(), send()) == ({"sent": 1}, {}, {})
    assert notify(kind, to=[person], about=document, occasion="one", by=operator()) == []
    assert (send(), len(mail.outbox), LetterItem.objects.count()) == ({}, 1, 1)


@pytest.mark.parametrize("audience", [Audience.STATES, Audience.SECRETARIAT])
def test_record_that_is_not_public_is_not_named_in_mail(
    kind: Kind, cast: dict[str, Person], document: Document, audience: Audience
) -> None:
    hide(document, audience)
    tell(kind, cast["planning_officer"], document)
    assert send() == {"sent": 1}
    sent = mail.outbox[0].message().as_string()
    assert "- A record is new.\n" in mail.outbox[0].body
    assert ("Zqx" in sent, document.slug in sent, str(document.title) in sent) == (False, False, False)


def test_item_that_may_no_longer_be_seen_is_not_mailed(kind: Kind, person: Person, document: Document) -> None:
    tell(kind, person, document)
    compose_at_once(now=NOW)
    hide(document, Audience.SECRETARIAT)
    assert (send(), mail.outbox) == ({"dropped": 1}, [])


def test_digest_leaves_out_what_may_no_longer_be_seen(
    kind: Kind, person: Person, viewers: dict[str, Viewer], document: Document
) -> None:
    choose_ways(person, ways={"sample": Way.DIGEST}, by=viewer_for(person, on=NOW.date()))
    other = Document.objects.visible_to(viewers["anyone"]).exclude(pk=document.pk).order_by("pk")[0]
    notices = [tell(kind, person, each, occasion=str(each.pk)) for each in (document, other)]
    compose_digests(now=NOW + datetime.timedelta(hours=5))
    hide(document, Audience.SECRETARIAT)
    send(NOW + datetime.timedelta(hours=5))
    body = str(mail.outbox[0].body)
    assert [str(each.pk) in body for each in notices] == [False, True]


def test_what_was_read_or_switched_off_is_not_mailed(kind: Kind, person: Person, cast: dict[str, Person]) -> None:
    read, off = tell(kind, person), tell(kind, cast["chief"])
    compose_at_once(now=NOW)
    mark_read(read, by=viewer_for(person, on=NOW.date()), at=NOW)
    choose_ways(off.person, ways={"sample": Way.NONE}, by=viewer_for(off.person, on=NOW.date()))
    assert (send(), mail.outbox) == ({"dropped": 2}, [])


def test_ended_account_gets_no_mail(kind: Kind, person: Person) -> None:
    tell(kind, person)
    compose_at_once(now=NOW)
    person.is_active = False
    person.save()
    assert (send(), mail.outbox) == ({"dropped": 1}, [])


@pytest.mark.parametrize(
    ("utc", "made"),
    [("2026-11-22 11:59", 0), ("2026-11-22 12:00", 1), ("2026-11-23 04:59", 1)],  # seven in Bogota is noon
)
def test_digest_is_written_at_seven_where_the_person_lives(kind: Kind, person: Person, utc: str, made: int) -> None:
    choose_ways(person, ways={"sample": Way.DIGEST}, by=viewer_for(person, on=NOW.date()))
    tell(kind, person)
    assert compose_digests(now=datetime.datetime.fromisoformat(f"{utc}+00:00")) == made


def test_digest_is_one_a_day_and_holds_what_came_since(kind: Kind, person: Person) -> None:
    choose_ways(person, ways={"sample": Way.DIGEST}, by=viewer_for(person, on=NOW.date()))
    noon = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    tell(kind, person, occasion="1")
    assert compose_digests(now=noon) == 1
    for number in ("2", "3"):
        tell(kind, person, occasion=number)
    assert compose_digests(now=noon + datetime.timedelta(hours=6)) == 0
    assert compose_digests(now=noon + datetime.timedelta(days=1)) == 1
    send(noon + datetime.timedelta(days=1))
    assert [message.subject for message in mail.outbox] == ["1 aviso nuevo", "2 avisos nuevos"]


def test_digest_key_is_the_day_of_the_person_over_a_change_of_hours(kind: Kind, cast: dict[str, Person]) -> None:
    """In New York clocks went back on November 1, 2026: seven is eleven UTC on the day before, noon on the day."""
    person = cast["chief"]
    person.time_zone = "America/New_York"
    person.save()
    choose_ways(person, ways={"sample": Way.DIGEST}, by=viewer_for(person, on=NOW.date()))
    made = []
    for number, utc in enumerate(("2026-10-31T11:00", "2026-11-01T11:00", "2026-11-01T12:00")):
        tell(kind, person, occasion=str(number))
        made.append(compose_digests(now=datetime.datetime.fromisoformat(f"{utc}+00:00")))
    assert made == [1, 0, 1]


def test_letter_refused_for_now_is_tried_again_and_sent_once(
    kind: Kind, person: Person, stubborn: type[Stubborn]
) -> None:
    stubborn.answers = [smtplib.SMTPRecipientsRefused({person.email: (451, b"later")})]
    tell(kind, person)
    assert (send(), send(NOW + PAUSES[0] - datetime.timedelta(seconds=1))) == ({"waiting": 1}, {})
    assert (send(NOW + PAUSES[0]), send(NOW + datetime.timedelta(days=9))) == ({"sent": 1}, {})
    letter = Letter.objects.get(person=person)
    assert (stubborn.taken, letter.attempts) == ([f"<{letter.pk}@testserver>"], 2)


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), smtplib.SMTPDataError(554, b"no"), ValueError("header")],
)
def test_letter_refused_for_good_is_given_up_and_administrators_know(
    kind: Kind, person: Person, stubborn: type[Stubborn], error: Exception
) -> None:
    stubborn.answers = [error]
    tell(kind, person)
    assert (send(), send(NOW + datetime.timedelta(days=9))) == ({"failed": 1}, {})
    found = Notice.objects.filter(kind="mail-failed").select_related("person")
    assert [(each.data["person"], each.data["error"]) for each in found] == [
        (person.full_name, type(error).__name__) for _each in found
    ]
    assert found.count() == 1


@pytest.mark.parametrize("error", [TimeoutError(), smtplib.SMTPServerDisconnected("gone"), ConnectionResetError()])
def test_letter_of_which_nobody_knows_whether_it_arrived_is_not_sent_again(
    kind: Kind, person: Person, stubborn: type[Stubborn], error: Exception
) -> None:
    stubborn.answers = [error]
    tell(kind, person)
    assert (send(), send(NOW + datetime.timedelta(days=9)), stubborn.taken) == ({"uncertain": 1}, {}, [])


def test_letter_of_a_worker_that_died_while_sending_is_not_sent_again(kind: Kind, person: Person) -> None:
    tell(kind, person)
    compose_at_once(now=NOW)
    renew(Letter.objects.all(), state=LetterState.SENDING, not_before=NOW, attempts=1)
    assert (send(NOW), mail.outbox) == ({}, [])
    assert (send(NOW + datetime.timedelta(seconds=1)), mail.outbox) == ({"uncertain": 1}, [])


def test_server_that_cannot_be_reached_costs_no_letter_an_attempt(
    kind: Kind, person: Person, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    tell(kind, person)
    with pytest.raises(OSError, match="refused"):
        send()
    letter = Letter.objects.get(person=person)
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


def test_job_says_how_many_were_sent(kind: Kind, person: Person) -> None:
    tell(kind, person)
    assert (send_mail(Progress()), send_mail(Progress())) == ("sent: 1", "")
