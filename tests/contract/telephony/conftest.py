"""The exchanges that must keep the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.telephony.driver import PbxUnderTest
from tests.contract.telephony.simulated_voice import simulated_voice
from tests.contract.telephony.simulator import simulator_under_test
from tests.contract.telephony.voice_driver import VoicePbxUnderTest
from tests.support.asterisk.fixtures import (  # re-exported: pytest finds fixtures by name in this file
    asterisk_under_test,
    asterisk_voice,
    installation,
    robots_asterisk,
    shared_asterisk,
)

__all__ = [
    "asterisk_under_test",
    "asterisk_voice",
    "installation",
    "pbx",
    "robots_asterisk",
    "shared_asterisk",
    "voice",
]


@pytest.fixture(params=["simulator", pytest.param("asterisk", marks=pytest.mark.asterisk)])
def pbx(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PbxUnderTest]:
    """Each exchange in turn, started and connected."""
    if request.param == "asterisk":
        real: PbxUnderTest = request.getfixturevalue("asterisk_under_test")
        yield real
        return
    with simulator_under_test(tmp_path / "recordings") as simulated:
        yield simulated


@pytest.fixture(params=["simulator", pytest.param("asterisk", marks=pytest.mark.asterisk)])
def voice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VoicePbxUnderTest]:
    """Each exchange on which robots lead calls."""
    if request.param == "asterisk":
        real: VoicePbxUnderTest = request.getfixturevalue("asterisk_voice")
        yield real
        return
    with simulated_voice(tmp_path / "recordings") as simulated:
        yield simulated
