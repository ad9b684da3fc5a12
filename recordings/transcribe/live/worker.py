"""A worker process as the service sees it: records in without ever waiting, lines out, and its end."""

import os
import select
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from recordings.transcribe.live.wire import Line, Said, read_line
from recordings.transcribe.messages import Messages
from recordings.transcribe.port import SpeechModel

CHILD = (sys.executable, "-m", "recordings.transcribe.live.child")


class LiveProcess:
    """One process with one model.

    Records that its pipe has no room for wait here: a thread of ours writes them when there is room, and reads what
    the process says.
    """

    def __init__(
        self,
        model: SpeechModel,
        tell: Callable[["LiveProcess", Line], None],
        ended: Callable[["LiveProcess", str], None],
        child: Sequence[str] = CHILD,
    ) -> None:
        """`tell` and `ended` are called in the worker's own thread; `ended`, with the reason, is the last call."""
        self.model = model
        self.is_ready = threading.Event()
        """Set when the model is loaded, and when the process has ended."""
        self.has_failed = ""
        """Why the model could not be loaded; empty where it could, or while nobody knows."""
        self.heard_from = time.monotonic()
        """When it last said something, by the machine's steady clock."""
        self._tell, self._ended = tell, ended
        self._messages = Messages()
        command, pipe = [*child, str(model.path)], subprocess.PIPE
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._messages.file, bufsize=0)
        except OSError:
            self._messages.close()
            raise
        assert self._process.stdin is not None  # noqa: S101 - piped above
        assert self._process.stdout is not None  # noqa: S101 - piped above
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        self._lock = threading.Lock()
        self._waiting: deque[bytes] = deque()
        self._is_closed = False
        self._wake_out, self._wake_in = os.pipe()
        self._thread = threading.Thread(target=self._run, name="live speech", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def send(self, record: bytes) -> None:
        """Hand over a record; never waits."""
        with self._lock:
            if self._is_closed:
                return
            if self._waiting:
                self._waiting.append(record)
                return
            rest = self._write(record)
            if rest:
                self._waiting.append(rest)
                os.write(self._wake_in, b"w")

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self) -> None:
        """Let the process end by itself, and wait for it; what it still has to say is not waited for long."""
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._waiting.clear()
                os.write(self._wake_in, b"c")
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=10)
            if self._thread.is_alive():
                self.kill()
                self._thread.join()

    def _write(self, data: bytes) -> bytes:
        """Write what there is room for; the rest."""
        try:
            return data[os.write(self._in, data) :]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            return b""  # it has ended, as the reader will see at once

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._out, select.POLLIN)
        poll.register(self._wake_out, select.POLLIN)
        rest = b""
        while True:
            ready = dict(poll.poll())
            is_closing = self._wake_out in ready and self._woken(os.read(self._wake_out, 64), poll)
            if self._in in ready and not is_closing and self._flush():
                poll.unregister(self._in)
            if self._out in ready:
                data = os.read(self._out, 1 << 16)
                if not data:
                    break
                *whole, rest = (rest + data).split(b"\n")
                self._read(whole)
        self._over()

    def _woken(self, why: bytes, poll: "select.poll") -> bool:
        """Do what another thread asks for; True where nothing will be written any more."""
        if b"c" in why and self._process.stdin is not None:
            with suppress(KeyError):
                poll.unregister(self._in)
            self._process.stdin.close()
            return True
        if b"w" in why:
            poll.register(self._in, select.POLLOUT)
        return False

    def _flush(self) -> bool:
        """Write what waits; True where nothing is left."""
        with self._lock:
            while self._waiting:
                rest = self._write(self._waiting.popleft())
                if rest:
                    self._waiting.appendleft(rest)
                    return False
            return True

    def _read(self, lines: Sequence[bytes]) -> None:
        self.heard_from = time.monotonic()
        for data in lines:
            with suppress(ValueError):  # not ours: something that a library printed
                line = read_line(data)
                if line.said == Said.READY:
                    self.is_ready.set()
                else:
                    self._tell(self, line)

    def _over(self) -> None:
        code = self._process.wait()
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
            if self._process.stdin is not None and not self._process.stdin.closed:
                self._process.stdin.close()
            os.close(self._wake_in)
            os.close(self._wake_out)
        if self._process.stdout is not None:
            self._process.stdout.close()
        if not self.is_ready.is_set():
            self.has_failed = self._messages.last_line() or f"its process ended with code {code}"
        self._messages.close()
        self.is_ready.set()
        if not was_closed:
            self._ended(self, f"its process ended with code {code}")
