from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.bodies.models import Body
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.personal import Who, forget, traces_of
from secretariat.core.viewer import Viewer
from secretariat.directory.choices import DesignationRole
from secretariat.directory.models import Designation, Designee
from secretariat.directory.queries import designations_of, designees_of
from secretariat.directory.services import (
    confirm_designation,
    correct_designee,
    designate,
    end_designation,
    erase_designee,
)
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
TODAY = timezone.localdate()
NAME, MAIL = "Quetzalia Zwicky", "qzwicky@example.org"


@pytest.fixture
def grenada(db: None) -> Party:
    return Party.objects.get(slug="grenada")


def named(party: Party, by: Viewer, **facts: Any) -> Designation:
    """Name an alternate representative with an address."""
    said = {"role": DesignationRole.ALTERNATE, "name": NAME, "mail": MAIL, "title": "Counselor", **facts}
    return designate(party=party, by=by, on=TODAY, **said)


def test_a_delegate_names_for_the_own_state(viewers: dict[str, Viewer], grenada: Party) -> None:
    made = named(grenada, viewers["delegate"])
    assert (made.party, made.valid_from, made.designee.name, made.designee.confirmed_on) == (
        grenada,
        TODAY,
        NAME,
        TODAY,
    )


@pytest.mark.parametrize("who", ["second_delegate", "expert", "chief", "finance_officer", "anyone"])
def test_nobody_names_for_another_state(viewers: dict[str, Viewer], grenada: Party, who: str) -> None:
    made = named(grenada, viewers["delegate"])
    by = viewers[who]
    with pytest.raises(NotPermitted):
        named(grenada, by, note="Note 1")
    with pytest.raises(NotPermitted):
        confirm_designation(made, by=by, on=TODAY)
    with pytest.raises(NotPermitted):
        end_designation(made, last_day=TODAY, note="Note 2", by=by, on=TODAY, reason="x")
    with pytest.raises(NotPermitted):
        erase_designee(made.designee, by=by, reason="x")
    facts = {"name": "x", "title": "", "mail": "", "phone": "", "language": ""}
    with pytest.raises(NotPermitted):
        correct_designee(made.designee, **facts, by=by, on=TODAY, reason="x")
    assert list(Designee.objects.values_list("name", flat=True)) == [NAME]


def test_the_secretariat_names_and_ends_on_a_note_alone(viewers: dict[str, Viewer], grenada: Party) -> None:
    officer = viewers["conference_officer"]
    with pytest.raises(ValidationError, match="give its number"):
        named(grenada, officer)
    made = named(grenada, officer, note="Note 12/2026")
    with pytest.raises(ValidationError, match="give its number"):
        end_designation(made, last_day=TODAY, by=officer, on=TODAY, reason="Recalled")
    ended = end_designation(made, last_day=TODAY, note="Note 13/2026", by=officer, on=TODAY, reason="Recalled")
    made.designee.refresh_from_db()
    assert (ended.valid_until, made.designee.end_note) == (TODAY, "Note 13/2026")


def test_a_point_of_contact_is_one_for_something(viewers: dict[str, Viewer], grenada: Party) -> None:
    with pytest.raises(ValidationError, match="named to a body or for a topic"):
        named(grenada, viewers["delegate"], role=DesignationRole.POINT_OF_CONTACT)
    topic = Topic.objects.get(slug="cyber-security")
    made = named(grenada, viewers["delegate"], role=DesignationRole.POINT_OF_CONTACT, topic=topic)
    assert str(made) == f"Grenada: national point of contact, {topic}"


def test_units_name_nobody(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(Refused, match="States and organizations name people"):
        named(Party.objects.get(slug="s-cicte"), viewers["planning_officer"], note="Note 1")


def test_what_has_ended_changes_no_more(viewers: dict[str, Viewer], grenada: Party) -> None:
    by, before = viewers["delegate"], TODAY - datetime.timedelta(days=1)
    made = named(grenada, by, valid_from=TODAY - datetime.timedelta(days=9))
    end_designation(made, last_day=before, by=by, on=TODAY, reason="Recalled")
    with pytest.raises(Refused, match="has ended"):
        confirm_designation(made, by=by, on=TODAY)
    with pytest.raises(Refused, match="ended already"):
        end_designation(made, last_day=before, by=by, on=TODAY, reason="Again")


def test_who_is_named_on_a_day_for_something(viewers: dict[str, Viewer], grenada: Party) -> None:
    by = viewers["delegate"]
    cicte, topic = Body.objects.get(party__slug="cicte"), Topic.objects.get(slug="cyber-security")
    named(grenada, by, name="Everything")
    named(grenada, by, name="To the body", body=cicte)
    named(grenada, by, name="For the topic", role=DesignationRole.POINT_OF_CONTACT, topic=topic)
    named(grenada, by, name="Later", valid_from=TODAY + datetime.timedelta(days=5))
    parties = [grenada.pk]

    def names(**asked: Any) -> list[str]:
        return sorted(each.name for each in designees_of(parties, on=TODAY, **asked))

    assert names() == ["Everything", "For the topic", "To the body"]
    assert names(roles=[DesignationRole.ALTERNATE], body=cicte) == ["Everything", "To the body"]
    assert names(topic=topic, roles=[DesignationRole.POINT_OF_CONTACT]) == ["For the topic"]
    assert designations_of(parties, on=TODAY - datetime.timedelta(days=1)).count() == 0


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        *(("anyone", False), ("second_delegate", False), ("expert", False), ("analyst", False), ("partner", False)),
        *(("delegate", True), ("chief", True), ("planning_officer", True)),
    ],
)
def test_who_is_named_is_for_the_own_state_and_the_secretariat(
    viewers: dict[str, Viewer], as_person: AsPerson, grenada: Party, who: str, sees: bool
) -> None:
    made = named(grenada, viewers["delegate"], institution="Ministry of Ports", note="Zqx 7", reason="Zqx")
    assert Designee.objects.visible_to(viewers[who]).exists() == sees
    client = as_person(who)
    panels = [panel_url(made, each) for each in panels_for(Designation)]
    panels += [panel_url(grenada, each) for each in panels_for(Party) if each.key == "named"]
    pages = [client.get(url) for url in (reverse("designations"), made.get_absolute_url(), *panels)]
    text = " ".join(page.content.decode() for page in pages)
    assert ("Ministry of Ports" in text, NAME in text, MAIL in text, "Zqx" in text) == (True, sees, sees, sees)


def test_erasing_leaves_that_somebody_was_named(viewers: dict[str, Viewer], grenada: Party) -> None:
    by = viewers["delegate"]
    made = named(grenada, by, institution="Ministry of Ports", note=f"Naming {NAME}", reason=f"{NAME} arrived")
    facts = {"name": NAME, "title": "", "mail": "", "phone": "1", "language": "en"}
    correct_designee(made.designee, **facts, by=by, on=TODAY, reason=f"{NAME} moved")
    assert len(traces_of([NAME, MAIL])) > 3
    erase_designee(made.designee, by=by, reason="On request")
    made = Designation.objects.get()
    assert (traces_of([NAME, MAIL]), made.institution, made.designee.is_erased) == ([], "Ministry of Ports", True)
    with pytest.raises(Refused, match="erased already"):
        erase_designee(made.designee, by=by, reason="Again")


def test_erasing_an_account_forgets_who_is_named_with_its_address(viewers: dict[str, Viewer], grenada: Party) -> None:
    made = named(grenada, viewers["delegate"])
    namesake = named(grenada, viewers["delegate"], mail="other@example.org")
    forget(Who(id=made.pk, names=frozenset({NAME}), addresses=frozenset({MAIL.upper()})))
    kept = dict(Designee.objects.values_list("designation", "name"))
    assert kept == {made.pk: "(erased)", namesake.pk: NAME}


def test_a_delegate_names_on_the_page_and_corrects_and_ends(as_person: AsPerson, grenada: Party) -> None:
    client = as_person("delegate")
    form = client.get(reverse("designation-new")).context["form"]
    assert [each.slug for each in form.fields["party"].queryset] == ["grenada"]
    sent = {"party": str(grenada.pk), "role": "principal", "name": NAME, "mail": MAIL}
    answer = client.post(reverse("designation-new"), sent)
    made = Designation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
    corrected = {"name": NAME, "mail": "", "phone": "+1 473", "reason": "Another telephone"}
    steps = {
        "designation-correct": corrected,
        "designation-confirm": {"reason": "Still so"},
        "designation-end": {"last_day": TODAY.isoformat(), "reason": "Recalled"},
        "designation-erase": {"reason": "On request"},
    }
    done = {name: client.post(reverse(name, args=(made.pk,)), said).status_code for name, said in steps.items()}
    assert done == dict.fromkeys(steps, 302)
    made.refresh_from_db()
    assert (made.valid_until, Designee.objects.get().name) == (TODAY, "(erased)")


@pytest.mark.parametrize("page", ["designation-correct", "designation-confirm", "designation-end", "designation-erase"])
def test_forms_about_another_states_person_are_not_there(
    viewers: dict[str, Viewer], as_person: AsPerson, grenada: Party, page: str
) -> None:
    made = named(grenada, viewers["delegate"])
    place = reverse(page, args=(made.pk,))
    statuses = {
        who: as_person(who).get(place).status_code for who in ("anyone", "second_delegate", "chief", "delegate")
    }
    assert statuses == {"anyone": 404, "second_delegate": 404, "chief": 403, "delegate": 200}


def test_another_state_cannot_be_chosen(as_person: AsPerson) -> None:
    chile = Party.objects.get(slug="chile")
    sent = {"party": str(chile.pk), "role": "principal", "name": NAME}
    assert as_person("delegate").post(reverse("designation-new"), sent).status_code == 422
    assert Designation.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_opens_in_every_language(as_person: AsPerson, language: str) -> None:
    page = as_person("anyone").get(reverse("designations"), {"language": language})
    assert (page.status_code, page["Content-Language"]) == (200, language)


@pytest.mark.parametrize("count", [1, 30])
def test_the_register_asks_alike_for_one_and_thirty(
    viewers: dict[str, Viewer], as_person: AsPerson, grenada: Party, count: int
) -> None:
    for number in range(count):
        named(grenada, viewers["delegate"], name=f"Person {number}")
    client = as_person("anyone")
    client.get(reverse("designations"), {"today": "on"})
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("designations"), {"today": "on"})
    assert (len(page.context["rows"]), len(asked)) == (count, 4)
