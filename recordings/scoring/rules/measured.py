"""What clocks decide and no words do: the answer, interruptions, silence, holds, shares of speech, pace, loudness.

Limits come from the standard (`limits` of a criterion); a clinic sets its own. A value is rounded before it is judged,
to what people see of it: 3.04 s of silence are 3 s, and pass where 3 s do.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from callcenter.domain.calls import Direction
from recordings.scoring.card import Finding, Verdict
from recordings.statistics import CallStatistics
from recordings.transcript import CallTranscript, Speaker

Limits: TypeAlias = Mapping[str, float]
Measured: TypeAlias = Callable[[CallTranscript, CallStatistics, Limits], Finding]

_CERTAIN = 1.0
_TENTHS, _HUNDREDTHS = 1, 2
_LEAST_SPEECH_S = 20.0
"""Shares of less speech than this say nothing about a person's habits."""


def answer_speed(call: CallTranscript, _: CallStatistics, limits: Limits) -> Finding:
    """Pass where the clinic answered within `seconds` of ringing; na on its own calls and where nobody knows."""
    if call.direction is Direction.OUTBOUND or call.ring_seconds is None:
        return _not_applicable("answer_speed.unknown")
    return _within(round(call.ring_seconds, _TENTHS), limits["seconds"], "answer_speed", at=0.0)


def interruptions(_: CallTranscript, talk: CallStatistics, limits: Limits) -> Finding:
    """Pass where the administrator cut the caller short at most `most` times."""
    own = talk.sides.get(Speaker.ADMINISTRATOR)
    if own is None:
        return _not_applicable("interruptions.nobody")
    at = talk.interruptions[0] if talk.interruptions else None
    return _within(float(own.interruptions), limits["most"], "interruptions", at=at)


def dead_air(_: CallTranscript, talk: CallStatistics, limits: Limits) -> Finding:
    """Pass where no silence outside a hold is longer than `seconds`."""
    longest = talk.longest_silence
    if longest is None:
        return Finding(verdict=Verdict.PASS, confidence=_CERTAIN, rule="dead_air.none")
    return _within(round(longest.seconds, _TENTHS), limits["seconds"], "dead_air", at=longest.start)


def hold_length(call: CallTranscript, _: CallStatistics, limits: Limits) -> Finding:
    """Pass where no hold is longer than `seconds`."""
    if not call.holds:
        return _not_applicable("hold_length.no_hold")
    longest = max(call.holds, key=lambda hold: hold.end - hold.start)
    return _within(round(longest.end - longest.start, _TENTHS), limits["seconds"], "hold_length", at=longest.start)


def hold_count(call: CallTranscript, _: CallStatistics, limits: Limits) -> Finding:
    """Pass where the caller was put on hold at most `most` times."""
    if not call.holds:
        return _not_applicable("hold_count.no_hold")
    return _within(float(len(call.holds)), limits["most"], "hold_count", at=call.holds[-1].start)


def talk_share(_: CallTranscript, talk: CallStatistics, limits: Limits) -> Finding:
    """Pass where the administrator's part of all speech lies between `least` and `most` (0..1)."""
    share = talk.talk_share(Speaker.ADMINISTRATOR)
    if share is None or talk.speech < _LEAST_SPEECH_S:
        return _not_applicable("talk_share.too_little")
    return _between(round(share, _HUNDREDTHS), limits, "talk_share")


def pace(call: CallTranscript, talk: CallStatistics, limits: Limits) -> Finding:
    """Pass where the administrator speaks between `least` and `most` words a minute; Chinese has limits of its own."""
    own = talk.sides.get(Speaker.ADMINISTRATOR)
    words = own.words_a_minute if own else None
    if words is None:
        return _not_applicable("pace.too_little")
    suffix = "_zh" if call.language.value == "zh" else ""
    return _between(float(round(words)), {name: limits[f"{name}{suffix}"] for name in ("least", "most")}, "pace")


def loudness(call: CallTranscript, _: CallStatistics, limits: Limits) -> Finding:
    """Pass where the administrator's speech lies between `least` and `most` dBFS; na without sound."""
    level = call.loudness
    if level is None:
        return _not_applicable("loudness.no_sound")
    return _between(round(level, _TENTHS), limits, "loudness")


MEASURES: Mapping[str, tuple[Measured, tuple[str, ...]]] = {
    "answer_speed": (answer_speed, ("seconds",)),
    "interruptions": (interruptions, ("most",)),
    "dead_air": (dead_air, ("seconds",)),
    "hold_length": (hold_length, ("seconds",)),
    "hold_count": (hold_count, ("most",)),
    "talk_share": (talk_share, ("least", "most")),
    "pace": (pace, ("least", "most", "least_zh", "most_zh")),
    "loudness": (loudness, ("least", "most")),
}
"""The measure of each criterion, and the limits that the standard must give it."""


def _within(value: float, limit: float, rule: str, *, at: float | None) -> Finding:
    if value <= limit:
        return Finding(verdict=Verdict.PASS, confidence=_CERTAIN, rule=f"{rule}.within", measured=value)
    return Finding(verdict=Verdict.FAIL, confidence=_CERTAIN, rule=f"{rule}.above", at=at, measured=value)


def _between(value: float, limits: Limits, rule: str) -> Finding:
    if limits["least"] <= value <= limits["most"]:
        return Finding(verdict=Verdict.PASS, confidence=_CERTAIN, rule=f"{rule}.within", measured=value)
    side = "below" if value < limits["least"] else "above"
    return Finding(verdict=Verdict.FAIL, confidence=_CERTAIN, rule=f"{rule}.{side}", measured=value)


def _not_applicable(rule: str) -> Finding:
    return Finding(verdict=Verdict.NOT_APPLICABLE, confidence=_CERTAIN, rule=rule)
