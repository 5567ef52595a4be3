"""Damaged files through the pages: never an error of ours, never part of a file taken in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from secretariat.core.viewer import Viewer
from secretariat.exchange.choices import ImportState
from secretariat.exchange.models import Import
from secretariat.exchange.tests.files import register_as
from secretariat.exchange.tests.mutations import damaged
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def outcome(client: Client, content: bytes) -> str:
    """Bring a file as far as it goes; return what became of it. Any answer but these fails."""
    answer = client.post(reverse("import-new"), {"register": "topics", "file": SimpleUploadedFile("x.xlsx", content)})
    if answer.status_code == 422:
        return "not read"
    assert answer.status_code == 302
    import_ = Import.objects.latest("id")
    columns = {f"column_{place}": name for place, name in import_.columns.items()}
    answer = client.post(reverse("import-map", args=(import_.pk,)), {**columns, "empties": "keep"})
    if answer.status_code == 422:
        return "columns not known"
    assert (answer.status_code, client.get(import_.get_absolute_url()).status_code) == (302, 200)
    before = Topic.history.count()
    answer = client.post(reverse("import-apply", args=(import_.pk,)), {"reason": "For the test"})
    import_.refresh_from_db()
    wrote = Topic.history.count() - before
    if import_.state != ImportState.APPLIED:
        assert (wrote, answer.status_code) == (0, 409)
        return "kept out"
    assert wrote == import_.counts.get("made", 0) + import_.counts.get("changed", 0)
    return "all taken in"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_damaged_register_is_taken_in_whole_or_not_at_all(
    as_person: AsPerson, viewers: dict[str, Viewer], kind: str
) -> None:
    client = as_person("planning_officer")
    content = register_as("topics", kind, viewers["planning_officer"])
    outcomes = {outcome(client, each) for each in damaged(content, count=20, seed=11)}
    assert outcomes - {"not read", "columns not known", "kept out", "all taken in"} == set()
    assert len(outcomes) > 1
