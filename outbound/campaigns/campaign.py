"""A campaign, and where it can stand. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from callcenter.domain.outreach import Purpose
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId
from callcenter.kit.words import N_

CampaignId = NewType("CampaignId", str)


class Mode(StrEnum):
    """Who speaks to the patient, and who starts the call."""

    ROBOT = "robot"
    """The clinic's voice, by a flow."""
    PREVIEW = "preview"
    """A person sees whom to call and why, and starts the call."""
    PROGRESSIVE = "progressive"
    """The call goes out as soon as a person is free for it."""


class CampaignState(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    """No new call begins; those that go on are finished, and it can be taken up again."""
    DRAINING = "draining"
    """No new call begins; when the last one is over it has ended."""
    STOPPED = "stopped"
    """Ended at once: calls that went on were put down."""
    ENDED = "ended"

    @property
    def calls(self) -> bool:
        """Whether new calls may begin."""
        return self is CampaignState.RUNNING


class Order(StrEnum):
    """What a person can have done with a campaign."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    DRAIN = "drain"
    STOP = "stop"


_S = CampaignState
_MOVES: Mapping[tuple[CampaignState, Order], CampaignState] = {
    (_S.DRAFT, Order.START): _S.RUNNING,
    (_S.STOPPED, Order.START): _S.RUNNING,
    (_S.ENDED, Order.START): _S.RUNNING,
    (_S.RUNNING, Order.PAUSE): _S.PAUSED,
    (_S.DRAINING, Order.PAUSE): _S.PAUSED,
    (_S.PAUSED, Order.RESUME): _S.RUNNING,
    (_S.DRAINING, Order.RESUME): _S.RUNNING,
    (_S.RUNNING, Order.DRAIN): _S.DRAINING,
    (_S.PAUSED, Order.DRAIN): _S.DRAINING,
    (_S.RUNNING, Order.STOP): _S.STOPPED,
    (_S.PAUSED, Order.STOP): _S.STOPPED,
    (_S.DRAINING, Order.STOP): _S.STOPPED,
}
_ALREADY: Mapping[Order, CampaignState] = {
    Order.START: _S.RUNNING,
    Order.PAUSE: _S.PAUSED,
    Order.RESUME: _S.RUNNING,
    Order.DRAIN: _S.DRAINING,
    Order.STOP: _S.STOPPED,
}


class WrongOrderError(BadInputError):
    """What was asked of a campaign does not fit to where it stands."""


def after(state: CampaignState, order: Order) -> CampaignState:
    """Where a campaign stands once an order was carried out; asked twice, it stays there.

    Raises WrongOrderError, such as for a pause of a campaign that was never started.
    """
    if _ALREADY[order] is state:
        return state
    try:
        return _MOVES[state, order]
    except KeyError:
        raise WrongOrderError(
            N_("This cannot be done where the campaign stands now. Load the page again and look at its state.")
        ) from None


def orders_of(state: CampaignState) -> tuple[Order, ...]:
    """What can be asked of a campaign in this state, in the order of `Order`."""
    return tuple(order for order in Order if (state, order) in _MOVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Patients called for one purpose under one set of rules."""

    id: CampaignId
    purpose: Purpose
    title: str
    mode: Mode
    state: CampaignState
    priority: int
    """Of two campaigns that want one line, the lower number has it: 0 before 9."""
    share: int = 1
    """How many parts of the lines it gets beside campaigns of the same priority; 1 or more."""
    flow: str
    """The flow of the robot's calls; empty where people call."""
    script: str
    """The script of people's calls."""
    rules: Mapping[str, object] = field(default_factory=dict)
    """What it rules otherwise than the clinic does, as `rules:` of a clinic's file."""
    edition: int = 1
    """Rises with each change of the rules, the flow or the script; attempts keep the one they were made under."""
    created_at: datetime
    created_by: OperatorId
    changed_at: datetime
