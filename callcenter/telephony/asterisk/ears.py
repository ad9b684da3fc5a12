"""Where Asterisk brings the sound of calls that a robot listens to: a small TCP server for AudioSocket.

It takes only connections that name one of the ids that we gave out, each once, and within two seconds; whoever knows
none is thrown out, and nobody can speak through it. One thread for all calls: 60 calls take a fifth of a core.
"""

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from callcenter.kit.logs import get_logger
from callcenter.telephony.asterisk.audio_frames import END, SOUND_8K, FrameClock, FrameReader, name_in
from callcenter.telephony.asterisk.channels import LISTENING
from callcenter.telephony.voice_port import Ears, SoundFrame

log = get_logger(__name__)

_RATE_HZ = 8000
_NAMED_WITHIN_S = 2.0
_LOOK_EVERY_S = 1.0
_MOST_UNNAMED = 64


@dataclass(slots=True)
class _Listened:
    """One call that is listened to."""

    ears: Ears
    over: Callable[[], None]
    frames: int = 0
    clock: FrameClock = field(default_factory=FrameClock)
    is_connected: bool = False


@dataclass(slots=True)
class _Connection:
    opened_at: float
    reader: FrameReader = field(default_factory=FrameReader)
    listened: _Listened | None = None
    name: UUID | None = None


def tap(place: str, name: UUID, application: str, data: str) -> list[tuple[str, str]]:
    """An Originate's fields for a channel that brings sound here: `place` is our address as the exchange reaches it."""
    return [
        ("Channel", f"AudioSocket/{place}/{name}/c(slin)"),
        ("Application", application),
        ("Data", data),
        ("ChannelId", f"{LISTENING}{name}"),
        ("Async", "true"),
    ]


class EarServer:
    """Opened with the first call that is listened to; `close` ends it."""

    def __init__(self, host: str, port: int) -> None:
        self._listener = socket.create_server((host, port))
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        self._awaited: dict[UUID, _Listened] = {}
        self._lock = threading.Lock()
        self._closing = False
        self._selector = selectors.DefaultSelector()
        self._wake, self._waker = socket.socketpair()
        self._selector.register(self._wake, selectors.EVENT_READ)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, name="asterisk-ears", daemon=True)
        self._thread.start()

    def await_sound(self, ears: Ears, over: Callable[[], None]) -> UUID:
        """A name under which one connection may bring sound; `over` is called when that has ended."""
        name = uuid4()
        with self._lock:
            self._awaited[name] = _Listened(ears, over)
        return name

    def change(self, name: UUID, ears: Ears) -> None:
        """Somebody else hears from now on."""
        with self._lock:
            if (listened := self._awaited.get(name)) is not None:
                listened.ears = ears

    def forget(self, name: UUID) -> None:
        """Nobody will bring this any more."""
        with self._lock:
            self._awaited.pop(name, None)

    def close(self) -> None:
        """End the thread and all connections."""
        self._closing = True
        self._waker.send(b"x")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._waker.close()
        self._selector.close()

    def _run(self) -> None:
        while not self._closing:
            for key, _ in self._selector.select(_LOOK_EVERY_S):
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.data, _Connection) and isinstance(key.fileobj, socket.socket):
                    self._read_guarded(key.fileobj, key.data)
            self._drop_unnamed()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            connection, _ = self._listener.accept()
            if len(self._unnamed()) >= _MOST_UNNAMED:
                connection.close()
                return
            connection.setblocking(False)
            self._selector.register(connection, selectors.EVENT_READ, _Connection(time.monotonic()))

    def _read_guarded(self, source: socket.socket, connection: _Connection) -> None:
        try:
            self._read(source, connection)
        except Exception as error:
            # Thread edge: one odd connection must not make us deaf for all calls.
            log.exception("a connection for sound failed", error=type(error).__name__)
            self._drop(source, connection)

    def _read(self, source: socket.socket, connection: _Connection) -> None:
        try:
            data = source.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        frames = list(connection.reader.feed(data))
        now, later = time.monotonic(), sum(_seconds(*frame) for frame in frames)
        for kind, content in frames:
            later -= _seconds(kind, content)  # of frames that come at once the last one has just been said
            if not self._take(connection, kind, content, now - later):
                data = b""
                break
        if not data:
            self._drop(source, connection)

    def _take(self, connection: _Connection, kind: int, content: bytes, at: float) -> bool:
        """False where the connection is to end."""
        listened = connection.listened
        if listened is None:
            return self._name(connection, name_in(kind, content))
        if kind != SOUND_8K or not content:
            return kind != END
        frame = SoundFrame(
            sequence=listened.frames,
            at=listened.clock.place(at, _seconds(kind, content)),
            rate=_RATE_HZ,
            samples=content[: len(content) & ~1],
        )
        listened.frames += 1
        try:
            listened.ears(frame)
        except Exception as error:
            # Thread edge: whoever hears promised not to raise; other calls must not pay for it.
            log.exception("ears raised", error=type(error).__name__)
        return True

    def _name(self, connection: _Connection, name: UUID | None) -> bool:
        with self._lock:
            listened = self._awaited.get(name) if name is not None else None
            if listened is None or listened.is_connected:
                log.warning("a connection that nobody announced wanted to bring sound; it was refused")
                return False
            listened.is_connected = True
        connection.listened, connection.name = listened, name
        return True

    def _drop(self, source: socket.socket, connection: _Connection) -> None:
        self._selector.unregister(source)
        source.close()
        if connection.listened is not None and connection.name is not None:
            self.forget(connection.name)
            connection.listened.over()

    def _unnamed(self) -> list[tuple[socket.socket, _Connection]]:
        return [
            (key.fileobj, key.data)
            for key in self._selector.get_map().values()
            if isinstance(key.fileobj, socket.socket) and isinstance(key.data, _Connection) and not key.data.listened
        ]

    def _drop_unnamed(self) -> None:
        for source, connection in self._unnamed():
            if time.monotonic() - connection.opened_at > _NAMED_WITHIN_S:
                self._drop(source, connection)


def _seconds(kind: int, content: bytes) -> float:
    return len(content) // 2 / _RATE_HZ if kind == SOUND_8K else 0.0
