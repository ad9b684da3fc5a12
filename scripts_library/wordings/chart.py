"""How the difference of two wordings grew certain, as the points of a small picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scripts_library.wordings.sequential import Arm, difference

WIDTH, HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 10, 24
_POINTS = 60
_WIDEST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An SVG picture of WIDTH by HEIGHT."""

    band: str
    """Points of the interval's outline."""
    line: str
    """Points of the difference."""
    nought: float
    """Height of no difference."""
    ticks: Sequence[tuple[float, float]]
    """Height and share."""
    calls: int


def chart_of(history: Sequence[tuple[datetime, str, bool]]) -> Chart | None:
    """The picture of a trial's calls in order; None while there are too few to draw."""
    arms = {"A": Arm(), "B": Arm()}
    every = max(1, len(history) // _POINTS)
    found: list[tuple[int, float, float, float]] = []
    for number, (_, wording, is_goal) in enumerate(history, start=1):
        arm = arms[wording]
        arms[wording] = replace(arm, calls=arm.calls + 1, goals=arm.goals + is_goal)
        if number >= 10 and (number % every == 0 or number == len(history)):
            found.append((number, *difference(arms["A"], arms["B"])))
    if len(found) < 2:
        return None
    last = found[-1][0]

    def point(number: int, share: float) -> str:
        return f"{_LEFT + (WIDTH - _LEFT - _RIGHT) * number / last:.1f},{_height(share):.1f}"

    upper = [point(number, high) for number, _, _, high in found]
    lower = [point(number, low) for number, _, low, _ in reversed(found)]
    return Chart(
        band=" ".join((*upper, *lower)),
        line=" ".join(point(number, apart) for number, apart, _, _ in found),
        nought=_height(0.0),
        ticks=[(_height(share), share) for share in (-0.4, -0.2, 0.0, 0.2, 0.4)],
        calls=last,
    )


def _height(share: float) -> float:
    within = max(-_WIDEST, min(_WIDEST, share))
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (_WIDEST - within) / (2 * _WIDEST)
