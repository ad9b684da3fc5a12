"""Writes many recordings down, several at a time."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from callcenter.kit.errors import CallCenterError
from callcenter.kit.logs import get_logger
from callcenter.kit.outside import printable
from recordings.transcribe.batch.drafts import BusyError, Draft, NoResultError, draft_for, tidy_up
from recordings.transcribe.batch.finding import FoundRecording
from recordings.transcribe.batch.results import done_before, origin_of, write_result
from recordings.transcribe.port import Progress
from recordings.transcribe.told_marks import marks_of
from recordings.transcribe.unwritable import UnwritableError
from recordings.transcript import CallTranscript, Json

_log = get_logger(__name__)

WriteDown = Callable[[Path, Progress], CallTranscript]
"""Gives the words of a recording. Raises CallCenterError."""


@dataclass(frozen=True, slots=True)
class Went:
    """How far one recording has come."""

    found: FoundRecording
    share: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Ended:
    """One recording is dealt with."""

    found: FoundRecording
    was_done: bool = False
    """True where nothing was to do: an earlier run has written its words."""
    problem: str = ""
    """Why its words could not be had; empty where all went well."""
    unwritable: Path | None = None
    """The folder that the problem is about, where it is not about the recording."""
    is_elsewhere: bool = False
    """True where another run is at work on it."""
    marks: Mapping[str, Json] = field(default_factory=dict)
    """What may make its words wrong (told_marks.py)."""


class Batch:
    """One run over many recordings."""

    def __init__(self, write_down: WriteDown, settings: dict[str, str], threads: int) -> None:
        """`settings` are what shapes the results besides the sound; `threads` recordings are in work at a time."""
        self._write_down = write_down
        self._settings = settings
        self._threads = threads
        self._stopped = threading.Event()
        self._unwritable: dict[Path, NoResultError] = {}
        """By folder of results: there is no use in more work for it."""
        self._at_work: list[threading.Thread] = []

    def run(self, recordings: Sequence[FoundRecording]) -> Iterator[Went | Ended]:
        """Write all down. An `Ended` comes for each recording: first for those that were done before, in their order,
        and then, as all that happens, in the order in which it does.
        """
        tidy_up(one.result for one in recordings)
        left = []
        for one in recordings:
            if (marks := self._done_before(one)) is None:
                left.append(one)
            else:
                yield Ended(one, was_done=True, marks=marks)
        waiting: queue.SimpleQueue[FoundRecording] = queue.SimpleQueue()
        for one in sorted(left, key=_bytes, reverse=True):  # so that no long one is left to a single core at last
            waiting.put(one)
        news: queue.SimpleQueue[Went | Ended] = queue.SimpleQueue()
        for _ in range(min(self._threads, len(left))):
            # Daemons: whoever stops the program must not wait for a recording of ten hours.
            thread = threading.Thread(target=self._work, args=(waiting, news), name="batch", daemon=True)
            self._at_work.append(thread)
            thread.start()
        ended = 0
        while ended < len(left):
            what = news.get()
            ended += isinstance(what, Ended)
            yield what

    def stop(self) -> None:
        """Begin with no further recording."""
        self._stopped.set()

    def wait(self, seconds: float) -> None:
        """After `stop`: give what is in work this long to clear away after itself."""
        until = time.monotonic() + seconds
        for thread in self._at_work:
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self, waiting: "queue.SimpleQueue[FoundRecording]", news: "queue.SimpleQueue[Went | Ended]") -> None:
        while not self._stopped.is_set():
            try:
                found = waiting.get_nowait()
            except queue.Empty:
                return
            news.put(self._one(found, news))

    def _done_before(self, found: FoundRecording) -> Mapping[str, Json] | None:
        try:
            return done_before(found.result, origin_of(found.audio, self._settings))
        except (CallCenterError, OSError):
            return None  # whoever takes it up says what is wrong

    def _one(self, found: FoundRecording, news: "queue.SimpleQueue[Went | Ended]") -> Ended:
        try:
            return self._dealt_with(found, news)
        except BusyError:
            return Ended(found, is_elsewhere=True)
        except UnwritableError as exc:
            return Ended(found, problem=str(exc), unwritable=exc.place)
        except CallCenterError as exc:
            return Ended(found, problem=str(exc))
        except OSError as exc:
            where = printable(str(exc.filename or found.audio))
            return Ended(found, problem=f"{where}: {exc.strerror}; see to the disk and its rights")
        except Exception as exc:  # noqa: BLE001 - one odd file must not end a night's work; the log has where it happened
            _log.exception("a recording could not be written down")
            return Ended(found, problem=f"something unforeseen happened ({type(exc).__name__}); the log says where")

    def _dealt_with(self, found: FoundRecording, news: "queue.SimpleQueue[Went | Ended]") -> Ended:
        origin = origin_of(found.audio, self._settings)
        if (marks := done_before(found.result, origin)) is not None:
            return Ended(found, was_done=True, marks=marks)
        with self._draft(found.result) as draft:
            if (marks := done_before(found.result, origin)) is not None:  # by another run, a moment ago
                return Ended(found, was_done=True, marks=marks)
            call = self._write_down(found.audio, lambda share: news.put(Went(found, share)))
            if self._stopped.is_set():
                return Ended(found, problem="stopped")
            write_result(draft, call, origin)
        return Ended(found, marks=marks_of(call.extra))

    @contextmanager
    def _draft(self, result: Path) -> Iterator[Draft]:
        if known := self._unwritable.get(result.parent):
            raise known
        try:
            with draft_for(result) as draft:
                yield draft
        except NoResultError as exc:
            self._unwritable[result.parent] = exc
            raise


def _bytes(found: FoundRecording) -> int:
    try:
        return found.audio.stat().st_size
    except OSError:
        return 0  # whoever opens it says what is wrong
