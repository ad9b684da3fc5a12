"""The little SIP (RFC 3261) and SDP (RFC 8866) that a telephone on loopback needs: text in, values out. Pure."""

import re
from dataclasses import dataclass

CRLF = "\r\n"
ALAW, ULAW, DIGITS = 8, 0, 101


@dataclass(frozen=True, slots=True)
class Message:
    """One SIP request or response."""

    first_line: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def status(self) -> int:
        """The status of a response, 0 for a request."""
        return int(self.first_line.split()[1]) if self.first_line.startswith("SIP/2.0") else 0

    @property
    def method(self) -> str:
        """The request's method; for a response the one that it answers."""
        return self.get("CSeq").split()[1] if self.status else self.first_line.split()[0]

    @property
    def call_id(self) -> str:
        return self.get("Call-ID")

    @property
    def cseq(self) -> int:
        return int(self.get("CSeq").split()[0])

    def get(self, name: str) -> str:
        """The first header of that name, or empty."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all(self, *names: str) -> list[tuple[str, str]]:
        """Every header of those names, in order."""
        wanted = {name.lower() for name in names}
        return [(key, value) for key, value in self.headers if key.lower() in wanted]

    def encode(self) -> bytes:
        head = [self.first_line, *(f"{key}: {value}" for key, value in self.headers)]
        body = self.body.encode()
        return CRLF.join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body


def parse(data: bytes) -> Message:
    """The message in one datagram."""
    head, _, body = data.decode("utf-8", errors="replace").partition(CRLF * 2)
    first, *lines = head.split(CRLF)
    headers = []
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip().lower() not in {"content-length", "l"}:
            headers.append((name.strip(), value.strip()))
    return Message(first, tuple(headers), body)


def reply(request: Message, status: str, *, tag: str, contact: str = "", body: str = "") -> Message:
    """A response to `request`; `status` such as '180 Ringing', `tag` our side's tag of the dialogue."""
    to = request.get("To")
    if ";tag=" not in to and not status.startswith("100"):
        to = f"{to};tag={tag}"
    headers = [*request.all("Via", "Record-Route"), ("From", request.get("From")), ("To", to)]
    headers += [("Call-ID", request.call_id), ("CSeq", request.get("CSeq"))]
    if contact:
        headers.append(("Contact", contact))
    if body:
        headers.append(("Content-Type", "application/sdp"))
    return Message(f"SIP/2.0 {status}", tuple(headers), body)


def address_in(header: str) -> str:
    """The URI in a From, To or Contact header."""
    match = re.search(r"<([^>]+)>", header)
    return match[1] if match else header.split(";")[0].strip()


def quoted(name: str) -> str:
    """A display name as SIP writes it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def offer(port: int, *, codec: int = ALAW, direction: str = "sendrecv") -> str:
    """An SDP body that offers (or accepts) one G.711 codec and RFC 2833 digits on 127.0.0.1."""
    name = {ALAW: "PCMA", ULAW: "PCMU"}[codec]
    lines = ["v=0", "o=peer 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"]
    lines += [f"m=audio {port} RTP/AVP {codec} {DIGITS}", f"a=rtpmap:{codec} {name}/8000"]
    lines += [f"a=rtpmap:{DIGITS} telephone-event/8000", f"a=fmtp:{DIGITS} 0-15", "a=ptime:20", f"a={direction}"]
    return CRLF.join(lines) + CRLF


@dataclass(frozen=True, slots=True)
class Media:
    """Where the other side wants its audio, and in which of our codecs."""

    port: int
    codec: int


def media_in(body: str) -> Media | None:
    """The audio of an SDP body; None where there is none."""
    match = re.search(r"^m=audio (\d+) RTP/AVP ([\d ]+)", body, re.MULTILINE)
    if not match:
        return None
    offered = [int(number) for number in match[2].split()]
    return Media(int(match[1]), next((codec for codec in offered if codec in {ALAW, ULAW}), ALAW))
