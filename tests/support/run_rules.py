"""Rules of a test run: no setting of the person who starts it leaks in, and nothing is skipped unseen.

On CI (CI=true) a skipped test fails the run: there, whatever a test needs must be installed.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest
from _pytest.terminal import TerminalReporter

SYSTEM_PARTS = Path("build/system-parts.txt")
"""What `make test` could not install and why, one part a line (written by tests.support.system)."""


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests; CALLCENTER_TEST_... are the tests' own."""
    for name in list(os.environ):
        if name.startswith("CALLCENTER_") and not name.startswith("CALLCENTER_TEST_"):
            del os.environ[name]


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
    reporter = cast(TerminalReporter, config.pluginmanager.get_plugin("terminalreporter"))
    counts: dict[str, int] = {}
    for report in cast(Iterable[pytest.TestReport], reporter.stats.get("skipped", ())):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts


def on_ci() -> bool:
    """True where the run decides whether a change lands."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
