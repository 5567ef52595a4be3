from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

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
        ("planning_officer", ["drafts", "answers", "owners", "chains", "unowned"]),
        ("program_officer", ["answers", "mine", "lines"]),
        ("chief", ["answers", "mine", "lines"]),
        ("delegate", ["own-state", "for-states", "upon-request"]),
        ("administrator", ["ending-roles"]),
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
