"""A worker process of live speech at its edges: closed while sound waits for it, and listeners that fail."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.transcribe.live.mailbox import LiveMailbox
from recordings.transcribe.live.port import LiveEvent, Over
from recordings.transcribe.live.recogniser import ProcessRecogniser
from recordings.transcribe.live.wire import Kind, Line, encode
from recordings.transcribe.live.worker import LiveProcess
from recordings.transcribe.port import SpeechModel
from recordings.transcript import Speaker
from tests.unit.recordings.transcribe.live.listening import frame

_CHILD = """
import os, sys, select
here = sys.argv[1]
def until(name):
    while not os.path.exists(os.path.join(here, name)):
        select.select([], [], [], 0.005)
print('["ready", 0, 0, []]', flush=True)
until("speak")
print('["done", 1, 0.5, []]', flush=True)
until("drain")
left = 1 << 15
while left:
    left -= len(os.read(0, left))
open(os.path.join(here, "drained"), "w").close()
while os.read(0, 1 << 16):
    pass
"""
"""Takes nothing and says nothing until a file tells it to."""


def _model(folder: Path) -> SpeechModel:
    return SpeechModel(language=Language.RU, path=folder, name="none")


def _wait_for(is_so: Callable[[], bool]) -> None:
    patience = threading.Event()
    assert any(is_so() or patience.wait(0.01) for _ in range(3000))


def test_a_worker_closed_while_sound_waits_for_it_ends_and_is_reaped(tmp_path: Path) -> None:
    heard = threading.Event()

    def tell(worker: LiveProcess, _line: Line) -> None:
        heard.set()
        _wait_for((tmp_path / "drained").exists)
        worker.close()  # in its own thread, which now finds both: room to write, and that it is to close

    worker = LiveProcess(_model(tmp_path), tell, lambda *_: None, (sys.executable, "-c", _CHILD))
    assert worker.is_ready.wait(30)
    for _ in range(100):
        worker.send(bytes(1000))  # more than a pipe holds: the rest waits
    (tmp_path / "speak").touch()
    assert heard.wait(30)
    (tmp_path / "drain").touch()

    _wait_for(lambda: not Path(f"/proc/{worker.pid}").exists())
    worker.close()


class _FailingListener:
    def __init__(self) -> None:
        self.is_over = threading.Event()

    def tell(self, event: LiveEvent) -> None:
        if isinstance(event, Over):
            self.is_over.set()
        raise RuntimeError("the screen is gone")


_TALKER = """
import sys
print('["ready", 0, 0, []]', flush=True)
sys.stdin.buffer.read(int(sys.argv[1]))  # both sessions are open
print('["lag", 1, 2.0, []]', flush=True)
print('["over", 2, 0, []]', flush=True)
sys.stdin.buffer.read()
"""


def test_a_listener_that_fails_does_not_silence_the_other_sessions(tmp_path: Path) -> None:
    until_frame = 2 * len(encode(Kind.OPEN, 1)) + 1
    recogniser = ProcessRecogniser(child=(sys.executable, "-c", _TALKER, str(until_frame)))
    try:
        first, second = _FailingListener(), _FailingListener()
        one = recogniser.open(Speaker.PATIENT, _model(tmp_path), first)
        recogniser.open(Speaker.ADMINISTRATOR, _model(tmp_path), second)
        one.put(frame(0))
        assert second.is_over.wait(30)
    finally:
        recogniser.close()


def test_where_no_process_can_be_started_again_the_session_is_told_that_it_is_over(tmp_path: Path) -> None:
    child = tmp_path / "child"
    ready = "import sys\nprint('[\"ready\", 0, 0, []]', flush=True)\nsys.stdin.buffer.read(1)\n"
    child.write_text(f"#!{sys.executable}\n{ready}", encoding="utf-8")
    child.chmod(0o700)
    recogniser = ProcessRecogniser(child=(str(child),))
    listener = _FailingListener()
    try:
        session = recogniser.open(Speaker.PATIENT, _model(tmp_path), listener)
        child.unlink()  # as good as a machine that has no room for one more process
        while not listener.is_over.is_set():
            session.put(frame(0))
            listener.is_over.wait(0.01)
    finally:
        recogniser.close()


_QUIET = """
import sys
print('["ready", 0, 0, []]', flush=True)
sys.stdin.buffer.read()
"""


def test_a_worker_that_was_asked_nothing_during_a_pause_does_not_hang(tmp_path: Path) -> None:
    recogniser = ProcessRecogniser(child=(sys.executable, "-c", _QUIET), hung_s=0.05)
    pause = threading.Event()
    try:
        session = recogniser.open(Speaker.PATIENT, _model(tmp_path), LiveMailbox())
        worker = recogniser.pids[0]
        for number in range(50):
            session.put(frame(number))
        pause.wait(0.1)  # on hold: longer than a worker may be silent while it has work
        session.put(frame(50))
        assert not pause.wait(0.1)
        assert recogniser.pids == [worker]
    finally:
        recogniser.close()


_ONE_AT_A_TIME = """
import struct, sys
print('["ready", 0, 0, []]', flush=True)
head = struct.Struct("<IBBQdII")
while record := sys.stdin.buffer.read(head.size):
    session, kind, *_ = head.unpack(record)
    if kind == 4:
        print(f'["over", {session}, 0, []]', flush=True)
"""
"""Tells that a session is over when it is closed."""


def test_a_worker_without_a_session_ends_after_a_while_and_another_takes_the_next_one(tmp_path: Path) -> None:
    recogniser = ProcessRecogniser(child=(sys.executable, "-c", _ONE_AT_A_TIME), idle_s=0.05)
    mailbox = LiveMailbox()
    try:
        session = recogniser.open(Speaker.PATIENT, _model(tmp_path), mailbox)
        [first] = recogniser.pids
        session.close()
        _wait_for(lambda: not Path(f"/proc/{first}").exists())
        assert recogniser.pids == []
        recogniser.open(Speaker.PATIENT, _model(tmp_path), mailbox)
        assert recogniser.pids != [first]
        assert [type(event) for event in mailbox.take(0)] == [Over]
    finally:
        recogniser.close()


def test_a_worker_that_gets_a_session_in_time_goes_on(tmp_path: Path) -> None:
    recogniser = ProcessRecogniser(child=(sys.executable, "-c", _ONE_AT_A_TIME), idle_s=0.3)
    mailbox, pause = LiveMailbox(), threading.Event()
    try:
        recogniser.open(Speaker.PATIENT, _model(tmp_path), mailbox).close()
        pids = recogniser.pids
        assert mailbox.take(30)
        recogniser.open(Speaker.PATIENT, _model(tmp_path), mailbox)
        assert not pause.wait(0.5)
        assert recogniser.pids == pids
    finally:
        recogniser.close()
