"""A loopback wire between a client and a server that a test can cut, mend, hold, and chop into small pieces."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType


class Wire:
    """Forwards TCP connections to 127.0.0.1:`target`. `chop` bytes at most go towards the client in one piece."""

    def __init__(self, target: int, *, chop: int = 65536) -> None:
        self._target = target
        self._chop = chop
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._listener = _listen(0)
        self.port = int(self._listener.getsockname()[1])
        """Where the client connects."""
        self._selector = selectors.DefaultSelector()
        self._wake, self._waker = socket.socketpair()
        self._lock = threading.Lock()
        self._is_cut = self._closing = False
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        with self._lock:
            if self._is_cut:
                return
            self._is_cut = True
            self._selector.unregister(self._listener)
            self._listener.close()
            for one in list(self._pairs):
                self._drop(one)
        self._waker.send(b"x")

    def restore(self) -> None:
        """Take new connections again, on the same port."""
        with self._lock:
            if not self._is_cut:
                return
            self._is_cut = False
            self._listener = _listen(self.port)
            self._selector.register(self._listener, selectors.EVENT_READ)
        self._waker.send(b"x")

    def close(self) -> None:
        """End everything."""
        self.cut()
        self._closing = True
        self._waker.send(b"x")
        self._thread.join()
        self._selector.close()
        self._wake.close()
        self._waker.close()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while not self._closing:
            for key, _ in self._selector.select():
                with self._lock:
                    self._ready(key.fileobj)

    def _ready(self, which: object) -> None:
        if which is self._wake:
            self._wake.recv(64)
        elif which is self._listener and not self._is_cut:
            self._accept()
        elif isinstance(which, socket.socket) and which in self._pairs:
            self._forward(which)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        try:
            server = socket.create_connection(("127.0.0.1", self._target), timeout=2)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        for one, other in ((client, server), (server, client)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _forward(self, source: socket.socket) -> None:
        target = self._pairs[source]
        try:
            data = source.recv(65536)
            for start in range(0, len(data), self._chop):
                target.sendall(data[start : start + self._chop])
        except OSError:
            data = b""
        if not data:
            self._drop(source)

    def _drop(self, one: socket.socket) -> None:
        other = self._pairs.pop(one, None)
        for each in (one, other):
            if each is not None:
                self._pairs.pop(each, None)
                with contextlib.suppress(KeyError, ValueError):
                    self._selector.unregister(each)
                each.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(8)
    return listener
