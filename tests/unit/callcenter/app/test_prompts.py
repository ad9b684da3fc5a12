"""`callcenter prompts` as the clinic's manager uses it, and what it bears: a full disk, two at once, kill -9."""

import csv
import json
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_store import StudioStore
from tests.support.commands import ROOT, Ran, callcenter, environment
from tests.support.studio import spoken, studio_file

_WAIT = "Спасибо, оставайтесь на линии."
_IDS = ("wait", "goodbye", "connecting", "thanks", "stays", "sorry")


class _Clinic:
    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.studio = folder / "studio"
        self.settings = {"CALLCENTER_DATA_DIR": str(self.data), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
        self.store = StudioStore(self.data / "prompts")

    def prompts(self, *arguments: str) -> Ran:
        return callcenter("prompts", *arguments, settings=self.settings)

    def process(self, *arguments: str, most_bytes: int | None = None) -> "subprocess.Popen[str]":
        def limit() -> None:
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        return subprocess.Popen(
            [sys.executable, "-u", "-c", "from callcenter.app.cli import main; main()", "prompts", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(self.settings),
            preexec_fn=limit,
        )

    def assert_whole(self) -> int:
        """Every recording in use has its sound; how many there are."""
        manifests = list((self.data / "prompts" / "ru").glob("*.json"))
        for path in manifests:
            assert json.loads(path.read_text())["now"]
            now = self.store.versions(Language.RU, path.stem).now
            assert now is not None
            assert all(self.store.samples(Language.RU, path.stem, now, rate) is not None for rate in Rate)
        return len(manifests)


@pytest.fixture
def clinic(tmp_path: Path) -> _Clinic:
    return _Clinic(tmp_path)


def test_a_prompt_goes_from_missing_by_the_reading_sheet_and_the_studio_to_recorded(
    clinic: _Clinic, tmp_path: Path
) -> None:
    assert "wait                       missing" in clinic.prompts("list", "--language", "ru").out
    assert clinic.prompts("missing", "--export", str(tmp_path / "sheets")).code == 0
    with (tmp_path / "sheets" / "prompts-ru.csv").open(encoding="utf-8-sig", newline="") as file:
        sheet = {row["id"]: row for row in csv.DictReader(file)}
    assert sheet["wait"]["file"] == "ru/wait.wav"
    assert f"wait\n   {sheet['wait']['text']}" in (tmp_path / "sheets" / "prompts-ru.txt").read_text(encoding="utf-8")
    studio_file(clinic.studio / sheet["wait"]["file"], spoken(sheet["wait"]["text"]))
    brought = clinic.prompts("import", str(clinic.studio))
    assert brought.code == 0, brought.err
    assert "ru/wait.wav: imported" in brought.out
    assert "wait                       recorded" in clinic.prompts("list", "--language", "ru").out
    assert "  wait  " not in clinic.prompts("missing", "--language", "ru").out
    assert clinic.prompts("remove", "wait").code == 0
    assert clinic.prompts("remove", "wait").code == 1
    assert "wait.wav of" in clinic.prompts("undo", "wait").out


def test_a_text_that_the_clinic_changes_makes_its_recording_stale_until_it_is_accepted(
    clinic: _Clinic, tmp_path: Path
) -> None:
    studio_file(clinic.studio / "wait.wav", spoken(_WAIT))
    assert clinic.prompts("import", str(clinic.studio)).code == 0
    own = tmp_path / "own" / "prompts"
    own.mkdir(parents=True)
    (own / "ru.yaml").write_text("language: ru\nprompts:\n  wait: Подождите нас немного.\n", encoding="utf-8")
    clinic.settings["CALLCENTER_CONTENT_DIR"] = str(own.parent)
    assert "wait                       stale" in clinic.prompts("list", "--language", "ru").out
    assert "Подождите нас немного." in clinic.prompts("missing", "--language", "ru").out
    assert clinic.prompts("accept", "wait").code == 0
    assert "wait                       recorded" in clinic.prompts("list", "--language", "ru").out


def test_all_prompts_of_a_language_are_rendered_and_copied(clinic: _Clinic, tmp_path: Path) -> None:
    rendered = clinic.prompts("render", "--language", "ru", "--to", str(tmp_path / "copies"))
    assert rendered.code == 0, rendered.err
    shown = clinic.prompts("list", "--language", "ru").out
    assert "missing" not in shown
    assert len(list((tmp_path / "copies" / "ru").glob("*.wav"))) == shown.count(" rendered ") > 50
    assert " 0 new" in clinic.prompts("render", "--language", "ru").out


def test_a_bad_file_is_told_on_standard_error_and_ends_with_code_1(clinic: _Clinic) -> None:
    studio_file(clinic.studio / "wait.wav", spoken(_WAIT))
    (clinic.studio / "goodbye.wav").write_bytes(b"")
    brought = clinic.prompts("import", str(clinic.studio))
    assert brought.code == 1
    assert "goodbye.wav: refused: goodbye.wav is empty" in brought.err
    assert "1 imported, 0 unchanged, 1 refused" in brought.out
    assert clinic.prompts("import", str(clinic.studio / "nowhere")).code == 1


def test_a_full_disk_is_told_and_leaves_the_recording_before_in_use(clinic: _Clinic) -> None:
    studio_file(clinic.studio / "wait.wav", spoken(_WAIT))
    assert clinic.prompts("import", str(clinic.studio)).code == 0
    before = clinic.store.versions(Language.RU, "wait")
    studio_file(clinic.studio / "wait.wav", spoken("Подождите, пожалуйста, ещё немного, вам ответят."))
    out, err = (process := clinic.process("import", str(clinic.studio), most_bytes=20_000)).communicate(timeout=60)
    assert process.returncode == 1, out
    assert "what was in use before still is" in err
    assert clinic.store.versions(Language.RU, "wait") == before
    assert clinic.assert_whole() == 1
    assert not list(clinic.data.rglob("*.part"))


def test_two_imports_at_once_leave_one_of_both_in_use_and_the_other_to_go_back_to(
    clinic: _Clinic, tmp_path: Path
) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    for place, folder in enumerate(folders):
        for name in _IDS:
            studio_file(folder / f"{name}.wav", spoken(f"Запись {'один' if place else 'два'}, {name}."))
    with ThreadPoolExecutor() as pool:
        codes = list(pool.map(lambda folder: clinic.prompts("import", str(folder)).code, folders))
    assert codes == [0, 0]
    assert clinic.assert_whole() == len(_IDS)
    for name in _IDS:
        versions = clinic.store.versions(Language.RU, name)
        assert versions.now is not None
        assert versions.before is not None
        assert versions.now.digest != versions.before.digest


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_kill_9_in_an_import_leaves_whole_recordings_and_the_next_import_finishes(clinic: _Clinic, lines: int) -> None:
    for name in _IDS:
        studio_file(clinic.studio / f"{name}.wav", spoken(f"Первая запись, {name}."))
    assert clinic.prompts("import", str(clinic.studio)).code == 0
    for name in _IDS:
        studio_file(clinic.studio / f"{name}.wav", spoken(f"Вторая запись, {name}."))
    process = clinic.process("import", str(clinic.studio))
    assert process.stdout is not None
    for _ in range(lines):
        assert "imported" in process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    (clinic.data / "prompts" / "ru" / "wait.0123456789abcdef.wav").write_bytes(
        b"half"
    )  # as a kill between files leaves
    (clinic.data / "prompts" / "ru" / "tmp.part").write_bytes(b"half")
    assert clinic.assert_whole() == len(_IDS)
    assert clinic.prompts("import", str(clinic.studio)).code == 0
    assert clinic.assert_whole() == len(_IDS)
    now = clinic.store.versions(Language.RU, "wait").now
    assert now is not None
    assert not list(clinic.data.rglob("*.part"))
    assert not (clinic.data / "prompts" / "ru" / "wait.0123456789abcdef.wav").exists()
