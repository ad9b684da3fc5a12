"""Days and times out of answers, on a Monday evening with a visit on Tuesday at half past four."""

from datetime import datetime

import pytest

from callcenter.kit.languages import Language
from ivr.answers.loader import load_wishes
from ivr.answers.wish import wish_of
from ivr.answers.words import matching_form

NOW = datetime.fromisoformat("2026-11-23T18:20")
VISIT = datetime.fromisoformat("2026-11-24T16:30")


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("ru", "в среду", {"weekday": 3, "date": "2026-11-25"}),
        ("ru", "в четверг после пяти", {"weekday": 4, "date": "2026-11-26", "from": "17:00"}),
        ("ru", "в среду или в четверг", {"weekday": 3}),
        ("ru", "не завтра а послезавтра", {"date": "2026-11-25"}),
        ("ru", "не позже трёх", {"to": "15:00"}),
        ("ru", "между двумя и четырьмя", {"from": "14:00", "to": "16:00"}),
        ("ru", "до часу", {"to": "13:00"}),
        ("ru", "двадцать восьмого", {"date": "2026-11-28"}),
        ("ru", "на час раньше", {"from": "15:30", "date": "2026-11-24"}),
        ("ru", "лучше после обеда", {"part": "afternoon"}),
        ("ru", "первое свободное", {}),
        ("ru", "на следующей неделе", {}),
        ("ru", "через два дня", {"date": "2026-11-25"}),
        ("ru", "не смогу завтра", {}),
        ("ru", "лучше к петровой", {"doctor": "петровой"}),
        ("ru", "вечером потому что утром работаю", {"part": "evening"}),
        ("ru", "перенесите на неделю", {"date": "2026-12-01"}),
        ("uk", "тільки вівторки", {"weekday": 2}),
        ("uk", "тільки не зранку десь після четвертої", {"from": "16:00"}),
        ("uk", "о пів на третю", {"from": "14:30"}),
        ("uk", "наступного тижня в середу", {"weekday": 3, "date": "2026-12-02"}),
        ("uk", "до шостої вечора", {"to": "18:00"}),
        ("pl", "w przyszły piątek po czternastej", {"weekday": 5, "date": "2026-12-04", "from": "14:00"}),
        ("pl", "za tydzień w środę", {"weekday": 3, "date": "2026-12-02"}),
        ("pl", "godzinę później", {"from": "17:30", "date": "2026-11-24"}),
        ("pl", "jutro nie pojutrze o ósmej", {"date": "2026-11-25", "from": "08:00"}),
        ("pl", "przesunąć o tydzień", {"date": "2026-12-01"}),
        ("en", "the day after tomorrow around ten", {"date": "2026-11-25", "from": "10:00"}),
        ("en", "before noon", {"to": "12:00", "part": "morning"}),
        ("en", "push it back an hour", {"date": "2026-11-24", "from": "17:30"}),
        ("en", "this evening", {"date": "2026-11-23", "part": "evening"}),
        ("en", "next wednesday at ten", {"weekday": 3, "date": "2026-12-02", "from": "10:00"}),
        ("en", "not tomorrow wednesday", {"weekday": 3, "date": "2026-11-25"}),
        ("en", "before six", {"to": "18:00"}),
        ("en", "tonight", {"date": "2026-11-23", "part": "evening"}),
        ("zh", "周三下午", {"weekday": 3, "date": "2026-11-25", "part": "afternoon"}),
        ("zh", "下周三三点", {"weekday": 3, "date": "2026-12-02", "from": "15:00"}),
        ("zh", "五点以后", {"from": "17:00"}),
        ("zh", "七点之前", {"to": "19:00"}),
        ("zh", "十点到十二点之间", {"from": "10:00", "to": "12:00"}),
        ("zh", "周三不对周四下午", {"weekday": 4, "date": "2026-11-26", "part": "afternoon"}),
        ("zh", "明天不行后天可以吗", {"date": "2026-11-25"}),
        ("zh", "下州三上午", {"weekday": 3, "date": "2026-12-02", "part": "morning"}),
        ("zh", "晚一点的五点以后", {"from": "17:00"}),
        ("zh", "两天后", {"date": "2026-11-25"}),
        ("zh", "早一个小时", {"from": "15:30", "date": "2026-11-24"}),
    ],
)
def test_a_wish_becomes_days_and_times(language: str, text: str, slots: dict[str, object]) -> None:
    spoken = Language(language)
    assert wish_of(matching_form(text), spoken, load_wishes(spoken), NOW, [VISIT]) == slots


def test_the_29th_of_february_may_be_no_day_of_the_next_years() -> None:
    words = matching_form("двадцать девятого февраля")
    assert "date" not in wish_of(words, Language.RU, load_wishes(Language.RU), NOW, [])
