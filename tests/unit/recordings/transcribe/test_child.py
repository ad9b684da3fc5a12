"""The recogniser's process by itself: when it ends, and what it says."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recordings.model_shelf.model_store import SHIPPED
from tests.unit.recordings.audio.sounds import tone, write


@contextmanager
def _child(idle_s: float, parent: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "recordings.transcribe.child", str(SHIPPED / "demo-ru"), str(idle_s), str(parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def _ask(process: "subprocess.Popen[bytes]", audio: Path) -> list[dict[str, object]]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"audio": str(audio)}).encode() + b"\n")
    process.stdin.flush()
    said: list[dict[str, object]] = []
    while not said or "sides" not in said[-1]:
        said.append(json.loads(process.stdout.readline()))
    return said


def test_it_gives_its_memory_back_when_nothing_is_asked_for_a_while() -> None:
    with _child(0.05, os.getpid()) as process:
        assert process.wait(30) == 0


def test_it_ends_when_nobody_can_ask_any_more() -> None:
    with _child(600, os.getpid()) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0


def test_it_ends_at_once_where_who_started_it_is_gone() -> None:
    with _child(600, 1) as process:
        assert process.wait(30) == 1


def test_one_process_answers_one_order_after_the_other_and_minds_no_ctrl_c(tmp_path: Path) -> None:
    audio = write(tmp_path / "Гудок.wav", tone(425, 2), tone(1000, 2))
    with _child(600, os.getpid()) as process:
        first = _ask(process, audio)
        process.send_signal(signal.SIGINT)
        assert _ask(process, audio) == first[1:]
    assert first[:2] == [{"done": 0.0}, {"done": 0.0}], "the model is loaded, and the sound is begun with"
    assert len(first[-1]["sides"]) == 2  # type: ignore[arg-type]  # a list, see _ask


def test_a_file_without_a_sample_has_no_words(tmp_path: Path) -> None:
    audio = write(tmp_path / "empty.wav", tone(425, 0))
    with _child(600, os.getpid()) as process:
        assert _ask(process, audio)[1:] == [{"sides": [{"words": [], "voices": []}]}]
