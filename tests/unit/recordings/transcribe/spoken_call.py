"""A call spoken by the embedded voice, with the truth about every word: what the demo model can be tested on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from callcenter.kit.languages import Language
from ivr.speech.espeak import EspeakVoice
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import Samples, write

RATE = 8000
LINES = (
    (Speaker.ADMINISTRATOR, "operator-female", "Здравствуйте, меня зовут Анна. Чем могу помочь?"),
    (Speaker.PATIENT, "patient-male", "Добрый день, у меня болит зуб."),
    (Speaker.ADMINISTRATOR, "operator-female", "Могу записать вас завтра в десять."),
    (Speaker.PATIENT, "patient-male", "Да, хорошо, спасибо."),
    (Speaker.ADMINISTRATOR, "operator-female", "Спасибо за звонок, до свидания."),
)


@dataclass(frozen=True)
class SpokenCall:
    """The sound, and what is said in it."""

    path: Path
    turns: tuple[tuple[Speaker, str], ...]
    """Speaker and words in time order, as the recogniser spells them."""
    starts: dict[Speaker, tuple[float, ...]]
    """Start of each word in seconds, by side."""


def speak_call(folder: Path) -> SpokenCall:
    """The call as a stereo WAV file, patient on the left, with a little line noise."""
    sides: dict[Speaker, list[Samples]] = {Speaker.PATIENT: [], Speaker.ADMINISTRATOR: []}
    starts: dict[Speaker, list[float]] = {Speaker.PATIENT: [], Speaker.ADMINISTRATOR: []}
    turns = []
    at = 0.5
    voice = EspeakVoice()
    try:
        for speaker, name, text in LINES:
            speech = voice.speak(text, Language.RU, name)
            samples = speech.samples / 32768
            sides[speaker].append(np.concatenate([np.zeros(_missing(sides[speaker], at)), samples]))
            starts[speaker] += [at + word.start for word in speech.words]
            turns.append((speaker, " ".join(_plain(text))))
            at += len(samples) / RATE + 0.9
    finally:
        voice.close()
    dice = np.random.default_rng(1)
    both = [np.concatenate(sides[speaker]) for speaker in (Speaker.PATIENT, Speaker.ADMINISTRATOR)]
    length = round(at * RATE)
    channels = [
        np.concatenate([side, np.zeros(length - len(side))]) + dice.uniform(-1, 1, length) * 0.0002 for side in both
    ]
    return SpokenCall(
        path=write(folder / "call.wav", *channels),
        turns=tuple(turns),
        starts={speaker: tuple(times) for speaker, times in starts.items()},
    )


def _missing(parts: list[Samples], at: float) -> int:
    return round(at * RATE) - sum(len(part) for part in parts)


def _plain(text: str) -> list[str]:
    return [word.strip(",.?!").lower().replace("ё", "е") for word in text.split()]
