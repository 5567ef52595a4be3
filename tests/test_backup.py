"""The drill: back up while others write, restore elsewhere, compare every row and file; and what must be refused."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pytest

from secretariat.core.errors import Refused
from secretariat.operations.archive import Archive
from secretariat.operations.progress import Progress
from secretariat.operations.services import verify
from tests.databases import KINDS, all_files, all_rows, installation
from tests.installations import Installation

QUIET = Progress(quiet=True)
# Writes pairs of topics, each pair in one transaction and with a file stored before, and says how far it is.
WRITER = """
import sys
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.parties.queries import loader
from secretariat.topics.models import Topic
by = loader()
for number in range(100_000):
    default_storage.save(f"drill/{number}.bin", ContentFile(bytes([number % 256]) * 5000))
    with transaction.atomic():
        for half in "ab":
            words = Labels({"es": f"niño {number} “{half}”"})
            keep(Topic(slug=f"drill-{number}-{half}", label=words, kind="theme"), by=by)
    print(number, flush=True)
"""


@contextmanager
def writing(given: Installation) -> Iterator[None]:
    """Let another process write, from before the first step to after the last."""
    writer = given.start("shell", "-v", "0", "-c", WRITER)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    assert first == "0\n", first + writer.stdout.read()
    try:
        yield
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Return an installation that a writer has written to, on SQLite."""
    with installation(tmp_path_factory.mktemp("filled"), "sqlite") as given:
        done = given.run("prepare")
        assert done.returncode == 0, done.stderr
        with writing(given):
            time.sleep(1)
        with closing(sqlite3.connect(given.folder / "own.sqlite3")) as database:
            database.execute("ANALYZE")  # as an administrator may: SQLite keeps what it finds in a table of its own
            database.commit()
        yield given


@pytest.fixture(scope="module")
def kept(filled: Installation) -> Path:
    """Return a back-up of it."""
    path = filled.folder / "kept.tar"
    done = filled.run("backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


def drill_pairs(rows: dict[str, object]) -> dict[str, int]:
    """Count the halves of each pair that the writer wrote, and of their history."""
    found: dict[str, int] = {}
    for name, fields in rows.items():
        assert isinstance(fields, dict)
        slug = str(fields.get("slug", ""))
        if slug.startswith("drill-") and name.startswith("topics."):
            pair = slug.rpartition("-")[0]
            found[pair] = found.get(pair, 0) + 1
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_backup_under_writes_holds_one_moment(tmp_path: Path, kind: str) -> None:
    with installation(tmp_path / "here", kind) as here, installation(tmp_path / "there", kind) as there:
        assert here.run("prepare").returncode == 0
        with writing(here):
            done = here.run("backup", str(tmp_path / "one.tar"))
            assert done.returncode == 0, done.stderr
        done = there.run("restore", str(tmp_path / "one.tar"))
        assert done.returncode == 0, done.stderr
        before, restored, after = drill_pairs(all_rows(there)), all_rows(there), all_rows(here)
        assert set(before.values()) == {4}  # two topics and their histories: no pair is torn
        assert restored.items() <= after.items()  # and nothing is there that was not written
        files = all_files(there)
        assert {f"drill/{pair.removeprefix('drill-')}.bin" for pair in before} <= files.keys()
        assert files.items() <= all_files(here).items()


@pytest.mark.parametrize("kind", KINDS)
def test_restored_installation_has_every_row_file_and_key(
    tmp_path: Path, filled: Installation, kept: Path, kind: str
) -> None:
    with installation(tmp_path / "there", kind) as there, installation(tmp_path / "back", "sqlite") as back:
        done = there.run("restore", str(kept))
        assert (done.returncode, done.stdout) == (0, f"Restored from {kept}. Everyone signs in again.\n"), done.stderr
        assert all_rows(there) == all_rows(filled)
        assert all_files(there) == all_files(filled)
        assert (there.folder / "secret-key").read_text() == (filled.folder / "secret-key").read_text()
        # A new row gets a key that is not taken, and what was restored backs up and restores again.
        words = ("--name", "New", "--role", "program_officer", "--party", "lantern-office")
        entered = there.run("user", "add", "new@example.org", *words)
        assert entered.returncode == 0, entered.stderr
        assert there.run("backup", str(tmp_path / "again.tar")).returncode == 0
        assert back.run("restore", str(tmp_path / "again.tar")).returncode == 0
        assert all_rows(back) == all_rows(there)
        assert back.run("migrate", "--check").returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_backup_of_an_older_program_is_brought_forward(tmp_path: Path, kind: str) -> None:
    with installation(tmp_path / "old", kind) as old, installation(tmp_path / "new", kind) as new:
        assert old.run("prepare").returncode == 0
        assert old.run("migrate", "axes", "0008").returncode == 0
        path = tmp_path / "old.tar"
        assert old.run("backup", str(path)).returncode == 0
        with Archive(path) as archive:
            assert max(name for label, name in archive.manifest.migrations if label == "axes").startswith("0008")
        done = new.run("restore", str(path))
        assert done.returncode == 0, done.stderr
        assert "  migrations since: 2\n" in done.stderr
        assert new.run("migrate", "--check").returncode == 0
        assert old.run("migrate").returncode == 0
        assert all_rows(new) == all_rows(old)


@pytest.mark.parametrize("kind", KINDS)
def test_restore_that_is_killed_leaves_the_old_state_or_the_new(tmp_path: Path, kept: Path, kind: str) -> None:
    with installation(tmp_path / "there", kind) as there:
        assert there.run("prepare").returncode == 0
        old = all_rows(there)
        for pause in (1.6, 2.2, 2.8):
            restoring = there.start("restore", "--over", str(kept))
            time.sleep(pause)
            restoring.kill()
            restoring.communicate()
            rows = all_rows(there)
            if rows != old:
                break
        done = there.run("restore", "--over", str(kept))
        assert done.returncode == 0, done.stderr
        new = all_rows(there)
        assert rows in (old, new)
        assert [path.name for path in there.folder.glob(".*restoring*")] == []


def test_restore_over_takes_away_files_that_the_backup_does_not_have(
    tmp_path: Path, filled: Installation, kept: Path
) -> None:
    with installation(tmp_path / "there", "sqlite") as there:
        done = there.run("restore", str(kept))
        (there.folder / "files" / "drill" / "0.bin").write_bytes(b"not what it was")
        (there.folder / "files" / "stranger.txt").write_text("nobody's")
        done = there.run("restore", "--over", str(kept))
        assert done.returncode == 0, done.stderr
        assert all_files(there) == all_files(filled)


def test_restore_refuses_an_installation_that_holds_something(filled: Installation, kept: Path) -> None:
    before = all_rows(filled)
    done = filled.run("restore", str(kept))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "This installation is not empty: the table accounts_historicalperson has rows. Nothing was changed; "
        "--over puts the back-up over it."
    )
    assert all_rows(filled) == before


def test_every_member_that_was_changed_is_named(kept: Path, tmp_path: Path) -> None:
    with Archive(kept) as archive:
        inside = [(name, archive.inside[name]) for name in archive.manifest.members]
    members = [(name, facts.offset_data, facts.size) for name, facts in inside]
    assert len(members) > 50
    copy = tmp_path / "copy.tar"
    shutil.copy(kept, copy)
    for name, start, size in members:
        with copy.open("r+b") as file:
            flip(file.fileno(), start + size // 2)
            with pytest.raises(Refused) as refused:
                verify(copy, QUIET)
            assert str(refused.value) == f"{copy} is damaged:\n  {name} is not what was written"
            flip(file.fileno(), start + size // 2)
    assert verify(copy, QUIET).rows > 0


def flip(descriptor: int, place: int) -> None:
    """Turn one byte of a file round; twice, and it is as it was."""
    byte = os.pread(descriptor, 1, place)
    os.pwrite(descriptor, bytes([byte[0] ^ 0xFF]), place)


@pytest.mark.parametrize("part", [0.0, 0.2, 0.9, 0.99])
def test_backup_that_is_cut_off_is_refused(kept: Path, tmp_path: Path, part: float) -> None:
    copy = tmp_path / "copy.tar"
    whole = kept.read_bytes()
    copy.write_bytes(whole[: int(whole.rstrip(b"\0").__len__() * part)])
    with pytest.raises(Refused, match="is no whole back-up"):
        verify(copy, QUIET)


def test_damaged_backup_changes_nothing(kept: Path, tmp_path: Path, filled: Installation) -> None:
    with Archive(kept) as archive:
        place = archive.inside["tables/parties_party.jsonl.gz"].offset_data + 100
    copy = tmp_path / "copy.tar"
    shutil.copy(kept, copy)
    with copy.open("r+b") as file:
        flip(file.fileno(), place)
    before = all_rows(filled)
    done = filled.run("restore", "--over", str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{copy} is damaged:\n  tables/parties_party.jsonl.gz is not what was written\n"
    assert all_rows(filled) == before
    assert filled.run("backup", "--verify", str(copy)).returncode == 1


def test_backup_of_a_newer_program_is_refused(kept: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.tar"
    with Archive(kept) as archive:
        archive.manifest.migrations.append(("plans", "9999_from_the_future"))
        rewritten(archive, newer)
    with installation(tmp_path / "there", "sqlite") as there:
        done = there.run("restore", str(newer))
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1] == (
            "A newer program made these tables: 1 of their migrations are unknown here, the first is "
            "plans.9999_from_the_future. Nothing was changed."
        )
        assert not (there.folder / "files").exists()


def rewritten(archive: Archive, path: Path) -> None:
    """Write an archive again with the manifest that it has now."""
    text = json.dumps(asdict(archive.manifest)).encode()
    own = {"manifest.json": text, "manifest.sha256": hashlib.sha256(text).hexdigest().encode()}
    with tarfile.open(path, "w") as tar:
        for name, info in archive.inside.items():
            content = own.get(name) or archive.open(name).read()
            info.size = len(content)
            tar.addfile(info, BytesIO(content))


def test_backup_is_for_its_owner_alone_and_never_written_over_another(filled: Installation, tmp_path: Path) -> None:
    path = tmp_path / "mine.tar"
    before = os.umask(0)
    try:
        assert filled.run("backup", str(path)).returncode == 0
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    done = filled.run("backup", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{path} exists already: a back-up is never written over another.\n"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.tar"]


def test_backup_that_is_killed_does_not_stop_the_next(filled: Installation, tmp_path: Path) -> None:
    path = tmp_path / "mine.tar"
    running = filled.start("backup", str(path))
    part = tmp_path / ".mine.tar.part"
    until = time.monotonic() + 30
    while not part.exists() and time.monotonic() < until:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert (part.exists(), path.exists()) == (True, False)
    assert filled.run("backup", str(path)).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["mine.tar"]


def test_backup_without_room_leaves_nothing(filled: Installation) -> None:
    done = filled.run("backup", "/dev/full/mine.tar")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "/dev/full is no folder.\n")


def test_production_keeps_keys_apart_unless_told(filled: Installation, tmp_path: Path) -> None:
    secret = "kept-apart-" * 6  # the writer fills its files with one byte each, so no byte repeated would do
    given = {"SECRETARIAT_SECRET_KEY": secret, "SECRETARIAT_HOSTS": "127.0.0.1"}
    production = Installation(filled.folder, settings="production", extra=given)
    done = production.run("backup", str(tmp_path / "without.tar"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == (
        "Not in it: SECRETARIAT_SECRET_KEY. Keep a copy elsewhere, or say --with-keys."
    )
    assert production.run("backup", "--with-keys", str(tmp_path / "with.tar")).returncode == 0
    key = secret.encode()
    assert [key in (tmp_path / name).read_bytes() for name in ("without.tar", "with.tar")] == [False, True]
    other = Installation(
        tmp_path / "other", settings="production", extra={**given, "SECRETARIAT_SECRET_KEY": "another" * 10}
    )
    other.folder.mkdir()
    done = other.run("restore", str(tmp_path / "with.tar"))
    assert done.returncode == 0, done.stderr
    left = other.folder / "restored-keys.env"
    assert (left.read_text(), left.stat().st_mode & 0o777) == (f"SECRETARIAT_SECRET_KEY={secret}\n", 0o600)
    assert done.stderr.splitlines()[-1].startswith("SECRETARIAT_SECRET_KEY of the back-up stands in ")
