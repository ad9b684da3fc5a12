"""The exchanges that must keep the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.telephony.driver import PbxUnderTest
from tests.contract.telephony.simulator import simulator_under_test
from tests.support.asterisk.fixtures import (  # re-exported: pytest finds fixtures by name in this file
    asterisk_under_test,
    installation,
    shared_asterisk,
)

__all__ = ["asterisk_under_test", "installation", "pbx", "shared_asterisk"]


@pytest.fixture(params=["simulator", pytest.param("asterisk", marks=pytest.mark.asterisk)])
def pbx(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PbxUnderTest]:
    """Each exchange in turn, started and connected."""
    if request.param == "asterisk":
        real: PbxUnderTest = request.getfixturevalue("asterisk_under_test")
        yield real
        return
    with simulator_under_test(tmp_path / "recordings") as simulated:
        yield simulated
