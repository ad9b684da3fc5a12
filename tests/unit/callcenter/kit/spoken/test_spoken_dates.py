"""Dates and times in words, against small files that a native reader has checked."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for

GOLDEN = Path(__file__).parents[5] / "tests" / "golden" / "spoken"


def lines(language: Language) -> list[list[str]]:
    rows = (GOLDEN / "moments" / f"{language.value}.txt").read_text(encoding="utf-8").splitlines()
    return [row.split(" | ") for row in rows if not row.startswith("#")]


@pytest.mark.parametrize("language", list(Language))
def test_dates_and_times_read_as_a_native_speaker_says_them(language: Language) -> None:
    words = words_for(language)
    for moment, on_screen, on_aloud, named_screen, named_aloud in lines(language):
        at = datetime.fromisoformat(moment)
        on, named = words.on(at.date(), at.time()), words.named(at.date(), at.time())
        assert [moment, on.screen, on.spoken] == [moment, on_screen, on_aloud]
        assert [moment, named.screen, named.spoken] == [moment, named_screen, named_aloud]


@pytest.mark.parametrize("language", list(Language))
def test_the_checked_files_cover_every_day_hour_weekday_and_month(language: Language) -> None:
    moments = [datetime.fromisoformat(row[0]) for row in lines(language)]
    assert {at.day for at in moments} == set(range(1, 32))
    assert {at.hour for at in moments} == set(range(24))
    assert {at.weekday() for at in moments} == set(range(7))
    assert {at.month for at in moments} == set(range(1, 13))


@given(at=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001 - clinic time
@pytest.mark.parametrize("language", list(Language))
def test_what_is_said_aloud_has_no_digit_and_keeps_the_minute(language: Language, at: datetime) -> None:
    words = words_for(language)
    said = words.on(at.date(), at.time()).spoken
    assert not re.search(r"\d", said)
    next_minute = at + timedelta(minutes=1)
    assert said != words.on(next_minute.date(), next_minute.time()).spoken


def test_eleven_in_ukrainian_takes_the_long_preposition() -> None:
    assert words_for(Language.UK).time_at(time(11, 0)).spoken == "об одинадцятій годині"


def test_two_in_chinese_is_liang() -> None:
    assert words_for(Language.ZH).time_at(time(14, 0)).spoken == "下午两点"


def test_tuesday_in_polish_and_russian_takes_the_long_preposition() -> None:
    tuesday = date(2026, 11, 24)
    assert words_for(Language.PL).day_on(tuesday).spoken.startswith("we wtorek")
    assert words_for(Language.RU).day_on(tuesday).spoken.startswith("во вторник")
