"""Thirty sides of calls at once, in real time, on one core: how far behind what is spoken the words are.

Prints the lag from handing over the frame in which a word begins, and in which it ends, to the partial that contains
it; the lag of finals; and what the worker and the service take of a core. Two floors from the same run: the way there
and back with no recogniser in the worker, and the recogniser by itself, which decodes a quarter of a second at a time.
The budget of the design: partial words within 400 ms (p95).
"""

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.engine import LiveVoskModel
from recordings.transcribe.live.hearing import Hearing
from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.player import frames_of
from recordings.transcribe.live.port import Final, Frame, LiveSession, Over, Partial, Piece
from recordings.transcribe.live.recogniser import ProcessRecogniser
from recordings.transcribe.live.worker import CHILD
from recordings.transcribe.port import SpeechModel
from recordings.transcript import Speaker, Word
from tests.unit.recordings.audio.sounds import read_kept, write

_DIALOGUE = Path(__file__).parents[1] / "golden" / "transcripts" / "ru-dialogue.wav"
_SESSIONS = 30
_SECONDS = 40.0
_ECHO = (sys.executable, "-m", "tests.benchmarks.live_echo")


@dataclass
class _Told:
    """What one session told, with the moment of its coming, in seconds from the start of the play."""

    order: list[tuple[float, bool, tuple[Word, ...]]] = field(default_factory=list)

    def add(self, at: float, words: tuple[Word, ...], *, is_final: bool) -> None:
        self.order.append((at, is_final, words))

    def lags(self) -> Iterator[tuple[float, float, float]]:
        """Of each word: the lag of its first partial behind its begin and behind its end, and of its final."""
        waiting: list[tuple[float, tuple[Word, ...]]] = []
        for at, is_final, words in self.order:
            waiting.append((at, words))
            if not is_final:
                continue
            texts = [word.text for word in words]
            for place, word in enumerate(words):
                first = next(
                    when for when, seen in waiting if [one.text for one in seen[: place + 1]] == texts[: place + 1]
                )
                yield first - word.start, first - word.end, at - word.end
            waiting = []


@dataclass(frozen=True)
class _Load:
    told: list[_Told]
    worker: float
    """Share of one core."""
    service: float
    """Share of one core: the player, the hand-over and the reading of what is told."""


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _side_of(folder: Path, number: int) -> Path:
    """One side of the dialogue over and over, begun at a place of its own: the sides of real calls are not in step."""
    samples, rate = read_kept(_DIALOGUE)
    side = np.roll(samples[:, number % 2], -round(number * len(samples) / _SESSIONS))
    long = np.resize(side, round(_SECONDS * rate))
    return write(folder / f"side-{number}.wav", long, rate=rate)


def _play(folder: Path, model: SpeechModel, child: Sequence[str]) -> _Load:
    """Thirty sessions from this process, pinned to the last core; the worker on the first."""
    recogniser, mailbox = ProcessRecogniser(child=child), LiveMailbox()
    cores = sorted(os.sched_getaffinity(0))
    sessions = [recogniser.open(Speaker.PATIENT, model, mailbox) for _ in range(_SESSIONS)]
    told = {session.id: _Told() for session in sessions}
    frames = _merged([list(frames_of(_side_of(folder, number), {0: Speaker.PATIENT})) for number in range(_SESSIONS)])
    try:
        os.sched_setaffinity(recogniser.pids[0], {cores[0]})
        os.sched_setaffinity(0, {cores[-1]})
        began_cpu, began_own, began = _cpu_s(recogniser.pids[0]), time.process_time(), time.monotonic()
        player = threading.Thread(target=_hand_over, args=(frames, sessions, began))
        player.start()
        worker = service = 0.0
        left = _SESSIONS
        while left:
            for event in mailbox.take(1.0):
                at = time.monotonic() - began
                if isinstance(event, Over):
                    left -= 1
                elif isinstance(event, Partial | Final):
                    told[event.session].add(at, event.words, is_final=isinstance(event, Final))
            if recogniser.pids and left == _SESSIONS:
                spent = time.monotonic() - began
                worker = (_cpu_s(recogniser.pids[0]) - began_cpu) / spent
                service = (time.process_time() - began_own) / spent
        player.join()
    finally:
        os.sched_setaffinity(0, set(cores))
        recogniser.close()
    return _Load(list(told.values()), worker, service)


def _merged(sides: list[list[Frame]]) -> list[tuple[int, Frame]]:
    """All frames in the order of their times; each side's clock is off by a part of a frame, as with real calls."""
    return [(number, frame) for place in zip(*sides, strict=True) for number, frame in enumerate(place)]


def _hand_over(frames: list[tuple[int, Frame]], sessions: Sequence[LiveSession], began: float) -> None:
    pause = threading.Event()
    for number, frame in frames:
        due = began + frame.at + frame.seconds + 0.02 * number / _SESSIONS
        while (early := due - time.monotonic()) > 0:
            pause.wait(early)
        sessions[number].put(frame)
    for session in sessions:
        session.close()


def _own_lag(model: SpeechModel) -> list[float]:
    """What the recogniser itself needs beyond the end of a word, in seconds of sound: nothing waits for anything."""
    hearing, told = Hearing(LiveVoskModel(model.path).recogniser), _Told()
    for frame in frames_of(_DIALOGUE, {1: Speaker.ADMINISTRATOR}):
        for heard in hearing.take(Piece(frame.at, frame.rate, frame.samples)):
            told.add(frame.at + frame.seconds, heard.words, is_final=heard.is_final)
    return [lag for _, lag, _ in told.lags()]


def _figures(lags: Sequence[float]) -> str:
    p50, p95, worst = np.percentile(np.array(lags) * 1000, [50, 95, 100])
    return f"p50 {p50:5.0f} ms, p95 {p95:5.0f} ms, max {worst:5.0f} ms ({len(lags)})"


@pytest.mark.benchmark
def test_print_the_lag_of_thirty_sides_on_one_core(tmp_path: Path) -> None:
    model = ModelStore(tmp_path, allow_demo=True).find(Language.RU)
    assert model is not None
    echo = _play(tmp_path, model, _ECHO)
    load = _play(tmp_path, model, CHILD)
    steps = [at - words[0].end for told in echo.told for at, _, words in told.order]
    lags = [lag for told in load.told for lag in told.lags()]
    heard = [word for told in load.told for _, is_final, words in told.order if is_final for word in words]
    begins, ends, finals = zip(*lags, strict=True)
    sys.stdout.write(
        f"\n{_SESSIONS} sides, {_SECONDS:.0f} s each, {len(heard)} words, "
        f"{sum(word.end - word.start for word in heard) / _SESSIONS / _SECONDS:.0%} of the sound is speech\n"
        f"  frame with a word's end handed over -> partial with the word:   {_figures(ends)}\n"
        f"  frame with a word's begin handed over -> partial with the word: {_figures(begins)}\n"
        f"  frame with a word's end handed over -> final:                   {_figures(finals)}\n"
        f"  floor, no recogniser: step handed over -> partial:              {_figures(steps)}\n"
        f"  floor, the recogniser alone: word's end -> partial:             {_figures(_own_lag(model))}\n"
        f"  of one core: worker {load.worker:.1%} (without a recogniser {echo.worker:.1%}), "
        f"player and service {load.service:.1%}\n"
    )
