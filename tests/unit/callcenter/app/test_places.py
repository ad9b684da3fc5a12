"""Folders, databases and addresses that cannot be used: one line that says which, and what to do."""

from pathlib import Path

import pytest

from tests.support.commands import callcenter


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path_factory.mktemp("data")), "CALLCENTER_PORT": "0"}
    assert callcenter("migrate", settings=settings).code == 0
    return settings


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATA_DIR", "/dev/null", "the folder /dev/null cannot be made (File exists); choose another one with"),
        ("DATABASE_URL", "sqlite:////proc/no/x.db", "the folder /proc/no cannot be made (No such file or directory)"),
    ],
)
def test_migrate_says_in_one_line_which_folder_cannot_be_made(name: str, value: str, said: str) -> None:
    ran = callcenter("migrate", settings={f"CALLCENTER_{name}": value})
    assert ran.code == 1
    assert ran.err.startswith(f"callcenter: {said}")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATA_DIR", "/dev/null", "there are no data in /dev/null yet; `callcenter migrate` begins a clinic there"),
        ("DATABASE_URL", "sqlite://", "the database URL names no file; write sqlite:///file"),
        ("DATABASE_URL", "postgresql://127.0.0.1:port/x", "the database URL cannot be read; write sqlite:///file or"),
        ("JOBS_DATABASE_URL", "postgresql://127.0.0.1:1/x", "the database postgresql+psycopg://127.0.0.1:1/x cannot"),
        ("JOBS_DATABASE_URL", "sqlite:////etc/hostname", "the database sqlite:////etc/hostname cannot be used: file"),
        ("HOST", "ä..b", "cannot listen on ä..b port 0: this is no name of a host; choose another address with"),
    ],
)
def test_serve_says_in_one_line_what_cannot_be_used(migrated: dict[str, str], name: str, value: str, said: str) -> None:
    ran = callcenter("serve", settings={**migrated, f"CALLCENTER_{name}": value})
    assert ran.code == 1
    assert ran.err.startswith(f"callcenter: {said}")
    assert ran.err.count("\n") == 1


def test_the_doctor_looks_at_the_database_of_jobs_too(migrated: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "jobs.db"
    broken.write_text("this is no database, only a text of some length", encoding="ascii")
    ran = callcenter("doctor", settings={**migrated, "CALLCENTER_JOBS_DATABASE_URL": f"sqlite:///{broken}"})
    assert ran.code == 1
    assert f"problem    jobs database: the database sqlite:///{broken} cannot be used" in ran.out
    assert "check CALLCENTER_JOBS_DATABASE_URL" in ran.out


def test_the_data_folder_is_made_for_our_eyes_alone(tmp_path: Path) -> None:
    data = tmp_path / "clinic" / "data"
    assert callcenter("migrate", settings={"CALLCENTER_DATA_DIR": str(data)}).code == 0
    assert data.stat().st_mode & 0o777 == 0o700
