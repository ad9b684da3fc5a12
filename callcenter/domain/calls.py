"""The call: one state machine for every exchange.

    ringing -> in menu -> queued -> offered -> answered <-> on hold -> ended(reason)

Moves only go forward, with three exceptions that real exchanges make: an offer that the operator let pass
returns the call to the queue, a robot has a call again that nobody took, and a held call comes back. Steps may be
missing (an event was lost): a later state is reached directly. Whatever else is asked for is refused, and changes
nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callcenter.kit.clock import as_utc
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.phones import PhoneNumber


class CallState(StrEnum):
    """Where a call stands."""

    RINGING = "ringing"
    IN_MENU = "in_menu"
    QUEUED = "queued"
    OFFERED = "offered"
    ANSWERED = "answered"
    ON_HOLD = "on_hold"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a call ended."""

    COMPLETED = "completed"
    """Somebody had answered, and one side hung up."""
    ABANDONED = "abandoned"
    """The caller gave up before anybody answered."""
    NO_ANSWER = "no_answer"
    """Nobody answered within the time allowed."""
    BUSY = "busy"
    REJECTED = "rejected"
    FAILED = "failed"
    """The exchange or the network could not put the call through."""
    LOST = "lost"
    """The exchange was not reachable when the call ended; found gone afterwards."""


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


_RANK = {
    CallState.RINGING: 0,
    CallState.IN_MENU: 1,
    CallState.QUEUED: 2,
    CallState.OFFERED: 3,
    CallState.ANSWERED: 4,
    CallState.ON_HOLD: 4,
    CallState.ENDED: 5,
}
_TALKING = frozenset({CallState.ANSWERED, CallState.ON_HOLD})

SET_BACK = timedelta(minutes=1)
"""News from longer than this before the last change is not late, for links delay by seconds: the clock was set back in
between. It is taken as of the last change, or the call would stand still until the clock has caught up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A stretch of time in which the other side waited on hold; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One telephone call as the clinic sees it; every change gives a new value."""

    id: CallId
    exchange: str
    """The exchange account that carries it, such as 'simulator' or 'asterisk'."""
    provider_call: ProviderCallId
    direction: Direction
    caller: PhoneNumber | None
    """The patient's number; None where it is withheld or is no telephone number."""
    caller_name: str = ""
    """The name that the exchange sent along, cleaned of control characters; often empty, never trusted."""
    line: str = ""
    """The clinic's own number or extension that was called."""
    state: CallState = CallState.RINGING
    started_at: datetime
    changed_at: datetime
    """Moment of the last change of state; an event older than this came late."""
    queued_at: datetime | None = None
    offered_at: datetime | None = None
    offered_to: str = ""
    """The extension of the telephone that rings or talks; empty before the first offer."""
    answered_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    ended_at: datetime | None = None
    end_reason: EndReason | None = None

    @property
    def is_live(self) -> bool:
        """True until the call has ended."""
        return self.state is not CallState.ENDED

    @property
    def is_talking(self) -> bool:
        """True from the answer to the end, holds included."""
        return self.state in _TALKING

    def waited(self, now: datetime) -> timedelta:
        """How long the caller waited, or has been waiting, for an answer."""
        return (self.answered_at or self.ended_at or now) - self.started_at

    def talked(self, now: datetime) -> timedelta:
        """How long the two sides have been connected, holds included; zero before the answer."""
        if self.answered_at is None:
            return timedelta(0)
        return (self.ended_at or now) - self.answered_at


@dataclass(frozen=True, slots=True)
class Refused:
    """A move that the call does not make from where it stands; the call stays as it was."""

    move: str
    state: CallState
    why: str
    """'duplicate', 'late' or 'illegal'."""


Moved = Call | Refused


def ring(
    call: CallId,
    *,
    exchange: str,
    provider_call: ProviderCallId,
    direction: Direction,
    caller: PhoneNumber | None,
    at: datetime,
    caller_name: str = "",
    line: str = "",
) -> Call:
    """A new call that has begun to ring at `at`."""
    at = as_utc(at)
    return Call(
        id=call,
        exchange=exchange,
        provider_call=provider_call,
        direction=direction,
        caller=caller,
        caller_name=caller_name,
        line=line,
        started_at=at,
        changed_at=at,
    )


def enter_menu(call: Call, at: datetime) -> Moved:
    """A recorded voice has taken the call."""
    refused = _refusal(call, CallState.IN_MENU, "enter_menu", at)
    at = _taken(call, at)
    return refused or replace(call, state=CallState.IN_MENU, changed_at=at)


def return_to_menu(call: Call, at: datetime) -> Moved:
    """Nobody took the call from the queue: the recorded voice has it again."""
    if call.state not in {CallState.QUEUED, CallState.OFFERED}:
        return Refused("return_to_menu", call.state, "duplicate" if call.state is CallState.IN_MENU else _why(call))
    if _is_late(call, at):
        return Refused("return_to_menu", call.state, "late")
    return replace(call, state=CallState.IN_MENU, offered_to="", changed_at=_taken(call, at))


def queue(call: Call, at: datetime) -> Moved:
    """The call waits for a free operator."""
    refused = _refusal(call, CallState.QUEUED, "queue", at)
    at = _taken(call, at)
    return refused or replace(call, state=CallState.QUEUED, queued_at=at, changed_at=at)


def offer(call: Call, extension: str, at: datetime) -> Moved:
    """The telephone of one operator rings for the call; a newer offer to another telephone replaces it."""
    if call.state is CallState.OFFERED and call.offered_to != extension and not _is_late(call, at):
        at = _taken(call, at)
        return replace(call, offered_to=extension, offered_at=at, changed_at=at)
    refused = _refusal(call, CallState.OFFERED, "offer", at)
    at = _taken(call, at)
    return refused or replace(call, state=CallState.OFFERED, offered_to=extension, offered_at=at, changed_at=at)


def withdraw_offer(call: Call, extension: str, at: datetime) -> Moved:
    """The operator did not take the call: back to the queue. Another telephone's offer is not touched."""
    if call.state is not CallState.OFFERED or call.offered_to != extension:
        return Refused("withdraw_offer", call.state, "late" if _past_offer(call) else "illegal")
    if _is_late(call, at):
        return Refused("withdraw_offer", call.state, "late")
    at = _taken(call, at)
    return replace(call, state=CallState.QUEUED, queued_at=call.queued_at or at, offered_to="", changed_at=at)


def answer(call: Call, extension: str, at: datetime) -> Moved:
    """The two sides are connected; `extension` is the operator's telephone, or empty where a robot talks."""
    refused = _refusal(call, CallState.ANSWERED, "answer", at)
    at = _taken(call, at)
    return refused or replace(call, state=CallState.ANSWERED, offered_to=extension, answered_at=at, changed_at=at)


def hold(call: Call, at: datetime) -> Moved:
    """The operator lets the other side wait."""
    if call.state is not CallState.ANSWERED:
        return Refused("hold", call.state, "duplicate" if call.state is CallState.ON_HOLD else _why(call))
    if _is_late(call, at):
        return Refused("hold", call.state, "late")
    at = _taken(call, at)
    return replace(call, state=CallState.ON_HOLD, holds=(*call.holds, Hold(since=at)), changed_at=at)


def resume(call: Call, at: datetime) -> Moved:
    """The operator is back with the other side."""
    if call.state is not CallState.ON_HOLD:
        return Refused("resume", call.state, "duplicate" if call.state is CallState.ANSWERED else _why(call))
    if _is_late(call, at):
        return Refused("resume", call.state, "late")
    at = _taken(call, at)
    return replace(call, state=CallState.ANSWERED, holds=_close_hold(call, at), changed_at=at)


def end(call: Call, reason: EndReason, at: datetime) -> Moved:
    """The call is over. Taken from every live state, and never undone: the end wins over whatever comes later.

    `completed` before anybody answered means that the caller gave up, and is kept as `abandoned`; not so in a menu,
    where the clinic's voice may have done all that was wanted.
    An end that carries an older time than the last change ends the call at that change.
    """
    if call.state is CallState.ENDED:
        return Refused("end", call.state, "duplicate")
    at = _taken(call, at)
    if reason is EndReason.COMPLETED and call.answered_at is None and call.state is not CallState.IN_MENU:
        reason = EndReason.ABANDONED
    return replace(
        call,
        state=CallState.ENDED,
        end_reason=reason,
        ended_at=at,
        changed_at=at,
        holds=_close_hold(call, at),
    )


def _refusal(call: Call, to: CallState, move: str, at: datetime) -> Refused | None:
    """Why the call does not move forward to `to`, or None where it does."""
    if call.state is to or (to is CallState.ANSWERED and call.state is CallState.ON_HOLD):
        return Refused(move, call.state, "duplicate")
    if _RANK[to] < _RANK[call.state]:
        return Refused(move, call.state, "late")
    if _is_late(call, at):
        return Refused(move, call.state, "late")
    return None


def _is_late(call: Call, at: datetime) -> bool:
    """True for news that others have overtaken on the way."""
    return timedelta(0) < call.changed_at - at <= SET_BACK


def _taken(call: Call, at: datetime) -> datetime:
    """The moment under which news is kept: time never runs backwards in a call."""
    return max(at, call.changed_at)


def _past_offer(call: Call) -> bool:
    return _RANK[call.state] > _RANK[CallState.OFFERED] or call.state is CallState.QUEUED


def _why(call: Call) -> str:
    return "late" if call.state is CallState.ENDED else "illegal"


def _close_hold(call: Call, at: datetime) -> tuple[Hold, ...]:
    if not call.holds or call.holds[-1].until is not None:
        return call.holds
    return (*call.holds[:-1], replace(call.holds[-1], until=at))
