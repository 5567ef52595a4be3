"""What a test may ask of the machine, and a plain word about each part that this machine does not let run."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

pytest_plugins = ["tests.fixtures"]

ROOT = Path(__file__).resolve().parent
JOURNEYS = ROOT / "tests" / "journeys"
OF_INSTALLATIONS = {"lanterns", "filled"}  # fixtures that give one, on SQLite whatever the tests run on
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the machine that builds insist that nothing is skipped."""
    parser.addoption("--require-all", action="store_true", help="fail if a test is skipped, but for missing documents")


@pytest.hookimpl(wrapper=True)  # tests are chosen by their marks, and put in an order, inside
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Skip the tests of the parts that are missing here, each with the reason; mark those of other installations.

    Journeys, the longest, come first: then one process runs them all on one site, and no other waits for it at the end.
    """
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if OF_INSTALLATIONS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.installation)
    for part, reason in missing_parts().items():
        for item in items:
            if item.get_closest_marker(part):
                item.add_marker(pytest.mark.skip(reason=reason))
    yield
    items.sort(key=lambda item: JOURNEYS not in item.path.parents)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was skipped and why, in one line for each reason."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("not run here")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} skipped: {reason}")
    if config.getoption("require_all") and _refused(reasons):
        terminalreporter.line("Every test was required (--require-all): this run has failed.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run that skipped something into a failure where everything was required."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not session.config.getoption("require_all"):
        return
    if _refused(_reason(report) for report in reporter.stats.get("skipped", [])) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def missing_parts() -> dict[str, str]:
    """Return the marks whose tests cannot run here, each with what would let them run."""
    found = {
        "browser": (_browser(), "no Chromium here (install it, or name one in SECRETARIAT_BROWSER)"),
        "postgres": (_on_postgres(), "the tests run on SQLite (DATABASE_URL=postgres://… runs them on PostgreSQL)"),
        "corpus": (_corpus().is_dir(), "the collected documents are not here (SECRETARIAT_CORPUS names their folder)"),
        "seeds": (_seeds().is_dir(), "the founding documents are not here (SECRETARIAT_SEEDS names their folder)"),
    }
    return {part: reason for part, (present, reason) in found.items() if not present}


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Return where Chromium is; ask for it in tests marked ``browser`` only."""
    return _browser()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of collected documents; ask for it in tests marked ``corpus`` only."""
    return _corpus()


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the two founding documents; ask for it in tests marked ``seeds`` only."""
    return _seeds()


def _browser() -> str:
    named = os.environ.get("SECRETARIAT_BROWSER", "")
    return next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), "")


def _on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:"))


def _corpus() -> Path:
    return Path(os.environ.get("SECRETARIAT_CORPUS") or ROOT.parent / "shared" / "corpus")


def _seeds() -> Path:
    return Path(os.environ.get("SECRETARIAT_SEEDS") or ROOT.parent / "shared" / "seeds")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test was skipped, without pytest's own first word."""
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")


def _refused(reasons: Iterable[str]) -> set[str]:
    """Return the reasons that count where everything is required: all but documents that are not of the project."""
    return set(reasons) - {missing_parts().get(part, "") for part in ("corpus", "seeds")}
