"""The child process that runs espeak-ng: started at the first text, kept alive, replaced when it dies or hangs."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.logs import get_logger
from ivr.speech import frames
from ivr.speech.port import SpeechError

log = get_logger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-m", "ivr.speech.espeak_child")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One text and how to say it, in espeak-ng's own units."""

    text: str
    voice: str
    speed: int
    """Words a minute, about 80 to 450."""
    pitch: int
    """0 to 99; 50 is the voice's own."""
    inflection: int
    """How far the pitch moves, 0 to 99."""
    volume: int
    """0 to 200; 100 is normal."""

    def line(self) -> bytes:
        """The request as one JSON line."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


class _DiedError(Exception):
    """The child ended, hung or talked nonsense; a new one may do better."""


class EspeakProcess:
    """One child at a time; calls from several threads wait for each other (a sentence takes about 10 ms)."""

    def __init__(self, command: Sequence[str] = CHILD, *, patience_s: float = 10.0) -> None:
        """`patience_s`: seconds after which an answer is given up and the child replaced."""
        self._command = tuple(command)
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._read = bytearray()

    @property
    def pid(self) -> int | None:
        """The child's process id while one runs."""
        return self._child.pid if self._child else None

    def render(self, request: Request) -> frames.Frame:
        """The text as sound. Raises SpeechError where the engine refuses it or has died on it twice."""
        with self._lock:
            try:
                return self._ask(request)
            except _DiedError:
                log.warning("voice process ended, starting another")
            try:
                return self._ask(request)
            except _DiedError as exc:
                raise SpeechError(
                    "the voice engine espeak-ng stopped twice at one text; reword the text, "
                    "or reinstall espeakng-loader where no text can be said"
                ) from exc

    def close(self) -> None:
        """End the child; the next text starts a new one."""
        with self._lock:
            self._end()

    def _ask(self, request: Request) -> frames.Frame:
        try:
            head, pcm = self._exchange(request.line())
        except (OSError, frames.BadFrameError, _DiedError) as exc:
            self._end()
            raise _DiedError from exc
        if head.error:
            raise SpeechError(f"the voice engine refused a text: {head.error}")
        return frames.Frame(head.rate, pcm, head.words)

    def _exchange(self, line: bytes) -> tuple[frames.Head, bytes]:
        child = self._running()
        assert child.stdin is not None  # noqa: S101 - opened as a pipe below
        child.stdin.write(line)
        child.stdin.flush()
        deadline = time.monotonic() + self._patience_s
        while b"\n" not in self._read:
            self._receive(child, deadline)
        end = self._read.index(b"\n")
        head = frames.decode_head(bytes(self._read[:end]))
        del self._read[: end + 1]
        while len(self._read) < head.size:
            self._receive(child, deadline)
        pcm = bytes(self._read[: head.size])
        del self._read[: head.size]
        return head, pcm

    def _receive(self, child: "subprocess.Popen[bytes]", deadline: float) -> None:
        assert child.stdout is not None  # noqa: S101 - opened as a pipe below
        poll = select.poll()
        poll.register(child.stdout, select.POLLIN)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise _DiedError
        data = os.read(child.stdout.fileno(), 1 << 20)
        if not data:
            raise _DiedError
        self._read += data

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C at the terminal is for us; the child ends when its input does
        )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        self._read.clear()
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # the group: the child and the fork that speaks
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
