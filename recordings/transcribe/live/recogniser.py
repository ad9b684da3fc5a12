"""Live sessions over worker processes: who is heard where, and what happens when a worker dies."""

import threading
import time
from collections import deque
from collections.abc import Sequence

from callcenter.kit.ids import new_id
from callcenter.kit.logs import get_logger
from recordings.transcribe.live.port import Final, Frame, Lagging, Listener, LiveEvent, Lost, Over, Partial, Settled
from recordings.transcribe.live.wire import Kind, Line, Said, encode
from recordings.transcribe.live.worker import CHILD, LiveProcess
from recordings.transcribe.port import ModelUnusableError, SpeechModel, TranscribeError
from recordings.transcribe.runner import unusable_model
from recordings.transcript import Speaker

_log = get_logger(__name__)

LOAD_S = 300.0
"""How long a model may take to load: a large one comes from a slow disk."""
HUNG_S = 30.0
"""A worker that says nothing for so long, while so much sound of a session waits for it, hangs and is ended."""
IDLE_S = 60.0
"""A worker without a session for so long is ended, so that its model's memory is free again."""
_NOTHING_WAITS_S = 2.0
"""Up to this much may be under way at any time: the worker tells only every second how far it is."""
_MOST_DEATHS = 5
_DEATHS_WITHIN_S = 60.0
"""A worker that dies this often in this time is not started again."""


class ProcessRecogniser:
    """`LiveRecogniser` in processes of their own: a crash in the recogniser's C code ends the sessions of one worker,
    which begin anew in another, and not the service."""

    def __init__(
        self, *, workers: int = 1, child: Sequence[str] = CHILD, hung_s: float = HUNG_S, idle_s: float = IDLE_S
    ) -> None:
        """`workers` is how many processes a model may have; each loads the model once, and ends when it has had no
        session for `idle_s` seconds."""
        self._most = workers
        self._child = child
        self._hung_s = hung_s
        self._idle_s = idle_s
        self._lock = threading.RLock()
        self._workers: list[LiveProcess] = []
        self._sessions: dict[int, ProcessSession] = {}
        self._resting: dict[LiveProcess, threading.Timer] = {}
        """Workers without a session, each with what will end it."""
        self._deaths: deque[float] = deque(maxlen=_MOST_DEATHS)
        self._number = 0
        self._is_closed = False

    def open(self, side: Speaker, model: SpeechModel, listener: Listener) -> "ProcessSession":
        """A new session; waits for the model where it is not loaded yet. Raises TranscribeError, and
        ModelUnusableError where it cannot be loaded."""
        with self._lock:
            if self._is_closed:
                raise TranscribeError("live recognition has been stopped; start the service again")
            worker = self._worker_for(model)
            self._wake(worker)
            self._number += 1
            session = ProcessSession(self._number, side, worker, listener, self._hung_s)
            self._sessions[session.number] = session
            worker.send(encode(Kind.OPEN, session.number))
        if not worker.is_ready.wait(LOAD_S):
            worker.kill()
        if worker.has_failed:
            with self._lock:
                self._sessions.pop(session.number, None)
            raise ModelUnusableError(unusable_model(model, worker.has_failed))
        return session

    def close(self) -> None:
        """End all sessions."""
        with self._lock:
            self._is_closed = True
            workers, self._workers = self._workers, []
            sessions = list(self._sessions.values())
            self._sessions.clear()
            for worker in workers:
                self._wake(worker)
        for worker in workers:
            worker.close()
        for session in sessions:
            session.tell_over("live recognition has been stopped")

    @property
    def pids(self) -> list[int]:
        """The worker processes, for whoever measures or watches them."""
        with self._lock:
            return [worker.pid for worker in self._workers]

    def _worker_for(self, model: SpeechModel) -> LiveProcess:
        """The worker with the fewest sessions, or a new one while there may be more."""
        fitting = [worker for worker in self._workers if worker.model.path == model.path]
        load = [sum(session.worker is worker for session in self._sessions.values()) for worker in fitting]
        if fitting and (min(load) == 0 or len(fitting) >= self._most):
            return fitting[load.index(min(load))]
        return self._start(model)

    def _start(self, model: SpeechModel) -> LiveProcess:
        worker = LiveProcess(model, self._heard, self._ended, self._child)
        self._workers.append(worker)
        return worker

    def _start_again(self, model: SpeechModel) -> LiveProcess | None:
        """A worker in the place of one that died; None where the machine has no room for a process."""
        try:
            return self._start(model)
        except OSError:
            _log.exception("no process for a live recogniser could be started", model=model.name)
            return None

    def _heard(self, worker: LiveProcess, line: Line) -> None:
        with self._lock:
            session = self._sessions.get(line.session)
            if session is None or session.worker is not worker:
                return
            if line.said == Said.OVER:
                del self._sessions[line.session]
                self._let_rest(worker)
        session.take(line)

    def _let_rest(self, worker: LiveProcess) -> None:
        """End a worker that has no session any more, unless it gets one soon."""
        if worker in self._workers and not self._has_sessions(worker):
            timer = self._resting[worker] = threading.Timer(self._idle_s, self._end_idle, (worker,))
            timer.daemon = True
            timer.start()

    def _wake(self, worker: LiveProcess) -> None:
        if timer := self._resting.pop(worker, None):
            timer.cancel()

    def _end_idle(self, worker: LiveProcess) -> None:
        with self._lock:
            if self._has_sessions(worker) or worker not in self._workers:
                return  # it got one, or it ended, while this began
            self._wake(worker)
            self._workers.remove(worker)
        worker.close()

    def _has_sessions(self, worker: LiveProcess) -> bool:
        return any(session.worker is worker for session in self._sessions.values())

    def _ended(self, worker: LiveProcess, why: str) -> None:
        """Begin the sessions of a dead worker anew in another; give them up where it will not stay alive."""
        with self._lock:
            self._wake(worker)
            if worker in self._workers:
                self._workers.remove(worker)
            theirs = [session for session in self._sessions.values() if session.worker is worker]
            if self._is_closed or not theirs:
                return
            self._deaths.append(time.monotonic())
            dies_often = len(self._deaths) == _MOST_DEATHS and self._deaths[-1] - self._deaths[0] < _DEATHS_WITHIN_S
            gives_up = bool(worker.has_failed) or dies_often
            _log.warning("a live recogniser died", model=worker.model.name, why=why, sessions=len(theirs))
            anew = None if gives_up else self._start_again(worker.model)
            for session in theirs:
                if anew:
                    session.begin_anew(anew, why)
                else:
                    del self._sessions[session.number]
                    session.tell_over(f"the recogniser died again and again ({worker.has_failed or why})")


class ProcessSession:
    """`LiveSession` in a worker."""

    def __init__(self, number: int, side: Speaker, worker: LiveProcess, listener: Listener, hung_s: float) -> None:
        self.number = number
        self.worker = worker
        self._id = new_id()
        self._side = side
        self._listener = listener
        self._hung_s = hung_s
        self._lock = threading.Lock()
        self._put_s = 0.0
        self._done_s = 0.0
        self._waits_since = time.monotonic()
        """Since when there is sound that the worker has not told of; before that it had nothing to say."""
        self._put_until = 0.0
        """On the call's clock."""
        self._told_until: float | None = None
        """The end of the last final, or of what was lost; None before the first sound."""
        self._is_closed = False

    @property
    def id(self) -> str:
        """What its events are told under."""
        return self._id

    @property
    def behind(self) -> float:
        """Seconds of sound that are not known to be recognised yet."""
        return max(0.0, self._put_s - self._done_s)

    def put(self, frame: Frame) -> None:
        """Hand over a frame."""
        with self._lock:
            if self._is_closed:
                return
            if self.behind <= _NOTHING_WAITS_S:
                self._waits_since = time.monotonic()
            self._put_s += frame.seconds
            self._put_until = max(self._put_until, frame.at + frame.seconds)
            self._told_until = frame.at if self._told_until is None else self._told_until
            worker = self.worker
            worker.send(encode(Kind.FRAME, self.number, frame))
        quiet_since = max(worker.heard_from, self._waits_since)
        if self.behind > self._hung_s and time.monotonic() - quiet_since > self._hung_s:
            worker.kill()  # its sessions begin anew in another

    def settle(self) -> None:
        """Tell the utterance that goes on at once."""
        self._send(Kind.SETTLE)

    def reset(self) -> None:
        """Forget the utterance that goes on."""
        self._send(Kind.RESET)

    def close(self) -> None:
        """There will be no more."""
        self._send(Kind.CLOSE)

    def begin_anew(self, worker: LiveProcess, why: str) -> None:
        """Go on in another worker; what the old one had not told is lost, for the reason `why`."""
        with self._lock:
            lost = 0.0 if self._told_until is None else max(0.0, self._put_until - self._told_until)
            self._tell(Lost(session=self._id, side=self._side, why=why, seconds=lost))
            self._told_until = self._put_until
            self.worker = worker
            self._put_s = self._done_s = 0.0
            worker.send(encode(Kind.OPEN, self.number))
            if self._is_closed:
                worker.send(encode(Kind.CLOSE, self.number))

    def take(self, line: Line) -> None:
        """Tell the listener what the worker said."""
        event: LiveEvent | None = None
        match line.said:
            case Said.DONE:
                self._done_s = line.value
            case Said.PARTIAL:
                event = Partial(session=self._id, side=self._side, words=line.words)
            case Said.FINAL:
                self._told_until = line.words[-1].end if line.words else self._told_until
                event = Final(session=self._id, side=self._side, words=line.words)
            case Said.LAG:
                event = Lagging(session=self._id, side=self._side, seconds=line.value)
            case Said.SETTLED:
                event = Settled(session=self._id, side=self._side)
            case Said.OVER:
                event = Over(session=self._id, side=self._side, late_frames=int(line.value))
        if event is not None:
            self._tell(event)

    def tell_over(self, why: str) -> None:
        """Say that it ended without being closed."""
        self._tell(Over(session=self._id, side=self._side, why=why))

    def _tell(self, event: LiveEvent) -> None:
        try:
            self._listener.tell(event)
        except Exception:  # noqa: BLE001 - a listener's fault must not end the thread that reads for all sessions
            _log.exception("a listener of live speech failed", session=self._id)

    def _send(self, kind: Kind) -> None:
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = kind is Kind.CLOSE
            self.worker.send(encode(kind, self.number))
