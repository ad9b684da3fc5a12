"""How Asterisk names channels and telephones, and what we read out of it. Pure."""

import re
from datetime import UTC, datetime

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.packets import Packet

OUR_CONTEXTS = "callcenter-"
"""Every context of our dialplan begins so; a call that stands in one is ours."""

_DIALLED = "callcenter-dialled-"
"""The id of the channel of a call that we dialled begins so; our own id of the call follows."""
LISTENING = "callcenter-listening-"
"""The id of a channel that listens to a call for a robot begins so."""

_CHANNEL_SUFFIX = re.compile(r"-[0-9a-f]{8}(;[12])?$")
_CALL_ID = re.compile(r"[A-Za-z0-9_.\-]{1,150}")


def extension_of(channel_or_interface: str) -> str:
    """The telephone's short name: 'PJSIP/op1-00000025' and 'PJSIP/op1' give 'op1', 'Local/101@desk/n' gives '101'."""
    name = _CHANNEL_SUFFIX.sub("", channel_or_interface).partition("/")[2] or channel_or_interface
    return name.split("/")[0].split("@")[0]


def line_of(exten: str) -> str:
    """The clinic's number that was called; empty where the trunk named none ('s'), or a word of ours."""
    return exten if exten[:1] in {"+", *"0123456789"} else ""


def dialled_call(tag: str) -> ProviderCallId:
    """The exchange's id of the call that we dial under `tag`."""
    return ProviderCallId(_DIALLED + tag)


def tag_of(call: str) -> str:
    """Our own id of a call that we dialled; empty for every other call."""
    return call.removeprefix(_DIALLED) if call.startswith(_DIALLED) else ""


def is_call_id(text: str) -> bool:
    """True for what may be a channel's unique id; never for a pattern ('/.*/' would hang up every call)."""
    return _CALL_ID.fullmatch(text) is not None


def stamp_of(packet: Packet) -> datetime | None:
    """The packet's moment by the exchange's clock; None where it carries none (timestampevents=no)."""
    seconds, dot, fraction = packet.get("Timestamp").partition(".")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None
    micro = int(fraction[:6].ljust(6, "0")) if dot and fraction.isascii() and fraction.isdigit() else 0
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=micro)
