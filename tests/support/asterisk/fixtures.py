"""pytest fixtures for tests that need a real Asterisk; a conftest.py imports the ones that it uses."""

from collections.abc import Iterator

import pytest

from tests.contract.telephony.voice_driver import ENTRANCE
from tests.support.asterisk.apt import NotAvailableError
from tests.support.asterisk.config import Settings
from tests.support.asterisk.driver import AsteriskUnderTest
from tests.support.asterisk.install import Installation, install
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.voice import AsteriskVoice
from tests.support.run_rules import on_ci

RING_SECONDS = 2
ROBOTS = Settings(ring_seconds=RING_SECONDS, wait_seconds=4, menu=ENTRANCE)
"""Robots answer, and give up putting through after four seconds."""


@pytest.fixture(scope="session")
def installation() -> Installation:
    """Asterisk unpacked in the cache. Skips with the reason where it cannot be had; on CI that is a failure."""
    try:
        return install()
    except NotAvailableError as error:
        reason = f"no real Asterisk here: {error}"
        if on_ci():
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_asterisk(installation: Installation) -> Iterator[RunningAsterisk]:
    """One Asterisk for all tests that leave it as they found it; its queue rings a telephone for two seconds."""
    with RunningAsterisk(installation, Settings(ring_seconds=RING_SECONDS)) as asterisk:
        yield asterisk


@pytest.fixture
def own_asterisk(installation: Installation) -> Iterator[RunningAsterisk]:
    """An Asterisk that the test may freeze, kill and restart."""
    with RunningAsterisk(installation, Settings(ring_seconds=RING_SECONDS)) as asterisk:
        yield asterisk


@pytest.fixture
def asterisk_under_test(shared_asterisk: RunningAsterisk) -> Iterator[AsteriskUnderTest]:
    """The contract suite's driver on a real Asterisk."""
    with AsteriskUnderTest(shared_asterisk) as under_test:
        yield under_test


@pytest.fixture(scope="session")
def robots_asterisk(installation: Installation) -> Iterator[RunningAsterisk]:
    """One Asterisk on which robots answer, for all tests that leave it as they found it."""
    with RunningAsterisk(installation, ROBOTS) as asterisk:
        yield asterisk


@pytest.fixture
def asterisk_voice(robots_asterisk: RunningAsterisk) -> Iterator[AsteriskVoice]:
    """The contract suite's driver for robots' calls on a real Asterisk."""
    with AsteriskVoice(robots_asterisk) as under_test:
        yield under_test
