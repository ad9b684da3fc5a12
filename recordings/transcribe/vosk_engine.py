"""Vosk: the recogniser itself. The only file that imports it; it runs in the child process only."""

import json
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypedDict, cast

import numpy as np
import vosk

_BLOCK_S = 0.5


class HeardWord(TypedDict):
    """A word as Vosk gives it; times in seconds from the start of the file."""

    word: str
    start: float
    end: float
    conf: float


def recognise(model_path: Path, audio: Path, progress: Callable[[float], None]) -> list[list[HeardWord]]:
    """The words of each channel of a 16-bit WAV file, in a stream: a 10-hour file needs no more memory than a short.

    `progress` is told the seconds done, about once for every 10 seconds of audio.
    """
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(model_path))
    with wave.open(str(audio), "rb") as file:
        rate, channels = file.getframerate(), file.getnchannels()
        sides = [_Side(model, rate) for _ in range(channels)]
        for place, block in enumerate(_blocks(file)):
            for channel, side in enumerate(sides):
                side.take(np.ascontiguousarray(block[:, channel]).tobytes())
            if place % 20 == 0:
                progress(place * _BLOCK_S)
        return [side.finish() for side in sides]


class _Side:
    """One recogniser; the model is shared."""

    def __init__(self, model: vosk.Model, rate: int) -> None:
        self._recogniser = vosk.KaldiRecognizer(model, rate)
        self._recogniser.SetWords(True)
        self._words: list[HeardWord] = []

    def take(self, samples: bytes) -> None:
        if self._recogniser.AcceptWaveform(samples):
            self._keep(self._recogniser.Result())

    def finish(self) -> list[HeardWord]:
        self._keep(self._recogniser.FinalResult())
        return self._words

    def _keep(self, result: str) -> None:
        found = cast("dict[str, list[HeardWord]]", json.loads(result)).get("result", [])
        self._words.extend(word for word in found if word["word"] != "[unk]")


def _blocks(file: wave.Wave_read) -> Iterator[np.ndarray[tuple[int, int], np.dtype[np.int16]]]:
    frames = int(file.getframerate() * _BLOCK_S)
    while data := file.readframes(frames):
        yield np.frombuffer(data, dtype="<i2").reshape(-1, file.getnchannels())
