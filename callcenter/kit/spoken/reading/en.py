"""English as it is said on the telephone: 'half past two', 'oh seven seven hundred', 'the twenty fifth of November'."""

from collections.abc import Container, Sequence
from datetime import time

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.forms import names, table
from callcenter.kit.spoken.reading.grammar import DigitWords, Grammar, Rule, Writing
from callcenter.kit.spoken.reading.making import (
    Part,
    clock,
    day,
    fraction,
    moment,
    money,
    number,
    percent,
    span,
    with_ending,
)
from callcenter.kit.spoken.reading.numerals import Counted, Ordinal, SpacedNumerals
from callcenter.kit.spoken.wording import words

_DIRECT, _ = table("""
0 zero nought
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty
30 thirty
40 forty fourty
50 fifty
60 sixty
70 seventy
80 eighty
90 ninety
""")
_ORDINALS = {
    word: Ordinal(value, "d")
    for word, value in names("""
first
second
third
fourth
fifth
sixth
seventh
eighth
ninth
tenth
eleventh
twelfth
thirteenth
fourteenth
fifteenth
sixteenth
seventeenth
eighteenth
nineteenth
twentieth
""").items()
} | {"thirtieth": Ordinal(30, "d")}
_MONTH_NAMES = words("January February March April May June July August September October November December")
_MONTHS = {name.lower(): place for place, name in enumerate(_MONTH_NAMES, start=1)}
_SURE_MONTHS = {name: place for name, place in _MONTHS.items() if name not in ("may", "march")}
"""'You may first ...', 'we march second': these two need more than a number behind them."""
_CURRENCIES = ("USD", "GBP", "EUR")
_NUMERALS = SpacedNumerals(
    direct=_DIRECT,
    scales={"thousand": 1000, "million": 1_000_000},
    hundred="hundred",
    joiner="and",
    article="a",
    ordinal=_ORDINALS,
)


def _years(texts: Sequence[str], at: int) -> Sequence[Counted]:
    """Years as they are said: 'nineteen eighty eight', 'twenty oh five', 'two thousand and six', and 'eighty eight'."""
    found = [one for one in _NUMERALS.cardinals(texts, at) if 1900 <= one.value <= 2100]
    for century in _NUMERALS.cardinals(texts, at):
        if century.value in (19, 20):
            behind = century.end + (century.end < len(texts) and texts[century.end] in ("oh", "o"))
            least = 1 if behind > century.end else 10
            found += [
                Counted(one.end, century.value * 100 + one.value)
                for one in _NUMERALS.cardinals(texts, behind)
                if least <= one.value < (10 if least == 1 else 100)
            ]
    found += [one for one in _NUMERALS.cardinals(texts, at) if 30 <= one.value < 100]
    return sorted(found, key=lambda one: -one.end)


def _within(texts: Sequence[str], at: int, values: Container[int]) -> Sequence[Counted]:
    return [one for one in _NUMERALS.cardinals(texts, at) if one.value in values]


def _written(at: time, part: int | None, hour: int, _word: str) -> str:
    if part is None:
        return f"{hour}:{at.minute:02}"
    return f"{at.hour % 12 or 12}:{at.minute:02}\N{NO-BREAK SPACE}{'am' if at.hour < 12 else 'pm'}"


GRAMMAR = Grammar(
    language=Language.EN,
    numerals=_NUMERALS,
    writing=Writing(thousands=",", money={"USD": "${}", "GBP": "£{}", "EUR": "€{}"}, clock=_written),
    digits=DigitWords(
        zeros=frozenset({"zeros", "zeroes", "ohs", "noughts"}),
        repeats={"double": 2, "triple": 3, "treble": 3},
        hundred="hundred",
        plus=frozenset({"plus"}),
        only={"oh": 0, "o": 0},
    ),
    countries=("GB", "US"),
    minute_zeros=frozenset({"oh", "o", "zero"}),
    sets={
        "at": "at by until till before after around about from for to or",
        "day": "today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday morning"
        " afternoon evening o'clock appointment slot",
        "unit": "minutes minute seconds hours hour days day weeks week months years year people percent per dollars"
        " dollar pounds pound euros bucks degrees times stone miles feet foot milligrams patients visits quid pence"
        " cents teeth",
        "ending": "ending_in ends_in ending_with ends_with digits number code pin",
        "phone": "number phone ending code",
        "cost": "cost costs price pay paid fee charge charged deposit",
        "fever": "temperature fever degrees",
        "next": "or and but is please works then so if",
    },
    names={
        "MONTH": _MONTHS,
        "SURE": _SURE_MONTHS,
        "PART": {
            "in_the_morning": Part.AM,
            "in_the_afternoon": Part.PM,
            "in_the_evening": Part.PM,
            "at_night": Part.NIGHT,
            "tonight": Part.PM,
            "a_m": Part.AM,
            "am": Part.AM,
            "p_m": Part.PM,
            "pm": Part.PM,
        },
        "CUR": {"dollars": 0, "dollar": 0, "euros": 2, "euro": 2},
        "PND": {"pounds": 1, "pound": 1, "quid": 1},
    },
    ordinals={"OD": "d", "O": "d"},
    slots={
        "Y": _years,
        "NUM": _NUMERALS.cardinals,
        "HT": lambda texts, at: _within(texts, at, range(1, 13)),
        "US": lambda texts, at: _within(texts, at, (5, 10)),
        "UT": lambda texts, at: _within(texts, at, (20, 25)),
    },
    rules=(
        # dates
        Rule("the? OD of MONTH Y < !@unit", day("{day} {month} {year}", _MONTH_NAMES)),
        Rule("the? OD of MONTH", day("{day} {month}", _MONTH_NAMES)),
        Rule("the? OD SURE Y < !@unit", day("{day} {month} {year}", _MONTH_NAMES, month_slot="SURE")),
        Rule("the? OD SURE", day("{day} {month}", _MONTH_NAMES, month_slot="SURE")),
        Rule("MONTH the OD Y < !@unit", day("{month} {day}, {year}", _MONTH_NAMES)),
        Rule("MONTH the OD", day("{month} {day}", _MONTH_NAMES)),
        Rule("SURE OD Y < !@unit", day("{month} {day}, {year}", _MONTH_NAMES, month_slot="SURE")),
        Rule("SURE OD", day("{month} {day}", _MONTH_NAMES, month_slot="SURE")),
        # times
        Rule("half past H PART?", clock("H", 30)),
        Rule("a? quarter past|after H PART?", clock("H", 15)),
        Rule("a? quarter to|of|before|till HT PART?", clock("HT", 15, before=True)),
        Rule("U minutes? past|after HT PART?", clock("HT", "U")),
        Rule("U minutes? to|before|till HT PART", clock("HT", "U", before=True)),
        Rule("UT to|before HT < !@unit", clock("HT", "UT", before=True)),
        Rule("at|by|until|till|it's > US minutes? to|before HT < !@unit", clock("HT", "US", before=True)),
        Rule("US to|before HT"),
        Rule("twelve noon", clock(12)),
        Rule("midnight", moment(0, "midnight")),
        Rule("HT o'clock PART?", clock("HT")),
        Rule("H M PART", clock("H", "M")),
        Rule("HT PART < !MONTH", clock("HT")),
        Rule("!~@phone ~@day > H M < !@unit", clock("H", "M")),
        Rule("!~@phone at|by|until|till|before|after > H MM < !@unit", clock("H", "MM")),
        Rule("~@day at|by|until|till > HT < @next", clock("HT")),
        Rule("~@day at|by|until|till > HT < $", clock("HT")),
        Rule("hour|hours U"),
        # money, shares, decimals
        Rule("N and a half thousand CUR", money(_CURRENCIES, plus=500, times=1000)),
        Rule("N and a half thousand", number(plus=500, times=1000)),
        Rule("N and a half", fraction(least=2)),
        Rule("N point D < !D", fraction("D")),
        Rule("N1 N2 < @unit", span()),
        Rule("N CUR", money(_CURRENCIES)),
        Rule("~@cost > N PND", money(_CURRENCIES, cur="PND")),
        Rule("N percent|per_cent", percent()),
        Rule("a hundred|thousand|million < !and !NUM"),
        Rule("O", with_ending({"first": "st", "second": "nd", "third": "rd", "th": "th"})),
    ),
)
