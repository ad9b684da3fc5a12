"""Carries out what robots ask of their calls: sends each step to the exchange, and goes on when it has ended.

Commands come from any thread, what they come to is told by the exchange's own. While a robot leads a call we put its
time-out in the dialplan off again and again; where we are gone, the dialplan gets it back (conf/extensions.conf).
"""

import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from uuid import UUID

from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.telephony.asterisk import agi
from callcenter.telephony.asterisk.ears import EarServer
from callcenter.telephony.asterisk.ears import tap as tap_fields
from callcenter.telephony.asterisk.events import Translator
from callcenter.telephony.asterisk.led_channel import LedChannel, Order, Step
from callcenter.telephony.asterisk.link import CommandRefusedError, Link, variable_of
from callcenter.telephony.asterisk.messages import DueMessage, message_here
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.robot_events import take
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.asterisk.tracked import TrackedCall
from callcenter.telephony.port import ExchangeError, ExchangeEvent
from callcenter.telephony.voice_port import Ears, SoundLost

log = get_logger(__name__)

_MOST_TAPS = 3
_GONE = re.compile(r"no such channel|does not exist|not found", re.IGNORECASE)


class _Tap:
    """The listening to one call."""

    def __init__(self, ears: Ears) -> None:
        self.ears = ears
        self.name: UUID | None = None
        self.begun = 0
        self.is_given_up = False


class Robots:
    """All calls of one exchange that robots lead. Its callers hold the lock of the exchange's state."""

    def __init__(self, settings: AsteriskSettings, clock: Clock, translator: Translator) -> None:
        self._settings = settings
        self._clock = clock
        self._translator = translator
        self._taps: dict[str, _Tap] = {}
        self._ears: EarServer | None = None
        self._put_off_at = 0.0
        self.due: list[DueMessage] = []
        """Messages that are over and not told."""

    def command(self, link: Link, call: ProviderCallId, what: Callable[[LedChannel], Step]) -> list[ExchangeEvent]:
        """Do something with a call; nothing where no robot leads it (any more)."""
        tracked = self._translator.calls.get(call)
        return [] if tracked is None or tracked.led is None else self._carry_out(link, tracked, what(tracked.led))

    def take(self, link: Link, packet: Packet) -> list[ExchangeEvent]:
        """What follows from an event, beside what the translator made of it."""
        tracked = self._translator.calls.get(packet.get("Uniqueid"))
        if tracked is None or tracked.led is None:
            return []
        if packet.event == "AsyncAGIStart":
            self._put_off(link, tracked)
        if packet.event != "AsyncAGIExec" or (name := agi.named(packet)) is None:
            return []
        status = ""
        if name[0] == "play":
            status = variable_of(link, tracked.call, "CPLAYBACKSTATUS") if agi.succeeded(packet) else "ERROR"
        elif name[0] == "record" and tracked.led.recording == name[1]:
            self._due(tracked.call, name[1])
        elif name[0] == "through" and tracked.is_answered:
            # Somebody had taken it, and has hung up: AsyncAGI would keep the patient on the line.
            _try(link, "Hangup", [("Channel", tracked.call)])
            return []
        return self._carry_out(link, tracked, tracked.led.step_ended(name, self._clock.now(), status))

    def ended(self, call: TrackedCall) -> None:
        """The call is over: a message is kept as far as it was spoken, nobody listens any more."""
        command = call.led.recording if call.led is not None else call.message
        if command is not None:
            self._due(call.call, command)
        self._taps.pop(call.call, None)

    def adopt(self, link: Link, call: TrackedCall, channel: Packet) -> list[ExchangeEvent]:
        """After the link came back: a call of ours may wait for commands, or be on its way to somebody."""
        application, exten = channel.get("Application"), channel.get("Exten")
        is_through = channel.get("Context") == agi.THROUGH
        if is_through and exten in {"queue", "dial"}:
            command = variable_of(link, call.call, "CALLCENTER_COMMAND")
            call.was_led, call.channel = True, channel.get("Channel")
            call.led = LedChannel(call.call, away=int(command) if command.isdecimal() else 0)
            return []
        # Asterisk goes on to name the application that a robot's last command ran.
        is_waiting = application in {"AGI", "ControlPlayback", "Record"} or (is_through and exten == "back")
        entrance = variable_of(link, call.call, "CALLCENTER_ENTRANCE") if is_waiting else ""
        if not entrance:
            call.led = None
            return []
        self._send(link, call, Order())  # what is being played, nobody knows any more
        self._put_off(link, call)
        return take(call, channel.get("Channel"), entrance, self._clock.now())

    def put_off(self, link: Link) -> list[ExchangeEvent]:
        """Tell the dialplan that we are there; listen again where a connection broke; go on where nothing was told of
        a command. To be called often."""
        if time.monotonic() < self._put_off_at:
            return []
        self._put_off_at = time.monotonic() + self._settings.robots_gone_after.total_seconds() / 4
        news: list[ExchangeEvent] = []
        for call in self._translator.calls.values():
            if call.led is None:
                continue
            if call.led.away is None:
                self._put_off(link, call)
            tap = self._taps.get(call.call)
            if tap is not None and tap.name is None and tap.begun < _MOST_TAPS:
                self._tap(link, call, tap)
            elif tap is not None and tap.name is None and not tap.is_given_up:
                tap.is_given_up = True
                news.append(SoundLost(call=call.call, at=self._clock.now()))
            news += self._waited_in_vain(link, call, call.led)
        return news

    def listen(self, link: Link, call_id: ProviderCallId, ears: Ears) -> None:
        """The patient's sound goes to `ears` from now on. Raises ExchangeError where the port is not to be had."""
        call = self._translator.calls.get(call_id)
        if call is None or call.led is None:
            return
        tap = self._taps.get(call_id)
        if tap is None:
            tap = self._taps[call_id] = _Tap(ears)
        tap.ears, tap.begun, tap.is_given_up = ears, 0, False
        if tap.name is not None and self._ears is not None:
            self._ears.change(tap.name, ears)
        else:
            self._tap(link, call, tap)

    def close(self) -> None:
        """Nobody listens any more."""
        ears, self._ears = self._ears, None
        self._taps.clear()
        if ears is not None:
            ears.close()

    # Inside

    def _carry_out(self, link: Link, call: TrackedCall, step: Step) -> list[ExchangeEvent]:
        """Send what is to be sent. What the exchange refuses is told at once, so that the robot goes on."""
        orders, news = deque(step.orders), list(step.news)
        while orders:
            order = orders.popleft()
            why = self._send(link, call, order)
            if why and order.name and call.led is not None:
                log.warning("the exchange refused a robot's command", call=call.call, command=order.name, said=why)
                after = call.led.refused(order, why, self._clock.now())
                orders.extend(after.orders)
                news += after.news
        return news

    def _send(self, link: Link, call: TrackedCall, order: Order) -> str:
        """Give the exchange a step; why it was refused, or '' where it was not."""
        if not order.text:
            return _try(link, "ControlPlayback", [("Channel", call.call), ("Control", "stop")])
        way = agi.way_of(order.text)
        if way and not _has_way(link, way):
            return f"the dialplan has no '{way}' in {agi.THROUGH}; copy it from conf/extensions.conf"
        return _try(link, "AGI", [("Channel", call.call), ("Command", order.text), ("CommandID", order.name)])

    def _waited_in_vain(self, link: Link, call: TrackedCall, led: LedChannel) -> list[ExchangeEvent]:
        """A command of whose end nothing was told is looked after, and counts as over where it does not go on."""
        now = self._clock.now()
        name = led.overdue(now)
        if name is None:
            return []
        if name[0] == "through" and not _is_back(link, call):
            led.wait_on(now)
            return []
        log.warning("the exchange told nothing of a robot's command", call=call.call, command=agi.name_of(*name))
        if name[0] == "record":
            self._due(call.call, name[1])
        return self._carry_out(link, call, led.step_ended(name, now))

    def _put_off(self, link: Link, call: TrackedCall) -> None:
        seconds = f"{self._settings.robots_gone_after.total_seconds():.1f}"
        fields = [("Channel", call.call), ("Variable", "TIMEOUT(absolute)"), ("Value", seconds)]
        _try(link, "Setvar", fields)

    def _due(self, call: ProviderCallId, command: int) -> None:
        if any((due.call, due.command) == (call, command) for due in self.due):
            return
        file = message_here(self._settings, call, command)
        until = self._clock.now() + self._settings.recording_within
        self.due.append(DueMessage(call=call, command=command, file=file, until=until))

    def _tap(self, link: Link, call: TrackedCall, tap: _Tap) -> None:
        tap.begun += 1
        ears = self._server()

        def over() -> None:
            tap.name = None

        tap.name = ears.await_sound(tap.ears, over)
        place = f"{self._settings.ears_seen_as or self._settings.ears_host}:{ears.port}"
        fields = tap_fields(place, tap.name, "ChanSpy", f"{call.channel},qoES")
        if _try(link, "Originate", fields):
            ears.forget(tap.name)
            tap.name = None

    def _server(self) -> EarServer:
        if self._ears is None:
            try:
                self._ears = EarServer(self._settings.ears_host, self._settings.ears_port)
            except OSError as error:
                place = f"{self._settings.ears_host}:{self._settings.ears_port}"
                raise ExchangeError(
                    f"the sound of calls cannot be taken in at {place} ({error.strerror or error}); choose a free port",
                    retryable=True,
                ) from error
        return self._ears


def _has_way(link: Link, way: str) -> bool:
    """Whether the dialplan has a way to put calls through. One that it has not would end AsyncAGI, and with it the
    robot's part of the call."""
    try:
        steps = link.collect("ShowDialPlan", [("Context", agi.THROUGH)])
    except CommandRefusedError as error:
        return "did not find" not in error.said.lower()  # an account may not be allowed to look
    return any(one.get("Extension") == way for one in steps)


def _is_back(link: Link, call: TrackedCall) -> bool:
    """Whether a call that was put through waits for its robot again."""
    here = next((one for one in link.collect("CoreShowChannels") if one.get("Uniqueid") == call.call), None)
    return here is not None and (here.get("Context") != agi.THROUGH or here.get("Exten") == "back")


def _try(link: Link, action: str, fields: Sequence[tuple[str, str]]) -> str:
    """Send it; why it was refused, or '' where it was not. A channel that has gone meanwhile is no refusal: its end is
    told."""
    try:
        link.request(action, fields)
    except CommandRefusedError as error:
        log.debug("the exchange did not take a command of a robot", action=action, said=error.said)
        return "" if _GONE.search(error.said) else error.said or "refused"
    return ""
