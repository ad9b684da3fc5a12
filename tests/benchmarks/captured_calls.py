"""Calls as a real Asterisk tells of them, made from one captured call with other names and numbers."""

from pathlib import Path

_CAPTURED = Path(__file__).parents[1] / "unit" / "callcenter" / "telephony" / "asterisk" / "queue_call.ami"
_MARK = b"1795322433"
_NUMBER = b"+79161234567"


class CapturedCall:
    """The packets of one call, cut where the operator's telephone begins to ring."""

    def __init__(self, number: int) -> None:
        """`number` makes the call's own names, and the last four digits of the caller's number."""
        self.caller = f"+7916123{number:04d}"
        packets = [packet + b"\r\n\r\n" for packet in _CAPTURED.read_bytes().split(b"\r\n\r\n") if packet.strip()]
        mine = [self._named(packet, number) for packet in packets]
        offered = next(place for place, packet in enumerate(mine) if packet.startswith(b"Event: AgentCalled"))
        self.before = b"".join(mine[:offered])
        """Arrival and queue."""
        self.offered = mine[offered]
        """The one packet at which the screen must change."""
        self.ended = b"".join(packet for packet in mine if packet.startswith(b"Event: Hangup\r\n"))

    def _named(self, packet: bytes, number: int) -> bytes:
        own_mark = str(1_795_400_000 + number).encode()
        headers = [
            line if line.startswith(b"Timestamp:") else line.replace(_MARK, own_mark) for line in packet.split(b"\r\n")
        ]
        return b"\r\n".join(headers).replace(_NUMBER, self.caller.encode())
