"""Walking a script: pure functions from (script, walk, what happened) to a new walk.

A walk is a plain value that is stored as JSON after each move, so that any process can go on with it.
"""

from dataclasses import replace
from types import MappingProxyType

from callcenter.kit.errors import BadInputError
from scripts_library.model import Answer, Script, Step
from scripts_library.walk import Taken, Walk


class WalkError(BadInputError):
    """The move is not possible from this step of the script; the walk stays as it was."""


def start(script: Script) -> Walk:
    """A new walk at the script's first step."""
    at = script.step(script.start)
    return Walk(script=script.id, version=script.version, language=script.language, step=at.id, outcome=at.exit)


def current(script: Script, walk: Walk) -> Step:
    """The step to say now."""
    _same_script(script, walk)
    return script.step(walk.step)


def take(script: Script, walk: Walk, answer_id: str) -> Walk:
    """The walk after the patient's answer. Raises WalkError where this step does not offer it."""
    for answer in current(script, walk).answers:
        if answer.id == answer_id:
            return _follow(script, walk, answer)
    raise WalkError(f"step {walk.step!r} offers no answer {answer_id!r}; choose one that is on the screen")


def take_key(script: Script, walk: Walk, key: int) -> Walk:
    """The walk after the answer on the number key `key`. Raises WalkError where no answer has it."""
    for answer in current(script, walk).answers:
        if answer.key == key:
            return _follow(script, walk, answer)
    raise WalkError(f"step {walk.step!r} has no answer on key {key}; choose one that is on the screen")


def raise_objection(script: Script, walk: Walk, objection_id: str) -> Walk:
    """The walk at the step that meets an objection. Raises WalkError for an unknown one, or after the exit."""
    if current(script, walk).is_exit:
        raise WalkError("the script has ended; go back one step to meet an objection")
    for objection in script.objections:
        if objection.id == objection_id:
            taken = Taken(step=walk.step, answer=objection.id)
            return _move(script, walk, taken, objection.goto)
    raise WalkError(f"script {script.id!r} knows no objection {objection_id!r}")


def capture(script: Script, walk: Walk, field: str, value: str) -> Walk:
    """The walk with something found out; an empty value takes it back. Raises WalkError for an unknown field."""
    _same_script(script, walk)
    if field not in script.fields:
        raise WalkError(f"script {script.id!r} has no field {field!r}")
    captured = dict(walk.captured)
    captured.pop(field, None)
    if value.strip():
        captured[field] = value.strip()
    return replace(walk, captured=MappingProxyType(captured))


def back(script: Script, walk: Walk) -> Walk:
    """The walk one move earlier, with what that move filled in undone; at the first step it stays as it is."""
    _same_script(script, walk)
    if not walk.trail:
        return walk
    last = walk.trail[-1]
    captured = dict(walk.captured)
    for field, before in last.replaced.items():
        captured.pop(field, None)
        if before:
            captured[field] = before
    return replace(
        walk,
        step=last.step,
        trail=walk.trail[:-1],
        captured=MappingProxyType(captured),
        outcome=script.step(last.step).exit,
    )


def chosen_slot(walk: Walk) -> int | None:
    """Which of the offered free places the patient took, counted from 0; None while none is taken."""
    value = walk.captured.get("slot", "")
    return int(value) if value.isdecimal() else None


def _follow(script: Script, walk: Walk, answer: Answer) -> Walk:
    replaced = {field: walk.captured.get(field, "") for field in answer.sets}
    taken = Taken(step=walk.step, answer=answer.id, replaced=MappingProxyType(replaced))
    filled = replace(walk, captured=MappingProxyType({**walk.captured, **answer.sets}))
    return _move(script, filled, taken, answer.goto)


def _move(script: Script, walk: Walk, taken: Taken, goto: str) -> Walk:
    reached = script.step(goto)
    return replace(walk, step=reached.id, trail=(*walk.trail, taken), outcome=reached.exit)


def _same_script(script: Script, walk: Walk) -> None:
    """A running call keeps the version it began with; another one could lack its step."""
    if (script.id, script.version, script.language) != (walk.script, walk.version, walk.language):
        raise WalkError(
            f"this call runs script {walk.script!r} version {walk.version} ({walk.language}); "
            f"version {script.version} ({script.language}) of {script.id!r} cannot continue it"
        )
