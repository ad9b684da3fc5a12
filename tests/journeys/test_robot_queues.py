"""The queues that flows name, and those of the exchange."""

from pathlib import Path

import pytest

from callcenter.kit.ids import ProviderCallId
from callcenter.storage.work import Database
from callcenter.telephony.simulator.manners import Manners
from callcenter.telephony.voice_port import Destination
from ivr.flow.model import Whom
from ivr.leading.call_service import LedCall
from ivr.leading.orders import PutOn
from tests.journeys.test_robot_bad_input import rung, until
from tests.support.robot_world import robot_world


@pytest.mark.parametrize(("named", "there"), [("reception", ""), ("emergency", "emergencies"), ("billing", "billing")])
def test_queues_of_flows_are_those_of_the_exchange(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, there: str
) -> None:
    world = robot_world(database, tmp_path)
    asked: list[str] = []

    def asks(call: ProviderCallId, command: int, whom: Destination, to: str) -> None:
        asked.append(to)

    monkeypatch.setattr(world.exchange, "put_through", asks)
    call = rung(world, Manners())
    until(world, call, "hello")
    LedCall(world.leading.parts, ProviderCallId(call), call).put(PutOn(1, Whom.QUEUE, named))
    assert asked == [there]
    world.exchange.stop()
