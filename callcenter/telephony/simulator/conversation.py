"""The talk of one answered call: who says what when. Nobody interrupts, so the recording stays clean."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.telephony.simulator.recorder import Recorder, Side
from callcenter.telephony.simulator.sound import RATE_HZ, Samples, through_the_line

_SHORTEST_PAUSE_S, _LONGEST_PAUSE_S = 0.6, 0.9
"""Between two speakers. Real people leave less; the demo's recogniser wants to hear that a sentence is over."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Some words of one side."""

    side: Side
    begins: datetime
    ends: datetime


class Conversation:
    """What both sides say from the answer on, on one line of time."""

    def __init__(self, answered_at: datetime, dice: random.Random, recorder: Recorder | None) -> None:
        self.began = answered_at
        """Where the recording's time begins."""
        self._dice = dice
        self._recorder = recorder
        self._free_at = answered_at
        self._turns: list[Turn] = []

    def say(self, now: datetime, words: Sequence[tuple[Side, Samples]]) -> datetime:
        """One side after the other says its words, after whatever is being said; returns when the last word is over.

        No sound is no turn, and makes no pause.
        """
        if self._recorder:
            self._recorder.write_until(self._offset(now))
        for side, sound in words:
            if len(sound):
                self._place(side, sound, now)
        self._turns = [turn for turn in self._turns if turn.ends > now]
        return max(self._free_at, now)

    def cut(self, now: datetime) -> None:
        """Both fall silent at `now`; what was not said yet is not said at all."""
        if self._recorder:
            self._recorder.cut(self._offset(now))
        self._turns.clear()
        self._free_at = min(self._free_at, now)

    def speaking(self, now: datetime) -> Side | None:
        """Who speaks at `now`."""
        return next((turn.side for turn in self._turns if turn.begins <= now < turn.ends), None)

    def end(self, now: datetime) -> tuple[Recorder, int] | None:
        """The talk is over; gives the recorder with its length in samples, to be finished, where one runs."""
        self.cut(now)
        return (self._recorder, self._offset(now)) if self._recorder else None

    def _place(self, side: Side, sound: Samples, now: datetime) -> None:
        pause = timedelta(seconds=self._dice.uniform(_SHORTEST_PAUSE_S, _LONGEST_PAUSE_S))
        begins = max(now, self._free_at + pause)
        ends = begins + timedelta(seconds=len(sound) / RATE_HZ)
        heard = through_the_line(sound, self._dice)
        if self._recorder:
            self._recorder.place(side, self._offset(begins), heard)
        self._turns.append(Turn(side, begins, ends))
        self._free_at = ends

    def _offset(self, moment: datetime) -> int:
        return max(0, round((moment - self.began).total_seconds() * RATE_HZ))
