"""The limits on signing in and resetting a password hold for all web processes of an installation together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS, installation
from tests.installations import Reader, serving

OF_ONE_ADDRESS = 5  # resets a minute, as django-allauth counts them
OF_ONE_NETWORK = 20  # failed sign-ins a minute


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_process_counted_another_knows(tmp_path: Path, kind: str) -> None:
    with installation(tmp_path, kind) as given:
        assert given.run("prepare").returncode == 0
        with serving(given, "--no-worker") as (_one, port), serving(given, "--no-worker") as (_other, other_port):
            one, other = Reader(port), Reader(other_port)
            asked = [one.send("/accounts/password/reset/", email="who@example.org")[0] for _ in range(OF_ONE_ADDRESS)]
            assert asked == [200] * OF_ONE_ADDRESS
            assert other.send("/accounts/password/reset/", email="who@example.org")[0] == 429
            assert other.send("/accounts/password/reset/", email="another@example.org")[0] == 200
            for number in range(OF_ONE_NETWORK):
                said = one.send("/accounts/login/", login=f"who{number}@example.org", password="wrong words here")[1]
                assert "Too many attempts" not in said
            said = other.send("/accounts/login/", login="new@example.org", password="wrong words here")[1]
            assert "Too many attempts" in said
