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
from callcenter.telephony.asterisk.channels import extension_of, is_call_id, line_of, stamp_of
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

# Q.850 causes of the patient's channel that mean the network failed, not a person.
_FAILURES = frozenset({3, 6, 27, 34, 38, 41, 42, 43, 44, 47, 58, 79, 88, 127})


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


class Translator:
    """Turns one packet after another into our events, in the same order."""

    def __init__(self) -> None:
        self.calls: dict[str, TrackedCall] = {}
        """Live calls by id."""
        self.over: list[tuple[TrackedCall, datetime]] = []
        """Calls that have ended since this was last emptied, with the moment: their recordings are due."""

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
        call = self.calls.get(packet.get("Linkedid")) or self.calls.get(packet.get("Uniqueid"))
        if call is None:
            return []
        stamp = stamp_of(packet)
        at = received_at if stamp is None else stamp - self.clock_ahead
        events = handler(call, packet, at)
        if any(isinstance(event, Ended) for event in events):
            del self.calls[call.call]
            self.over.append((call, at))
        return events

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
    return [Answered(call=call.call, at=at, extension=extension)]


def _held(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if _is_patient(call, packet) else [Held(call=call.call, at=at)]


def _resumed(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if _is_patient(call, packet) else [Resumed(call=call.call, at=at)]


def _hung_up(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if not _is_patient(call, packet):
        return _stop_ringing(call, packet.get("Uniqueid"), at)
    return [Ended(call=call.call, at=at, reason=_end_reason(call, packet.get("Cause")))]


def _end_reason(call: TrackedCall, cause: str) -> EndReason:
    if call.is_answered:
        return EndReason.COMPLETED
    if call.hung_up_by_us:
        return EndReason.REJECTED
    if call.given_up:
        return EndReason.ABANDONED
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
}
