"""Messages that patients leave: what counts as said, and when they are told."""

import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.asterisk.messages import DueMessage, seconds_said

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
NOISE = np.random.default_rng(3).standard_normal(24_000) * 60


def kept(path: Path, samples: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def due(file: Path) -> DueMessage:
    return DueMessage(call=ProviderCallId("1.1"), command=4, file=file, until=NOW + timedelta(seconds=5))


def test_the_lines_noise_is_no_message(tmp_path: Path) -> None:
    assert seconds_said(kept(tmp_path / "m.wav", NOISE)) == 0


def test_a_click_is_no_message(tmp_path: Path) -> None:
    click = NOISE.copy()
    click[8000:8400] += 9000
    assert seconds_said(kept(tmp_path / "m.wav", click)) == 0


def test_a_few_words_are_a_message_as_long_as_its_file(tmp_path: Path) -> None:
    words = NOISE.copy()
    words[8000:16_000] += 4000 * np.sin(np.arange(8000) / 5)
    assert seconds_said(kept(tmp_path / "m.wav", words)) == pytest.approx(3.0)


@pytest.mark.parametrize("content", [b"", b"RIFF", bytes(44), b"RIFF" + bytes(39), b"not a sound at all" * 10])
def test_what_is_no_sound_file_is_no_message(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.wav"
    path.write_bytes(content)
    assert seconds_said(path) == 0


def test_a_message_is_told_once_its_file_is_closed_and_without_one_when_time_is_up(tmp_path: Path) -> None:
    path = tmp_path / "m.wav"
    assert due(path).told(NOW) is None
    gone = due(path).told(NOW + timedelta(seconds=5))
    assert gone is not None
    assert (gone.command, gone.file, gone.seconds) == (4, "", 0.0)
    kept(path, NOISE + 3000 * np.sin(np.arange(24_000) / 5))
    told = due(path).told(NOW)
    assert told is not None
    assert told.file == str(path)
    assert told.seconds == pytest.approx(3.0)
