"""The words of an answer that tell of days and times, in their order. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.found import CalendarDay, Kind
from callcenter.kit.spoken.reading.registry import numbers_at, readings
from ivr.answers.concepts import Concepts
from ivr.answers.denied import denied_again, is_denied
from ivr.answers.mark import DAY_PARTS, DENIABLE, PARTS, TURNS, Mark, kind_of

_STAY = PARTS | DAY_PARTS
"""What is told even by words that tell a time too."""
_HOUR_SLOTS = ("OH", "H")
_UNITS = frozenset({"minute", "day", "week"})
_BEFORE_TIMES = {"quarter_to": 15, "half_to": 30}
_BEFORE_HOURS = frozenset({"from", "to", "at", "between", "earlier", "later", *_BEFORE_TIMES})
_MINUTES_TO = frozenset({10, 20, 25})
_SHIFTS = frozenset({"earlier", "later"})
_ORDINALS = 2
"""'The first' and 'the second' are hours only behind a word for 'at'."""
_LATER_ONES = (["later", "one"], ["earlier", "one"], ["sooner", "one"])
_ONE_OCLOCK = frozenset({"час", "часу", "часа"})
_ENDS_REASON = frozenset({"but", "rather", "turn", "give"})
_LACKS = frozenset({"нет", "нету", "нельзя", "никак", "немає", "нема", "ніяк", "не можна"})
"""What a question for another time ends with: 'а в пятницу нет места'."""
_ASKS = "а"
_HOURS = frozenset({"часов", "часиков", "часам", "часикам"})


@dataclass(frozen=True, slots=True)
class _Around:
    """The marks by their first words, and by the words behind them."""

    starts: Mapping[int, str]
    ends: Mapping[int, str]


def marks_of(said: Sequence[str], language: Language, vocabulary: Concepts, *, is_wish: bool = True) -> list[Mark]:
    """All marks of an answer, in their order; days that were refused are marked as denied.

    `is_wish`: what was taken back or is a reason is left out.
    """
    words = _heard_right(said) if language is Language.ZH else ["половина" if w == "половины" else w for w in said]
    named = [Mark(name, first, end) for name, first, end in vocabulary.found(words)]
    spans = {mark.end for mark in named if mark.name == "in"}
    units = {mark.first for mark in named if mark.name in {"day", "week"}}
    read = [
        mark
        for mark in _read(words, language, named)
        if not (mark.first in spans and mark.end - 1 in units) and not _is_span(mark, words, named)
    ]
    covered = {place for mark in read for place in range(mark.first, mark.end)}
    if language is Language.EN:
        read = [*_half_past(words), *(one for one in read if _is_english_time(one, words, named))]
    covered = {place for mark in read for place in range(mark.first, mark.end)}
    read += [mark for mark in _one_oclock(words, named) if mark.first not in covered]
    taken = {place for mark in read for place in range(mark.first, mark.end)}
    marks = read + [
        mark for mark in named if mark.name in PARTS | DAY_PARTS or not taken.intersection(range(mark.first, mark.end))
    ]
    taken |= {place for mark in named for place in range(mark.first, mark.end) if mark.name not in ("at", "in")}
    marks += _numbers(words, language, marks, taken)
    marks += [replace(mark, name="time", value=720, is_exact=True) for mark in marks if mark.name == "noon"]
    marks.sort(key=lambda mark: (mark.first, mark.end))
    marks = _shortened(_from_to(marks, words) if language is Language.EN else marks)
    marks = _numbered(marks)
    if is_wish:
        marks = _after_turns(_without_reasons(marks))
    denied = denied_again([replace(mark, is_denied=is_denied(mark, marks, language)) for mark in marks])
    return marks if _asks_for(words, denied) else denied


def _asks_for(words: Sequence[str], marks: Sequence[Mark]) -> bool:
    """'А в пятницу нет места': a question for that day, and no refusal of it."""
    told = [mark for mark in marks if mark.name in DENIABLE or mark.name in PARTS]
    lacks = [mark for mark in marks if mark.name in {"unable", "after_no", "no"}]
    return (
        words[:1] == [_ASKS]
        and all(mark.is_denied for mark in told)
        and bool(lacks)
        and all(" ".join(words[mark.first : mark.end]) in _LACKS for mark in lacks)
    )


def _heard_right(said: Sequence[str]) -> list[str]:
    """'下州三' is '下周三', misheard."""
    return [
        "周" if sign == "州" and behind and behind in "一二三四五六日天" else sign
        for sign, behind in zip(said, [*said[1:], ""], strict=True)
    ]


def _without_reasons(marks: Sequence[Mark]) -> list[Mark]:
    """'In the evening, because I work in the morning': what stands behind 'because' is no wish, where one was said.

    A 'but' ends the reason: 'not on Mondays, because .., but this Wednesday'.
    """
    for place, mark in enumerate(marks):
        if mark.name == "because" and any(one.name in DENIABLE | PARTS for one in marks[:place]):
            buts = [end for end in range(place, len(marks)) if marks[end].name in _ENDS_REASON]
            return [*marks[:place], *(marks[buts[-1] :] if buts else ())]
    return list(marks)


def _read(words: Sequence[str], language: Language, named: Sequence[Mark]) -> Iterator[Mark]:
    for one in readings(words, language, expecting=Kind.TIME):
        if one.kind is Kind.TIME and isinstance(one.value, time):
            minutes = one.value.hour * 60 + one.value.minute
            inside = {mark.name for mark in named if one.first <= mark.first <= one.last}
            yield Mark("time", one.first, one.last + 1, minutes, is_exact=bool(inside & PARTS) or one.value.hour >= 13)
        elif one.kind is Kind.DATE and isinstance(one.value, CalendarDay):
            yield Mark("date", one.first, one.last + 1, one.value.month * 100 + one.value.day)


def _is_span(mark: Mark, words: Sequence[str], named: Sequence[Mark]) -> bool:
    """'На два дня позже': two days, and not two o'clock in the day."""
    behind = {one.name for one in named if one.first == mark.end or one.end == mark.first - 1}
    return words[mark.first - 1 : mark.first] == ["на"] and bool(behind & _SHIFTS) and mark.value % 60 == 0


def _half_past(words: Sequence[str]) -> Iterator[Mark]:
    """British 'half two'."""
    for at, word in enumerate(words[:-1]):
        hour = next((one for one in numbers_at(words, at + 1, Language.EN, "H") if 1 <= one.value <= 12), None)
        if word == "half" and hour and hour.end == at + 2:
            yield Mark("time", at, hour.end, hour.value % 12 * 60 + 30 + 720 * (hour.value == 12))


def _is_english_time(mark: Mark, words: Sequence[str], named: Sequence[Mark]) -> bool:
    """'Do you have one in the morning' asks for a visit, and not for one o'clock; the 'two' of 'half two' is taken."""
    before = words[mark.first - 1 : mark.first]
    is_thing = bool(before) and (before == ["do"] or all(mark.first != one.end for one in named))
    return before != ["half"] and not (words[mark.first] == "one" and is_thing)


def _one_oclock(words: Sequence[str], named: Sequence[Mark]) -> Iterator[Mark]:
    """'До часу', 'в час': one o'clock, where no number stands beside it."""
    starts, ends = {mark.first: mark.name for mark in named}, {mark.end: mark.name for mark in named}
    for mark in named:
        is_time = ends.get(mark.first) in _BEFORE_HOURS and starts.get(mark.end) not in _SHIFTS
        is_time = is_time and not (words[mark.first - 1] == "на" and ends.get(mark.first - 1) in _SHIFTS)
        if mark.name in {"hour", "afternoon"} and words[mark.first] in _ONE_OCLOCK and is_time:
            yield Mark("time", mark.first, mark.end, 60)


def _numbers(words: Sequence[str], language: Language, marks: Sequence[Mark], taken: set[int]) -> Iterator[Mark]:
    """Hours and days of the month that the reading leaves alone, because they may be anything else."""
    at = 0
    around = _Around({mark.first: mark.name for mark in marks}, {mark.end: mark.name for mark in marks})
    while at < len(words):
        found = None if at in taken else _number(words, at, language, around)
        if found is None:
            at += 1
            continue
        yield found
        at = found.end


def _number(words: Sequence[str], at: int, language: Language, around: _Around) -> Mark | None:
    return (
        _day_of_month(words, at, language, around)
        or _long_number(words, at, language)
        or _hour(words, at, language, around)
        or next((Mark("number", at, one.end, one.value) for one in numbers_at(words, at, language, "N")), None)
    )


def _long_number(words: Sequence[str], at: int, language: Language) -> Mark | None:
    """Chinese numbers of several signs that are no hour: '四十分钟'."""
    for one in numbers_at(words, at, language, "N") if language is Language.ZH else ():
        if one.end > at + 1 and words[one.end : one.end + 1] != ["点"]:
            return Mark("number", at, one.end, one.value)
    return None


def _day_of_month(words: Sequence[str], at: int, language: Language, around: _Around) -> Mark | None:
    if language is Language.ZH:
        count = next(iter(numbers_at(words, at, language, "N")), None)
        if count and count.end < len(words) and words[count.end] in "号日" and 1 <= count.value <= 31:
            return Mark("monthday", at, count.end + 1, count.value)
        return None
    day = next(iter(numbers_at(words, at, language, "OD")), None)
    if day is None or not 1 <= day.value <= 31 or (language is Language.EN and words[at - 1 : at] != ["the"]):
        return None
    if day.value == 1 and around.starts.get(day.end) != "monthday":
        return None  # 'the first that there is'
    return Mark("monthday", at, day.end, day.value)


def _hour(words: Sequence[str], at: int, language: Language, around: _Around) -> Mark | None:
    for slot in _HOUR_SLOTS:
        hour = next((one for one in numbers_at(words, at, language, slot) if 1 <= one.value <= 24), None)
        if hour is None:
            continue
        behind, before = around.starts.get(hour.end), around.ends.get(at, "")
        if language is Language.ZH:
            is_hour = words[hour.end : hour.end + 1] == ["点"]
        else:
            is_hour = (
                before in _BEFORE_HOURS
                or (behind in {"hour", "ish"} and before != "in" and words[at : at + 2] != ["one", "would"])
                or len(words) == 1
                or "between" in around.ends.values()
                or (slot == "OH" and at > 0 and hour.value > _ORDINALS)
            )
            is_hour = is_hour or (
                words[at - 1] in _HOURS and around.ends.get(at - 1) != "in" and hour.end == len(words)
            )
            is_hour = is_hour or before == "turn" or (before == "unable" and "time" in around.starts.values())
            is_hour = is_hour and words[at - 1 : at + 1] not in _LATER_ONES
        is_span = words[at - 1 : at] == ["на"] and (behind in _SHIFTS or around.ends.get(at - 1) in {"hour", "week"})
        is_span = is_span or (behind == "hour" and around.ends.get(at - 1) == "in")  # 'in about two hours'
        is_span = is_span or (behind == "hour" and around.starts.get(hour.end + 1) in _SHIFTS)
        if behind in _UNITS or before == "in" or is_span or not is_hour:
            return Mark("number", at, hour.end, hour.value)
        return Mark("time", at, hour.end + (language is Language.ZH), hour.value % 24 * 60)
    return None


def _from_to(marks: Sequence[Mark], words: Sequence[str]) -> list[Mark]:
    """English 'ten to five' is ten minutes before five; 'three to five' and 'ten till five' are from hour to hour."""
    found = list(marks)
    for place in range(len(found) - 2):
        one, to, other = found[place : place + 3]
        if [one.name, to.name, other.name] != ["number", "to", "time"] or (one.end, to.end) != (to.first, other.first):
            continue
        if one.value in _MINUTES_TO and words[to.first] == "to":
            found[place : place + 3] = [replace(other, first=one.first, value=other.value - one.value)]
            break
        if one.value <= 12 and to.end - to.first == 1:
            found[place] = replace(one, name="time", value=one.value * 60)
    return found


def _shortened(marks: Sequence[Mark]) -> list[Mark]:
    """Polish 'kwadrans przed dziesiątą', Ukrainian 'о пів шостої'."""
    ahead = {mark.end: _BEFORE_TIMES[mark.name] for mark in marks if mark.name in _BEFORE_TIMES}
    return [
        replace(mark, value=mark.value - ahead[mark.first]) if mark.name == "time" and mark.first in ahead else mark
        for mark in marks
    ]


def _numbered(marks: Sequence[Mark]) -> list[Mark]:
    """'Ósmego dwunastego', 'восьмого двенадцатого': the eighth of the twelfth month."""
    found: list[Mark] = []
    for mark in marks:
        before = found[-1] if found else None
        is_month = mark.name == "monthday" and 1 <= mark.value <= 12 and mark.end - mark.first == 1
        if before and is_month and before.name == "monthday" and before.value and before.end == mark.first:
            found[-1] = Mark("date", before.first, mark.end, mark.value * 100 + before.value)
        else:
            found.append(mark)
    return found


def _after_turns(marks: Sequence[Mark]) -> list[Mark]:
    """'At four, no, at five': where a day or time follows a change of mind, those of its kind before it are gone."""
    kept = list(marks)
    for turn in (mark for mark in marks if mark.name in TURNS):
        behind = {kind_of(one) for one in kept if one.first >= turn.end} - {""}
        kept = [one for one in kept if one.first >= turn.first or kind_of(one) not in behind]
    return kept
