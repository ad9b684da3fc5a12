"""The patients' sound of the calls that somebody listens to, in frames of 20 ms, as an exchange streams it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from callcenter.kit.clock import Clock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.telephony.simulator.robot_talk import RobotTalk
from callcenter.telephony.simulator.sound import RATE_HZ
from callcenter.telephony.voice_port import Ears, SoundFrame

log = get_logger(__name__)

_FRAME = RATE_HZ // 50
_MOST_FRAMES = 50
"""Of one call at a time: after a standstill of the machine the rest follows with the next look."""

Listened = Mapping[ProviderCallId, tuple[RobotTalk, Ears]]
"""Whose sound is wanted, and by whom."""


@dataclass(slots=True)
class _Stream:
    ears: Ears
    begin: int
    """The sample at which listening began."""
    sent: int = 0
    """Frames."""


class LiveSound:
    """A thread that hands over every frame once it has been spoken."""

    def __init__(self, clock: Clock, lock: threading.Condition, listened: Callable[[], Listened]) -> None:
        """`lock` guards the calls, `listened` is asked for them under it."""
        self._clock, self._lock, self._listened = clock, lock, listened
        self._streams: dict[ProviderCallId, _Stream] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; where it runs already, nothing changes."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="simulated sound", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End; waits for the thread."""
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def _run(self) -> None:
        while not self._stopping.wait(0.02 if self._streams else 0.05):
            for ears, frame in self._due():
                try:
                    ears(frame)
                except Exception:
                    log.exception("somebody who listens to a simulated call raised")

    def _due(self) -> list[tuple[Ears, SoundFrame]]:
        with self._lock:
            listened, now = self._listened(), self._clock.now()
            for call in self._streams.keys() - listened.keys():
                del self._streams[call]
            due = []
            for call, (talk, ears) in listened.items():
                at = talk.sample_at(now)
                stream = self._streams.setdefault(call, _Stream(ears, at))
                stream.ears = ears
                frames = min(_MOST_FRAMES, (at - stream.begin) // _FRAME - stream.sent)
                due += [(ears, self._frame(talk, stream)) for _ in range(frames)]
            return due

    def _frame(self, talk: RobotTalk, stream: _Stream) -> SoundFrame:
        number, stream.sent = stream.sent, stream.sent + 1
        begin = stream.begin + number * _FRAME
        samples = talk.patient_sound(begin, begin + _FRAME)
        return SoundFrame(
            sequence=number, at=number * _FRAME / RATE_HZ, rate=RATE_HZ, samples=samples.astype("<i2").tobytes()
        )
