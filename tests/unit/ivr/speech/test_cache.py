"""Speech that was said before is not said again."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from ivr.speech import frames
from ivr.speech.cache import SpeechCache, key_of
from ivr.speech.espeak import EspeakVoice
from ivr.speech.espeak_process import EspeakProcess
from ivr.speech.port import Speaker, SpeechError

FRAME = frames.Frame(8000, b"\x01\x00\x02\x00", (("раз", 0.0), ("два", 0.5)))


@pytest.fixture
def process() -> Iterator[EspeakProcess]:
    started = EspeakProcess()
    yield started
    started.close()


def _dead() -> EspeakProcess:
    return EspeakProcess((sys.executable, "-c", "raise SystemExit(1)"))


def test_a_text_said_once_is_said_again_without_the_engine(tmp_path: Path, process: EspeakProcess) -> None:
    said = EspeakVoice(tmp_path, process=process).speak("Здравствуйте", Language.RU, Speaker.ROBOT)
    again = EspeakVoice(tmp_path, process=_dead()).speak("Здравствуйте", Language.RU, Speaker.ROBOT)
    np.testing.assert_array_equal(said.samples, again.samples)
    assert said.words == again.words


def test_another_speaker_or_language_is_not_taken_from_the_cache(tmp_path: Path, process: EspeakProcess) -> None:
    EspeakVoice(tmp_path, process=process).speak("Алло", Language.RU, Speaker.ROBOT)
    broken = EspeakVoice(tmp_path, process=_dead())
    with pytest.raises(SpeechError):
        broken.speak("Алло", Language.RU, Speaker.PATIENT_MALE)
    with pytest.raises(SpeechError):
        broken.speak("Алло", Language.UK, Speaker.ROBOT)


@pytest.mark.parametrize("damage", [b"", b"not json\nxx", frames.encode(FRAME)[:-1], frames.encode(FRAME) + b"x"])
def test_a_damaged_file_counts_as_missing_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    cache = SpeechCache(tmp_path)
    cache.keep("one", FRAME)
    next(tmp_path.glob("*.speech")).write_bytes(damage)
    assert cache.find("one") is None
    cache.keep("one", FRAME)
    assert cache.find("one") == FRAME


def test_a_full_cache_drops_its_oldest_files(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path, most_files=8)
    for number in range(30):
        cache.keep(f"text-{number}", FRAME)
    assert len(list(tmp_path.iterdir())) <= 8
    assert cache.find("text-29") == FRAME


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    cache = SpeechCache(in_the_way)
    cache.keep("one", FRAME)
    assert cache.find("one") is None


def test_a_key_tells_apart_what_only_joined_text_would_not() -> None:
    assert key_of(("ab", "c")) != key_of(("a", "bc"))


words = st.tuples(st.text(max_size=8), st.floats(0, 100))


@given(st.builds(frames.Frame, st.integers(1, 48000), st.binary(max_size=40).map(lambda b: b * 2), st.tuples(words)))
def test_a_frame_survives_the_way_through_bytes(frame: frames.Frame) -> None:
    assert frames.decode(frames.encode(frame)) == frame


@given(st.binary(max_size=60))
def test_bytes_that_are_no_frame_are_refused_and_never_crash(data: bytes) -> None:
    try:
        frame = frames.decode(data)
    except frames.BadFrameError:
        return
    assert data.endswith(frame.pcm)
