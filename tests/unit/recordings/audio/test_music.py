"""Music and voices: stretches that overlap are looked at together, and each is judged as it is alone."""

import wave
from pathlib import Path

import numpy as np
import pytest

from recordings.audio.music import STRETCH_S, Samples, which_are_music
from recordings.stretch import Stretch
from recordings.transcribe.music_words import without_music
from recordings.transcribe.port import Heard
from recordings.transcript import Speaker, Word
from tests.unit.recordings.audio.sounds import music, write

RATE = 8000
VOICE = Path(__file__).parents[3] / "golden" / "transcripts" / "ru-dialogue.wav"


@pytest.fixture(scope="module")
def voice_then_music() -> Samples:
    with wave.open(str(VOICE), "rb") as file:
        sound = np.frombuffer(file.readframes(10 * RATE), dtype="<i2").reshape(-1, file.getnchannels())
    voices = sound.sum(axis=1) / 32_768
    return np.concatenate([voices, music(10, 3)]).astype(np.float32)


def test_stretches_that_overlap_are_judged_as_each_is_alone(voice_then_music: Samples) -> None:
    starts = [start for start in np.arange(0.0, 17.0, 0.75) if not 7.0 <= start < 10.0]  # none that holds some of both
    together = which_are_music(voice_then_music, RATE, [Stretch(start, start + STRETCH_S) for start in starts])
    alone = [
        which_are_music(voice_then_music[int(start * RATE) :], RATE, [Stretch(0.0, STRETCH_S)])[0] for start in starts
    ]
    assert together == alone == [start >= 10.0 for start in starts]


def test_of_sound_that_is_shorter_than_a_look_nothing_is_said() -> None:
    assert which_are_music(np.zeros(100, dtype=np.float32), RATE, [Stretch(0.0, 100 / RATE)]) == [False]


def test_words_of_music_that_plays_for_minutes_are_all_left_out(tmp_path: Path) -> None:
    said = tuple(Word(text="да", start=place / 2, end=place / 2 + 0.4) for place in range(240))
    audio = write(tmp_path / "music.wav", music(120, 7))
    heard = Heard(words={Speaker.PATIENT: said}, seconds=120.0)
    assert without_music(audio, {0: Speaker.PATIENT}, heard).words[Speaker.PATIENT] == ()


def test_unknown_words_are_left_out_of_music_and_kept_of_voices(tmp_path: Path, voice_then_music: Samples) -> None:
    audio = write(tmp_path / "call.wav", voice_then_music.astype(np.float64))
    told, dreamt = Stretch(3.0, 3.5), Stretch(14.0, 14.5)
    heard = Heard(
        words={Speaker.PATIENT: ()},
        seconds=len(voice_then_music) / RATE,
        speech={Speaker.PATIENT: (told, dreamt)},
        unknown={Speaker.PATIENT: (told, dreamt)},
    )
    left = without_music(audio, {0: Speaker.PATIENT}, heard)
    assert left.unknown[Speaker.PATIENT] == (told,)
    assert left.speech[Speaker.PATIENT] == (told,)
