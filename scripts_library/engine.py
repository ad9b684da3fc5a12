"""Walking a script: pure functions from (script, walk, what happened) to a new walk.

A walk is a plain value that is stored as JSON after each move, so that any process can go on with it. `holds` tells
whether a condition of a step or an answer holds in this call.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from callcenter.kit.errors import BadInputError
from scripts_library.conditions import Holds, always
from scripts_library.model import RETURN, Answer, Script, Step
from scripts_library.shape import outside_objections
from scripts_library.walk import Left, Taken, Walk


class WalkError(BadInputError):
    """The move is not possible from this step of the script; the walk stays as it was."""


def start(script: Script, holds: Holds = always) -> Walk:
    """A new walk at the script's first step."""
    walk = Walk(script=script.id, version=script.version, language=script.language, step=script.start)
    return _arrive(script, walk, script.start, holds)


def enter(script: Script, walk: Walk, holds: Holds = always) -> Walk:
    """The call goes on in another script; what was found out goes along where that script asks for it too."""
    left = Left(
        script=walk.script,
        version=walk.version,
        step=walk.step,
        trail=walk.trail,
        captured=walk.captured,
        interrupted=walk.interrupted,
    )
    captured = {name: value for name, value in walk.captured.items() if name in script.fields}
    begun = Walk(
        script=script.id,
        version=script.version,
        language=script.language,
        step=script.enter or script.start,
        captured=MappingProxyType(captured),
        earlier=(*walk.earlier, left),
    )
    return _arrive(script, begun, begun.step, holds)


def current(script: Script, walk: Walk) -> Step:
    """The step to say now."""
    _same_script(script, walk)
    return script.step(walk.step)


def offered(script: Script, walk: Walk, holds: Holds = always) -> tuple[Answer, ...]:
    """The answers of the present step that are offered in this call; all of them where none would be left."""
    answers = current(script, walk).answers
    return tuple(one for one in answers if not one.when or holds(one.when, walk.captured)) or answers


def answer_of(script: Script, walk: Walk, answer_id: str) -> Answer:
    """The answer of that id at the present step. Raises WalkError where this step does not offer it."""
    for answer in current(script, walk).answers:
        if answer.id == answer_id:
            return answer
    raise WalkError(f"step {walk.step!r} offers no answer {answer_id!r}; choose one that is on the screen")


def take(script: Script, walk: Walk, answer_id: str, holds: Holds = always) -> Walk:
    """The walk after the patient's answer; one that leads to another script stays, for `enter`, at its step.

    Raises WalkError where this step does not offer the answer.
    """
    return _follow(script, walk, answer_of(script, walk, answer_id), holds)


def take_key(script: Script, walk: Walk, key: int, holds: Holds = always) -> Walk:
    """The walk after the answer on the number key `key`. Raises WalkError where no answer has it."""
    for answer in current(script, walk).answers:
        if answer.key == key:
            return _follow(script, walk, answer, holds)
    raise WalkError(f"step {walk.step!r} has no answer on key {key}; choose one that is on the screen")


def raise_objection(script: Script, walk: Walk, objection_id: str, holds: Holds = always) -> Walk:
    """The walk at the step that meets an objection. Raises WalkError for an unknown one, or after the exit."""
    if current(script, walk).is_exit:
        raise WalkError("the script has ended; go back one step to meet an objection")
    for objection in script.objections:
        if objection.id == objection_id:
            return _move(script, walk, Taken(step=walk.step, answer=objection.id), objection.goto, holds)
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
    return replace(
        walk,
        step=last.step,
        trail=walk.trail[:-1],
        captured=_undone(walk, last),
        interrupted=last.interrupted,
        outcome=script.step(last.step).exit,
    )


def back_over(earlier: Script, walk: Walk) -> Walk:
    """From the first step of a script back to the one that the call came over from, at the step that led here.

    Raises WalkError where `earlier` is not the version of the script that the call walked before.
    """
    left = walk.earlier[-1] if walk.earlier and not walk.trail else None
    if left is None or (earlier.id, earlier.version) != (left.script, left.version):
        raise WalkError("the script that this call came over from is not there any more; go on in the present one")
    found_since = {name: value for name, value in walk.captured.items() if name in earlier.fields}
    again = Walk(
        script=earlier.id,
        version=earlier.version,
        language=earlier.language,
        step=left.step,
        trail=left.trail,
        captured=MappingProxyType({**left.captured, **found_since}),
        interrupted=left.interrupted,
        earlier=walk.earlier[:-1],
        outcome=earlier.step(left.step).exit,
    )
    return back(earlier, again) if _was_led_over(earlier, left) else again


def _was_led_over(earlier: Script, left: Left) -> bool:
    """Whether an answer led to the other script; else somebody chose it from the list."""
    last = left.trail[-1] if left.trail else None
    if last is None or last.step != left.step:
        return False
    return any(answer.script and answer.id == last.answer for answer in earlier.step(left.step).answers)


def chosen_slot(walk: Walk) -> int | None:
    """Which of the offered free places the patient took, counted from 0; None while none is taken."""
    value = walk.captured.get("slot", "")
    return int(value) if value.isdecimal() else None


def _follow(script: Script, walk: Walk, answer: Answer, holds: Holds) -> Walk:
    replaced = {field: walk.captured.get(field, "") for field in answer.sets}
    taken = Taken(step=walk.step, answer=answer.id, replaced=MappingProxyType(replaced), interrupted=walk.interrupted)
    filled = replace(walk, captured=MappingProxyType({**walk.captured, **answer.sets}))
    if answer.script:
        return replace(filled, trail=(*walk.trail, taken))
    if answer.goto == RETURN:
        return _return(script, filled, taken, holds)
    return _move(script, filled, taken, answer.goto, holds)


def _move(script: Script, walk: Walk, taken: Taken, goto: str, holds: Holds) -> Walk:
    moved = replace(
        walk,
        trail=(*walk.trail, replace(taken, interrupted=walk.interrupted)),
        interrupted=_interrupted(script, walk, goto),
    )
    return _arrive(script, moved, goto, holds)


def _interrupted(script: Script, walk: Walk, goto: str) -> tuple[str, ...]:
    """What a `return` leads back to behind this move: one objection after another still interrupts the same step."""
    targets = {objection.goto for objection in script.objections}
    if goto not in targets and not walk.interrupted:
        return ()
    outside = outside_objections(script)
    if goto in targets:
        return (walk.step,) if walk.step in outside else walk.interrupted
    return () if goto in outside else walk.interrupted


def _return(script: Script, walk: Walk, taken: Taken, holds: Holds) -> Walk:
    """Back to the step that was interrupted; the script's first one where that is gone."""
    left = [step for step in walk.interrupted if step in script.steps]
    goto = left[-1] if left else script.start
    moved = replace(walk, trail=(*walk.trail, taken), interrupted=tuple(left[:-1]))
    return _arrive(script, moved, goto, holds)


def _arrive(script: Script, walk: Walk, goto: str, holds: Holds) -> Walk:
    """The walk at that step, or behind those whose condition does not hold."""
    reached = script.step(goto)
    seen: set[str] = set()
    while reached.when and reached.id not in seen and not holds(reached.when, walk.captured):
        seen.add(reached.id)
        reached = script.step(reached.otherwise)
    return replace(walk, step=reached.id, outcome=reached.exit)


def _undone(walk: Walk, last: Taken) -> Mapping[str, str]:
    captured = dict(walk.captured)
    for field, before in last.replaced.items():
        captured.pop(field, None)
        if before:
            captured[field] = before
    return MappingProxyType(captured)


def _same_script(script: Script, walk: Walk) -> None:
    """A running call keeps the version it began with; another one could lack its step."""
    if (script.id, script.version, script.language) != (walk.script, walk.version, walk.language):
        raise WalkError(
            f"this call runs script {walk.script!r} version {walk.version} ({walk.language}); "
            f"version {script.version} ({script.language}) of {script.id!r} cannot continue it"
        )
