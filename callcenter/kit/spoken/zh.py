"""Chinese dates and times: '十一月二十四号星期二下午三点半'. There is no preposition, so both forms are one."""

from datetime import date, time

from callcenter.kit.spoken.wording import DateWords, Wording

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"


def number(value: int) -> str:
    """A whole number from 0 to 999,999 in words."""
    said = _number(value)
    return "两" + said[1:] if 200 <= value < 300 else said  # 两百, but 一千二百


def _number(value: int) -> str:
    if value < 10:
        return _DIGITS[value]
    if value < 20:
        return "十" + (_DIGITS[value - 10] if value > 10 else "")
    for size, unit in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            count, rest = divmod(value, size)
            said = ("两" if count == 2 and size > 100 else _number(count)) + unit
            gap = "零" if 0 < rest < size // 10 else ""
            inner = "一" if size > 10 and 10 <= rest < 20 else ""  # 一百一十五, though 十五 alone
            return said + (gap + inner + _number(rest) if rest else "")
    raise AssertionError("every number from 20 on has a unit")


def _day(day: date) -> Wording:
    weekday = _WEEKDAYS[day.weekday()]
    said = "天" if weekday == "日" else weekday  # Sunday is written 星期日 and said 星期天
    return Wording(
        f"{day.month}月{day.day}日星期{weekday}",
        f"{number(day.month)}月{number(day.day)}号星期{said}",
    )


def _time(at: time) -> Wording:
    part = _part_of_day(at.hour)
    hour = at.hour % 12 or (12 if at.hour == 12 else 0)
    said = "两" if hour == 2 else number(hour)  # two o'clock is 两点, not 二点
    return Wording(f"{part}{hour}:{at.minute:02}", f"{part}{said}点{_minutes(at.minute)}")


def _minutes(minute: int) -> str:
    if minute == 0:
        return ""
    if minute == 30:
        return "半"
    return f"零{number(minute)}分" if minute < 10 else f"{number(minute)}分"


def _part_of_day(hour: int) -> str:
    """The part of the day that goes before the hour; Chinese times of day are said on a twelve-hour clock."""
    for until, name in ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午")):
        if hour < until:
            return name
    return "晚上"


def _hours_between(begin: time, end: time) -> Wording:
    first, last = _time(begin), _time(end)
    part = _part_of_day(begin.hour)
    is_same_part = part == _part_of_day(end.hour)
    later = last.spoken.removeprefix(part) if is_same_part else last.spoken  # 上午九点到十一点半
    later_shown = last.screen.removeprefix(part) if is_same_part else last.screen
    return Wording(f"{first.screen}到{later_shown}", f"{first.spoken}到{later}")


WORDS = DateWords(
    day_on=_day,
    day_named=_day,
    time_at=_time,
    time_named=_time,
    day_for=_day,
    time_for=_time,
    hours=_hours_between,
    joint="",
    screen_joint="",
)
