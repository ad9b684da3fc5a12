"""Between how many times or days an offer lets the caller choose. Pure.

Times are read by the grammar of spoken numbers, so 'three thirty' is one time; days and their parts are words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.found import Kind, Reading
from callcenter.kit.spoken.reading.registry import readings

_FIGURES = re.compile(r"\b([01]?\d|2[0-4])(?:[:.]([0-5]\d))?\b(?![:.%]?\d)")
_LAST_DAY = 31
"""A larger number is no time and no day: thirty-five years of experience."""
_DAY_SIGNS = ("号", "日")
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language says besides numbers; each text is a list of alternatives, parted by spaces."""

    days: str
    parts: str
    hours: str
    """Words that are a time without a number."""
    either: str
    next: str
    """Said before a day: another day than the same word without it."""
    ordinals: str = ""
    """What the grammar leaves as it is: days of the month ('the second'), hours one after the other."""


_WORDS: Mapping[Language, _Words] = {
    Language.RU: _Words(
        days=r"понедельник\w* вторник\w* сред[аыуе] четверг\w* пятниц\w* суббот\w* воскресень\w* сегодня завтра"
        r" послезавтра",
        parts=r"утр\w+ дн[её]м вечер\w* до\s+обеда после\s+обеда перв\w+\s+половин\w+ втор\w+\s+половин\w+",
        hours=r"полдень (?:в|или|либо)\s+час",
        either="или либо",
        next=r"следующ\w+",
    ),
    Language.UK: _Words(
        days=r"понеділ\w+ вівтор\w+ серед[аиуі] четвер\w* п.ятниц\w+ субот\w+ неділ\w+ сьогодні завтра післязавтра",
        parts=r"вранці зранку ран\w+ в?день удень [ву]?веч[еі]р\w* до\s+обіду після\s+обіду перш\w+\s+половин\w+"
        r" друг\w+\s+половин\w+",
        hours=r"полудень опівдні",
        either="або чи",
        next=r"наступн\w+",
    ),
    Language.PL: _Words(
        days=r"poniedział\w+ wtor\w+ środ\w+ czwart(?:ek|ku|kiem) piąt(?:ek|ku|kiem) sobot\w+ niedziel\w+"
        r" dziś|dzisiaj jutro pojutrze",
        parts=r"rano|rana|poran\w+ przed\s+południem po\s+południu|popołudni\w+ wieczor\w+|wieczór",
        hours=r"w\s+południe",
        either="lub albo czy",
        next=r"następn\w+|przyszł\w+",
        ordinals=r"(?:pierwsz|drug|trzec|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt|\w+nast|dwudziest|trzydziest)"
        r"(?:y|i|ego|iego)",
    ),
    Language.EN: _Words(
        days=r"mondays? tuesdays? wednesdays? thursdays? fridays? saturdays? sundays? today tomorrow tonight",
        parts=r"mornings? afternoons? evenings? before\s+lunch after\s+lunch",
        hours=r"noon|midday",
        either="or",
        next="next",
        ordinals="the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)",
    ),
    Language.ZH: _Words(
        days=" ".join(f"(?:周|星期|礼拜){signs}" for signs in ("一", "二", "三", "四", "五", "六", "[日天]"))
        + " 今天|今日|今儿 明天|明日|明儿 大后天 (?<!大)(?:后天|后儿)",
        parts="早上|上午|早晨 中午 下午 晚上|傍晚",
        hours="正午",
        either="还是 或者 或",
        next="下",
        ordinals="[二三四五六七八九十两]+点(?:半|一刻|三刻)?",
    ),
}


@dataclass(frozen=True, slots=True)
class _Patterns:
    days: Sequence[re.Pattern[str]]
    parts: Sequence[re.Pattern[str]]
    hours: Sequence[re.Pattern[str]]
    other_part: re.Pattern[str]
    """'or in the evening': a part of the day that is a choice beside a time."""
    either: re.Pattern[str]
    ordinals: re.Pattern[str]


def _patterns(words: _Words, *, spaced: bool) -> _Patterns:
    edge, gap, between = (r"\b", r"\s+", r"(?:\w+\s+){0,2}") if spaced else ("", "", ".?")

    def each(text: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(f"{edge}(?:{one}){edge}") for one in text.split())

    either = "|".join(words.either.split())
    parts = "|".join(f"(?:{one})" for one in (*words.parts.split(), *words.hours.split()))
    return _Patterns(
        days=tuple(re.compile(f"{edge}(?P<next>(?:{words.next}){gap})?(?:{one}){edge}") for one in words.days.split()),
        parts=each(words.parts),
        hours=each(words.hours),
        other_part=re.compile(f"{edge}(?:{either}){edge}{gap}{between}(?:{parts}){edge}"),
        either=re.compile(f"{edge}(?:{either}){edge}"),
        ordinals=re.compile(f"{edge}(?:{words.ordinals}){edge}" if words.ordinals else r"(?!)"),
    )


_PATTERNS = {language: _patterns(words, spaced=language is not Language.ZH) for language, words in _WORDS.items()}


def choices(text: str, language: Language) -> int:
    """Between how many different times or days `text` lets choose: 1 for 'Friday at three thirty', 0 where none is.

    Generous: what may be a time or a day of its own counts as one.
    """
    said, known = text.lower(), _PATTERNS[language]
    words = list(said) if language is Language.ZH else said.split()
    timed = readings(words, language, expecting=Kind.TIME)
    times: set[object] = {_on_a_clock(one.value) for one in timed if isinstance(one.value, time)}
    times |= {(int(found[1]) % _HALF_DAY, int(found[2] or 0)) for found in _FIGURES.finditer(said)}
    times |= {pattern.pattern for pattern in known.hours if pattern.search(said)}
    days: set[object] = {one.value for one in timed if one.kind is Kind.DATE}
    days |= {(pattern.pattern, bool(found["next"])) for pattern in known.days for found in pattern.finditer(said)}
    ordinals = {found[0] for found in known.ordinals.finditer(said)}
    has_either = known.either.search(said) is not None
    for one, is_day in _others(words, language, timed):
        if is_day:
            days.add(one)
        elif one != (1, 0) or has_either:  # 'there is one at three'
            times.add(one)
    parts = [pattern for pattern in known.parts if pattern.search(said)]
    beside = bool(times) and known.other_part.search(said) is not None
    return max(len(times) + beside, len(days), len(ordinals), len(parts))


def _others(
    words: Sequence[str], language: Language, timed: Sequence[Reading]
) -> Iterator[tuple[tuple[int, int] | int, bool]]:
    """Numbers that are no part of a time so far, as a time or a day of the month; and whether it is a day."""
    taken = {place for one in timed if one.kind in (Kind.TIME, Kind.DATE) for place in _places(one)}
    if language is Language.ZH:  # days of the week hold a number, and words are single signs here
        days = (found for pattern in _PATTERNS[language].days for found in pattern.finditer("".join(words)))
        taken.update(place for found in days for place in range(*found.span()))
    for one in readings(words, language, expecting=Kind.NUMBER):
        if not taken.intersection(_places(one)) and isinstance(one.value, int):
            behind = words[one.last + 1] if one.last + 1 < len(words) else ""
            is_day = behind in _DAY_SIGNS or not one.text.strip(".,;:!?。，？！").isdigit()
            if 0 < one.value <= _LAST_DAY:
                yield (one.value, True) if is_day else ((one.value % _HALF_DAY, 0), False)
        taken.update(_places(one))
    for place, word in enumerate(words):  # one of several that stand together
        alone = () if place in taken else readings([word], language, expecting=Kind.TIME)
        alone = alone or (() if place in taken else readings([word], language, expecting=Kind.NUMBER))
        for one in alone:
            if isinstance(one.value, time):
                yield _on_a_clock(one.value), False
            elif isinstance(one.value, int) and 0 < one.value <= _LAST_DAY:
                yield (one.value % _HALF_DAY, 0), False


def _places(one: Reading) -> range:
    return range(one.first, one.last + 1)


def _on_a_clock(at: time) -> tuple[int, int]:
    """Where the hands stand: 'three' and 'fifteen hundred' are the same time of a visit."""
    return at.hour % _HALF_DAY, at.minute
