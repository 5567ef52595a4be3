from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from secretariat.bodies.models import Body
from secretariat.core.viewer import Viewer
from secretariat.reports.services import draft_report, write_narrative
from secretariat.reports.tests.conftest import FIRST, LAST, HalfYear

pytestmark = pytest.mark.django_db
PERIOD = ("--from", "2016-07-01", "--to", "2016-12-31")


def run(*more: str, file: Path, kind: str = "six-monthly", body: str = "CICTE") -> str:
    said = io.StringIO()
    call_command("report", kind, "--body", body, *PERIOD, "--output", str(file), *more, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("format_", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
def test_report_is_written_to_a_file(tmp_path: Path, half_year: HalfYear, format_: str, begins: bytes) -> None:
    file = tmp_path / f"report.{format_}"
    said = run("--language", "es", "--format", format_, file=file)
    assert (file.read_bytes().startswith(begins), said.startswith(f"{file}: ")) == (True, True)


def test_a_draft_on_record_brings_its_narrative(
    tmp_path: Path, body: Body, planner: Viewer, half_year: HalfYear
) -> None:
    report = draft_report(kind="six-monthly", body=body, starts_on=FIRST, ends_on=LAST, by=planner)
    write_narrative(report, section="introduction", language="en", text="A good half-year.", by=planner)
    run("--format", "html", file=tmp_path / "a.html")
    assert b"A good half-year." in (tmp_path / "a.html").read_bytes()


@pytest.mark.parametrize(
    ("more", "kind", "body", "said"),
    [
        (
            (),
            "weekly",
            "CICTE",
            "There is no report “weekly”. There are: six-monthly, annual, hemispheric-security, internal.",
        ),
        ((), "annual", "NOBODY", "There is no body “NOBODY”."),
        (("--from", "2017-01-01"), "annual", "CICTE", "The last day lies before the first."),
        (("--as", "nobody@example.org"), "annual", "CICTE", "Nobody who may sign in has the address"),
    ],
)
def test_errors_are_plain(tmp_path: Path, more: tuple[str, ...], kind: str, body: str, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(*more, file=tmp_path / "a.pdf", kind=kind, body=body)
    assert (str(refused.value).startswith(said), list(tmp_path.iterdir())) == (True, [])


def run_internal(file: Path, *more: str) -> str:
    said = io.StringIO()
    call_command("report", "internal", *PERIOD, "--output", str(file), *more, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("format_", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
@pytest.mark.parametrize("name", ["s-cicte", "S/CICTE"])
def test_an_internal_report_is_on_a_unit(
    tmp_path: Path, half_year: HalfYear, format_: str, begins: bytes, name: str
) -> None:
    file = tmp_path / f"report.{format_}"
    said = run_internal(file, "--unit", name, "--language", "es", "--format", format_)
    assert (file.read_bytes().startswith(begins), said.startswith(f"{file}: ")) == (True, True)


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("internal", ("--body", "CICTE"), "The report “internal” is on a unit: name it with --unit, not --body."),
        ("annual", ("--unit", "s-cicte"), "The report “annual” is on a body: name it with --body, not --unit."),
        ("internal", ("--unit", "nobody"), "There is no unit “nobody”."),
        ("internal", (), "Error: one of the arguments --body --unit is required"),
        ("internal", ("--unit", "s-cicte", "--body", "CICTE"), "Error: argument --body: not allowed with argument"),
    ],
)
def test_the_wrong_option_is_told(tmp_path: Path, kind: str, more: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("report", kind, *PERIOD, "--output", str(tmp_path / "a.pdf"), *more)
    assert (str(refused.value).startswith(said), list(tmp_path.iterdir())) == (True, [])


@pytest.mark.parametrize("who", ["delegate", "partner", "expert"])
def test_an_internal_report_is_for_the_secretariat(tmp_path: Path, viewers: dict[str, Viewer], who: str) -> None:
    email = viewers[who].person.email  # type: ignore[union-attr]
    with pytest.raises(CommandError, match="No such report has been issued"):
        run_internal(tmp_path / "a.pdf", "--unit", "s-cicte", "--as", email)


def test_a_delegate_is_given_what_was_issued_only(tmp_path: Path, viewers: dict[str, Viewer]) -> None:
    email = viewers["delegate"].person.email  # type: ignore[union-attr]
    with pytest.raises(CommandError, match="No such report has been issued"):
        run("--as", email, file=tmp_path / "a.pdf")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        run("--format", "docx", file=tmp_path / "no" / "a.docx")
