"""The shape of a script as a graph: where its steps lead, which are reached, which lead out.

An objection may be raised at any step; `return` goes back to the step that it interrupted, so it leads nowhere new. An
answer that goes on in another script ends the walk of this one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from scripts_library.model import RETURN, Answer, Script, Step
from scripts_library.problems import Problem


def leads_to(step: Step) -> tuple[str, ...]:
    """The ids of the steps that the answers of `step` lead to, and of the one that is said in its place."""
    gotos = tuple(answer.goto for answer in step.answers if answer.goto and answer.goto != RETURN)
    return (*gotos, step.otherwise) if step.otherwise else gotos


def ends_here(step: Step) -> bool:
    """Whether the walk of this script can end at the step: an exit, or an answer that another script goes on from."""
    return step.is_exit or any(answer.script for answer in step.answers)


def returns(step: Step) -> bool:
    """Whether an answer leads back to the step that was interrupted."""
    return any(answer.goto == RETURN for answer in step.answers)


def jumps_to_nowhere(script: Script) -> Iterator[Problem]:
    """Jumps to steps that are not there; with one of these a call can come to a stop."""
    for name, goto in (("start", script.start), ("enter", script.enter or script.start)):
        if goto not in script.steps:
            yield Problem(script.path, script.line, f"{name}: there is no step {goto!r}")
    for step in script.steps.values():
        for answer in step.answers:
            if answer.goto and answer.goto != RETURN and answer.goto not in script.steps:
                yield Problem(
                    step.path or script.path,
                    answer.line,
                    f"answer {answer.id!r} leads to an unknown step {answer.goto!r}",
                )
        if step.otherwise and step.otherwise not in script.steps:
            yield Problem(
                step.path or script.path, step.line, f"step {step.id!r}: 'otherwise' leads to an unknown step"
            )
    for objection in script.objections:
        if objection.goto not in script.steps:
            message = f"objection {objection.id!r} leads to an unknown step {objection.goto!r}"
            yield Problem(script.path, objection.line, message)


def begins(script: Script) -> tuple[str, ...]:
    """The ids of the steps at which a walk can begin."""
    return tuple(dict.fromkeys((script.start, script.enter or script.start)))


def reachable(script: Script) -> frozenset[str]:
    """The ids of the steps that some call comes to, by answers and by objections."""
    return from_steps(script, (*begins(script), *(objection.goto for objection in script.objections)))


def from_steps(script: Script, begin: Iterable[str], without: frozenset[str] = frozenset()) -> frozenset[str]:
    """The ids of the steps that answers lead to from any of `begin`, these included, past none of `without`."""
    seen: set[str] = set()
    ahead = deque(begin)
    while ahead:
        step_id = ahead.popleft()
        if step_id in seen or step_id in without or step_id not in script.steps:
            continue
        seen.add(step_id)
        ahead.extend(leads_to(script.steps[step_id]))
    return frozenset(seen)


def way_out(script: Script, step_id: str) -> tuple[Answer, ...] | None:
    """The shortest row of answers from a step to an exit; None where there is none, empty at an exit.

    Only where no conditions hide answers and none of these leads to another script.
    """
    ways: dict[str, tuple[Answer, ...]] = {step_id: ()}
    ahead = deque([step_id])
    while ahead:
        here = ahead.popleft()
        step = script.steps.get(here)
        if step is None:
            continue
        if step.is_exit:
            return ways[here]
        for answer in step.answers:
            if answer.goto and answer.goto != RETURN and answer.goto not in ways:
                ways[answer.goto] = (*ways[here], answer)
                ahead.append(answer.goto)
    return None


def steps_with_a_way_out(script: Script) -> frozenset[str]:
    """The ids of the steps from which some row of answers ends the walk; a return goes on from any step outside."""
    safe = _leading_to(script, {step.id for step in script.steps.values() if ends_here(step)})
    outside = [step_id for step_id in from_steps(script, begins(script)) if step_id not in safe]
    if outside:
        return safe
    return _leading_to(script, {*safe, *(step.id for step in script.steps.values() if returns(step))})


def _leading_to(script: Script, ends: set[str]) -> frozenset[str]:
    before: dict[str, list[str]] = {}
    for step in script.steps.values():
        for goto in leads_to(step):
            before.setdefault(goto, []).append(step.id)
    safe = set(ends)
    ahead = deque(safe)
    while ahead:
        for earlier in before.get(ahead.popleft(), ()):
            if earlier not in safe:
                safe.add(earlier)
                ahead.append(earlier)
    return frozenset(safe)


def skippable(script: Script) -> Iterator[tuple[Step, str]]:
    """Each required step with an exit of the script's goal that a walk from the first step can come to past it.

    Objections are ways too: one that does not return may lead past what had to be said.
    """
    goals = [step.id for step in script.steps.values() if step.exit in script.goal]
    for step in script.steps.values():
        if not step.required or step.is_exit or step.id == script.start:
            continue
        around = _with_objections(script, frozenset({step.id}))
        missed = next((goal for goal in goals if goal in around), None)
        if missed is not None:
            yield step, missed


def _with_objections(script: Script, without: frozenset[str]) -> frozenset[str]:
    """What can be reached past `without`, objections raised on the way included."""
    return from_steps(script, (script.start, *(one.goto for one in script.objections)), without)


def lost_returns(script: Script) -> Iterator[Step]:
    """Steps with a `return` that a call can come to without an objection, so that nothing was interrupted."""
    yield from (script.steps[name] for name in sorted(outside_objections(script)) if returns(script.steps[name]))


def outside_objections(script: Script) -> frozenset[str]:
    """The ids of the steps that a call comes to where nobody objects."""
    targets = frozenset(objection.goto for objection in script.objections)
    return from_steps(script, begins(script), without=targets)


def depths(script: Script) -> Mapping[str, int]:
    """How many moves each step is away from the first, by the shortest way; objections begin behind the last."""
    found: dict[str, int] = {}
    ahead = deque((step_id, 0) for step_id in begins(script))
    while ahead:
        step_id, depth = ahead.popleft()
        if step_id in found or step_id not in script.steps:
            continue
        found[step_id] = depth
        ahead.extend((goto, depth + 1) for goto in leads_to(script.steps[step_id]))
    return found
