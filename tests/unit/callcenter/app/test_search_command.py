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
    assert ran.err == "1 call, 1 turn\n"


def test_a_query_without_words_is_told_what_to_write(settings: dict[str, str]) -> None:
    ran = callcenter("search", "!!!", settings=settings)
    assert (ran.code, ran.out) == (2, "")
    assert "Write a word to look for" in ran.err


def test_an_empty_word_is_told_how_the_command_is_used() -> None:
    ran = callcenter("search", "", settings={})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: ")
    assert "write a word to look for" in ran.err


def test_a_word_with_a_hyphen_is_left_out_wherever_it_stands(settings: dict[str, str]) -> None:
    without = callcenter("search", "зубы", "-разболеться", "--side", "patient", settings=settings)
    assert (without.code, without.out) == (0, "")
    first = callcenter("search", "-hotel", "зубы", settings=settings)
    assert (first.code, first.err) == (0, "1 call, 2 turns\n")


def test_a_mistyped_option_is_no_word_to_look_for(settings: dict[str, str]) -> None:
    ran = callcenter("search", "зубы", "--perod", "month", settings=settings)
    assert (ran.code, ran.out) == (2, "")
    assert "No such option '--perod'. Did you mean '--period'?" in ran.err


def test_the_short_option_of_help_still_helps(settings: dict[str, str]) -> None:
    assert callcenter("search", "-h", settings=settings).out.startswith("Usage: ")
