"""What is said aloud, against files that a native reader has checked; how to write them again: spoken_golden.py."""

import re
from datetime import date, time, timedelta

import pytest

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for
from tests.support.spoken_golden import PARTS, path_of

each_language = pytest.mark.parametrize("language", list(Language))


@each_language
@pytest.mark.parametrize("part", list(PARTS))
def test_what_is_said_is_what_a_native_reader_has_checked(part: str, language: Language) -> None:
    checked = path_of(part, language).read_text(encoding="utf-8").splitlines()
    assert list(PARTS[part](language)) == checked


@each_language
def test_the_checked_days_are_a_whole_year_and_the_times_a_whole_day(language: Language) -> None:
    days = [date.fromisoformat(row.split(" | ")[0]) for row in _rows("days", language)]
    assert days == [date(2026, 7, 1) + timedelta(days=nth) for nth in range(365)]
    assert len(_rows("times", language)) == 24 * 60 / 5


@each_language
@pytest.mark.parametrize("part", list(PARTS))
def test_nothing_that_is_said_holds_a_figure(part: str, language: Language) -> None:
    for row in _rows(part, language):
        aloud = row.split(" | ")[2 if part in ("moments", "prices") else 1 :: 2 if part == "moments" else 1]
        assert not re.search(r"\d", " ".join(aloud)), row


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.RU, "на вторник, двадцать четвёртое ноября, в шестнадцать тридцать"),
        (Language.UK, "на вівторок, двадцять четверте листопада, на шістнадцяту тридцять"),
        (Language.PL, "na wtorek, dwudziestego czwartego listopada, na godzinę szesnastą trzydzieści"),
        (Language.EN, "for Tuesday the twenty fourth of November, at half past four in the afternoon"),
        (Language.ZH, "十一月二十四号星期二下午四点半"),
    ],
)
def test_a_booking_is_for_a_day_and_a_time(language: Language, said: str) -> None:
    day, at = date(2026, 11, 24), time(16, 30)
    assert words_for(language).booked_for(day, at).spoken == said


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.RU, "на вторник 24 ноября в 16:30"),
        (Language.UK, "на вівторок 24 листопада на 16:30"),
        (Language.PL, "na wtorek 24 listopada na 16:30"),
        (Language.EN, "for Tuesday 24 November at 4:30 pm"),
        (Language.ZH, "11月24日星期二下午4:30"),
    ],
)
def test_a_booking_is_written_with_figures(language: Language, shown: str) -> None:
    assert words_for(language).booked_for(date(2026, 11, 24), time(16, 30)).screen == shown


def _rows(part: str, language: Language) -> list[str]:
    return path_of(part, language).read_text(encoding="utf-8").splitlines()[1:]
