"""The robots' ear over the live recogniser with the demo model: words at a pause, no model, a recogniser that dies."""

import os
import queue
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from callcenter.app.live_words import LiveWords
from callcenter.kit.languages import Language
from ivr.hearing.port import AllTold, GaveUp, Interrupted, Ready, Recognised, RecogniserNews, RecogniserSession
from ivr.speech.espeak import EspeakVoice
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.recogniser import ProcessRecogniser
from tests.unit.ivr.hearing.sounds import Sound, frames, silence

_PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def answer() -> Sound:
    voice = EspeakVoice()
    spoken = voice.samples("да хорошо", Language.RU, "patient-male").astype(np.float64)
    voice.close()
    return np.concatenate([silence(0.5), spoken, silence(0.3)])


@pytest.fixture
def live() -> Iterator[ProcessRecogniser]:
    live = ProcessRecogniser()
    yield live
    live.close()


def _words(live: ProcessRecogniser, folder: Path, *, allow_demo: bool = True) -> LiveWords:
    return LiveWords(ModelStore(folder, allow_demo=allow_demo), live)


class _Told:
    def __init__(self) -> None:
        self._news: queue.Queue[RecogniserNews] = queue.Queue()

    def __call__(self, news: RecogniserNews) -> None:
        self._news.put(news)

    def until(self, enough: Callable[[RecogniserNews], bool]) -> list[RecogniserNews]:
        found = [self._news.get(timeout=_PATIENCE_S)]
        while not enough(found[-1]):
            found.append(self._news.get(timeout=_PATIENCE_S))
        return found

    @property
    def is_empty(self) -> bool:
        return self._news.empty()


def _say(session: RecogniserSession, sound: Sound, first: int = 0) -> int:
    """Hand the sound over from a frame's number on; the number behind it."""
    last = first
    for frame in frames(np.concatenate([silence(0.02 * first), sound])):
        if frame.sequence >= first:
            session.put(frame)
            last = frame.sequence + 1
    return last


def _finals(news: list[RecogniserNews]) -> str:
    return " ".join(word.text for one in news if isinstance(one, Recognised) and one.is_final for word in one.words)


def test_words_are_final_when_the_ear_asks_for_them(live: ProcessRecogniser, tmp_path: Path, answer: Sound) -> None:
    told = _Told()
    session = _words(live, tmp_path).open(Language.RU, told)
    _say(session, answer)  # kept until the model is loaded
    session.settle()
    news = told.until(lambda one: isinstance(one, AllTold))
    assert isinstance(news[0], Ready)
    assert _finals(news) == "да хорошо"


def test_without_a_model_it_gives_up_and_says_why(live: ProcessRecogniser, tmp_path: Path, answer: Sound) -> None:
    told, words = _Told(), _words(live, tmp_path, allow_demo=False)
    session = words.open(Language.RU, told)
    [news] = told.until(lambda _: True)
    assert isinstance(news, GaveUp)
    assert "callcenter models pull ru" in news.why
    _say(session, answer)
    session.settle()
    session.close()
    assert told.is_empty
    assert not words.warm(Language.RU)


def test_a_recogniser_that_is_killed_makes_out_the_next_answer(
    live: ProcessRecogniser, tmp_path: Path, answer: Sound
) -> None:
    told = _Told()
    session = _words(live, tmp_path).open(Language.RU, told)
    told.until(lambda one: isinstance(one, Ready))
    number = _say(session, answer[:4000])
    os.kill(live.pids[0], signal.SIGKILL)
    told.until(lambda one: isinstance(one, Interrupted))
    _say(session, answer, number)
    session.settle()
    assert _finals(told.until(lambda one: isinstance(one, AllTold))) == "да хорошо"


def test_a_warm_model_is_kept_between_calls(live: ProcessRecogniser, tmp_path: Path) -> None:
    words = _words(live, tmp_path)
    assert words.warm(Language.RU)
    assert words.warm(Language.RU)
    told = _Told()
    words.open(Language.RU, told).close()
    assert len(live.pids) == 1
    words.close()


def test_a_model_that_is_loaded_ahead_is_the_one_that_the_call_uses(live: ProcessRecogniser, tmp_path: Path) -> None:
    words = _words(live, tmp_path)
    assert words.load(Language.RU)
    [loaded] = live.pids
    told = _Told()
    words.open(Language.RU, told)
    told.until(lambda one: isinstance(one, Ready))
    assert live.pids == [loaded]


def test_without_a_model_nothing_is_loaded_ahead(live: ProcessRecogniser, tmp_path: Path) -> None:
    assert not _words(live, tmp_path, allow_demo=False).load(Language.RU)
    assert live.pids == []


def test_a_call_that_ends_before_its_model_is_there_is_told_nothing(live: ProcessRecogniser, tmp_path: Path) -> None:
    told = _Told()
    words = _words(live, tmp_path)
    words.open(Language.RU, told).close()
    assert words.warm(Language.RU)
    assert told.is_empty


def test_more_calls_than_the_machine_has_room_for_are_told_at_once(live: ProcessRecogniser, tmp_path: Path) -> None:
    words = LiveWords(ModelStore(tmp_path, allow_demo=True), live, most=2)
    told = _Told()
    first, second = words.open(Language.RU, _Told()), words.open(Language.RU, _Told())
    words.open(Language.RU, told).close()
    assert told.until(lambda one: True) == [GaveUp("too many calls are listened to at once")]
    first.close()
    first.close()  # again makes no more room
    third, again = _Told(), _Told()
    after = words.open(Language.RU, third)
    words.open(Language.RU, again).close()
    assert isinstance(again.until(lambda one: True)[-1], GaveUp)
    assert isinstance(third.until(lambda one: isinstance(one, Ready | GaveUp))[-1], Ready)
    for one in (second, after):
        one.close()
