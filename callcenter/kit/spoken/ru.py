"""Russian dates and times: 'во вторник, двадцать четвёртого ноября, в пятнадцать тридцать'."""

from datetime import date, time

from callcenter.kit.spoken.slavic import number_of
from callcenter.kit.spoken.wording import DateWords, Wording, joined, words

_ON = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
_NAMED = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_MONTHS = words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_CARDINALS = words(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TENS = dict(enumerate(words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"), start=2))
_HUNDREDS = words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_GENITIVE = words(
    "ноля одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати "
    "тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати"
)
_GENITIVE_TENS = words("_ _ двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста")
# Ordinals without their ending: -ого in the genitive, -ое in the nominative; 'третий' and its kin go their own way.
_ORDINALS = words(
    "_ перв втор _ четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат "
    "четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
)
_ROUND_ORDINALS = {20: "двадцат", 30: "тридцат"}


def number(value: int) -> str:
    """A whole number from 0 to 999,999 in words, nominative masculine."""
    return number_of(value, _CARDINALS, _TENS, _HUNDREDS, _thousands)


def _thousands(count: int) -> str:
    """Thousands are feminine: одна тысяча, двадцать две тысячи, пять тысяч."""
    if 11 <= count % 100 <= 14:
        return f"{number(count)} тысяч"
    said = number(count)
    if count % 10 == 1:
        return "тысяча" if count == 1 else f"{said.removesuffix('один')}одна тысяча"
    if count % 10 == 2:
        return f"{said.removesuffix('два')}две тысячи"
    return f"{said} тысячи" if count % 10 in (3, 4) else f"{said} тысяч"


def ordinal(day: int, ending: str) -> str:
    """An ordinal from 1 to 39 by the ending of its gender or case: 'ый', 'ая', 'ое', 'ого'."""
    if day in _ROUND_ORDINALS:
        return _ROUND_ORDINALS[day] + ending
    prefix = f"{_TENS[day // 10]} " if day > 20 else ""
    units = day % 10 if day > 20 else day
    if units == 3:
        return prefix + {"ого": "третьего", "ое": "третье", "ая": "третья", "ый": "третий"}[ending]
    if ending == "ый" and units in (2, 6, 7, 8):
        ending = "ой"
    return prefix + _ORDINALS[units] + ending


def _day_on(day: date) -> Wording:
    weekday, month = _ON[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'ого')} {month}")


def _day_named(day: date) -> Wording:
    weekday, month = _NAMED[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday}, {ordinal(day.day, 'ое')} {month}")


def _day_for(day: date) -> Wording:
    weekday, month = _ON[day.weekday()].split()[1], _MONTHS[day.month - 1]
    return Wording(f"на {weekday} {day.day} {month}", f"на {weekday}, {ordinal(day.day, 'ое')} {month}")


def _clock(at: time) -> str:
    if at.minute == 0:
        return "час ночи" if at.hour == 1 else f"{number(at.hour)} {_hours(at.hour)}"
    minutes = f"ноль {number(at.minute)}" if at.minute < 10 else number(at.minute)
    if at.hour == 1:
        return f"час {minutes} ночи"  # nobody says 'в один тридцать'
    return f"{number(at.hour)} {minutes}"


def _hours(hour: int) -> str:
    """The word 'hour' after a numeral: один час, два часа, пять часов."""
    if 11 <= hour <= 14:
        return "часов"
    return {1: "час", 2: "часа", 3: "часа", 4: "часа"}.get(hour % 10, "часов")


def _time_named(at: time) -> Wording:
    return Wording(f"{at.hour}:{at.minute:02}", _clock(at))


def _time_at(at: time) -> Wording:
    return Wording(f"в {at.hour}:{at.minute:02}", f"в {_clock(at)}")


def _time_for(at: time) -> Wording:
    return Wording(f"на {at.hour}:{at.minute:02}", f"на {_clock(at)}")


def _hours_between(begin: time, end: time) -> Wording:
    shown = f"с {begin.hour}:{begin.minute:02} до {end.hour}:{end.minute:02}"
    return Wording(shown, f"с {_clock_genitive(begin)} до {_clock_genitive(end)}")


def _clock_genitive(at: time) -> str:
    """'девяти', 'девяти тридцати'; round hours without the word 'часов', as opening hours are told."""
    if at.minute == 0:
        return {0: "ноля часов", 1: "часа ночи"}.get(at.hour) or genitive(at.hour)
    hour = "часа" if at.hour == 1 else genitive(at.hour)
    return f"{hour} {'ноль ' if at.minute < 10 else ''}{genitive(at.minute)}"


def genitive(value: int) -> str:
    """A whole number from 0 to 99 in the genitive: 'двадцати одного'."""
    if value < 20:
        return _GENITIVE[value]
    return joined(_GENITIVE_TENS[value // 10], value % 10, genitive)


def day_genitive(day: int) -> str:
    """The day of a month as streets are named after it: 'восьмого' in 'улица Восьмого Марта'."""
    return ordinal(day, "ого")


WORDS = DateWords(
    day_on=_day_on,
    day_named=_day_named,
    time_at=_time_at,
    time_named=_time_named,
    day_for=_day_for,
    time_for=_time_for,
    hours=_hours_between,
)
