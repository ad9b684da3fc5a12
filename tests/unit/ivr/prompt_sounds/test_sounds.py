"""What a caller hears for a prompt, whatever is wrong with files, disk and voice engine."""

import os
import signal
import threading
import time
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from ivr.flow.commands import Said
from ivr.prompt_sounds.cleaning import Take, clean
from ivr.prompt_sounds.general_store import GENERAL, GENERAL_TEXTS, GeneralStore
from ivr.prompt_sounds.limited_voice import LimitedVoice, PromptVoice
from ivr.prompt_sounds.pair_store import path_of
from ivr.prompt_sounds.render_store import Limits, RenderStore
from ivr.prompt_sounds.service import PromptSounds
from ivr.prompt_sounds.sound import Rate, SoundSource
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.prompt_sounds.versions import Recording
from ivr.speech.espeak import EspeakVoice
from ivr.speech.espeak_process import EspeakProcess
from ivr.speech.port import Speech
from tests.support.studio import RATE_HZ, spoken

_NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
_WAIT = "Спасибо, оставайтесь на линии."


def _said(text: str = _WAIT, prompt: str = "wait", *, fixed: bool = True) -> Said:
    return Said(prompt=prompt, text=text, spoken=text, private=not fixed, fixed=fixed)


@dataclass
class _Room:
    """A clinic's folder and who speaks."""

    folder: Path
    clock: JumpingClock
    limits: Limits | None = None

    def sounds(self, voice: PromptVoice, *, limit_s: float = 20.0) -> PromptSounds:
        return PromptSounds(
            studio=StudioStore(self.folder),
            renders=RenderStore(self.folder / "rendered", self.clock, self.limits),
            general=GeneralStore(self.folder / "rendered" / "general"),
            voice=LimitedVoice(voice, limit_s=limit_s),
        )

    def record(self, text: str, prompt: str = "wait") -> None:
        cleaned = clean(Take(spoken(text), RATE_HZ))
        recording = Recording(
            digest="",
            text=text,
            imported_at=_NOW,
            source="studio.wav",
            loudness_before=cleaned.loudness_before,
            loudness_after=cleaned.loudness_after,
            seconds=cleaned.pair.seconds,
        )
        StudioStore(self.folder).put(Language.RU, prompt, recording, cleaned.pair)


@pytest.fixture
def room(tmp_path: Path) -> _Room:
    return _Room(tmp_path / "prompts", JumpingClock(_NOW))


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    started = EspeakVoice(rate_hz=Rate.WIDE)
    yield started
    started.close()


@pytest.fixture
def dead_voice() -> EspeakVoice:
    """espeak-ng whose process ends at once."""
    return EspeakVoice(rate_hz=Rate.WIDE, process=EspeakProcess(("false",)))


class _Hanging:
    """espeak-ng that does not come back until it is let go."""

    def __init__(self, voice: EspeakVoice) -> None:
        self.let_go = threading.Event()
        self._voice = voice

    def speak(self, text: str, language: Language, speaker: str) -> Speech:
        assert self.let_go.wait(60)
        return self._voice.speak(text, language, speaker)

    def fingerprint(self, text: str, language: Language, speaker: str) -> str:
        return self._voice.fingerprint(text, language, speaker)


def test_the_voice_engine_says_a_prompt_once_and_its_file_is_played_from_then_on(
    room: _Room, voice: EspeakVoice, dead_voice: EspeakVoice
) -> None:
    first = room.sounds(voice).sound_of(_said(), Language.RU)
    again = room.sounds(dead_voice).sound_of(_said(), Language.RU)
    assert (first.source, again.source) == (SoundSource.ENGINE, SoundSource.KEPT)
    assert first.path == again.path
    assert np.array_equal(first.samples, again.samples)


@pytest.mark.parametrize("rate", list(Rate))
def test_files_are_of_the_one_form_that_asterisk_plays(room: _Room, voice: EspeakVoice, rate: Rate) -> None:
    sound = room.sounds(voice).sound_of(_said(), Language.RU, rate)
    assert sound.path is not None
    assert sound.path.suffix == {Rate.NARROW: ".wav", Rate.WIDE: ".wav16"}[rate]
    with wave.open(str(sound.path)) as file:  # refuses every format tag but 1
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, rate)
        assert file.getnframes() == len(sound.samples)
    assert all(path_of(sound.path.parent, sound.path.stem, each).is_file() for each in Rate)


def test_a_studio_recording_wins_over_the_voice_engine(room: _Room, voice: EspeakVoice) -> None:
    room.record(_WAIT)
    assert room.sounds(voice).sound_of(_said(), Language.RU).source is SoundSource.STUDIO


def test_a_recording_of_other_words_is_not_played(room: _Room, voice: EspeakVoice) -> None:
    room.record("Подождите.")
    assert room.sounds(voice).sound_of(_said(), Language.RU).source is SoundSource.ENGINE


def test_a_recording_that_was_deleted_by_hand_is_said_by_the_engine(room: _Room, voice: EspeakVoice) -> None:
    room.record(_WAIT)
    for path in (room.folder / "ru").glob("*.wav"):
        path.unlink()
    assert room.sounds(voice).sound_of(_said(), Language.RU).source is SoundSource.ENGINE


def test_a_damaged_manifest_does_not_keep_a_prompt_from_being_said(room: _Room, voice: EspeakVoice) -> None:
    room.record(_WAIT)
    (room.folder / "ru" / "wait.json").write_text('{"now": ')
    assert room.sounds(voice).sound_of(_said(), Language.RU).source is SoundSource.ENGINE


@pytest.mark.parametrize("harm", ["gone", "short", "empty"])
def test_a_file_that_vanished_or_broke_between_check_and_play_is_made_again(
    room: _Room, voice: EspeakVoice, harm: str
) -> None:
    sounds = room.sounds(voice)
    path = sounds.sound_of(_said(), Language.RU).path
    assert path is not None
    whole = path.read_bytes()
    path.unlink() if harm == "gone" else path.write_bytes(whole[: 0 if harm == "empty" else 1000])
    again = sounds.sound_of(_said(), Language.RU)
    assert again.source is SoundSource.ENGINE
    assert path.read_bytes() == whole


def test_a_dead_engine_leaves_the_caller_with_the_general_prompt_of_the_language(
    room: _Room, dead_voice: EspeakVoice
) -> None:
    sounds = room.sounds(dead_voice)
    for language in Language:
        sound = sounds.sound_of(_said(), language)
        assert sound.is_general
        assert 2 < sound.seconds < 8
        assert sound.path is not None
        assert sound.path.is_relative_to(room.folder), "the exchange finds all sounds below one folder"
    assert sounds.counts()[SoundSource.GENERAL] == len(Language)


def test_the_clinics_own_general_prompt_is_played_where_it_is_recorded(room: _Room, dead_voice: EspeakVoice) -> None:
    room.record(GENERAL_TEXTS[Language.RU], GENERAL)
    sound = room.sounds(dead_voice).sound_of(_said(), Language.RU)
    assert sound.is_general
    assert sound.path is not None
    assert sound.path.parent == room.folder / "ru"


def test_the_general_prompt_is_laid_out_again_where_somebody_deleted_it(room: _Room, dead_voice: EspeakVoice) -> None:
    sounds = room.sounds(dead_voice)
    before = sounds.sound_of(_said(), Language.RU).path
    assert before is not None
    before.unlink()
    assert sounds.sound_of(_said(), Language.RU).path == before
    assert before.is_file()


def test_after_the_general_prompt_the_rest_of_a_play_is_not_said(room: _Room, dead_voice: EspeakVoice) -> None:
    sounds = room.sounds(dead_voice).sounds_of([_said(), _said("До свидания!", "goodbye")], Language.RU)
    assert [sound.is_general for sound in sounds] == [True]


def test_a_hanging_engine_is_waited_for_no_longer_than_the_limit_and_then_not_at_all(
    room: _Room, voice: EspeakVoice
) -> None:
    hanging = _Hanging(voice)
    sounds = room.sounds(hanging, limit_s=0.3)
    began = time.monotonic()
    assert sounds.sound_of(_said(), Language.RU).is_general
    assert time.monotonic() - began >= 0.3
    for number in range(20):
        assert sounds.sound_of(_said(f"{_WAIT} {number}"), Language.RU).is_general
    assert time.monotonic() - began < 5, "calls do not queue up behind an engine that hangs"
    hanging.let_go.set()


def test_a_frozen_engine_process_costs_one_caller_the_limit_and_is_replaced(room: _Room) -> None:
    process = EspeakProcess(patience_s=1.0)
    sounds = room.sounds(EspeakVoice(rate_hz=Rate.WIDE, process=process), limit_s=0.5)
    assert sounds.sound_of(_said("Первый."), Language.RU).source is SoundSource.ENGINE
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    assert sounds.sound_of(_said(), Language.RU).is_general
    source, deadline = SoundSource.GENERAL, time.monotonic() + 20
    while source is SoundSource.GENERAL and time.monotonic() < deadline:
        source = sounds.sound_of(_said(), Language.RU).source
    assert source in {SoundSource.ENGINE, SoundSource.KEPT}
    process.close()


def test_many_calls_at_once_each_hear_their_own_words(room: _Room, voice: EspeakVoice) -> None:
    sounds = room.sounds(voice)
    texts = [f"Ваш номер в очереди {number}." for number in ("один", "два", "три", "четыре")] * 6
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda text: sounds.sound_of(_said(text, fixed=False), Language.RU), texts))
    assert not any(sound.is_general for sound in found)
    assert len({sound.path for sound in found}) == 4
    assert all(len({len(sound.samples) for sound in found[place::4]}) == 1 for place in range(4))


def test_an_engine_that_comes_back_speaks_again(room: _Room, voice: EspeakVoice) -> None:
    hanging = _Hanging(voice)
    sounds = room.sounds(hanging, limit_s=0.5)
    assert sounds.sound_of(_said(), Language.RU).is_general
    hanging.let_go.set()
    source, deadline = SoundSource.GENERAL, time.monotonic() + 20
    while source is SoundSource.GENERAL and time.monotonic() < deadline:
        source = sounds.sound_of(_said(), Language.RU).source
    assert source in {SoundSource.ENGINE, SoundSource.KEPT}


def test_an_engine_that_throws_anything_at_all_does_not_end_the_call(room: _Room, voice: EspeakVoice) -> None:
    class Broken(_Hanging):
        def speak(self, text: str, language: Language, speaker: str) -> Speech:
            raise ZeroDivisionError

    class WorseBroken(Broken):
        def fingerprint(self, text: str, language: Language, speaker: str) -> str:
            raise KeyError(text)

    assert room.sounds(Broken(voice)).sound_of(_said(), Language.RU).is_general
    assert room.sounds(WorseBroken(voice)).sound_of(_said(), Language.RU).is_general


@pytest.mark.parametrize("text", ["\ud800", "a" * 5000, "«»"])
def test_a_text_that_cannot_be_said_becomes_the_general_prompt(room: _Room, voice: EspeakVoice, text: str) -> None:
    assert room.sounds(voice).sound_of(_said(text), Language.RU).is_general


def test_an_empty_text_plays_nothing(room: _Room, voice: EspeakVoice) -> None:
    sound = room.sounds(voice).sound_of(_said("  "), Language.RU)
    assert (sound.source, sound.path, len(sound.samples)) == (SoundSource.NOTHING, None, 0)


def test_a_disk_that_takes_nothing_costs_the_file_but_not_the_words_where_samples_are_enough(
    room: _Room, voice: EspeakVoice
) -> None:
    room.folder.mkdir()
    (room.folder / "rendered").write_text("a file where the folder should be")
    sounds = room.sounds(voice)
    in_memory = sounds.sound_of(_said(), Language.RU, as_file=False)
    assert (in_memory.source, in_memory.path) == (SoundSource.ENGINE, None)
    as_file = sounds.sound_of(_said(), Language.RU)
    assert as_file.is_general
    assert as_file.path is not None
    assert as_file.path.is_file(), "the shipped file itself"


def test_words_with_a_patients_data_are_kept_apart_and_not_for_long(tmp_path: Path, voice: EspeakVoice) -> None:
    room = _Room(tmp_path, JumpingClock(_NOW))
    sounds = room.sounds(voice)
    path = sounds.sound_of(_said("Мария, ждём вас во вторник.", "confirmed", fixed=False), Language.RU).path
    kept = sounds.sound_of(_said(), Language.RU).path
    assert path is not None
    assert kept is not None
    assert path.parent.name == "calls"
    room.clock.jump(timedelta(hours=25))
    RenderStore(tmp_path / "rendered", room.clock).sweep()
    assert not path.exists()
    assert kept.exists()


def test_what_was_said_longest_ago_goes_when_there_is_too_much(tmp_path: Path, voice: EspeakVoice) -> None:
    room = _Room(tmp_path, JumpingClock(_NOW), Limits(calls=2))
    sounds = room.sounds(voice)
    paths = []
    for text in ("Один.", "Два.", "Три."):
        paths.append(sounds.sound_of(_said(text, fixed=False), Language.RU).path)
        room.clock.jump(timedelta(minutes=1))
    assert [path is not None and path.exists() for path in paths] == [False, True, True]
