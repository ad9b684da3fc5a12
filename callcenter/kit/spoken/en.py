"""English (British) dates and times: 'on Tuesday the twenty fourth of November at half past three in the afternoon'.

Compounds are written without a hyphen: recognisers' vocabularies hold single words.
"""

from datetime import date, time

from callcenter.kit.spoken.wording import DateWords, Wording, joined, words

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = words("January February March April May June July August September October November December")
_CARDINALS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = words("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = words(
    "_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ROUND_ORDINALS = {20: "twentieth", 30: "thirtieth"}


def number(value: int) -> str:
    """A whole number from 0 to 999,999 in words: 'two thousand five hundred and six'."""
    if value < 20:
        return _CARDINALS[value]
    if value < 100:
        return joined(_TENS[value // 10], value % 10, number)
    if value < 1000:
        return joined(f"{_CARDINALS[value // 100]} hundred", value % 100, lambda rest: f"and {number(rest)}")
    rest = value % 1000
    thousands = f"{number(value // 1000)} thousand"
    return joined(f"{thousands} and" if 0 < rest < 100 else thousands, rest, number)


def ordinal(day: int) -> str:
    """The ordinal of a number from 1 to 99: 'twenty first'."""
    if day % 10 == 0 and day > 30:
        return _TENS[day // 10].removesuffix("y") + "ieth"
    if day in _ROUND_ORDINALS:
        return _ROUND_ORDINALS[day]
    return _ORDINALS[day] if day < 20 else f"{_TENS[day // 10]} {_ORDINALS[day % 10]}"


def _day_named(day: date) -> Wording:
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return Wording(f"{weekday} {day.day} {month}", f"{weekday} the {ordinal(day.day)} of {month}")


def _day_on(day: date) -> Wording:
    named = _day_named(day)
    return Wording(f"on {named.screen}", f"on {named.spoken}")


def _day_for(day: date) -> Wording:
    named = _day_named(day)
    return Wording(f"for {named.screen}", f"for {named.spoken}")


def _time_named(at: time) -> Wording:
    shown = f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"
    return Wording(shown, _clock(at))


def _clock(at: time) -> str:
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    if (at.hour, at.minute) == (12, 0):
        return "twelve noon"
    hour = number(at.hour % 12 or 12)
    if at.minute == 0:
        return f"{hour} o'clock {_part_of_day(at.hour)}"
    if at.minute == 30:
        return f"half past {hour} {_part_of_day(at.hour)}"
    minutes = f"oh {number(at.minute)}" if at.minute < 10 else number(at.minute)
    return f"{hour} {minutes} {_part_of_day(at.hour)}"


def _part_of_day(hour: int) -> str:
    if hour == 0 or hour >= 22:
        return "at night"  # 'half past twelve in the morning' would be taken for noon
    if hour < 12:
        return "in the morning"
    return "in the afternoon" if hour < 18 else "in the evening"


def _time_at(at: time) -> Wording:
    named = _time_named(at)
    return Wording(f"at {named.screen}", f"at {named.spoken}")


def _time_for(at: time) -> Wording:
    named = _time_named(at)
    return Wording(f"for {named.screen}", f"for {named.spoken}")


def _hours_between(begin: time, end: time) -> Wording:
    first, last = _time_named(begin), _time_named(end)
    part = f" {_part_of_day(end.hour)}"
    is_same_part = _part_of_day(begin.hour) == part.strip() and last.spoken.endswith(part)
    said_first = (
        first.spoken.removesuffix(part) if is_same_part else first.spoken
    )  # from nine to half past eleven in ...
    said = f"from {said_first} to {last.spoken}".replace(" o'clock", "")
    return Wording(f"from {first.screen} to {last.screen}", said)


WORDS = DateWords(
    day_on=_day_on,
    day_named=_day_named,
    time_at=_time_at,
    time_named=_time_named,
    day_for=_day_for,
    time_for=_time_for,
    hours=_hours_between,
)
