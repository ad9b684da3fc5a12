"""The greetings of tests/fixtures/greetings as calls: spoken by espeak's voices on noisy lines, judged by the watch."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import Answerer, SoundFrame
from ivr.hearing.ear_service import LiveEar
from ivr.hearing.loader import load_greetings
from ivr.hearing.machine import MachineWatch
from ivr.hearing.news import HearingNews
from ivr.hearing.port import AllTold, CallRecogniser, GaveUp, Ready, Recognised, RecogniserNews, TimedWord
from ivr.speech.espeak import EspeakVoice
from tests.unit.ivr.hearing.moments import BEGIN
from tests.unit.ivr.hearing.sounds import RATE, Sound, frames, noise, silence, tone

_FOLDER = Path(__file__).parents[3] / "fixtures" / "greetings"
_SPEAKERS = ("patient-female", "patient-male", "operator-female", "operator-male", "robot")
_PAUSE_S = 0.6
"""What '/' stands for in a greeting."""
_MOST_S = 14.0


@dataclass(frozen=True)
class Greeting:
    """Who took a call, and what was heard."""

    who: str
    text: str
    sound: Sound
    words: tuple[TimedWord, ...]


@dataclass(frozen=True)
class Judged:
    """What the watch made of it."""

    greeting: Greeting
    first: Answerer
    after_s: float
    last: Answerer


def greetings_of(language: Language, voice: EspeakVoice) -> list[Greeting]:
    """All of a language, each by another voice, at another speed, over another noise."""
    lines = (_FOLDER / f"{language.value}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_greeting(json.loads(line), number, language, voice) for number, line in enumerate(lines)]


def _greeting(row: dict[str, object], number: int, language: Language, voice: EspeakVoice) -> Greeting:
    draw = np.random.default_rng(number)
    is_human = row["who"] == "human"
    parts: list[Sound] = [silence(draw.uniform(0.2, 0.9) if is_human else draw.uniform(0.3, 1.2))]
    words: list[TimedWord] = []
    for place, text in enumerate(str(row["text"]).split(" / ")):
        if place:
            parts.append(silence(_PAUSE_S))
        begin = sum(map(len, parts)) / RATE
        spoken, found = _spoken(text, language, voice, number, draw.uniform(0.88, 1.12))
        parts.append(spoken * draw.uniform(0.4, 1.2))
        words += [TimedWord(word.text, begin + word.begin, begin + word.end) for word in found]
    if row["beep"]:
        parts += [silence(draw.uniform(0.2, 1.0)), tone(draw.uniform(0.2, 0.9), draw.choice([620, 850, 1000, 1400]))]
    parts.append(silence(5))
    whole = np.concatenate(parts)
    sound = whole + noise(len(whole) / RATE, draw.choice([5, 30, 90]), number)[: len(whole)]
    return Greeting(str(row["who"]), str(row["text"]), sound, tuple(words))


def _spoken(
    text: str, language: Language, voice: EspeakVoice, number: int, speed: float
) -> tuple[Sound, list[TimedWord]]:
    if not text:
        return silence(0), []
    speech = voice.speak(text, language, _SPEAKERS[number % len(_SPEAKERS)])
    samples = np.interp(np.arange(0, len(speech.samples), speed), np.arange(len(speech.samples)), speech.samples)
    said = [word.text for word in speech.words]
    starts = [word.start / speed for word in speech.words]
    if len(said) < len(text.split()):  # espeak takes small words together: then the words are spread evenly
        said = text.split()
        starts = np.linspace(starts[0], len(samples) / RATE, len(said), endpoint=False).tolist()
    ends = [*starts[1:], len(samples) / RATE]
    words = [TimedWord(*one) for one in zip(said, starts, (end - 0.05 for end in ends), strict=True)]
    return samples, words


class KnowsTheWords:
    """A recogniser that makes no mistakes: it is told the words, and hands each out when it has been spoken."""

    def __init__(self, words: Sequence[TimedWord]) -> None:
        self._words, self._done, self._shown, self._heard = words, 0, 0, 0.0

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> "KnowsTheWords":
        self._told = told
        told(Ready())
        return self

    def put(self, frame: SoundFrame) -> None:
        self._heard = frame.at + len(frame.samples) / 2 / frame.rate
        said = sum(word.end + 0.25 <= self._heard for word in self._words)
        if said > max(self._shown, self._done):
            self._shown = said
            self._told(Recognised(tuple(self._words[self._done : said]), is_final=False))

    def settle(self) -> None:
        said = sum(word.begin < self._heard for word in self._words)
        if said > self._done:
            self._told(Recognised(tuple(self._words[self._done : said]), is_final=True))
            self._done = said
        self._told(AllTold())

    def close(self) -> None:
        """Nothing."""


class KnowsNothing:
    """No model: sound alone is judged."""

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> "KnowsNothing":
        told(GaveUp("no model"))
        return self

    def put(self, frame: SoundFrame) -> None:
        """Nothing."""

    def settle(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


def judge(greeting: Greeting, language: Language, recogniser: CallRecogniser) -> Judged:
    """Play it to an ear and a watch."""
    clock = JumpingClock(BEGIN)
    watch = MachineWatch(BEGIN, load_greetings(language).sign)
    first: list[tuple[Answerer, datetime]] = []

    def note(verdict: Answerer | None) -> None:
        if verdict is not None:
            first.append((verdict, clock.now()))

    def told(news: HearingNews) -> None:
        note(watch.take(news, clock.now()))

    ear = LiveEar(recogniser, clock).open(language, told)
    for frame in frames(greeting.sound[: round(_MOST_S * RATE)]):
        clock.jump_to(BEGIN + timedelta(seconds=frame.at + 0.02))
        ear.put(frame)
        note(watch.tick(clock.now()))
    assert first, greeting.text
    verdict, when = first[0]
    return Judged(greeting, verdict, (when - BEGIN).total_seconds(), first[-1][0])


def table(judged: Sequence[Judged]) -> str:
    """Who it was against what was thought at first and in the end."""
    rows = []
    for who in ("human", "machine"):
        mine = [one for one in judged if one.greeting.who == who]
        counts = [f"{kind.value} {sum(one.first is kind for one in mine)}" for kind in Answerer]
        lasts = [f"{kind.value} {sum(one.last is kind for one in mine)}" for kind in Answerer]
        rows.append(f"{who:8} ({len(mine)}) first: {', '.join(counts)}; in the end: {', '.join(lasts)}")
    return "\n".join(rows)
