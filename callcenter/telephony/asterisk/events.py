"""Manager events -> our events. Pure: no socket, no clock; the state is what translating needs and no more.

A call is the patient's channel; every channel that belongs to it carries the same Linkedid. Our dialplan announces a
call (CallcenterArrived), a recorded voice (CallcenterMenu) and its recording files (CallcenterRecording) itself, so a
clinic's other calls are never taken for ours. Unknown events are normal and give nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.domain.calls import Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk import offers, robot_events
from callcenter.telephony.asterisk.channels import is_call_id, line_of, stamp_of, tag_of
from callcenter.telephony.asterisk.ends import end_reason
from callcenter.telephony.asterisk.packets import Packet, clean_name
from callcenter.telephony.asterisk.tracked import Dialled, TrackedCall
from callcenter.telephony.port import Arrived, Ended, EnteredMenu, ExchangeEvent, Held, Queued, Resumed

_CHANNEL_WITHIN = timedelta(seconds=15)


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
    if call.is_patient(packet):
        call.given_up = True
    return []


def _held(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if call.is_patient(packet) else [Held(call=call.call, at=at)]


def _resumed(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    return [] if call.is_patient(packet) else [Resumed(call=call.call, at=at)]


def _hung_up(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    if not call.is_patient(packet):
        return offers.stop_ringing(call, packet.get("Uniqueid"), at)
    return [Ended(call=call.call, at=at, reason=end_reason(call, packet.get("Cause")))]


_HANDLERS: dict[str, Callable[[TrackedCall, Packet, datetime], list[ExchangeEvent]]] = {
    "CallcenterArrived": _arrived,
    "CallcenterMenu": _menu,
    "CallcenterRecording": _recording,
    "QueueCallerJoin": _queued,
    "AgentCalled": offers.offered,
    "AgentRingNoAnswer": offers.offer_passed,
    "AgentConnect": offers.answered,
    "Hold": _held,
    "Unhold": _resumed,
    "HangupRequest": _given_up,  # QueueCallerAbandon is no proof: it comes when the longest wait is over, too
    "Hangup": _hung_up,
    "Newchannel": _nothing,
    "OriginateResponse": _nothing,
    "AsyncAGIStart": robot_events.taken,
    "AsyncAGIEnd": robot_events.not_led_any_more,
    "CallcenterNotTaken": robot_events.not_taken,
    "DTMFEnd": robot_events.key,
    "DialBegin": offers.dial_begins,
    "DialEnd": offers.dial_ends,
}
