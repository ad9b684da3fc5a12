"""A day of 200 calls by `callcenter transcribe` and by `vosk-transcriber`, what people with Vosk use today, with the
same model: time, memory, words.

Ours takes the stereo files; the other takes each side as a file of its own, with its chatter switched off. The whole
takes about eight minutes; `CALLS=20` in the environment takes one.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from recordings.model_shelf.model_store import SHIPPED
from recordings.transcript import CallTranscript, Speaker
from recordings.transcript_json import parse_transcript
from tests.benchmarks.call_day import CallDay, make_day, split_sides, words_said
from tests.benchmarks.measured_run import Measured, measure
from tests.benchmarks.word_difference import Difference, difference
from tests.support.system import FFMPEG, bring

_SEED = 20261123
_MODEL = SHIPPED / "demo-ru"
_BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> CallDay:
    cache = tmp_path_factory.getbasetemp().parent / "days-of-calls"
    return make_day(cache, calls=int(os.environ.get("CALLS", "200")), seed=_SEED)


@pytest.mark.benchmark
def test_print_the_day_against_the_transcriber_that_comes_with_vosk(calls: CallDay, tmp_path: Path) -> None:
    bring(FFMPEG)
    sides, peer_out = split_sides(calls, tmp_path / "sides"), tmp_path / "peer"
    peer_out.mkdir()
    peer_command = ["-m", str(_MODEL), "-i", str(sides), "-o", str(peer_out), "-t", "txt", "--log-level", "ERROR"]
    peer = measure([str(_BIN / "vosk-transcriber"), *peer_command], cores=[0])
    shutil.rmtree(sides)  # hundreds of MB, which pytest would keep
    ours = _ours(calls, tmp_path / "one", cores=[0])
    _print(f"{len(calls.stereo)} calls, {calls.seconds / 3600:.2f} h of stereo sound, model {_MODEL.name}")
    _row("vosk-transcriber, both sides, 1 core", peer, calls, peer)
    _row("callcenter transcribe, 1 core", ours, calls, peer)
    if len(os.sched_getaffinity(0)) > 1:
        both = _ours(calls, tmp_path / "two", cores=[0, 1])
        _row("callcenter transcribe, 2 cores", both, calls, peer)
        _print(f"  2 cores against 1: {ours.seconds / both.seconds:.2f} times as quick (target 1.9)")
    _print(f"  1 core against 1: {peer.seconds / ours.seconds:.2f} times as quick (target 1.7)")
    _print_words(_words(calls, peer_out, tmp_path / "one"))


def _ours(calls: CallDay, out: Path, *, cores: list[int]) -> Measured:
    program = [sys.executable, "-c", "from callcenter.app.cli import main; main()"]
    folder = str(calls.stereo[0].parent)
    return measure(
        [*program, "transcribe", folder, "--out", str(out), "--language", "ru", "--demo-model"],
        cores=cores,
        environment={"CALLCENTER_DATA_DIR": str(out.parent / "data")},
    )


def _words(calls: CallDay, peer_out: Path, our_out: Path) -> Difference:
    counted = Difference()
    for path in calls.stereo:
        call = parse_transcript((our_out / f"{path.name}.json").read_text(encoding="utf-8"))
        for channel, side in enumerate((Speaker.PATIENT, Speaker.ADMINISTRATOR)):
            peer = (peer_out / f"{path.stem}-{channel}.txt").read_text(encoding="utf-8").split()
            counted += difference(words_said(path)[channel], peer, _said_by(call, side))
    return counted


def _said_by(call: CallTranscript, side: Speaker) -> list[str]:
    return [word.text for turn in call.turns if turn.speaker is side for word in turn.words]


def _row(name: str, took: Measured, calls: CallDay, peer: Measured) -> None:
    flat = " ".join(f"{memory:.0f}" for memory in took.memory)
    speed, ratio = calls.seconds / took.seconds, peer.seconds / took.seconds
    _print(
        f"  {name:38}{took.seconds:7.1f} s {took.cpu_seconds:7.1f} s CPU {speed:6.0f} x real time {ratio:5.2f} x"
        f"   peak {took.peak_mb:4.0f} MB (on the way {flat})"
    )


def _print_words(words: Difference) -> None:
    _print(
        f"  {words.said} words said: heard differently {words.differ} = {words.differ / words.said:.3%} (target 0.2 %);"
        f" wrong there {words.wrong[0]}, here {words.wrong[1]}; "
        f"invented in noise and music there {words.invented[0]}, here {words.invented[1]}"
    )


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
