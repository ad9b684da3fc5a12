"""`callcenter export`: a copy without private words, heard again by the recogniser that found them."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.languages import Language
from ivr.speech.espeak import EspeakVoice
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.outside_file import words_of_file
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import CallTranscript, Speaker
from tests.support.commands import Ran, callcenter
from tests.unit.recordings.audio.sounds import Samples, write

_RATE = 8000
_LINES = (
    (Speaker.ADMINISTRATOR, "operator-female", "Здравствуйте, меня зовут Анна. Какой у вас номер телефона?"),
    (Speaker.PATIENT, "patient-male", "Восемь девятьсот, сто двадцать три, сорок пять, шестьдесят семь."),
    (Speaker.ADMINISTRATOR, "operator-female", "Могу записать вас завтра в десять."),
    (Speaker.PATIENT, "patient-male", "Да, хорошо, спасибо."),
)
_DIGITS = {"восемь", "девятьсот", "сто", "двадцать", "три", "сорок", "пять", "шестьдесят", "семь"}


def _spoken(folder: Path) -> Path:
    """A call in which the patient says a telephone number."""
    sides: dict[Speaker, list[Samples]] = {speaker: [] for speaker in Speaker}
    voice = EspeakVoice()
    try:
        for speaker, name, text in _LINES:
            said = voice.speak(text, Language.RU, name).samples / 32768
            for side, parts in sides.items():
                parts.append(said if side is speaker else np.zeros(len(said)))
                parts.append(np.zeros(_RATE))
    finally:
        voice.close()
    dice = np.random.default_rng(1)
    channels = [np.concatenate(sides[side]) for side in (Speaker.PATIENT, Speaker.ADMINISTRATOR)]
    return write(folder / "call.wav", *(side + dice.uniform(-1, 1, len(side)) * 0.0002 for side in channels))


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A clinic that may use the demo's speech models."""
    given = {
        "CALLCENTER_DATA_DIR": str(tmp_path / "data"),
        "CALLCENTER_DEMO": "yes",
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
    }
    assert callcenter("migrate", settings=given).code == 0
    return given


def _kept(folder: Path, settings: dict[str, str]) -> str:
    ran = callcenter("ingest", str(_spoken(folder)), settings=settings)
    assert ran.code == 0, ran.err
    return ran.out.split()[0]


def _done(*arguments: str, settings: dict[str, str]) -> Ran:
    ran = callcenter(*arguments, settings=settings)
    assert ran.code == 0, ran.err
    return ran


def _heard(sound: Path) -> CallTranscript:
    sides = {Speaker.PATIENT: 0, Speaker.ADMINISTRATOR: 1}
    models = ModelStore(sound.parent / "none", allow_demo=True)
    return words_of_file(sound, Language.RU, sides, models, VoskTranscriber())


def test_the_recogniser_hears_no_digit_in_a_copy_without_private_words(
    settings: dict[str, str], tmp_path: Path
) -> None:
    recording = _kept(tmp_path, settings)
    (original,) = (tmp_path / "data" / "recordings").rglob(f"{recording}.wav")
    before = hashlib.sha256(original.read_bytes()).hexdigest()
    assert len(_DIGITS & set(" ".join(turn.text for turn in _heard(original).turns).split())) >= 7

    ran = _done("export", recording, "--masked", "-o", str(tmp_path / "copy"), settings=settings)

    names = [Path(line).name for line in ran.out.splitlines()]
    assert [name[16:] for name in names] == [" masked.wav", " masked.txt", " masked.json"]
    assert recording not in "".join(names)
    text = (tmp_path / "copy" / names[1]).read_text(encoding="utf-8")
    assert re.search(r"^  0:\d\d  Пациент        .*\[телефон\]$", text, re.MULTILINE)
    assert "Администратор  Могу записать вас завтра в 10:00" in text
    words = json.loads((tmp_path / "copy" / names[2]).read_text(encoding="utf-8"))
    said = " ".join(turn["text"] for turn in words["turns"])
    heard = " ".join(turn.text for turn in _heard(tmp_path / "copy" / names[0]).turns)
    for copy in (text, said, heard):
        assert not _DIGITS & set(copy.split())
    assert "могу записать вас завтра в десять" in heard
    assert hashlib.sha256(original.read_bytes()).hexdigest() == before
    assert "command line\texport_masked" in _done("access-log", settings=settings).out


def test_the_whole_recording_is_copied_where_nothing_else_is_asked_for(
    settings: dict[str, str], tmp_path: Path
) -> None:
    recording = _kept(tmp_path, settings)
    sound, text, words = map(
        Path,
        _done(
            "export", recording, "-o", str(tmp_path / "copy"), "--format", "flac", settings=settings
        ).out.splitlines(),
    )
    assert (sound.suffix, sound.stat().st_size > 10_000) == (".flac", True)
    assert "123-45-67" in text.read_text(encoding="utf-8")
    assert "девятьсот" in words.read_text(encoding="utf-8")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "copy").iterdir()} == {0o600}
    assert "command line\texport_recording" in _done("access-log", settings=settings).out

    again = callcenter("export", recording, "-o", str(tmp_path / "copy"), "--format", "flac", settings=settings)
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith(f"callcenter: {sound} is there already; --force writes it anew")
    _done("export", recording, "-o", str(tmp_path / "copy"), "--format", "flac", "--force", settings=settings)


def test_a_recording_that_is_not_there_is_said_so(settings: dict[str, str], tmp_path: Path) -> None:
    ran = callcenter("export", "nothing", "-o", str(tmp_path / "copy"), settings=settings)
    assert (ran.code, ran.err.strip()) == (
        1,
        "callcenter: there is no recording or call nothing; `callcenter search` prints their ids",
    )
    assert not (tmp_path / "copy").exists()


def test_a_tone_alone_is_refused_because_nothing_would_be_covered(settings: dict[str, str], tmp_path: Path) -> None:
    ran = callcenter("export", "any", "--tone", "-o", str(tmp_path / "copy"), settings=settings)
    assert ran.code == 2
    assert "goes with --masked" in ran.err
    assert not (tmp_path / "copy").exists()


def test_a_recording_without_words_is_exported_as_sound_alone_and_said_so(
    settings: dict[str, str], tmp_path: Path
) -> None:
    given = write(tmp_path / "call.wav", np.sin(np.arange(_RATE)))
    kept = _done("ingest", str(given), "--later", settings=settings).out.split()[0]
    ran = _done("export", kept, "-o", str(tmp_path / "out"), settings=settings)
    [sound] = (tmp_path / "out").iterdir()
    assert (sound.suffix, ran.out) == (".wav", f"{sound}\n")
    assert "the words are wanting: the recording has not been transcribed" in ran.err
    masked = callcenter("export", kept, "-o", str(tmp_path / "masked"), "--masked", settings=settings)
    assert masked.code == 1
