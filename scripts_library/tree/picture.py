"""A script as boxes, labels and lines with their texts, ready to be drawn. Pure.

The picture has two parts, one under the other: the way of the call, and what answers the patient's objections. What
leads from one to the other, back to what was interrupted or into another script says so in words and draws no line.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from callcenter.domain.outcomes import Outcome
from callcenter.web.tree.layout import Layout, Line, Place, Size, Way, lay_out
from callcenter.web.tree.wrapping import width_of, wrapped
from scripts_library.model import RETURN, Answer, Script, Step
from scripts_library.shape import begins, from_steps, leads_to, reachable

BOX_WIDTH = 184.0
_PAD = 10.0
_TITLE, _TITLE_LINE = 13.0, 17.0
_SMALL, _SMALL_LINE = 11.0, 14.0
_LABEL_WIDTH = 136.0
_HEADING = 40.0
_BETWEEN = 34.0
_LEAST_WIDTH = 1060.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the picture says besides the script, in the reader's language."""

    required: str
    otherwise: str
    returns: str
    """Back to the step that was interrupted."""
    only_if: str
    """'only if: %s'"""
    from_part: str
    """'from “%s”'"""
    outcome: Callable[[Outcome], str]
    script: Callable[[str], str]
    """The title of another script."""
    part: Callable[[str], str]
    """The title of a part, by the path of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A small line in a box: what kind it is, and its words."""

    kind: str
    text: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One step."""

    id: str
    place: Place
    title: tuple[str, ...]
    marks: tuple[Mark, ...]
    outcome: Outcome | None
    say: str
    is_required: bool
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One answer beside its line."""

    place: Place
    key: str
    lines: tuple[str, ...]
    refers: tuple[str, ...]
    """Words that say where it leads, where no line does; such as '→ Price'."""
    step: str
    """The step that a click opens."""


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
    objections_y: float | None
    """Where the second part begins; None where there is none."""
    left_out: tuple[Step, ...]
    """Steps of parts that this script never comes to."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    way: Way
    key: str
    lines: tuple[str, ...]
    refers: tuple[str, ...]
    step: str


def draw(script: Script, words: Words, *, is_part: bool = False) -> Picture:
    """The picture of a script with its parts; of a part all steps, wherever they are come to from."""
    objections = frozenset(one.goto for one in script.objections)
    here = frozenset(script.steps) if is_part else reachable(script)
    main = here if is_part else from_steps(script, begins(script), without=objections - set(begins(script)))
    aside = [name for name in script.steps if name in here and name not in main]
    parts = [_laid_out(script, list(main_in_order(script, main)), begins(script), frozenset(), words)] if main else []
    width = (
        max([_LEAST_WIDTH, *(layout.width for layout, _ in parts)]) if aside else parts[0][0].width if parts else 0.0
    )
    groups = [_laid_out(script, group, objections, objections, words) for group in _groups(script, aside, objections)]
    boxes: list[Box] = []
    labels: list[Label] = []
    lines: list[Lines] = []

    def put(layout: Layout, drawn: list[_Drawn], x: float, y: float) -> None:
        boxes.extend(_box(script, script.steps[name], _at(place, x, y), words) for name, place in layout.steps.items())
        labels.extend(_label(one, _at(layout.labels[one.way.id], x, y)) for one in drawn)
        lines.append(Lines(x=x, y=y, lines=tuple(layout.lines)))

    y = 0.0
    for layout, drawn in parts:
        put(layout, drawn, (width - layout.width) / 2, y)
        y += layout.height
    second = y + _BETWEEN if groups else None
    x, low = 0.0, y
    y = y + _BETWEEN + _HEADING if groups else y
    for layout, drawn in groups:
        if x and x + layout.width > width:
            x, y = 0.0, low + _BETWEEN
        put(layout, drawn, x, y)
        low = max(low, y + layout.height)
        x += layout.width + _BETWEEN
        width = max(width, x - _BETWEEN)
    return Picture(
        width=width,
        height=max(y, low),
        boxes=tuple(boxes),
        labels=tuple(labels),
        lines=tuple(lines),
        objections_y=second,
        left_out=tuple(step for name, step in script.steps.items() if name not in here),
    )


def _laid_out(
    script: Script, names: Sequence[str], first: Iterable[str], told: frozenset[str], words: Words
) -> tuple[Layout, list[_Drawn]]:
    """One part of the picture; ways to the steps `told` are told in words and draw no line."""
    drawn = list(_ways(script, frozenset(names), told, words))
    sizes = {name: _box_size(script, script.steps[name], words) for name in names}
    return lay_out([name for name in first if name in sizes], sizes, [one.way for one in drawn]), drawn


def _groups(script: Script, names: Sequence[str], objections: frozenset[str]) -> list[list[str]]:
    """What answers the objections in groups that lines join, in the order of the script."""
    group = {name: name for name in names}
    for name in names:
        for target in leads_to(script.steps[name]):
            if target in group and target not in objections:
                old, new = group[target], group[name]
                group = {one: new if mark == old else mark for one, mark in group.items()}
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(group[name], []).append(name)
    return list(found.values())


def main_in_order(script: Script, main: frozenset[str]) -> Iterator[str]:
    """The steps of the call's way, as the file has them."""
    return (name for name in script.steps if name in main)


def _ways(script: Script, here: frozenset[str], told: frozenset[str], words: Words) -> Iterator[_Drawn]:
    inside = here - told
    for name in script.steps:
        if name not in here:
            continue
        step = script.steps[name]
        for answer in step.answers:
            yield _way(script, step, answer, inside, words)
        if step.otherwise:
            refers = "" if step.otherwise in inside else _arrow(script, step.otherwise)
            target = step.otherwise if step.otherwise in inside else ""
            yield _drawn(f"{name} /", name, target, "", words.otherwise, "", refers, step.otherwise)


def _way(script: Script, step: Step, answer: Answer, inside: frozenset[str], words: Words) -> _Drawn:
    only = words.only_if % answer.when if answer.when else ""
    target, refers = "", ""
    if answer.script:
        refers = f"⇒ {words.script(answer.script)}"
    elif answer.goto == RETURN:
        refers = f"↩ {words.returns}"
    elif answer.goto in inside:
        target = answer.goto
    else:
        refers = _arrow(script, answer.goto)
    opens = answer.goto if answer.goto in script.steps else step.id
    return _drawn(f"{step.id} {answer.id}", step.id, target, str(answer.key), answer.label, only, refers, opens)


def _drawn(name: str, source: str, target: str, key: str, label: str, only: str, refers: str, opens: str) -> _Drawn:
    lines = wrapped(label, _LABEL_WIDTH - (14 if key else 0), _SMALL + 1, 3)
    if only:
        lines = (*lines, *wrapped(only, _LABEL_WIDTH, _SMALL, 2))
    refer = wrapped(refers, _LABEL_WIDTH, _SMALL, 2)
    widest = max((width_of(line, _SMALL + 1) + (14 if key else 0) for line in (*lines, *refer)), default=0.0)
    height = (len(lines) + len(refer)) * (_SMALL_LINE + 1) + 6
    size = Size(width=min(widest, _LABEL_WIDTH) + 12, height=height)
    return _Drawn(Way(id=name, source=source, target=target, size=size), key, lines, refer, opens)


def _arrow(script: Script, target: str) -> str:
    step = script.steps.get(target)
    return f"→ {step.title if step else target}"


def _label(one: _Drawn, place: Place) -> Label:
    return Label(place=place, key=one.key, lines=one.lines, refers=one.refers, step=one.step)


def _box_size(script: Script, step: Step, words: Words) -> Size:
    title, marks = _box_lines(script, step, words)
    return Size(
        width=BOX_WIDTH, height=2 * _PAD + len(title) * _TITLE_LINE + len(marks) * _SMALL_LINE + (2 if marks else 0)
    )


def _box_lines(script: Script, step: Step, words: Words) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    inner = BOX_WIDTH - 2 * _PAD
    title = wrapped(step.title, inner, _TITLE, 2, bold=True)
    marks: list[tuple[str, str]] = []
    if step.exit:
        marks += [("outcome", line) for line in wrapped(words.outcome(step.exit), inner, _SMALL, 2)]
    if step.required:
        marks.append(("required", words.required))
    if step.when:
        marks += [("when", line) for line in wrapped(words.only_if % step.when, inner, _SMALL, 2)]
    if step.path != script.path and step.path:
        marks.append(("part", "".join(wrapped(words.from_part % words.part(step.path), inner, _SMALL, 1))))
    return title, marks


def _box(script: Script, step: Step, place: Place, words: Words) -> Box:
    title, marks = _box_lines(script, step, words)
    first = place.y + _PAD + len(title) * _TITLE_LINE + 2
    return Box(
        id=step.id,
        place=place,
        title=title,
        marks=tuple(
            Mark(kind=kind, text=text, y=first + number * _SMALL_LINE + _SMALL)
            for number, (kind, text) in enumerate(marks)
        ),
        outcome=step.exit,
        say=step.say,
        is_required=step.required,
        is_first=step.id in begins(script),
    )


def _at(place: Place, x: float, y: float) -> Place:
    return Place(x=place.x + x, y=place.y + y, width=place.width, height=place.height, floor=place.floor + y)
