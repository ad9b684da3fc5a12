"""Events of operators' telephones that ring for a call -> our events. Pure.

The queue tells of its members (Agent...); of a telephone or number that a robot puts a call through to, Dial does.
"""

from datetime import datetime

from callcenter.telephony.asterisk.channels import extension_of
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.tracked import TrackedCall
from callcenter.telephony.port import Answered, ExchangeEvent, Offered, OfferPassed
from callcenter.telephony.voice_port import Destination, PutThrough


def offered(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """A telephone of the queue rings."""
    extension = extension_of(packet.get("Interface"))
    call.ringing[packet.get("DestUniqueid")] = extension
    return [Offered(call=call.call, at=at, extension=extension)]


def offer_passed(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """It has stopped ringing without an answer."""
    return stop_ringing(call, packet.get("DestUniqueid"), at)


def stop_ringing(call: TrackedCall, channel: str, at: datetime) -> list[ExchangeEvent]:
    """The offer is over, unless the reason is that the call is: then its end says it all."""
    extension = call.ringing.pop(channel, None)
    if extension is None or call.given_up or call.is_answered:
        return []
    return [OfferPassed(call=call.call, at=at, extension=extension)]


def answered(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """Somebody has lifted the telephone."""
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


def dial_begins(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """A telephone rings that a robot has put the call through to; the queue tells of its own."""
    if call.through is not Destination.EXTENSION:
        return []
    extension = extension_of(packet.get("DestChannel"))
    call.ringing[packet.get("DestUniqueid")] = extension
    return [Offered(call=call.call, at=at, extension=extension)]


def dial_ends(call: TrackedCall, packet: Packet, at: datetime) -> list[ExchangeEvent]:
    """What a robot has put the call through to has answered, or will not."""
    if call.through not in {Destination.EXTENSION, Destination.NUMBER}:
        return []
    if packet.get("DialStatus") != "ANSWER":
        return stop_ringing(call, packet.get("DestUniqueid"), at)
    if call.through is Destination.NUMBER:
        call.is_answered = True
    if call.through is Destination.EXTENSION:
        taken_by = Packet({**packet.headers, "Interface": packet.get("DestChannel")})
        return answered(call, taken_by, at)
    return _put_through(call, at)
