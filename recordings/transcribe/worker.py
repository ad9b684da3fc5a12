"""One recogniser's process as its parent sees it: gives it orders, reads its answers, ends it where it hangs."""

import contextlib
import json
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from recordings.transcribe.messages import Messages
from recordings.transcribe.port import ModelUnusableError, TranscribeError

HUNG = "it hung, and was ended"
_TO_END_S = 10.0

Answer = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the recogniser may take, in seconds. Generous: whoever waits longer than this waits for ever."""

    start: float = 300.0
    """Until its first line: a large model comes from a slow disk."""
    quiet: float = 60.0
    """Between two lines; one comes for every ten seconds of sound."""
    share: float = 2.0
    """In all, as a multiple of the length of the sound; the start comes on top."""


class CrashedError(Exception):
    """The recogniser's process was ended by a signal, by us where it hung."""


class LoadCrashedError(CrashedError):
    """It was ended by a signal before it had loaded its model."""


class IdleEndedError(Exception):
    """The process ended before it began with the order, because it was idle for too long or was killed while idle."""


class RecogniserProcess:
    """A process that recognises one recording after the other. Used by one thread at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start `command`. Raises OSError where that is not possible."""
        self.done_seconds = 0.0
        """Of sound that it was given so far."""
        self._messages = Messages()
        self._ended = threading.Event()
        started: Future[subprocess.Popen[bytes]] = Future()
        # The kernel ends a process with the *thread* that started it (child.py), so this thread stays as long.
        threading.Thread(target=self._attend, args=(command, started), name="recogniser", daemon=True).start()
        try:
            self._process = started.result()
        except OSError:
            self._messages.close()
            raise

    @property
    def is_there(self) -> bool:
        """False once the process has ended."""
        return not self._ended.is_set()

    def ask(self, audio: Path, seconds: float, patience: Patience) -> Iterator[Answer]:
        """The answers to the order for a file that lasts `seconds`; the last one holds 'sides'.

        Raises CrashedError, IdleEndedError, and TranscribeError with the process's last message where it ended by
        itself: ModelUnusableError where it had not answered yet, since it answers when the model is loaded.
        Whoever does not read to the last answer must end the worker.
        """
        first = not self.done_seconds
        self.done_seconds += seconds
        if not first:
            self._messages.forget()
        self._send({"audio": str(audio)})
        answered = False
        for line in self._lines(patience, seconds):
            answer: Answer = json.loads(line)
            yield answer
            answered = True
            if "sides" in answer:
                return
        if not self._ended.wait(patience.quiet):
            raise CrashedError(HUNG)
        if not answered and not first:
            raise IdleEndedError
        code = cast(int, self._process.returncode)
        if code < 0:
            name = signal.Signals(-code).name
            raise CrashedError(name) if answered else LoadCrashedError(name)
        why = self._messages.last_line() or f"exit code {code}"
        raise TranscribeError(why) if answered else ModelUnusableError(why)

    def kill(self) -> None:
        """End the process, whatever it does. For others than the thread that uses it, which then ends the worker."""
        self._process.kill()

    def end(self, *, wait: bool = True) -> None:
        """End the process and let go of all that belongs to it; harmless where it has ended."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # an order that nobody has read
                if pipe is not None:
                    pipe.close()
        self._messages.close()
        if wait:
            self._ended.wait(_TO_END_S)

    def _attend(self, command: Sequence[str], started: "Future[subprocess.Popen[bytes]]") -> None:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._messages.file
            )
        except OSError as exc:
            started.set_exception(exc)
            return
        started.set_result(process)
        process.wait()
        self._ended.set()

    def _send(self, order: dict[str, str]) -> None:
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 - a pipe, see above
        with contextlib.suppress(BrokenPipeError):  # it has ended; what it said and its exit code tell why
            stdin.write(json.dumps(order).encode() + b"\n")
            stdin.flush()

    def _lines(self, patience: Patience, seconds: float) -> Iterator[bytes]:
        """Each whole line that it prints. Raises CrashedError where none comes in time."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe, see above
        output = self._process.stdout.fileno()
        ready = select.poll()
        ready.register(output, select.POLLIN)
        due = time.monotonic() + patience.start
        over = due + seconds * patience.share
        rest = b""
        while True:
            wait = min(due, over) - time.monotonic()
            if wait <= 0 or not ready.poll(wait * 1000):
                raise CrashedError(HUNG)
            piece = os.read(output, 1 << 16)
            if not piece:
                return
            due = time.monotonic() + patience.quiet
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
