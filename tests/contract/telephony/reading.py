"""Reading an exchange's news the way the product does: through the call's state machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from callcenter.domain.calls import Call, CallState, Refused, ring
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.phones import caller_number
from callcenter.telephony.moves import move
from callcenter.telephony.port import Arrived, ExchangeEvent, ExchangeNews, Recorded
from tests.contract.telephony.driver import PbxUnderTest

News = TypeVar("News")


@dataclass(frozen=True, slots=True)
class Story:
    """What the news made of one call."""

    call: Call
    states: tuple[CallState, ...]
    """Every state that the call went through, in order, the first included."""
    refused: tuple[Refused, ...]


def told(news: Sequence[ExchangeNews], kind: type[News]) -> list[News]:
    """The news of one kind."""
    return [item for item in news if isinstance(item, kind)]


def wait_for(pbx: PbxUnderTest, kind: type[News], nth: int = 1) -> News:
    """The first news of `kind`, or the `nth`, waited for."""
    pbx.wait_for(lambda news: len(told(news, kind)) >= nth, f"{kind.__name__} number {nth}")
    return told(pbx.news, kind)[nth - 1]


def story(news: Sequence[ExchangeNews], call: ProviderCallId) -> Story:
    """The call as the state machine understands the exchange; its arrival must have come first."""
    about = [item for item in news if isinstance(item, ExchangeEvent) and item.call == call]
    arrived = about[0]
    assert isinstance(arrived, Arrived), f"the first news of the call was {arrived}"
    now = ring(
        CallId("call"),
        exchange="under test",
        provider_call=call,
        direction=arrived.direction,
        caller=caller_number(arrived.caller, "RU"),
        caller_name=arrived.caller_name,
        line=arrived.line,
        at=arrived.at,
    )
    states, refused = [now.state], []
    for item in about[1:]:
        if isinstance(item, Recorded):
            continue
        moved, _ = move(now, item)
        if isinstance(moved, Refused):
            refused.append(moved)
        else:
            now = moved
            states.append(now.state)
    return Story(now, tuple(states), tuple(refused))
