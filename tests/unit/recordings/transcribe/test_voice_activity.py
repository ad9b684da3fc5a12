"""Where somebody may be speaking: no voice is missed, long silence is left out, and times come back to the file's."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from ivr.speech.espeak import EspeakVoice
from recordings.stretch import Stretch, common, joined
from recordings.transcribe.voice_activity import TimeMap, levels_of, spoken, to_decode, voices_in

RATE = 8000
Sound = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def sentence() -> Sound:
    """About four seconds of speech at -20 dBFS."""
    voice = EspeakVoice()
    try:
        return voice.samples("Могу записать вас завтра в десять.", Language.RU, "operator-female").astype(float)
    finally:
        voice.close()


def _found(sound: Sound, rate: int = RATE) -> tuple[Stretch, ...]:
    return voices_in(levels_of(np.clip(sound, -32768, 32767).astype(np.int16), rate))


def _hiss(seconds: float, dbfs: float) -> Sound:
    return np.random.default_rng(3).normal(0, 32768 * 10 ** (dbfs / 20), round(seconds * RATE))


@pytest.mark.parametrize("gain_db", [0, -20, -35])
@pytest.mark.parametrize("hiss_dbfs", [-120, -75, -65])
def test_a_sentence_in_a_minute_of_silence_is_found_however_quiet(
    sentence: Sound, gain_db: float, hiss_dbfs: float
) -> None:
    sound = _hiss(60, hiss_dbfs)
    sound[20 * RATE : 20 * RATE + len(sentence)] += sentence * 10 ** (gain_db / 20)
    decoded = to_decode(_found(sound), 60)
    assert decoded[0].start <= 20
    assert decoded[-1].end >= 20 + len(sentence) / RATE
    assert sum(stretch.seconds for stretch in decoded) < len(sentence) / RATE + 2


def test_a_short_yes_in_a_noisy_line_is_found() -> None:
    sound = _hiss(30, -50)
    sound[10 * RATE : 10 * RATE + 960] += 800 * np.sin(np.arange(960) * 2 * np.pi * 300 / RATE)
    assert common(_found(sound), (Stretch(10, 10.12),)) == (Stretch(10, 10.12),)


def test_hum_hides_no_voice(sentence: Sound) -> None:
    sound = _hiss(40, -65) + 600 * np.sin(np.arange(40 * RATE) * 2 * np.pi * 50 / RATE)
    sound[10 * RATE : 10 * RATE + len(sentence)] += sentence * 0.1
    decoded = to_decode(_found(sound), 40)
    assert decoded[0].start <= 10
    assert decoded[-1].end >= 10 + len(sentence) / RATE


def test_a_keyboard_is_no_voice() -> None:
    sound = _hiss(30, -65)
    for at in range(RATE, 25 * RATE, RATE // 4):
        sound[at : at + 80] += np.random.default_rng(at).normal(0, 2000, 80) * np.exp(-np.arange(80) / 15)
    assert _found(sound) == ()


@pytest.mark.parametrize("dbfs", [-120, -80, -60, -45])
def test_steady_hiss_and_digital_silence_are_left_out(dbfs: float) -> None:
    assert _found(_hiss(60, dbfs)) == ()


def test_in_a_noise_as_loud_as_a_voice_everything_is_decoded() -> None:
    (whole,) = to_decode(_found(_hiss(30, -30)), 30)
    assert (whole.start, whole.end) == (0, 30)


def test_zeros_that_fill_a_gap_do_not_make_hiss_look_like_a_voice() -> None:
    sound = _hiss(60, -55)
    sound[15 * RATE : 40 * RATE] = 0
    assert _found(sound) == ()


def test_speech_without_a_pause_is_one_voice(sentence: Sound) -> None:
    ends = np.flatnonzero(np.abs(sentence) > 300)
    talk = np.tile(sentence[ends[0] : ends[-1]], 30)
    found = _found(talk)
    seconds = len(talk) / RATE
    assert to_decode(found, seconds) == (Stretch(0, seconds),)


def test_nothing_is_found_in_nothing() -> None:
    assert _found(np.zeros(0)) == ()
    assert to_decode((), 0) == ()


def test_sixteen_kilohertz_give_the_same_times(sentence: Sound) -> None:
    sound = np.concatenate([_hiss(5, -70), sentence, _hiss(5, -70)])
    doubled = np.repeat(sound, 2)
    ours, wide = _found(sound), _found(doubled, 2 * RATE)
    assert [round(one.start, 1) for one in wide] == [round(one.start, 1) for one in ours]


_VOICES = st.lists(st.tuples(st.floats(0, 300), st.floats(0.02, 20)), max_size=20).map(
    lambda pairs: joined((Stretch(start, min(320.0, start + length)) for start, length in pairs), 0.3)
)


@given(voices=_VOICES)
def test_every_voice_is_decoded_whole_and_in_order(voices: tuple[Stretch, ...]) -> None:
    decoded = to_decode(voices, 320)
    assert common(decoded, voices) == voices
    assert all(0 <= one.start < one.end <= 320 for one in decoded)
    assert joined(decoded, 0.4) == decoded


@given(voices=_VOICES, share=st.floats(0.01, 0.99))
def test_a_moment_of_the_decoded_sound_comes_back_to_its_place_in_the_file(
    voices: tuple[Stretch, ...], share: float
) -> None:
    decoded, at = to_decode(voices, 320), 0.0
    times = TimeMap(decoded)
    for stretch in decoded:
        moment = stretch.start + share * stretch.seconds
        heard = at + moment - stretch.start
        assert times.start(heard) == pytest.approx(moment, abs=1e-6)
        assert times.end(heard) == pytest.approx(moment, abs=1e-6)
        at += stretch.seconds


def test_what_ends_on_a_seam_ends_before_the_silence() -> None:
    times = TimeMap([Stretch(10, 12), Stretch(60, 61)])
    assert (times.start(1.5), times.end(2.0)) == (11.5, 12.0)
    assert (times.start(2.0), times.end(2.5)) == (60.0, 60.5)
    assert times.end(9) == 61, "nothing ends behind the file"


def test_music_without_words_is_not_speech_and_each_word_lies_in_speech() -> None:
    voices = (Stretch(0, 2), Stretch(10, 50))
    words = (Stretch(0.5, 0.9), Stretch(2.1, 2.2), Stretch(30, 30.5))
    assert spoken(voices, words) == (Stretch(0, 2.2), Stretch(29, 31.5))
    assert spoken(voices, ()) == ()
