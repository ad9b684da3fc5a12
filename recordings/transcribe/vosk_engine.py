"""Vosk: the recogniser itself, for whole files. Runs in the child process only."""

import json
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict, cast

import numpy as np
import vosk

from recordings.stretch import Stretch
from recordings.transcribe.voice_activity import Levels, TimeMap, levels_of, to_decode, voices_in

STEP_S = 0.2
"""What Vosk decodes at a time; larger pieces are cut into such ones by itself."""
_READ_S = 30
_TELL_EVERY_S = 10.0
Told = Callable[[float], None]


class HeardWord(TypedDict):
    """A word as Vosk gives it; times in seconds from the start of the file."""

    word: str
    start: float
    end: float
    conf: float


class HeardSide(TypedDict):
    """What was heard on one channel."""

    words: list[HeardWord]
    voices: list[tuple[float, float]]
    """Where somebody may be speaking, from and to, in seconds from the start of the file."""


class VoskModel:
    """A loaded model; recognises one file after the other."""

    def __init__(self, folder: Path) -> None:
        """Raises an exception of vosk's own where the model cannot be read."""
        vosk.SetLogLevel(-1)
        self._model = vosk.Model(str(folder))

    def recognise(self, audio: Path, tell: Told) -> list[HeardSide]:
        """What is said on each channel of a 16-bit WAV file, whose silence is skipped.

        A 10-hour file needs hardly more memory than a short one. `tell` is told the seconds of the file that are
        done, about once for every 10 seconds of sound that is decoded.
        """
        with wave.open(str(audio), "rb") as file:
            seconds = file.getnframes() / file.getframerate()
            voices = [voices_in(levels) for levels in _levels(file, tell)]
            wanted = [to_decode(one, seconds) for one in voices]
            done = _Done(tell, seconds, sum(stretch.seconds for side in wanted for stretch in side))
            return [
                {
                    "words": _decode(file, channel, stretches, self._model, done),
                    "voices": [(one.start, one.end) for one in voices[channel]],
                }
                for channel, stretches in enumerate(wanted)
            ]


class _Done:
    """Counts what was decoded, and tells of it now and then."""

    def __init__(self, tell: Told, seconds: float, whole: float) -> None:
        self._tell, self._seconds, self._whole = tell, seconds, whole
        self._done = self._told = 0.0

    def add(self, seconds: float) -> None:
        self._done += seconds
        if self._done - self._told >= _TELL_EVERY_S:
            self._told = self._done
            self._tell(self._seconds * min(1.0, self._done / self._whole))


def _levels(file: wave.Wave_read, tell: Told) -> Iterator[Levels]:
    """How loud each channel is."""
    rate, channels = file.getframerate(), file.getnchannels()
    parts = []
    for block in _blocks(file, 0, file.getnframes(), _READ_S * rate):
        parts.append([levels_of(block[:, channel], rate) for channel in range(channels)])
        tell(0.0)  # a whole day of sound from a slow disk takes more than a minute
    for channel in range(channels):
        yield np.concatenate([part[channel] for part in parts] or [np.zeros((2, 0), dtype=np.float32)], axis=1)


def _decode(
    file: wave.Wave_read, channel: int, stretches: Sequence[Stretch], model: vosk.Model, done: _Done
) -> list[HeardWord]:
    """The words of a channel. One recogniser hears all stretches in a row: what it learns of a voice stays with it."""
    rate = file.getframerate()
    recogniser = vosk.KaldiRecognizer(model, rate)
    recogniser.SetWords(True)
    whole = [(round(one.start * rate), round(one.end * rate)) for one in stretches]
    times = TimeMap([Stretch(start / rate, end / rate) for start, end in whole])
    words: list[HeardWord] = []
    for start, end in whole:
        for block in _blocks(file, start, end, round(STEP_S * rate)):
            if recogniser.AcceptWaveform(np.ascontiguousarray(block[:, channel]).tobytes()):
                words += _words(recogniser.Result(), times)
            done.add(len(block) / rate)
        words += _words(recogniser.Result(), times)  # the silence after it is left out, so the sentence ends here
    return [*words, *_words(recogniser.FinalResult(), times)]


def _words(result: str, times: TimeMap) -> Iterator[HeardWord]:
    for word in cast("dict[str, list[HeardWord]]", json.loads(result)).get("result", ()):
        start = times.start(word["start"])
        yield {"word": word["word"], "start": start, "end": max(start, times.end(word["end"])), "conf": word["conf"]}


def _blocks(
    file: wave.Wave_read, start: int, end: int, most: int
) -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.int16]]]:
    """The samples from `start` to `end`, at most so many at a time, as (samples, channels)."""
    file.setpos(start)
    while start < end and (data := file.readframes(min(most, end - start))):
        block = np.frombuffer(data, dtype="<i2").reshape(-1, file.getnchannels())
        start += len(block)
        yield block
