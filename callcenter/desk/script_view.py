"""The sentence to say now, what may be answered, and the way so far. Pure."""

from dataclasses import dataclass

from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskClinic
from callcenter.desk.running import agreed_place
from callcenter.desk.say import FIRST_NAME, LAST_NAME, PHONE, Situation, facts_of
from callcenter.desk.state import DeskState, Focus
from callcenter.kit.languages import Language
from scripts_library.engine import current
from scripts_library.model import Answer, FieldKind, Objection, Script, Step
from scripts_library.texts import render
from scripts_library.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """Something to write down at this step."""

    id: str
    label: str
    value: str
    is_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the way."""

    title: str
    is_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptView:
    """Where the script stands."""

    step: str
    text: str
    """The sentence to say, in the language of the call."""
    language: Language
    title: str
    hint: str
    is_exit: bool
    answers: tuple[Answer, ...]
    objections: tuple[Objection, ...]
    fields: tuple[FieldView, ...]
    way: tuple[StepView, ...]
    """The last steps and the one to say now."""
    left_out: int
    """How many earlier steps the way does not show."""
    done: tuple[str, ...]
    """Titles of the steps said, each once, in order."""
    can_go_back: bool
    heard: str


_WAY = 5
_IN_CARD = frozenset({FIRST_NAME, LAST_NAME, PHONE})
"""Fields that the card of a known patient answers already."""


def script_view(focus: Focus, state: DeskState, clinic: DeskClinic) -> ScriptView | None:
    """The script of the call, or None where it has none."""
    script, walk = focus.script, focus.desk.walk
    if script is None or walk is None:
        return None
    step = current(script, walk)
    situation = Situation(
        desk=focus.desk,
        operator=state.operator,
        clinic=clinic.words,
        zone=clinic.zone,
        today=state.now.astimezone(clinic.zone).date(),
        patient=focus.patient,
        agreed=agreed_place(focus.hold, focus.visit, focus.schedule.doctors),
        services=focus.schedule.services,
    )
    said = [script.step(move.step).title for move in walk.trail]
    way = [*(StepView(title=title) for title in said[-_WAY:]), StepView(title=step.title, is_now=True)]
    return ScriptView(
        step=step.id,
        text=render(step, facts_of(situation, walk)).screen,
        language=walk.language,
        title=step.title,
        hint=step.hint,
        is_exit=step.is_exit,
        answers=step.answers,
        objections=() if step.is_exit else script.objections,
        fields=_fields(script, step, walk, focus.desk),
        way=tuple(way),
        left_out=max(0, len(said) - _WAY),
        done=tuple(dict.fromkeys(said)),
        can_go_back=bool(walk.trail),
        heard=focus.heard,
    )


def _fields(script: Script, step: Step, walk: Walk, desk: DeskCall) -> tuple[FieldView, ...]:
    """Fields to type in; places and reasons have controls of their own, and a known patient's data is on the card."""
    known = _IN_CARD if desk.patient is not None else frozenset()
    kinds = (FieldKind.TEXT, FieldKind.PHONE)
    return tuple(
        FieldView(
            id=field.id,
            label=field.label,
            value=walk.captured.get(field.id, ""),
            is_phone=field.kind is FieldKind.PHONE,
        )
        for field in (script.fields[name] for name in step.capture)
        if field.kind in kinds and field.id not in known and not _is_set_by_answer(step, field.id)
    )


def _is_set_by_answer(step: Step, field: str) -> bool:
    return any(field in answer.sets for answer in step.answers)
