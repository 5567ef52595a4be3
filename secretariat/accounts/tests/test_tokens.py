from __future__ import annotations

import datetime
import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from secretariat.accounts.choices import Access
from secretariat.accounts.models import Person, Token
from secretariat.accounts.services import end_account
from secretariat.accounts.tokens import MOST, find_token, make_token, note_use, revoke_token
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.viewer import ANYONE, Viewer
from tests.security.test_histories import SignIn

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY + datetime.timedelta(days=366)


def made(by: Viewer, until: datetime.date = YEAR) -> tuple[Token, str]:
    return make_token(name="a program", access=Access.WRITE, families=[], expires_on=until, by=by, on=TODAY)


def test_a_token_is_found_by_its_secret_of_which_only_the_digest_is_kept(viewers: dict[str, Viewer]) -> None:
    token, secret = made(viewers["chief"])
    assert find_token(secret, on=TODAY) == token
    assert len(secret) == len("sctk_") + 43
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    kept = [
        str(value) for row in (Token.objects, Token.history) for values in row.values() for value in values.values()
    ]
    assert [value for value in kept if secret in value] == []
    assert [find_token(other, on=TODAY) for other in ("", "sctk_", token.digest, secret + " ", secret[:-1])] == [
        None
    ] * 5


def test_no_two_secrets_are_alike(viewers: dict[str, Viewer]) -> None:
    assert len({made(viewers["chief"])[1] for _time in range(MOST)}) == MOST


def test_a_token_ends_on_its_last_day_when_revoked_and_with_the_account(viewers: dict[str, Viewer]) -> None:
    token, secret = made(viewers["expert"])
    assert find_token(secret, on=YEAR) == token
    assert find_token(secret, on=YEAR + datetime.timedelta(days=1)) is None
    revoke_token(token, by=viewers["expert"], on=TODAY, reason="Lost")
    assert find_token(secret, on=TODAY) is None
    _token, other = made(viewers["expert"])
    end_account(Person.objects.get(pk=token.person_id), by=viewers["administrator"], reason="Left")
    assert find_token(other, on=TODAY) is None


@pytest.mark.parametrize("until", [TODAY - datetime.timedelta(days=1), YEAR + datetime.timedelta(days=1)])
def test_a_token_lasts_a_year_at_most(viewers: dict[str, Viewer], until: datetime.date) -> None:
    with pytest.raises(Refused, match="a year at most"):
        made(viewers["chief"], until)


def test_one_has_so_many_tokens_and_no_more(viewers: dict[str, Viewer]) -> None:
    for _time in range(MOST):
        made(viewers["chief"])
    with pytest.raises(Refused, match="revoke one first"):
        made(viewers["chief"])


def test_nobody_makes_or_revokes_a_token_for_another(viewers: dict[str, Viewer]) -> None:
    token, _secret = made(viewers["chief"])
    with pytest.raises(NotPermitted):
        made(ANYONE)
    with pytest.raises(NotPermitted):
        revoke_token(token, by=viewers["planning_officer"], on=TODAY, reason="x")
    revoke_token(token, by=viewers["administrator"], on=TODAY, reason="Found in a log")
    with pytest.raises(Refused, match="revoked already"):
        revoke_token(token, by=viewers["chief"], on=TODAY, reason="x")


def test_the_use_of_a_token_is_noted_by_day(viewers: dict[str, Viewer]) -> None:
    token, secret = made(viewers["chief"])
    for day in (TODAY, TODAY, TODAY + datetime.timedelta(days=1)):
        found = find_token(secret, on=day)
        assert found is not None
        note_use(found, on=day)
    again = Token.objects.select_related("last_use").get(pk=token.pk)
    assert again.last_use.day == TODAY + datetime.timedelta(days=1)
    assert Token.history.filter(id=token.pk).count() == 1


def test_the_page_shows_a_secret_once(as_person: SignIn) -> None:
    client = as_person("chief")
    sent = {"name": "Reports", "access": "read", "families": ["topics"], "expires_on": f"{YEAR:%Y-%m-%d}"}
    answer = client.post("/accounts/tokens/make/", sent)
    secret = answer.context["secret"]
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert secret in answer.content.decode()
    page = client.get("/accounts/tokens/").content.decode()
    assert ("Reports" in page, secret in page) == (True, False)
    token = Token.objects.get(name="Reports")
    assert (token.access, token.families) == ("read", ["topics"])
    asked = Client().get("/api/v1/people", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 403


def test_the_page_says_what_is_wrong(as_person: SignIn) -> None:
    sent = {"name": "", "access": "all", "families": ["none"], "expires_on": "soon"}
    answer = as_person("chief").post("/accounts/tokens/make/", sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {*sent})
    assert Token.objects.count() == 0


def test_the_page_of_anothers_token_is_missing(as_person: SignIn, viewers: dict[str, Viewer]) -> None:
    token, _secret = made(viewers["chief"])
    page = f"/accounts/tokens/{token.pk}/revoke/"
    statuses = {who: as_person(who).get(page).status_code for who in ("anyone", "expert", "chief", "administrator")}
    assert statuses == {"anyone": 404, "expert": 404, "chief": 200, "administrator": 200}
    assert as_person("chief").post(page, {"reason": "Lost"}).status_code == 302
    assert Token.objects.get(pk=token.pk).revoked_on == TODAY
