"""The recogniser's processes between recordings: one model each, reused, replaced, gone when nobody needs them."""

import os
import select
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.transcribe.pool import WorkerPool
from recordings.transcribe.port import SpeechModel, TranscribeError
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import Speaker
from tests.unit.recordings.audio.sounds import tone, write

SIDES = {0: Speaker.PATIENT}
CHILD = """
import json, os, sys
for line in sys.stdin:
    order = json.loads(line)
    name = order["audio"].rpartition("/")[2]
    print(json.dumps({"done": 0.0}), flush=True)
    if name == "crash.wav":
        os.kill(os.getpid(), 11)
    if name == "leave.wav":
        sys.exit("ERROR: no sound")
    word = {"word": f"{os.getpid()} {sys.argv[1].rpartition('/')[2]}", "start": 0.0, "end": 0.1, "conf": 1.0}
    print(json.dumps({"done": 0.5}), flush=True)
    print(json.dumps({"sides": [{"words": [word], "voices": []}]}), flush=True)
"""
"""Says its process id and its model instead of words; one file crashes it, another makes it leave."""


class Bench:
    """Recordings and a transcriber whose processes do no work."""

    def __init__(self, folder: Path, most: int = 2, recycled_after: float = 1e6) -> None:
        self.folder = folder
        self.transcriber = VoskTranscriber((sys.executable, "-c", CHILD), most=most, recycled_after=recycled_after)

    def ask(self, name: str = "call.wav", model: str = "ru") -> tuple[int, str]:
        """The process that was given the recording, and its model."""
        path = self.folder / name
        if not path.exists():
            write(path, tone(440, 1))
        folder = self.folder / model
        heard = self.transcriber.transcribe(path, SIDES, SpeechModel(language=Language.RU, path=folder, name=model))
        pid, _, found = heard.words[Speaker.PATIENT][0].text.partition(" ")
        return int(pid), found


def _is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_one_process_serves_many_recordings(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert len({bench.ask() for _ in range(5)}) == 1


def test_another_model_takes_another_process_and_there_are_never_more_than_allowed(tmp_path: Path) -> None:
    bench = Bench(tmp_path, most=1)
    first, _ = bench.ask(model="ru")
    second, model = bench.ask(model="uk")
    assert model == "uk"
    assert second != first
    assert not _is_there(first)


def test_two_models_stay_where_there_is_room(tmp_path: Path) -> None:
    bench = Bench(tmp_path, most=2)
    first, second = bench.ask(model="ru"), bench.ask(model="uk")
    assert (bench.ask(model="ru"), bench.ask(model="uk")) == (first, second)
    third, _ = bench.ask(model="pl")
    assert not _is_there(first[0])
    assert _is_there(second[0])
    assert _is_there(third)


def test_a_model_with_new_files_is_loaded_anew(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.ask()
    weights = tmp_path / "ru" / "am" / "final.mdl"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"new")
    assert bench.ask() != before


def test_a_process_is_replaced_after_its_share_of_sound(tmp_path: Path) -> None:
    bench = Bench(tmp_path, recycled_after=2.5)
    pids = [bench.ask()[0] for _ in range(6)]
    assert pids[0] == pids[1] == pids[2] != pids[3] == pids[4] == pids[5]
    assert not _is_there(pids[0])


def test_a_process_that_was_killed_between_two_recordings_costs_no_try(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for _ in range(4):
        pid, _ = bench.ask()
        watch = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        assert select.select([watch], [], [], 10)[0]
        os.close(watch)
    assert bench.ask()[0] != pid


def test_a_crash_takes_one_process_and_no_other_recording(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        bad = threads.submit(bench.ask, "crash.wav")
        good = [threads.submit(bench.ask, f"{number}.wav") for number in range(8)]
        assert all(one.result()[1] == "ru" for one in good)
        with pytest.raises(TranscribeError, match=r"crashed twice on this recording \(SIGSEGV\)"):
            bad.result()


def test_a_process_that_gives_up_says_why_and_the_next_recording_gets_a_new_one(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    first, _ = bench.ask()
    with pytest.raises(TranscribeError, match=r"gave up on this recording \(ERROR: no sound\).* check the model ru"):
        bench.ask("leave.wav", model="ru")
    assert bench.ask()[0] != first


def test_more_recordings_than_processes_wait_their_turn(tmp_path: Path) -> None:
    bench = Bench(tmp_path, most=2)
    write(tmp_path / "call.wav", tone(440, 1))
    with ThreadPoolExecutor(8) as threads:
        pids = {pid for pid, _ in threads.map(lambda _: bench.ask(), range(40))}
    assert len(pids) <= 2


def test_processes_end_with_their_transcriber(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    pid, _ = bench.ask()
    bench.transcriber.close()
    assert not _is_there(pid)
    with pytest.raises(TranscribeError, match="was stopped"):
        bench.ask()


def test_a_process_outlives_the_thread_that_asked_first(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    found: list[tuple[int, str]] = []
    thread = threading.Thread(target=lambda: found.append(bench.ask()))
    thread.start()
    thread.join()
    assert bench.ask() == found[0]


def test_where_a_process_cannot_be_started_the_place_goes_to_who_waits_for_it(tmp_path: Path) -> None:
    pool = WorkerPool(1, 1e6)
    sleeper = (sys.executable, "-c", "import sys; sys.stdin.read()")
    entered, failed, served = threading.Event(), threading.Event(), threading.Event()

    def cannot_start() -> None:
        entered.set()
        with suppress(OSError), pool.borrowed("b", (str(tmp_path / "gone"),)):
            pass
        failed.set()

    def can_start() -> None:
        entered.set()
        with pool.borrowed("c", sleeper):
            served.set()

    threads = []
    with pool.borrowed("a", sleeper):
        for work in (cannot_start, can_start):
            entered.clear()
            threads.append(threading.Thread(target=work))
            threads[-1].start()
            assert entered.wait(60)
    assert failed.wait(60)
    assert served.wait(60)
    pool.close()
    for thread in threads:
        thread.join(10)
