"""Vosk on a sound, for measuring."""

import json
from pathlib import Path
from typing import cast

import numpy as np
import vosk
from numpy.typing import NDArray

from recordings.demo_model.recognised import Heard, HeardWord

_BLOCK_S = 0.2  # given to the recogniser at once, as a live call would


class Recogniser:
    """A model in memory."""

    def __init__(self, model: Path) -> None:
        vosk.SetLogLevel(-1)
        self._model = vosk.Model(str(model))

    def hear(self, samples: NDArray[np.float64] | NDArray[np.int16], rate: int = 8000) -> Heard:
        """The words in mono samples on the scale of 16-bit integers."""
        recogniser = vosk.KaldiRecognizer(self._model, rate)
        recogniser.SetWords(True)
        data = np.clip(samples, -32768, 32767).astype(np.int16).tobytes()
        found: list[HeardWord] = []
        step = int(rate * _BLOCK_S) * 2
        for at in range(0, len(data), step):
            if recogniser.AcceptWaveform(data[at : at + step]):
                found += _words(recogniser.Result())
        return Heard(found + _words(recogniser.FinalResult()))


def _words(result: str) -> list[HeardWord]:
    return cast("dict[str, list[HeardWord]]", json.loads(result)).get("result", [])
