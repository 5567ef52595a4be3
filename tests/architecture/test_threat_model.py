"""The threat model names tests for what it claims; each of them exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:[\w]+/)+\w+\.py)::(\w+)`", MODEL)))
CLASSES = 25


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_named_test_exists(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert [each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == test] == [test]


def test_every_class_is_answered_and_has_a_test() -> None:
    rows = [line.split("|")[1:-1] for line in MODEL.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == list(range(1, CLASSES + 1))
    assert [row[0].strip() for row in rows if not row[2].strip() or "::" not in row[3]] == []
