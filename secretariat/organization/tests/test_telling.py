from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import time_machine

from secretariat.accounts.models import Person
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Notice
from secretariat.notices.queries import told
from secretariat.organization.models import Order, Unit
from secretariat.organization.queries.chiefs import chiefs_of
from secretariat.organization.services import change_function, change_placement, settle_due_names
from secretariat.organization.tests.conftest import TODAY, facts_of, function_at, function_facts, placed, words
from secretariat.parties.models import Party, PartyName
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def unit(slug: str) -> Unit:
    return Unit.objects.select_related("party").get(party__slug=slug)


@pytest.mark.parametrize(
    ("slugs", "found"), [(["s-cicte"], ["chief"]), (["s-cicte", "ct-capacity-section"], ["chief"]), (["dps"], [])]
)
def test_chief_of_a_unit_is_its_own_or_that_of_the_nearest_unit_above(
    cast: dict[str, Person], slugs: list[str], found: list[str]
) -> None:
    assert chiefs_of([unit(slug).pk for slug in slugs], on=TODAY) == [cast[name] for name in found]


def test_draft_that_touches_a_unit_is_told_once(draft: Order, officer: Viewer, viewers: dict[str, Viewer]) -> None:
    function = function_at(draft, "II.B.5")
    placement = placed(draft, "s-cicte")
    for _time in range(2):
        change_function(function, function_facts(function), by=officer, reason="")
        change_placement(placement, facts_of(placement), by=officer, reason="")
    found = list(Notice.objects.filter(kind="order-drafted"))
    shown = {each.words for each in told(found, viewers["chief"])}
    assert len(shown) == len(found) == 1
    assert "The draft order EO 26-01 changes what stands of" in shown.pop()
    assert {each.words for each in told(found, viewers["delegate"])} == {"A draft order touches your unit."}


def test_order_in_force_is_told_to_chiefs_of_the_units_it_changes(
    draft: Order, officer: Viewer, viewers: dict[str, Viewer], enforce: Callable[..., Order]
) -> None:
    placement = placed(draft, "dps")
    change_placement(placement, facts_of(placement, acronym="DSP"), by=officer, reason="")
    enforce(draft)
    assert list(Notice.objects.filter(kind="order-issued")) == []
    assert viewers["chief"].is_signed_in


def test_order_that_renames_a_unit_is_told_to_its_chief(
    draft: Order, officer: Viewer, cast: dict[str, Person], enforce: Callable[..., Order]
) -> None:
    placement = placed(draft, "s-cicte")
    change_placement(placement, facts_of(placement, name=words("Counter-terrorism")), by=officer, reason="")
    enforce(draft)
    found = Notice.objects.get(kind="order-issued")
    assert (found.person, found.about_id, found.data["day"]) == (
        cast["chief"],
        str(draft.pk),
        {"day": (TODAY + DAY).isoformat()},
    )


def test_names_of_an_order_are_settled_on_its_day_and_once(
    draft: Order, officer: Viewer, enforce: Callable[..., Order]
) -> None:
    placement = placed(draft, "dps")
    change_placement(placement, facts_of(placement, acronym="DSP"), by=officer, reason="")
    with time_machine.travel(datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC), tick=False):
        enforce(draft, TODAY + 3 * DAY)
    acronyms = []
    for days in (2, 3, 4):
        settle_due_names(on=TODAY + days * DAY, by=operator())
        acronyms.append(Party.objects.get(slug="dps").acronym)
    assert acronyms == ["DPS", "DSP", "DSP"]
    party = Party.objects.get(slug="dps")
    party.acronym = "D.S.P."
    keep(party, by=operator(), reason="Corrected")
    settle_due_names(on=TODAY + 9 * DAY, by=operator())
    former = PartyName.objects.filter(party=party, source="EO 26-01")
    assert [(each.acronym, each.valid_until) for each in former] == [("DPS", TODAY + 2 * DAY)]
    assert Party.objects.get(slug="dps").acronym == "D.S.P."


def test_orders_that_held_before_they_were_entered_are_left_alone() -> None:
    before = list(Party.objects.order_by("pk").values_list("name", "acronym"))
    assert settle_due_names(on=TODAY, by=operator()) == 0
    assert list(Party.objects.order_by("pk").values_list("name", "acronym")) == before
