"""The lists that Asterisk gives after a (re)connect -> every call that it carries now. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from callcenter.domain.calls import CallState, Direction
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.channels import OUR_CONTEXTS, extension_of, is_call_id, line_of, tag_of
from callcenter.telephony.asterisk.packets import Packet, clean_name
from callcenter.telephony.port import LiveCall

_RINGING = "Ringing"
_UP = "Up"


def live_calls(
    channels: Iterable[Packet], queue: Iterable[Packet], now: datetime, known: Collection[str] = ()
) -> tuple[LiveCall, ...]:
    """Our calls among `channels` (CoreShowChannels), told apart further by `queue` (QueueStatus).

    Ours are those in our dialplan and those in `known`, which an operator may have transferred out of it.
    """
    legs: dict[str, list[Packet]] = {}
    for channel in channels:
        if channel.event == "CoreShowChannel":
            legs.setdefault(channel.get("Linkedid"), []).append(channel)
    waiting = {entry.get("Uniqueid") for entry in queue if entry.event == "QueueEntry"}
    calls = []
    for call, channels_of_call in legs.items():
        patient = next((leg for leg in channels_of_call if leg.get("Uniqueid") == call), None)
        if patient is None or not is_call_id(call):
            continue
        if call in known or tag_of(call) or patient.get("Context").startswith(OUR_CONTEXTS):
            others = [leg for leg in channels_of_call if leg is not patient]
            calls.append(_live_call(patient, others, is_waiting=call in waiting, now=now))
    return tuple(calls)


def operator_channels(channels: Iterable[Packet], call: ProviderCallId, state: str) -> Mapping[str, str]:
    """Channel id -> extension of the call's telephones that are in `state` ('Ringing' or 'Up')."""
    return {
        leg.get("Uniqueid"): extension_of(leg.get("Channel"))
        for leg in channels
        if leg.get("Linkedid") == call and leg.get("Uniqueid") != call and leg.get("ChannelStateDesc") == state
    }


def _live_call(patient: Packet, others: list[Packet], *, is_waiting: bool, now: datetime) -> LiveCall:
    is_ours = bool(tag_of(patient.get("Uniqueid")))
    state, extension = _state(patient, others, is_waiting=is_waiting)
    return LiveCall(
        call=ProviderCallId(patient.get("Uniqueid")),
        state=state,
        extension=extension,
        caller="" if is_ours else clean_name(patient.get("CallerIDNum")),  # ours shows the clinic's own number
        caller_name="" if is_ours else clean_name(patient.get("CallerIDName")),
        line=clean_name(line_of(patient.get("Exten"))),
        direction=Direction.OUTBOUND if is_ours else Direction.INBOUND,
        started_at=now - _duration(patient.get("Duration")),
        tag=tag_of(patient.get("Uniqueid")),
    )


def _state(patient: Packet, others: list[Packet], *, is_waiting: bool) -> tuple[CallState, str]:
    bridge = patient.get("BridgeId")
    for leg in others:
        if bridge and leg.get("BridgeId") == bridge:
            return CallState.ANSWERED, extension_of(leg.get("Channel"))
    for leg in others:
        if leg.get("ChannelStateDesc") == _RINGING:
            return CallState.OFFERED, extension_of(leg.get("Channel"))
    if is_waiting or patient.get("Application") == "Queue":
        return CallState.QUEUED, ""
    return (CallState.IN_MENU if patient.get("ChannelStateDesc") == _UP else CallState.RINGING), ""


def _duration(text: str) -> timedelta:
    """'01:02:03' (hours may exceed 99) as a length of time; zero where it is no such thing."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return timedelta(0)
    hours, minutes, seconds = (int(part) for part in parts)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
