"""Dialogues of the synthesiser on one channel, by a seed: who says which word when is known.

Voices are variants of one synthesiser: they differ in what a synthesiser can vary. People differ in more, and each is
less like himself from minute to minute.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from callcenter.kit.languages import Language
from ivr.speech.espeak_process import EspeakProcess, Request
from recordings.transcript import Speaker, Word

RATE = 8000
_CALLS = Path(__file__).parents[1] / "fixtures" / "calls"
_WOMEN = ("f1", "f2", "f3", "f4", "f5", "Annie", "Alicia", "belinda", "linda", "steph")
_MEN = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "Michael", "boris", "max", "victor")
_LANGUAGE_VOICE = {Language.EN: "en-us", Language.ZH: "cmn"}
_MOST_TURNS = 24
_PAUSES_S = (-0.4, 0.05, 0.15, 0.3, 0.5, 0.9, 1.4)
"""Between the turns; one in seven is an interruption."""
_NOISE_DB = (15, 20, 25, 35)
"""How much quieter than the speech the line's noise is."""


class Pair(StrEnum):
    """Who talks."""

    MIXED = "a woman and a man"
    WOMEN = "two women"
    MEN = "two men"
    ONE = "one voice with itself"


@dataclass(frozen=True)
class Mono:
    """A dialogue on one channel."""

    samples: npt.NDArray[np.float32]
    words: tuple[Word, ...]
    speakers: tuple[Speaker, ...]
    """Who says each word."""


@dataclass(frozen=True)
class _Sound:
    voice: str
    speed: int
    pitch: int
    gain: float


class Speaking:
    """The synthesiser, to be closed."""

    def __init__(self) -> None:
        self._process = EspeakProcess()

    def close(self) -> None:
        self._process.close()

    def dialogue(self, pair: Pair, seed: int, language: Language = Language.RU) -> Mono:
        """One of the labelled calls, spoken by two voices of `pair`."""
        dice = random.Random(f"{pair}-{seed}-{language}")  # noqa: S311 - repeatable, not secret
        call = json.loads(dice.choice(sorted(_CALLS.glob(f"{language.value}-*.json"))).read_text(encoding="utf-8"))
        sounds = _sounds(pair, language, dice)
        said: list[tuple[float, npt.NDArray[np.float64]]] = []
        words: list[tuple[Word, Speaker]] = []
        at = 0.5
        for turn in call["turns"][:_MOST_TURNS]:
            speaker = Speaker(turn["speaker"])
            samples, starts = self._say(turn["text"], sounds[speaker])
            seconds = len(samples) / RATE
            said.append((at, samples))
            words += [
                (Word(text=text.lower(), start=at + start, end=at + end), speaker)
                for text, start, end in _spans(starts, seconds)
            ]
            at = max(0.5, at + seconds + dice.choice(_PAUSES_S))
        words.sort(key=lambda one: one[0].start)
        mixed = _mixed(said, dice.choice(_NOISE_DB), np.random.default_rng(seed))
        return Mono(mixed, tuple(word for word, _ in words), tuple(speaker for _, speaker in words))

    def _say(self, text: str, sound: _Sound) -> tuple[npt.NDArray[np.float64], Sequence[tuple[str, float]]]:
        frame = self._process.render(
            Request(text=text, voice=sound.voice, speed=sound.speed, pitch=sound.pitch, inflection=50, volume=90)
        )
        raw = np.frombuffer(frame.pcm, dtype="<i2") / 32768
        return sound.gain * soxr.resample(raw, frame.rate, RATE), frame.words


def _sounds(pair: Pair, language: Language, dice: random.Random) -> dict[Speaker, _Sound]:
    match pair:
        case Pair.MIXED:
            names = [dice.choice(_WOMEN), dice.choice(_MEN)]
        case Pair.WOMEN:
            names = dice.sample(_WOMEN, 2)
        case Pair.MEN:
            names = dice.sample(_MEN, 2)
        case Pair.ONE:
            names = [dice.choice(_WOMEN + _MEN)]
    dice.shuffle(names)
    base = _LANGUAGE_VOICE.get(language, language.value)
    made = [
        _Sound(f"{base}+{name}", dice.randint(140, 165), dice.randint(40, 60), 10 ** (dice.uniform(-4, 4) / 20))
        for name in names
    ]
    return {Speaker.ADMINISTRATOR: made[0], Speaker.PATIENT: made[-1]}


def _spans(words: Sequence[tuple[str, float]], seconds: float) -> list[tuple[str, float, float]]:
    ends = [*(start for _, start in words[1:]), seconds]
    return [(text, start, min(end, start + 1.2)) for (text, start), end in zip(words, ends, strict=True)]


def _mixed(
    said: list[tuple[float, npt.NDArray[np.float64]]], noise_db: float, dice: np.random.Generator
) -> npt.NDArray[np.float32]:
    length = max(round(at * RATE) + len(samples) for at, samples in said) + RATE // 2
    mixed = np.zeros(length)
    for at, samples in said:
        mixed[round(at * RATE) : round(at * RATE) + len(samples)] += samples
    loudness = float(np.sqrt(np.mean(mixed[np.abs(mixed) > 0.01] ** 2)))
    noisy: npt.NDArray[np.float32] = (mixed + dice.normal(0, loudness * 10 ** (-noise_db / 20), length)).astype(
        np.float32
    )
    return noisy
