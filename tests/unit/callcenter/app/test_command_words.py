"""Small words of the command line: counted things, files named once."""

from pathlib import Path

import pytest

from callcenter.app.terminal.batch_view import watching
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.recording_options import about
from recordings.transcribe.batch.finding import FoundRecording
from recordings.transcribe.batch.work import Ended, Went


@pytest.mark.parametrize(
    ("count", "words", "shown"),
    [
        (0, ("call",), "0 calls"),
        (1, ("call",), "1 call"),
        (2, ("call",), "2 calls"),
        (1, ("stretch", "stretches"), "1 stretch"),
        (1234, ("stretch", "stretches"), "1,234 stretches"),
    ],
)
def test_one_thing_is_one_and_not_ones(count: int, words: tuple[str, ...], shown: str) -> None:
    assert counted(count, *words) == shown


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("calls/a.wav is not there; check the path", "calls/a.wav is not there; check the path"),
        ("a.wav is empty", "calls/a.wav is empty"),
        ("not transcribed: no model", "calls/a.wav: not transcribed: no model"),
        ("a.wave is odd", "calls/a.wav: a.wave is odd"),
    ],
)
def test_a_problem_names_its_file_once_and_whole(problem: str, shown: str) -> None:
    assert about(Path("calls/a.wav"), problem) == shown


def test_without_a_terminal_each_recording_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    long, short = (FoundRecording(Path(name), Path(f"{name}.json")) for name in ("long.wav", "short.wav"))
    with watching(2) as show:
        show(Went(long, 0.5))
        show(Ended(short, problem="no sound"))
        show(Ended(long))
    assert capsys.readouterr().err.splitlines() == ["1/2  failed  short.wav", "2/2  written  long.wav"]
