"""Where the switchboard's news goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import ExchangeEvent
from callcenter.telephony.simulator.carried import CarriedCall
from callcenter.telephony.simulator.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Finished:
    """A recording to be completed, and then told about."""

    call: ProviderCallId
    at: datetime
    recorder: Recorder
    length: int
    """Samples."""
    lead: float
    """Seconds that were recorded before an operator answered."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Where the switchboard's news goes. Each is called at once and must only take note."""

    tell: Callable[[ExchangeEvent], None]
    finished: Callable[[Finished], None]
    on_offer: Callable[[ProviderCallId, str], None]
    enter_menu: Callable[[CarriedCall, datetime], None]
    """A robot takes the call that has arrived."""
    on_answer: Callable[[CarriedCall, datetime], None]
    on_end: Callable[[CarriedCall, datetime], None]
