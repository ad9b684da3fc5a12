"""An answer has been spoken: how soon the robot knows what to do next. Real sound in real time, real recognition.

Eight calls at once, beside two processes that keep two cores busy: the sound of an answer comes in 20 ms frames, words
from the demo model in its process; the answer window ends, the parser understands. Measured from the end of the last
word. The budget of issue 6: 700 ms at the 95th percentile. These are whole answers; wishes for another time and
comments wait for longer, as flows want it.
"""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.app.live_words import LiveWords
from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import SoundFrame
from ivr.answers.loader import load_parser, understand
from ivr.answers.names import Asked
from ivr.answers.question import Question, Understood
from ivr.hearing.ear_service import LiveEar
from ivr.hearing.ending import ending_of
from ivr.hearing.loader import load_endings
from ivr.hearing.news import HearingNews
from ivr.hearing.window import Answer, AnswerBegins, Terms, Window
from ivr.speech.espeak import EspeakVoice
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.recogniser import ProcessRecogniser
from tests.unit.ivr.hearing.sounds import Sound, frames, on_a_line, silence

BUDGET_MS = 700
_CALLS = 8
_SPEAKERS = ("patient-female", "patient-male")
_SHORT: Mapping[Language, Sequence[tuple[Asked, str]]] = {
    Language.RU: (
        (Asked.CONFIRM_VISIT, "да"),
        (Asked.CONFIRM_VISIT, "да приду"),
        (Asked.CONFIRM_VISIT, "хорошо"),
        (Asked.IDENTITY, "да слушаю"),
        (Asked.IDENTITY, "нет"),
        (Asked.OFFER_SLOT, "да хорошо"),
        (Asked.YES_NO, "нет"),
        (Asked.RATE, "пять"),
    ),
    Language.UK: ((Asked.CONFIRM_VISIT, "так"), (Asked.YES_NO, "ні"), (Asked.OFFER_SLOT, "так добре")),
    Language.PL: ((Asked.CONFIRM_VISIT, "tak"), (Asked.YES_NO, "nie"), (Asked.OFFER_SLOT, "tak dobrze")),
    Language.EN: ((Asked.CONFIRM_VISIT, "yes"), (Asked.YES_NO, "no"), (Asked.OFFER_SLOT, "yes please")),
    Language.ZH: ((Asked.CONFIRM_VISIT, "好的"), (Asked.YES_NO, "不是"), (Asked.OFFER_SLOT, "可以")),
}
_LEAD_S, _TAIL_S = 0.6, 2.5


class _Call:
    """One answer of one call."""

    def __init__(self, ear: LiveEar, language: Language, asked: Asked, sound: Sound) -> None:
        self._clock = SystemClock()
        self._news: queue.Queue[HearingNews] = queue.Queue()
        self._language, self._asked, self._sound = language, asked, sound
        self._ear = ear

    def answered(self) -> tuple[float, str, Understood]:
        """Seconds from the end of the last word, the text, its meaning."""
        session = self._ear.open(self._language, self._news.put)
        began = self._clock.now()
        endings = load_endings(self._language)
        window = Window(
            Terms(seconds=6, longest_s=15, pause_s=0.9),
            began,
            lambda text: ending_of(text, self._asked, endings, self._understood),
        )
        player = threading.Thread(target=_play, args=(self._sound, session.put, self._clock, began))
        player.start()
        text = self._text(window)
        meaning = self._understood(text)
        took = (self._clock.now() - began).total_seconds() - _end_of(self._sound)
        player.join()
        session.close()
        return took, text, meaning

    def _text(self, window: Window) -> str:
        while True:
            due = window.next_at
            assert due is not None
            try:
                news = self._news.get(timeout=max(0.0, (due - self._clock.now()).total_seconds()))
                turns = window.take(news, self._clock.now())
            except queue.Empty:
                turns = window.tick(self._clock.now())
            for turn in turns:
                if not isinstance(turn, AnswerBegins):
                    return turn.text if isinstance(turn, Answer) else ""

    def _understood(self, text: str) -> Understood:
        now = self._clock.now()
        return understand(Question(language=self._language, asked=self._asked, text=text, now=now))


def _play(sound: Sound, put: Callable[[SoundFrame], None], clock: SystemClock, began: datetime) -> None:
    pause = threading.Event()
    for frame in frames(sound):
        due = began + timedelta(seconds=frame.at + 0.02)
        while (early := (due - clock.now()).total_seconds()) > 0:
            pause.wait(early)
        put(frame)


def _end_of(sound: Sound) -> float:
    """When the last word ends: the last moment within 30 dB of the loudest."""
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() * 10 ** (-30 / 20))
    return float(loud[-1]) / 8000


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveEar]:
    live = ProcessRecogniser()
    words = LiveWords(ModelStore(tmp_path_factory.mktemp("models"), allow_demo=True), live)
    for language in Language:
        assert words.warm(language)
        load_parser(language)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield LiveEar(words, SystemClock())
    for one in busy:
        one.kill()
        one.wait()
    live.close()


def _sound(voice: EspeakVoice, text: str, language: Language, speaker: str, seed: int) -> Sound:
    spoken = voice.samples(text, language, speaker).astype(np.float64)
    return on_a_line(silence(_LEAD_S), spoken, silence(_TAIL_S), hiss=25, seed=seed)


@pytest.mark.benchmark
def test_print_how_soon_an_answer_is_known(ear: LiveEar, tmp_path: Path) -> None:
    voice = EspeakVoice(tmp_path)
    calls = [
        (language, asked, text, _sound(voice, text, language, speaker, seed))
        for language, answers in _SHORT.items()
        for seed, (asked, text) in enumerate(answers)
        for speaker in _SPEAKERS
    ]
    voice.close()
    with ThreadPoolExecutor(_CALLS) as pool:
        made = list(pool.map(lambda one: _Call(ear, one[0], one[1], one[3]).answered(), calls))
    rows, all_ms = [], []
    for language in Language:
        found = [
            (took, text, meant, call)
            for (took, text, meant), call in zip(made, calls, strict=True)
            if call[0] is language
        ]
        took_ms = [took * 1000 for took, *_ in found]
        understood = sum(meant.is_sure for _, _, meant, _ in found)
        all_ms += took_ms
        rows.append(f"{language.value}  {_figures(took_ms)}  understood {understood} of {len(found)}")
        rows += [
            f"      heard {text!r} for {call[2]!r}: {took * 1000:.0f} ms"
            for took, text, meant, call in found
            if took > 0.7 or not meant.is_sure
        ]
    sys.stdout.write("\nanswer spoken -> next command, 8 calls at once, both cores kept busy\n")
    sys.stdout.write("\n".join([*rows, f"all {_figures(all_ms)}"]) + "\n")
    assert np.percentile(all_ms, 95) <= BUDGET_MS


def _figures(took_ms: Sequence[float]) -> str:
    p50, p95, worst = np.percentile(np.array(took_ms), [50, 95, 100])
    return f"p50 {p50:4.0f} ms, p95 {p95:4.0f} ms, max {worst:4.0f} ms ({len(took_ms)})"
