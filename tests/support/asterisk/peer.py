"""A telephone or a provider's trunk in Python: SIP over UDP on loopback, audio by `rtp.RtpStream`.

with Peer(asterisk.ports.sip) as patient, Peer(asterisk.ports.sip, name="op1") as phone:
    phone.register()
    call = patient.call("4951234567", caller="+79161234567", name="Maria", play=tone(440))
    ringing = phone.wait_for_call()
    ringing.answer(play=tone(880))
    call.wait_answered()
    call.hang_up()
"""

import queue
import socket
import threading
from types import TracebackType
from uuid import uuid4

from tests.support.asterisk import sip
from tests.support.asterisk.g711 import Samples
from tests.support.asterisk.peer_call import PATIENCE_S, PeerCall
from tests.support.asterisk.sip import Message


class Peer:
    """One SIP address on 127.0.0.1 with its own thread; `close` ends its calls first."""

    def __init__(self, exchange_port: int, name: str = "trunk", *, rings: bool = True) -> None:
        self.name = name
        self.exchange_port = exchange_port
        self._rings = rings
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._calls: dict[str, PeerCall] = {}
        self._incoming: queue.Queue[PeerCall] = queue.Queue()
        self._registered = threading.Event()
        self._registration = (f"{uuid4()}@127.0.0.1", 0)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=f"sip-{name}", daemon=True)
        self._thread.start()

    @property
    def contact(self) -> str:
        """Where we can be reached."""
        return f"<sip:{self.name}@127.0.0.1:{self.port}>"

    def call(
        self, to: str, *, caller: str = "anonymous", name: str = "", play: Samples | None = None, codec: int = sip.ALAW
    ) -> PeerCall:
        """Call `to`; returns at once. A caller of 'anonymous' withholds the number as providers do."""
        host = "anonymous.invalid" if caller == "anonymous" else "127.0.0.1"
        display = sip.quoted(name) + " " if name else ""
        call = PeerCall(self, to=to, address=f"{display}<sip:{caller}@{host}>", codec=codec, play=play)
        self._calls[call.call_id] = call
        call.invite()
        return call

    def wait_for_call(self, within: float = PATIENCE_S) -> PeerCall:
        """The next call that comes in and still rings. Raises queue.Empty."""
        call = self._incoming.get(timeout=within)
        while call.is_over:  # a ring that ended before anybody looked
            call = self._incoming.get(timeout=within)
        return call

    def register(self, *, expires: int = 600) -> None:
        """Tell the exchange where this telephone is (0 seconds: that it is gone)."""
        call_id, cseq = self._registration
        self._registration = (call_id, cseq + 1)
        self._registered.clear()
        address = f"<sip:{self.name}@127.0.0.1:{self.exchange_port}>"
        headers = (
            ("Via", f"SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK{uuid4().hex};rport"),
            ("Max-Forwards", "70"),
            ("From", f"{address};tag={uuid4().hex[:8]}"),
            ("To", address),
            ("Call-ID", call_id),
            ("CSeq", f"{cseq + 1} REGISTER"),
            ("Contact", self.contact),
            ("Expires", str(expires)),
        )
        self.send(Message(f"REGISTER sip:127.0.0.1:{self.exchange_port} SIP/2.0", headers))
        if not self._registered.wait(PATIENCE_S):
            raise TimeoutError(f"the exchange did not register {self.name}")

    def send(self, message: Message) -> None:
        """One datagram to the exchange."""
        self._socket.sendto(message.encode(), ("127.0.0.1", self.exchange_port))

    def close(self) -> None:
        """Hang up, stop the threads, free the ports."""
        for call in list(self._calls.values()):
            call.close()
        self._closing = True
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def __enter__(self) -> "Peer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while not self._closing:
            data = self._socket.recv(65536)
            if data.strip():
                self._handle(sip.parse(data))

    def _handle(self, message: Message) -> None:
        call = self._calls.get(message.call_id)
        if call is not None:
            call.handle(message)
        elif message.status:
            if message.method == "REGISTER" and message.status == 200:
                self._registered.set()
        elif message.method == "INVITE":
            self._take(message)
        elif message.method != "ACK":
            status = "200 OK" if message.method == "OPTIONS" else "481 Call/Transaction Does Not Exist"
            self.send(sip.reply(message, status, tag="none"))

    def _take(self, invite: Message) -> None:
        call = PeerCall(self, to="", address=f"<sip:{self.name}@127.0.0.1>", incoming=invite)
        self._calls[call.call_id] = call
        call.trying()
        if self._rings:
            call.ring()
        self._incoming.put(call)
