from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.core.history import timeline, version_of

SignIn = Callable[[str], Client]
Cast = dict[str, Person]

PUBLIC = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
]
OWN = ["account_logout", "account_set_password", "account_email", "preferences"]
WRONG_LINK = "/accounts/password/reset/key/1-wrong/"


def test_every_page_of_sign_in_is_ours_and_fits_the_content_policy(as_person: SignIn) -> None:
    pages = {name: Client().get(reverse(name)) for name in PUBLIC}
    pages["wrong link"] = Client().get(WRONG_LINK, follow=True)
    pages.update({name: as_person("delegate").get(reverse(name)) for name in OWN})
    for name, page in pages.items():
        text = page.content.decode()
        assert (name, page.status_code) == (name, 200)
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text) == [], name
        assert [each.name for each in page.templates if each.name and each.name.startswith("allauth/")] == [], name
        assert "script-src 'self'" in page.headers["Content-Security-Policy"], name


def test_every_template_of_allauth_with_inline_style_is_replaced() -> None:
    theirs = Path(str(allauth.__file__)).parent / "templates" / "account"
    styled = {path.name for path in theirs.glob("*.html") if re.search(r"\sstyle=", path.read_text(encoding="utf-8"))}
    ours = {path.name for path in (settings.PROJECT / "templates" / "account").glob("*.html")}
    assert styled == {"email_change.html", "phone_change.html"}
    assert styled - ours == set()


@pytest.mark.parametrize("name", ["account_email", "preferences"])
def test_pages_of_one_s_own_send_others_to_sign_in(db: None, name: str) -> None:
    url = reverse(name)
    answer = Client().get(url)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('account_login')}?next={url}")


def test_the_address_is_shown_and_cannot_be_changed_there(as_person: SignIn, cast: Cast) -> None:
    client = as_person("delegate")
    assert "delegate@cast.example" in client.get(reverse("account_email")).content.decode()
    posted = client.post(reverse("account_email"), {"email": "other@example.org", "action_add": ""})
    assert (posted.status_code, mail.outbox) == (405, [])
    assert Person.objects.get(pk=cast["delegate"].pk).email == "delegate@cast.example"


def test_preferences_are_saved_and_the_page_speaks_the_language_chosen(as_person: SignIn, cast: Cast) -> None:
    client = as_person("delegate")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    data = {"full_name": "Cecile B.", "language": "fr", "time_zone": "America/Grenada"}
    saved = client.post(reverse("preferences"), data)
    kept = Person.objects.get(pk=cast["delegate"].pk)
    assert (saved.status_code, kept.full_name, kept.language) == (302, "Cecile B.", "fr")
    assert client.get(reverse("preferences")).headers["Content-Language"] == "fr"
    assert timeline(kept)[0].reason == "Own preferences"


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Base"), ("language", "de"), ("full_name", ""), ("full_name", "x" * 151)]
)
def test_wrong_preferences_are_shown_again_and_nothing_is_saved(
    as_person: SignIn, cast: Cast, field: str, value: str
) -> None:
    data = {"full_name": "Cecile B.", "language": "fr", "time_zone": "UTC", field: value}
    answer = as_person("delegate").post(reverse("preferences"), data)
    kept = Person.objects.get(pk=cast["delegate"].pk)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (kept.full_name, kept.language) == ("Cecile Bartholomew", "en")


def test_preferences_change_only_what_they_show(as_person: SignIn, cast: Cast) -> None:
    data = {
        "full_name": "Cecile B.",
        "language": "",
        "time_zone": "UTC",
        "email": "evil@example.org",
        "kind": "operator",
        "is_active": "",
        "is_demonstration": "",
        "password": "x",
        "id": str(cast["chief"].pk),
    }
    before = Person.objects.get(pk=cast["delegate"].pk)
    as_person("delegate").post(reverse("preferences"), data)
    after = Person.objects.get(pk=cast["delegate"].pk)
    untouched = ("email", "kind", "is_active", "is_demonstration", "password")
    assert [getattr(after, name) for name in untouched] == [getattr(before, name) for name in untouched]
    assert after.full_name == "Cecile B."


def test_stale_preferences_are_refused_and_kept_on_the_page(as_person: SignIn, cast: Cast) -> None:
    client = as_person("delegate")
    stale = version_of(cast["delegate"])
    data = {"full_name": "First", "language": "", "time_zone": "UTC", "version": stale}
    assert client.post(reverse("preferences"), data).status_code == 302
    late = client.post(reverse("preferences"), {**data, "full_name": "Second"})
    assert (late.status_code, Person.objects.get(pk=cast["delegate"].pk).full_name) == (409, "First")
    assert 'value="Second"' in late.content.decode()


def test_what_is_personal_is_kept_by_no_cache(as_person: SignIn) -> None:
    page = as_person("delegate").get(reverse("preferences"))
    assert page.headers["Cache-Control"] == "private, no-store"
