"""Events of calls that robots lead -> our events. Pure."""

from datetime import datetime

from callcenter.telephony.asterisk import agi
from callcenter.telephony.asterisk.led_channel import LedChannel
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.tracked import TrackedCall
from callcenter.telephony.port import EnteredMenu, ExchangeEvent
from callcenter.telephony.voice_port import Answerer, KeyPressed, Taken

_KEYS = frozenset("0123456789*#")


def taken(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The dialplan has given the call to us (AsyncAGI)."""
    if not call.is_patient(packet):
        return []
    entrance = agi.first_argument(packet)
    return [EnteredMenu(call=call.call, at=at), *take(call, packet.get("Channel"), entrance, at)]


def take(call: TrackedCall, channel: str, entrance: str, at: datetime) -> list[ExchangeEvent]:
    """A robot may lead the call from now on."""
    call.was_led, call.led, call.channel, call.through = True, LedChannel(call.call), channel, None
    by = Answerer.UNSURE if call.tag else Answerer.HUMAN
    return [Taken(call=call.call, at=at, entrance=entrance, tag=call.tag, answered_by=by)]


def not_led_any_more(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The dialplan has the call again, or it ends."""
    if call.led is not None and call.led.recording is not None:
        call.message = call.led.recording
    call.led = None
    return []


def not_taken(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The dialplan says why nobody took a call that was put through."""
    if call.led is not None:
        call.led.why = packet.get("Why").lower()
    return []


def key(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """The patient has pressed a key."""
    key = packet.get("Digit")
    if call.led is None or not call.is_patient(packet) or packet.get("Direction") != "Received" or key not in _KEYS:
        return []
    return [KeyPressed(call=call.call, at=at, key=key)]
