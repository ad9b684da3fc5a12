"""One call of a `peer.Peer`: its SIP dialogue, its audio, and what a test may wait for."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.support.asterisk import sip
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.rtp import RtpStream
from tests.support.asterisk.sip import Message

if TYPE_CHECKING:
    from tests.support.asterisk.peer import Peer

PATIENCE_S = 60.0


class PeerCall:
    """A dialogue with the exchange; made by `Peer.call` or handed out by `Peer.wait_for_call`."""

    def __init__(
        self,
        peer: "Peer",
        *,
        to: str,
        address: str,
        incoming: Message | None = None,
        codec: int = sip.ALAW,
        play: Samples | None = None,
    ) -> None:
        self._peer = peer
        self._invite = incoming
        self.audio = RtpStream(play)
        self.call_id = incoming.call_id if incoming else f"{uuid4()}@127.0.0.1"
        self._tag = uuid4().hex[:10]
        self._codec = codec
        self._cseq = 0
        self._branch = ""
        self._direction = "sendrecv"
        self._is_cancelled = False
        if incoming is None:
            self._target = f"sip:{to}@127.0.0.1:{peer.exchange_port}"
            self._ours, self._theirs = f"{address};tag={self._tag}", f"<{self._target}>"
        else:
            self._target = sip.address_in(incoming.get("Contact"))
            self._ours, self._theirs = f"{incoming.get('To')};tag={self._tag}", incoming.get("From")
        self._changed = threading.Condition()
        self._statuses: list[int] = []
        self._is_answered = False
        self._is_over = False

    @property
    def caller_seen(self) -> str:
        """The From header of a call that came in: what the telephone's display shows."""
        return self._invite.get("From") if self._invite else ""

    @property
    def called(self) -> str:
        """The number that a call that came in was meant for."""
        return self._incoming().first_line.split()[1].removeprefix("sip:").split("@")[0]

    @property
    def is_over(self) -> bool:
        """True once either side has ended it."""
        return self._is_over

    # -- what a person does

    def answer(self, play: Samples | None = None) -> None:
        """Lift the receiver, and say `play`."""
        invite = self._incoming()
        if play is not None:
            self.audio.play(play)
        media = sip.media_in(invite.body)
        if media is not None:
            self._codec = media.codec
            self.audio.send_to(media)
        self._respond(invite, "200 OK", body=sip.offer(self.audio.port, codec=self._codec))
        self._mark(answered=True)

    def reject(self, status: str = "486 Busy Here") -> None:
        """Refuse a ringing call."""
        self._respond(self._incoming(), status)
        self._mark(over=True)

    def hang_up(self) -> None:
        """End the call in whatever way fits where it stands: CANCEL, BYE or refusal. Twice does no harm."""
        if self._is_over:
            return
        if self._is_answered:
            self._request("BYE")
            self._mark(over=True)
        elif self._invite is None:
            self._cancel()
        else:
            self.reject("603 Decline")

    def hold(self) -> None:
        """Let the other side wait (re-INVITE, sendonly)."""
        self._reinvite("sendonly")

    def resume(self) -> None:
        """Take the other side back."""
        self._reinvite("sendrecv")

    def press(self, digits: str) -> None:
        """Press keys."""
        self.audio.press(digits)

    # -- what a test waits for

    def wait_ringing(self, within: float = PATIENCE_S) -> None:
        """Until the caller hears it ring (180 or 183). Raises TimeoutError, as all of these."""
        self._wait(lambda: bool({180, 183} & set(self._statuses)) or self._is_answered, within, "ring")

    def wait_answered(self, within: float = PATIENCE_S) -> None:
        """Until the two sides are connected."""
        self._wait(lambda: self._is_answered, within, "be answered")

    def wait_over(self, within: float = PATIENCE_S) -> int:
        """Until the call has ended; the final status of a call that was never answered, else 200 or 0."""
        self._wait(lambda: self._is_over, within, "end")
        return self._statuses[-1] if self._statuses else 0

    def _wait(self, condition: Callable[[], bool], within: float, what: str) -> None:
        with self._changed:
            if not self._changed.wait_for(condition, within):
                raise TimeoutError(f"the call did not {what} within {within:g} s; statuses {self._statuses}")

    # -- used by the peer

    def invite(self) -> None:
        """Send the INVITE."""
        self._request("INVITE", body=sip.offer(self.audio.port, codec=self._codec))

    def trying(self) -> None:
        """100: the INVITE has arrived."""
        self._peer.send(sip.reply(self._incoming(), "100 Trying", tag=self._tag))

    def ring(self) -> None:
        """180: the telephone rings."""
        self._respond(self._incoming(), "180 Ringing")

    def close(self) -> None:
        """Hang up where needed and end the audio."""
        self.hang_up()
        self.audio.close()

    def handle(self, message: Message) -> None:
        """SIP thread: one message of this dialogue."""
        if message.status:
            self._handle_response(message)
        elif message.method == "BYE":
            self._respond(message, "200 OK")
            self._mark(over=True)
        elif message.method == "CANCEL":
            self._respond(message, "200 OK")
            if not self._is_over:
                self._respond(self._incoming(), "487 Request Terminated")
                self._mark(over=True)
        elif message.method in {"INVITE", "UPDATE"}:
            self._handle_offer(message)
        elif message.method != "ACK":
            self._respond(message, "200 OK")

    def _handle_offer(self, message: Message) -> None:
        """A re-INVITE or UPDATE; a repeated first INVITE is passed over, our answer is on its way."""
        if self._invite is not None and message.cseq == self._invite.cseq and message.method == "INVITE":
            return
        media = sip.media_in(message.body)
        if media is not None:
            self.audio.send_to(media)
        body = sip.offer(self.audio.port, codec=self._codec, direction=self._direction) if message.body else ""
        self._respond(message, "200 OK", body=body)

    def _handle_response(self, message: Message) -> None:
        if message.method != "INVITE":
            return
        if message.status >= 200:
            self._acknowledge(message)
        if (to := message.get("To")) and ";tag=" in to:
            self._theirs = to
        media = sip.media_in(message.body)
        if media is not None:
            self.audio.send_to(media)
        if message.status == 200 and self._is_cancelled:
            self._request("BYE")  # our CANCEL and their answer have crossed (RFC 3261, 9.1)
            self._mark(over=True)
        with self._changed:
            self._statuses.append(message.status)
            self._is_answered = self._is_answered or message.status == 200
            self._is_over = self._is_over or message.status >= 300
            self._changed.notify_all()

    def _acknowledge(self, final: Message) -> None:
        """An ACK: its own transaction after a 200, the INVITE's after a refusal."""
        if final.status < 300 and (contact := final.get("Contact")):
            self._target = sip.address_in(contact)
        branch = _new_branch() if final.status < 300 else self._branch
        self._send_request("ACK", final.cseq, branch, to=final.get("To"))

    def _request(self, method: str, body: str = "") -> None:
        self._cseq += 1
        branch = _new_branch()
        if method == "INVITE":
            self._branch = branch
        self._send_request(method, self._cseq, branch, to=self._theirs, body=body)

    def _cancel(self) -> None:
        self._is_cancelled = True
        self._send_request("CANCEL", self._cseq, self._branch, to=self._theirs.split(";tag=")[0])

    def _reinvite(self, direction: str) -> None:
        """Change the audio's direction, and wait until it is agreed: two offers at once are refused (491)."""
        self._direction = direction
        seen = len(self._statuses)
        self._request("INVITE", body=sip.offer(self.audio.port, codec=self._codec, direction=direction))
        self._wait(lambda: 200 in self._statuses[seen:], PATIENCE_S, f"become {direction}")

    def _send_request(self, method: str, cseq: int, branch: str, *, to: str, body: str = "") -> None:
        headers = [
            ("Via", f"SIP/2.0/UDP 127.0.0.1:{self._peer.port};branch={branch};rport"),
            ("Max-Forwards", "70"),
            ("From", self._ours),
            ("To", to),
            ("Call-ID", self.call_id),
            ("CSeq", f"{cseq} {method}"),
            ("Contact", self._peer.contact),
        ]
        if body:
            headers.append(("Content-Type", "application/sdp"))
        self._peer.send(Message(f"{method} {self._target} SIP/2.0", tuple(headers), body))

    def _respond(self, request: Message, status: str, body: str = "") -> None:
        self._peer.send(sip.reply(request, status, tag=self._tag, contact=self._peer.contact, body=body))

    def _incoming(self) -> Message:
        if self._invite is None:
            raise RuntimeError("only a call that came in can be answered or refused")
        return self._invite

    def _mark(self, *, answered: bool = False, over: bool = False) -> None:
        with self._changed:
            self._is_answered = self._is_answered or answered
            self._is_over = self._is_over or over
            self._changed.notify_all()


def _new_branch() -> str:
    return f"z9hG4bK{uuid4().hex}"
