"""The recogniser's processes of one program: as many as there is work for, one speech model in each."""

import threading
import weakref
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager

from recordings.transcribe.worker import RecogniserProcess

Model = Hashable
"""What tells one model from another; the same folder with new files in it is another model."""


class ClosedError(Exception):
    """No more processes are lent."""


class WorkerPool:
    """Lends processes, to several threads at once. They end when nobody holds the pool any more, too."""

    def __init__(self, most: int, recycle_s: float) -> None:
        """`most` processes at a time; one that was given `recycle_s` seconds of sound is replaced by a new one."""
        self._workers = _Workers(most, recycle_s)
        weakref.finalize(self, self._workers.close, wait=False)

    @contextmanager
    def borrowed(self, model: Model, command: Sequence[str]) -> Iterator[RecogniserProcess]:
        """A process with `model`: one that has loaded it, else a new one by `command`, waited for where all are at
        work. It goes on living only where the block came to its end without an exception. Raises ClosedError."""
        worker = self._workers.take(model, command)
        done = False
        try:
            yield worker
            done = True
        finally:
            self._workers.give_back(model, worker, keep=done)

    def close(self) -> None:
        """End all processes, those at work too, and lend no more."""
        self._workers.close()


class _Workers:
    def __init__(self, most: int, recycle_s: float) -> None:
        self._most, self._recycle_s = most, recycle_s
        self._free: list[tuple[Model, RecogniserProcess]] = []
        self._lent: list[RecogniserProcess] = []
        self._changed = threading.Condition()
        self._closed = False

    def take(self, model: Model, command: Sequence[str]) -> RecogniserProcess:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._lent) < self._most)
            if self._closed:
                raise ClosedError
            try:
                worker = self._fitting(model) or self._begun(command)
            except OSError:
                self._changed.notify()  # the place stays free: whoever waits for one has it
                raise
            self._lent.append(worker)
            return worker

    def give_back(self, model: Model, worker: RecogniserProcess, *, keep: bool) -> None:
        keep = keep and worker.is_there and worker.done_seconds < self._recycle_s
        if not keep:
            worker.end()
        with self._changed:
            self._lent.remove(worker)
            if keep and not self._closed:
                self._free.append((model, worker))
            elif keep:
                worker.end()
            self._changed.notify()

    def close(self, *, wait: bool = True) -> None:
        with self._changed:
            self._closed = True
            for worker in self._lent:
                worker.kill()  # whoever uses it sees that, and ends it
            for _, worker in self._free:
                worker.end(wait=wait)
            self._free.clear()
            self._changed.notify_all()

    def _fitting(self, model: Model) -> RecogniserProcess | None:
        """The process with `model` that was used last."""
        for place in reversed(range(len(self._free))):
            loaded, worker = self._free[place]
            if loaded == model and worker.is_there:
                del self._free[place]
                return worker
        return None

    def _begun(self, command: Sequence[str]) -> RecogniserProcess:
        """A new process. Raises OSError where the machine has no room for one."""
        self._make_room()
        return RecogniserProcess(command)

    def _make_room(self) -> None:
        """For one more process: what has ended is let go, and where all places are taken, what was idle longest."""
        for ended in [pair for pair in self._free if not pair[1].is_there]:
            self._free.remove(ended)
            ended[1].end()
        while self._free and len(self._free) + len(self._lent) >= self._most:
            self._free.pop(0)[1].end()
