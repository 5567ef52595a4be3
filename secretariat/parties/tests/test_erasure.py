from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from secretariat.accounts.models import Person
from secretariat.accounts.services import correct_person
from secretariat.audit.models import Reading, Visit
from secretariat.audit.queries import check_seals, histories
from secretariat.audit.services import keep_readings, seal_up
from secretariat.audit.tests.test_seals import HOUR
from secretariat.core.choices import How
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.tests.factories import a_document
from secretariat.mandates.models import Mandate
from secretariat.mandates.services import decide_ownership, propose_owner
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Role
from secretariat.parties.queries import operator, viewer_for
from secretariat.parties.services import erase_person, give_role
from secretariat.parties.tests.factories import make_person
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
NAME, MAIDEN, MAIL, OLD_MAIL = "Zoë Quintanávez", "Zoë Xochitlán", "zquintanavez@example.org", "zxochitlan@example.org"
MARKS = ("quintan", "xochitl")  # in every name and address above, whatever becomes of the accents


@pytest.fixture
def person() -> Person:
    """Somebody who has left a mark in every kind of place."""
    today = timezone.localdate()
    made = make_person(MAIDEN, OLD_MAIL)
    made = correct_person(made, full_name=NAME, email=MAIL, by=operator(), reason=f"{MAIDEN} married")
    unit = Unit.objects.get(party__slug="mem-unit")
    for kind in (RoleKind.PLANNING_OFFICER, RoleKind.CHIEF):
        give_role(made, kind=kind, party=unit.party, by=operator(), on=today, authority=f"Note naming {NAME}")
    by = viewer_for(made, on=today)
    mandate = Mandate.objects.get(paragraph__document__symbol="AG/RES. 2619 (XLI-O/11)", paragraph__number="4.b")
    link = propose_owner(
        mandate, unit=unit, function=None, is_lead=False, by=by, on=today, reason="It fits", language="en"
    )
    decide_ownership(link, "confirm", by=by, on=today, reason="It does")
    keep_readings([a_document(audience=2)], by=by, how=How.PAGE, at=timezone.now())
    Visit.objects.create(person=made, family="documents", latest=timezone.now())
    TOTP.activate(made, generate_totp_secret())
    Client().force_login(made, backend="allauth.account.auth_backends.AuthenticationBackend")
    AccessAttempt.objects.create(username=MAIL, failures_since_start=1, get_data="", post_data="")
    for words in ({"args": ["Welcome", f"Dear {NAME}", [MAIL]], "kwargs": {}}, {"args": ["x", OLD_MAIL], "kwargs": {}}):
        DBTaskResult.objects.create(
            args_kwargs=words,
            task_path="secretariat.accounts.tasks.send_mail",
            queue_name="default",
            backend_name="default",
            run_after=timezone.now(),
            worker_ids=[],
        )
    return made


def places() -> list[str]:
    """Return every column of every table of the database in which a mark of the person stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'SELECT CAST("{column.name}" AS text) FROM "{table}"')  # noqa: S608 - names of our own
                words = [str(row[0]).lower() for row in cursor.fetchall() if row[0] is not None]
                if any(mark in word for word in words for mark in MARKS):
                    found.append(f"{table}.{column.name}")
    return sorted(found)


def test_the_name_stands_in_no_column_of_any_table_afterwards(person: Person) -> None:
    assert len(places()) >= 10
    left = erase_person(person, by=operator(), on=timezone.localdate())
    assert (places(), left) == ([], [])


def test_that_the_person_acted_stays(person: Person) -> None:
    written = {each._meta.label: each.objects.filter(history_user=person).count() for each in histories()}
    read = Reading.objects.filter(person=person).count()
    erase_person(person, by=operator(), on=timezone.localdate())
    after = {each._meta.label: each.objects.filter(history_user=person).count() for each in histories()}
    assert (after, Reading.objects.filter(person=person).count()) == (written, read)
    assert read == 1
    assert str(Person.objects.get(pk=person.pk)) == "erased person"


def test_nobody_signs_in_as_the_person_any_more(person: Person) -> None:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    erase_person(person, by=operator(), on=timezone.localdate())
    assert client.get(reverse("today")).status_code == 302
    erased = Person.objects.get(pk=person.pk)
    assert (erased.is_active, erased.has_usable_password(), erased.kind) == (False, False, "erased")
    assert not UserSession.objects.filter(user=person).exists()
    assert not [each for each in Session.objects.all() if each.get_decoded().get("_auth_user_id") == str(person.pk)]
    assert not Role.objects.in_force(timezone.localdate()).filter(person=person).exists()


def test_words_that_somebody_wrote_are_not_changed_and_told(person: Person) -> None:
    topic = Topic.objects.all()[0]
    topic.label = Labels({**topic.label, "en": f"In memory of {NAME}"})
    keep(topic, by=operator(), reason="for the test")
    left = erase_person(person, by=operator(), on=timezone.localdate())
    assert sorted(map(str, left)) == ["topics_historicaltopic.label (1)", "topics_topic.label (1)"]
    assert str(Topic.objects.get(pk=topic.pk).label) == f"In memory of {NAME}"


def test_an_erasure_does_not_look_like_tampering(person: Person) -> None:
    later = timezone.now() + 3 * HOUR
    assert seal_up(now=later) is not None
    newest = {model: max(model.objects.values_list("history_id", flat=True), default=0) for model in histories()}
    erase_person(person, by=operator(), on=timezone.localdate())
    for model, number in newest.items():  # what the erasure itself wrote belongs to a later seal
        model.objects.filter(history_id__gt=number).update(history_date=later)
    assert check_seals(now=later).wrong == []


@pytest.mark.parametrize("who", ["chief", "finance_officer", "delegate"])
def test_only_administrators_erase(who: str, person: Person, viewers: dict[str, Viewer], as_person: AsPerson) -> None:
    with pytest.raises(NotPermitted):
        erase_person(person, by=viewers[who], on=timezone.localdate())
    assert as_person(who).post(reverse("person-erase", args=(person.pk,)), {"name": NAME}).status_code in {403, 404}
    assert Person.objects.get(pk=person.pk).full_name == NAME


def test_nobody_erases_themselves_nor_the_last_administrator(
    cast: dict[str, Person], viewers: dict[str, Viewer]
) -> None:
    with pytest.raises(NotPermitted):
        erase_person(cast["administrator"], by=viewers["administrator"], on=timezone.localdate())
    with pytest.raises(Refused, match="Nobody else could administer"):
        erase_person(cast["administrator"], by=operator(), on=timezone.localdate())


def test_a_person_is_erased_once(person: Person) -> None:
    erase_person(person, by=operator(), on=timezone.localdate())
    with pytest.raises(Refused, match="Only the ended account of a person"):
        erase_person(Person.objects.get(pk=person.pk), by=operator(), on=timezone.localdate())


def test_the_page_asks_for_the_name(person: Person, as_person: AsPerson) -> None:
    client, place = as_person("administrator"), reverse("person-erase", args=(person.pk,))
    wrong = client.post(place, {"name": "Somebody else"})
    assert (wrong.status_code, Person.objects.get(pk=person.pk).full_name) == (422, NAME)
    done = client.post(place, {"name": NAME})
    assert (done.status_code, done["Location"]) == (302, reverse("people"))
    assert client.get(reverse("person", args=(person.pk,))).status_code == 404


def test_the_command_erases_only_when_told_twice(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="nothing was done"):
        call_command("user", "erase", MAIL)
    call_command("user", "erase", MAIL, "--yes", "--json")
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told == {"id": str(person.pk), "still_named_in": []}
