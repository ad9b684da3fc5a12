"""Questions answered on lines as they are: echo of the prompt, coughs, crowds, music, keys. Sound in, an answer out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np
import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from ivr.hearing.ear_service import LiveEar
from ivr.hearing.news import HearingNews
from ivr.hearing.port import TimedWord
from ivr.hearing.window import Answer, AnswerBegins, NoAnswer, Terms, Turn, Window
from ivr.speech.espeak import EspeakVoice
from tests.unit.ivr.hearing.greetings import KnowsTheWords
from tests.unit.ivr.hearing.moments import BEGIN, at, ending
from tests.unit.ivr.hearing.sounds import RATE, Sound, cough, frames, music, noise

PROMPT = "иван вы записаны к врачу на вторник двадцать четвёртое ноября на девять утра вы придёте"


class Line:
    """A line with its sounds, and whose words are heard on it."""

    def __init__(self, voice: EspeakVoice, seconds: float = 30) -> None:
        self._voice = voice
        self._sound: Sound = noise(seconds, 15, 4)
        self._words: list[TimedWord] = []
        self._keys: dict[float, str] = {}

    def add(self, begin: float, sound: Sound) -> "Line":
        first = round(begin * RATE)
        self._sound[first : first + len(sound)] += sound[: len(self._sound) - first]
        return self

    def says(self, begin: float, text: str, speaker: str = "patient-male", gain: float = 1.0) -> "Line":
        speech = self._voice.speak(text, Language.RU, speaker)
        starts = [begin + word.start for word in speech.words]
        ends = [*starts[1:], begin + speech.seconds]
        self._words += [TimedWord(*one) for one in zip((w.text for w in speech.words), starts, ends, strict=True)]
        return self.add(begin, speech.samples.astype(np.float64) * gain)

    def presses(self, moment: float, key: str) -> "Line":
        self._keys[moment] = key
        return self

    def asked(self, prompt_s: float = 0.0) -> list[tuple[float, Turn]]:
        """What came of a question, whose prompt plays for so long unless it is answered."""
        clock = JumpingClock(BEGIN)
        terms = Terms(seconds=6, longest_s=15, pause_s=0.9, prompt=PROMPT if prompt_s else "")
        window = Window(terms, BEGIN, ending)
        turns: list[tuple[float, Turn]] = []

        def note(new: Sequence[Turn]) -> None:
            turns.extend(((clock.now() - BEGIN).total_seconds(), turn) for turn in new)

        def told(news: HearingNews) -> None:
            note(window.take(news, clock.now()))

        ear = LiveEar(KnowsTheWords(sorted(self._words, key=lambda word: word.begin)), clock).open(Language.RU, told)
        for frame in frames(self._sound):
            clock.jump_to(BEGIN + timedelta(seconds=frame.at + 0.02))
            ear.put(frame)
            for moment in [moment for moment in self._keys if at(moment) <= clock.now()]:
                note(window.key(self._keys.pop(moment), clock.now()))
            if prompt_s and (at(prompt_s) <= clock.now() or any(isinstance(turn, AnswerBegins) for _, turn in turns)):
                prompt_s = 0.0
                note(window.prompt_over(clock.now()))
            note(window.tick(clock.now()))
        assert window.is_over
        return turns


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def _begun(turns: Sequence[tuple[float, Turn]]) -> list[float]:
    return [when for when, turn in turns if isinstance(turn, AnswerBegins)]


def _prompt_s(voice: EspeakVoice) -> float:
    return voice.speak(PROMPT, Language.RU, "robot").seconds


def test_an_answer_into_the_prompt_stops_it_and_is_understood(voice: EspeakVoice) -> None:
    turns = Line(voice).says(2, "да").asked(_prompt_s(voice))
    [begun] = _begun(turns)
    assert 2 < begun < 3
    when, answer = turns[-1]
    assert answer == Answer(text="да")
    assert when < 3.5


@pytest.mark.parametrize("gain", [0.1, 0.3, 0.6])
def test_the_prompts_echo_neither_stops_it_nor_answers(voice: EspeakVoice, gain: float) -> None:
    prompt_s = _prompt_s(voice)
    line = Line(voice).says(0.25, PROMPT, "robot", gain).says(prompt_s + 1, "да")
    turns = line.asked(prompt_s)
    assert all(begun > prompt_s + 0.9 for begun in _begun(turns))
    assert turns[-1][1] == Answer(text="да")


def test_who_says_no_through_the_echo_is_heard(voice: EspeakVoice) -> None:
    turns = (
        Line(voice).says(0.25, PROMPT, "robot", 0.1).says(_prompt_s(voice) + 0.1, "нет не могу").asked(_prompt_s(voice))
    )
    answer = turns[-1][1]
    assert isinstance(answer, Answer)
    assert answer.text.endswith("нет не могу")


def test_coughs_and_clicks_neither_stop_the_prompt_nor_answer(voice: EspeakVoice) -> None:
    line = Line(voice).add(1, cough()).add(2.2, noise(0.03, 4000)).add(3.5, cough(seed=8)).add(8, cough(seed=12))
    turns = line.asked(_prompt_s(voice))
    assert _begun(turns) == []
    assert turns[-1][1] == NoAnswer()
    assert turns[-1][0] == pytest.approx(_prompt_s(voice) + 6, abs=0.1)


def test_silence_is_no_answer_after_the_time_for_the_first_word(voice: EspeakVoice) -> None:
    assert Line(voice).asked() == [(6.0, NoAnswer())]


@pytest.mark.parametrize("speakers", [2, 5])
def test_a_crowd_comes_to_an_end_with_what_was_made_out(voice: EspeakVoice, speakers: int) -> None:
    line = Line(voice)
    talk = "ты где был вчера я звонила тебе три раза а ты не брал трубку " * 5
    for number in range(speakers):
        line.says(0.3 + 0.7 * number, talk, ("patient-female", "patient-male", "operator-male")[number % 3], 0.7)
    turns = line.asked()
    when, answer = turns[-1]
    assert isinstance(answer, Answer)
    assert 15 <= when <= 21


def test_music_is_no_answer_and_does_not_hold_the_line(voice: EspeakVoice) -> None:
    turns = Line(voice).add(0.5, music(28)).asked(_prompt_s(voice))
    assert turns[-1][1] == NoAnswer()
    assert turns[-1][0] <= _prompt_s(voice) + 21


_TOGETHER: Mapping[str, float] = {"before the word": 1.9, "in the word": 2.2, "behind the word": 2.6}


@pytest.mark.parametrize("moment", _TOGETHER.values(), ids=_TOGETHER.keys())
def test_a_key_together_with_a_word_wins(voice: EspeakVoice, moment: float) -> None:
    turns = Line(voice).says(2, "нет").presses(moment, "1").presses(moment + 0.2, "1").asked(_prompt_s(voice))
    assert [turn for _, turn in turns if not isinstance(turn, AnswerBegins)] == [Answer(keys="1")]
