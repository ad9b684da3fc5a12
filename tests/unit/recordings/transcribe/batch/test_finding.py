"""Folders are searched for recordings; every recording has one result, and no two have the same."""

from pathlib import Path

import pytest

from callcenter.kit.errors import BadInputError
from recordings.transcribe.batch.finding import find_recordings


def _files(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def _names(paths: list[Path], below: Path) -> list[str]:
    return [str(path.relative_to(below)) for path in paths]


def test_a_folder_gives_all_recordings_below_it_in_order_and_leaves_other_files_alone(tmp_path: Path) -> None:
    _files(tmp_path, "b.wav", "a.MP3", "2026/11/c.ogg", "list.txt", "a.MP3.json", ".b.wav", ".git/d.wav")
    found, unreadable = find_recordings([tmp_path], None)
    assert _names([one.audio for one in found], tmp_path) == ["a.MP3", "b.wav", "2026/11/c.ogg"]
    assert _names([one.result for one in found], tmp_path) == ["a.MP3.json", "b.wav.json", "2026/11/c.ogg.json"]
    assert unreadable == []


def test_results_go_below_out_in_the_same_folders(tmp_path: Path) -> None:
    _files(tmp_path / "in", "a.wav", "x/b.wav")
    found, _ = find_recordings([tmp_path / "in"], tmp_path / "out")
    assert _names([one.result for one in found], tmp_path) == ["out/a.wav.json", "out/x/b.wav.json"]


def test_a_named_file_is_taken_whatever_its_name_ends_in_and_each_only_once(tmp_path: Path) -> None:
    _files(tmp_path, "a.wav", "call.vox")
    found, _ = find_recordings([tmp_path / "call.vox", tmp_path / "a.wav", tmp_path], None)
    assert _names([one.audio for one in found], tmp_path) == ["call.vox", "a.wav"]


def test_two_recordings_never_get_one_result(tmp_path: Path) -> None:
    _files(tmp_path, "monday/a.wav", "tuesday/a.wav")
    with pytest.raises(BadInputError, match=r"would both be written to .*a\.wav\.json"):
        find_recordings([tmp_path / "monday", tmp_path / "tuesday"], tmp_path / "out")


def test_a_path_that_is_not_there_and_a_folder_without_recordings_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"nowhere is not there; check the path"):
        find_recordings([tmp_path / "nowhere"], None)
    _files(tmp_path, "list.txt")
    with pytest.raises(BadInputError, match=r"there are no recordings in .*; give WAV, MP3, OGG or FLAC"):
        find_recordings([tmp_path], None)


def test_a_link_that_leads_to_itself_is_told_and_the_others_are_found(tmp_path: Path) -> None:
    _files(tmp_path, "b.wav")
    (tmp_path / "a.wav").symlink_to("a.wav")
    found, unreadable = find_recordings([tmp_path], None)
    assert _names([one.audio for one in found], tmp_path) == ["b.wav"]
    assert [(one.path.name, one.reason) for one in unreadable] == [
        ("a.wav", "a link that leads nowhere but to itself; delete it")
    ]


def test_a_link_never_takes_the_place_of_the_recording_that_it_leads_to(tmp_path: Path) -> None:
    _files(tmp_path, "good a.wav")
    (tmp_path / "alias.wav").symlink_to("good a.wav")
    (tmp_path / "z.wav").symlink_to("good a.wav")
    found, _ = find_recordings([tmp_path], None)
    assert _names([one.result for one in found], tmp_path) == ["good a.wav.json"]


def test_names_that_would_move_the_cursor_are_written_out_in_what_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"gone\\x1b\[31m\\n\.wav is not there"):
        find_recordings([tmp_path / "gone\x1b[31m\n.wav"], None)
