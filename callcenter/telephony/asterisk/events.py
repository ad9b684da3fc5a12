"""Manager events -> our events. Pure: no socket, no clock; the state is what translating needs and no more.

A call is the patient's channel; every channel that belongs to it carries the same Linkedid. Our dialplan announces a
call (CallcenterArrived), a recorded voice (CallcenterMenu) and its recording files (CallcenterRecording) itself, so a
clinic's other calls are never taken for ours. Unknown events are normal and give nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from callcenter.domain.calls import Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk import agi
from callcenter.telephony.asterisk.channels import extension_of, is_call_id, line_of, stamp_of, tag_of
from callcenter.telephony.asterisk.led_call import LedCall
from callcenter.telephony.asterisk.packets import Packet, clean_name
from callcenter.telephony.port import (
    Answered,
    Arrived,
    Ended,
    EnteredMenu,
    ExchangeEvent,
    Held,
    Offered,
    OfferPassed,
    Queued,
    Resumed,
)
from callcenter.telephony.voice_port import Answerer, Destination, KeyPressed, PutThrough, Taken

# Q.850 causes of the patient's channel that mean the network failed, not a person.
_FAILURES = frozenset({3, 6, 27, 34, 38, 41, 42, 43, 44, 47, 58, 79, 88, 127})
# ... and of a patient's channel that we dialled: what the other side said.
_NOT_REACHED = {
    17: EndReason.BUSY,
    21: EndReason.REJECTED,
    0: EndReason.FAILED,
    1: EndReason.FAILED,  # no such number
    22: EndReason.FAILED,  # the number has changed
    28: EndReason.FAILED,  # the number is not complete
}
_CHANNEL_WITHIN = timedelta(seconds=15)
_KEYS = frozenset("0123456789*#")


@dataclass(slots=True, kw_only=True)
class TrackedCall:
    """What must be remembered of a live call to understand its next event."""

    call: ProviderCallId
    ringing: dict[str, str] = field(default_factory=dict)
    """Channel id -> extension of every operator's telephone that rings."""
    operator: tuple[str, str] = ("", "")
    """Channel id and extension of the operator who answered."""
    is_answered: bool = False
    answered_at: datetime | None = None
    """None where nobody has answered, or we were not connected at that moment or at the end."""
    given_up: bool = False
    """The patient's side asked for the end."""
    hung_up_by_us: bool = False
    files: tuple[str, str] = ("", "")
    """The patient's and the operator's recording as the exchange names them."""
    was_led: bool = False
    """A robot leads the call, or has led it."""
    led: LedCall | None = None
    """Where a robot leads the call; None also where the dialplan has taken the call back."""
    channel: str = ""
    """The name of the patient's channel, where a robot leads the call."""
    message: int | None = None
    """The command that was recording a message when the robot lost the call."""
    through: Destination | None = None
    """Where a robot has put the call through to."""

    @property
    def tag(self) -> str:
        """Our own id of the call where we dialled it; else empty."""
        return tag_of(self.call)

    @property
    def is_recorded(self) -> bool:
        """Whether somebody was there to be recorded."""
        return self.is_answered or self.was_led


@dataclass(frozen=True, slots=True)
class Dialled:
    """A call that we have asked the exchange for."""

    number: str
    at: datetime


class Translator:
    """Turns one packet after another into our events, in the same order."""

    def __init__(self) -> None:
        self.calls: dict[str, TrackedCall] = {}
        """Live calls by id."""
        self.over: list[tuple[TrackedCall, datetime]] = []
        """Calls that have ended since this was last emptied, with the moment: their recordings are due."""

        self.dialled: dict[str, Dialled] = {}
        """Calls that were dialled and have not arrived, by id."""
        self.clock_ahead = timedelta(0)
        """How far the exchange's clock is ahead of ours; moments are told by our clock."""

    def translate(self, packet: Packet, received_at: datetime) -> list[ExchangeEvent]:
        """Our events for one packet; empty for what is not ours."""
        name = packet.event
        handler = _HANDLERS.get(packet.get("UserEvent") if name == "UserEvent" else name)
        if handler is None:
            return []
        if handler is _arrived and is_call_id(packet.get("Uniqueid")):
            self.adopt(ProviderCallId(packet.get("Uniqueid")))
        if name in {"Newchannel", "OriginateResponse"}:
            return self._dialled(packet, self._moment(packet, received_at))
        call = self.calls.get(packet.get("Linkedid")) or self.calls.get(packet.get("Uniqueid"))
        if call is None:
            return []
        at = self._moment(packet, received_at)
        events = handler(call, packet, at)
        if any(isinstance(event, Ended) for event in events):
            del self.calls[call.call]
            self.over.append((call, at))
        return events

    def begin_dialled(self, call: ProviderCallId, at: datetime) -> list[ExchangeEvent]:
        """A call that we dialled has a channel."""
        dialled = self.dialled.pop(call)
        self.adopt(call)
        return [Arrived(call=call, at=at, direction=Direction.OUTBOUND, caller=dialled.number, tag=tag_of(call))]

    def fail_dialled(self, call: ProviderCallId, at: datetime, reason: EndReason) -> list[ExchangeEvent]:
        """A call that we dialled has no channel, and will not have one; nothing where that is known already."""
        if call not in self.dialled:
            return []
        events = self.begin_dialled(call, at)
        del self.calls[call]
        return [*events, Ended(call=call, at=at, reason=reason)]

    def forgotten(self, now: datetime) -> list[ExchangeEvent]:
        """Calls that were dialled and have had no channel for so long that they never will."""
        late = [call for call, dialled in self.dialled.items() if now - dialled.at > _CHANNEL_WITHIN]
        return [event for call in late for event in self.fail_dialled(ProviderCallId(call), now, EndReason.LOST)]

    def _dialled(self, packet: Packet, at: datetime) -> list[ExchangeEvent]:
        if packet.event == "Newchannel":
            call = ProviderCallId(packet.get("Uniqueid"))
            return self.begin_dialled(call, at) if call in self.dialled else []
        if packet.get("Response") == "Failure":
            return self.fail_dialled(ProviderCallId(packet.action_id), at, EndReason.FAILED)
        return []

    def _moment(self, packet: Packet, received_at: datetime) -> datetime:
        stamp = stamp_of(packet)
        return received_at if stamp is None else stamp - self.clock_ahead

    def adopt(self, call: ProviderCallId) -> TrackedCall:
        """Follow a call from now on."""
        return self.calls.setdefault(call, TrackedCall(call=call))

    def lose(self, call: ProviderCallId, at: datetime) -> None:
        """A call is gone, nobody knows since when; its recording is due."""
        if (lost := self.calls.pop(call, None)) is not None:
            lost.answered_at = None  # without the moment of the end, the recording's place cannot be reckoned
            self.over.append((lost, at))


def _is_patient(call: TrackedCall, packet: Packet) -> bool:
    return packet.get("Uniqueid") == call.call


def _nothing(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return []


def _arrived(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [
        Arrived(
            call=call.call,
            at=at,
            direction=Direction.INBOUND,
            caller=clean_name(packet.get("CallerIDNum")),
            caller_name=clean_name(packet.get("CallerIDName")),
            line=clean_name(line_of(packet.get("Exten"))),
        )
    ]


def _menu(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [EnteredMenu(call=call.call, at=at)]


def _recording(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    call.files = (packet.get("Patient"), packet.get("Operator"))
    return []


def _queued(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [Queued(call=call.call, at=at)]


def _given_up(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if _is_patient(call, packet):
        call.given_up = True
    return []


def _offered(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    extension = extension_of(packet.get("Interface"))
    call.ringing[packet.get("DestUniqueid")] = extension
    return [Offered(call=call.call, at=at, extension=extension)]


def _offer_passed(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return _stop_ringing(call, packet.get("DestUniqueid"), at)


def _stop_ringing(call: TrackedCall, channel: str, at: datetime) -> list[ExchangeEvent]:
    """The offer is over, unless the reason is that the call is: then its end says it all."""
    extension = call.ringing.pop(channel, None)
    if extension is None or call.given_up or call.is_answered:
        return []
    return [OfferPassed(call=call.call, at=at, extension=extension)]


def _answered(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    extension = extension_of(packet.get("Interface"))
    call.ringing.clear()
    call.operator = (packet.get("DestUniqueid"), extension)
    if not call.is_answered:
        call.is_answered, call.answered_at = True, at
    return [Answered(call=call.call, at=at, extension=extension), *_put_through(call, at)]


def _put_through(call: TrackedCall, at: datetime) -> list[ExchangeEvent]:
    if call.led is None or call.led.away is None:
        return []
    return [PutThrough(call=call.call, at=at, command=call.led.away)]


def _dial_begins(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """A telephone rings that a robot has put the call through to; the queue tells of its own."""
    if call.through is not Destination.EXTENSION:
        return []
    extension = extension_of(packet.get("DestChannel"))
    call.ringing[packet.get("DestUniqueid")] = extension
    return [Offered(call=call.call, at=at, extension=extension)]


def _dial_ends(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if call.through not in {Destination.EXTENSION, Destination.NUMBER}:
        return []
    if packet.get("DialStatus") != "ANSWER":
        return _stop_ringing(call, packet.get("DestUniqueid"), at)
    if call.through is Destination.NUMBER:
        call.is_answered = True
    if call.through is Destination.EXTENSION:
        answered = Packet({**packet.headers, "Interface": packet.get("DestChannel")})
        return _answered(call, answered, at)
    return _put_through(call, at)


def _taken(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The dialplan has given the call to us (AsyncAGI)."""
    if not _is_patient(call, packet):
        return []
    entrance = agi.first_argument(packet)
    return [EnteredMenu(call=call.call, at=at), *take(call, packet.get("Channel"), entrance, at)]


def take(call: TrackedCall, channel: str, entrance: str, at: datetime) -> list[ExchangeEvent]:
    """A robot may lead the call from now on."""
    call.was_led, call.led, call.channel, call.through = True, LedCall(call.call), channel, None
    by = Answerer.UNSURE if call.tag else Answerer.HUMAN
    return [Taken(call=call.call, at=at, entrance=entrance, tag=call.tag, answered_by=by)]


def _not_led_any_more(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The dialplan has the call again, or it ends."""
    if call.led is not None and call.led.recording is not None:
        call.message = call.led.recording
    call.led = None
    return []


def _not_taken(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if call.led is not None:
        call.led.why = packet.get("Why").lower()
    return []


def _key(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    key = packet.get("Digit")
    if call.led is None or not _is_patient(call, packet) or packet.get("Direction") != "Received" or key not in _KEYS:
        return []
    return [KeyPressed(call=call.call, at=at, key=key)]


def _held(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if _is_patient(call, packet) else [Held(call=call.call, at=at)]


def _resumed(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if _is_patient(call, packet) else [Resumed(call=call.call, at=at)]


def _hung_up(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if not _is_patient(call, packet):
        return _stop_ringing(call, packet.get("Uniqueid"), at)
    return [Ended(call=call.call, at=at, reason=_end_reason(call, packet.get("Cause")))]


def _end_reason(call: TrackedCall, cause: str) -> EndReason:
    if call.is_answered or (call.was_led and call.tag):
        return EndReason.COMPLETED
    if call.tag:
        return _NOT_REACHED.get(int(cause) if cause.isascii() and cause.isdigit() else 0) or _by_cause(cause)
    if call.hung_up_by_us and call.was_led and (call.led is None or call.led.away is None):
        return EndReason.COMPLETED
    if call.hung_up_by_us:
        return EndReason.REJECTED
    if call.given_up:
        return EndReason.ABANDONED
    return _by_cause(cause)


def _by_cause(cause: str) -> EndReason:
    failed = cause.isascii() and cause.isdigit() and int(cause) in _FAILURES
    return EndReason.FAILED if failed else EndReason.NO_ANSWER


_HANDLERS: dict[str, Callable[[TrackedCall, Packet, datetime], list[ExchangeEvent]]] = {
    "CallcenterArrived": _arrived,
    "CallcenterMenu": _menu,
    "CallcenterRecording": _recording,
    "QueueCallerJoin": _queued,
    "AgentCalled": _offered,
    "AgentRingNoAnswer": _offer_passed,
    "AgentConnect": _answered,
    "Hold": _held,
    "Unhold": _resumed,
    "HangupRequest": _given_up,  # QueueCallerAbandon is no proof: it comes when the longest wait is over, too
    "Hangup": _hung_up,
    "Newchannel": _nothing,
    "OriginateResponse": _nothing,
    "AsyncAGIStart": _taken,
    "AsyncAGIEnd": _not_led_any_more,
    "CallcenterNotTaken": _not_taken,
    "DTMFEnd": _key,
    "DialBegin": _dial_begins,
    "DialEnd": _dial_ends,
}
