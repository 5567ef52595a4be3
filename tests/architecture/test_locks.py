"""The locks hold what pyproject.toml asks for, agree with each other, and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package; a package may have one for each kind of machine."""
    versions: dict[str, set[str]] = {}
    for found in PINNED.finditer(text(lock)):
        versions.setdefault(canonicalize_name(found["name"]), set()).add(found["version"])
    return versions


def unmet(lock: str, asked: list[str]) -> list[str]:
    pinned = pins(lock)
    requirements = [Requirement(line) for line in asked]
    return [
        str(requirement)
        for requirement in requirements
        if not any(
            requirement.specifier.contains(version) for version in pinned.get(canonicalize_name(requirement.name), ())
        )
    ]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_run_lock_holds_what_the_project_asks_for(project: dict[str, Any]) -> None:
    assert unmet("run", project["project"]["dependencies"]) == []


def test_dev_lock_holds_what_the_project_and_its_tests_ask_for(project: dict[str, Any]) -> None:
    assert unmet("dev", project["project"]["dependencies"] + project["dependency-groups"]["dev"]) == []


def test_build_lock_holds_what_builds_the_project(project: dict[str, Any]) -> None:
    assert unmet("build", project["build-system"]["requires"]) == []


@pytest.mark.parametrize("smaller", ["run", "build"])
def test_dev_lock_never_differs_from_a_smaller_lock(smaller: str) -> None:
    dev = pins("dev")
    assert {
        name: (versions, dev[name]) for name, versions in pins(smaller).items() if dev.get(name, versions) != versions
    } == {}


def test_dev_lock_holds_the_whole_run_lock() -> None:
    assert pins("run").keys() - pins("dev").keys() == set()


@pytest.mark.parametrize("lock", ["run", "dev", "build", "uv"])
def test_lock_names_no_address(lock: str) -> None:
    assert re.findall(r"\w+://\S+|^--\S*(?:index|links)\S*.*$", text(lock), re.MULTILINE) == []


@pytest.mark.parametrize("lock", ["run", "dev", "build", "uv"])
def test_lock_has_a_hash_for_every_package(lock: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text(lock).strip())
    assert [block.partition(" ")[0] for block in blocks if "--hash=sha256:" not in block] == []
