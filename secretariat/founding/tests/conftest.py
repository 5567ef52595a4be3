"""A package that a test may change, and a database that no other secretariat holds."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from secretariat.core.history import keep
from secretariat.core.records import Record
from secretariat.founding.loading import load
from secretariat.founding.reading import FoundingError, read_package
from secretariat.founding.sync import Report
from secretariat.parties.models import Organization
from secretariat.parties.queries import loader

LANTERNS = Path(settings.PROJECT).parent / "tests" / "packages" / "lantern_commission"


class Copy:
    """A copy of the small package, to change and load."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, file: str, words: str) -> str:
        """Return the place of the first line that holds ``words``."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return f"{file}:{next(number for number, line in enumerate(lines, 1) if words in line)}"

    def load(self) -> Report:
        return load(self.folder, by=loader())

    def faults(self) -> list[str]:
        """Return the faults that reading or loading tells."""
        with pytest.raises(FoundingError) as caught:
            self.load()
        return str(caught.value).splitlines()

    def read_faults(self) -> list[str]:
        """Return the faults that reading alone tells."""
        with pytest.raises(FoundingError) as caught:
            read_package(self.folder)
        return str(caught.value).splitlines()


@pytest.fixture
def package(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(LANTERNS, tmp_path / "package")))


@pytest.fixture
def unserved(db: None) -> None:
    """Let the database forget whose secretariat it is, so that the small package may be loaded into it."""
    served = Organization.objects.get(is_served=True)
    served.is_served = False
    keep(served, by=loader(), reason="For a test")


def all_rows() -> Counter[str]:
    """Return how many rows and history entries each record has."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return Counter({model._meta.label: model._default_manager.count() for model in models}) + Counter(
        {f"history of {model._meta.label}": model.history.count() for model in models}
    )
