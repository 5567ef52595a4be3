"""What decides whether the Python environment is made again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import environment
import pytest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the set-up reads, with an environment in place and nothing that can be called."""
    shutil.copytree(environment.LOCKS, tmp_path / "requirements")
    shutil.copy(environment.ROOT / "pyproject.toml", tmp_path)
    for path in (tmp_path / ".venv" / "bin" / "python", tmp_path / ".stamps" / "environment"):
        path.parent.mkdir(parents=True)
        path.touch()
    for name, place in (("ROOT", "."), ("VENV", ".venv"), ("TOOLS", ".tools"), ("LOCKS", "requirements")):
        monkeypatch.setattr(environment, name, tmp_path / place)
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".stamps" / "environment")
    return tmp_path


@pytest.fixture
def installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which each installation leaves its kind instead of taking place."""
    kinds: list[str] = []
    monkeypatch.setattr(environment, "find_uv", lambda: "uv")
    monkeypatch.setattr(environment, "_make_venv", lambda _uv, *, afresh: kinds.append("afresh") if afresh else None)
    monkeypatch.setattr(environment, "_install", lambda _uv, kind: kinds.append(kind))
    return kinds


def test_environment_without_a_stamp_is_installed_once(installed: list[str]) -> None:
    environment.set_up("run")
    environment.set_up("run")
    assert installed == ["run"]


def test_environment_for_tests_serves_to_run(installed: list[str]) -> None:
    for kind in ("run", "dev", "run", "dev"):
        environment.set_up(kind)
    assert installed == ["run", "dev"]


def test_environment_for_tests_stays_one_when_a_lock_changes(project: Path, installed: list[str]) -> None:
    environment.set_up("dev")
    lock = project / "requirements" / "dev.txt"
    lock.write_text(lock.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    environment.set_up("run")
    assert installed == ["dev", "dev"]


def test_environment_is_kept_when_only_the_times_of_the_locks_change(project: Path, installed: list[str]) -> None:
    environment.set_up("run")
    for lock in (project / "requirements").iterdir():
        lock.touch()
    environment.set_up("run")
    assert installed == ["run"]


def test_environment_is_kept_when_only_settings_of_tools_change(project: Path, installed: list[str]) -> None:
    environment.set_up("run")
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.other]\nsetting = 1\n")
    environment.set_up("run")
    assert installed == ["run"]


def test_environment_moved_to_another_folder_is_made_afresh(project: Path, installed: list[str]) -> None:
    environment.set_up("run")
    stamp = json.loads(environment.STAMP.read_text(encoding="utf-8"))
    environment.STAMP.write_text(json.dumps({**stamp, "folder": "/elsewhere"}), encoding="utf-8")
    environment.set_up("run")
    assert installed == ["run", "afresh", "run"]


def test_environment_without_its_python_is_installed_again(project: Path, installed: list[str]) -> None:
    environment.set_up("run")
    (project / ".venv" / "bin" / "python").unlink()
    environment.set_up("run")
    assert installed == ["run", "run"]


def test_environment_that_failed_is_not_remembered(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_uv: str, _kind: str) -> None:
        raise environment.SetUpError("no network")

    environment.set_up("run")
    monkeypatch.setattr(environment, "_install", fail)
    with pytest.raises(environment.SetUpError):
        environment.set_up("dev")
    assert environment.STAMP.exists() is False


def test_environment_of_no_known_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert (environment.main(["production"]), capsys.readouterr().err) == (2, "usage: environment.py run|dev\n")
