"""Taking the news of an exchange into the clinic's calls: each piece of news is one transaction."""

from callcenter.domain.calls import Call, CallState, EndReason, Refused, ring
from callcenter.domain.events import CallRang, ExchangeBack, ExchangeLost, SidesRecorded
from callcenter.kit.ids import CallId, new_id
from callcenter.kit.logs import get_logger
from callcenter.kit.outside import one_line
from callcenter.kit.phones import caller_number
from callcenter.storage.calls import add_call, find_call, live_calls, save_call
from callcenter.storage.events import was_told
from callcenter.storage.links import ExchangeLink, find_link, save_link
from callcenter.storage.work import Database, Work
from callcenter.telephony.moves import Step, catch_up, finish, move
from callcenter.telephony.port import (
    Arrived,
    Connected,
    Disconnected,
    Ended,
    ExchangeEvent,
    ExchangeNews,
    LiveCall,
    Recorded,
)
from callcenter.telephony.voice_port import (
    Detected,
    KeyPressed,
    MessageRecorded,
    Played,
    PutThrough,
    SoundLost,
    Spoke,
)

_log = get_logger(__name__)

_OF_ROBOTS = (Detected, Played, KeyPressed, Spoke, SoundLost, MessageRecorded, PutThrough)
"""News for who leads the call; they move no call."""


class TakeNews:
    """Applies the news of one exchange. Taking the same news twice changes nothing the second time."""

    def __init__(self, database: Database, exchange: str, country: str) -> None:
        """`country` (ISO 3166-1 alpha-2) says how a number without a country code is read."""
        self._database = database
        self._exchange = exchange
        self._country = country

    def __call__(self, news: ExchangeNews) -> None:
        """Store what the news changes, with the facts that follow from it, in one transaction."""
        if isinstance(news, _OF_ROBOTS):
            return
        with self._database.work() as work:
            match news:
                case Connected():
                    self._connected(work, news)
                case Disconnected():
                    self._disconnected(work, news)
                case Recorded():
                    self._recorded(work, news)
                case _:
                    self._moved(work, news)

    def _moved(self, work: Work, news: ExchangeEvent) -> None:
        call = find_call(work.connection, self._exchange, news.call, for_update=True)
        if call is None:
            if isinstance(news, Ended):
                return  # a call of which we know nothing is over: nobody misses it
            call = self._begin(work, _arrival(news))
            if isinstance(news, Arrived):
                return
        self._apply(work, call, move(call, news))

    def _begin(self, work: Work, arrived: Arrived) -> Call:
        call = ring(
            CallId(arrived.tag or new_id()),
            exchange=self._exchange,
            provider_call=arrived.call,
            direction=arrived.direction,
            caller=caller_number(arrived.caller, self._country),
            caller_name=one_line(arrived.caller_name, 120),
            line=one_line(arrived.line, 80),
            at=arrived.at,
        )
        add_call(work.connection, call)
        work.emit(CallRang(call=call.id, at=call.started_at))
        return call

    def _begin_ended(self, work: Work, news: Recorded) -> Call:
        """A call that came and went while nobody listened: its sound is kept all the same, under 'lost'."""
        call = self._begin(work, Arrived(call=news.call, at=news.at))
        self._apply(work, call, finish(call, EndReason.LOST, news.at))
        return call

    def _apply(self, work: Work, call: Call, step: Step) -> None:
        moved, facts = step
        if isinstance(moved, Refused):
            _log.debug("move refused", call=call.id, move=moved.move, state=moved.state.value, why=moved.why)
            return
        save_call(work.connection, moved)
        work.emit(*facts)
        tell = _log.debug if _goes_round(call, moved) else _log.info
        tell("call moved", call=moved.id, state=moved.state.value)

    def _recorded(self, work: Work, news: Recorded) -> None:
        call = find_call(work.connection, self._exchange, news.call)
        if call is None:
            call = self._begin_ended(work, news)
        if was_told(work.connection, SidesRecorded.kind, call.id):
            return  # an exchange that starts again tells what lies in its folder
        work.emit(
            SidesRecorded(
                call=call.id,
                at=news.at,
                patient_file=news.patient_file,
                administrator_file=news.administrator_file,
                patient_offset=news.patient_offset,
                administrator_offset=news.administrator_offset,
                offsets_are_reckoned=news.offsets_are_reckoned,
            )
        )

    def _connected(self, work: Work, news: Connected) -> None:
        """Compare what we believe with what the exchange carries: nothing stays 'ringing' for ever."""
        carried = {live.call: live for live in news.live}
        for call in live_calls(work.connection, self._exchange):
            live = carried.pop(call.provider_call, None)
            step = finish(call, EndReason.LOST, news.at) if live is None else catch_up(call, live, news.at)
            self._apply(work, call, step)
        for live in carried.values():
            call = self._begin(work, _arrival_of(live, news))
            if live.state is not CallState.RINGING:
                self._apply(work, call, catch_up(call, live, news.at))
        if self._link_changed(work, ExchangeLink(self._exchange, True, news.at, "")):
            work.emit(ExchangeBack(exchange=self._exchange, at=news.at))

    def _disconnected(self, work: Work, news: Disconnected) -> None:
        if self._link_changed(work, ExchangeLink(self._exchange, False, news.at, news.reason)):
            work.emit(ExchangeLost(exchange=self._exchange, reason=news.reason, at=news.at))

    def _link_changed(self, work: Work, link: ExchangeLink) -> bool:
        """Store the link; False where only the reason is new, so that 'since' stays the first moment."""
        before = find_link(work.connection, self._exchange)
        same = before is not None and before.reachable == link.reachable
        since = before.since if before is not None and same else link.since
        save_link(work.connection, ExchangeLink(link.exchange, link.reachable, since, link.reason))
        return not same


def _arrival(news: ExchangeEvent) -> Arrived:
    """The arrival itself, or, where it was lost, the little that later news says of it."""
    return news if isinstance(news, Arrived) else Arrived(call=news.call, at=news.at)


def _arrival_of(live: LiveCall, news: Connected) -> Arrived:
    return Arrived(
        call=live.call,
        at=live.started_at or news.at,
        direction=live.direction,
        caller=live.caller,
        caller_name=live.caller_name,
        line=live.line,
        tag=live.tag,
    )


def _goes_round(before: Call, moved: Call) -> bool:
    """A call that waits is offered to one desk after the other, every twenty seconds; the event log has each offer."""
    return before.queued_at is not None and {before.state, moved.state} <= {CallState.QUEUED, CallState.OFFERED}
