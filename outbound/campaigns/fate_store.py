"""What is known of an attempt, from its wish, its call, and how the talk came out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select

from callcenter.domain.calls import Call, EndReason
from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import CallId
from callcenter.storage.calls import get_call, has_call
from callcenter.storage.driver import Connection
from callcenter.storage.tables import attempt as attempt_table
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import wished_call
from outbound.campaigns.attempt import Attempt
from outbound.wished_store import WishState, find_wish

ResultOf = Callable[[Connection, Call], ContactResult | None]
"""How a talk came out; None as long as nobody has said. What leads talks is asked, where the parts are wired."""

_SAID_WITHIN = timedelta(minutes=1)
"""How a talk came out is told within that time after its end; then its end speaks for itself."""
_REPORTED_WITHIN = timedelta(minutes=30)
"""A call of which an exchange has told nothing for so long holds its line no longer."""
_TALKED_WITHIN = timedelta(hours=4)
"""Nor does one of which it has told, and no end for so long: no talk with a clinic lasts longer."""


class State(StrEnum):
    """Where an attempt stands."""

    GOES_ON = "goes_on"
    NOT_RUNG = "not_rung"
    """Surely nobody was rung."""
    ENDED = "ended"
    NOBODY_KNOWS = "nobody_knows"
    """Whether somebody was rung, or how it ended."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What is known of an attempt."""

    state: State
    result: ContactResult | None = None
    problem: str = ""


_GOES_ON = Fate(State.GOES_ON)


def perhaps_over(connection: Connection, now: datetime, limit: int) -> list[CallId]:
    """The open attempts of which `fate_of` may say that they go on no more, the oldest first: one query for all."""
    refused = (wished_call.c.state == WishState.REFUSED.value) & call_table.c.id.is_(None)
    query = (
        select(attempt_table.c.call)
        .join(wished_call, wished_call.c.id == attempt_table.c.call)
        .outerjoin(call_table, call_table.c.id == attempt_table.c.call)
        .where(
            attempt_table.c.ended_at.is_(None),
            or_(call_table.c.ended_at.is_not(None), refused, wished_call.c.dialled_at <= now - _REPORTED_WITHIN),
        )
        .order_by(attempt_table.c.begun_at, attempt_table.c.call)
        .limit(limit)
    )
    return [CallId(one) for one in connection.execute(query).scalars()]


def fate_of(connection: Connection, attempt: Attempt, now: datetime, result_of: ResultOf) -> Fate:
    """What is known of an attempt at `now`."""
    wish = find_wish(connection, attempt.call)
    call = get_call(connection, attempt.call) if has_call(connection, attempt.call) else None
    if call is not None and call.ended_at is not None:
        said = result_of(connection, call)
        if said is None and abs(now - call.ended_at) < _SAID_WITHIN:  # no longer where the clock was set back
            return _GOES_ON
        return Fate(State.ENDED, said or _by_end(call))
    if wish is None or (wish.state is WishState.REFUSED and call is None):
        return Fate(State.NOT_RUNG, problem=wish.problem if wish else "")
    patience = _REPORTED_WITHIN if call is None else _TALKED_WITHIN
    if wish.dialled_at is None or now - wish.dialled_at < patience:
        return _GOES_ON
    # Counted as a call that nobody took, so that nobody calls this patient again too soon.
    return Fate(State.NOBODY_KNOWS, ContactResult.NO_ANSWER, "the exchange has told of no end")


def _by_end(call: Call) -> ContactResult:
    """What an end says where nobody has said more."""
    if call.answered_at is not None:
        return ContactResult.REACHED
    return ContactResult.BUSY if call.end_reason is EndReason.BUSY else ContactResult.NO_ANSWER
