"""A manager port that a test plays: real bytes of a captured call, in any pieces, or silence, or nonsense."""

import contextlib
import re
import socket
import threading
from dataclasses import dataclass, field
from types import TracebackType

BANNER = b"Asterisk Call Manager/11.0.0\r\n"
BOOTED = b"Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n"
ACCEPTED = b"Response: Success\r\nActionID: %s\r\nMessage: Authentication accepted\r\n\r\n" + BOOTED
_EMPTY_LIST = b"Response: Success\r\nActionID: %s\r\nEventList: start\r\n\r\nEvent: Done\r\nActionID: %s\r\n"
_EMPTY_LIST += b"EventList: Complete\r\nListItems: 0\r\n\r\n"


@dataclass(slots=True, kw_only=True)
class Behaviour:
    """What the port answers; None is silence."""

    banner: bytes = BANNER
    login: bytes | None = ACCEPTED
    ping: bytes | None = b"Response: Success\r\nActionID: %s\r\nPing: Pong\r\n\r\n"
    others: bytes | None = _EMPTY_LIST
    events: bytes = b""
    """Sent after the answer to QueueStatus, which is the last thing that a new link asks."""
    piece: int = 65536
    """At most so many bytes are sent at once."""
    then_close: bool = False
    """Hang up after the events."""
    received: bytearray = field(default_factory=bytearray)


class FakeManager:
    """Serves one connection after another on a free loopback port."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._connection: socket.socket | None = None
        self._signed_in = threading.Event()
        self._sending = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="fake-manager", daemon=True)
        self._thread.start()

    def push(self, events: bytes, within: float = 60.0) -> None:
        """Send events now to the client that has signed in; waits for one."""
        if not self._signed_in.wait(within):
            raise TimeoutError("nobody has signed in")
        connection = self._connection
        if connection is None:
            raise ConnectionError("the client has gone")
        self._send(connection, events)

    def cut(self) -> None:
        """Hang up on the client that is there; it may come again."""
        if (connection := self._connection) is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the thread and the ports."""
        for each in (self._listener, self._connection):
            if each is not None:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def __enter__(self) -> "FakeManager":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connection = connection
                self._serve(connection)
            self._connection = None
            self._signed_in.clear()

    def _serve(self, connection: socket.socket) -> None:
        self._send(connection, self.behaviour.banner)
        if not self.behaviour.banner:
            return
        waiting = b""
        while data := connection.recv(65536):
            self.behaviour.received.extend(data)
            *actions, waiting = (waiting + data).split(b"\r\n\r\n")
            for action in actions:
                if not self._answer(connection, action):
                    return

    def _answer(self, connection: socket.socket, action: bytes) -> bool:
        """False where the connection is to end."""
        fields = dict(re.findall(rb"^(\w+): (.*?)\r?$", action, re.MULTILINE))
        name = fields[b"Action"]
        answers = {b"Login": self.behaviour.login, b"Ping": self.behaviour.ping}
        answer = answers.get(name, self.behaviour.others)
        if answer is not None:
            self._send(connection, answer.replace(b"%s", fields[b"ActionID"]))
        if name == b"Login":
            self._signed_in.set()
        if name == b"QueueStatus":
            self._send(connection, self.behaviour.events)
            return not self.behaviour.then_close
        return True

    def _send(self, connection: socket.socket, data: bytes) -> None:
        with self._sending:
            for start in range(0, len(data), self.behaviour.piece):
                connection.sendall(data[start : start + self.behaviour.piece])
