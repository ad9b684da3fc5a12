"""What was measured of a call's talk: who spoke how long, how fast, when nobody did, when both did. Pure.

Times are seconds from the start of the file. While the caller is on hold nobody talks to the other: what is heard in
that time (music mostly) is neither speech nor silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from callcenter.kit.languages import Language
from recordings.stretch import Stretch, common, joined, total, without
from recordings.transcript import Json, Speaker, Turn

PAUSE_S = 0.3
"""A shorter pause between two words is part of the speech."""
UTTERANCE_S = 0.8
"""A shorter pause does not end what somebody is saying."""
INTERRUPTION_S = 0.5
"""Who begins while the other goes on for at least this long interrupts; shorter is an 'mhm' or a quick answer."""
LEAST_SPEECH_S = 5.0
"""From less speech than this no pace is told: a 'yes' in 0.2 s is not 300 words a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideStatistics:
    """One voice of a call."""

    speech: float
    """Seconds in which this voice is heard, from the marks of voice activity; pauses of 0.3 s and more are left out."""
    words: int
    """Recognised words; in Chinese, which writes no words apart, recognised characters."""
    interruptions: int
    """How often this voice began a turn while the other went on for half a second or more."""

    @property
    def words_a_minute(self) -> float | None:
        """Words a minute of speech, silence excluded; None from less than 5 seconds of it.

        Telephone talk lies at 120 to 180 words in English, Russian, Ukrainian and Polish, at 200 to 280 characters in
        Chinese.
        """
        return pace_of(self.words, self.speech)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStatistics:
    """One call, from the answer to its end."""

    seconds: float
    """From the answer to the end of the recording."""
    sides: Mapping[Speaker, SideStatistics]
    silence: float
    """Seconds in which nobody speaks, however short each is; holds left out."""
    overlap: float
    """Seconds in which both speak."""
    hold: float
    """Seconds on hold."""
    longest_silence: Stretch | None = None
    """None where somebody speaks all the time."""
    interruptions: tuple[float, ...] = ()
    """When turns began that interrupt."""
    unknown: Mapping[Speaker, int] = field(default_factory=dict)
    """By side: words that were heard and left out, as the speech model does not know them. Empty for a transcript from
    before they were counted."""

    @property
    def speech(self) -> float:
        """Seconds of both voices together; a second in which both speak counts for each."""
        return sum(side.speech for side in self.sides.values())

    def talk_share(self, speaker: Speaker) -> float | None:
        """Which part of all speech is this voice's, 0 to 1; None where nobody spoke."""
        side = self.sides.get(speaker)
        return None if side is None or not self.speech else side.speech / self.speech


def pace_of(words: int, speech: float) -> float | None:
    """Words a minute of `speech` seconds; None from less than 5 of them."""
    return None if speech < LEAST_SPEECH_S else 60.0 * words / speech


def statistics_of(
    turns: Sequence[Turn],
    speech: Mapping[Speaker, Sequence[Stretch]],
    *,
    span: Stretch,
    language: Language,
    holds: Sequence[Stretch] = (),
    unknown: Mapping[Speaker, int] | None = None,
) -> CallStatistics:
    """What is measured of a call that lasts over `span` of its file, from the answer to the end.

    `speech` says where each voice is heard; the times of the words stand in for a side that it does not name.
    `unknown` is how many words of each side the speech model did not know.
    """
    on_hold = common(joined(holds), (span,))
    heard = {
        speaker: without(common(_heard(turns, speech, speaker), (span,)), on_hold)
        for speaker in Speaker
        if speaker in speech or any(turn.speaker is speaker for turn in turns)
    }
    silences = without(without((span,), on_hold), joined(stretch for said in heard.values() for stretch in said))
    interruptions = {speaker: tuple(_interruptions(turns, heard, speaker)) for speaker in heard}
    return CallStatistics(
        seconds=round(span.seconds, 2),
        sides={
            speaker: SideStatistics(
                speech=round(total(said), 2),
                words=_words(turns, speaker, language),
                interruptions=len(interruptions[speaker]),
            )
            for speaker, said in heard.items()
        },
        silence=round(total(silences), 2),
        overlap=round(total(common(*heard.values())) if len(heard) == len(Speaker) else 0.0, 2),
        hold=round(total(on_hold), 2),
        longest_silence=max(silences, key=lambda one: one.seconds, default=None),
        interruptions=tuple(sorted(moment for moments in interruptions.values() for moment in moments)),
        unknown=dict(unknown or {}),
    )


def _heard(turns: Sequence[Turn], speech: Mapping[Speaker, Sequence[Stretch]], speaker: Speaker) -> tuple[Stretch, ...]:
    if speech.get(speaker):
        return joined(speech[speaker])
    own = [turn for turn in turns if turn.speaker is speaker]
    said = (part for turn in own for part in (*(turn.words or (() if turn.unknown else (turn,))), *turn.unknown))
    return joined((Stretch(part.start, part.end) for part in said), PAUSE_S)


def _words(turns: Sequence[Turn], speaker: Speaker, language: Language) -> int:
    said = " ".join(turn.text for turn in turns if turn.speaker is speaker)
    return sum(map(str.isalnum, said)) if language is Language.ZH else len(said.split())


def _interruptions(
    turns: Sequence[Turn], heard: Mapping[Speaker, Sequence[Stretch]], speaker: Speaker
) -> Sequence[float]:
    others = [
        utterance for other, said in heard.items() if other is not speaker for utterance in joined(said, UTTERANCE_S)
    ]
    return [
        turn.start
        for turn in turns
        if turn.speaker is speaker
        and turn.text  # a cough is heard as an unknown word too
        and any(one.start < turn.start and min(one.end, turn.end) - turn.start >= INTERRUPTION_S for one in others)
    ]


def statistics_to_json(statistics: CallStatistics) -> dict[str, Json]:
    """The statistics as a JSON value: what was measured, and for readers of files what follows from it."""
    longest = statistics.longest_silence
    return {
        "seconds": statistics.seconds,
        "sides": {
            speaker.value: {
                "speech": side.speech,
                "words": side.words,
                "interruptions": side.interruptions,
                "words_a_minute": _rounded(side.words_a_minute, 0),
                "talk_share": _rounded(statistics.talk_share(speaker), 3),
            }
            for speaker, side in statistics.sides.items()
        },
        "silence": statistics.silence,
        "overlap": statistics.overlap,
        "hold": statistics.hold,
        "longest_silence": None if longest is None else [round(longest.start, 2), round(longest.end, 2)],
        "interruptions": [round(moment, 2) for moment in statistics.interruptions],
        "unknown_words": {speaker.value: count for speaker, count in statistics.unknown.items()},
    }


def statistics_from_json(stored: Json) -> CallStatistics | None:
    """What `statistics_to_json` wrote; None for a transcript that was made before anything was measured."""
    if not isinstance(stored, dict):
        return None
    return _Stored(stored).read()


@dataclass(frozen=True, slots=True)
class _Stored:
    """Our own JSON, from our own database: its form is known."""

    value: Mapping[str, Json]

    def read(self) -> CallStatistics:
        longest = cast("list[float] | None", self.value["longest_silence"])
        sides = cast("dict[str, dict[str, float]]", self.value["sides"])
        unknown = cast("dict[str, int]", self.value.get("unknown_words", {}))
        return CallStatistics(
            seconds=self._number("seconds"),
            sides={Speaker(name): _side(side) for name, side in sides.items()},
            silence=self._number("silence"),
            overlap=self._number("overlap"),
            hold=self._number("hold"),
            longest_silence=None if longest is None else Stretch(*longest),
            interruptions=tuple(cast("list[float]", self.value["interruptions"])),
            unknown={Speaker(name): count for name, count in unknown.items()},
        )

    def _number(self, name: str) -> float:
        return float(cast(float, self.value[name]))


def _side(stored: Mapping[str, float]) -> SideStatistics:
    return SideStatistics(
        speech=stored["speech"], words=int(stored["words"]), interruptions=int(stored["interruptions"])
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
