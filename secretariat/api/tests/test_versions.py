"""Versions: the mark that a caller is told moves with what they may see, and with nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from secretariat.accounts.models import Person
from secretariat.api.shapes import with_version
from secretariat.api.tests.callers import ROOT, SignIn
from secretariat.core.resources import resources
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.plans.services import adopt_amendment
from tests.samples import Samples
from tests.security.canaries import Public, a_planner, plant

pytestmark = pytest.mark.django_db
OUTSIDE = ("anyone", "delegate", "expert")
Marks = dict[tuple[str, str], str]


def marks_of(viewer: Viewer) -> Marks:
    """Return the versions of all records that everyone sees, as they are told to a viewer."""
    found: Marks = {}
    for resource in resources():
        rows = with_version(resource, resource.rows(viewer).filter(pk__in=resource.rows(ANYONE).values("pk")), viewer)
        found |= {(resource.name, str(pk)): mark for pk, mark in rows.values_list("pk", "version_mark")}
    return found


def moved(before: Marks, after: Marks) -> set[str]:
    """Return the resources of which a record has another mark than before."""
    return {key[0] for key, mark in before.items() if after.get(key) != mark}


def etag(client: Client, path: str) -> str:
    return client.get(f"{ROOT}/{path}").headers["ETag"]


def test_no_version_moves_because_of_what_is_hidden(cast: dict[str, Person], viewers: dict[str, Viewer]) -> None:
    planner = a_planner()
    public = Public(Samples(planner, cast), planner)
    before = {who: marks_of(viewers[who]) for who in (*OUTSIDE, "planning_officer")}
    plant(public)
    assert {who: moved(before[who], marks_of(viewers[who])) for who in OUTSIDE} == {who: set() for who in OUTSIDE}
    assert "activities" in moved(before["planning_officer"], marks_of(viewers["planning_officer"]))


def test_a_version_moves_when_a_draft_is_adopted(
    cast: dict[str, Person], viewers: dict[str, Viewer], as_person: SignIn
) -> None:
    """A line that the amendment drops says so from then on: who kept its mark must not be told that it is as before."""
    by, outside = viewers["planning_officer"], as_person("delegate")
    samples = Samples(by, cast)
    path = f"activities/{samples.dropped.pk}"
    before = etag(outside, path)
    adopt_amendment(samples.amendment, authority=samples.document, by=by, on=timezone.localdate())
    answer = outside.get(f"{ROOT}/{path}", headers={"If-None-Match": before})
    assert (answer.status_code, answer.json()["dropped_by"]) == (200, str(samples.amendment.pk))
    assert answer.headers["ETag"] != before
