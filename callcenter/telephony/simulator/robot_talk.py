"""The talk of a robot with a patient: both may speak at once, the robot can be stopped, the patient is listened to."""

import random
from datetime import datetime, timedelta

import numpy as np

from callcenter.telephony.simulator.conversation import Conversation, Turn
from callcenter.telephony.simulator.recorder import Recorder, Side
from callcenter.telephony.simulator.sound import NOISE_LEVEL, RATE_HZ, Samples, through_the_line, to_samples


class RobotTalk(Conversation):
    """A conversation in which nobody waits for the other. An operator may take it over."""

    def __init__(self, answered_at: datetime, dice: random.Random, recorder: Recorder | None) -> None:
        super().__init__(answered_at, dice, recorder)
        self._patient: list[tuple[int, Samples]] = []
        """What the patient says, with where it begins; what has been streamed is dropped."""

    def robot_says(self, now: datetime, sound: Samples) -> datetime:
        """The robot begins at once; returns when it is over. What it was saying is cut off."""
        self.robot_stops(now)
        return self._lay(Side.ADMINISTRATOR, now, sound)

    def robot_stops(self, now: datetime) -> None:
        """The robot falls silent."""
        self._cut(Side.ADMINISTRATOR, now)

    def patient_says(self, begins: datetime, sound: Samples) -> datetime:
        """The patient speaks from `begins` on; returns when it is over."""
        return self._lay(Side.PATIENT, begins, sound)

    def patient_stops(self, now: datetime) -> None:
        """The patient does not say what was going to be said."""
        self._cut(Side.PATIENT, now)

    def patient_sound(self, begin: int, end: int, *, forget: bool = True) -> Samples:
        """What the line carries of the patient between two samples, the line's hiss with it.

        What was asked for is forgotten, unless somebody else will ask for it.
        """
        noise = np.random.default_rng((7, begin)).standard_normal(end - begin) * NOISE_LEVEL
        for start, piece in self._patient:
            first, last = max(start, begin), min(start + len(piece), end)
            if first < last:
                noise[first - begin : last - begin] += piece[first - start : last - start]
        if forget:
            self._patient = [(start, piece) for start, piece in self._patient if start + len(piece) > end]
        return to_samples(noise)

    def message(self, since: datetime, until: datetime) -> tuple[Samples, float]:
        """What the patient said between two moments, and for how many seconds there were words in it."""
        begin, end = self._offset(since), self._offset(until)
        spoken = sum(
            max(0.0, (min(turn.ends, until) - max(turn.begins, since)).total_seconds())
            for turn in self._turns
            if turn.side is Side.PATIENT
        )
        return self.patient_sound(begin, max(begin, end), forget=False), spoken

    def sample_at(self, moment: datetime) -> int:
        """Where the recording stands at a moment."""
        return self._offset(moment)

    def _lay(self, side: Side, begins: datetime, sound: Samples) -> datetime:
        ends = begins + timedelta(seconds=len(sound) / RATE_HZ)
        if not len(sound):
            return ends
        heard = through_the_line(sound, self._dice)
        if self._recorder:
            self._recorder.place(side, self._offset(begins), heard)
        if side is Side.PATIENT:
            self._patient = [*self._patient, (self._offset(begins), heard)]
        self._turns = [turn for turn in self._turns if turn.ends > begins - timedelta(minutes=1)]
        self._turns.append(Turn(side, begins, ends))
        self._free_at = max(self._free_at, ends)
        return ends

    def _cut(self, side: Side, now: datetime) -> None:
        if self._recorder:
            self._recorder.write_until(self._offset(now))
            self._recorder.cut(self._offset(now), side)
        if side is Side.PATIENT:
            at = self._offset(now)
            self._patient = [(start, piece[: at - start]) for start, piece in self._patient if start < at]
        kept = (turn for turn in self._turns if turn.side is not side or turn.ends <= now)
        cut = [
            Turn(side, turn.begins, now) for turn in self._turns if turn.side is side and turn.begins < now < turn.ends
        ]
        self._turns = sorted([*kept, *cut], key=lambda turn: turn.begins)
