"""A whole call in the demo's voices, each side on a channel of its own, with the start of every word. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from callcenter.kit.errors import CallCenterError
from recordings.demo_model.alignment import align
from recordings.demo_model.demo_calls import SaidTurn
from recordings.demo_model.features import RATE
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.product_phrases import speakable
from recordings.demo_model.recognised import HeardWord
from recordings.demo_model.render import to_line
from recordings.demo_model.talker import Matcher, Talker
from recordings.demo_model.voices import demo_voice

SIDES = ("patient", "administrator")
"""Left and right channel."""
_LEAD_S, _PAUSE_S, _TAIL_S = 0.4, 0.7, 0.5
_LEVEL = 2200.0  # root mean square of speech, of 32768
_HISS = 8.0


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of the truth with its start in seconds."""

    text: str
    start: float


@dataclass(frozen=True, slots=True)
class TimedTurn:
    """A turn of the truth; times in seconds."""

    side: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """Sound of both sides at 8 kHz, the words of each, and the turns."""

    samples: NDArray[np.int16]
    words: dict[str, list[SaidWord]]
    turns: list[TimedTurn]

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE


def speak_call(talker: Talker, phrases: Phrases, said: Iterable[SaidTurn]) -> SpokenCall:
    """Speak turns one after another. Raises CallCenterError for a text that the voice parts into other words."""
    language = phrases.language
    matcher = Matcher(talker, language)
    at = _LEAD_S
    pieces: list[tuple[int, int, NDArray[np.float64]]] = []
    words: dict[str, list[SaidWord]] = {side: [] for side in SIDES}
    turns: list[TimedTurn] = []
    for turn in said:
        text = speakable(turn.text, language)
        speech = talker.speak(text, demo_voice(language, turn.speaker))
        x = to_line(speech)
        x *= _LEVEL / (np.sqrt((x**2).mean()) + 1e-9)
        matched = matcher.match(align(speech, text, language)[1], phrases.words(text))
        if matched is None:
            raise CallCenterError(f"espeak-ng parts this text into other words; write it in another way: {text}")
        words[turn.side] += [SaidWord(word.text, round(at + word.start, 3)) for word in matched]
        pieces.append((SIDES.index(turn.side), round(at * RATE), x))
        turns.append(TimedTurn(turn.side, round(at, 3), round(at + len(x) / RATE, 3), text))
        at += len(x) / RATE + _PAUSE_S
    sound = np.random.RandomState(1).randn(round((at + _TAIL_S) * RATE), len(SIDES)) * _HISS
    for channel, start, x in pieces:
        sound[start : start + len(x), channel] += x
    return SpokenCall(sound.clip(-32768, 32767).astype(np.int16), words, turns)


def start_errors(truth: list[SaidWord], heard: list[HeardWord]) -> list[float]:
    """Heard start minus true start in seconds, of the words that agree, in order."""
    result: list[float] = []
    at = 0
    for word in heard:
        for place in range(at, min(at + 6, len(truth))):
            if truth[place].text == word["word"]:
                result.append(word["start"] - truth[place].start)
                at = place + 1
                break
    return result
