"""Frames back in order: doubled ones left out, lost ones given up after a while. Pure.

A frame in its turn passes through at once. Where one is missing, those behind it wait until it comes or the window is
full; the window is counted in frames, so that no clock is needed. Holes are not filled here: a piece says when it was
spoken, and hearing.py puts silence before it.
"""

from recordings.transcribe.live.port import Frame, Piece

WINDOW = 10
"""How many frames may wait for a missing one: 0.2 seconds of 20 ms frames."""
ANEW_S = 1.0
"""A frame that is numbered as a past one and was spoken this much after it begins a new numbering."""


class InOrder:
    """Puts the frames of one side in order."""

    def __init__(self, window: int = WINDOW) -> None:
        """The first `window` frames wait for each other, since nobody knows yet which is the first."""
        self._window = window
        self._next: int | None = None
        self._waiting: dict[int, Frame] = {}
        self._last_at = 0.0
        self.late = 0
        """Frames left out: they came twice, or after they were given up."""

    def put(self, frame: Frame) -> list[Piece]:
        """What can be passed on now that `frame` is here."""
        passed: list[Piece] = []
        if self._is_past(frame) and frame.at > self._last_at + ANEW_S:
            passed, self._next = self.flush(), None  # a source that numbers anew, against the port's word
        if self._is_past(frame) or frame.sequence in self._waiting:
            self.late += 1
            return passed
        self._waiting[frame.sequence] = frame
        if self._next is None and len(self._waiting) < self._window:
            return passed
        passed += self._in_turn()
        while self._waiting and self._is_full():
            self._next = min(self._waiting)
            passed += self._in_turn()
        return passed

    def flush(self) -> list[Piece]:
        """All that waits: nothing more will come."""
        waiting = [self._waiting[sequence] for sequence in sorted(self._waiting)]
        if waiting:
            self._next = waiting[-1].sequence + 1
        self._waiting.clear()
        return [self._piece(frame) for frame in waiting]

    def _is_past(self, frame: Frame) -> bool:
        return self._next is not None and frame.sequence < self._next

    def _is_full(self) -> bool:
        return len(self._waiting) >= self._window or self._next is None

    def _in_turn(self) -> list[Piece]:
        passed = []
        while self._next is not None and (frame := self._waiting.pop(self._next, None)):
            passed.append(self._piece(frame))
            self._next += 1
        return passed

    def _piece(self, frame: Frame) -> Piece:
        self._last_at = max(self._last_at, frame.at)
        return Piece(frame.at, frame.rate, frame.samples)
