"""Read YAML so that every entry remembers where it stands, as file and line, for whoever has to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

PLACE = "\n"  # the key under which an entry keeps its place: no file can spell it by accident
Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(Base):
    """The safe loader; each mapping keeps its place, and a key that stands twice is a fault."""

    file = ""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own
        keys = [key.value for key, _value in node.value]
        for at, (key, _value) in enumerate(node.value):
            if key.value in keys[:at]:
                raise yaml.MarkedYAMLError(problem=f"the key “{key.value}” stands twice", problem_mark=key.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return {**found, PLACE: f"{self.file}:{node.start_mark.line + 1}"}


def read_yaml(path: Path, name: str) -> Any:
    """Return what a file holds; each mapping keeps its place, which begins with ``name``.

    Errors: ValueError, with the place, where the file is no YAML or not UTF-8; FileNotFoundError.
    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        loader.file = name
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"{name}{line}: not readable as YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{name}: not readable as YAML: {error}") from error


def place_of(data: Any, steps: Iterable[int | str]) -> str:
    """Return the place of the innermost mapping on the way that ``steps`` lead through ``data``, or ""."""
    place = ""
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict):
            place = data.get(PLACE, place)
    return place


def without_place(words: Any) -> Any:
    """Return a mapping whose keys are data, without the key that keeps its place."""
    return {key: value for key, value in words.items() if key != PLACE} if isinstance(words, dict) else words
