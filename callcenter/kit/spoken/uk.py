"""Ukrainian dates and times: 'у вівторок, двадцять четвертого листопада, о п'ятнадцятій тридцять'."""

from datetime import date, time

from callcenter.kit.spoken.slavic import number_of
from callcenter.kit.spoken.wording import DateWords, Wording, words

_ON = ("у понеділок", "у вівторок", "у середу", "у четвер", "у п'ятницю", "у суботу", "у неділю")
_NAMED = ("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя")
_MONTHS = words("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня")
_CARDINALS = words(
    "нуль один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять "
    "тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять"
)
_TENS = dict(enumerate(words("двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто"), start=2))
_HUNDREDS = words("сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот")
# Ordinals without their ending: -ого (genitive), -е (neuter), -а (the hour's name), -ій (at the hour),
# -у (for the hour), -ої (from the hour); 3 is soft.
_ORDINALS = words(
    "нульов перш друг трет четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят "
    "тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят"
)
_ROUND_ORDINALS = {20: "двадцят", 30: "тридцят"}
_THIRD = {"ого": "третього", "е": "третє", "а": "третя", "ій": "третій", "у": "третю", "ої": "третьої", "ий": "третій"}


def number(value: int) -> str:
    """A whole number from 0 to 999,999 in words, nominative masculine."""
    return number_of(value, _CARDINALS, _TENS, _HUNDREDS, _thousands)


def _thousands(count: int) -> str:
    """Thousands are feminine: одна тисяча, двадцять дві тисячі, п'ять тисяч."""
    if 11 <= count % 100 <= 14:
        return f"{number(count)} тисяч"
    said = number(count)
    if count % 10 == 1:
        return "тисяча" if count == 1 else f"{said.removesuffix('один')}одна тисяча"
    if count % 10 == 2:
        return f"{said.removesuffix('два')}дві тисячі"
    return f"{said} тисячі" if count % 10 in (3, 4) else f"{said} тисяч"


def ordinal(value: int, ending: str) -> str:
    """An ordinal from 0 to 39 by the ending of its gender or case: 'ий', 'а', 'е', 'ого', 'ій', 'у', 'ої'."""
    if value in _ROUND_ORDINALS:
        return _ROUND_ORDINALS[value] + ending
    prefix = f"{_TENS[value // 10]} " if value > 20 else ""
    units = value % 10 if value > 20 else value
    if units == 3:
        return prefix + _THIRD[ending]
    return prefix + _ORDINALS[units] + ending


def _day_on(day: date) -> Wording:
    weekday, month = _ON[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'ого')} {month}")


def _day_named(day: date) -> Wording:
    weekday, month = _NAMED[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'е')} {month}")


def _day_for(day: date) -> Wording:
    weekday, month = _ON[day.weekday()].split()[1], _MONTHS[day.month - 1]
    return Wording(f"на {weekday} {day.day} {month}", f"на {weekday}, {ordinal(day.day, 'е')} {month}")


def _minutes(at: time) -> str:
    return f"нуль {number(at.minute)}" if at.minute < 10 else number(at.minute)


def _time_named(at: time) -> Wording:
    rest = _minutes(at) if at.minute else "година"
    return Wording(f"{at.hour}:{at.minute:02}", f"{ordinal(at.hour, 'а')} {rest}")


def _time_at(at: time) -> Wording:
    at_word = "об" if at.hour == 11 else "о"  # об before a vowel: об одинадцятій
    rest = _minutes(at) if at.minute else "годині"
    return Wording(f"{at_word} {at.hour}:{at.minute:02}", f"{at_word} {ordinal(at.hour, 'ій')} {rest}")


def _time_for(at: time) -> Wording:
    rest = _minutes(at) if at.minute else "годину"
    return Wording(f"на {at.hour}:{at.minute:02}", f"на {ordinal(at.hour, 'у')} {rest}")


def _hours_between(begin: time, end: time) -> Wording:
    first = _clock_genitive(begin)
    from_word = "із" if first[0] in "сшцчзщ" else "з"  # easier to say before a hissing sound: із сьомої
    shown = f"{from_word} {begin.hour}:{begin.minute:02} до {end.hour}:{end.minute:02}"
    return Wording(shown, f"{from_word} {first} до {_clock_genitive(end)}")


def _clock_genitive(at: time) -> str:
    """'дев'ятої', 'дев'ятої тридцять': the minutes keep their form."""
    hour = ordinal(at.hour, "ої")
    return f"{hour} {_minutes(at)}" if at.minute else hour


def day_genitive(day: int) -> str:
    """The day of a month as streets are named after it: 'восьмого' in 'вулиця Восьмого Березня'."""
    return ordinal(day, "ого")


WORDS = DateWords(
    day_on=_day_on,
    day_named=_day_named,
    time_at=_time_at,
    time_named=_time_named,
    day_for=_day_for,
    time_for=_time_for,
    hours=_hours_between,
    books_for_time=True,
)
