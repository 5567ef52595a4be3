"""Every figure of the six-monthly report, asked again by other questions than those that made it."""

from __future__ import annotations

import pytest
from django.db.models import Q

from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import status_of, with_status
from secretariat.parties.models import Party
from secretariat.plans.models import Activity
from secretariat.reports.building import build
from secretariat.reports.content import Content, Figure
from secretariat.reports.registry import kind_of
from secretariat.reports.tests.conftest import FIRST, LAST, HalfYear
from secretariat.reports.work import Work

STATES = Viewer(clearance=Audience.STATES)
HELD = Q(state__in=("held", "reported", "closed"))


@pytest.fixture
def content(work: Work) -> Content:
    return build(kind_of("six-monthly"), work, "en")


def ask(rows: Q) -> set[str]:
    """Return the keys of what all Member States may see of what was held in the period and fulfills ``rows``."""
    dated = Q(is_standing=False, starts_on__range=(FIRST, LAST)) & HELD
    found = Deliverable.objects.filter(rows & dated, audience__lte=Audience.STATES)
    return {str(each.pk) for each in found}


def keys(figure: Figure) -> set[str]:
    return set(figure.rows)


def numbers(content: Content, prefix: str) -> dict[str, int]:
    """Return the figures of a prefix that are not zero."""
    found = {key.removeprefix(prefix): each.value for key, each in content.figures.items() if key.startswith(prefix)}
    return {key: value for key, value in found.items() if value}


def test_every_figure_is_its_rows_and_the_hidden_ones(content: Content) -> None:
    wrong = {key for key, each in content.figures.items() if each.value != len(set(each.rows)) + each.hidden}
    assert (wrong, len(content.figures) > 150) == (set(), True)


def test_every_row_behind_a_figure_is_kept_with_its_name(content: Content) -> None:
    used = {row for each in content.figures.values() for row in each.rows}
    assert used == set(content.rows)
    assert [key for key, row in content.rows.items() if not row.label or "." not in row.model] == []


def test_every_figure_shown_is_on_record(content: Content) -> None:
    tables = [block for section in content.sections for block in section.blocks if block.kind == "table"]
    cells = [cell for block in tables for row in (*block.rows, block.total) for cell in row if cell.figure]
    shown = {cell.figure: cell.words for cell in cells}
    assert shown == {key: content.figures[key].said for key in shown}
    assert len(shown) > 20


def test_main_figures(content: Content, half_year: HalfYear) -> None:
    held = content.figures["main.held"]
    assert (keys(held), held.hidden, held.value) == (ask(Q()), 1, 3)
    assert keys(held) == {str(half_year[name].pk) for name in ("Harbor drill", "Container course")}
    assert keys(content.figures["main.kept_up"]) == {str(half_year["Ports network"].pk)}
    parties = Involvement.objects.filter(deliverable__pk__in=[*ask(Q())], party__kind="state").values_list(
        "party", flat=True
    )
    assert keys(content.figures["main.states"]) == set(map(str, parties))


def test_mandates_in_force_are_those_quoted_answered_or_given_by_the_body(content: Content, work: Work) -> None:
    plan = work.plans[0]
    asked = Q(paragraph__quotations__by=plan.document) | Q(answers__activity__plan=plan, answers__state="confirmed")
    asked |= Q(paragraph__document__issuer=work.party)
    rows = with_status(Mandate.objects.visible_to(STATES).filter(pk__in=Mandate.objects.filter(asked)), STATES)
    told = {str(each.pk): status_of(each, on=LAST).status for each in rows}
    for status in ("active", "fulfilled", "not_computed"):
        assert keys(content.figures[f"mandates.{status}"]) == {key for key, value in told.items() if value == status}
    in_force = {key for key, value in told.items() if value in {"active", "fulfilled", "not_computed"}}
    assert (keys(content.figures["main.mandates"]), len(in_force) > 20) == (in_force, True)


def test_what_was_held_towards_each_mandate(content: Content) -> None:
    for mandate in Mandate.objects.filter(pk__in=content.figures["main.mandates"].rows):
        lines = Activity.objects.filter(answers__mandate=mandate, answers__state="confirmed")
        assert keys(content.figures[f"mandate.{mandate.pk}"]) == ask(Q(activity__in=lines.values("pk")))


def test_areas_and_programs(content: Content, work: Work, half_year: HalfYear) -> None:
    plan = work.plans[0]
    of_plan = numbers(content, f"plan.{plan.pk}.")
    expected = {"held": 3, "so_far": 5, "late": 1, "stopped": 1}  # the confidential one counts for everybody
    assert of_plan == {f"{where}{what}": number for where in ("", "1.", "1.A.") for what, number in expected.items()}
    project = Q(activity__project__program__letter="A", activity__project__program__area__number=1)
    assert keys(content.figures[f"plan.{plan.pk}.1.A.held"]) == ask(project)
    assert keys(content.figures[f"plan.{plan.pk}.late"]) == {str(half_year["Late drill"].pk)}
    assert keys(content.figures[f"plan.{plan.pk}.stopped"]) == {str(half_year["Cancelled drill"].pk)}
    assert content.figures[f"plan.{plan.pk}.so_far"].hidden == 1


def test_planned_numbers_are_those_of_the_plan(content: Content, work: Work) -> None:
    table = next(b for s in content.sections if s.key == "done" for b in s.blocks if b.kind == "table")
    lines = Activity.objects.filter(plan=work.plans[0], is_demonstration=False)
    areas = {
        f"{number}.": sum(each.quantity or 0 for each in lines.filter(project__program__area__number=number))
        for number in lines.values_list("project__program__area__number", flat=True).distinct()
    }
    shown = {row[0].words.split(" ")[0]: row[1].words for row in table.rows if row[0].tone == "strong"}
    assert shown == {area: str(number or "–") for area, number in areas.items()}
    assert table.total[1].words == str(sum(areas.values()))


def test_kinds(content: Content) -> None:
    assert numbers(content, "kind.") == {"workshop": 2}
    assert keys(content.figures["kind.workshop"]) == ask(Q(kind="workshop"))


def test_states_and_groups(content: Content) -> None:
    assert numbers(content, "hosted.") == {"grenada": 1}
    assert numbers(content, "took_part.") == {"chile": 1, "grenada": 1}
    assert numbers(content, "all.") == {"chile": 1, "grenada": 2}
    for party in Party.objects.filter(slug__in=("chile", "grenada")):
        assert keys(content.figures[f"all.{party.slug}"]) == ask(Q(involvements__party=party))
    for group in Party.objects.filter(organization__form="group"):
        members = Party.objects.filter(participations__of=group, kind="state")
        figure = content.figures.get(f"group.{group.slug}.held")
        assert (keys(figure) if figure else set()) == ask(Q(involvements__party__in=members.values("pk")))


@pytest.mark.parametrize(("aim", "field"), [("gender", "gender_marker"), ("rights", "rights_marker")])
def test_markers(content: Content, half_year: HalfYear, aim: str, field: str) -> None:
    kept = {str(half_year["Ports network"].pk)}
    for value, key in ((0, "0"), (1, "1"), (2, "2"), (None, "none")):
        rows = ask(Q(**{field: value}) if value is not None else Q(**{f"{field}__isnull": True}))
        assert keys(content.figures[f"marker.{aim}.{key}"]) == rows | (kept if value is None else set())


def test_the_annex_lists_all_that_member_states_may_see(content: Content, half_year: HalfYear) -> None:
    names = ("Harbor drill", "Container course", "Ports network", "Late drill", "Cancelled drill")
    assert keys(content.figures["annex.all"]) == {str(half_year[name].pk) for name in names}
    table = next(b for s in content.sections if s.key == "deliverables" for b in s.blocks if b.kind == "table")
    assert sorted(row[1].words.split(" (")[0] for row in table.rows) == sorted(names)
