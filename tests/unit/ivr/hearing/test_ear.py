"""The ear of a call: sound in one thread, words from another, news with the moments at which they sounded."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.ear_service import AGAIN_AFTER, CallEar, LiveEar
from ivr.hearing.news import (
    Beeped,
    Deaf,
    HearingNews,
    HearsAgain,
    Settled,
    Speaking,
    VoiceBegan,
    VoiceEnded,
    WordsHeard,
)
from ivr.hearing.port import AllTold, GaveUp, Interrupted, Ready, Recognised, RecogniserNews, TimedWord
from tests.unit.ivr.hearing.moments import BEGIN, at
from tests.unit.ivr.hearing.sounds import RATE, Sound, frames, on_a_line, silence, tone, voice


class _Recogniser:
    """Answers `settle` with one word, the end of which is the end of the sound."""

    def __init__(self) -> None:
        self.told: Callable[[RecogniserNews], None] = lambda _: None
        self.opened = 0
        self.heard = self.settled = 0.0
        self.is_closed = False
        self.why = ""

    def open(self, language: Language, told: Callable[[RecogniserNews], None]) -> "_Recogniser":
        self.told, self.opened = told, self.opened + 1
        if self.why:
            told(GaveUp(self.why))
        else:
            told(Ready())
        return self

    def put(self, frame: SoundFrame) -> None:
        self.heard = frame.at + 0.02

    def settle(self) -> None:
        self.settled = self.heard
        if not self.why:
            self.told(Recognised((TimedWord("да", self.heard - 0.5, self.heard - 0.3),), is_final=True))
            self.told(AllTold())

    def close(self) -> None:
        self.is_closed = True


class _Call:
    """An ear, its sound, and what it told."""

    def __init__(self, why_deaf: str = "") -> None:
        self.clock, self.recogniser, self.news = JumpingClock(BEGIN), _Recogniser(), list[HearingNews]()
        self.recogniser.why = why_deaf
        self.ear: CallEar = LiveEar(self.recogniser, self.clock).open(Language.RU, self.news.append)

    def sounds(self, *parts: Sound, late: Callable[[float], float] = lambda _: 0.0) -> list[HearingNews]:
        for frame in frames(on_a_line(*parts)):
            self.clock.jump_to(BEGIN + timedelta(seconds=frame.at + 0.02 + late(frame.at)))
            self.ear.put(frame)
        return self.news


def _kinds(news: list[HearingNews]) -> list[type[HearingNews]]:
    return [type(one) for one in news]


def test_a_voice_is_told_with_its_moments_and_its_words_are_had_soon_after_it() -> None:
    call = _Call()
    news = call.sounds(silence(0.5), voice(0.8), silence(0.6))
    assert _kinds(news) == [VoiceBegan, Speaking, VoiceEnded, WordsHeard, Settled]
    began, ended, settled = news[0], news[2], news[4]
    assert isinstance(began, VoiceBegan)
    assert isinstance(ended, VoiceEnded)
    assert isinstance(settled, Settled)
    assert abs(began.at - at(0.5)) < timedelta(seconds=0.06)
    assert abs(ended.at - at(1.3)) < timedelta(seconds=0.06)
    assert call.recogniser.settled == pytest.approx(1.54, abs=0.06)
    assert settled.at >= ended.at


def test_frames_that_come_late_are_told_with_the_moment_of_their_sound() -> None:
    call = _Call()
    news = call.sounds(silence(0.5), voice(0.8), silence(0.6), late=lambda at: 0.3 if at > 0.3 else 0.0)
    assert any(isinstance(one, VoiceBegan) and abs(one.at - at(0.5)) < timedelta(seconds=0.06) for one in news)


def test_silence_asks_the_recogniser_nothing() -> None:
    call = _Call()
    assert call.sounds(silence(3)) == []
    assert call.recogniser.settled == 0


def test_words_that_were_too_soft_for_a_voice_are_settled_as_well() -> None:
    call = _Call()
    call.sounds(silence(0.5))
    call.recogniser.told(Recognised((TimedWord("да", 0.2, 0.4),), is_final=False))
    call.ear.put(SoundFrame(sequence=30, at=0.6, rate=RATE, samples=bytes(320)))
    assert _kinds(call.news) == [WordsHeard, WordsHeard, Settled]


def test_a_beep_is_told() -> None:
    call = _Call()
    [beep] = [
        one for one in call.sounds(voice(1), silence(0.4), tone(0.4, 1000), silence(1)) if isinstance(one, Beeped)
    ]
    assert abs(beep.at - at(1.8)) < timedelta(seconds=0.06)


def test_without_a_model_it_is_told_once_and_voices_are_heard() -> None:
    call = _Call("no speech model for Russian")
    news = call.sounds(silence(0.5), voice(0.8), silence(60))
    assert _kinds(news) == [Deaf, VoiceBegan, Speaking, VoiceEnded]
    assert call.recogniser.opened == 1


def test_a_recogniser_that_died_for_good_is_tried_again_and_words_come_again() -> None:
    call = _Call()
    call.recogniser.why = "died"
    call.recogniser.told(GaveUp("died"))
    call.recogniser.told(GaveUp("died"))
    call.recogniser.why = ""
    news = call.sounds(silence(AGAIN_AFTER.total_seconds() + 1), voice(0.8), silence(0.6))
    assert call.recogniser.opened == 2
    assert _kinds(news) == [Deaf, HearsAgain, VoiceBegan, Speaking, VoiceEnded, WordsHeard, Settled]


def test_one_that_begins_anew_by_itself_answers_nothing_of_what_it_was_asked_before() -> None:
    call = _Call()
    call.recogniser.told(Interrupted())
    call.recogniser.told(AllTold())
    assert call.news == []
    assert _kinds(call.sounds(silence(0.5), voice(0.8), silence(0.6)))[-2:] == [WordsHeard, Settled]


def test_after_its_end_nothing_is_told() -> None:
    call = _Call()
    call.ear.close()
    call.ear.close()
    call.recogniser.told(Recognised((TimedWord("да", 0.2, 0.4),), is_final=True))
    assert call.sounds(silence(0.5), voice(0.8), silence(0.6)) == []
    assert call.recogniser.is_closed
