"""The command ``secretariat``: what it prints where, how it ends, whom it acts as."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import get_commands, load_command_class
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from secretariat.__main__ import COMMANDS, main
from secretariat.accounts.models import Person
from secretariat.core.choices import Audience, SuggestionState
from secretariat.core.commands import PlainCommand
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.documents.models import Document, Paragraph
from secretariat.founding.installation import waiting_migrations
from secretariat.parties.models import Role
from secretariat.parties.queries import loader
from secretariat.plans.models import Answer
from tests.installations import Installation

SYMBOL = "AG/RES. 2619 (XLI-O/11)"
ACTIVITY = {"address", "area", "program", "project", "quantity", "on_request", "kind", "confirmed"}
OWN = sorted(name for name, app in get_commands().items() if str(app).startswith("secretariat."))


class Done(NamedTuple):
    """How a command ended: its exit code, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """Return the one JSON value on standard output."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Done]


@pytest.fixture
def secretariat(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return how to run the command as the machine does, but in the database of the tests."""

    def run(*words: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["secretariat", *words])
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        monkeypatch.setattr(connections, "close_all", lambda: None)
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        return Done(code, *capsys.readouterr())

    return run


# What every command does ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",), ()])
def test_help_names_every_command_of_ours_and_no_other(secretariat: Command, words: tuple[str, ...]) -> None:
    assert sorted(name.replace("-", "_") for name in COMMANDS) == OWN
    done = secretariat(*words)
    listed = re.findall(r"^  ([a-z-]+)  +\S", done.out, re.MULTILINE)
    assert (done.code, listed, done.err) == (0, list(COMMANDS), "")


@pytest.mark.parametrize("words", [("--version",), ("version",), ("coverage", "--version")])
def test_version_is_that_of_the_program(secretariat: Command, words: tuple[str, ...]) -> None:
    assert secretariat(*words) == Done(0, "0.1.0\n", "")


@pytest.mark.parametrize("name", OWN)
def test_every_command_explains_itself_and_its_arguments(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    parser: ArgumentParser = command.create_parser("secretariat", name)
    assert command.help
    assert [action.dest for action in parser._actions if not action.help and action.option_strings] == []


@pytest.mark.parametrize("name", [name for name in OWN if name != "worker"])
def test_every_command_refuses_in_one_plain_line(name: str) -> None:
    assert isinstance(load_command_class(get_commands()[name], name), PlainCommand)


@pytest.mark.parametrize("words", [("serve", "--help"), ("worker", "--help"), ("help", "load-founding")])
def test_help_of_a_command_ends_well(secretariat: Command, words: tuple[str, ...]) -> None:
    done = secretariat(*words)
    assert (done.code, done.out.startswith("usage: secretariat "), done.err) == (0, True, "")


ENTER = ("user", "add", "new@example.org", "--name", "New", "--role", "delegate", "--party")
WRONG = {
    ("covrage",): "There is no command “covrage”. Is “coverage” meant? `secretariat help` lists them.",
    ("trace", SYMBOL): "secretariat trace: error: the following arguments are required: number",
    ("user",): "secretariat user: error: the following arguments are required: verb",
    ("coverage", "--yaml"): "secretariat coverage: error: unrecognized arguments: --yaml",
    (*ENTER, "peru", "--until", "soon"): "secretariat user add: error: argument --until: invalid day value: 'soon'",
    ("serve", "--port", "door"): "secretariat serve: error: argument --port: invalid int value: 'door'",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_exits_with_2_and_says_what_is_wrong(secretariat: Command, words: tuple[str, ...]) -> None:
    done = secretariat(*words)
    assert (done.code, done.out, done.err.splitlines()[-1]) == (2, "", WRONG[words])


REFUSED = {
    ("trace", "CLK/RES.9/20", "1", "--json"): "There is no paragraph 1 of “CLK/RES.9/20” to trace.",
    ("trace", "neither symbol nor key", "1"): "There is no paragraph 1 of “neither symbol nor key” to trace.",
    ("coverage", "--json", "--order", "EO 99-01"): "There is no order “EO 99-01” to count.",
    ("coverage", "--json", "--plan", "CICTE/doc.9/99"): "There is no plan “CICTE/doc.9/99” to count.",
    ("coverage", "--json", "--as", "no@example.org"): "Nobody who may sign in has the address no@example.org.",
    ("coverage", "--json", "--as", ""): "Nobody who may sign in has the address .",
    (*ENTER, "atlantis", "--json"): "There is no party “atlantis”; nobody was entered.",
    (*ENTER, "oas"): (
        "The role “delegate or national point of contact” is not held for “Organization of American States”."
    ),
    (*ENTER, "peru", "--password-stdin"): "No password came on standard input; nobody was entered.",
    (*ENTER, "peru", "--until", "1999-01-01"): "The last day lies before the first.",
}


@pytest.mark.parametrize("words", REFUSED)
def test_refusal_exits_with_1_and_leaves_standard_output_empty(secretariat: Command, words: tuple[str, ...]) -> None:
    assert secretariat(*words) == Done(1, "", f"{REFUSED[words]}\n")
    assert not Person.objects.filter(email="new@example.org").exists()


def test_address_that_is_taken_is_refused(secretariat: Command, cast: dict[str, Person]) -> None:
    done = secretariat("user", "add", "Delegate@CAST.example", *ENTER[3:], "peru", "--json")
    assert done == Done(1, "", "Somebody with the address Delegate@CAST.example is entered already.\n")


def test_weak_password_enters_nobody(secretariat: Command) -> None:
    done = secretariat(*ENTER, "peru", "--password-stdin", stdin="password\n")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This password is too short. It must contain at least 12 characters.")
    assert not Person.objects.filter(email="new@example.org").exists()


def test_package_that_cannot_be_read_is_refused_with_its_faults(secretariat: Command, tmp_path: Path) -> None:
    (tmp_path / "package.yaml").write_text("key: [")
    done = secretariat("load-founding", str(tmp_path), "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"Nothing was loaded from {tmp_path}:",
        "package.yaml:2: not readable as YAML: did not find expected node content",
    ]


def test_database_that_is_not_prepared_is_told_in_one_line(tmp_path: Path) -> None:
    done = Installation(tmp_path).run("coverage", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The database cannot be used: no such table: accounts_person. `secretariat check` says more.\n"
    )


NEEDED = {
    "SECRETARIAT_SECRET_KEY": "is not set: a long random text that stays the same between starts.",
    "SECRETARIAT_HOSTS": "is not set: the names under which people reach this server, with spaces.",
}


@pytest.mark.parametrize("missing", NEEDED)
@pytest.mark.parametrize("command", ["serve", "coverage"])
def test_production_does_not_begin_without_its_settings(tmp_path: Path, command: str, missing: str) -> None:
    given = {"SECRETARIAT_SECRET_KEY": "k" * 60, "SECRETARIAT_HOSTS": "secretariat.example"}
    done = Installation(tmp_path, settings="production", extra={**given, missing: ""}).run(command)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{missing} {NEEDED[missing]}\n")


# JSON ----------------------------------------------------------------------------------------------------------------


JSON = (
    ("load-founding", "--json"),
    ("trace", SYMBOL, "4.b", "--json"),
    ("coverage", "--json"),
    ("permissions", "--json"),
    (*ENTER, "peru", "--json"),
)


@pytest.mark.parametrize("words", JSON, ids=lambda words: words[0])
def test_standard_output_is_one_json_value_and_nothing_else(secretariat: Command, words: tuple[str, ...]) -> None:
    done = secretariat(*words)
    assert (done.code, type(json.loads(done.out)), done.out.count("\n"), done.err) == (0, dict, 1, "")


def test_standard_output_of_a_process_is_one_json_value_and_nothing_else(lanterns: Installation) -> None:
    done = lanterns.run("trace", "CLK/RES.3/20", "2.a", "--json")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    assert json.loads(done.stdout)["paragraph"]["number"] == "2.a"


def test_several_numbers_give_a_line_of_json_each(secretariat: Command) -> None:
    done = secretariat("trace", SYMBOL, "4b", "99", "4(h)", "--json")
    assert (done.code, [each["paragraph"]["number"] for each in done.lines]) == (1, ["4.b", "4.h"])
    assert done.err == f"There is no paragraph 99 of “{SYMBOL}” to trace.\n"


def test_trace_has_the_shape_that_others_rely_on(secretariat: Command) -> None:
    found = secretariat("trace", SYMBOL, "4.b", "--json").value
    keys = ["paragraph", "functions", "mandates", "units", "activities", "deliverables", "results", "money"]
    assert list(found) == keys
    assert (found["deliverables"], found["results"], found["money"]) == ([], [], {})
    assert [sorted(ACTIVITY - set(line)) for line in found["activities"] if ACTIVITY - set(line)] == []


def test_trace_ends_in_plan_lines_with_quantities(secretariat: Command) -> None:
    found = secretariat("trace", SYMBOL, "4.b", "--json").value
    sure = [(line["address"], line["quantity"]) for line in found["activities"] if line["confirmed"]]
    assert sure[:3] == [("1.A.1.1", 3), ("1.A.1.2", 3), ("1.A.3.1", 6)]
    assert found["units"][0]["acronym"] == "S/CICTE"


def test_coverage_has_the_shape_that_others_rely_on(secretariat: Command) -> None:
    found = secretariat("coverage", "--json").value
    assert list(found) == ["order", "plan", "counts", "gaps"]
    assert {type(number) for number in found["counts"].values()} == {int}
    assert {type(row) for rows in found["gaps"].values() for row in rows} == {str}


def test_coverage_of_a_named_order_and_plan_is_that_of_those_in_force(secretariat: Command) -> None:
    named = secretariat("coverage", "--json", "--order", "EO 16-01 Rev.1", "--plan", "CICTE/doc. 5/16")
    assert named.value == secretariat("coverage", "--json").value


def test_permissions_have_the_shape_that_others_rely_on(secretariat: Command) -> None:
    found = secretariat("permissions", "--json").value
    assert (list(found), found["undeclared"]) == (["cells", "undeclared"], [])
    assert found["cells"] > 1000


# For people ----------------------------------------------------------------------------------------------------------


def test_trace_for_people_names_paragraph_unit_and_lines(lanterns: Installation) -> None:
    assert lanterns.run("trace", "CLK/RES.3/20", "2.a").stdout.splitlines() == [
        "CLK/RES.3/20 2.a",
        "  To train keepers in trimming wicks.",
        "  instruction_secretariat: active (Active: 0 of 3 planned deliveries held, in 1 plan line.)",
        "  unit Wick Bench",
        "  1.A.1.1 Trimming courses: 3",
        "  1.A.1.2 Handbook of wicks: no number (suggested)",
    ]


def test_coverage_for_people_lists_counts_and_gaps(secretariat: Command) -> None:
    lines = secretariat("coverage").out.splitlines()
    assert lines[:3] == ["EO 16-01 Rev. 1 and CICTE/doc.5/16 as adopted", "     16 units", "     88 functions"]


# Check and prepare ---------------------------------------------------------------------------------------------------


def test_check_of_a_whole_installation_finds_nothing(lanterns: Installation) -> None:
    done = lanterns.run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "No fault, warnings: 0.\n", "")


def test_check_names_what_a_new_installation_lacks(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    done = Installation(tmp_path, package=tmp_path / "package").run("check", "--json")
    assert (done.returncode, done.stderr) == (1, "Faults: 3, warnings: 0.\n")
    migrations, files, package = json.loads(done.stdout)["errors"]
    assert re.sub(r"\d+", "N", migrations) == (
        "N migrations wait, the first is account.N_initial. `secretariat prepare` mends this."
    )
    assert re.sub(r"\d+|the first is \S+ ", "", files) == (
        " files of the interface are not in place, `secretariat prepare` mends this."
    )
    assert package == f"Founding data: package.yaml: this file is missing in {tmp_path / 'package'}"


def test_second_preparation_does_nothing(lanterns: Installation) -> None:
    done = lanterns.run("prepare")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_preparation_mends_what_was_removed(lanterns: Installation, tmp_path: Path) -> None:
    """A mark alone would say that all is done: what it speaks of must be there as well."""
    copy = Installation(Path(shutil.copytree(lanterns.folder, tmp_path / "copy")))
    shutil.rmtree(copy.folder / "static")
    with sqlite3.connect(copy.folder / "own.sqlite3") as database:
        database.execute("UPDATE parties_organization SET is_served = 0")
    assert copy.run("prepare").stderr.splitlines() == [
        "  files of the interface …",
        "  founding data …",
        "  invented half-year …",
    ]
    assert copy.run("prepare").stderr == ""
    assert (copy.folder / "static" / "staticfiles.json").exists()


def test_every_migration_of_a_prepared_database_is_known(db: None) -> None:
    assert waiting_migrations() == []
    MigrationRecorder(connection).record_unapplied("plans", "0001_initial")
    assert waiting_migrations() == ["plans.0001_initial"]


# Whom it acts as -----------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(db: None) -> Paragraph:
    """Return a paragraph of a document that the secretariat alone may read."""
    words = Labels({"en": "In draft", "es": "En borrador", "pt": "Em rascunho", "fr": "En projet"})
    document = Document(slug="in-draft", kind="report", title=words, audience=Audience.SECRETARIAT)
    keep(document, by=loader(), reason="For a test")
    return keep(
        Paragraph(document=document, number="1", position=1, kind="operative"), by=loader(), reason="For a test"
    )


def test_paragraph_of_a_draft_is_found_by_the_operator_and_not_for_a_delegate(
    secretariat: Command, draft: Paragraph, cast: dict[str, Person]
) -> None:
    words = ("trace", "in-draft", "1", "--json")
    assert secretariat(*words).value["paragraph"]["document"] == "In draft"
    assert secretariat(*words, "--as", cast["planning_officer"].email).code == 0
    hidden = secretariat(*words, "--as", cast["delegate"].email)
    assert hidden == Done(1, "", "There is no paragraph 1 of “in-draft” to trace.\n")


def test_suggestions_are_shown_to_the_secretariat_and_not_to_a_delegate(
    secretariat: Command, cast: dict[str, Person]
) -> None:
    def states(*words: str) -> set[bool]:
        found = secretariat("trace", SYMBOL, "4.b", "--json", *words).value
        return {line["confirmed"] for line in found["activities"]}

    assert Answer.objects.filter(state=SuggestionState.SUGGESTED).exists()
    assert states() == states("--as", cast["planning_officer"].email) == {True, False}
    assert states("--as", cast["delegate"].email) == {True}


def test_person_whose_account_has_ended_is_nobody(secretariat: Command, cast: dict[str, Person]) -> None:
    person = cast["delegate"]
    person.is_active = False
    keep(person, by=loader(), reason="For a test")
    done = secretariat("trace", SYMBOL, "4.b", "--as", person.email)
    assert done == Done(1, "", f"Nobody who may sign in has the address {person.email}.\n")


def test_nobody_is_the_operator_by_address(secretariat: Command) -> None:
    assert secretariat("trace", SYMBOL, "4.b").code == 0  # the account of the operator is there now
    done = secretariat("trace", SYMBOL, "4.b", "--as", "operator@secretariat.invalid")
    assert done == Done(1, "", "Nobody who may sign in has the address operator@secretariat.invalid.\n")


def test_operator_stands_in_history_as_who_entered_a_person(secretariat: Command) -> None:
    found = secretariat(*ENTER, "argentina", "--json", "--password-stdin", stdin="a lantern in the fog\n").value
    person = Person.objects.get(pk=found["id"])
    role = Role.objects.get(person=person)
    assert found == {"id": str(person.pk), "email": "new@example.org", "role": "delegate", "party": "argentina"}
    writers = [row.history_user.email for row in (*person.history.all(), *role.history.all())]
    assert writers == ["operator@secretariat.invalid"] * 2
    assert person.check_password("a lantern in the fog")


def test_person_entered_without_a_password_has_none(secretariat: Command) -> None:
    assert secretariat(*ENTER, "argentina").code == 0
    assert not Person.objects.get(email="new@example.org").has_usable_password()
