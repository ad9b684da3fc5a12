"""Vosk as a live recogniser: one model for all sessions of a process. Runs in the worker process only."""

import json
from pathlib import Path
from typing import cast

import vosk

from recordings.transcribe.live.hearing import Hypothesis
from recordings.transcript import Word

_Found = dict[str, list[dict[str, object]]]


class LiveVoskModel:
    """A loaded model."""

    def __init__(self, folder: Path) -> None:
        """Raises an exception of vosk's own where the model cannot be read."""
        vosk.SetLogLevel(-1)
        self._model = vosk.Model(str(folder))

    def recogniser(self, rate: int) -> "VoskLive":
        """A recogniser for one side at `rate` samples a second."""
        return VoskLive(vosk.KaldiRecognizer(self._model, rate))


class VoskLive:
    """`Recogniser` by Vosk.

    Vosk times the words of a partial only where its lattice is settled, about a second behind the words that it has
    made out already. So both are asked for: all words, and the times of those that have them.
    """

    def __init__(self, recogniser: vosk.KaldiRecognizer) -> None:
        self._recogniser = recogniser
        self._recogniser.SetWords(True)
        self._last = ""
        self._timed: tuple[Word, ...] = ()

    def accept(self, samples: bytes) -> bool:
        """Hear a little more."""
        return bool(self._recogniser.AcceptWaveform(samples))

    def utterance(self) -> tuple[Word, ...]:
        """The words of the utterance that is over."""
        return _words(self._recogniser.Result(), "result")

    def so_far(self) -> Hypothesis:
        """The words of the utterance that goes on."""
        text: str = json.loads(self._recogniser.PartialResult())["partial"]
        if text and text != self._last:
            self._recogniser.SetPartialWords(True)
            self._timed = _words(self._recogniser.PartialResult(), "partial_result")
            self._recogniser.SetPartialWords(False)
        self._last = text
        return Hypothesis(tuple(word for word in text.split() if word != "[unk]"), self._timed)

    def finish(self) -> tuple[Word, ...]:
        """The words of the utterance that goes on."""
        return _words(self._recogniser.FinalResult(), "result")


def _words(result: str, key: str) -> tuple[Word, ...]:
    found = cast(_Found, json.loads(result)).get(key, [])
    return tuple(
        Word(
            text=str(word["word"]),
            start=cast(float, word["start"]),
            end=cast(float, word["end"]),
            confidence=min(1.0, cast(float, word["conf"])),
        )
        for word in found
        if word["word"] != "[unk]"
    )
