"""What a report says: nobody's secrets, its invented rows, its languages, and two plans."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from secretariat.bodies.models import Body
from secretariat.core.history import keep
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery.services import plan_deliverable
from secretariat.parties.queries import operator
from secretariat.reports.building import build
from secretariat.reports.content import as_json, has_fallbacks, read_content
from secretariat.reports.registry import kind_of, report_kinds
from secretariat.reports.tests.conftest import CANARY, FIRST, INNERMOST, LAST, TOLD, HalfYear, line_at
from secretariat.reports.unit_work import UnitWork
from secretariat.reports.work import Period, Work


@pytest.mark.parametrize("kind", [each.name for each in report_kinds()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_never_names_what_some_may_not_see(work: Work, unit_work: UnitWork, kind: str, language: str) -> None:
    known = kind_of(kind)
    canary = INNERMOST if known.of_unit else CANARY
    text = as_json(build(known, unit_work if known.of_unit else work, language))
    assert (canary in text, "Harbor drill" in text) == (False, True)


def test_sections_on_a_unit_are_for_reports_on_a_unit(work: Work) -> None:
    with pytest.raises(TypeError, match="on a unit"):
        build(kind_of("internal"), work, "en")


def test_what_is_kept_reads_back_the_same(work: Work) -> None:
    content = build(kind_of("six-monthly"), work, "es")
    assert read_content(as_json(content)) == content
    assert as_json(read_content(as_json(content))) == as_json(content)


def test_invented_records_are_told_on_the_title_page_and_in_their_rows(work: Work) -> None:
    content = build(kind_of("six-monthly"), work, "en")
    invented = sum(row.invented for row in content.rows.values())
    assert content.warning.startswith(f"Demonstration: {invented} records behind this report were invented.")
    assert invented == len([row for row in content.rows.values() if row.model != "mandates.mandate"]) - 2  # two States
    table = next(b for s in content.sections if s.key == "deliverables" for b in s.blocks if b.kind == "table")
    assert [row[1].invented for row in table.rows] == [True] * 5


def test_a_report_of_facts_bears_no_warning(body: Body) -> None:
    planned: dict[str, Any] = {
        "kind": "workshop",
        "title": Labels({"en": "Real"}),
        "level": "regional",
        "starts_on": FIRST,
    }
    plan_deliverable(activity=line_at("1.A.3.1"), by=operator(), **planned)
    content = build(kind_of("six-monthly"), Work(body, Period(FIRST, LAST, TOLD)), "en")
    assert (content.warning, content.figures["annex.all"].value) == ("", 1)


def test_words_that_are_missing_fall_back_and_say_so(work: Work) -> None:
    tables = {
        language: next(
            b
            for s in build(kind_of("six-monthly"), work, language).sections
            if s.key == "deliverables"
            for b in s.blocks
            if b.kind == "table"
        )
        for language in LANGUAGES
    }
    assert {language: {row[1].language for row in each.rows} for language, each in tables.items()} == {
        "en": {""},
        "es": {""},
        "pt": {"en"},
        "fr": {"en"},
    }
    assert [has_fallbacks(build(kind_of("six-monthly"), work, language)) for language in ("es", "fr")] == [False, True]


def test_dates_and_numbers_are_written_as_the_language_writes_them(work: Work) -> None:
    told = {language: dict(build(kind_of("six-monthly"), work, language).facts) for language in ("en", "fr")}
    assert [list(each.values())[-1] for each in told.values()] == ["January 15, 2017", "15 janvier 2017"]


def test_a_period_may_cross_two_plans(work: Work, planner: Viewer, half_year: HalfYear) -> None:
    first = work.plans[0]
    second = type(first).objects.get(pk=first.pk)
    document = type(first.document).objects.get(pk=first.document_id)
    document.id, document.symbol, document.slug = new_identifier(), "CICTE/doc.5/17", "cicte-doc-5-17"
    document._state.adding = True
    keep(document, by=operator())
    second.id = new_identifier()
    second._state.adding = True
    second.document = document
    second.starts_on, second.ends_on = datetime.date(2017, 1, 1), datetime.date(2017, 12, 31)
    keep(second, by=operator())
    both = Work(work.subject, Period(datetime.date(2016, 10, 1), datetime.date(2017, 3, 31), datetime.date(2017, 4, 1)))
    content = build(kind_of("six-monthly"), both, "en")
    done = next(s for s in content.sections if s.key == "done")
    headings = [b.words.words for b in done.blocks if b.kind == "heading"]
    assert ([each.pk for each in both.plans], len(headings)) == ([first.pk, second.pk], 2)
    assert content.figures["main.held"].value == 1  # the course of November; the drill was in September
