"""From an exchange's news to a move of the call and the fact that it makes. Pure."""

from datetime import datetime

from callcenter.domain import calls
from callcenter.domain.calls import Call, CallState, EndReason, Moved, Refused
from callcenter.domain.events import (
    CallAnswered,
    CallEnded,
    CallHeld,
    CallNoted,
    CallOffered,
    CallQueued,
    CallResumed,
    DomainEvent,
    OfferWithdrawn,
)
from callcenter.telephony.port import (
    Answered,
    Ended,
    EnteredMenu,
    ExchangeEvent,
    Held,
    LiveCall,
    Offered,
    OfferPassed,
    Queued,
    Resumed,
)
from callcenter.telephony.voice_port import NotPutThrough, Taken

Step = tuple[Moved, tuple[DomainEvent, ...]]
"""What became of the call, and the facts to tell; none where the move was refused."""


def move(call: Call, news: ExchangeEvent) -> Step:
    """The call after `news`. News that is no move (an arrival told twice, a recording) is refused as a duplicate."""
    at = news.at
    match news:
        case EnteredMenu() | Taken():
            return _told(calls.enter_menu(call, at))
        case NotPutThrough():
            return _told(calls.return_to_menu(call, at), CallNoted(call=call.id, at=at))
        case Queued():
            return _told(calls.queue(call, at), CallQueued(call=call.id, at=at))
        case Offered(extension=extension):
            return _told(calls.offer(call, extension, at), CallOffered(call=call.id, extension=extension, at=at))
        case OfferPassed(extension=extension):
            return _told(
                calls.withdraw_offer(call, extension, at),
                OfferWithdrawn(call=call.id, extension=extension, at=at),
            )
        case Answered(extension=extension):
            return _told(calls.answer(call, extension, at), CallAnswered(call=call.id, extension=extension, at=at))
        case Held():
            return _told(calls.hold(call, at), CallHeld(call=call.id, at=at))
        case Resumed():
            return _told(calls.resume(call, at), CallResumed(call=call.id, at=at))
        case Ended(reason=reason):
            return finish(call, reason, at)
        case _:
            return Refused(type(news).__name__.lower(), call.state, "duplicate"), ()


def finish(call: Call, reason: EndReason, at: datetime) -> Step:
    """The call over, for the reason that its state allows."""
    ended = calls.end(call, reason, at)
    if isinstance(ended, Refused):
        return ended, ()
    assert ended.end_reason is not None  # noqa: S101 - end() sets it
    return ended, (CallEnded(call=call.id, reason=ended.end_reason.value, at=at),)


def catch_up(call: Call, live: LiveCall, at: datetime) -> Step:
    """The call brought to where the exchange says it stands now, after news may have been lost."""
    now: Call = call
    facts: tuple[DomainEvent, ...] = ()
    refused: Refused | None = None
    for news in _missing_news(call, live, at):
        moved, told = move(now, news)
        if isinstance(moved, Refused):
            refused = moved
        else:
            now, facts = moved, (*facts, *told)
    return (now, facts) if facts else (refused or Refused("catch_up", call.state, "duplicate"), ())


def _missing_news(call: Call, live: LiveCall, at: datetime) -> tuple[ExchangeEvent, ...]:
    """What we would have heard had nothing been lost."""
    name, extension = live.call, live.extension
    match live.state:
        case CallState.IN_MENU:
            return (EnteredMenu(call=name, at=at),)
        case CallState.QUEUED:
            passed = OfferPassed(call=name, at=at, extension=call.offered_to)
            return (passed,) if call.state is CallState.OFFERED else (Queued(call=name, at=at),)
        case CallState.OFFERED:
            return (Offered(call=name, at=at, extension=extension),)
        case CallState.ANSWERED:
            answered = Answered(call=name, at=at, extension=extension)
            return (Resumed(call=name, at=at),) if call.state is CallState.ON_HOLD else (answered,)
        case CallState.ON_HOLD:
            return Answered(call=name, at=at, extension=extension), Held(call=name, at=at)
        case _:
            return ()


def _told(moved: Moved, *facts: DomainEvent) -> Step:
    return moved, (() if isinstance(moved, Refused) else facts)
