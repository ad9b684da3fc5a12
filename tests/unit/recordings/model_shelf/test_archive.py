"""Zip files with any names in them: what is unpacked lies inside, and everything else is refused in words."""

import io
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.model_shelf.archive import unpack
from recordings.model_shelf.errors import BrokenArchiveError, ModelError

_PARTS = st.sampled_from(["..", ".", "", "am", "final.mdl", "a\\b", "C:", "/", "~", "ё", "\0", "x" * 300, " ", "graph"])
_NAMES = st.lists(_PARTS, min_size=1, max_size=4).map("/".join) | st.text(max_size=12)


def _zip(names: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that come twice are what we are after
        for name in names:
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, b"content")
    return buffer.getvalue()


@settings(deadline=None)  # the disk may be busy
@given(st.lists(_NAMES, min_size=1, max_size=4))
def test_whatever_the_names_are_nothing_is_written_outside(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive, into = Path(folder) / "model.zip", Path(folder) / "draft" / "deep"
        into.mkdir(parents=True)
        try:
            archive.write_bytes(_zip(names))
        except (UnicodeError, ValueError):  # no zip file can have such a name
            return
        try:
            unpack(archive, into)
        except BrokenArchiveError as exc:
            assert "model.zip" in str(exc)  # noqa: PT017 - both ways out are looked at
        outside = [path for path in Path(folder).rglob("*") if path.is_file() and not path.is_relative_to(into)]
        assert outside == [archive]
        assert not any(path.is_symlink() for path in into.rglob("*"))


def test_a_link_inside_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("am/final.mdl")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    (tmp_path / "draft").mkdir()
    with pytest.raises(BrokenArchiveError, match="outside the models' folder: do not trust whoever gave it to you"):
        unpack(tmp_path / "model.zip", tmp_path / "draft")


def test_a_file_that_says_to_be_smaller_than_it_is_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("am/final.mdl", bytes(50_000_000))
    told = path.read_bytes().replace((50_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    path.write_bytes(told)
    (tmp_path / "draft").mkdir()
    with pytest.raises(ModelError, match=r"model\.zip is broken"):
        unpack(path, tmp_path / "draft")
    assert sum(one.stat().st_size for one in (tmp_path / "draft").rglob("*") if one.is_file()) <= 1_000


def test_an_archive_that_wants_a_password_is_said_to_be_of_no_use(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("am/final.mdl", b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (tmp_path / "draft").mkdir()
    with pytest.raises(BrokenArchiveError, match="is broken"):
        unpack(path, tmp_path / "draft")
