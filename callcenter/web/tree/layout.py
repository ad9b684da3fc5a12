"""Boxes, labels and lines of one connected part of the picture, laid out in rows from top to bottom. Pure.

Every label of an answer is a small box of its own in a row between the steps, so that none covers another; a line that
passes rows is led through them beside the boxes, and lines to the same step share their way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.web.tree.isotonic import placed
from callcenter.web.tree.layers import backward, depths, ordered

GAP = 18.0
"""Between boxes of a row, in the picture's units (CSS pixels at full size)."""
ROW_GAP = 22.0
_LANE = 12.0
_STEM = 8.0
_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a box is."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One answer, or several that lead the same way: from a step to another one, or out of the picture."""

    id: str
    """Unique in the picture."""
    source: str
    target: str
    """'' where it leads out of this part of the picture."""
    size: Size
    """Of its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a box lies: its middle and its upper edge."""

    x: float
    y: float
    width: float
    height: float
    floor: float = 0.0
    """Where its row ends; lines that leave it go straight down to there, so that they pass behind no neighbour."""

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line between boxes, as the data of an SVG path."""

    way: str
    path: str
    is_back: bool = False
    has_arrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything in its place, from (0, 0)."""

    width: float
    height: float
    steps: Mapping[str, Place]
    labels: Mapping[str, Place]
    lines: Sequence[Line]
    backs: frozenset[str]
    """Ids of the ways that lead back up."""


@dataclass
class _Grid:
    """Rows of names under way: steps, labels, and the places where lines pass."""

    sizes: dict[str, Size] = field(default_factory=dict)
    rows: dict[int, list[str]] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, row: int, size: Size) -> None:
        if name not in self.sizes:
            self.sizes[name] = size
            self.rows.setdefault(row, []).append(name)

    def join(self, upper: str, lower: str) -> None:
        if lower not in self.below.setdefault(upper, []):
            self.below[upper].append(lower)


def lay_out(begins: Sequence[str], steps: Mapping[str, Size], ways: Sequence[Way]) -> Layout:
    """The layout of steps and the ways between them."""
    leads = {name: [way.target for way in ways if way.source == name and way.target] for name in steps}
    back = backward([name for name in begins if name in steps], leads)
    deep = depths(leads, back)
    grid = _grid(steps, ways, back, deep)
    rows = ordered([grid.rows[number] for number in sorted(grid.rows)], grid.below)
    places = _places(grid, rows)
    labels = {way.id: places[f"label {way.id}"] for way in ways}
    found = {name: places[f"step {name}"] for name in steps}
    width = max((place.x + place.width / 2 for place in places.values()), default=0.0)
    height = max((place.bottom for place in places.values()), default=0.0)
    backs = frozenset(way.id for way in ways if (way.source, way.target) in back)
    lanes = _lanes(ways, backs, found, width)
    return Layout(
        width=width + (len(set(lanes.values())) + 1) * _LANE if lanes else width,
        height=height + 2,
        steps=found,
        labels=labels,
        lines=[*_forward_lines(grid, places, ways, backs), *_back_lines(ways, backs, found, labels, lanes)],
        backs=backs,
    )


def _grid(
    steps: Mapping[str, Size], ways: Sequence[Way], back: frozenset[tuple[str, str]], deep: Mapping[str, int]
) -> _Grid:
    grid = _Grid()
    for name, size in steps.items():
        grid.put(f"step {name}", 2 * deep[name], size)
    for way in ways:
        row = 2 * deep[way.source] + 1
        grid.put(f"label {way.id}", row, way.size)
        grid.join(f"step {way.source}", f"label {way.id}")
        if not way.target or (way.source, way.target) in back:
            continue
        last = f"label {way.id}"
        for passed in range(row + 1, 2 * deep[way.target]):
            stem = f"stem {passed} {way.target}"
            grid.put(stem, passed, Size(width=_STEM, height=0))
            grid.join(last, stem)
            last = stem
        grid.join(last, f"step {way.target}")
    return grid


def _places(grid: _Grid, rows: Sequence[Sequence[str]]) -> dict[str, Place]:
    above: dict[str, list[str]] = {}
    for upper, lowers in grid.below.items():
        for lower in lowers:
            above.setdefault(lower, []).append(upper)
    x: dict[str, float] = {}
    for row in rows:
        widths = [grid.sizes[name].width for name in row]
        x.update(zip(row, placed([0.0] * len(row), widths, GAP, [1.0] * len(row)), strict=True))
    for turn in range(_ROUNDS):
        near = (above, grid.below)[turn % 2] if turn < _ROUNDS - 2 else None
        for row in rows if turn % 2 == 0 else reversed(rows):
            _settle(row, grid, x, [near] if near is not None else [above, grid.below])
    left = min((x[name] - grid.sizes[name].width / 2 for name in x), default=0.0)
    places: dict[str, Place] = {}
    y = 0.0
    for row in rows:
        height = max(grid.sizes[name].height for name in row)
        for name in row:
            size = grid.sizes[name]
            own = height if name.startswith("stem") else size.height
            places[name] = Place(x=x[name] - left, y=y, width=size.width, height=own, floor=y + height)
        y += height + ROW_GAP
    return places


def _settle(row: Sequence[str], grid: _Grid, x: dict[str, float], near: Sequence[Mapping[str, Sequence[str]]]) -> None:
    wanted, weights = [], []
    for name in row:
        others = [x[other] for joined in near for other in joined.get(name, ())]
        wanted.append(sum(others) / len(others) if others else x[name])
        weights.append((4.0 if name.startswith("stem") else 1.0) if others else 0.1)
    widths = [grid.sizes[name].width for name in row]
    x.update(zip(row, placed(wanted, widths, GAP, weights), strict=True))


def _forward_lines(grid: _Grid, places: Mapping[str, Place], ways: Sequence[Way], backs: frozenset[str]) -> list[Line]:
    lines: list[Line] = []
    drawn: set[tuple[str, str]] = set()
    for way in ways:
        here, label = f"step {way.source}", f"label {way.id}"
        lines.append(Line(way=way.id, path=_curve(places[here], places[label])))
        if not way.target or way.id in backs:
            continue
        last = label
        while not last.startswith("step"):
            ahead = next(name for name in grid.below[last] if _leads_to(name, way.target))
            if (last, ahead) not in drawn:
                drawn.add((last, ahead))
                path = _curve(places[last], places[ahead])
                lines.append(Line(way=way.id, path=path, has_arrow=ahead.startswith("step")))
            if last.startswith("stem") and (last, last) not in drawn:
                drawn.add((last, last))
                passed = places[last]
                lines.append(Line(way=way.id, path=f"M{passed.x:.1f} {passed.y:.1f}V{passed.bottom:.1f}"))
            last = ahead
    return lines


def _leads_to(name: str, target: str) -> bool:
    return name == f"step {target}" or (name.startswith("stem ") and name.split(" ", 2)[2] == target)


def _curve(upper: Place, lower: Place) -> str:
    begin, end = max(upper.bottom, upper.floor), lower.y
    middle = (begin + end) / 2
    if abs(upper.x - lower.x) < 1:
        return f"M{upper.x:.1f} {upper.bottom:.1f}V{end:.1f}"
    return (
        f"M{upper.x:.1f} {upper.bottom:.1f}V{begin:.1f}"
        f"C{upper.x:.1f} {middle:.1f} {lower.x:.1f} {middle:.1f} {lower.x:.1f} {end:.1f}"
    )


def _lanes(ways: Sequence[Way], backs: frozenset[str], steps: Mapping[str, Place], width: float) -> dict[str, float]:
    """Where the lines back up run, one lane for each step that they lead to."""
    targets = sorted({way.target for way in ways if way.id in backs}, key=lambda name: -steps[name].y)
    return {name: width + (number + 1) * _LANE for number, name in enumerate(targets)}


def _back_lines(
    ways: Sequence[Way],
    backs: frozenset[str],
    steps: Mapping[str, Place],
    labels: Mapping[str, Place],
    lanes: Mapping[str, float],
) -> list[Line]:
    """From under the label to the side, up beside everything, and into the step from the side."""
    lines = []
    for way in ways:
        if way.id not in backs:
            continue
        label, target, lane = labels[way.id], steps[way.target], lanes[way.target]
        low, high, turn = label.floor + ROW_GAP / 3, target.y - ROW_GAP / 3, 6.0
        path = (
            f"M{label.x:.1f} {label.bottom:.1f}V{low - turn:.1f}q0 {turn} {turn} {turn}"
            f"H{lane - turn:.1f}q{turn} 0 {turn} {-turn}V{high + turn:.1f}q0 {-turn} {-turn} {-turn}"
            f"H{target.x + target.width / 4 + turn:.1f}q{-turn} 0 {-turn} {turn}V{target.y:.1f}"
        )
        lines.append(Line(way=way.id, path=path, is_back=True, has_arrow=True))
    return lines
