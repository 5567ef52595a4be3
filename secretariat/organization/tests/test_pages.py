from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.organization.models import Counterpart, Function, Order, Unit
from secretariat.organization.queries import structure_of
from secretariat.organization.services import (
    FunctionFacts,
    add_function,
    add_unit,
    change_function,
    draft_order,
    withdraw_order,
)
from secretariat.organization.tests.conftest import TODAY, facts_of, function_at, function_facts, placed, words
from secretariat.organization.views import FunctionsPage

SignIn = Callable[[str], Client]
DAY = datetime.timedelta(days=1)
READERS = ["anyone", "delegate", "second_delegate", "planning_officer", "administrator", "partner"]
OTHERS = ["anyone", "delegate", "program_officer", "chief", "finance_officer", "administrator"]

PUBLIC = [
    "/structure/",
    "/structure/?date=2016-07-19",
    "/structure/?date=2030-01-01",
    "/structure/chart.svg",
    "/structure/units/sms/",
    "/structure/units/dtoc/?date=2020-01-01",
    "/structure/units/legal-affairs/",
    "/structure/functions/",
    "/structure/functions/unassigned/",
    "/structure/functions/similar/",
    "/structure/orders/",
    "/structure/orders/eo-16-01-rev-1/",
]


def text_of(response: Any) -> str:
    """Return the words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def forms_of(draft: Order) -> list[str]:
    """Return the pages on which a draft is changed."""
    slug = draft.document.slug
    counterpart = Counterpart.objects.filter(function__order=draft).select_related("function__paragraph").first()
    assert counterpart is not None
    where = (slug, counterpart.function.address)
    return [
        reverse("order-put-in-force", args=(slug,)),
        reverse("order-withdraw", args=(slug,)),
        reverse("order-resume", args=(slug,)),
        reverse("order-placement-add", args=(slug,)),
        reverse("order-placement-change", args=(slug, "dps")),
        reverse("order-placement-drop", args=(slug, "dps")),
        reverse("order-function-add", args=(slug,)),
        reverse("order-function-change", args=(slug, "IV.C.2")),
        reverse("order-function-drop", args=(slug, "IV.C.2")),
        reverse("order-counterpart-add", args=(slug, "IV.C.2")),
        reverse("order-counterpart-drop", args=(*where, counterpart.pk)),
    ]


# Reading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("url", PUBLIC)
def test_page_opens_for_everyone(as_person: SignIn, url: str, name: str) -> None:
    assert as_person(name).get(url).status_code == 200


def test_structure_shows_every_unit_with_its_note(as_person: SignIn) -> None:
    said = text_of(as_person("anyone").get("/structure/"))
    for words_of_the_page in (
        "SMS/EO is a label assigned in this register",
        "The order writes DTOC in part VI and DTCO in I.E.4 and I.F",
        "Supply Reduction Unit",
        "no functions of its own",
        "88 functions in all",
    ):
        assert words_of_the_page in said


def test_structure_before_the_record_says_so(as_person: SignIn) -> None:
    response = as_person("anyone").get("/structure/?date=2016-07-18")
    assert response.status_code == 200
    assert "The earliest day on record is July 19, 2016." in text_of(response)
    assert "<svg xmlns" not in response.content.decode()


@pytest.mark.parametrize("url", ["/structure/chart.svg", "/structure/chart.pdf"])
def test_chart_before_the_record_is_not_found(as_person: SignIn, url: str) -> None:
    assert as_person("anyone").get(f"{url}?date=2016-07-18").status_code == 404


@pytest.mark.parametrize("date", ["x", "2016-02-30", "9999999-01-01", "<script>"])
@pytest.mark.parametrize("url", ["/structure/", "/structure/chart.svg", "/structure/units/sms/"])
def test_day_that_is_none_is_told(as_person: SignIn, url: str, date: str) -> None:
    response = as_person("anyone").get(url, {"date": date})
    assert response.status_code == 400
    assert "is not a day" in text_of(response)
    assert "<script>" not in response.content.decode().split("</head>")[1]


def test_structure_shows_an_order_to_come_from_its_day(
    as_person: SignIn, draft: Order, officer: Viewer, enforce: Callable[..., Order]
) -> None:
    add_unit(draft, facts_of(placed(draft, "dtoc"), name=words("New Department"), address="VII"), by=officer, reason="")
    enforce(draft, TODAY + 9 * DAY)
    client = as_person("anyone")
    assert "New Department" not in text_of(client.get(f"/structure/?date={TODAY + 8 * DAY}"))
    assert "New Department" in text_of(client.get(f"/structure/?date={TODAY + 9 * DAY}"))


def test_chart_is_an_svg_file(as_person: SignIn) -> None:
    response = as_person("anyone").get("/structure/chart.svg?date=2020-01-01&language=es")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="structure-2020-01-01.svg"'
    assert "Secretaría de Seguridad Multidimensional" in response.content.decode()


def test_chart_is_a_pdf_file_made_once(as_person: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["memory"].clear()
    first = as_person("anyone").get("/structure/chart.pdf")
    assert (first.status_code, first["Content-Type"], first.content[:5]) == (200, "application/pdf", b"%PDF-")
    monkeypatch.setattr("secretariat.organization.views.structure.render_pdf", None)
    assert as_person("delegate").get("/structure/chart.pdf?date=2018-01-01").content == first.content


def test_unit_shows_place_head_and_those_served(as_person: SignIn) -> None:
    said = text_of(as_person("anyone").get("/structure/units/s-cicte/"))
    for fact in ("Secretary of CICTE", "Also written ES/CICTE", "IV.B", "Inter-American Convention against Terrorism"):
        assert fact in said


def test_unit_outside_the_structure_says_so(as_person: SignIn) -> None:
    assert "Outside the structure" in text_of(as_person("anyone").get("/structure/units/legal-affairs/"))


@pytest.mark.parametrize(
    "url", ["/structure/units/nobody/", "/structure/orders/eo-99-99/", "/structure/orders/eo-99-99/difference/"]
)
def test_what_is_not_there_is_not_found(as_person: SignIn, url: str) -> None:
    assert as_person("planning_officer").get(url).status_code == 404


def test_paragraph_of_an_order_says_whose_function_it_is(as_person: SignIn) -> None:
    said = text_of(as_person("anyone").get("/documents/eo-16-01-rev-1/II.B.5/"))
    assert "Planning, Management, and Coordination Section" in said
    assert "The same in other units ES/CICAD, III.B.9" in said


def test_paragraph_of_a_resolution_says_nothing_of_functions(as_person: SignIn) -> None:
    paragraph = Document.objects.filter(kind="resolution", paragraphs__isnull=False).first()
    assert paragraph is not None
    number = paragraph.paragraphs.first()
    assert number is not None
    assert "Kind of function" not in text_of(as_person("anyone").get(number.get_absolute_url()))


# Lists ----------------------------------------------------------------------------------------------------------------


def listed(response: Any) -> list[str]:
    return [row[0]["text"] for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=function&unit=s-cicte", 11),
        ("kind=function&unit=dtoc&shared=on", 4),
        ("relation=serves&kind=function", 7),
        ("topic=cyber-security&unit=ct-capacity-section", 1),
        ("unit=nobody", 0),
        ("order=eo-16-01-rev-1&kind=mission", 2),
    ],
)
def test_functions_are_filtered(as_person: SignIn, query: str, count: int) -> None:
    assert len(listed(as_person("anyone").get(f"/structure/functions/?{query}"))) == count


def test_functions_nobody_carries_out_are_as_many_as_the_board_says(as_person: SignIn) -> None:
    client = as_person("anyone")
    board = client.get("/structure/functions/unassigned/")
    said = board.context["kpis"][0]["value"]
    pages = [client.get("/structure/functions/?nobody=on")]
    while url := pages[-1].context["pager"]["next_url"]:
        pages.append(client.get(url))
    assert sum(len(listed(page)) for page in pages) == said == sum(gap["count"] for gap in board.context["gaps"])


def test_functions_are_read_page_by_page_in_the_order_of_the_document(as_person: SignIn, in_force: Order) -> None:
    client = as_person("anyone")
    pages = [client.get("/structure/functions/")]
    while url := pages[-1].context["pager"]["next_url"]:
        pages.append(client.get(url))
    rows = Function.objects.filter(order=in_force).order_by("paragraph__position")
    assert [each for page in pages for each in listed(page)] == [
        each.address for each in rows.select_related("paragraph")
    ]


def test_functions_take_the_same_statements_for_one_row_and_thirty(
    as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_person("anyone")
    counts = {}
    for size in (1, 30):
        monkeypatch.setattr(FunctionsPage, "page_size", size)
        with CaptureQueriesContext(connection) as seen:
            client.get("/structure/functions/?kind=function")
        counts[size] = len(seen)
    assert counts[1] == counts[30]


def test_orders_take_the_same_statements_for_one_row_and_more(as_person: SignIn, officer: Viewer) -> None:
    client = as_person("planning_officer")
    counts = []
    for number in range(3):
        client.get("/structure/orders/")
        with CaptureQueriesContext(connection) as seen:
            assert len(client.get("/structure/orders/").context["rows"]) == number + 1
        counts.append(len(seen))
        draft_order(symbol=f"EO 26-0{number + 1}", title=words("x"), by=officer, on=TODAY, reason="")
    assert len(set(counts)) == 1


@pytest.mark.parametrize("url", ["/structure/", "/structure/functions/similar/", "/structure/functions/unassigned/"])
def test_board_takes_the_same_statements_however_many_units(
    as_person: SignIn, draft: Order, officer: Viewer, enforce: Callable[..., Order], url: str
) -> None:
    client = as_person("anyone")
    similar = "Finds and mobilizes money from outside sources for its programs and projects and for making them known."
    for number in range(5):
        facts = facts_of(placed(draft, "dtoc"), acronym=f"D{number}", address=f"X.{number}")
        unit = add_unit(draft, facts, by=officer, reason="").unit
        new = FunctionFacts(unit=unit, address=f"X.{number}.1", kind="function", summary=words(similar))
        add_function(draft, new, by=officer, reason="")
    enforce(draft, TODAY + DAY)
    counts = []
    for day, order in ((TODAY, "eo-16-01-rev-1"), (TODAY + DAY, "eo-26-01")):
        query = f"?date={day}&order={order}"
        client.get(url + query)
        with CaptureQueriesContext(connection) as seen:
            client.get(url + query)
        counts.append(len([each for each in seen if "continues_id" not in each["sql"]]))
    assert counts[0] == counts[1]


# Drafting -------------------------------------------------------------------------------------------------------------


def sent(name: str, text: str) -> dict[str, str]:
    """Return what a form sends for words in four languages."""
    return {f"{name}_{code}": text for code in ("en", "es", "pt", "fr")}


def test_planning_officer_drafts_changes_and_puts_in_force(as_person: SignIn, in_force: Order) -> None:
    client = as_person("planning_officer")
    made = client.post(
        "/structure/draft/",
        {"symbol": "EO 26-07", "based_on": in_force.pk, "reason": "", **sent("title", "A new order")},
    )
    assert (made.status_code, made["Location"]) == (302, "/structure/orders/eo-26-07/")
    order = Order.objects.get(document__slug="eo-26-07")
    unit = client.post(
        reverse("order-placement-add", args=("eo-26-07",)),
        {
            "level": "section",
            "acronym": "CYB",
            "address": "IV.E",
            "parent": placed(order, "s-cicte").unit_id,
            **sent("name", "Cyber-security Section"),
        },
    )
    assert unit.status_code == 302
    added = Unit.objects.get(placements__order=order, placements__acronym="CYB")
    function = client.post(
        reverse("order-function-add", args=("eo-26-07",)),
        {"unit": added.pk, "address": "IV.E.1", "kind": "function", **sent("summary", "Runs the network.")},
    )
    assert function.status_code == 302
    counterpart = client.post(
        reverse("order-counterpart-add", args=("eo-26-07", "IV.E.1")),
        {"relation": "through", "party": placed(order, "dps").unit.party_id},
    )
    assert counterpart.status_code == 302
    question = client.get(reverse("order-put-in-force", args=("eo-26-07",)))
    assert "It changes: 1 unit is new; 1 function is new." in text_of(question)
    done = client.post(
        reverse("order-put-in-force", args=("eo-26-07",)),
        {"signed_on": "2026-11-01", "effective_on": "2026-11-20", "reason": "Signed", **sent("signatory", "SG")},
    )
    assert done.status_code == 302
    order.refresh_from_db()
    assert (order.state, order.effective_on) == ("issued", datetime.date(2026, 11, 20))
    assert "Cyber-security Section" in text_of(as_person("anyone").get("/structure/?date=2026-11-20"))


@pytest.mark.parametrize("name", OTHERS[1:])
def test_drafting_is_refused_to_others(as_person: SignIn, draft: Order, name: str) -> None:
    client = as_person(name)
    assert client.get("/structure/draft/").status_code == 403
    hidden = 404 if name == "delegate" else 403
    for url in forms_of(draft):
        assert (url, client.get(url).status_code) == (url, hidden)
        assert (url, client.post(url, {"reason": "x"}).status_code) == (url, hidden)


def test_drafting_asks_a_stranger_to_sign_in(as_person: SignIn) -> None:
    assert as_person("anyone").get("/structure/draft/")["Location"].startswith("/accounts/login/")


def test_forms_of_a_draft_open_for_the_planning_officer(as_person: SignIn, draft: Order) -> None:
    client = as_person("planning_officer")
    for url in forms_of(draft):
        assert (url, client.get(url).status_code) == (url, 200)


def test_buttons_stand_only_where_they_work(as_person: SignIn, draft: Order, in_force: Order) -> None:
    def labels(name: str, order: Order) -> list[str]:
        page = as_person(name).get(order.get_absolute_url())
        return [str(each.label) for each in page.context["actions"]]

    assert labels("planning_officer", draft) == ["Put in force", "Withdraw", "What it changes"]
    assert labels("chief", draft) == ["What it changes"]
    assert labels("planning_officer", in_force) == ["Show on its first day"]


def test_withdrawn_draft_offers_to_be_taken_up_again(as_person: SignIn, draft: Order, officer: Viewer) -> None:
    withdraw_order(draft, by=officer, reason="Not now")
    client = as_person("planning_officer")
    url = reverse("order-resume", args=(draft.document.slug,))
    assert client.post(url, {"reason": "Now"}).status_code == 302
    assert Order.objects.get(pk=draft.pk).state == "draft"


def test_symbol_that_is_taken_is_told_beside_the_field(as_person: SignIn, in_force: Order) -> None:
    response = as_person("planning_officer").post(
        "/structure/draft/", {"symbol": "EO 16-01 Rev. 1", "based_on": in_force.pk, **sent("title", "Kept words")}
    )
    assert response.status_code == 422
    assert [*response.context["form"].errors] == ["symbol"]
    assert "Kept words" in response.content.decode()


def test_what_is_not_whole_is_told_and_what_was_typed_is_kept(as_person: SignIn, draft: Order, officer: Viewer) -> None:
    add_unit(draft, facts_of(placed(draft, "dtoc"), parent=None), by=officer, reason="")
    url = reverse("order-put-in-force", args=(draft.document.slug,))
    client = as_person("planning_officer")
    assert "It cannot be put in force yet." in text_of(client.get(url))
    response = client.post(
        url, {"signed_on": "2026-11-01", "effective_on": "2026-11-20", "reason": "Signed and sealed"}
    )
    assert response.status_code == 409
    assert "More than one unit stands at the top" in text_of(response)
    assert "Signed and sealed" in response.content.decode()


def test_stale_form_is_refused(as_person: SignIn, draft: Order, officer: Viewer) -> None:
    client = as_person("planning_officer")
    url = reverse("order-function-change", args=(draft.document.slug, "IV.C.2"))
    version = client.get(url).context["version"]
    function = function_at(draft, "IV.C.2")
    change_function(function, function_facts(function, kind="obligation"), by=officer, reason="")
    data = {
        "version": version,
        "unit": function.unit_id,
        "address": "IV.C.2",
        "kind": "function",
        **sent("summary", "My words"),
    }
    response = client.post(url, data)
    assert response.status_code == 409
    assert "My words" in response.content.decode()


def test_address_that_cannot_be_one_is_told(as_person: SignIn, draft: Order) -> None:
    url = reverse("order-function-add", args=(draft.document.slug,))
    data = {"unit": placed(draft, "dps").unit_id, "address": "../x", "kind": "function", **sent("summary", "x")}
    response = as_person("planning_officer").post(url, data)
    assert response.status_code == 422
    assert [*response.context["form"].errors] == ["address"]


@pytest.mark.parametrize("verb", ["put-in-force", "withdraw", "add-unit", "add-function"])
def test_issued_order_is_not_changed_by_a_page(as_person: SignIn, in_force: Order, verb: str) -> None:
    data = {
        "signed_on": "2026-11-01",
        "effective_on": "2026-11-20",
        "reason": "x",
        "level": "section",
        "unit": "" if verb == "add-unit" else placed(in_force, "dps").unit_id,
        "address": "X.1",
        "kind": "function",
        **sent("name", "x"),
        **sent("summary", "x"),
    }
    response = as_person("planning_officer").post(f"/structure/orders/eo-16-01-rev-1/{verb}/", data)
    assert response.status_code == 409
    assert len([*structure_of(in_force).walk()]) == 21


def test_draft_page_tells_what_was_dropped(as_person: SignIn, draft: Order) -> None:
    client = as_person("planning_officer")
    url = reverse("order-function-drop", args=(draft.document.slug, "II.B.5"))
    assert client.post(url, {"reason": "Given up for good"}).status_code == 302
    assert "Given up for good" in text_of(client.get(draft.get_absolute_url()))
