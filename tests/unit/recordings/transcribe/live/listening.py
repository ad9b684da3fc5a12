"""What tests of live speech listen with: a recogniser that knows its words by their samples, and a patient reader."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from recordings.transcribe.live.hearing import Hypothesis
from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.port import Final, Frame, LiveEvent
from recordings.transcript import Speaker, Word

RATE = 8000
PATIENCE_S = 60.0


class CountingRecogniser:
    """Every run of one value of samples is a word of that name; silence is no word. Ends an utterance when told to."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.heard = np.zeros(0, dtype=np.int16)
        self.ends_at: list[float] = []
        self._told = 0

    def accept(self, samples: bytes) -> bool:
        self.heard = np.concatenate([self.heard, np.frombuffer(samples, dtype="<i2")])
        if self.ends_at and len(self.heard) / self.rate >= self.ends_at[0]:
            del self.ends_at[0]
            return True
        return False

    def utterance(self) -> tuple[Word, ...]:
        words = tuple(self._words(self._told))
        self._told = len(self.heard)
        return words

    def so_far(self) -> Hypothesis:
        return Hypothesis(tuple(word.text for word in self._words(self._told)))

    def finish(self) -> tuple[Word, ...]:
        return self.utterance()

    def _words(self, since: int) -> list[Word]:
        edges = np.flatnonzero(np.diff(self.heard[since:])) + 1 + since
        borders = [since, *edges.tolist(), len(self.heard)]
        return [
            Word(text=str(self.heard[start]), start=start / self.rate, end=end / self.rate)
            for start, end in pairwise(borders)
            if end > start and self.heard[start]
        ]


class LoudIsAWord:
    """Every loud stretch is a word; half a second that is not loud ends an utterance."""

    def __init__(self, rate: int, louder_than: float) -> None:
        self._rate = rate
        self._louder_than = louder_than
        self._word: tuple[float, float] | None = None
        self.heard_s = 0.0

    def accept(self, samples: bytes) -> bool:
        begin, self.heard_s = self.heard_s, self.heard_s + len(samples) / 2 / self._rate
        loud = np.flatnonzero(np.abs(np.frombuffer(samples, dtype="<i2")) > self._louder_than)
        if len(loud):
            start = self._word[0] if self._word else begin + loud[0] / self._rate
            self._word = start, begin + (loud[-1] + 1) / self._rate
        return self._word is not None and self.heard_s - self._word[1] > 0.5

    def utterance(self) -> tuple[Word, ...]:
        word, self._word = self._word, None
        return (Word(text="loud", start=word[0], end=word[1]),) if word else ()

    def so_far(self) -> Hypothesis:
        return Hypothesis(("loud",) if self._word else ())

    def finish(self) -> tuple[Word, ...]:
        return self.utterance()


def frame(number: int, *, value: int | None = None, rate: int = RATE, at: float | None = None) -> Frame:
    """The frame of that number, of 20 ms, its samples all `value` (by default the number, from 1)."""
    samples = np.full(rate // 50, number + 1 if value is None else value, dtype="<i2")
    return Frame(
        side=Speaker.PATIENT,
        sequence=number,
        at=number * 0.02 if at is None else at,
        rate=rate,
        samples=samples.tobytes(),
    )


def listen_until(mailbox: LiveMailbox, enough: Callable[[Sequence[LiveEvent]], bool]) -> list[LiveEvent]:
    """What comes until it is `enough`; fails where it does not come in time."""
    events: list[LiveEvent] = []
    while not enough(events):
        found = mailbox.take(PATIENCE_S)
        assert found, f"nothing more came after {events[-3:]}"
        events += found
    return events


def finals(events: Sequence[LiveEvent], side: Speaker | None = None) -> list[str]:
    """The texts of the finals."""
    return [
        " ".join(word.text for word in event.words)
        for event in events
        if isinstance(event, Final) and side in {None, event.side}
    ]
