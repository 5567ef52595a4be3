"""Read a package of founding data from its folder, and say plainly what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from secretariat.founding.places import place_of, read_yaml
from secretariat.founding.schema import Founding

FILES = tuple(name for name in Founding.model_fields if name not in {"package", "at"})
PLAIN = {"missing": "is missing", "extra_forbidden": "is not known here", "string_type": "must be a text, in quotes"}


class FoundingError(Exception):
    """The package cannot be loaded; the message has one line for each fault: file and line, what is wrong."""


def read_package(folder: Path) -> Founding:
    """Read and check the package in ``folder``.

    Errors: FoundingError with one line a fault (file, line, what is wrong).
    """
    faults = list(_strays(folder))
    data: dict[str, Any] = {"package": _load(folder / "package.yaml", folder, faults)}
    homes: dict[str, list[str]] = {}
    for name in FILES:
        found = [(home, entry) for path in _paths(folder, name) for home, entry in _entries(path, folder, faults)]
        homes[name] = [home for home, _entry in found]
        data[name] = [entry for _home, entry in found]
    if faults:
        raise FoundingError("\n".join(faults))
    try:
        return Founding.model_validate(data)
    except ValidationError as error:
        raise FoundingError("\n".join(_lines(error, data, homes))) from error


def _paths(folder: Path, name: str) -> list[Path]:
    """``plans.yaml`` and the files of the folder ``plans/``, in the order of their names."""
    single = folder / f"{name}.yaml"
    return ([single] if single.exists() else []) + sorted((folder / name).glob("*.yaml"))


def _strays(folder: Path) -> Iterator[str]:
    """Name the files that look like data but are read as nothing: a slip in a name would lose facts in silence."""
    read = {folder / "package.yaml", *(path for name in FILES for path in _paths(folder, name))}
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        if path not in read:
            yield f"{path.relative_to(folder)}: no file of a package has this name (package, {', '.join(FILES)}; .yaml)"


def _load(path: Path, folder: Path, faults: list[str]) -> Any:
    name = str(path.relative_to(folder))
    try:
        return read_yaml(path, name)
    except FileNotFoundError:
        faults.append(f"{name}: this file is missing in {folder}")
    except ValueError as error:
        faults.append(str(error))
    return None


def _entries(path: Path, folder: Path, faults: list[str]) -> list[tuple[str, Any]]:
    """Return the entries of a file, which holds a list of them or one as a mapping, each with the file's name."""
    content = _load(path, folder, faults)
    entries = content if isinstance(content, list) else [content] if content is not None else []
    return [(str(path.relative_to(folder)), entry) for entry in entries]


def _lines(error: ValidationError, data: Mapping[str, Any], homes: Mapping[str, list[str]]) -> Iterator[str]:
    for fault in error.errors():
        steps = fault["loc"]
        name, index, *inner = [*steps, ""] if steps[0] != "package" else ["package", 0, *steps[1:], ""]
        home = homes[str(name)][int(index)] if name in homes else "package.yaml"
        said = PLAIN.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        field = ".".join(str(step) for step in inner[:-1])
        yield f"{place_of(data, steps) or home}: {field + ': ' if field else ''}{said}"
