"""A draft is the secretariat's alone: no page, list, chart, panel or count shows it to anybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement, Unit
from secretariat.organization.services import (
    FunctionFacts,
    PlacementFacts,
    add_counterpart,
    add_function,
    add_unit,
    draft_order,
    drop_function,
    withdraw_order,
)
from secretariat.organization.tests.conftest import TODAY, function_at, placed, words
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

CANARY = "Xyzzyburg"
SLUG = "eo-26-66"
STRANGERS = ["anyone", "delegate", "analyst", "partner"]
SignIn = Callable[[str], Client]


@pytest.fixture
def hidden(officer: Viewer) -> Order:
    """Return a draft full of canaries."""
    order = draft_order(symbol="EO 26-66", title=words(f"Title {CANARY}"), by=officer, on=TODAY, reason=CANARY)
    facts = PlacementFacts(
        name=words(f"Section {CANARY}"),
        acronym=CANARY,
        level="section",
        parent=placed(order, "s-cicte").unit,
        address="IV.E",
        head=words(f"Head {CANARY}"),
        note=words(f"Note {CANARY}"),
    )
    unit = add_unit(order, facts, by=officer, reason=CANARY).unit
    function = add_function(
        order,
        FunctionFacts(
            unit=unit,
            address="IV.E.1",
            kind="function",
            summary=words(f"Does {CANARY}"),
            note=words(CANARY),
            topics=(Topic.objects.get(slug="cyber-security"),),
        ),
        by=officer,
        reason=CANARY,
    )
    party = Party.objects.get(slug="iadb")
    add_counterpart(function, relation="through", party=party, detail=Labels({"en": CANARY}), by=officer, reason=CANARY)
    drop_function(function_at(order, "II.B.5"), by=officer, reason=CANARY)
    return order


def own_pages(order: Order) -> list[str]:
    """Return the addresses that lead to the draft, its document, its paragraphs, its unit."""
    unit = Unit.objects.get(placements__order=order, placements__address="IV.E")
    counterpart = Counterpart.objects.get(function__order=order, function__paragraph__number="IV.E.1")
    slug = unit.party.slug
    return [
        reverse("order", args=(SLUG,)),
        reverse("order-difference", args=(SLUG,)),
        f"{reverse('order-difference', args=('eo-16-01-rev-1',))}?against={SLUG}",
        reverse("order-put-in-force", args=(SLUG,)),
        reverse("order-withdraw", args=(SLUG,)),
        reverse("order-resume", args=(SLUG,)),
        reverse("order-placement-add", args=(SLUG,)),
        reverse("order-placement-change", args=(SLUG, slug)),
        reverse("order-placement-drop", args=(SLUG, slug)),
        reverse("order-function-add", args=(SLUG,)),
        reverse("order-function-change", args=(SLUG, "IV.E.1")),
        reverse("order-function-drop", args=(SLUG, "IV.E.1")),
        reverse("order-counterpart-add", args=(SLUG, "IV.E.1")),
        reverse("order-counterpart-drop", args=(SLUG, "IV.E.1", counterpart.pk)),
        unit.get_absolute_url(),
        f"{reverse('functions')}?order={SLUG}",
        f"{reverse('functions-unassigned')}?order={SLUG}",
        f"{reverse('functions-similar')}?order={SLUG}",
        order.document.get_absolute_url(),
        function_at(order, "IV.E.1").get_absolute_url(),
        *own_panels(order.document, function_at(order, "IV.E.1").paragraph, order, unit),
    ]


def own_panels(*records: models.Model) -> list[str]:
    return [panel_url(record, panel) for record in records for panel in panels_for(type(record))]


def other_pages() -> list[str]:
    """Return public addresses where a leak would show."""
    topic, party = Topic.objects.get(slug="cyber-security"), Party.objects.get(slug="iadb")
    issued = Document.objects.get(slug="eo-16-01-rev-1")
    continued = Paragraph.objects.get(document=issued, number="IV.B.1")
    return [
        "/structure/",
        "/structure/?date=2999-12-31",
        "/structure/chart.svg?date=2999-12-31",
        "/structure/orders/",
        "/structure/orders/eo-16-01-rev-1/",
        "/structure/functions/",
        "/structure/functions/?topic=cyber-security",
        "/structure/functions/?relation=through",
        "/structure/functions/unassigned/",
        "/structure/functions/similar/",
        "/structure/units/s-cicte/",
        "/structure/units/s-cicte/?date=2999-12-31",
        "/documents/",
        f"/documents/?text={CANARY[:5]}",
        f"/documents/find/?q={CANARY[:5]}",
        issued.get_absolute_url(),
        continued.get_absolute_url(),
        topic.get_absolute_url(),
        "/coverage/",
        "/",
        *own_panels(topic, party, issued, continued, Unit.objects.get(party__slug="s-cicte")),
    ]


@pytest.mark.parametrize("name", STRANGERS)
def test_draft_is_not_found_by_strangers(as_person: SignIn, hidden: Order, name: str) -> None:
    client = as_person(name)
    found = [(url, answer.status_code) for url in own_pages(hidden) if (answer := client.get(url)).status_code != 404]
    assert found == []


def test_withdrawn_draft_is_not_found_by_strangers(as_person: SignIn, hidden: Order, officer: Viewer) -> None:
    withdraw_order(hidden, by=officer, reason=CANARY)
    client = as_person("anyone")
    found = [(url, answer.status_code) for url in own_pages(hidden) if (answer := client.get(url)).status_code != 404]
    assert found == []


@pytest.mark.parametrize("name", STRANGERS)
def test_draft_is_not_changed_by_strangers(as_person: SignIn, hidden: Order, name: str) -> None:
    client = as_person(name)
    before = Order.history.count(), Placement.history.count(), Function.history.count()
    answers = {client.post(url, {"reason": "x"}).status_code for url in own_pages(hidden)[3:14]}
    assert answers == {404}
    assert (Order.history.count(), Placement.history.count(), Function.history.count()) == before


@pytest.mark.parametrize("name", STRANGERS)
def test_draft_leaks_nowhere(as_person: SignIn, hidden: Order, name: str) -> None:
    client = as_person(name)
    answers: list[tuple[str, Any]] = [(url, client.get(url, headers={"HX-Request": "true"})) for url in other_pages()]
    leaks = [
        url for url, answer in answers if any(each in answer.content.decode() for each in (CANARY, SLUG, "EO 26-66"))
    ]
    assert leaks == []
    assert [url for url, answer in answers if answer.status_code >= 500] == []


@pytest.mark.parametrize("name", STRANGERS)
def test_draft_is_in_no_query(viewers: dict[str, Viewer], hidden: Order, name: str) -> None:
    viewer = viewers[name]
    document = hidden.document
    assert not Order.objects.visible_to(viewer).filter(pk=hidden.pk).exists()
    assert not Document.objects.visible_to(viewer).filter(pk=document.pk).exists()
    assert not Paragraph.objects.visible_to(viewer).filter(document=document).exists()
    assert not Placement.objects.visible_to(viewer).filter(order=hidden).exists()
    assert not Function.objects.visible_to(viewer).filter(order=hidden).exists()
    assert not Counterpart.objects.visible_to(viewer).filter(function__order=hidden).exists()
    assert not FunctionTopic.objects.visible_to(viewer).filter(function__order=hidden).exists()
    parties = Party.objects.visible_to(viewer)
    assert [each for each in parties if CANARY in f"{each.slug}{each.name!r}{each.acronym}{each.note!r}"] == []


def test_draft_is_read_by_the_secretariat(as_person: SignIn, hidden: Order) -> None:
    for name in ("planning_officer", "chief", "program_officer"):
        page = as_person(name).get(reverse("order", args=(SLUG,)))
        assert (name, page.status_code) == (name, 200)
        assert CANARY in page.content.decode()
