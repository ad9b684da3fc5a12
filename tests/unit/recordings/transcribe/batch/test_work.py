"""Many recordings: what is done is not done again, what fails is told with its reason, nothing foreign is touched."""

import errno
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.transcribe.batch.drafts import draft_for
from recordings.transcribe.batch.finding import FoundRecording, find_recordings
from recordings.transcribe.batch.work import Batch, Ended, Went
from recordings.transcribe.port import Progress, TranscribeError
from recordings.transcript import CallTranscript, Json, Speaker, Turn
from recordings.transcript_json import parse_transcript

SETTINGS = {"model": "demo-ru 1", "language": "ru"}


class Desk:
    """A folder with recordings, and a recogniser that says the file's content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []

    def bring(self, name: str, words: str) -> Path:
        path = self.folder / name
        path.write_text(words)
        return path

    def write_down(self, audio: Path, progress: Progress) -> CallTranscript:
        self.asked.append(audio.name)
        words = audio.read_text()
        if words == "crash":
            raise TranscribeError("the recogniser crashed twice on this recording (SIGSEGV)")
        if words == "odd":
            raise ZeroDivisionError
        progress(0.5)
        turn = Turn(speaker=Speaker.PATIENT, start=0, end=1, text=words)
        extra: dict[str, Json] = {"other_language": True, "score": 1} if words == "dzień dobry" else {}
        return CallTranscript(id=audio.stem, language=Language.RU, turns=(turn,), extra=extra)

    def run(self, settings: dict[str, str] | None = None) -> dict[str, Ended]:
        recordings, _ = find_recordings([self.folder], None)
        batch = Batch(self.write_down, settings or SETTINGS, threads=3)
        return {what.found.audio.name: what for what in batch.run(recordings) if isinstance(what, Ended)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_was_done_before_is_told_first_and_in_the_order_of_the_folder(desk: Desk) -> None:
    names = [f"{number}.wav" for number in range(9)]
    for number, name in enumerate(names):
        desk.bring(name, "слово" * (number % 4 + 1))
    desk.run()
    desk.bring("4.wav", "новое слово")
    assert list(desk.run()) == [*(name for name in names if name != "4.wav"), "4.wav"]


def test_each_recording_gets_a_file_that_score_can_read(desk: Desk) -> None:
    for number in range(10):
        desk.bring(f"{number}.wav", f"слово {number}")
    ended = desk.run()
    assert len(ended) == 10
    assert not any(one.problem for one in ended.values())
    call = parse_transcript((desk.folder / "7.wav.json").read_text(encoding="utf-8"))
    assert call.turns[0].text == "слово 7"


def test_what_was_done_is_not_done_again_unless_it_changed(desk: Desk) -> None:
    desk.bring("a.wav", "раз")
    changed = desk.bring("b.wav", "два")
    desk.run()
    os.utime(changed, ns=(1, 1))
    desk.bring("c.wav", "три")
    desk.asked.clear()
    ended = desk.run()
    assert sorted(desk.asked) == ["b.wav", "c.wav"]
    assert [name for name, one in ended.items() if one.was_done] == ["a.wav"]


def test_a_doubt_about_the_language_is_told_again_when_a_run_goes_on(desk: Desk) -> None:
    desk.bring("pl.wav", "dzień dobry")
    desk.bring("ru.wav", "добрый день")
    for was_done in (False, True):
        ended = desk.run()
        assert [one.was_done for one in ended.values()] == [was_done, was_done]
        assert (ended["pl.wav"].marks, ended["ru.wav"].marks) == ({"other_language": True}, {})


def test_another_model_or_language_does_everything_again(desk: Desk) -> None:
    desk.bring("a.wav", "раз")
    desk.run()
    desk.run({**SETTINGS, "model": "demo-ru 2"})
    assert desk.asked == ["a.wav", "a.wav"]


def test_failures_are_told_and_tried_again_the_next_time(desk: Desk) -> None:
    desk.bring("a.wav", "раз")
    desk.bring("b.wav", "crash")
    desk.bring("c.wav", "odd")
    ended = desk.run()
    assert ended["a.wav"].problem == ""
    assert ended["b.wav"].problem == "the recogniser crashed twice on this recording (SIGSEGV)"
    assert "ZeroDivisionError" in ended["c.wav"].problem
    desk.bring("b.wav", "получилось")
    assert desk.run()["b.wav"].problem == ""


@pytest.mark.parametrize(
    "content", ["", "{}", '{"transcribed": {"by": "somebody"}}', "[[", "\x00", '{"transcribed": 1}']
)
def test_a_file_that_is_not_ours_is_never_replaced(desk: Desk, content: str) -> None:
    desk.bring("a.wav", "раз")
    foreign = desk.folder / "a.wav.json"
    foreign.write_text(content)
    assert desk.run()["a.wav"].problem.endswith("not a result of ours; move it away or give another --out folder")
    assert foreign.read_text() == content
    assert desk.asked == []


def test_drafts_of_killed_runs_are_deleted_and_nothing_of_others(desk: Desk) -> None:
    audio = desk.bring("a.wav", "раз")
    result = desk.folder / "a.wav.json"
    desk.run()
    other = desk.folder / ".callcenter-notes.draft"
    other.write_text("{")
    with draft_for(result):
        (draft,) = set(desk.folder.glob(".*")) - {other}
    draft.write_text("{")
    desk.run()
    assert sorted(path.name for path in desk.folder.iterdir()) == [other.name, audio.name, result.name]


def test_what_another_run_works_on_is_left_to_it_and_said(desk: Desk) -> None:
    desk.bring("a.wav", "раз")
    desk.bring("b.wav", "два")
    with draft_for(desk.folder / "a.wav.json"):
        ended = desk.run()
    assert [(one.is_elsewhere, one.problem) for _, one in sorted(ended.items())] == [(True, ""), (False, "")]
    assert desk.asked == ["b.wav"]
    assert not desk.run()["a.wav"].is_elsewhere


def test_two_runs_at_once_write_each_recording_down_once(desk: Desk) -> None:
    for number in range(20):
        desk.bring(f"{number:02d}.wav", "слово")
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(desk.run) for _ in range(2)]
        for run in runs:
            assert not any(one.problem for one in run.result(60).values())
    assert sorted(desk.asked) == [f"{number:02d}.wav" for number in range(20)]


def test_a_folder_that_cannot_be_written_is_told_before_any_work(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("a file where a folder should be")
    found = [FoundRecording(desk.bring(f"{n}.wav", "раз"), out / "below" / f"{n}.wav.json") for n in range(3)]
    ended = [what for what in Batch(desk.write_down, SETTINGS, 1).run(found) if isinstance(what, Ended)]
    assert {(one.unwritable, one.problem) for one in ended} == {
        (
            out,
            f"{out} cannot be written (Not a directory); see to its disk and rights, or give another --out folder",
        )
    }
    assert desk.asked == []


def test_a_long_name_is_written_down_and_a_too_long_one_is_told_before_any_work(desk: Desk) -> None:
    long, longer = f"{'x' * 246}.wav", f"{'y' * 247}.wav"
    desk.bring(long, "раз")
    desk.bring(longer, "два")
    ended = desk.run()
    assert ended[long].problem == ""
    assert (desk.folder / f"{long}.json").exists()
    assert ended[longer].problem.endswith("is longer than the disk allows; give the recording a shorter name")
    assert desk.asked == [long]


def test_a_problem_without_a_name_is_not_said_of_the_result(desk: Desk) -> None:
    audio = desk.bring("a.wav", "раз")

    def write_down(audio: Path, progress: Progress) -> CallTranscript:
        raise OSError(errno.EIO, "Input/output error")

    found = FoundRecording(audio, desk.folder / "a.wav.json")
    (ended,) = [what for what in Batch(write_down, SETTINGS, 1).run([found]) if isinstance(what, Ended)]
    assert ended.problem == f"{audio}: Input/output error; see to the disk and its rights"


def test_progress_is_told_as_it_goes(desk: Desk) -> None:
    audio = desk.bring("a.wav", "раз")
    found = FoundRecording(audio, desk.folder / "a.wav.json")
    told = list(Batch(desk.write_down, SETTINGS, 1).run([found]))
    assert told == [Went(found, 0.5), Ended(found)]


def test_a_stop_leaves_what_is_done_and_begins_nothing_new(desk: Desk) -> None:
    for number in range(20):
        desk.bring(f"{number:02d}.wav", "слово")
    recordings, _ = find_recordings([desk.folder], None)
    let_go, begun = threading.Event(), threading.Event()

    def write_down(audio: Path, progress: Progress) -> CallTranscript:
        if audio.name >= "05.wav":
            begun.set()
            let_go.wait(60)
        return desk.write_down(audio, progress)

    batch = Batch(write_down, SETTINGS, threads=1)
    told = batch.run(recordings)
    done = [next(told) for _ in range(10)]
    assert begun.wait(60)
    batch.stop()
    let_go.set()
    assert isinstance(done[-1], Ended)
    results = sorted(path.name for path in desk.folder.glob("*.json"))
    assert results == [f"0{number}.wav.json" for number in range(5)]
    assert all(json.loads((desk.folder / name).read_text()) for name in results)
