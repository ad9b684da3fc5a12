"""Leaving out the words that a recogniser makes of music: it knows nothing but words, and hears them in everything."""

import wave
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from recordings.audio.music import STRETCH_S, Samples, which_are_music
from recordings.stretch import Stretch, joined, without
from recordings.transcribe.port import Heard, Progress, SpeechModel, Transcriber
from recordings.transcript import Speaker, Word

_PARTS = 4
_STEP_S = STRETCH_S / _PARTS
_SAME_RUN_S = 1.0
"""Words with a shorter pause between them are judged as one piece of sound."""
_AT_ONCE = 40
"""How many stretches are looked at together, about half a minute: a run of words may last for hours."""


class WithoutMusic:
    """A `Transcriber` that gives the words of another one, less those that it made of music or tones."""

    def __init__(self, transcriber: Transcriber) -> None:
        self._transcriber = transcriber

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words of `audio`."""
        return without_music(audio, sides, self._transcriber.transcribe(audio, sides, model, progress))


def without_music(audio: Path, sides: Mapping[int, Speaker], heard: Heard) -> Heard:
    """What was heard, less what lies in music or tones. Only where there are words is the sound looked at.

    A voice over soft music is kept: what is stronger decides.
    """
    words, unknown, speech = dict(heard.words), dict(heard.unknown), dict(heard.speech)
    with wave.open(str(audio), "rb") as file:
        for channel, side in sides.items():
            said = [Stretch(word.start, word.end) for word in heard.words.get(side, ())]
            said += heard.unknown.get(side, ())
            runs = joined(said, _SAME_RUN_S)
            judged = [one for run in runs for one in _judged(file, channel, _stretches_of(run, heard.seconds))]
            words[side] = tuple(word for word in heard.words.get(side, ()) if not _lies_in_music(word, judged))
            if side in unknown:
                unknown[side] = tuple(one for one in unknown[side] if not _lies_in_music(one, judged))
            if side in speech:
                kept = [one for one in said if not _lies_in_music(one, judged)]
                speech[side] = joined((*without(speech[side], _music(judged)), *kept))
    return replace(heard, words=words, unknown=unknown, speech=speech)


def _judged(file: wave.Wave_read, channel: int, stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, bool]]:
    """Each stretch of a run, and whether it is music. They overlap, so they are looked at together."""
    for place in range(0, len(stretches), _AT_ONCE):
        some = stretches[place : place + _AT_ONCE]
        whole = Stretch(some[0].start, some[-1].end)
        inside = [Stretch(one.start - whole.start, one.end - whole.start) for one in some]
        yield from zip(some, which_are_music(_samples(file, channel, whole), file.getframerate(), inside), strict=True)


def _lies_in_music(said: Word | Stretch, judged: Sequence[tuple[Stretch, bool]]) -> bool:
    return _is_in_music((said.start + said.end) / 2, judged)


def _is_in_music(moment: float, judged: Sequence[tuple[Stretch, bool]]) -> bool:
    """Most of the stretches around a moment are music: so a change between voice and music is found within half a
    second, though each stretch is longer."""
    around = [music for stretch, music in judged if stretch.start <= moment <= stretch.end]
    return sum(around) * 2 > len(around)


def _music(judged: Sequence[tuple[Stretch, bool]]) -> tuple[Stretch, ...]:
    """The music itself, in steps."""
    steps = (
        Stretch(one.start + part * _STEP_S, one.start + (part + 1) * _STEP_S)
        for one, _ in judged
        for part in range(_PARTS)
    )
    return joined(step for step in steps if _is_in_music((step.start + step.end) / 2, judged))


def _stretches_of(run: Stretch, seconds: float) -> list[Stretch]:
    """The stretches that cover a run of words; a run that is shorter than one is judged with what is around it."""
    missing = max(0.0, STRETCH_S - run.seconds)
    begin = max(0.0, min(run.start - missing / 2, seconds - STRETCH_S))
    end = min(seconds, max(run.end, begin + STRETCH_S))
    count = max(1, 1 + int(np.ceil((end - begin - STRETCH_S) / _STEP_S - 1e-6)))
    starts = [min(begin + place * _STEP_S, max(begin, end - STRETCH_S)) for place in range(count)]
    return [Stretch(start, min(seconds, start + STRETCH_S)) for start in starts]


def _samples(file: wave.Wave_read, channel: int, stretch: Stretch) -> Samples:
    rate, channels = file.getframerate(), file.getnchannels()
    file.setpos(min(file.getnframes(), int(stretch.start * rate)))
    data = np.frombuffer(file.readframes(int(stretch.seconds * rate)), dtype="<i2")
    return data.reshape(-1, channels)[:, channel].astype(np.float32) / np.float32(32_768)
