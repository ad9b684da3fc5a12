"""The shape of a script as a graph: where its steps lead, which are reached, which lead out."""

from collections import deque
from collections.abc import Iterator

from scripts_library.model import Answer, Script, Step
from scripts_library.problems import Problem


def leads_to(step: Step) -> tuple[str, ...]:
    """The ids of the steps that the answers of `step` lead to."""
    return tuple(answer.goto for answer in step.answers)


def jumps_to_nowhere(script: Script) -> Iterator[Problem]:
    """Jumps to steps that are not there; with one of these a call can come to a stop."""
    if script.start not in script.steps:
        yield Problem(script.path, script.line, f"start: there is no step {script.start!r}")
    for step in script.steps.values():
        for answer in step.answers:
            if answer.goto not in script.steps:
                yield Problem(
                    script.path, answer.line, f"answer {answer.id!r} leads to an unknown step {answer.goto!r}"
                )
    for objection in script.objections:
        if objection.goto not in script.steps:
            message = f"objection {objection.id!r} leads to an unknown step {objection.goto!r}"
            yield Problem(script.path, objection.line, message)


def reachable(script: Script) -> frozenset[str]:
    """The ids of the steps that some call comes to, by answers and by objections."""
    seen: set[str] = set()
    ahead = deque([script.start, *(objection.goto for objection in script.objections)])
    while ahead:
        step_id = ahead.popleft()
        if step_id in seen or step_id not in script.steps:
            continue
        seen.add(step_id)
        ahead.extend(leads_to(script.steps[step_id]))
    return frozenset(seen)


def way_out(script: Script, step_id: str) -> tuple[Answer, ...] | None:
    """The shortest row of answers from a step to an exit; None where there is none, empty at an exit."""
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
            if answer.goto not in ways:
                ways[answer.goto] = (*ways[here], answer)
                ahead.append(answer.goto)
    return None


def steps_with_a_way_out(script: Script) -> frozenset[str]:
    """The ids of the steps from which some row of answers reaches an exit."""
    before: dict[str, list[str]] = {}
    for step in script.steps.values():
        for goto in leads_to(step):
            before.setdefault(goto, []).append(step.id)
    safe = {step.id for step in script.steps.values() if step.is_exit}
    ahead = deque(safe)
    while ahead:
        for earlier in before.get(ahead.popleft(), ()):
            if earlier not in safe:
                safe.add(earlier)
                ahead.append(earlier)
    return frozenset(safe)
