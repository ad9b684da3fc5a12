"""Whatever an exchange tells us, twice, late, out of order or not at all, the call stays legal."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import Call, CallState, Direction, EndReason, Refused, ring
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.telephony.moves import catch_up, move
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

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAME = ProviderCallId("p-1")
MOMENTS = (st.integers(0, 60) | st.integers(-7200, 7200)).map(lambda second: START + timedelta(seconds=second))
"""Mostly a call's minute; now and then the clock is set forward or back."""
EXTENSIONS = st.sampled_from(["101", "102"])
NEWS: st.SearchStrategy[ExchangeEvent] = st.one_of(
    st.builds(EnteredMenu, call=st.just(NAME), at=MOMENTS),
    st.builds(Queued, call=st.just(NAME), at=MOMENTS),
    st.builds(Offered, call=st.just(NAME), at=MOMENTS, extension=EXTENSIONS),
    st.builds(OfferPassed, call=st.just(NAME), at=MOMENTS, extension=EXTENSIONS),
    st.builds(Answered, call=st.just(NAME), at=MOMENTS, extension=EXTENSIONS),
    st.builds(Held, call=st.just(NAME), at=MOMENTS),
    st.builds(Resumed, call=st.just(NAME), at=MOMENTS),
    st.builds(Ended, call=st.just(NAME), at=MOMENTS, reason=st.sampled_from(EndReason)),
)
HISTORIES = st.lists(NEWS, max_size=25)
LIVE = st.builds(
    LiveCall,
    call=st.just(NAME),
    state=st.sampled_from([state for state in CallState if state is not CallState.ENDED]),
    extension=EXTENSIONS,
)


def new_call() -> Call:
    return ring(
        CallId("c-1"),
        exchange="test",
        provider_call=NAME,
        direction=Direction.INBOUND,
        caller=None,
        at=START,
    )


def fold(history: list[ExchangeEvent]) -> list[Call]:
    """Every value the call takes, the first one included."""
    values = [new_call()]
    for news in history:
        moved, facts = move(values[-1], news)
        assert bool(facts) is not isinstance(moved, Refused) or isinstance(news, EnteredMenu)
        if not isinstance(moved, Refused):
            values.append(moved)
    return values


def is_legal(call: Call) -> bool:
    holding = bool(call.holds) and call.holds[-1].until is None
    return (
        (call.state is CallState.ENDED) == (call.ended_at is not None) == (call.end_reason is not None)
        and (not call.is_talking or call.answered_at is not None)
        and (call.state is not CallState.OFFERED or call.offered_to != "")
        and (call.state is CallState.ON_HOLD) == holding
        and call.changed_at >= call.started_at
        and all(hold.until is None or hold.until >= hold.since for hold in call.holds)
        and not (call.end_reason is EndReason.COMPLETED and call.answered_at is None)
    )


@given(HISTORIES)
def test_any_history_leaves_the_call_in_a_legal_state(history: list[ExchangeEvent]) -> None:
    assert all(is_legal(call) for call in fold(history))


@given(HISTORIES)
def test_the_same_history_gives_the_same_call(history: list[ExchangeEvent]) -> None:
    assert fold(history) == fold(list(history))


@given(HISTORIES)
def test_news_told_twice_in_a_row_changes_nothing_the_second_time(history: list[ExchangeEvent]) -> None:
    doubled = [news for news in history for _ in range(2)]
    assert fold(doubled)[-1] == fold(history)[-1]


@given(HISTORIES)
def test_time_never_runs_backwards_in_a_call(history: list[ExchangeEvent]) -> None:
    moments = [call.changed_at for call in fold(history)]
    assert moments == sorted(moments)


@given(HISTORIES, HISTORIES)
def test_nothing_changes_a_call_that_has_ended(before: list[ExchangeEvent], after: list[ExchangeEvent]) -> None:
    ended = Ended(call=NAME, at=START, reason=EndReason.FAILED)
    assert fold([*before, ended, *after])[-1] == fold([*before, ended])[-1]


@given(HISTORIES, LIVE)
def test_a_live_call_is_brought_to_where_the_exchange_says_it_stands(
    history: list[ExchangeEvent], live: LiveCall
) -> None:
    call = fold(history)[-1]
    moved, _ = catch_up(call, live, START + timedelta(hours=1))
    after = call if isinstance(moved, Refused) else moved
    assert is_legal(after)
    forward = {CallState.RINGING, CallState.IN_MENU}
    if call.is_live and live.state is CallState.ON_HOLD:
        assert after.state is CallState.ON_HOLD
    if call.is_live and live.state is CallState.ANSWERED:
        assert after.state is CallState.ANSWERED
    if live.state in forward or not call.is_live:
        assert after.changed_at >= call.changed_at
