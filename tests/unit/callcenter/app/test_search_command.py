"""`callcenter search`: calls in which words were said, for whoever works at the machine."""

from pathlib import Path

import pytest

from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.commands import callcenter


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A clinic with one call."""
    url = f"sqlite:///{tmp_path}/clinic.db"
    engine = open_engine(url)
    migrate(engine)
    CallsBench(Database(engine), tmp_path).scored("c-1", MARIA)
    engine.dispose()
    return {
        "CALLCENTER_DATA_DIR": str(tmp_path / "data"),
        "CALLCENTER_DATABASE_URL": url,
        "CALLCENTER_CLINIC_NAME": "Дента Плюс",
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
        "CALLCENTER_CLINIC_ZONE": "Europe/Moscow",
    }


def test_words_are_found_with_their_call_their_second_and_who_said_them(settings: dict[str, str]) -> None:
    ran = callcenter("search", "разболеться", "зубы", settings=settings)
    assert ran.code == 0, ran.err
    call, when, second, who, said = ran.out.strip().split("\t")
    assert (call, when, who) == ("c-1", "2026-11-24 09:00", "patient")
    assert 0 < float(second) < 20
    assert "зуб разболелся" in said
    assert "1 calls, 1 turns" in ran.err


def test_a_query_without_words_is_told_what_to_write(settings: dict[str, str]) -> None:
    ran = callcenter("search", "!!!", settings=settings)
    assert (ran.code, ran.out) == (2, "")
    assert "Write a word to look for" in ran.err
