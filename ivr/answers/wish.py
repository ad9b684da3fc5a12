"""Day and time wishes out of an answer, reckoned from now and from the visits (ANSWERS, ruling 12). Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from callcenter.kit.languages import Language
from ivr.answers.concepts import Concepts
from ivr.answers.days import OFFSETS, day_slots
from ivr.answers.mark import DAY_NAMES, Mark
from ivr.answers.marks import marks_of
from ivr.answers.moments import time_slots
from ivr.answers.question import Slot

_UNITS = {
    "minute": timedelta(minutes=1),
    "quarter": timedelta(minutes=15),
    "half_hour": timedelta(minutes=30),
    "hour": timedelta(hours=1),
    "hour_and_half": timedelta(minutes=90),
}
_DAYS = {"day": timedelta(days=1), "week": timedelta(days=7), "week_on": timedelta(days=7)}
_PARTS = {
    **{name: name for name in ("morning", "afternoon", "evening")},
    "tonight": "evening",
    "d1evening": "evening",
    "d1morning": "morning",
    "d0morning": "morning",
    "d0afternoon": "afternoon",
    "before_noon": "morning",
}
_NEAR = 4


def wish_of(
    words: Sequence[str],
    language: Language,
    vocabulary: Concepts,
    now: datetime,
    visits: Sequence[datetime],
    *,
    is_about_call: bool = False,
) -> Mapping[str, Slot]:
    """The slots that the words tell. `is_about_call`: 'an hour later' is reckoned from now, not from the visit."""
    words = [piece for word in words for piece in _about(word)] if language is Language.EN else words
    marks = marks_of(words, language, vocabulary)
    try:
        slots = _moments(marks, language, now, visits, is_about_call=is_about_call)
    except OverflowError:  # beyond the calendar
        slots = {}
    if is_about_call:
        slots |= _evening(slots, marks, now)
    if "from" not in slots and ("to" not in slots or any(mark.name == "before_noon" for mark in marks)):
        parts = [_PARTS[mark.name] for mark in marks if mark.name in _PARTS and not mark.is_denied]
        part = parts[-1] if parts else ""
        if part:
            slots["part"] = part
    elif any(mark.name == "noon" for mark in marks):
        slots["part"] = "afternoon"  # 'w południe' is twelve and about twelve
    doctor = _doctor(words, marks, language) or _surname(words, language)
    if doctor:
        slots["doctor"] = doctor
    return slots


_ABOUT_HOURS = {
    **{
        hour: hour for hour in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
    },
    "twelve": "twelve",
    "twelv": "twelve",
    "fiv": "five",
    "tenn": "ten",
    "thirty": "thirty",
    "noon": "noon",
}


def _about(word: str) -> Sequence[str]:
    """English 'elevenish' and 'tennish' in two words."""
    hour = _ABOUT_HOURS.get(word.removesuffix("ish"), "") if word.endswith("ish") else ""
    return (hour, "ish") if hour else (word,)


def _moments(
    marks: Sequence[Mark], language: Language, now: datetime, visits: Sequence[datetime], *, is_about_call: bool
) -> dict[str, Slot]:
    base = now if is_about_call or not visits else visits[0]
    slots = _spans(marks, language, now, base) or (_pause(marks, now) if is_about_call else None)
    if slots is not None and "from" not in slots:
        slots = {**_same(marks, visits), **slots, **time_slots(marks)}
    elif slots is None:
        slots = {**day_slots(marks, now), **time_slots(marks)}
        slots = {**_same(marks, visits), **slots}
    return slots


def _spans(marks: Sequence[Mark], language: Language, now: datetime, base: datetime) -> dict[str, Slot] | None:
    """'In an hour', 'in two days', 'an hour earlier'."""
    for place, mark in enumerate(marks):
        if mark.name not in _UNITS and mark.name not in _DAYS:
            continue
        if mark.name == "hour" and [one.name for one in marks[place + 1 : place + 3]] == ["at", "time"]:
            continue  # 'часов в шесть'
        if mark.name == "week" and (day := _week_from(mark, marks, now)):
            return day
        near = [other for other in marks if other is not mark and _is_near(mark, other)]
        names = {other.name for other in near}
        count = _count(mark, near, 2 if "couple" in names else 1)
        is_ahead = any(other.name == "from" and other.first == mark.end for other in near) and language is Language.ZH
        if ("in" in names or is_ahead) and mark.name in _DAYS and any(one.name == "same_time" for one in marks):
            return _moved(mark, count, base, now)  # 'in a week at the same time': from the visit on
        if "in" in names or is_ahead:
            return _in_week(mark, marks, count, now) or _moved(mark, count, now, now)
        if mark.name == "week_on" and not names & {"earlier", "later"}:
            return _moved(mark, count, base, now)
        if names & {"earlier", "later"} and not (mark.name in _DAYS and place and names & {"to", "from"}):
            sign = -1 if "earlier" in names else 1
            return _moved(mark, sign * count, base, now, is_of_visit=True)
    return None


def _pause(marks: Sequence[Mark], now: datetime) -> dict[str, Slot] | None:
    """'Give me half an hour': when to call again, where no other time is told."""
    if any(mark.name == "time" or mark.name in OFFSETS or mark.name in DAY_NAMES for mark in marks):
        return None
    for mark in marks:
        if mark.name in _UNITS:
            near = [other for other in marks if _is_near(mark, other)]
            count = _count(mark, near, 0)
            if count or mark.name != "minute":
                return _moved(mark, count or 1, now, now)
    return None


_LATEST = 11


def _count(mark: Mark, near: Sequence[Mark], otherwise: int) -> int:
    """How many of a unit: the number right before it, else one beside it: 'one more ride, then in twenty minutes'."""
    numbers = [other for other in near if other.name == "number"]
    return next((one.value for one in [*(n for n in numbers if n.end == mark.first), *numbers]), otherwise)


def _evening(slots: Mapping[str, Slot], marks: Sequence[Mark], now: datetime) -> dict[str, Slot]:
    """'Call after eight', said when eight is over, is eight in the evening."""
    is_today = slots.get("date", now.date().isoformat()) == now.date().isoformat() and "weekday" not in slots
    if not is_today or any(mark.name in _PARTS or mark.is_exact for mark in marks):
        return {}
    times = {name: str(slots[name]) for name in ("from", "to") if name in slots}
    return {
        name: f"{int(at[:2]) + 12}{at[2:]}"
        for name, at in times.items()
        if 1 <= int(at[:2]) <= _LATEST and at < f"{now:%H:%M}" and len(times) == 1
    }


_LINKS = frozenset({"in", "number", "from", "couple"})
_NO_LINKS = frozenset({"or", "turn", "unable", "neg"})


def _week_from(mark: Mark, marks: Sequence[Mark], now: datetime) -> dict[str, Slot] | None:
    """'A week tomorrow', 'завтра через неделю', 'a week from today'."""
    if any(one.name in _NO_LINKS for one in marks):
        return None
    for day in marks:
        if day.name not in OFFSETS or day.is_denied:
            continue
        first, end = min(mark.end, day.end), max(mark.first, day.first)
        linked = sum(one.end - one.first for one in marks if one.name in _LINKS and first <= one.first < end)
        if end - first - linked <= 1:
            before = [one.value for one in marks if one.name == "number" and one.end == mark.first]
            days = OFFSETS[day.name] + 7 * (before[0] if before else 1)
            return {"date": (now.date() + timedelta(days=days)).isoformat()} if days < 400 else None
    return None


def _in_week(mark: Mark, marks: Sequence[Mark], weeks: int, now: datetime) -> dict[str, Slot] | None:
    """'In a week, on Wednesday'."""
    weekday = next((DAY_NAMES.index(other.name) + 1 for other in marks if other.name in DAY_NAMES), 0)
    if mark.name != "week" or not weekday:
        return None
    day = now.date() + timedelta(days=7 * weeks + weekday - 1 - now.weekday())
    return {"weekday": weekday, "date": day.isoformat()}


def _is_near(mark: Mark, other: Mark) -> bool:
    return other.end >= mark.first - _NEAR and other.first <= mark.end + 2


def _moved(
    mark: Mark, count: int, base: datetime, now: datetime, *, is_of_visit: bool = False
) -> dict[str, Slot] | None:
    if abs(count) > 400:
        return None
    if mark.name in _DAYS:
        return {"date": (base + _DAYS[mark.name] * count).date().isoformat()}
    at = base + _UNITS[mark.name] * count
    slots: dict[str, Slot] = {"from": f"{at:%H:%M}"}
    if is_of_visit and base is not now:
        slots["date"] = at.date().isoformat()
    return slots


def _same(marks: Sequence[Mark], visits: Sequence[datetime]) -> dict[str, Slot]:
    """'The same day', 'at the same time'."""
    names = {mark.name for mark in marks}
    slots: dict[str, Slot] = {}
    if visits and "same_day" in names:
        slots["date"] = (visits[0].date() + timedelta(days=7 * ("next_week" in names))).isoformat()
    if visits and any(mark.name == "next_day" and not mark.is_denied for mark in marks):
        slots["date"] = (visits[0].date() + timedelta(days=1)).isoformat()
    if visits and "same_time" in names:
        slots["from"] = f"{visits[0]:%H:%M}"
        if "next_week" in names:
            slots["date"] = (visits[0].date() + timedelta(days=7)).isoformat()
    return slots


_ANOTHER = re.compile("друг|ин(ой|ому)|інш|inn|another|other|different")
_NO_NAME = re.compile(
    r".*(те|ть|ти|ться|тись|[aeiy]ć|cie)|можн[оа]|треба|нужно|сейчас|потом|когда|если|пожалуйста|ласка|proszę|może|mnie"
    r"|który|gdzie|please|that|when|with|said|told|will|instead|maybe|there|then|have|only|again"
)
_TO = {
    Language.RU: frozenset({"к", "ко", "у"}),
    Language.UK: frozenset({"до", "у", "в", "к"}),
    Language.PL: frozenset({"do", "u", "pani", "pana"}),
}
_ENDINGS = re.compile(
    r"\w{2,}([оеє]в(ой|ої|ій|а|у)|[ії]н(ой|ої|ій|а|у)|[сц][ьк]?к(ой|ої|ому|ого)|енк[ауо]|(sk|ck|dzk)(iej|iego|iemu))"
    r"|\w{3,}(ч|щ|ш|н|р|л)[ую]к([ауі]|ові)?"
)
_WHO_SEES = re.compile(r"принима[ею]т|прийма[єю]\w*")
_NAMES = re.compile(r"\w{2,}([оеє]ва?|[иії]на?|[сц]ь?к(ая|а|ий|ої)|енко|[чнр]ук)")
_PATRONYMIC = re.compile(r"\w{2,}(овн|евн|івн|ївн)(е|ой|а|і|ы|и|ою)|\w{3,}ович(у|а|ем|ом|еві)?|\w{3,}евич(у|а|ем|ом)?")
_TRADES = re.compile(
    r"(терапевт|стоматолог|ортодонт|хирург|хірург|кардиолог|кардіолог|невролог|невропатолог|окулист|окуліст|офтальмолог"
    r"|гинеколог|гінеколог|уролог|дерматолог|эндокринолог|ендокринолог|педиатр|педіатр|онколог|ортопед|травматолог"
    r"|гастроэнтеролог|гастроентеролог|аллерголог|алерголог|маммолог|мамолог|психолог|психиатр|психіатр|гигиенист"
    r"|гігієніст|логопед|лор|отоларинголог|пародонтолог|имплантолог|імплантолог|массажист|масажист|проктолог"
    r"|пульмонолог|ревматолог|нефролог|флеболог)(а|у|ом|ові)?"
    r"|(kardiolog|ginekolog|neurolog|urolog|dermatolog|endokrynolog|alergolog|laryngolog|onkolog|reumatolog|pulmonolog"
    r"|psycholog|diabetolog|gastrolog|nefrolog|proktolog)a|chirurga|pediatry|psychiatry|ortopedy|okulisty|dentysty"
    r"|internisty|ortodonty|stomatologa|higienistki|rehabilitanta|fizjoterapeuty|logopedy"
)


def _surname(words: Sequence[str], language: Language) -> str:
    """A surname behind 'to', known by its ending ('к Петровой'), or a doctor's trade ('к хирургу')."""
    for place, (before, word) in enumerate(pairwise(words)):
        if before in _TO.get(language, ()) and (_ENDINGS.fullmatch(word) or _TRADES.fullmatch(word)):
            return word
        behind = words[place + 2] if place + 2 < len(words) else ""
        if before in _TO.get(language, ()) and _PATRONYMIC.fullmatch(behind):
            return f"{word} {behind}"
    if language in (Language.RU, Language.UK) and any(_WHO_SEES.fullmatch(word) for word in words):
        return next((word for word in words if _NAMES.fullmatch(word) and not _NO_NAMES.fullmatch(word)), "")
    return ""


_NO_NAMES = re.compile(r"он|она|вона|він|снов[ао]|знов[ау]?|здоров[аы]?|готов[аы]?|нов[аы]|один|одна|половина")


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
)


def _is_refused(doctor: Mark, marks: Sequence[Mark], near: int) -> bool:
    """'Not doctor Brown, doctor Jones'."""
    before = [mark for mark in marks if mark.end <= doctor.first]
    return bool(before) and before[-1].name in {"neg", "except"} and doctor.first - before[-1].end <= near


def _doctor(words: Sequence[str], marks: Sequence[Mark], language: Language) -> str:
    """The name beside the doctor's title."""
    for mark in marks:
        if mark.name != "doctor" or _is_refused(mark, marks, 6 if language is Language.ZH else _NEAR):
            continue
        if language is Language.ZH:
            if mark.first and words[mark.first - 1] in _SURNAMES:
                return "".join(words[mark.first - 1 : mark.end])
        elif mark.end < len(words) and not any(m.first == mark.end for m in marks):
            word = words[mark.end]
            if len(word) > 3 and not _NO_NAME.fullmatch(word) and not _ANOTHER.match(words[max(0, mark.first - 1)]):
                return word.removesuffix("'s")
    return ""
