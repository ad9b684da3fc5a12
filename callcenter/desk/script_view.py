"""The sentence to say now, what may be answered, and the way so far. Pure."""

from dataclasses import dataclass

from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskClinic
from callcenter.desk.running import agreed_place
from callcenter.desk.say import FIRST_NAME, LAST_NAME, PHONE, Situation, facts_of
from callcenter.desk.state import DeskState, Focus
from callcenter.kit.languages import Language
from scripts_library.conditions import holds_with
from scripts_library.engine import current, offered
from scripts_library.model import Answer, FieldKind, Objection, Phrase, Script, Step
from scripts_library.texts import LAST_RESORT, render
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
    """One step of the way, or the script that it went over to there."""

    title: str
    is_now: bool = False
    is_script: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptChoice:
    """A script that the call can go over to."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptView:
    """Where the script stands."""

    step: str
    text: str
    """The sentence to say, in the language of the call."""
    language: Language
    title: str
    hint: str
    listen: tuple[str, ...]
    """What to listen for in the answer."""
    is_exit: bool
    answers: tuple[Answer, ...]
    """Those that are offered in this call."""
    objections: tuple[Objection, ...]
    phrases: tuple[Phrase, ...]
    noted: str
    """What was written down as fitting no answer of this step; empty for nothing."""
    fields: tuple[FieldView, ...]
    way: tuple[StepView, ...]
    """The last steps and the one to say now, with the title of each script before its first."""
    behind: tuple[str, ...]
    """Titles of the scripts whose first steps the way does not show."""
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
        clinic=clinic,
        today=state.now.astimezone(clinic.zone).date(),
        patient=focus.patient,
        agreed=agreed_place(focus.hold, focus.visit, focus.schedule.doctors),
        services=focus.schedule.services,
        visit=focus.coming,
    )
    facts = facts_of(situation, walk)
    way = _way(focus, script, walk)
    return ScriptView(
        step=step.id,
        text=render(step, facts, again=step.id in walk.said).screen,
        language=walk.language,
        title=step.title,
        hint=step.hint,
        listen=step.listen,
        is_exit=step.is_exit,
        answers=offered(script, walk, holds_with(facts)),
        objections=() if step.is_exit else script.objections,
        phrases=script.phrases,
        noted=focus.noted,
        fields=_fields(script, step, walk, focus.desk),
        way=(*way[-_WAY:], StepView(title=step.title, is_now=True)),
        behind=tuple(one.title for one in way[:-_WAY] if one.is_script),
        left_out=sum(not one.is_script for one in way[:-_WAY]),
        done=tuple(dict.fromkeys(one.title for one in way if not one.is_script)),
        can_go_back=bool(walk.trail or walk.earlier),
        heard=focus.heard,
    )


def choices(focus: Focus) -> tuple[ScriptChoice, ...]:
    """The scripts that the call can go over to."""
    return tuple(ScriptChoice(id=one.id, title=one.title) for one in focus.others)


def safe_text(language: Language) -> str:
    """What to say where the script is gone."""
    return LAST_RESORT[language]


def _way(focus: Focus, script: Script, walk: Walk) -> list[StepView]:
    """What was said so far, the steps of earlier scripts first; each script that the call went over to has its title
    before its steps."""
    found: list[StepView] = []
    for left, title, earlier in zip(walk.earlier, focus.earlier_titles, focus.earlier, strict=True):
        found.append(StepView(title=title, is_script=True))
        if earlier is None:
            continue
        said = [move.step for move in left.trail]
        said += [] if said and said[-1] == left.step else [left.step]
        found += [StepView(title=earlier.step(name).title) for name in said]
    if walk.earlier:
        found.append(StepView(title=script.title, is_script=True))
    return found + [StepView(title=script.step(move.step).title) for move in walk.trail]


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
