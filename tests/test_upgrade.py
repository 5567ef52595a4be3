"""An upgrade backs up, migrates and checks; killed anywhere, it goes on where it was."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from secretariat.operations.archive import Archive
from tests.databases import KINDS, all_rows, installation
from tests.installations import Installation

BACK = ("axes", "0005")  # an app whose tables changed several times since


def older(given: Installation) -> None:
    """Make an installation as a former version of the program would have left it."""
    for words in (("prepare",), ("migrate", *BACK)):
        done = given.run(*words)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_upgrade_that_is_killed_goes_on_where_it_was(tmp_path: Path, kind: str) -> None:
    with installation(tmp_path, kind) as given:
        older(given)
        before = all_rows(given, BACK[0])
        assert given.run("migrate", "--check").returncode == 1
        for pause in (1.5, 2.2, 2.6, 3.0):
            running = given.start("upgrade")
            time.sleep(pause)
            running.kill()
            running.communicate()
        done = given.run("upgrade")
        assert (done.returncode, done.stdout) == (0, "No fault, warnings: 0.\n"), done.stderr
        assert given.run("migrate", "--check").returncode == 0
        assert all_rows(given, BACK[0]) == before
        assert given.run("backup", str(tmp_path / "after.tar")).returncode == 0


def test_upgrade_begins_with_a_backup_of_what_was(tmp_path: Path) -> None:
    with installation(tmp_path / "old", "sqlite") as old, installation(tmp_path / "back", "sqlite") as back:
        older(old)
        assert old.run("upgrade").returncode == 0
        (path,) = (old.folder / "backups").iterdir()
        with Archive(path) as archive:
            assert max(name for label, name in archive.manifest.migrations if label == BACK[0]).startswith(BACK[1])
        assert back.run("restore", str(path)).returncode == 0
        assert all_rows(back) == all_rows(old)


def test_upgrade_of_what_is_current_changes_nothing(lanterns: Installation) -> None:
    done = lanterns.run("upgrade")
    assert (done.returncode, done.stdout) == (0, "No fault, warnings: 0.\n"), done.stderr
    assert not (lanterns.folder / "backups").exists()
