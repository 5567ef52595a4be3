"""Every fault of a package is told by file and line, and nothing of the package is written."""

from __future__ import annotations

import pytest

from secretariat.founding.reading import read_package
from secretariat.founding.tests.conftest import Copy, all_rows

# What is changed in which file (old, new), the words that mark the line of the fault, and what is said of it.
READ = {
    "unknown key": (
        "topics.yaml",
        "kind: theme,",
        "kind: theme, colour: red,",
        "key: fog",
        "colour: is not known here",
    ),
    "language missing": ("topics.yaml", "fr: Brouillard", "", "key: fog", "label.fr: is missing"),
    "not a text": ("states.yaml", 'm49: "902"', "m49: 902", "key: merrow", "m49: must be a text, in quotes"),
    "not a number": (
        "sessions.yaml",
        "number: 12",
        "number: twelve",
        "body: clk",
        "number: Input should be a valid integer, unable to parse string as an integer",
    ),
    "not a key": (
        "bodies.yaml",
        "key: clk",
        "key: CLK",
        "key: CLK",
        "key: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'",
    ),
    "not a kind": (
        "bodies.yaml",
        "kind: commission",
        "kind: lighthouse",
        "key: clk",
        (
            "kind: Input should be 'assembly', 'council', 'committee', 'commission', 'meeting', 'working_group', "
            "'expert_group', 'forum' or 'other'"
        ),
    ),
    "no date": (
        "orders/eo-21-02.yaml",
        'effective_on: "2021-02-01"',
        'effective_on: "1 February"',
        "document:",
        "effective_on: a date is written YYYY, YYYY-MM or YYYY-MM-DD, in quotes",
    ),
    "no such day": (
        "orders/eo-21-02.yaml",
        'effective_on: "2021-02-01"',
        'effective_on: "2021-13"',
        "document:",
        "effective_on: month must be in 1..12",
    ),
    "suggestion without confidence": (
        "plans/clk-2021.yaml",
        "state: suggested, confidence: 0.4",
        "state: suggested",
        "state: suggested",
        "areas.0.programs.0.projects.0.activities.1.answers.0: a suggestion says how sure it is (confidence, 0 to 1)",
    ),
    "too sure": (
        "mandates/keepers-2021.yaml",
        "confidence: 0.7",
        "confidence: 7",
        "confidence: 7",
        "sources.0.paragraphs.2.mandate.owners.0.confidence: Input should be less than or equal to 1",
    ),
    "quantity of nothing": (
        "plans/clk-2021.yaml",
        "quantity: 3",
        "quantity: 0",
        "Trimming courses",
        "areas.0.programs.0.projects.0.activities.0.quantity: Input should be greater than 0",
    ),
    "no such time zone": (
        "cast.yaml",
        "time_zone: Europe/Lisbon\n  role: delegate",
        "time_zone: Merrow\n  role: delegate",
        "key: delegate",
        "time_zone: a time zone is named like America/New_York",
    ),
    "counterpart of two kinds": (
        "orders/eo-21-02.yaml",
        "{relation: serves, party: clk}",
        "{relation: serves, party: clk, document: pact-of-the-coasts}",
        "relation: serves",
        "provisions.3.counterparts.0: a counterpart is a party or a document, one of the two",
    ),
    "document without a name": (
        "documents.yaml",
        "- key: pact-of-the-coasts\n  kind: treaty",
        "- kind: treaty",
        "kind: treaty",
        "a document without a symbol needs a key",
    ),
}

# What leads nowhere: the file, what is changed (old, new), the words that mark the line, and what is said of it.
NOWHERE = (
    ("package.yaml", "organization: ulc", "organization: clk", "key:", "there is no organization “clk”"),
    ("package.yaml", "secretariat: lantern-office", "secretariat: nowhere", "key:", "there is no unit “nowhere”"),
    (
        "package.yaml",
        "plan: CLK/doc.4/21",
        "plan: CLK/doc.5/21",
        "key:",
        "there is no plan “CLK/doc.5/21” in the package",
    ),
    ("topics.yaml", "parent: lamp-oil", "parent: nowhere", "key: wicks", "there is no topic “nowhere”"),
    ("bodies.yaml", "parent: ulc", "parent: nowhere", "key: clk", "there is no party “nowhere”"),
    ("documents.yaml", "number: 12", "number: 13", "number: 13", "there is no session “clk, regular 13”"),
    (
        "documents.yaml",
        "to: CLK/DEC.1/19",
        "to: CLK/DEC.9/19",
        "kind: cites",
        "there is no document “CLK/DEC.9/19”",
    ),
    ("orders/eo-21-02.yaml", "parent: oil-store", "parent: gone", "unit: wick-bench", "there is no unit “gone”"),
    ("orders/eo-21-02.yaml", "[signals, fog]", "[signals, mist]", "address: III.1", "there is no topic “mist”"),
    (
        "mandates/keepers-2021.yaml",
        "function: IV.1",
        "function: IV.9",
        "function: IV.9",
        "there is no function “IV.9”",
    ),
    (
        "mandates/keepers-2021.yaml",
        "reason: fog-is-near",
        "reason: nowhere",
        "unit: signal-room",
        "there is no reason “nowhere”",
    ),
    (
        "mandates/keepers-2021.yaml",
        "{kind: cites, document: pact-of-the-coasts,",
        '{kind: cites, document: pact-of-the-coasts, number: "7",',
        "kind: cites",
        "there is no paragraph “pact-of-the-coasts, 7”",
    ),
    (
        "plans/clk-2021.yaml",
        'document: CLK/DEC.1/19, number: "2"',
        'document: CLK/DEC.1/19, number: "9"',
        "CLK/DEC.1/19",
        "there is no mandate “CLK/DEC.1/19, 9”",
    ),
    ("cast.yaml", "party: merrow", "party: nowhere", "key: delegate", "there is no party “nowhere”"),
    (
        "cast.yaml",
        "role: administrator\n  party: lantern-office",
        "role: administrator\n  party: ulc",
        "key: administrator",
        "nobody is administrator for “ulc”",
    ),
)

# What the records refuse, one at a time.
REFUSED = {
    "a text too long": (
        "bodies.yaml",
        "acronym: CLK",
        f"acronym: {'K' * 41}",
        "key: clk",
        "acronym: Ensure this value has at most 40 characters (it has 41).",
    ),
    "a code that two States have": (
        "states.yaml",
        "iso2: XB",
        "iso2: XA",
        "key: merrow",
        "Merrow: State with this ISO code already exists.",
    ),
    "a number upon request": (
        "plans/clk-2021.yaml",
        "on_request: true",
        "on_request: true\n                quantity: 4",
        "Tests for States",
        "1.B.(1).1 Tests for States that ask: A line is planned by number or upon request, not both.",
    ),
    "an end before the beginning": (
        "states.yaml",
        'since: "1948-09"',
        'since: "1948-09", until: "1947"',
        'until: "1947"',
        "Tarnholm – Union of Lantern Coasts: member: The last day lies before the first.",
    ),
}

# What stands twice: the file, the text that the second one follows, the second one, and what is said of it.
TWICE = {
    "topic": (
        "topics.yaml",
        "fr: Brouillard}}\n",
        "- {key: fog, kind: theme, label: {en: Mist, es: Bruma, pt: Bruma, fr: Brume}}\n",
        "topics.yaml:5: this topic stands twice, first at topics.yaml:4",
    ),
    "party, in two files": (
        "bodies.yaml",
        "  parent: ulc\n",
        "- key: merrow\n  name: {en: Moot, es: Moot, pt: Moot, fr: Moot}\n  kind: forum\n",
        "bodies.yaml:6: this party stands twice, first at states.yaml:9",
    ),
    "symbol, spelled otherwise": (
        "documents.yaml",
        '  date: "2019"\n',
        "- symbol: CLK/DEC. 1/19\n  kind: declaration\n  title: {en: Again, es: Otra vez, pt: De novo, fr: Encore}\n",
        "documents.yaml:20: this document stands twice, first at documents.yaml:15",
    ),
    "topic of a function": (
        "orders/eo-21-02.yaml",
        "topics: [wicks",
        ", wicks",
        "orders/eo-21-02.yaml:54: this topic of a function stands twice, first at orders/eo-21-02.yaml:54",
    ),
    "reason": (
        "plans/clk-2021.yaml",
        "reasons:\n",
        "  same-subject: {en: So, es: Así, pt: Assim, fr: Ainsi}\n",
        "plans/clk-2021.yaml:11: not readable as YAML: the key “same-subject” stands twice",
    ),
}


@pytest.mark.parametrize("fault", READ)
def test_fault_in_an_entry_is_told_by_file_and_line(package: Copy, fault: str) -> None:
    file, old, new, marked, said = READ[fault]
    package.change(file, old, new)
    assert package.read_faults() == [f"{package.line(file, marked)}: {said}"]


@pytest.mark.usefixtures("unserved")
def test_everything_that_leads_nowhere_is_told_and_nothing_is_written(package: Copy) -> None:
    for file, old, new, _marked, _said in NOWHERE:
        package.change(file, old, new)
    before = all_rows()
    expected = [f"{package.line(file, marked)}: {said}" for file, _old, _new, marked, said in NOWHERE]
    assert sorted(package.faults()) == sorted(expected)
    assert all_rows() == before


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize("fault", REFUSED)
def test_what_the_records_refuse_is_told_and_nothing_is_written(package: Copy, fault: str) -> None:
    file, old, new, marked, said = REFUSED[fault]
    package.change(file, old, new)
    before = all_rows()
    assert package.faults() == [f"{package.line(file, marked)}: {said}"]
    assert all_rows() == before


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize("fault", TWICE)
def test_what_stands_twice_is_told_with_both_places(package: Copy, fault: str) -> None:
    file, before, again, said = TWICE[fault]
    package.change(file, before, before + again)
    assert package.faults() == [said]


def test_file_that_is_no_yaml_is_told_by_its_line(package: Copy) -> None:
    package.change("states.yaml", 'since: "1931-05-02", source: Pact of the Coasts}]', 'since: "1931-05-02"')
    assert package.read_faults() == ["states.yaml:9: not readable as YAML: did not find expected ',' or '}'"]


def test_file_in_another_encoding_is_told(package: Copy) -> None:
    (package.folder / "bodies.yaml").write_bytes("- key: café".encode("latin-1"))
    assert package.read_faults() == [
        "bodies.yaml: not readable as YAML: 'utf-8' codec can't decode byte 0xe9 in position 10: unexpected end of data"
    ]


def test_folder_without_a_package_is_told(package: Copy) -> None:
    (package.folder / "package.yaml").unlink()
    assert package.read_faults() == [f"package.yaml: this file is missing in {package.folder}"]


def test_file_that_nothing_reads_is_told(package: Copy) -> None:
    (package.folder / "topic.yaml").write_text("[]")
    (package.folder / "plans" / "next.yml").write_text("[]")
    assert [line.split(": ")[0] for line in package.read_faults()] == ["plans/next.yml", "topic.yaml"]


def test_every_fault_is_told_at_once(package: Copy) -> None:
    package.change("topics.yaml", "fr: Brouillard", "")
    package.change("bodies.yaml", "  kind: commission\n", "")
    package.change("cast.yaml", "  language: fr\n", "")
    assert package.read_faults() == [
        "topics.yaml:4: label.fr: is missing",
        "bodies.yaml:1: kind: is missing",
        "cast.yaml:2: language: is missing",
    ]


def test_entry_that_is_no_mapping_is_told_by_its_file(package: Copy) -> None:
    (package.folder / "topics.yaml").write_text("- fog\n")
    assert package.read_faults() == ["topics.yaml: Input should be a valid dictionary or instance of Topic"]


@pytest.mark.usefixtures("unserved")
def test_symbol_that_is_none_is_told_with_what_was_expected(package: Copy) -> None:
    package.change("documents.yaml", "symbol: EO 21-02", "symbol: Order two")
    package.change("orders/eo-21-02.yaml", "document: EO 21-02", "document: Order two")
    package.change("package.yaml", "order: EO 21-02", "order: Order two")
    assert package.faults() == [
        (
            "documents.yaml:1: “Order two” is no symbol:"
            " Character 6: expected a slash and the rest of the symbol, found “two”."
        )
    ]


@pytest.mark.usefixtures("unserved")
def test_template_that_makes_no_symbols_is_told(package: Copy) -> None:
    (package.folder / "series.yaml").write_text(
        '- {party: clk, template: "CLK/DEC.{n}", restarts: year, title: {en: A, es: A, pt: A, fr: A}}\n'
    )
    assert package.faults() == [
        "series.yaml:1: “CLK/DEC.{n}”: Numbers that begin anew each year need {yy} or {yyyy} in the template."
    ]


def test_small_package_has_no_fault(package: Copy) -> None:
    assert read_package(package.folder).package.key == "lantern-commission"
