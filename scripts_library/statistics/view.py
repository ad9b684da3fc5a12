"""The figures of a script with the words of its steps, in the order of the script. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from callcenter.kit.languages import Language
from scripts_library.loader import Library
from scripts_library.model import Script, Step
from scripts_library.shape import depths
from scripts_library.statistics.figures import AnswerFigure, StepFigure, StepFigures, Wish
from scripts_library.statistics.shares import Share

ADDRESS = "/scripts/statistics"


class Loss(StrEnum):
    """How much is lost at a step."""

    FEW = "few"
    """Too few calls to say."""
    NONE = "none"
    SOME = "some"
    MANY = "many"
    MOST = "most"


_LEVELS = ((0.02, Loss.NONE), (0.08, Loss.SOME), (0.20, Loss.MANY))


def loss_of(share: Share) -> Loss:
    """The level of a share of lost calls."""
    if share.is_few:
        return Loss.FEW
    return next((level for below, level in _LEVELS if share.value < below), Loss.MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer or objection of a step."""

    label: str
    is_objection: bool
    figure: AnswerFigure
    calls: str
    """Address of its calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step."""

    id: str
    title: str
    is_gone: bool
    """No script of today has it."""
    is_exit: bool
    figure: StepFigure
    loss: Loss
    answers: Sequence[AnswerRow]
    calls: str
    """Address of its calls."""
    lost_calls: str
    document: str
    """Address of the step in the script; '' where it is gone."""


def script_in(library: Library, name: str, wanted: str, reader: Language) -> Script | None:
    """The script whose words the page shows: in the language that is looked at, else the reader's, else any."""
    found = {one.language: one for one in library.scripts if one.id == name}
    if wanted:
        return next((one for language, one in found.items() if language.value == wanted), None)
    return found.get(reader) or next(iter(found.values()), None)


def calls_address(wish: Wish, step: str, **more: str) -> str:
    """Where the calls of a step are listed."""
    return f"{ADDRESS}/{wish.script}/calls?{wish.query(step=step, **more)}"


def step_rows(figures: StepFigures, script: Script | None, wish: Wish) -> list[StepRow]:
    """A row for each step that was reached, or could be: those that the script has no more come last."""
    steps = script.steps if script else {}
    deep = depths(script) if script else {}
    first = script.start if script else ""
    order = {name: (deep.get(name, len(steps)), name != first, place) for place, name in enumerate(steps)}
    names = [
        *sorted(steps, key=lambda name: order[name]),
        *(name for name in sorted(figures.steps) if name not in steps),
    ]
    return [
        _row(name, steps.get(name), script, figures.steps[name], figures.answers.get(name, ()), wish)
        for name in names
        if name in figures.steps
    ]


def never_reached(figures: StepFigures, script: Script | None) -> Sequence[Step]:
    """The steps of today's script that no call came to."""
    return [step for name, step in script.steps.items() if name not in figures.steps] if script else []


def _row(
    name: str,
    step: Step | None,
    script: Script | None,
    figure: StepFigure,
    answers: Sequence[AnswerFigure],
    wish: Wish,
) -> StepRow:
    return StepRow(
        id=name,
        title=step.title if step else name,
        is_gone=step is None,
        is_exit=bool(step and step.is_exit),
        figure=figure,
        loss=loss_of(figure.lost),
        answers=list(_answers(name, step, script, answers, wish)),
        calls=calls_address(wish, name),
        lost_calls=calls_address(wish, name, lost="1") if figure.lost.hits else "",
        document=f"/scripts/{script.language.value}/{script.id}?{urlencode({'step': name})}" if script and step else "",
    )


def _answers(
    name: str, step: Step | None, script: Script | None, answers: Sequence[AnswerFigure], wish: Wish
) -> Iterator[AnswerRow]:
    labels: Mapping[str, str] = {one.id: one.label for one in step.answers} if step else {}
    objections = {one.id: one.label for one in script.objections} if script else {}
    for one in answers:
        is_objection = one.kind == "objection"
        known = objections if is_objection else labels
        yield AnswerRow(
            label=known.get(one.answer, one.answer),
            is_objection=is_objection,
            figure=one,
            calls=calls_address(wish, name, answer=one.answer),
        )
