"""Where each side of a call lies in time, from what the exchange told of it. Pure.

What can be known: when a side's file began (its offset), how long it is, how long the sides talked and when one of
them was on hold. What cannot: where in a side sound was lost on its way; then the recording says that it may be out of
step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from recordings.stretch import Stretch, total

MOST_OFFSET_S = 3600.0
"""More than this between the answer and a file's first sample tells of a clock that jumped, not of a late recording;
believed, it would fill the disk with silence."""

IN_STEP_S = 0.5
"""Sides that disagree by less count as in step: the exchange's own times are not better."""

_SHORTEST_HOLD_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTimes:
    """What is told of a call; times in seconds from the answer."""

    offsets: tuple[float, float]
    """First sample of the patient's and of the administrator's file; negative where it began before the answer."""
    are_reckoned: bool = False
    """The offsets follow from the files' lengths and the end of the call, so they say nothing about what was lost."""
    talk_seconds: float | None = None
    """From the answer to the end of the call; None where it is not known."""
    holds: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePlace:
    """Where one side lies."""

    offset: float
    pauses: tuple[Stretch, ...] = ()
    """Time in which its recording stood still, from the answer: silence is put in there."""

    def end(self, length: float) -> float:
        """Where a file of `length` seconds ends."""
        return self.offset + length + total(self.pauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Where both sides lie, and how sure that is."""

    sides: tuple[SidePlace, SidePlace]
    doubt: str = ""
    """Why and by how much the sides may be out of step, in English; empty where they are in step."""


def align(lengths: Sequence[float | None], times: CallTimes) -> Alignment:
    """Where the sides lie. `lengths` are the seconds of the two files; None for a side without a file."""
    if not all(isfinite(offset) and abs(offset) <= MOST_OFFSET_S for offset in times.offsets):
        start = SidePlace(offset=0.0)
        return Alignment(sides=(start, start), doubt="the exchange's clock was put right during the call")
    patient, administrator = (
        _placed(length, offset, times) for length, offset in zip(lengths, times.offsets, strict=True)
    )
    doubt = "" if None in lengths else _doubt((patient, administrator), [length or 0.0 for length in lengths], times)
    return Alignment(sides=(patient, administrator), doubt=doubt)


def _placed(length: float | None, offset: float, times: CallTimes) -> SidePlace:
    """A side that is shorter than the talk by just the holds stood still in them."""
    holds = tuple(hold for hold in times.holds if hold.seconds >= _SHORTEST_HOLD_S)
    held = total(holds)
    if length is None or times.talk_seconds is None or not held:
        return SidePlace(offset=offset)
    begin = offset - held if times.are_reckoned else offset
    lacking = times.talk_seconds - begin - length
    if abs(lacking - held) <= IN_STEP_S and begin >= -IN_STEP_S and begin < holds[0].start:
        return SidePlace(offset=begin, pauses=holds)
    return SidePlace(offset=offset)


def _doubt(places: tuple[SidePlace, SidePlace], lengths: Sequence[float], times: CallTimes) -> str:
    if times.are_reckoned:  # the ends were put together; what was lost shows at the beginnings
        lacking = places[0].offset - places[1].offset
    else:
        ends = [place.end(length) for place, length in zip(places, lengths, strict=True)]
        lacking = ends[1] - ends[0]
    apart = abs(lacking)
    if apart <= IN_STEP_S:
        return ""
    shorter = "patient" if lacking > 0 else "administrator"
    return f"by up to {apart:.1f} s: sound of the {shorter}'s side is missing, and nothing tells where"
