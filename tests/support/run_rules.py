"""Rules of a test run: no setting of the person who starts it leaks in, and nothing is skipped unseen.

On CI (CI=true) a skipped test fails the run: there, whatever a test needs must be installed.

`make test` runs in several processes (pytest-xdist), each taking whole files: the tests of one file may share a
world, and follow one another. What takes long is begun with, so that no process waits for another at the end.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import hypothesis
import pytest
from _pytest.terminal import TerminalReporter

SYSTEM_PARTS = Path("build/system-parts.txt")
"""What `make test` could not install and why, one part a line (written by tests.support.system)."""
LONG_ONES = ("tests/journeys/", "tests/asterisk/", "tests/contract/", "tests/browser/", "tests/property/")
"""Where the files lie that take longest for the number of their tests."""


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests; CALLCENTER_TEST_... are the tests' own."""
    for name in list(os.environ):
        if name.startswith("CALLCENTER_") and not name.startswith("CALLCENTER_TEST_"):
            del os.environ[name]
    # How long an example takes says how busy the machine is, and nothing about us.
    slow = hypothesis.HealthCheck.too_slow
    hypothesis.settings.register_profile(
        "patient", hypothesis.settings.default, deadline=None, suppress_health_check=[slow]
    )
    hypothesis.settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders that take long come first, each file whole; the order is otherwise as it was."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG_ONES))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI, skipped tests fail the run."""
    if on_ci() and skipped_reasons(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Say at the end what was not tested, and why."""
    reasons = skipped_reasons(config)
    if not reasons:
        return
    terminalreporter.section("not tested", red=on_ci(), yellow=not on_ci())
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} skipped: {reason}")
    missing = config.rootpath / SYSTEM_PARTS
    if missing.exists():
        for line in missing.read_text(encoding="utf-8").splitlines():
            terminalreporter.line(f"not installed: {line}")
    if on_ci():
        terminalreporter.line("On CI a skipped test is a failure: install what it needs, or delete the test.", red=True)


def skipped_reasons(config: pytest.Config) -> dict[str, int]:
    """Every reason given in this run, with the number of tests that were skipped for it."""
    reporter = cast(TerminalReporter | None, config.pluginmanager.get_plugin("terminalreporter"))
    if reporter is None:
        return {}  # one of several processes: the one that started them is told of every test, and counts
    counts: dict[str, int] = {}
    for report in cast(Iterable[pytest.TestReport], reporter.stats.get("skipped", ())):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts


def on_ci() -> bool:
    """True where the run decides whether a change lands."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
