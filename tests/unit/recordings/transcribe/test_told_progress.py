"""Whoever looks at a call that is being transcribed sees how far it is, from any process."""

from pathlib import Path

import pytest

from recordings.transcribe.told_progress import progress_beside, told_beside


class Watch:
    """A watch that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_progress_is_told_once_a_second_at_most_and_forgotten_at_the_end(tmp_path: Path) -> None:
    audio, watch = tmp_path / "call.wav", Watch()
    with told_beside(audio, watch) as tell:
        tell(0.1)
        assert progress_beside(audio) is None, "most calls are done within a second"
        watch.seconds = 1.1
        tell(0.25)
        watch.seconds = 1.9
        tell(0.5)
        assert progress_beside(audio) == 0.25
        watch.seconds = 2.2
        tell(0.75)
        assert progress_beside(audio) == 0.75
    assert progress_beside(audio) is None
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_not_believed_by_the_next_try(tmp_path: Path) -> None:
    audio = tmp_path / "call.wav"
    audio.with_suffix(".progress").write_text("0.900")
    with told_beside(audio, Watch()):
        assert progress_beside(audio) is None


@pytest.mark.parametrize("content", ["", "half", "7", "-1", "nan", "\x00"])
def test_a_damaged_note_is_no_progress(tmp_path: Path, content: str) -> None:
    (tmp_path / "call.progress").write_text(content)
    assert progress_beside(tmp_path / "call.wav") is None


def test_a_disk_that_cannot_be_written_costs_the_figure_only(tmp_path: Path) -> None:
    audio, watch = tmp_path / "gone" / "call.wav", Watch()
    with told_beside(audio, watch) as tell:
        watch.seconds = 5
        tell(0.5)
    assert progress_beside(audio) is None
