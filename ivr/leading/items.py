"""What comes into a call's mailbox, beside the exchange's news: what it notices itself, and what it still has to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from callcenter.telephony.port import ExchangeEvent
from callcenter.telephony.voice_port import Answerer
from ivr.flow.commands import Perform
from ivr.hearing.news import HearingNews
from ivr.leading.orders import Order


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""

    planned: datetime
    """For when it was planned; it may come a moment early."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """Something was heard on the line."""

    news: HearingNews


@dataclass(frozen=True, slots=True)
class Verdict:
    """It is found out who took the call. Not told to the flow yet."""

    answerer: Answerer


@dataclass(frozen=True, slots=True)
class Lost:
    """The exchange cannot be reached; a call that goes on is told of by Taken again."""


@dataclass(frozen=True, slots=True)
class Over:
    """The call has ended while nobody listened."""


Item: TypeAlias = ExchangeEvent | Perform | Order | Sounded | Verdict | Tick | Lost | Over
