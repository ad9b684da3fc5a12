"""Opening hours of a week as they follow 'we are open': 'Monday to Friday from nine in the morning to ...'. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from callcenter.kit.languages import Language
from callcenter.kit.opening import Opening, Stretch
from callcenter.kit.spoken.euphony import euphonic_uk
from callcenter.kit.spoken.registry import words_for
from callcenter.kit.spoken.wording import Wording, same

_ALL = (1, 2, 3, 4, 5, 6, 7)
_SHORTEST_RANGE = 3
"""Two days are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """How a language tells days on which something always happens."""

    daily: str
    on: Sequence[str]
    """'on Mondays'."""
    more: Sequence[str]
    """The same day after another one: 'Mondays'."""
    since: Sequence[str]
    """'from Monday' before `until`."""
    until: Sequence[str]
    comma: str = ", "
    joint: str
    """'and', between days."""
    then: str = ""
    """'and', between hours, where it is another word."""
    gap: str = " "
    whole_day: Wording


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


_CHINESE = _words("周一|周二|周三|周四|周五|周六|周日")
_ENGLISH = _words("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
_WEEKS: Mapping[Language, _Week] = {
    Language.RU: _Week(
        daily="каждый день",
        on=_words("в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу|в воскресенье"),
        more=_words("понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье"),
        since=_words("с понедельника|со вторника|со среды|с четверга|с пятницы|с субботы|с воскресенья"),
        until=_words("по понедельник|по вторник|по среду|по четверг|по пятницу|по субботу|по воскресенье"),
        joint=" и ",
        whole_day=same("круглосуточно"),
    ),
    Language.UK: _Week(
        daily="щодня",
        on=_words("у понеділок|у вівторок|у середу|у четвер|у п'ятницю|у суботу|у неділю"),
        more=_words("понеділок|вівторок|середу|четвер|п'ятницю|суботу|неділю"),
        since=_words("з понеділка|з вівторка|із середи|із четверга|з п'ятниці|із суботи|з неділі"),
        until=_words("до понеділка|до вівторка|до середи|до четверга|до п'ятниці|до суботи|до неділі"),
        joint=" та ",
        whole_day=same("цілодобово"),
    ),
    Language.PL: _Week(
        daily="codziennie",
        on=_words("w poniedziałki|we wtorki|w środy|w czwartki|w piątki|w soboty|w niedziele"),
        more=_words("poniedziałki|wtorki|środy|czwartki|piątki|soboty|niedziele"),
        since=_words("od poniedziałku|od wtorku|od środy|od czwartku|od piątku|od soboty|od niedzieli"),
        until=_words("do poniedziałku|do wtorku|do środy|do czwartku|do piątku|do soboty|do niedzieli"),
        joint=" i ",
        whole_day=same("całą dobę"),
    ),
    Language.EN: _Week(
        daily="every day",
        on=tuple(f"on {day}s" for day in _ENGLISH),
        more=tuple(f"{day}s" for day in _ENGLISH),
        since=_ENGLISH,
        until=tuple(f"to {day}" for day in _ENGLISH),
        joint=" and ",
        whole_day=same("round the clock"),
    ),
    Language.ZH: _Week(
        daily="每天",
        on=_CHINESE,
        more=_CHINESE,
        since=_CHINESE,
        until=tuple(f"到{day}" for day in _CHINESE),
        comma="，",
        joint="和",
        then="、",
        gap="",
        whole_day=Wording("24小时", "二十四小时"),
    ),
}


def week(opening: Opening, language: Language) -> Wording:
    """The hours on a screen and aloud; days with the same hours are told together, closed days are left out."""
    days_by_hours: dict[tuple[Stretch, ...], list[int]] = {}
    for day, hours in opening.by_weekday.items():
        days_by_hours.setdefault(hours, []).append(day)
    said_in = _WEEKS[language]
    told = [
        (_days(days, said_in), [_hours(one, said_in, language) for one in hours])
        for hours, days in days_by_hours.items()
    ]

    then = said_in.then or said_in.joint

    def text(pick: Callable[[Wording], str]) -> str:
        return said_in.comma.join(days + said_in.gap + then.join(map(pick, hours)) for days, hours in told)

    screen, spoken = text(lambda one: one.screen), text(lambda one: one.spoken)
    if language is Language.UK:
        return Wording(euphonic_uk(screen), euphonic_uk(spoken))
    return Wording(screen, spoken)


def _hours(one: Stretch, said_in: _Week, language: Language) -> Wording:
    return said_in.whole_day if one.is_whole_day else words_for(language).hours(one.opens, one.closes)


def _days(days: Sequence[int], said_in: _Week) -> str:
    if tuple(days) == _ALL:
        return said_in.daily
    told: list[str] = []
    for run in _runs(days):
        if len(run) >= _SHORTEST_RANGE:
            told.append(f"{said_in.since[run[0] - 1]}{said_in.gap}{said_in.until[run[-1] - 1]}")
        else:
            told.extend((said_in.more if told else said_in.on)[day - 1] for day in run[:1])
            told.extend(said_in.more[day - 1] for day in run[1:])
    *first, last = told
    comma = "、" if said_in.comma == "，" else said_in.comma
    return said_in.joint.join((comma.join(first), last)) if first else last


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Days that follow one another."""
    grouped = groupby(enumerate(days), key=lambda placed: placed[1] - placed[0])
    return [[day for _, day in group] for _, group in grouped]
