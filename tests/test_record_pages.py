"""Where a record leads: whoever may see it may open its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from secretariat.accounts.models import Person
from secretariat.core.records import Record
from secretariat.core.resources import visible
from secretariat.core.viewer import Viewer
from secretariat.web.permissions import PEOPLE
from tests.answers import content_of
from tests.samples import Samples

pytestmark = pytest.mark.django_db
EACH = 3  # records of one kind


@pytest.mark.routes
@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_sees_a_record_opens_its_page(
    who: str, cast: dict[str, Person], viewers: dict[str, Viewer], as_person: Callable[[str], Client]
) -> None:
    """Else lists of changes and results of searches lead to doors that are shut."""
    Samples(viewers["planning_officer"], cast)
    client, opened, shut = as_person(who), 0, {}
    for model in apps.get_models():
        if not issubclass(model, Record) or not hasattr(model, "get_absolute_url"):
            continue
        for record in visible(model, viewers[who]).order_by("-pk")[:EACH]:
            if address := record.get_absolute_url():
                answer = client.get(address)
                content_of(answer)
                opened += 1
                if answer.status_code not in {200, 302} or "/login/" in answer.headers.get("Location", ""):
                    shut[model.__name__, address] = answer.status_code
    assert (shut, opened > 30) == ({}, True)
