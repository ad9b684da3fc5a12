"""The limits of measured criteria in the words and units that people use. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from callcenter.kit.words import N_
from recordings.scoring.standard import Criterion

_UNITS = {
    "answer_speed": (N_("s"), 1.0),
    "interruptions": (N_("times"), 1.0),
    "dead_air": (N_("s"), 1.0),
    "hold_length": (N_("s"), 1.0),
    "hold_count": (N_("times"), 1.0),
    "talk_share": ("%", 100.0),
    "pace": (N_("words a minute"), 1.0),
    "loudness": ("dBFS", 1.0),
}
_IN_CHINESE = "_zh"
_PLAIN = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]*)?")
NO_NUMBER = N_("A number is expected.")
_COUNTED = ("interruptions", "hold_count")
_NOT_WHOLE = N_("A whole number is expected.")


@dataclass(frozen=True, slots=True)
class _Range:
    """From where to where a limit may lie, in the unit shown, and what is said of one that does not."""

    low: float
    high: float
    text: str


_ZERO_OR_MORE = _Range(0.0, 100_000.0, N_("A number from 0 to 100000 is expected."))
_RANGES = {
    "talk_share": _Range(0.0, 100.0, N_("A share from 0 to 100 is expected.")),
    "loudness": _Range(-200.0, 0.0, N_("A level from -200 to 0 is expected.")),
}
"""Of the measures that are not simply counted from 0 up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a measured criterion."""

    name: str
    is_least: bool
    """True for a lower limit, False for an upper one."""
    is_chinese: bool
    """It holds for calls in Chinese only."""
    unit: str
    """English; translated where it is shown."""
    value: float
    """In that unit."""


def limits_of(criterion: Criterion) -> Iterator[Limit]:
    """The limits as people read them."""
    unit, scale = _UNITS.get(criterion.id, ("", 1.0))
    for name, value in criterion.limits.items():
        is_chinese = name.endswith(_IN_CHINESE)
        yield Limit(
            name=name,
            is_least=name.startswith("least"),
            is_chinese=is_chinese,
            unit=N_("characters a minute") if is_chinese else unit,
            value=round(value * scale, 3),
        )


def stored_limit(criterion: str, written: str) -> float:
    """What is stored of a limit that a person wrote in the unit shown. Raises ValueError for what is no such number.

    Its text is an English sentence, translated where it is shown.
    """
    typed = written.strip().replace("\N{MINUS SIGN}", "-")
    if not _PLAIN.fullmatch(typed):
        raise ValueError(NO_NUMBER)
    value, expected = float(typed.replace(",", ".")), _RANGES.get(criterion, _ZERO_OR_MORE)
    if not expected.low <= value <= expected.high:
        raise ValueError(expected.text)
    if criterion in _COUNTED and not value.is_integer():
        raise ValueError(_NOT_WHOLE)
    return round(value / _UNITS.get(criterion, ("", 1.0))[1], 5)


def limits_as_text(criterion: Criterion, translate: Callable[[str], str]) -> str:
    """All limits in one cell of a table: 'least 35 %; most 70 %'."""
    return "; ".join(f"{one.name} {one.value:.12g} {translate(one.unit)}".strip() for one in limits_of(criterion))


def limits_from_text(criterion: Criterion, text: str) -> Mapping[str, float]:
    """What `limits_as_text` wrote, of the limits that `criterion` has. Raises ValueError as `stored_limit` does."""
    found = {}
    for part in text.split(";"):
        name, _, rest = part.strip().partition(" ")
        if name in criterion.limits:
            found[name] = stored_limit(criterion.id, rest.split()[0] if rest.split() else "")
    return found
