from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.duties.models import Duty
from secretariat.duties.services import fulfil, owe_by_hand
from secretariat.parties.models import Party

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def test_home_counts_what_was_asked(as_person: AsPerson) -> None:
    figures = as_person("anyone").get(reverse("home")).context["kpis"]
    assert figures[0]["value"] == 35
    assert figures[2]["value"] == 135


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Qué pidieron los Estados"),
        ("pt", "O que os Estados"),
        ("fr", "Ce que les États"),
        ("en", "What Member States"),
    ],
)
def test_home_speaks_the_language_asked_for_and_remembers_it(language: str, words: str, as_person: AsPerson) -> None:
    client = as_person("anyone")
    first = client.get(reverse("home"), {"language": language})
    assert first["Content-Language"] == language
    assert words in first.content.decode()
    assert client.get(reverse("home"))["Content-Language"] == language


def test_unknown_language_is_passed_over(as_person: AsPerson) -> None:
    assert as_person("anyone").get(reverse("home"), {"language": "xx"})["Content-Language"] == "en"


def test_today_of_nobody_asks_to_sign_in(as_person: AsPerson) -> None:
    response = as_person("anyone").get(reverse("today"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("name", "cards"),
    [
        (
            "planning_officer",
            ["owed", "late-duties", "drafts", "answers", "owners", "chains", "unowned", "nominations"],
        ),
        ("program_officer", ["owed", "answers", "mine", "lines", "nominations", "recommended"]),
        ("chief", ["owed", "answers", "mine", "lines", "nominations", "recommended"]),
        ("delegate", ["owed", "asked", "recommended", "own-state", "for-states", "upon-request"]),
        ("administrator", ["owed", "ending-roles"]),
        ("expert", []),
    ],
)
def test_today_holds_what_is_theirs(name: str, cards: list[str], as_person: AsPerson) -> None:
    page = as_person(name).get(reverse("today"), {"language": "en"})
    assert [each["key"] for each in page.context["gaps"]] == cards


def test_today_of_a_delegate_names_their_own_state_only(as_person: AsPerson) -> None:
    own = as_person("delegate").get(reverse("today"), {"language": "en"}).content.decode()
    assert "Grenada" in own
    assert "Chile" not in own


def test_today_shows_what_is_late_due_and_kept_lately(as_person: AsPerson, viewers: dict[str, Viewer]) -> None:
    today, by = timezone.localdate(), viewers["planning_officer"]
    unit, grenada = (Party.objects.get(slug=slug) for slug in ("ct-capacity-section", "grenada"))
    for debtor, text, days in ((unit, "Late", -3), (unit, "Due", 3), (unit, "Far", 90), (grenada, "Theirs", 1)):
        due = today + datetime.timedelta(days=days)
        owe_by_hand(
            subject=Labels({"en": text}),
            debtor=debtor,
            creditor_words=Labels({"en": "x"}),
            asked_by="x",
            due_on=due,
            by=by,
        )
    kept = Duty.objects.get(subject__en="Due")
    shown = {name: owed_today(as_person(name)) for name in ("program_officer", "chief", "delegate", "second_delegate")}
    both = (2, [("Late", "late", True), ("Due", "due soon", True)])
    assert shown == {
        "program_officer": both,
        "chief": both,
        "delegate": (1, [("Theirs", "due soon", True)]),
        "second_delegate": (0, []),
    }
    fulfil(kept, by=by, on=today)
    assert owed_today(as_person("chief")) == (1, [("Late", "late", True), ("Due", "kept", False)])
    late = as_person("planning_officer").get(reverse("today")).context["gaps"][1]
    assert (late["key"], late["count"], late["all_url"]) == ("late-duties", 1, "/duties/?state=late")


def owed_today(client: Client) -> tuple[int, list[tuple[str, str, bool]]]:
    """Return the count and the rows of what is owed: what, how it stands, and whether it can be recorded as kept."""
    card = next(
        each for each in client.get(reverse("today"), {"language": "en"}).context["gaps"] if each["key"] == "owed"
    )
    rows = [(row["text"].partition(": ")[2], row["tone_word"], bool(row["action_url"])) for row in card["tasks"]]
    return card["count"], rows


def test_pages_of_a_person_are_kept_by_no_cache(as_person: AsPerson) -> None:
    assert as_person("delegate").get(reverse("today"))["Cache-Control"] == "private, no-store"
    assert as_person("anyone").get(reverse("home"))["Cache-Control"] == "private, no-cache"


def test_content_policy_allows_no_inline_script(as_person: AsPerson) -> None:
    policy = as_person("anyone").get(reverse("home"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_languages_page_is_for_the_secretariat(as_person: AsPerson) -> None:
    assert as_person("planning_officer").get(reverse("languages")).status_code == 200
    assert as_person("delegate").get(reverse("languages")).status_code == 403
    assert as_person("anyone").get(reverse("languages")).status_code == 302
