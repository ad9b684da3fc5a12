"""The loop of the exchange's own thread: connect, compare the calls, follow the events, start again after a fault.

Everything that is told comes from this one thread, in order. The link is pinged while it is quiet, so that an
exchange which is frozen but still connected is found out within `ping_every + answer_within`.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from queue import Empty

from callcenter.domain.calls import EndReason
from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.telephony.asterisk.channels import stamp_of
from callcenter.telephony.asterisk.events import Translator
from callcenter.telephony.asterisk.files import DueRecording, found_on_disk, seen_here
from callcenter.telephony.asterisk.link import CommandRefusedError, Link, LinkLostError, SignInRefusedError, variable_of
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.reconcile import live_calls, operator_channels
from callcenter.telephony.asterisk.robots import Robots
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.asterisk.tracked import TrackedCall
from callcenter.telephony.port import (
    Arrived,
    Connected,
    Disconnected,
    ExchangeError,
    ExchangeEvent,
    ExchangeNews,
    Listener,
    LiveCall,
)

log = get_logger(__name__)

_FILE_POLL_S = 0.05
_LOOK_EVERY_S = 0.5
_NUDGE = Packet({})
"""No event: there is something to be told."""
_SAME_TIME = timedelta(milliseconds=20)


class Listening:
    """Everything that one Asterisk account's thread does and knows."""

    def __init__(self, settings: AsteriskSettings, clock: Clock) -> None:
        self.translator = Translator()
        self.link: Link | None = None
        """The connection that commands may use; None while there is none."""
        self.lock = threading.RLock()
        """Held by whoever reads or changes what is known of calls."""
        self._opened: Link | None = None
        self._settings = settings
        self._clock = clock
        self.robots = Robots(settings, clock, self.translator)
        self._unsaid: deque[ExchangeEvent] = deque()
        self._stopping = threading.Event()
        self._due: list[DueRecording] = []
        self._told: set[ProviderCallId] = set()
        """Whose recordings were told: nobody wants to hear of them at each new connection."""
        self._told_reason = ""
        self._tell: Listener = _nobody

    def run(self, listener: Listener) -> None:
        """The thread's body: returns after `stop`."""
        self._tell = listener
        pause = self._settings.first_pause
        while not self._stopping.is_set():
            try:
                with self._linked() as link:
                    self._compare(link)
                    pause = self._settings.first_pause
                    self._follow(link)
            except SignInRefusedError as error:
                self._lost(str(error))
                pause = self._settings.refused_pause
            except ExchangeError as error:
                self._lost(str(error))
            except Exception as error:
                # Thread edge: whatever went wrong with one packet, the next connection starts clean.
                log.exception("exchange thread failed", exchange=self._settings.name, error=type(error).__name__)
                self._lost("the call centre could not make sense of the exchange; its log says more")
            self._stopping.wait(pause.total_seconds())
            pause = min(pause * 2, self._settings.longest_pause)
        self.robots.close()

    def stop(self) -> None:
        """Ask the thread to end."""
        self._stopping.set()
        if (link := self._opened) is not None:
            link.close()

    def tell_soon(self, events: Sequence[ExchangeEvent]) -> None:
        """News that a command made: told from our own thread, like all news."""
        self._unsaid.extend(events)
        if events and (link := self.link) is not None:
            link.inbox.put(_NUDGE)

    @contextmanager
    def _linked(self) -> Iterator[Link]:
        link = Link.open(self._settings)
        try:
            if not link.wait_for("FullyBooted", self._settings.boot_within):
                log.warning("exchange did not say that it is ready", exchange=self._settings.name)
            self._opened = link
            yield link
        finally:
            self.link = self._opened = None
            link.close()

    def _compare(self, link: Link) -> None:
        """Tell which calls are live, after finding out what is needed to follow them."""
        self._ping(link)
        now = self._clock.now()  # before the lists are made: whatever happens after this moment comes as an event
        channels = link.collect("CoreShowChannels")
        try:
            queue = link.collect("QueueStatus")  # of all queues: a robot may have put a call into another one
        except CommandRefusedError:
            queue = []  # app_queue is not loaded; `callcenter doctor` says so
        with self.lock:
            found = live_calls(channels, queue, now, known=self.translator.calls)
            live = tuple(_with_number(link, call) if call.tag else call for call in found)
            again = self._catch_up(link, live, channels, now)
        self._told_reason = ""
        self.link = link  # commands come only now: what was dialled before this moment is on the list, or was lost
        self._say(Connected(at=now, live=live))
        for event in again:
            self._say(event)
        self._note_due()
        self._look_back()

    def _catch_up(
        self, link: Link, live: Sequence[LiveCall], channels: Sequence[Packet], now: datetime
    ) -> list[ExchangeEvent]:
        """Know what is needed to follow the live calls; the news of those that robots dialled and lead."""
        found_ids = {found.call for found in live}
        for known in list(self.translator.calls.values()):
            if known.call not in found_ids:
                self.translator.lose(known.call, now)
        news: list[ExchangeEvent] = []
        for lost in [call for call in self.translator.dialled if call not in found_ids]:
            news += self.translator.fail_dialled(ProviderCallId(lost), now, EndReason.LOST)
        patients = {channel.get("Uniqueid"): channel for channel in channels}
        for found in live:
            call = self.translator.adopt(found.call)
            call.ringing = dict(operator_channels(channels, found.call, "Ringing"))
            for operator in operator_channels(channels, found.call, "Up").items():
                call.operator = operator
                call.is_answered = True
            if not any(call.files):
                call.files = _files_of(link, call)
            if found.tag:
                self.translator.dialled.pop(found.call, None)
                at = found.started_at or now
                outbound = Arrived(
                    call=found.call, at=at, direction=found.direction, caller=found.caller, tag=found.tag
                )
                news.append(outbound)
            news += self.robots.adopt(link, call, patients[found.call])
        return news

    def _follow(self, link: Link) -> None:
        """Handle events until the connection breaks (LinkLostError) or `stop`."""
        ping_at = time.monotonic() + self._settings.ping_every.total_seconds()
        files_at = time.monotonic()
        while not self._stopping.is_set():
            now = time.monotonic()
            if (self._due or self.robots.due) and now >= files_at:
                self._tell_recordings()
                files_at = now + _FILE_POLL_S
            if now >= ping_at:
                self._ping(link)
                ping_at = now + self._settings.ping_every.total_seconds()
            with self.lock:
                late = self.robots.put_off(link)
                late += self.translator.forgotten(self._clock.now())
            for event in late:
                self._say(event)
            is_due = self._due or self.robots.due
            wait_until = min(ping_at, files_at if is_due else ping_at, now + _LOOK_EVERY_S)
            try:
                packet = link.inbox.get(timeout=max(0.0, wait_until - time.monotonic()))
            except Empty:
                continue
            if packet is None:
                raise LinkLostError("the exchange closed the connection")
            self._handle(link, packet)

    def _ping(self, link: Link) -> None:
        """Ask for a sign of life, and see how far the exchange's clock is from ours. Raises LinkLostError."""
        before = self._clock.now()
        stamp = stamp_of(link.ping())
        trip = self._clock.now() - before
        ahead = timedelta(0) if stamp is None else stamp - before - trip / 2
        self.translator.clock_ahead = ahead if abs(ahead) > max(trip, _SAME_TIME) else timedelta(0)

    def _handle(self, link: Link, packet: Packet) -> None:
        with self.lock:
            events = self.translator.translate(packet, self._clock.now())
            events += self.robots.take(link, packet)
        for event in events:
            self._say(event)
        while self._unsaid:
            self._say(self._unsaid.popleft())
        self._note_due()

    def _note_due(self) -> None:
        """Remember the recordings of calls that have just ended; a call nobody answered has none."""
        for call, ended_at in self.translator.over:
            self.robots.ended(call)
            patient, operator = (seen_here(name, self._settings) for name in call.files)
            if call.is_recorded and patient is not None and operator is not None:
                due = DueRecording(
                    call=call.call,
                    patient=patient,
                    operator=operator,
                    answered_at=call.answered_at,
                    ended_at=ended_at,
                    until=self._clock.now() + self._settings.recording_within,
                )
                self._due.append(due)
            elif call.is_recorded:
                log.warning("call has no recording that this machine can see", call=call.call)
        self.translator.over.clear()

    def _look_back(self) -> None:
        """Recordings may lie there of calls that ended while nobody listened, or that came too late."""
        now = self._clock.now()
        found = found_on_disk(self._settings, now - self._settings.recordings_back)
        self._told &= {call for call, _, _ in found}  # what is older is not found again
        known = self._told | {due.call for due in self._due}
        for call, patient, operator in found:
            if call not in known and call not in self.translator.calls:
                due = DueRecording(
                    call=call,
                    patient=patient,
                    operator=operator,
                    answered_at=None,
                    ended_at=now,
                    until=now + self._settings.recording_within,
                )
                self._due.append(due)

    def _tell_recordings(self) -> None:
        now = self._clock.now()
        waiting = []
        for due in self._due:
            if due.is_complete or (now >= due.until and due.is_there):
                if not due.is_complete:
                    log.warning("recording is told as it is: a side is missing or was cut short", call=due.call)
                self._say(due.told(now))
                self._told.add(due.call)
            elif now < due.until:
                waiting.append(due)
            else:
                log.warning("recording did not appear; run callcenter doctor", call=due.call)
        self._due = waiting
        messages, self.robots.due = self.robots.due, []
        for message in messages:
            told = message.told(now)
            if told is None:
                self.robots.due.append(message)
            else:
                self._say(told)

    def _lost(self, reason: str) -> None:
        if self._stopping.is_set() or reason == self._told_reason:
            return
        self._told_reason = reason
        self._say(Disconnected(at=self._clock.now(), reason=reason))

    def _say(self, news: ExchangeNews) -> None:
        try:
            self._tell(news)
        except Exception as error:
            # Thread edge: the listener promised not to raise; the link must not pay for it.
            log.exception("listener raised", exchange=self._settings.name, error=type(error).__name__)


def _files_of(link: Link, call: TrackedCall) -> tuple[str, str]:
    """The recording's names of a call whose announcement we did not hear."""
    base = variable_of(link, call.call, "CALLCENTER_FILE")
    return (f"{base}-patient.wav", f"{base}-operator.wav") if base else ("", "")


def _with_number(link: Link, call: LiveCall) -> LiveCall:
    """A call that we dialled: the patient's number is a variable of its channel."""
    return replace(call, caller=variable_of(link, call.call, "CALLCENTER_NUMBER"))


def _nobody(news: ExchangeNews) -> None:
    """The listener before `run`."""
