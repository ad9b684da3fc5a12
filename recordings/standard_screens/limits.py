"""The limits of measured criteria in the words and units that people use. Pure."""

from collections.abc import Iterator
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
_LOWEST, _HIGHEST = -200.0, 100_000.0


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
    """What is stored of a limit that a person wrote in the unit shown. Raises ValueError for what is no such number."""
    value = float(written.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    if not _LOWEST <= value <= _HIGHEST:  # a 'nan' is not between them either
        raise ValueError(written)
    return round(value / _UNITS.get(criterion, ("", 1.0))[1], 5)
