"""The real recogniser with the demo model: exact words, word times, silence, crashes."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from callcenter.app.cli import main
from callcenter.app.folder_lock import FolderLock
from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import SHIPPED, ModelStore
from recordings.transcribe.outside_file import words_of_file
from recordings.transcribe.port import ModelUnusableError, SpeechModel, TranscribeError
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import tone, write
from tests.unit.recordings.transcribe.spoken_call import SpokenCall, speak_call

SIDES = {Speaker.PATIENT: 0, Speaker.ADMINISTRATOR: 1}
CHANNELS = {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> SpokenCall:
    return speak_call(tmp_path_factory.mktemp("spoken"))


@pytest.fixture
def models(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models", allow_demo=True)


@pytest.fixture
def model(models: ModelStore) -> SpeechModel:
    found = models.find(Language.RU)
    assert found is not None
    return found


def test_a_call_is_written_down_word_for_word_on_both_sides(spoken: SpokenCall, models: ModelStore) -> None:
    call = words_of_file(spoken.path, Language.RU, SIDES, models, VoskTranscriber())
    assert tuple((turn.speaker, turn.text) for turn in call.turns) == spoken.turns


def test_words_begin_where_they_are_said(spoken: SpokenCall, model: SpeechModel) -> None:
    heard = VoskTranscriber().transcribe(spoken.path, CHANNELS, model)
    for side, starts in spoken.starts.items():
        recognised = [word.start for word in heard.words[side]]
        assert recognised == pytest.approx(starts, abs=0.1)


def test_silence_and_tones_are_no_words(tmp_path: Path, model: SpeechModel) -> None:
    given = write(tmp_path / "call.wav", np.zeros(80000), tone(425, 10))
    heard = VoskTranscriber().transcribe(given, CHANNELS, model)
    assert heard.words == {Speaker.PATIENT: (), Speaker.ADMINISTRATOR: ()}
    assert heard.seconds == 10


def test_progress_is_told(spoken: SpokenCall, model: SpeechModel) -> None:
    told: list[float] = []
    VoskTranscriber().transcribe(spoken.path, CHANNELS, model, told.append)
    assert told
    assert all(0 <= share <= 1 for share in told)


def test_a_killed_recogniser_is_tried_once_more(spoken: SpokenCall, model: SpeechModel) -> None:
    killed: list[int] = []

    def kill_the_first(share: float) -> None:
        if not killed:
            killed.extend(_recognisers_of(os.getpid()))
            os.kill(killed[0], signal.SIGKILL)

    heard = VoskTranscriber().transcribe(spoken.path, CHANNELS, model, kill_the_first)
    assert len(killed) == 1
    assert len(heard.words[Speaker.ADMINISTRATOR]) == len(spoken.starts[Speaker.ADMINISTRATOR])


def test_a_recogniser_that_is_killed_twice_is_given_up(spoken: SpokenCall, model: SpeechModel) -> None:
    def kill_each(share: float) -> None:
        for child in _recognisers_of(os.getpid()):
            os.kill(child, signal.SIGKILL)

    with pytest.raises(TranscribeError, match="killed twice, most likely because the machine has no memory left; set"):
        VoskTranscriber().transcribe(spoken.path, CHANNELS, model, kill_each)


def test_the_recogniser_does_not_outlive_a_killed_service(tmp_path: Path) -> None:
    long = write(tmp_path / "long.wav", *(np.random.default_rng(1).normal(0, 0.1, (2, 8000 * 900))))
    program = (
        "import sys; from pathlib import Path; from callcenter.kit.languages import Language\n"
        "from recordings.model_shelf.model_store import ModelStore; from recordings.transcribe.runner import *\n"
        "model = ModelStore(Path('none'), allow_demo=True).find(Language.RU)\n"
        "VoskTranscriber().transcribe(Path(sys.argv[1]), {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}, model,\n"
        "    lambda share: print(share, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(long)], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline()
        (child,) = _recognisers_of(service.pid)
        watch = os.pidfd_open(child)
        service.kill()
        ended, _, _ = select.select([watch], [], [], 60)
        os.close(watch)
    assert ended


def _recognisers_of(parent: int) -> list[int]:
    """The recogniser's processes that `parent` has started."""
    children = " ".join(path.read_text() for path in Path(f"/proc/{parent}/task").glob("*/children")).split()
    return [
        int(child)
        for child in children
        if b"recordings.transcribe.child" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_a_language_without_a_model_is_said(spoken: SpokenCall, tmp_path: Path) -> None:
    models = ModelStore(tmp_path / "models", allow_demo=False)
    with pytest.raises(TranscribeError, match="not transcribed: no speech model for Chinese"):
        words_of_file(spoken.path, Language.ZH, SIDES, models, VoskTranscriber())


def test_a_broken_model_is_named_and_nothing_crashes(spoken: SpokenCall, tmp_path: Path) -> None:
    broken = tmp_path / "models" / "ru"
    for part in ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst"):
        (broken / part).parent.mkdir(parents=True, exist_ok=True)
        (broken / part).write_bytes((SHIPPED / "demo-ru" / part).read_bytes()[:100])
    models = ModelStore(tmp_path / "models", allow_demo=False)
    with pytest.raises(ModelUnusableError, match="the model ru cannot be used"):
        words_of_file(spoken.path, Language.RU, SIDES, models, VoskTranscriber())


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CALLCENTER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_transcribe_prints_what_score_reads(spoken: SpokenCall, data: Path) -> None:
    run = CliRunner().invoke(
        main, ["transcribe", str(spoken.path), "--language", "ru", "--demo-model", "--json", "--administrator", "Анна"]
    )
    assert run.exit_code == 0, run.output
    scored = CliRunner().invoke(main, ["score", "-", "--json"], input=run.stdout)
    assert scored.exit_code == 0, scored.output
    criteria = json.loads(scored.stdout)["criteria"]
    served = ("greeting", "self_introduction", "offer_appointment", "goodbye", "no_forbidden_phrases")
    assert {name: criteria[name]["verdict"] for name in served} == dict.fromkeys(served, "pass")


def test_a_real_clinic_is_told_that_it_has_no_model(spoken: SpokenCall, data: Path) -> None:
    run = CliRunner().invoke(main, ["transcribe", str(spoken.path), "--language", "ru"])
    assert run.exit_code == 1
    assert (
        run.stderr == f"{spoken.path}: not transcribed: no speech model for Russian; run `callcenter models pull ru`\n"
    )


def test_a_file_from_outside_goes_the_way_of_every_call(
    spoken: SpokenCall, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLCENTER_DEMO", "1")
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    command = ["ingest", str(spoken.path), "--language", "ru", "--left", "patient", "--right", "administrator"]
    first, again = (CliRunner().invoke(main, command) for _ in range(2))
    assert first.exit_code == again.exit_code == 0, first.output
    assert first.stdout == again.stdout
    said = "s of sound in Russian, with demo-ru 1, which understands synthetic voices only\n"
    assert first.stderr.startswith("making out ")
    assert first.stderr.endswith(said)
    assert again.stderr == ""
    assert "  scored  " in first.stdout
    assert len(list((data / "recordings").rglob("*.wav"))) == 1
    monkeypatch.delenv("CALLCENTER_DEMO")
    uk = CliRunner().invoke(main, ["ingest", str(_another(spoken, data)), "--language", "uk"])
    assert uk.exit_code == 0
    assert "not transcribed: no speech model for Ukrainian" in uk.stdout


def test_a_file_is_handed_to_the_service_that_runs(spoken: SpokenCall, data: Path) -> None:
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    service = FolderLock(data, "main")
    service.take()
    try:
        run = CliRunner().invoke(main, ["ingest", str(spoken.path), "--language", "ru"])
    finally:
        service.release()
    assert run.exit_code == 0, run.output
    assert "  kept  " in run.stdout
    assert f"the running service (process {os.getpid()}) transcribes and scores it" in run.stdout
    assert "scored" not in CliRunner().invoke(main, ["ingest", str(spoken.path), "--later"]).stdout


def _another(spoken: SpokenCall, folder: Path) -> Path:
    return write(folder / "uk.wav", tone(440, 1), tone(1000, 1))


@pytest.mark.parametrize("verb", ["transcribe", "ingest"])
def test_a_file_that_is_no_sound_is_refused_with_its_name(verb: str, data: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.wav"
    letter.write_text("dear clinic")
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    run = CliRunner().invoke(main, [verb, str(letter), "--language", "ru"])
    assert run.exit_code == 1
    assert run.stderr == f"{letter} is not audio that can be read; give WAV, MP3, OGG or FLAC\n"
    assert letter.read_text() == "dear clinic"


def test_two_sides_cannot_be_the_same_person(spoken: SpokenCall, data: Path) -> None:
    run = CliRunner().invoke(main, ["ingest", str(spoken.path), "--left", "patient", "--right", "patient"])
    assert run.exit_code == 2
    assert "--left and --right are both patient" in run.stderr
