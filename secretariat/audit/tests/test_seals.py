from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from secretariat.audit.models import Reading, Seal
from secretariat.audit.queries import check_seals, kept_from
from secretariat.audit.services import drop_old_readings, keep_readings, seal_up
from secretariat.core.choices import How
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.parties.queries import loader
from secretariat.topics.models import Topic

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def sealed(db: None, viewers: dict[str, Viewer]) -> datetime.datetime:
    """Three seals over all that the founding data wrote, and readings in each of three hours; returns now."""
    start = timezone.now()
    for number in range(3):
        at = start + number * HOUR
        keep_readings(list(Document.objects.all()[:3]), by=viewers["chief"], how=How.PAGE, at=at)
        assert seal_up(now=at + 2 * HOUR) is not None
    return start + 5 * HOUR


def test_seals_hold_where_nothing_was_changed(sealed: datetime.datetime) -> None:
    found = check_seals(now=sealed)
    histories = sum(model.history.count() for model in (Document, Paragraph, Topic))
    assert (found.seals, found.readings, found.wrong, found.unchecked) == (3, 9, [], [])
    assert found.entries > histories
    assert found.head == Seal.objects.get(number=3).digest


def first_wrong(now: datetime.datetime, head: str = "") -> str:
    return " | ".join(check_seals(now=now, head=head).wrong)


def test_a_reading_taken_out_is_found(sealed: datetime.datetime) -> None:
    Reading.objects.order_by("at")[0].delete()
    assert first_wrong(sealed).endswith("3 readings were sealed, there are 2.")


def test_a_reading_given_to_another_is_found(sealed: datetime.datetime, viewers: dict[str, Viewer]) -> None:
    Reading.objects.filter(pk=Reading.objects.order_by("at")[0].pk).update(person=viewers["expert"].person)
    assert first_wrong(sealed).endswith("one or more of its 3 readings were changed.")


def test_a_reading_put_in_afterwards_is_found(sealed: datetime.datetime, viewers: dict[str, Viewer]) -> None:
    at = Reading.objects.order_by("at")[0].at
    keep_readings(list(Document.objects.all()[3:4]), by=viewers["expert"], how=How.PAGE, at=at)
    assert first_wrong(sealed).endswith("3 readings were sealed, there are 4.")


@pytest.mark.parametrize(
    ("column", "value"), [("history_change_reason", "x"), ("history_user_id", None), ("symbol", "AG/RES. 1")]
)
def test_a_history_entry_that_was_changed_is_found(sealed: datetime.datetime, column: str, value: Any) -> None:
    Document.history.filter(pk=Document.history.earliest().pk).update(**{column: value})
    assert "history entries were changed." in first_wrong(sealed)


def test_a_history_entry_taken_out_is_found(sealed: datetime.datetime) -> None:
    Topic.history.earliest().delete()
    assert "history entries were sealed, there are" in first_wrong(sealed)


def test_a_seal_made_anew_without_the_key_is_found(sealed: datetime.datetime, settings: Any) -> None:
    Reading.objects.order_by("at")[0].delete()
    Seal.objects.all().delete()
    settings.AUDIT_KEYS = ["not the key"]
    assert seal_up(now=sealed) is not None
    settings.AUDIT_KEYS = []
    assert first_wrong(sealed) == "Seal 1: it was changed, or made with a key that is not among the keys."


def test_a_seal_taken_out_of_the_middle_is_found(sealed: datetime.datetime) -> None:
    Seal.objects.filter(number=2).delete()
    assert "Seal 3: it does not follow the one before; seals are missing." in first_wrong(sealed)


def test_seals_taken_off_the_end_are_found_by_a_digest_noted_elsewhere(sealed: datetime.datetime) -> None:
    head = Seal.objects.get(number=3).digest
    Seal.objects.filter(number=3).delete()
    assert first_wrong(sealed) == ""
    assert first_wrong(sealed, head).startswith("No seal has the digest that was noted")


def test_a_key_may_change_while_the_former_is_still_named(sealed: datetime.datetime, settings: Any) -> None:
    settings.AUDIT_KEYS = ["new", settings.SECRET_KEY]
    assert seal_up(now=sealed + 2 * HOUR) is not None
    assert first_wrong(sealed + 3 * HOUR) == ""


def test_a_column_that_an_upgrade_takes_away_is_said_and_no_alarm(sealed: datetime.datetime) -> None:
    seal = Seal.objects.get(number=1)
    Seal.objects.filter(number=1).update(columns={**seal.columns, "topics.historicaltopic": ["id", "was_there"]})
    assert check_seals(now=sealed).unchecked != []


def test_what_was_made_in_the_last_hour_is_not_sealed_yet(sealed: datetime.datetime) -> None:
    before = Seal.objects.count()
    assert seal_up(now=sealed - HOUR) is None
    assert Seal.objects.count() == before


def test_readings_are_dropped_by_whole_seals_when_their_time_is_over(sealed: datetime.datetime, settings: Any) -> None:
    settings.READINGS_KEPT_DAYS = 30
    later = sealed + datetime.timedelta(days=30)
    assert drop_old_readings(now=sealed) == 0
    last = Seal.objects.get(number=3)
    assert last.until <= kept_from(later)
    assert drop_old_readings(now=later) == 9
    assert first_wrong(later) == ""


def test_dropping_readings_before_their_time_is_found(sealed: datetime.datetime) -> None:
    Reading.objects.all().delete()
    assert first_wrong(sealed).count("readings were sealed, there are 0") == 3


def test_the_command_says_what_it_checked_and_fails_where_a_seal_is_broken(
    sealed: datetime.datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit", "--verify", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["seals"], told["wrong"], told["head"]) == (3, [], Seal.objects.get(number=3).digest)
    Topic.history.earliest().delete()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("audit", "--verify")


def test_a_write_after_the_seal_leaves_it_whole(sealed: datetime.datetime, viewers: dict[str, Viewer]) -> None:
    topic = Topic.objects.all()[0]
    topic.label = Labels({**topic.label, "en": "Renamed"})
    keep(topic, by=viewers["planning_officer"], reason="later")
    Topic.history.filter(pk=topic.history.latest().pk).update(history_date=sealed)
    assert first_wrong(sealed + HOUR) == ""


@pytest.mark.postgres
def test_writers_and_sealers_do_not_wait_for_each_other(django_db_setup: None, django_db_blocker: Any) -> None:
    """Four write readings while three seal: nothing is lost, nothing stands twice, one seal has each number."""
    start = timezone.now() - 3 * HOUR
    failed: list[Exception] = []

    def write() -> None:
        for _time in range(10):
            keep_readings([Document()], by=reader, how=How.PAGE, at=timezone.now())

    def seal() -> None:
        seal_up(now=start + 4 * HOUR)

    def alone(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - compared below
            failed.append(error)
        finally:
            connections.close_all()

    with django_db_blocker.unblock():
        reader = loader()
        keep_readings([Document()], by=reader, how=How.PAGE, at=start)
        threads = [
            threading.Thread(target=alone, args=(work,)) for work in (write, seal, write, seal, write, seal, write)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        found = (
            failed,
            Reading.objects.count(),
            list(Seal.objects.values_list("number", flat=True)),
            check_seals().wrong,
        )
        Reading.objects.all().delete()
        Seal.objects.all().delete()
    assert found == ([], 41, [1], [])
