"""Moments, numbers and words as their reader writes them."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import pytest

from callcenter.domain import calls, clinic, outcomes, people
from callcenter.kit.languages import Language
from callcenter.web.formats import Formats, duration
from callcenter.web.labels import label
from callcenter.web.texts import read_all_texts

MOSCOW = ZoneInfo("Europe/Moscow")
LATE = datetime(2026, 11, 23, 21, 5, tzinfo=UTC)
"""Already Tuesday in Moscow."""


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (timedelta(seconds=41), "0:41"),
        (725, "12:05"),
        (3723.9, "1:02:03"),
        (timedelta(seconds=-5), "0:00"),
        (0, "0:00"),
    ],
)
def test_a_duration_reads_like_a_call_timer(length: timedelta | float, shown: str) -> None:
    assert duration(length) == shown


@pytest.mark.parametrize(
    ("language", "date", "day"),
    [
        (Language.EN, "24 Nov 2026", "Tue 24 Nov"),
        (Language.RU, "24 нояб. 2026\u202fг.", "вт, 24 нояб."),
        (Language.UK, "24 лист. 2026\u202fр.", "вт, 24 лист."),
        (Language.PL, "24 lis 2026", "wt., 24 lis"),
        (Language.ZH, "2026年11月24日", "11月24日周二"),
    ],
)
def test_dates_are_those_of_the_clinics_zone_in_the_readers_way(language: Language, date: str, day: str) -> None:
    formats = Formats(language, MOSCOW)
    assert formats.date(LATE).replace("\xa0", "\u202f") == date
    assert formats.day(LATE) == day
    assert formats.time(LATE) == "00:05"


def test_numbers_have_the_readers_separators() -> None:
    assert Formats(Language.EN, MOSCOW).number(12345.5) == "12,345.5"
    assert Formats(Language.RU, MOSCOW).number(12345.5) == "12\xa0345,5"
    assert Formats(Language.EN, MOSCOW).percent(0.781) == "78%"


@pytest.mark.parametrize("language", list(Language))
def test_every_value_of_the_domain_has_its_word(language: Language) -> None:
    texts = read_all_texts()[language]
    unlabelled = {clinic.Gender}  # decides endings in scripts, is never shown
    enums = {
        kind
        for module in (calls, clinic, outcomes, people)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == module.__name__
    } - unlabelled
    words = [label(texts, value) for kind in enums for value in kind]
    assert len(words) > 40
    assert all(words)


def test_one_word_in_two_enums_keeps_its_two_meanings() -> None:
    russian = read_all_texts()[Language.RU]
    assert label(russian, outcomes.Outcome.NO_SERVICE) != label(russian, outcomes.RefusalReason.NO_SERVICE)
