"""A live worker without a recogniser: `python -m tests.benchmarks.live_echo MODEL`. The floor of live recognition.

Every step of sound is a new "word" at once, so what a benchmark sees of it is the way there and back and nothing else.
"""

import os
import sys

from recordings.transcribe.live.child import serve
from recordings.transcribe.live.hearing import Hypothesis
from recordings.transcript import Word


class Echo:
    """Hears one word in each step: its number."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._steps = 0

    def accept(self, samples: bytes) -> bool:
        self._steps += 1
        return False

    def utterance(self) -> tuple[Word, ...]:
        return ()

    def so_far(self) -> Hypothesis:
        return Hypothesis((str(self._steps),))

    def finish(self) -> tuple[Word, ...]:
        return ()


if __name__ == "__main__":
    serve(0, lambda data: sys.exit("short write") if os.write(1, data) < len(data) else None, Echo)
