"""A studio's folder taken in: any usual file, the message of each bad one, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from callcenter.app.prompt_wiring import read_take
from callcenter.kit.clock import JumpingClock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from ivr.flow.loader import PROMPTS, load_prompts
from ivr.flow.prompts import Prompt, Prompts
from ivr.flow.samples import made_up
from ivr.flow.state import State
from ivr.flow.texts import say
from ivr.prompt_sounds.catalogue import fixed_prompts
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_service import ImportedFile, Outcome, Studio
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.speech.resampling import resampled
from tests.support.studio import RATE_HZ, Wave, spoken, studio_file

_TEXTS = {
    "wait": "Спасибо, оставайтесь на линии.",
    "goodbye": "Спасибо за звонок. До свидания!",
    "named": "{{ patient.asked }}, это вы?",
    "about_no_show": "по вопросу записи",
}


def _prompts(**changed: str) -> dict[Language, Prompts]:
    texts = {**_TEXTS, **changed}
    by_id = {name: Prompt(id=name, text=text) for name, text in texts.items()}
    return {language: Prompts(language=language, by_id=by_id) for language in (Language.RU, Language.EN)}


@pytest.fixture
def store(tmp_path: Path) -> StudioStore:
    return StudioStore(tmp_path / "prompts")


@pytest.fixture
def studio(store: StudioStore) -> Studio:
    return Studio(store, _prompts(), read_take, JumpingClock(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "from studio").mkdir()
    return tmp_path / "from studio"


def _bring(studio: Studio, folder: Path) -> dict[str, ImportedFile]:
    return {one.file: one for one in studio.bring(folder, Language.RU)}


@pytest.mark.parametrize(
    ("name", "rate_hz", "subtype"),
    [
        ("wait.wav", 48000, "PCM_24"),
        ("wait.wav", 44100, "FLOAT"),
        ("wait.wav", 8000, "ALAW"),
        ("wait.mp3", 44100, None),
        ("wait.ogg", 48000, None),
        ("WAIT.FLAC", 22050, None),
    ],
)
def test_any_usual_file_becomes_the_prompt_at_both_rates(
    studio: Studio, store: StudioStore, folder: Path, name: str, rate_hz: int, subtype: str | None
) -> None:
    studio_file(folder / name, resampled(spoken(_TEXTS["wait"]), RATE_HZ, rate_hz), rate_hz, subtype=subtype)
    assert _bring(studio, folder)[name].outcome is Outcome.IMPORTED
    now = store.versions(Language.RU, "wait").now
    assert now is not None
    for rate in Rate:
        samples = store.samples(Language.RU, "wait", now, rate)
        assert samples is not None
        assert len(samples) / rate == pytest.approx(now.seconds, abs=0.02)
    assert now.source == name


@pytest.mark.parametrize("turned", [0.0, -0.5])
def test_a_stereo_file_with_an_empty_or_turned_channel_is_heard(studio: Studio, folder: Path, turned: float) -> None:
    wave = spoken(_TEXTS["wait"])
    studio_file(folder / "wait.wav", np.stack((wave * turned, wave), axis=1))
    report = _bring(studio, folder)["wait.wav"]
    assert report.cleaned is not None
    assert report.cleaned.loudness_after == pytest.approx(-23, abs=0.5)


def test_each_bad_file_is_told_and_the_good_ones_are_taken(studio: Studio, store: StudioStore, folder: Path) -> None:
    wave = spoken(_TEXTS["wait"])
    studio_file(folder / "en" / "wait.wav", wave)
    studio_file(folder / "goodbye.wav", wave)
    studio_file(folder / "goodbye.flac", wave)
    studio_file(folder / "wiat.wav", wave)
    studio_file(folder / "named.wav", wave)
    studio_file(folder / "about_no_show.wav", wave)
    studio_file(folder / "zh" / "wait.wav", wave)
    studio_file(folder / "de" / "wait.wav", wave)
    (folder / "wait.wav").write_bytes(b"RIFF no sound at all")
    (folder / "reading sheet.csv").write_text("file,text")
    (folder / ".DS_Store").write_text("x")
    found = _bring(studio, folder)
    assert {name: one.outcome.value for name, one in found.items()} == {
        "en/wait.wav": "imported",
        "goodbye.flac": "imported",
        "goodbye.wav": "refused",
        "wiat.wav": "refused",
        "named.wav": "refused",
        "about_no_show.wav": "refused",
        "zh/wait.wav": "refused",
        "de/": "skipped",
        "wait.wav": "refused",
        "reading sheet.csv": "skipped",
    }
    assert found["wiat.wav"].problem == "wiat is no prompt; did you mean wait?"
    assert "voice engine says it" in found["named.wav"].problem
    assert found["goodbye.wav"].problem == "goodbye.flac is the same prompt; keep one of them"
    assert "no Chinese prompts" in found["zh/wait.wav"].problem
    assert "give WAV, MP3, OGG or FLAC" in found["wait.wav"].problem
    assert store.versions(Language.RU, "wait").now is None


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        (lambda: np.zeros(0), "holds no sound"),
        (lambda: np.zeros(RATE_HZ), "nobody speaks"),
        (lambda: np.clip(spoken("Проверка громкости.") * 6, -1, 1), "too loud"),
        (lambda: np.tile(spoken("Проверка длины записи."), 60), "60 s is the most"),
    ],
    ids=["empty", "silent", "clipped", "long"],
)
def test_a_bad_recording_leaves_the_one_before_in_use(
    studio: Studio, store: StudioStore, folder: Path, recorded: Callable[[], Wave], told: str
) -> None:
    studio_file(folder / "wait.wav", spoken(_TEXTS["wait"]))
    _bring(studio, folder)
    before = store.versions(Language.RU, "wait")
    studio_file(folder / "wait.wav", recorded())
    assert told in _bring(studio, folder)["wait.wav"].problem
    assert store.versions(Language.RU, "wait") == before


def test_the_same_file_again_changes_nothing(studio: Studio, store: StudioStore, folder: Path) -> None:
    studio_file(folder / "wait.wav", spoken(_TEXTS["wait"]))
    _bring(studio, folder)
    before = store.versions(Language.RU, "wait")
    assert _bring(studio, folder)["wait.wav"].outcome is Outcome.UNCHANGED
    assert store.versions(Language.RU, "wait") == before


def test_the_same_file_again_mends_a_recording_whose_sound_was_deleted(
    studio: Studio, store: StudioStore, folder: Path
) -> None:
    studio_file(folder / "wait.wav", spoken(_TEXTS["wait"]))
    _bring(studio, folder)
    for path in store.folder.rglob("*.wav16"):
        path.unlink()
    assert _bring(studio, folder)["wait.wav"].outcome is Outcome.IMPORTED
    now = store.versions(Language.RU, "wait").now
    assert now is not None
    assert store.samples(Language.RU, "wait", now, Rate.WIDE) is not None


def test_undo_brings_back_the_recording_before_and_goes_forth_again(
    studio: Studio, store: StudioStore, folder: Path
) -> None:
    studio_file(folder / "wait.wav", spoken("Первая запись."))
    _bring(studio, folder)
    first = store.versions(Language.RU, "wait").now
    studio_file(folder / "wait.wav", spoken("Вторая запись."))
    _bring(studio, folder)
    second = store.versions(Language.RU, "wait").now
    assert studio.undo("wait", Language.RU).now == first
    assert first is not None
    assert store.samples(Language.RU, "wait", first, Rate.NARROW) is not None
    assert studio.undo("wait", Language.RU).now == second


def test_a_removed_recording_comes_back_by_undo_even_after_another_one(
    studio: Studio, store: StudioStore, folder: Path
) -> None:
    studio_file(folder / "wait.wav", spoken("Первая запись."))
    _bring(studio, folder)
    first = store.versions(Language.RU, "wait").now
    studio.remove("wait", Language.RU)
    assert store.versions(Language.RU, "wait").now is None
    studio_file(folder / "wait.wav", spoken("Вторая запись."))
    _bring(studio, folder)
    assert studio.undo("wait", Language.RU).now == first


def test_a_recording_of_an_older_text_is_used_once_the_clinic_accepts_it(
    studio: Studio, store: StudioStore, folder: Path
) -> None:
    studio_file(folder / "wait.wav", spoken(_TEXTS["wait"]))
    _bring(studio, folder)
    changed = "Спасибо! Оставайтесь на линии."
    later = Studio(store, _prompts(wait=changed), read_take, JumpingClock(datetime(2026, 11, 23, tzinfo=UTC)))
    now = store.versions(Language.RU, "wait").now
    assert now is not None
    assert not now.fits(changed)
    later.accept("wait", Language.RU)
    now = store.versions(Language.RU, "wait").now
    assert now is not None
    assert now.fits(changed)


def test_what_is_not_there_cannot_be_removed_undone_or_accepted(studio: Studio) -> None:
    with pytest.raises(NotFoundError, match="no Russian recording"):
        studio.remove("wait", Language.RU)
    with pytest.raises(NotFoundError, match="nothing was kept before"):
        studio.undo("wait", Language.RU)
    with pytest.raises(NotFoundError, match="no Russian recording"):
        studio.accept("wait", Language.RU)
    with pytest.raises(BadInputError, match="cannot be the id"):
        studio.remove("../../etc", Language.RU)
    with pytest.raises(NotFoundError, match="is no folder"):
        list(studio.bring(Path("/nowhere"), Language.RU))


def test_a_damaged_manifest_is_told_and_nothing_is_written_over(
    studio: Studio, store: StudioStore, folder: Path
) -> None:
    studio_file(folder / "wait.wav", spoken(_TEXTS["wait"]))
    _bring(studio, folder)
    sounds = sorted(store.folder.rglob("wait.*.wav*"))
    (store.folder / "ru" / "wait.json").write_text("{")
    studio_file(folder / "wait.wav", spoken("Другая запись."))
    assert "bring it back from a backup" in _bring(studio, folder)["wait.wav"].problem
    assert sorted(store.folder.rglob("wait.*.wav*")) == sounds


def test_every_shipped_prompt_that_is_the_same_in_every_call_can_be_recorded() -> None:
    """What the call says and what the studio reads are the same words, or the recording would be stale for ever."""
    for language, words in load_prompts(PROMPTS).items():
        recordable = {one.id: one.text for one in fixed_prompts(words, made_up(language).clinic)}
        assert len(recordable) > 50
        state = State(flow="confirm_visit", version=1, language=language, facts=made_up(language), node="")
        said = [found for name in words.by_id if (found := say(name, words, state)) is not None and found.fixed]
        assert said
        wrong = [
            one.prompt for one in said if not one.prompt.startswith("about_") and recordable[one.prompt] != one.spoken
        ]
        assert not wrong


def test_a_welcome_that_names_only_the_clinic_can_be_recorded_once_the_clinic_is_known(store: StudioStore) -> None:
    words = load_prompts(PROMPTS)[Language.RU]
    facts = made_up(Language.RU)
    recordable = {one.id: one.text for one in fixed_prompts(words, facts.clinic)}
    assert "welcome" not in {one.id for one in fixed_prompts(words)}
    said = say("welcome", words, State(flow="front_menu", version=1, language=Language.RU, facts=facts))
    assert said is not None
    assert recordable["welcome"] == said.spoken
    assert "hello" not in recordable, "it names the patient"


def test_the_recorded_welcome_is_taken_and_is_stale_when_the_clinic_gets_another_name(
    store: StudioStore, folder: Path
) -> None:
    words, clinic = load_prompts(PROMPTS), made_up(Language.RU).clinic
    clock = JumpingClock(datetime(2026, 11, 22, 17, 0, tzinfo=UTC))
    studio_file(folder / "welcome.wav", spoken("Здравствуйте! Клиника «Ромашка»."))
    report = _bring(Studio(store, words, read_take, clock, {Language.RU: clinic}), folder)["welcome.wav"]
    assert report.outcome is Outcome.IMPORTED
    now = store.versions(Language.RU, "welcome").now
    assert now is not None
    renamed = {one.id: one.text for one in fixed_prompts(words[Language.RU], replace(clinic, name="Лютик"))}
    assert not now.fits(renamed["welcome"])
