"""A flow as boxes, labels and lines with their texts, ready to be drawn. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from callcenter.web.tree.layout import Layout, Line, Place, Size, Way, lay_out
from callcenter.web.tree.wrapping import width_of, wrapped
from ivr.flow.model import RETURN, AnyNode, Ask, Branch, Connect, Do, Flow, HangUp, Set
from ivr.screens.shape import Leading, Shape, end_of, prompts_of, shape_of, ways
from ivr.screens.words import TONES, FlowWords

BOX_WIDTH = 204.0
_PAD = 10.0
_TEXT, _TEXT_LINE, _TEXT_LINES = 12.0, 16.0, 4
_SMALL, _SMALL_LINE = 11.0, 15.0
_LABEL_WIDTH = 138.0
_HEADING, _BETWEEN, _LEAST_WIDTH = 40.0, 34.0, 1060.0
_SLOPE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One step."""

    id: str
    place: Place
    number: int
    kind: str
    """Its shape and style: say, ask, branch, set, do, record, connect, end."""
    head: str
    """'3 · asks'"""
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    """What is settled here, how the call ends."""
    tone: str
    """good, attention, act or plain, where something is settled here."""
    outline: str
    """The data of an SVG path."""
    title: str
    """The whole text, for who points at it and for who hears the page."""

    def line_y(self, place: int) -> float:
        """Where a line of its text stands."""
        return self.place.y + _PAD + _SMALL_LINE + 12 + place * _TEXT_LINE

    def mark_y(self, place: int) -> float:
        """Where a line of what is settled stands."""
        return self.place.y + _PAD + _SMALL_LINE + len(self.lines) * _TEXT_LINE + 13 + place * _SMALL_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Why a call goes a way, beside its line."""

    place: Place
    source: str
    """The step that it leads from."""
    step: str
    """The step that it leads to; that it leads from where it leads back to a question."""
    key: str
    lines: tuple[str, ...]
    refers: tuple[str, ...]
    """Where it leads, where no line does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of one part of the picture, and by how much they are moved."""

    x: float
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole picture."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    lines: tuple[Lines, ...]
    aside_y: float | None
    """Where begins what many steps lead to; None where nothing does."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    way: Way
    label: Label


TextOf = Callable[[str], str]
"""The words of a prompt, by its id."""


class Painter:
    """Draws one flow."""

    def __init__(self, flow: Flow, words: FlowWords, text_of: TextOf) -> None:
        self._flow, self._words, self._text_of = flow, words, text_of
        self.shape: Shape = shape_of(flow)

    def draw(self) -> Picture:
        """The picture."""
        main, main_drawn = self._laid_out(self.shape.main)
        groups = [self._laid_out(group) for group in self.shape.aside]
        width = max(_LEAST_WIDTH, main.width) if groups else main.width
        boxes: list[Box] = []
        labels: list[Label] = []
        lines: list[Lines] = []

        def put(layout: Layout, drawn: Sequence[_Drawn], x: float, y: float) -> None:
            boxes.extend(self._box(name, _at(place, x, y)) for name, place in layout.steps.items())
            labels.extend(replace(one.label, place=_at(layout.labels[one.way.id], x, y)) for one in drawn)
            lines.append(Lines(x=x, y=y, lines=tuple(layout.lines)))

        put(main, main_drawn, (width - main.width) / 2, 0.0)
        x, y, low = 0.0, main.height + _BETWEEN + _HEADING, main.height
        for layout, drawn in groups:
            if x and x + layout.width > width:
                x, y = 0.0, low + _BETWEEN
            put(layout, drawn, x, y)
            low = max(low, y + layout.height)
            x += layout.width + _BETWEEN
            width = max(width, x - _BETWEEN)
        return Picture(
            width=width,
            height=low,
            boxes=tuple(boxes),
            labels=tuple(labels),
            lines=tuple(lines),
            aside_y=main.height + _BETWEEN if groups else None,
        )

    def text(self, node: AnyNode) -> str:
        """What a step says or does."""
        match node:
            case Branch():
                return self._words.question([way.when for way in node.ways])
            case Set():
                return self._words.set_values(node.values)
            case Do():
                return self._words.action(node.action)
            case Connect():
                return self._words.whom(node.whom, node.to)
            case HangUp():
                return self._words.outcome(node.outcome)
        return " ".join(self._text_of(name) for name in prompts_of(node))

    def refer(self, target: str) -> str:
        """'→ 12' with the beginning of the step's words; back to a question for RETURN."""
        if target == RETURN:
            return f"↩ {self._words.returns()}"
        node = self._flow.nodes[target]
        return f"→ {self.shape.numbers.get(target, '')} {self.text(node)}".rstrip()

    def _laid_out(self, names: Sequence[str]) -> tuple[Layout, list[_Drawn]]:
        drawn = [one for name in names for one in self._ways(name, frozenset(names))]
        sizes = {name: self._size(self._flow.nodes[name]) for name in names}
        return lay_out(list(names), sizes, [one.way for one in drawn]), drawn

    def _ways(self, name: str, here: frozenset[str]) -> Iterator[_Drawn]:
        node = self._flow.nodes[name]
        for number, way in enumerate(ways(self._flow, node)):
            target = way.to if way.to in here - self.shape.apart else ""
            yield self._way(node, way, f"{name} {number}", target)

    def _way(self, node: AnyNode, way: Leading, name: str, target: str) -> _Drawn:
        key = _key_of(node, way)
        told = ", ".join(dict.fromkeys(self._words.why(node, reason) for reason in way.reasons))
        lines = wrapped(told, _LABEL_WIDTH - (14 if key else 0), _SMALL + 1, 3) if told else ()
        refers = () if target else wrapped(self.refer(way.to), _LABEL_WIDTH, _SMALL, 2)
        widest = max((width_of(line, _SMALL + 1) + (14 if key else 0) for line in (*lines, *refers)), default=0.0)
        height = (len(lines) + len(refers)) * _SMALL_LINE + 6 if lines or refers else 1.0
        size = Size(width=min(widest, _LABEL_WIDTH) + 12 if widest else 1.0, height=height)
        nowhere = Place(x=0, y=0, width=0, height=0)
        step = way.to if way.to != RETURN else node.id
        label = Label(place=nowhere, source=node.id, step=step, key=key, lines=lines, refers=refers)
        return _Drawn(Way(id=name, source=node.id, target=target, size=size), label)

    def marks(self, node: AnyNode) -> list[str]:
        """What is settled at a step, and how a call ends there."""
        end = end_of(self._flow, node)
        flow = self._flow
        begins = {
            flow.machine: self._words.machine,
            flow.unsure_start: self._words.unsure,
            flow.start: self._words.begins,
        }
        said = [begins[node.id]()] if node.id in begins else []
        if node.reached and node.reached != end:
            said.append(self._words.settles(node.reached))
        if end and not isinstance(node, HangUp):
            said.append(self._words.ends_with(end))
        if isinstance(node, Connect):
            said.append(self._words.ends_with(node.outcome))
        return said

    def _marks(self, node: AnyNode) -> tuple[str, ...]:
        return tuple(line for one in self.marks(node) for line in wrapped(one, BOX_WIDTH - 3 * _PAD, _SMALL, 2))

    def _lines(self, node: AnyNode) -> tuple[str, ...]:
        return wrapped(self.text(node), BOX_WIDTH - 3 * _PAD, _TEXT, _TEXT_LINES)

    def _size(self, node: AnyNode) -> Size:
        marks = self._marks(node)
        height = 2 * _PAD + _SMALL_LINE + len(self._lines(node)) * _TEXT_LINE + len(marks) * _SMALL_LINE
        return Size(width=BOX_WIDTH, height=height + (2 if marks else 0))

    def _box(self, name: str, place: Place) -> Box:
        node = self._flow.nodes[name]
        kind, said = self._words.kind(node)
        end = end_of(self._flow, node)
        settled = end or node.reached
        number = self.shape.numbers[name]
        return Box(
            id=name,
            place=place,
            number=number,
            kind=kind,
            head=f"{number} · {said}",
            lines=self._lines(node),
            marks=self._marks(node),
            tone=TONES.get(settled, "plain") if settled else "",
            outline=_outline(kind, place, is_end=end is not None),
            title=self.text(node),
        )


def _key_of(node: AnyNode, way: Leading) -> str:
    """The key that goes this way, where only one does."""
    if not isinstance(node, Ask):
        return ""
    keys = [key for key, meaning in node.keys.items() if meaning in way.reasons]
    return keys[0] if len(keys) == 1 and len(way.reasons) == 1 else ""


def _at(place: Place, x: float, y: float) -> Place:
    return replace(place, x=place.x + x, y=place.y + y, floor=place.floor + y)


def _outline(kind: str, place: Place, *, is_end: bool) -> str:
    """A shape for each kind, so that no colour is needed to tell them apart."""
    left, top, right, bottom = place.left, place.y, place.left + place.width, place.bottom
    middle, slope = (top + bottom) / 2, _SLOPE
    if kind == "branch":
        points = [(left + slope, top), (right - slope, top), (right, middle), (right - slope, bottom)]
        return _polygon([*points, (left + slope, bottom), (left, middle)])
    if kind == "connect":
        points = [(left, top), (right - slope, top), (right, middle), (right - slope, bottom), (left, bottom)]
        return _polygon(points)
    if kind == "set":
        return _polygon([(left + slope, top), (right, top), (right - slope, bottom), (left, bottom)])
    if kind == "do":
        inner = f"M{left + 5:.1f} {top:.1f}V{bottom:.1f}M{right - 5:.1f} {top:.1f}V{bottom:.1f}"
        return _rounded(left, top, right, bottom, 2) + inner
    if kind == "ask":
        return _rounded(left, top, right, bottom, 17)
    if is_end:
        return _rounded(left, top, right, bottom, 6) + _rounded(left + 3, top + 3, right - 3, bottom - 3, 4)
    return _rounded(left, top, right, bottom, 6)


def _polygon(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _rounded(left: float, top: float, right: float, bottom: float, round_: float) -> str:
    return (
        f"M{left + round_:.1f} {top:.1f}H{right - round_:.1f}q{round_} 0 {round_} {round_}V{bottom - round_:.1f}"
        f"q0 {round_} {-round_} {round_}H{left + round_:.1f}q{-round_} 0 {-round_} {-round_}V{top + round_:.1f}"
        f"q0 {-round_} {round_} {-round_}Z"
    )
