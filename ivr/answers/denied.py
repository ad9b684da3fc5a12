"""Which of the days and times of a wish were refused: 'not on Friday', 'at nine is too early'. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from callcenter.kit.languages import Language
from ivr.answers.mark import DENIABLE, OF_TIME, PARTS, TURNS, Mark, is_feast, kind_of


def is_denied(mark: Mark, marks: Sequence[Mark], language: Language) -> bool:
    """Whether a mark was refused by what is said around it."""
    if mark.name not in DENIABLE and mark.name not in PARTS and not is_feast(mark):
        return False
    for other in marks:
        between = [one for one in marks if other.end <= one.first < mark.first and one.name in OF_TIME]
        if other.name == "untimely" and mark.name == "time" and other.first == mark.end:
            return True  # 'at nine is too early'
        if any(one.name in TURNS | {"rather"} and other.end <= one.first < mark.first for one in marks):
            continue  # 'then I work, rather in the morning'
        if other.name in {"neg", "except"} and 0 <= mark.first - other.end <= 1 and not between:
            return other.name == "except" or not _denies_before(other, marks, language)
        if other.name == "neg" and other.first == mark.end and _denies_before(other, marks, language):
            return True
        if other.name == "after_no" and other.first == mark.end:
            return True
        if other.name == "unable" and 0 <= other.first - mark.end <= 1 + _is_bounded(mark, other, marks):
            return True
        is_free = language is Language.ZH or any(0 <= other.first - one.end <= 1 for one in marks if kind_of(one))
        is_work = other.name == "working" and not (is_free and mark.first >= other.end)  # 'on Monday I work, Friday'
        if is_work and mark.name != "time" and _is_beside(mark, other) and not between:
            return True
        is_of_other = any(one.name in OF_TIME | PARTS and 0 <= other.first - one.end <= 1 for one in marks)
        is_before = other.name == "unable" and 0 <= mark.first - other.end <= 1 and language is not Language.ZH
        if is_before and not between and not is_of_other:
            return True  # 'I do not come tomorrow'
    return False


def denied_again(marks: Sequence[Mark]) -> list[Mark]:
    """'Not in the morning, in the afternoon, I work every morning': a part of the day once refused stays refused."""
    refused = {mark.name for mark in marks if mark.name in PARTS and mark.is_denied}
    is_other = any(mark.name in PARTS and not mark.is_denied and mark.name not in refused for mark in marks)
    return [replace(mark, is_denied=True) if is_other and mark.name in refused else mark for mark in marks]


def _is_bounded(mark: Mark, denial: Mark, marks: Sequence[Mark]) -> bool:
    """Whether 'before' or 'after' stands behind the time: '六点以前不行'."""
    return mark.name == "time" and any(
        one.name in {"to", "from"} and one.first == mark.end and one.end == denial.first for one in marks
    )


def _is_beside(mark: Mark, other: Mark) -> bool:
    return 0 <= mark.first - other.end <= 1 or 0 <= other.first - mark.end <= 1


def _denies_before(denial: Mark, marks: Sequence[Mark], language: Language) -> bool:
    """Polish 'jutro nie, pojutrze' and Chinese '周三不，周四': a 'not' between two days speaks of the one before."""
    told = [one for one in marks if one.name in OF_TIME | PARTS]
    refused = {one.end for one in marks if one.name == "neg"}
    is_behind = any(one.end == denial.first and one.first not in refused for one in told)  # 'nie jutro, nie czwartek'
    is_before = any(0 <= one.first - denial.end <= 1 for one in told)
    return language in (Language.PL, Language.ZH) and is_behind and is_before
