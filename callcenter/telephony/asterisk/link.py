"""The one wrapper over asterisk-ami: one connection, used once and thrown away at its first fault.

The library gives us the socket, the reader thread and the packet framing. What it gets wrong is replaced here: its
parser, its futures, its connect timeout that stays on the idle socket, `send` without a lock, a reader that dies
silently. The reader thread does nothing but hand over; `inbox` is read by the exchange's own thread.
"""

import socket
import struct
import threading
from collections.abc import Sequence
from datetime import timedelta
from queue import Empty, SimpleQueue
from uuid import uuid4

from asterisk.ami import AMIClient

from callcenter.kit.logs import get_logger
from callcenter.telephony.asterisk.packets import Packet, action_text, parse_packet
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import ExchangeError

log = get_logger(__name__)

EVENT_CLASSES = "call,agent,user,system,agi,dtmf"
_BUFFER_BYTES = 65536
_KEEPALIVE_S = {socket.TCP_KEEPIDLE: 10, socket.TCP_KEEPINTVL: 5, socket.TCP_KEEPCNT: 3}


class LinkLostError(ExchangeError):
    """The connection to the exchange is gone or silent; only a new Link helps."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retryable=True)


class SignInRefusedError(LinkLostError):
    """The exchange does not let us in; trying again fast may get us banned."""


class CommandRefusedError(ExchangeError):
    """The exchange answered that it will not do it; `said` is its own wording."""

    def __init__(self, action: str, said: str) -> None:
        super().__init__(f"the exchange refused {action}: {said or 'no reason given'}", retryable=False)
        self.said = said


_Mailbox = SimpleQueue[Packet | None]


class _Client(AMIClient):  # type: ignore[misc]  # the library has no types
    """asterisk-ami's socket, framing and reader thread; every packet goes to `receive`, None means 'over'."""

    def __init__(self, settings: AsteriskSettings, link: "Link") -> None:
        self._link = link
        self._sending = threading.Lock()
        super().__init__(
            settings.host,
            settings.port,
            timeout=settings.connect_within.total_seconds(),
            buffer_size=_BUFFER_BYTES,
        )

    def connect(self) -> None:
        """The library's own starts the reader before the socket is ready for it, and leaks it on failure."""
        connection = socket.create_connection((self._address, self._port), timeout=self._timeout)
        # From here on silence is no fault: our own ping finds out. A full send buffer is one, after the same time.
        connection.settimeout(None)
        send_timeout = struct.pack("ll", max(1, round(self._timeout)), 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, send_timeout)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in _KEEPALIVE_S.items():
            connection.setsockopt(socket.IPPROTO_TCP, option, value)
        self._socket = connection
        self.finished = threading.Event()
        self._thread = threading.Thread(target=self.listen, name="asterisk-reader", daemon=True)
        self._thread.start()

    def listen(self) -> None:
        try:
            super().listen()
        except Exception as error:  # noqa: BLE001 - thread edge: whatever ended the reader, the link is over
            log.debug("asterisk reader ended", error=type(error).__name__)
        finally:
            self._socket.close()
            self._link.receive(None)

    def fire_recv_pack(self, pack: str) -> None:
        packet = parse_packet(pack)
        if packet is not None:
            self._link.receive(packet)

    def send(self, pack: str) -> None:
        with self._sending:
            self._socket.sendall(f"{pack}\r\n".encode())

    def disconnect(self) -> None:
        self.finished.set()
        # A close alone does not wake a thread that waits in recv.
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            self._socket.close()
        self._thread.join(self._timeout)


class Link:
    """A signed-in connection to Asterisk's manager port. `open` makes one; after a LinkLostError close it."""

    def __init__(self, settings: AsteriskSettings) -> None:
        self.inbox: _Mailbox = SimpleQueue()
        """Events in the order of the wire; None once the connection is over."""
        self._settings = settings
        self._client = _Client(settings, self)
        self._waiting: dict[str, _Mailbox] = {}
        self._lock = threading.Lock()
        self._over = False

    @classmethod
    def open(cls, settings: AsteriskSettings) -> "Link":
        """Connect and sign in. Raises LinkLostError, in words that say what to check."""
        link = cls(settings)
        place = f"{settings.host}:{settings.port}"
        try:
            link._client.connect()
        except OSError as error:
            raise LinkLostError(
                f"no connection to the exchange at {place} ({_reason(error)}); is Asterisk running there, "
                "is enabled=yes set in manager.conf, and is the port open?"
            ) from error
        try:
            link._sign_in()
        except ExchangeError:
            link.close()
            raise
        return link

    def _sign_in(self) -> None:
        settings = self._settings
        fields = [
            ("Username", settings.user),
            ("Secret", settings.secret.reveal()),
            ("Events", EVENT_CLASSES),
        ]
        try:
            self.request("Login", fields)
        except CommandRefusedError as error:
            raise SignInRefusedError(
                f"the exchange refused the sign-in of '{settings.user}' ({error.said}); check the name, the secret "
                "and the permit line of this account in manager.conf, then run 'manager reload' in Asterisk"
            ) from error

    def receive(self, packet: Packet | None) -> None:
        """Reader thread only: hand a packet to whoever waits for it, else to the inbox."""
        with self._lock:
            if packet is None:
                self._over = True
                waiting = list(self._waiting.values())
            else:
                # What an Originate comes to bears its number, too, and is news.
                is_news = packet.event == "OriginateResponse"
                waiting = [box] if not is_news and (box := self._waiting.get(packet.action_id)) else []
        for box in waiting:
            box.put(packet)
        if packet is None or (packet.event and not waiting):
            self.inbox.put(packet)

    def request(self, action: str, fields: Sequence[tuple[str, str]] = (), action_id: str = "") -> Packet:
        """Send one action and return its response. Raises LinkLostError, CommandRefusedError."""
        return self._exchange(action, fields, whole_list=False, action_id=action_id)[0]

    def collect(self, action: str, fields: Sequence[tuple[str, str]] = ()) -> list[Packet]:
        """Send an action that is answered by a list, and return the list's events without its end mark."""
        return self._exchange(action, fields, whole_list=True)[1:]

    def ping(self) -> Packet:
        """Ask for a sign of life. Raises LinkLostError where none comes in time."""
        return self.request("Ping")

    def wait_for(self, event: str, within: timedelta) -> bool:
        """Read the inbox until `event`, dropping what comes before; False where it does not come in time."""
        try:
            while (packet := self.inbox.get(timeout=within.total_seconds())) is not None:
                if packet.event == event:
                    return True
        except Empty:
            return False
        raise LinkLostError("the exchange closed the connection right after the sign-in")

    def close(self) -> None:
        """End the connection and its thread. May be called twice."""
        self._client.disconnect()

    def _exchange(
        self, action: str, fields: Sequence[tuple[str, str]], *, whole_list: bool, action_id: str = ""
    ) -> list[Packet]:
        action_id = action_id or str(uuid4())
        text = action_text(action, action_id, fields)
        box: _Mailbox = SimpleQueue()
        with self._lock:
            if self._over:
                raise LinkLostError("the exchange closed the connection")
            self._waiting[action_id] = box
        try:
            self._client.send(text)
            return self._answers(action, box, whole_list=whole_list)
        except BlockingIOError as error:
            raise LinkLostError(f"the exchange did not take {action} in time; it is frozen or cut off") from error
        except OSError as error:
            raise LinkLostError("the exchange closed the connection") from error
        finally:
            with self._lock:
                del self._waiting[action_id]

    def _answers(self, action: str, box: _Mailbox, *, whole_list: bool) -> list[Packet]:
        packets: list[Packet] = []
        limit = self._settings.answer_within.total_seconds()
        while True:
            try:
                packet = box.get(timeout=limit)
            except Empty:
                raise LinkLostError(
                    f"the exchange did not answer {action} within {limit:g} s; it is frozen, overloaded or cut off"
                ) from None
            if packet is None:
                raise LinkLostError("the exchange closed the connection")
            if not packets and not packet.is_success:
                raise CommandRefusedError(action, packet.get("Message"))
            if packet.ends_list and packets:
                return packets
            packets.append(packet)
            if not whole_list:
                return packets


def variable_of(link: Link, channel: str, name: str) -> str:
    """The value of a channel's variable; empty where it has none, or has just gone. Raises LinkLostError."""
    try:
        return link.request("Getvar", [("Channel", channel), ("Variable", name)]).get("Value")
    except CommandRefusedError:
        return ""


def _reason(error: OSError) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else (error.strerror or str(error)).lower()
