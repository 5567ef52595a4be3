"""The invented half-year: loaded once, marked in every row, and gone without a trace when it is removed."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings

from secretariat.accounts.models import Person
from secretariat.core.errors import Refused
from secretariat.core.records import Record
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.delivery.services import plan_deliverable
from secretariat.founding.cast import enter_cast
from secretariat.founding.half_year import load_half_year, remove_half_year
from secretariat.founding.reading import FoundingError, read_package
from secretariat.founding.schema import Founding, Work
from secretariat.founding.tests.conftest import all_rows
from secretariat.mandates.models import Evidence
from secretariat.parties.models import Role
from secretariat.parties.queries import loader, operator

pytestmark = pytest.mark.django_db
LATER = datetime.date(2017, 1, 15)


@pytest.fixture
def founding(settings: Any) -> Founding:
    settings.DEMONSTRATION = True
    read = read_package(django_settings.FOUNDING_PACKAGE)
    enter_cast(read, by=loader())
    return read


def only(founding: Founding, *keys: str, **changed: Any) -> Founding:
    """Return the package with these works alone."""
    works = [each.model_copy(update=changed) for each in founding.half_year if each.key in keys]
    return founding.model_copy(update={"half_year": tuple(works)})


def invented() -> dict[str, int]:
    models = [model for model in apps.get_models() if issubclass(model, Record) and model not in {Person, Role}]
    counts = {model._meta.label_lower: model._base_manager.filter(is_demonstration=True).count() for model in models}
    return {name: count for name, count in counts.items() if count}


def test_half_year_is_loaded_once_marked_and_removed_without_a_trace(founding: Founding) -> None:
    rows, held = all_rows(), sorted(Evidence.objects.values_list("pk", "held"))
    assert load_half_year(founding) == len(founding.half_year)
    assert load_half_year(founding) == 0
    became = Counter(Deliverable.objects.values_list("state", flat=True))
    assert became == Counter(each.became.value for each in founding.half_year)
    assert set(became) == {each.value for each in DeliverableState}
    added = all_rows() - rows
    marked = invented()
    assert {name: count for name, count in added.items() if not name.startswith("history of ")} == {
        apps.get_model(name)._meta.label: count for name, count in marked.items()
    }
    assert sorted(Evidence.objects.values_list("pk", "held")) != held
    assert remove_half_year(by=operator(), on=LATER) == marked
    assert invented() == {}
    assert sorted(Evidence.objects.values_list("pk", "held")) == held
    left = all_rows() - rows
    assert set(left) <= {"history of mandates.Evidence", "history of accounts.Person"}  # how the counts went, and who


def test_host_and_states_of_a_group_take_part_as_on_the_day(founding: Founding) -> None:
    load_half_year(only(founding, "borders-lima"))
    parts = Counter(Involvement.objects.values_list("part", flat=True))
    assert parts == Counter({"host": 1, "participant": 34, "partner": 3})


def test_work_on_a_line_that_the_plan_has_not_is_refused_and_nothing_kept(founding: Founding) -> None:
    wrong = only(founding, "gaps-roseau", "gaps-la-paz")
    last: Work = wrong.half_year[1].model_copy(update={"line": "9.Z.1.1"})
    with pytest.raises(FoundingError, match=r"the plan has no line 9\.Z\.1\.1"):
        load_half_year(wrong.model_copy(update={"half_year": (wrong.half_year[0], last)}))


def test_what_is_real_and_leads_to_what_is_invented_keeps_it(founding: Founding) -> None:
    load_half_year(only(founding, "ports-st-georges"))
    first = Deliverable.objects.get()
    real = plan_deliverable(
        activity=first.activity, kind="course", title=first.title, level="national", follows=first, by=operator()
    )
    with pytest.raises(Refused, match="is not invented and leads to"):
        remove_half_year(by=operator(), on=LATER)
    assert set(Deliverable.objects.all()) == {first, real}


def test_half_year_stays_out_of_a_real_installation(founding: Founding, settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Refused):
        load_half_year(founding)
    with pytest.raises(Refused):
        remove_half_year(by=operator(), on=LATER)
