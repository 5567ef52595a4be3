"""A package is loaded again and again: nothing is doubled, what people changed stays, what it changed changes."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings

from secretariat.bodies.models import Body
from secretariat.core.choices import SuggestionState
from secretariat.core.errors import Refused
from secretariat.core.history import keep, timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.founding.cast import enter_cast
from secretariat.founding.loading import load
from secretariat.founding.reading import read_package
from secretariat.founding.sync import Count, Report
from secretariat.founding.tests.conftest import Copy, all_rows
from secretariat.mandates.models import Evidence
from secretariat.parties.models import Party
from secretariat.parties.queries import loader
from secretariat.plans.models import Activity, Answer, Plan
from secretariat.plans.services import refuse_answer
from secretariat.topics.models import Topic

SUGGESTED = "state: suggested, confidence: 0.4, reason: same-subject"
CONFIRMED = "state: confirmed, reason: same-subject"


def touched(report: Report) -> dict[str, Count]:
    """Return the counts of the models of which something was made, changed or kept."""
    return {name: each for name, each in report.counts.items() if (each.made, each.changed, each.kept) != (0, 0, 0)}


@pytest.mark.django_db
def test_second_load_of_the_first_package_changes_nothing() -> None:
    before = all_rows()
    report = load(settings.FOUNDING_PACKAGE, by=loader())
    assert touched(report) == {}
    assert report.total.same > 2500
    assert all_rows() == before


@pytest.mark.django_db
def test_second_entry_of_the_cast_changes_nothing() -> None:
    before = all_rows()
    people = enter_cast(read_package(settings.FOUNDING_PACKAGE), by=loader())
    assert len(people) == 12
    assert all_rows() == before


@pytest.mark.django_db
def test_cast_exists_in_demonstrations_only(settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        enter_cast(read_package(settings.FOUNDING_PACKAGE), by=loader())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("unserved")
class TestSmallPackage:
    """The small package, changed between two loads."""

    def test_load_writes_history_as_the_loader_with_the_package_as_reason(self, package: Copy) -> None:
        package.load()
        (entry,) = timeline(Party.objects.get(slug="glassmakers"))
        assert (entry.kind, entry.who, entry.reason) == ("+", "Founding data", "Founding data: lantern-commission")

    def test_changed_package_changes_those_rows_alone(self, package: Copy) -> None:
        package.load()
        before = all_rows()
        package.change("topics.yaml", "en: Fog,", "en: Dense fog,")
        report = package.load()
        assert touched(report) == {"topics": Count(changed=1, same=3)}
        assert all_rows() - before == {"history of topics.Topic": 1}
        newest, oldest = timeline(Topic.objects.get(slug="fog"))
        assert (newest.kind, [change.field for change in newest.changes], oldest.kind) == (
            "~",
            ["label (English)"],
            "+",
        )

    def test_what_a_person_changed_is_kept(self, package: Copy, viewers: dict[str, Viewer]) -> None:
        package.load()
        topic = Topic.objects.get(slug="fog")
        topic.label = Labels({"en": "Mist", "es": "Bruma", "pt": "Bruma", "fr": "Brume"})
        keep(topic, by=viewers["planning_officer"], reason="As sailors say")
        package.change("topics.yaml", "en: Fog,", "en: Dense fog,")
        assert touched(package.load()) == {"topics": Count(same=3, kept=1)}
        assert Topic.objects.get(slug="fog").label["en"] == "Mist"

    def test_what_a_person_decided_is_kept(self, package: Copy, viewers: dict[str, Viewer]) -> None:
        package.load()
        answer = Answer.objects.get(activity__address="1.A.1.1", activity__plan__document__slug="clk-doc-4-21")
        refuse_answer(answer, by=viewers["planning_officer"], on=datetime.date(2021, 5, 1), reason="Not theirs")
        report = package.load()
        answer.refresh_from_db()
        assert answer.state == SuggestionState.REFUSED
        assert touched(report) == {"answers": Count(same=3, kept=1), "evidence": Count(same=2, kept=1)}
        assert Evidence.objects.get(source=answer.activity_id, mandate=answer.mandate_id).is_ended

    def test_suggestion_that_the_package_confirms_is_confirmed_by_the_loader(self, package: Copy) -> None:
        package.load()
        package.change("plans/clk-2021.yaml", SUGGESTED, CONFIRMED)
        report = package.load()
        answer = Answer.objects.get(activity__address="1.A.1.2", activity__plan__document__slug="clk-doc-4-21")
        assert (answer.state, answer.decided_by, answer.decided_on is None) == ("confirmed", loader().person, False)
        assert touched(report) == {"answers": Count(changed=1, same=3), "evidence": Count(made=1, same=3)}

    def test_link_that_the_package_takes_back_no_longer_counts(self, package: Copy) -> None:
        package.change("plans/clk-2021.yaml", SUGGESTED, CONFIRMED)
        package.load()
        path = package.folder / "plans" / "clk-2021.yaml"
        first, again, rest = path.read_text(encoding="utf-8").rpartition(f"number: 2.a, {CONFIRMED}")
        path.write_text(first + again.replace(CONFIRMED, SUGGESTED) + rest, encoding="utf-8")
        report = package.load()
        answer = Answer.objects.get(activity__address="1.A.1.2", activity__plan__document__slug="clk-doc-4-21")
        assert (answer.state, answer.decided_by, answer.decided_on) == ("suggested", None, None)
        assert touched(report) == {"answers": Count(changed=1, same=3), "evidence": Count(changed=1, same=3)}
        assert Evidence.objects.get(source=answer.activity_id, mandate=answer.mandate_id).is_ended

    def test_paragraph_set_between_others_moves_them(self, package: Copy) -> None:
        package.load()
        package.change(
            "mandates/keepers-2021.yaml",
            "      - number: 2.b\n",
            "      - number: 2.a-bis\n        quoted_in: CLK/doc.4/21\n      - number: 2.b\n",
        )
        report = package.load()
        rows = Paragraph.objects.filter(document__slug="clk-res-3-20").order_by("position")
        assert [row.number for row in rows] == ["2", "2.a", "2.a-bis", "2.b", "2.c", "3"]
        assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6]
        assert report.counts["paragraphs"] == Count(made=1, changed=3, same=9)

    def test_paragraphs_that_change_places_do(self, package: Copy, viewers: dict[str, Viewer]) -> None:
        package.load()
        first = Paragraph.objects.get(document__slug="clk-dec-1-19", number="1")
        first.note = Labels({"en": "Seen", "es": "Visto", "pt": "Visto", "fr": "Vu"})
        keep(first, by=viewers["planning_officer"], reason="Read")
        text = (package.folder / "mandates" / "keepers-2021.yaml").read_text(encoding="utf-8")
        head, _document, rest = text.partition("  - document: CLK/DEC.1/19\n    paragraphs:\n")
        one, mark, two = rest.partition('      - number: "2"\n')
        changed = f"{head}  - document: CLK/DEC.1/19\n    paragraphs:\n{mark}{two}{one}"
        (package.folder / "mandates" / "keepers-2021.yaml").write_text(changed, encoding="utf-8")
        report = package.load()
        rows = Paragraph.objects.filter(document__slug="clk-dec-1-19").order_by("position")
        assert [row.number for row in rows] == ["2", "1"]
        assert rows[1].note["en"] == "Seen"
        assert report.counts["paragraphs"] == Count(changed=1, same=10, kept=1)

    def test_what_the_package_no_longer_names_stays(self, package: Copy) -> None:
        package.load()
        package.change("topics.yaml", "- {key: signals,", "# {key: signals,")
        package.change("orders/eo-21-02.yaml", "[signals, fog]", "[fog]")
        package.change("mandates/keepers-2021.yaml", "[signals, fog]", "[fog]")
        package.change("plans/clk-2021.yaml", "    topic: signals\n", "    topic: fog\n")
        package.load()
        assert Topic.objects.filter(slug="signals").exists()

    def test_paragraph_stands_under_its_chapeau(self, package: Copy) -> None:
        package.load()
        rows = Paragraph.objects.filter(document__slug="clk-res-3-20", parent__number="2").order_by("position")
        assert [row.number for row in rows] == ["2.a", "2.b", "2.c"]

    def test_plan_of_a_year_ends_with_it(self, package: Copy) -> None:
        package.load()
        plan = Plan.objects.get(document__slug="clk-doc-4-21")
        assert (plan.starts_on, plan.ends_on) == (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))

    def test_later_order_gives_a_unit_the_name_it_has_today(self, package: Copy) -> None:
        """Two orders may place the same unit: as a party it is named as the last one names it."""
        text = (package.folder / "orders" / "eo-21-02.yaml").read_text(encoding="utf-8")
        later = (
            text.replace("EO 21-02", "EO 22-01").replace("2021-0", "2022-0").replace("en: Oil Store", "en: Oil House")
        )
        (package.folder / "orders" / "a-later-one.yaml").write_text(later, encoding="utf-8")
        package.change(
            "documents.yaml",
            "- key: pact-of-the-coasts",
            "- symbol: EO 22-01\n  kind: executive_order\n"
            "  title: {en: Second order, es: Segunda orden, pt: Segunda ordem, fr: Deuxième ordre}\n"
            "- key: pact-of-the-coasts",
        )
        package.load()
        party = Party.objects.get(slug="oil-store")
        placements = party.unit.placements.order_by("order__effective_on")
        assert party.name["en"] == "Oil House"
        assert [each.name["en"] for each in placements] == ["Oil Store", "Oil House"]

    def test_line_without_a_number_of_its_own_gets_one_in_parentheses(self, package: Copy) -> None:
        package.load()
        lines = Activity.objects.filter(plan__document__slug="clk-doc-4-21").order_by("position")
        addresses = ["1.A.1.1", "1.A.1.2", "1.B.(1).1", "2.A.1.1", "2.A.1.2", "2.A.2.1"]
        assert [line.address for line in lines] == addresses

    def test_organization_of_the_package_is_the_one_served(self, package: Copy) -> None:
        package.load()
        assert [party.slug for party in Party.objects.filter(organization__is_served=True)] == ["ulc"]
        assert Body.objects.get(party__slug="clk").parent == Party.objects.get(slug="ulc")


@pytest.mark.django_db
def test_package_of_another_secretariat_is_refused(package: Copy) -> None:
    before = all_rows()
    assert package.faults() == [
        (
            "package.yaml:2: this database serves “oas”, the package “ulc”:"
            " a second secretariat needs a database of its own"
        )
    ]
    assert all_rows() == before
