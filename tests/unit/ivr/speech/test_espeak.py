"""The embedded voice, with the real espeak-ng in its own process."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.languages import Language
from ivr.speech import voices
from ivr.speech.espeak import LONGEST_TEXT, EspeakVoice
from ivr.speech.espeak_process import EspeakProcess, Request
from ivr.speech.port import Speaker, SpeechError

GREETING = {
    Language.RU: "Здравствуйте, клиника Улыбка, чем могу помочь?",
    Language.UK: "Добрий день, клініка Усмішка, чим можу допомогти?",
    Language.PL: "Dzień dobry, klinika Uśmiech, w czym mogę pomóc?",
    Language.EN: "Good morning, Smile clinic, how can I help you?",
    Language.ZH: "您好，微笑口腔诊所，请问有什么可以帮您？",
}


@pytest.fixture(scope="module")
def process() -> Iterator[EspeakProcess]:
    started = EspeakProcess()
    yield started
    started.close()


@pytest.fixture
def voice(process: EspeakProcess) -> EspeakVoice:
    return EspeakVoice(process=process)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("speaker", list(Speaker))
def test_every_speaker_says_a_greeting_in_every_language(
    voice: EspeakVoice, language: Language, speaker: Speaker
) -> None:
    speech = voice.speak(GREETING[language], language, speaker)
    assert speech.samples.dtype == np.int16
    assert 2.0 < speech.seconds < 8.0
    loud = speech.samples.astype(float)
    level_db = 20 * np.log10(np.sqrt(np.mean(loud**2)) / 32768)
    assert -28 < level_db < -12


def test_the_words_come_in_order_with_the_second_at_which_each_begins(voice: EspeakVoice) -> None:
    speech = voice.speak(GREETING[Language.RU], Language.RU, Speaker.OPERATOR_FEMALE)
    assert [word.text for word in speech.words] == ["Здравствуйте", "клиника", "Улыбка", "чем", "могу", "помочь"]
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert starts[0] == 0.0
    assert starts[-1] < speech.seconds


def test_the_two_sides_of_a_call_sound_different(voice: EspeakVoice) -> None:
    text = GREETING[Language.RU]
    sounds = {voice.samples(text, Language.RU, speaker).tobytes() for speaker in Speaker}
    assert len(sounds) == len(Speaker)


def test_the_same_text_always_sounds_the_same_whatever_was_said_before() -> None:
    first, second = EspeakProcess(), EspeakProcess()
    try:
        alone = EspeakVoice(process=first).samples("Алло", Language.RU, Speaker.PATIENT_MALE)
        later = EspeakVoice(process=second)
        later.samples("Good morning", Language.EN, Speaker.PATIENT_FEMALE)
        np.testing.assert_array_equal(alone, later.samples("Алло", Language.RU, Speaker.PATIENT_MALE))
    finally:
        first.close()
        second.close()


def test_a_voice_process_that_dies_is_replaced_and_the_text_is_said(voice: EspeakVoice, process: EspeakProcess) -> None:
    voice.samples("Раз", Language.RU, Speaker.ROBOT)
    old = process.pid
    assert old is not None
    os.kill(old, signal.SIGKILL)
    assert len(voice.samples("Два", Language.RU, Speaker.ROBOT)) > 0
    assert process.pid != old


def test_an_empty_text_is_no_sound(voice: EspeakVoice) -> None:
    assert voice.speak(" \n\0", Language.RU, Speaker.ROBOT).seconds == 0.0


def test_a_line_break_or_quote_in_a_text_is_said_like_any_other(voice: EspeakVoice) -> None:
    assert voice.speak('Клиника\n"Улыбка"\r\n\u2028слушает', Language.RU, Speaker.ROBOT).seconds > 1.0


def test_an_endless_text_is_refused_with_the_limit(voice: EspeakVoice) -> None:
    with pytest.raises(SpeechError, match=f"{LONGEST_TEXT} is the most"):
        voice.speak("а" * (LONGEST_TEXT + 1), Language.RU, Speaker.ROBOT)


def test_an_unknown_speaker_is_refused_by_name(voice: EspeakVoice) -> None:
    with pytest.raises(SpeechError, match="'nobody' is not known; use one of operator-female"):
        voice.speak("Раз", Language.RU, "nobody")


def test_a_voice_that_espeak_does_not_have_is_an_error_and_the_process_lives_on(process: EspeakProcess) -> None:
    wrong = Request(text="x", voice="nosuch+f1", speed=150, pitch=50, inflection=50, volume=90)
    with pytest.raises(SpeechError, match="has no voice 'nosuch"):
        process.render(wrong)
    sound = voices.sound_of(Language.EN, Speaker.ROBOT)
    right = Request(text="x", voice=sound.voice, speed=150, pitch=50, inflection=50, volume=90)
    assert process.render(right).pcm


@pytest.mark.parametrize(
    "child",
    [
        pytest.param("import sys; sys.stdin.readline()", id="ends without an answer"),
        pytest.param(
            "import sys; sys.stdin.readline(); print('hello?', flush=True); sys.stdin.read()", id="talks nonsense"
        ),
        pytest.param("import sys; sys.stdin.read()", id="hangs"),
        pytest.param("import sys; sys.exit(3)", id="does not start"),
    ],
)
def test_an_engine_that_fails_twice_is_an_error_that_says_what_to_check(child: str) -> None:
    process = EspeakProcess((sys.executable, "-c", child), patience_s=0.5)
    with pytest.raises(SpeechError, match="stopped twice"):
        process.render(Request(text="x", voice="ru", speed=150, pitch=50, inflection=50, volume=90))
    process.close()
    assert process.pid is None


def test_the_voice_process_ends_when_its_parent_is_killed() -> None:
    """The parent here is a process of its own, killed with SIGKILL as a crash would."""
    program = (
        "import sys; from ivr.speech.espeak import EspeakVoice; from callcenter.kit.languages import Language;"
        "v = EspeakVoice(); v.samples('x', Language.EN, 'robot'); print(v._process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[4]
    ) as parent:
        assert parent.stdout is not None
        watched = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    try:
        ended, _, _ = select.select([watched], [], [], 10)
        assert ended, "the voice process outlived its parent"
    finally:
        os.close(watched)
