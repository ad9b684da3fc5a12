"""What is a voice, what is a beep, and what is neither."""

from collections.abc import Iterable

import numpy as np
import pytest

from callcenter.telephony.voice_port import SoundFrame
from ivr.hearing.sound_watch import BeepEnded, SoundWatch
from ivr.hearing.voice import Change
from tests.unit.ivr.hearing.sounds import RATE, Sound, cough, frames, music, noise, on_a_line, silence, tone, voice


def _told(given: Iterable[SoundFrame]) -> list[tuple[str, float]]:
    watch = SoundWatch()
    return [
        ("beep" if isinstance(one, BeepEnded) else one.change.value, round(one.at, 2))
        for frame in given
        for one in watch.hear(frame)
    ]


def _changes(sound: Sound) -> list[tuple[str, float]]:
    return _told(frames(sound))


def _beeps(*parts: Sound) -> list[float]:
    return [at for what, at in _changes(on_a_line(*parts)) if what == "beep"]


def _speaks(sound: Sound) -> bool:
    return any(what == Change.SPEAKING for what, _ in _changes(sound))


def test_a_voice_begins_is_known_as_one_and_ends() -> None:
    told = _changes(on_a_line(silence(0.5), voice(0.8), silence(0.6)))
    assert [what for what, _ in told] == ["began", "speaking", "ended"]
    assert [at for _, at in told] == pytest.approx([0.5, 0.82, 1.3], abs=0.05)


@pytest.mark.parametrize("pitch", [85, 140, 220, 320])
@pytest.mark.parametrize("hiss", [5, 60, 200])
def test_deep_and_high_voices_are_known_on_quiet_and_noisy_lines(pitch: float, hiss: float) -> None:
    assert _speaks(on_a_line(silence(0.5), voice(0.5, pitch), silence(0.5), hiss=hiss))


def test_who_speaks_from_the_first_moment_is_heard() -> None:
    assert _speaks(on_a_line(voice(1.5), silence(0.5)))


@pytest.mark.parametrize("seed", range(10))
def test_a_cough_is_heard_but_is_no_speaking(seed: int) -> None:
    told = _changes(on_a_line(silence(0.5), cough(seed=seed), silence(0.5), cough(seed=seed + 50), silence(0.5)))
    assert [what for what, _ in told] == ["began", "ended", "began", "ended"]


@pytest.mark.parametrize("level", [10, 100, 400])
def test_the_noise_of_a_line_is_no_voice(level: float) -> None:
    assert not _speaks(noise(8, level))


def test_noise_that_grows_louder_is_soon_taken_for_the_lines_own() -> None:
    told = _changes(np.concatenate([noise(2, 20), noise(12, 500)]))
    assert told[-1][0] == "ended"
    assert not any(what == "speaking" for what, _ in told)


def test_a_click_is_nothing() -> None:
    assert _changes(on_a_line(silence(0.5), noise(0.03, 5000), silence(0.5))) == []


def test_a_closure_within_a_word_does_not_end_it() -> None:
    told = _changes(on_a_line(silence(0.5), voice(0.4), silence(0.1), voice(0.4), silence(0.5)))
    assert [what for what, _ in told] == ["began", "speaking", "ended"]


@pytest.mark.parametrize("pitch", [440, 620, 850, 1000, 1400, 2000])
@pytest.mark.parametrize("hiss", [5, 100])
def test_a_beep_with_quiet_behind_it_is_told(pitch: float, hiss: float) -> None:
    sound = on_a_line(voice(1), silence(0.4), tone(0.4, pitch), silence(2), hiss=hiss)
    beeps = [at for what, at in _changes(sound) if what == "beep"]
    assert beeps == pytest.approx([1.8], abs=0.05)


def test_a_short_beep_is_told() -> None:
    assert len(_beeps(voice(1), silence(0.3), tone(0.18, 1000), silence(1))) == 1


@pytest.mark.parametrize(
    "tones",
    [
        pytest.param([tone(1, 425), silence(4)] * 3, id="ringing in Europe and China"),
        pytest.param([tone(2, 440, 480), silence(4)] * 2, id="ringing in America"),
        pytest.param([tone(0.35, 425), silence(0.35)] * 8, id="busy in Russia"),
        pytest.param([tone(0.5, 425), silence(0.5)] * 8, id="busy in Poland"),
        pytest.param([tone(0.35, 450), silence(0.35)] * 8, id="busy in China"),
        pytest.param([tone(0.5, 480, 620), silence(0.5)] * 6, id="busy in America"),
        pytest.param([tone(0.33, 950), tone(0.33, 1400), tone(0.33, 1800), silence(1)] * 2, id="special information"),
        pytest.param([tone(0.2, 697, 1209), silence(1)] * 3, id="a key"),
        pytest.param([tone(0.2, 941, 1336), silence(1)] * 3, id="another key"),
    ],
)
def test_the_networks_tones_and_keys_are_no_beeps(tones: list[Sound]) -> None:
    assert _beeps(silence(0.5), *tones, silence(1)) == []


@pytest.mark.parametrize("seed", range(5))
def test_music_is_no_beep(seed: int) -> None:
    assert _beeps(silence(0.5), music(6, seed=seed), silence(1)) == []


@pytest.mark.parametrize("pitch", [100, 180, 260, 330])
def test_a_drawn_out_vowel_is_no_beep(pitch: float) -> None:
    assert _beeps(silence(0.5), voice(1.2, pitch), silence(1)) == []


def test_frames_of_another_length_twice_and_late_change_nothing() -> None:
    sound = on_a_line(silence(0.5), voice(0.8), silence(0.6))
    given = list(frames(sound))
    twice = [one for frame in given for one in (frame, frame)]
    assert _told(twice) == _told(given)
    assert _told([*given[:30], given[10], *given[30:]]) == _told(given)
    assert _told(frames(sound, frame_s=0.03)) == _told(given)


def test_a_hole_is_silence_and_a_long_one_begins_anew() -> None:
    given = list(frames(on_a_line(silence(0.5), voice(0.5), silence(0.8), voice(0.5), silence(0.5))))
    without = [frame for frame in given if not 1.02 < frame.at < 1.7]
    assert [what for what, _ in _told(without)] == [what for what, _ in _told(given)]
    moved = [
        SoundFrame(sequence=f.sequence, at=f.at + 60 * (f.at > 1.2), rate=f.rate, samples=f.samples) for f in given
    ]
    what, when = _told(moved)[-1]
    assert what == "ended"
    assert when == pytest.approx(62.3, abs=0.05)


def test_a_rate_of_sixteen_thousand_is_heard_as_well() -> None:
    sound = on_a_line(silence(0.5), voice(0.8), silence(0.6), tone(0.3, 1000), silence(0.5))
    wide = np.interp(np.arange(2 * len(sound)) / 2, np.arange(len(sound)), sound)
    told = _told(frames(wide, rate=2 * RATE))
    assert [what for what, _ in told if what != "began"][:2] == ["speaking", "ended"]
    assert [what for what, _ in told].count("beep") == 1
