"""Numbers in Chinese characters: 两千五百, and as they are said in short: 一百八 is 180, 两千五 is 2500."""

from collections.abc import Sequence

from callcenter.kit.spoken.reading.numerals import Counted

DIGITS = {sign: place for place, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = (("千", 1000), ("百", 100), ("十", 10))
_SIGNS = frozenset((*DIGITS, "千", "百", "十", "万"))
_LONGEST = 14


def number_of(text: str) -> int | None:
    """The number that the characters say; None where they are no number."""
    if not text or not set(text) <= _SIGNS:
        return None
    if text in DIGITS:
        return DIGITS[text]
    high, ten_thousand, low = text.partition("万")
    if not ten_thousand:
        return _below_ten_thousand(text, is_first=True)
    count = DIGITS[high] if high in DIGITS else _below_ten_thousand(high, is_first=True)
    if not count:
        return None
    if not low:
        return count * 10_000
    if DIGITS.get(low):
        return count * 10_000 + DIGITS[low] * 1000  # 一万五
    has_gap, low = low.startswith("零"), low.removeprefix("零")
    rest = DIGITS[low] if low in DIGITS else _below_ten_thousand(low, is_first=False)
    if not rest or has_gap is not (rest < 1000):
        return None
    return count * 10_000 + rest


def _below_ten_thousand(text: str, *, is_first: bool) -> int | None:
    """Falling units, a zero where units are left out, and at the end a digit of the next unit: 三百六 is 360."""
    value, last, at, is_gap = 0, 10_000, 0, False
    while at < len(text):
        sign = text[at]
        if sign in "零〇":
            if is_gap or last in (10_000, 1):
                return None
            is_gap, at = True, at + 1
            continue
        if sign == "十" and ((value == 0 and is_first) or last == 100 or (is_gap and last == 1000)):
            digit, step = 1, 0  # 十五 stands for 一十五, 一百十五 for 一百一十五
        elif sign in DIGITS:
            digit, step = DIGITS[sign], 1
        else:
            return None
        unit = dict(_UNITS).get(text[at + step], 1) if at + step < len(text) else 1
        is_short = unit == 1 and not is_gap and last in (1000, 100) and value > 0
        if unit >= last or is_gap is not (value > 0 and unit * 10 < last and not is_short) or (unit == 1 and last == 1):
            return None
        if unit == 1 and at + step < len(text):
            return None
        value += digit * (last // 10 if is_short else unit)
        last, is_gap, at = unit, False, at + step + (unit > 1)
    return None if is_gap or value == 0 else value


class HanNumerals:
    """Numbers of Chinese; each character is a piece."""

    starters = _SIGNS - {"百", "千", "万"}

    def is_digit_word(self, text: str) -> bool:
        """Whether a character belongs to numbers."""
        return text in _SIGNS

    def goes_on(self, before: str, text: str) -> bool:
        """Chinese counts with the same numbers."""
        return False

    def cardinals(self, texts: Sequence[str], at: int) -> Sequence[Counted]:
        """The numbers that begin at `at`, the longest first."""
        end = at
        while end < len(texts) and end - at < _LONGEST and texts[end] in _SIGNS:
            end += 1
        found = []
        for last in range(end, at, -1):
            value = number_of("".join(texts[at:last]))
            if value is not None:
                found.append(Counted(last, value))
        return found

    def ordinals(self, texts: Sequence[str], at: int, forms: str) -> Sequence[Counted]:
        """Chinese counts with the same numbers."""
        return ()
