"""The key of the sign-in cookies: made once, kept, readable to nobody else."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callcenter.app.given import ConfigError
from callcenter.app.session_secret import session_secret
from callcenter.kit.secret import Secret


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert session_secret(Secret("given"), tmp_path / "data") == Secret("given")
    assert not (tmp_path / "data").exists()


def test_the_first_start_makes_a_long_secret_that_later_starts_find_again(tmp_path: Path) -> None:
    first = session_secret(None, tmp_path / "data")
    assert len(first.reveal()) >= 60
    assert session_secret(None, tmp_path / "data") == first
    files = list((tmp_path / "data").iterdir())
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: session_secret(None, tmp_path), range(32)))
    assert len(made) == 1


def test_an_emptied_secret_file_is_reported_instead_of_used(tmp_path: Path) -> None:
    (tmp_path / "session-secret").touch()
    with pytest.raises(ConfigError, match="is empty; delete the file"):
        session_secret(None, tmp_path)


def test_a_data_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(ConfigError, match="cannot be kept"):
        session_secret(None, tmp_path / "data")
