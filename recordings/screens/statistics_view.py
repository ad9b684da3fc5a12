"""What was measured of a call's talk, as its page shows it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.recording import Recording, Sides
from recordings.statistics import CallStatistics, pace_of
from recordings.stretch import Stretch
from recordings.transcript import Speaker

LONG_SILENCE_S = 3.0
"""A shorter silence is a pause: nothing to jump to. As long as one that is shaded on the waveform."""
LEAST_OVERLAP_S = 1.0
"""Less time in which both speak is not worth a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One voice, or both together where nobody knows who spoke."""

    speaker: Speaker | None
    """None where both voices are on one side."""
    speech: float
    """Seconds."""
    share: float
    """Of all speech, 0 to 1."""
    pace: float | None
    """Words a minute, in Chinese characters a minute; None where there was too little speech."""
    interruptions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """The strip above the transcript."""

    sides: tuple[SideView, ...]
    """The patient, then the administrator; one where both voices are on one side."""
    in_characters: bool
    """The pace counts characters: the call is in Chinese."""
    silence: float
    """Seconds; holds left out."""
    silence_share: float
    """Of the call, 0 to 1."""
    longest_silence: Stretch | None
    """None where it is no longer than a pause."""
    overlap: float
    """Seconds; 0 where it is hardly any, or cannot be known."""
    hold: float
    interruptions: Sequence[float]
    """When the turns begin that interrupt."""


def statistics_view(recording: Recording, statistics: CallStatistics | None) -> StatisticsView | None:
    """The strip; None where nothing was measured, or nobody spoke."""
    if statistics is None or statistics.speech <= 0:
        return None
    is_mono, longest = recording.sides is Sides.MONO, statistics.longest_silence
    return StatisticsView(
        sides=(_together(statistics),) if is_mono else tuple(_side(statistics, speaker) for speaker in Speaker),
        in_characters=recording.language is Language.ZH,
        silence=statistics.silence,
        silence_share=statistics.silence / statistics.seconds if statistics.seconds else 0.0,
        longest_silence=longest if longest and longest.seconds >= LONG_SILENCE_S else None,
        overlap=0.0 if is_mono or statistics.overlap < LEAST_OVERLAP_S else statistics.overlap,
        hold=statistics.hold,
        interruptions=() if is_mono else statistics.interruptions,
    )


def _side(statistics: CallStatistics, speaker: Speaker) -> SideView:
    side = statistics.sides.get(speaker)
    return SideView(
        speaker=speaker,
        speech=side.speech if side else 0.0,
        share=statistics.talk_share(speaker) or 0.0,
        pace=side.words_a_minute if side else None,
        interruptions=side.interruptions if side else 0,
    )


def _together(statistics: CallStatistics) -> SideView:
    """Both voices of a recording with one side: who spoke is not known, that somebody spoke is."""
    sides = statistics.sides.values()
    together = pace_of(sum(side.words for side in sides), statistics.speech)
    return SideView(speaker=None, speech=statistics.speech, share=1.0, pace=together, interruptions=0)
